"""The articles that a call of ``compare`` names: files, and articles of the database."""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tui.adding.reading import read_all
from tui.adding.sources import STANDARD_INPUT
from tui.cli.database import reader
from tui.compare.findings import Decision
from tui.compare.frequencies import Frequencies
from tui.compare.library import library
from tui.compare.source import Source, source_of
from tui.errors import CallError, DataError
from tui.model import Annotation, Article, ArticleSummary, Relation
from tui.store import alignments, annotations, articles, frequencies, regions, relations
from tui.store.connection import Store, named
from tui.text.regions import regions as found_regions
from tui.text.titles import title_of

MOST = 12
"""Articles of one comparison: each is compared with each."""


@dataclass(frozen=True)
class Named:
    """The articles of a call, and what people made of those that are in the database.

    `annotations` are by the article's uid; of `decisions` the last one on two sentences holds.
    `frequencies` are those of the database's articles, `vectors` those of every sentence, if asked.
    """

    sources: tuple[Source, ...]
    annotations: dict[str, list[Annotation]]
    relations: list[Relation]
    decisions: list[Decision]
    frequencies: Frequencies | None = None
    vectors: dict[str, bytes] | None = None


def compared(words: Sequence[str], database: Path, semantic: bool = False) -> Named:
    """Read what is named, in that order. The database is opened only for what is no file.

    Raises CallError where there are too few, too many or one twice, and for what is neither a file
    nor an article; DataError for bytes that are no text.
    """
    if len(words) < 2:
        raise CallError("one article is not compared with itself: name another file or id")
    if len(words) > MOST:
        raise CallError(f"{len(words)} articles: name {MOST} or fewer, each is set beside each")
    with ExitStack() as opened:
        store: Store | None = None
        sources: list[Source] = []
        marked: dict[str, list[Annotation]] = {}
        for word in words:
            if _is_file(word):
                source = _from_file(Path(word))
            else:
                store = store or opened.enter_context(_database(word, database))
                source, made = _from_database(store, word)
                marked[source.uid] = made
            _refuse_twice(source, word, sources, words)
            sources.append(source)
        vectors = _vectors(sources, store) if semantic else None
        if store is None:
            return Named(tuple(sources), {}, [], [], vectors=vectors)
        uids = [*marked]
        return Named(
            tuple(sources),
            marked,
            [one for uid in uids for one in relations.of_article(store, uid)],
            _decisions(store, uids),
            library(sources, partial(frequencies.of, store)),
            vectors,
        )


def _vectors(sources: Sequence[Source], store: Store | None) -> dict[str, bytes]:
    """A vector for each sentence, those that the desk has kept already as they are.

    Raises CallError where the extra is not installed.
    """
    from tui.compare.semantic import Encoder, sentences_of
    from tui.store.vectors import kept

    encoder = Encoder()
    wanted = list(dict.fromkeys(one for source in sources for one in sentences_of(source)))
    known = kept(store, encoder.model, wanted) if store else {}
    return known | dict(encoder.vectors([one for one in wanted if one not in known]))


def _decisions(store: Store, uids: Sequence[str]) -> list[Decision]:
    """What was decided, in the order it was said; one's own behind that of others."""
    from tui import places

    me = places.annotator()
    found = alignments.between(store, uids)
    found.sort(key=lambda one: (one.annotator == me, one.modified, one.uid))
    return [Decision(one.a, one.a_span, one.b, one.b_span, one.same) for one in found]


def _is_file(word: str) -> bool:
    """Whether a word names a file: it is there, or could not be an id."""
    if word == STANDARD_INPUT or not re.fullmatch(r"[0-9a-f][0-9a-f-]*", word):
        return True
    try:
        return Path(word).exists()
    except OSError:
        return True


def _database(word: str, database: Path) -> Store:
    if not database.exists():
        where = f"no database {database} to look for an article in"
        raise CallError(f"{word}: there is no such file, and {where}: check the name, or name --db")
    return reader(database)


def _from_file(file: Path) -> Source:
    from hashlib import sha256

    come = read_all([str(file)])
    if len(come) != 1:
        raise CallError(f"{file} holds {len(come)} articles: add it, and name their ids")
    read = come[0].intake
    text = read.decoded.text
    digest = sha256(text.encode()).hexdigest()
    aside = found_regions(text)
    bare = ArticleSummary(named(f"article:{digest}"), digest, "", len(text), file=read.file)
    source = source_of(Article(bare, text), aside, "" if str(file) == STANDARD_INPUT else str(file))
    first = source.sentences[source.body[0]].start if source.body else 0
    return _titled(source, title_of(text[first:]))


def _titled(source: Source, title: str) -> Source:
    return replace(source, title=title, label=source.label or "standard input")


def _from_database(store: Store, start: str) -> tuple[Source, list[Annotation]]:
    uid = articles.find(store, start)
    article = articles.read(store, uid)
    source = source_of(article, regions.of_article(store, uid, article.text))
    return source, annotations.of_article(store, uid)


def _refuse_twice(
    source: Source, word: str, before: Sequence[Source], words: Sequence[str]
) -> None:
    if not source.body:
        raise DataError(f"{word}: there is no sentence in it: name an article")
    for other, earlier in zip(before, words, strict=False):
        if other.uid == source.uid:
            same = "named twice" if earlier == word else f"the same article as {earlier}"
            raise CallError(f"{word} is {same}: name two that differ")
