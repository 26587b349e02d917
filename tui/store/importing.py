"""Taking in a dataset: articles with all that was made on them, as one operation or not at all.

A text that is here already, by its sha256, gets what was made on it; another is a new article.
Annotators are known by name, and what is theirs stays theirs. Everything is checked against its
text, and an error anywhere takes back what was written before it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tui.errors import DataError
from tui.model import Tag
from tui.store import codebook, tags, texts
from tui.store.connection import Store
from tui.store.entry import Entry
from tui.store.import_articles import article_row, fill_in, in_part, text_row, versions_of
from tui.store.import_marks import Marks, Related
from tui.store.import_regions import correct_as

MANY = 1000
"""Articles from which on it pays to have more of the database in memory."""


@dataclass(frozen=True, slots=True)
class Taking:
    """How a dataset is to be taken in.

    `source` is its format and `file` its name, for the history and for messages. `annotator` is
    whose work it is where the file does not say. `known_tags` refuses tags that the codebook has
    not. `ids` and `regions` say whether the format carries these. A `rehearsal` writes nothing.
    """

    source: str
    file: str = ""
    annotator: str = ""
    known_tags: bool = False
    ids: bool = False
    regions: bool = False
    rehearsal: bool = False


@dataclass
class Imported:
    """What came in. `here` counts annotations that were here already, `other` those whose id is
    another annotation's here and that got a new one; `tags` are made, `renamed` is what the file
    calls some of the tags by what they are called here; `replaced` are characters that became
    U+FFFD, `other_parts` articles that stay in another part of the dataset than in the file."""

    articles: int = 0
    articles_here: int = 0
    annotations: int = 0
    here: int = 0
    other: int = 0
    relations: int = 0
    article_tags: int = 0
    alignments: int = 0
    regions: int = 0
    claims: int = 0
    replaced: int = 0
    other_parts: int = 0
    tags: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)


class _Rehearsed(Exception):
    """All was well, and nothing is to be kept."""


def take_in(store: Store, entries: Iterable[Entry], taking: Taking) -> Imported:
    """Take a dataset in as one operation. Raises DataError naming the article; nothing is written
    then, as where it is a rehearsal."""
    done = Imported()
    place = taking.file or taking.source
    try:
        with store.operation(f"import from {taking.source}") as op:
            before = texts.newest(store)
            _take_all(store, entries, taking, done)
            texts.index_after(store, before)
            store.run("UPDATE op SET label = ? WHERE uid = ?", (_label(done, taking), op))
            if taking.rehearsal:
                raise _Rehearsed
    except _Rehearsed:
        pass
    except UnicodeEncodeError as error:  # which JSON can name, and no file or database can hold
        near = ascii(error.object[max(0, error.start - 20) : error.end])
        why = f"half a character (a lone surrogate) in {near}"
        raise DataError(f"{place}: {why}: mend it there; nothing was imported") from None
    return done


def _label(done: Imported, taking: Taking) -> str:
    articles = f"{done.articles:,} article{'' if done.articles == 1 else 's'}"
    made = f"{done.annotations:,} annotation{'' if done.annotations == 1 else 's'}"
    return f"import {articles}, {made} from {taking.source}"


def _take_all(store: Store, entries: Iterable[Entry], taking: Taking, done: Imported) -> None:
    marks = Marks(
        store, taking.annotator or store.annotator, TagRows(store, taking, done), taking.ids
    )
    related = Related(store, marks)
    for number, entry in enumerate(entries):
        if number == MANY:
            texts.expect_many(store)
        where = _where(entry, taking)
        article, new = article_row(store, entry, where)
        done.articles += new
        done.articles_here += not new
        if not new:
            fill_in(store, article, entry.article.summary)
            done.other_parts += in_part(store, article, entry.article.summary, where)
        on = text_row(store, entry.article.text, where)
        done.replaced += on.cleaned.replaced
        tally = marks.on(article, on, entry.annotations, where)
        for earlier in entry.earlier:
            before = text_row(store, earlier.text, where)
            versions_of(store, article, (on.id, before.id))
            tally += marks.on(article, before, earlier.annotations, where)
        done.annotations += tally["new"] + tally["other"]
        done.here += tally["here"]
        done.other += tally["other"]
        done.article_tags += marks.on_whole(article, entry.tags, where)
        if taking.regions:
            done.regions += correct_as(store, article, on, entry.regions, taking.annotator, new)
        related.later(entry, article, where)
    done.relations, done.alignments = related.write()
    done.claims = len(marks.claims_made)


def _where(entry: Entry, taking: Taking) -> str:
    summary = entry.article.summary
    label = " ".join((summary.file or summary.title or summary.uid).split())[:60]
    return f"{taking.file or taking.source}, article {label!r}"


class TagRows:
    """The rows of tags by their paths in the file. One that is not here is made, or refused."""

    def __init__(self, store: Store, taking: Taking, done: Imported) -> None:
        self.store, self.taking, self.done = store, taking, done
        paths = codebook.tag_paths(store)
        gone = {id_ for (id_,) in store.rows("SELECT id FROM tag WHERE deleted")}
        self.rows = {path: id_ for id_, path in paths.items() if id_ not in gone}

    def of(self, path: str, applies: str, where: str) -> tuple[int, str]:
        """The row and path of a tag. Raises DataError where it is refused, or has no name."""
        if path in self.rows:
            return self.rows[path], path
        called = "/".join(_parts(path))
        if not called:
            raise DataError(f"{where}: a tag without a name: name it there; nothing was imported")
        if called != path:
            self.done.renamed[path] = called
        if called not in self.rows:
            if self.taking.known_tags:
                raise DataError(
                    f"{where}: no tag {called!r} in the codebook: add it, or import without"
                    " --known-tags; nothing was imported"
                )
            self.rows[called] = tags.make(self.store, Tag("", called, applies=(applies,)))
            for above in _above(called):
                self.rows.setdefault(above, tags.id_of(self.store, above))
            self.done.tags.append(called)
        return self.rows[called], called


def _parts(path: str) -> Iterator[str]:
    """The names of a path as the codebook can have them: visible, without blanks at their ends."""
    for part in path.split("/"):
        name = " ".join(part.split())
        name = "".join(char if char.isprintable() else "\ufffd" for char in name)
        if name:
            yield name


def _above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path
