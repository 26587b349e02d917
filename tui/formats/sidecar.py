"""Restoring from a sidecar what a format could not hold.

The sidecar is the whole of what went out. What the file has now is compared with what it had when
it was written, which is found by writing the sidecar through the format again and reading that:
what is equal is restored as the sidecar has it; what is gone was taken out by the other tool and
stays out; what the format never held is put back; what is new or changed is taken as it is. So it
is for articles whose text is the sidecar's, letter for letter. All of it is held in memory.
"""

import tempfile
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from tui.formats import jsonl
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Options, Readable
from tui.formats.left_out import Left
from tui.formats.losses import kept
from tui.formats.out import FolderOut, StreamOut
from tui.formats.writing import PLAIN, write_into
from tui.model import Annotation, ArticleTag, Relation, Tag
from tui.text.policy import clean, sha256
from tui.text.regions import regions


def restored(
    kind: Readable, place: Path, sidecar: Path, options: Options = PLAIN
) -> Iterator[Entry]:
    """The entries of a file, each with what a sidecar knows of it."""
    whole = {entry.article.summary.sha256: entry for entry in jsonl.read(sidecar, PLAIN)}
    again = replace(options, left=Left())  # what is left out is told of the file alone
    was = {_named(entry): entry for entry in _again(kind, [*whole.values()], again)}
    now = list(kind.read(place, options))
    yield from merged(now, was, whole, kind.CARRIES)


def _named(entry: Entry) -> str:
    return sha256(clean(entry.article.text)[0])


def _again(kind: Readable, whole: list[Entry], options: Options) -> list[Entry]:
    """What the format gave when it was written."""
    paths = {one.tag: None for entry in whole for one in entry.annotations}
    kinds = {one.kind: None for entry in whole for one in entry.own_relations}
    gone = {one.uid for entry in whole for text in entry.earlier for one in text.annotations}
    given = Dataset(
        _with_both_ends(whole),
        (
            *(Tag("", path) for path in paths),
            *(Tag("", one, applies=("relation",)) for one in kinds),
        ),
        on_earlier=frozenset(gone),
    )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"again{kind.SUFFIX}"
        if kind.PLACE == "folder":
            place.mkdir()
            write_into(kind, given, FolderOut(place), options)
        else:
            with place.open("wb") as stream:
                write_into(kind, given, StreamOut(stream), options)
        return list(kind.read(place, options))


def _with_both_ends(whole: list[Entry]) -> Iterator[Entry]:
    """The entries as a format is given them: with the relations that end in each, too."""
    ending: dict[str, list[Relation]] = defaultdict(list)
    for entry in whole:
        for one in entry.own_relations:
            if one.target_article != one.source_article:
                ending[one.target_article].append(one)
    for entry in whole:
        yield replace(entry, relations=[*entry.own_relations, *ending[entry.article.uid]])


def merged(
    now: Sequence[Entry],
    was: Mapping[str, Entry],
    whole: Mapping[str, Entry],
    carries: Carries,
) -> Iterator[Entry]:
    """The entries of a file as they are now, completed by what they were and the whole of them."""
    names = Names(
        frozenset(one.uid for entry in whole.values() for one in kept(entry, carries)),
        {one.uid: _at(one) for entry in whole.values() for one in _on(entry)},
    )
    found = []
    for entry in now:
        digest = _named(entry)
        names.articles[entry.article.uid] = entry.article.uid
        if digest in whole and digest in was:
            names.articles[entry.article.uid] = whole[digest].article.uid
            names.were_articles[was[digest].article.uid] = whole[digest].article.uid
            entry = _with_marks(entry, was[digest], whole[digest], names)
        names.here.add(entry.article.uid)
        found.append((entry, digest))
    there = {one.uid for entry, _ in found for one in _on(entry)}
    for entry, digest in found:
        if digest in whole and digest in was:
            yield _with_relations(entry, was[digest], whole[digest], names, there)
        else:
            # Its regions are not known: as the rules have them, there is nothing to correct.
            moved = [names.moved(one, names.now) for one in entry.own_relations]
            yield replace(entry, relations=moved, regions=regions(entry.article.text))


@dataclass
class Names:
    """What the articles and annotations of a file, as it is now and as it was, are called here.

    `went` are the annotations of the whole that the format could hold, `places` where each is.
    """

    went: frozenset[str]
    places: Mapping[str, Hashable]
    articles: dict[str, str] = field(default_factory=dict)
    were_articles: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    were: dict[str, str] = field(default_factory=dict)
    here: set[str] = field(default_factory=set)
    """The articles that the file has; in itself they may have no names."""

    def moved(self, one: Relation, ends: Mapping[str, str]) -> Relation:
        """A relation with its ends and their articles as they are called here."""
        articles = self.articles if ends is self.now else self.were_articles
        return replace(
            one,
            source=ends.get(one.source, one.source),
            target=ends.get(one.target, one.target),
            source_article=articles.get(one.source_article, one.source_article),
            target_article=articles.get(one.target_article, one.target_article),
        )


def _on(entry: Entry) -> Iterator[Annotation]:
    yield from entry.annotations
    for earlier in entry.earlier:
        yield from earlier.annotations


def _with_marks(now: Entry, was: Entry, whole: Entry, names: Names) -> Entry:
    """An entry with its details, annotations and tags restored; its relations are still its own."""
    marks = Threefold(_mark, _at, names)
    made = marks.merge(now.annotations, was.annotations, whole.annotations)
    made.sort(key=lambda one: (one.start, -one.end))
    before = {text.sha256: text for text in was.earlier}
    current = {text.sha256: text for text in now.earlier}
    earlier = []
    for text in whole.earlier:
        if text.sha256 in before and text.sha256 not in current:
            continue  # taken out
        old = before[text.sha256].annotations if text.sha256 in before else []
        here = current[text.sha256].annotations if text.sha256 in current else []
        if on_it := marks.merge(here, old, text.annotations):
            earlier.append(replace(text, annotations=on_it))
    new = [text for text in now.earlier if text.sha256 not in {one.sha256 for one in earlier}]
    uid = whole.article.uid
    made = [replace(one, article=uid) for one in made]
    tags = Threefold(_article_tag, _article_tag).merge(now.tags, was.tags, whole.tags)
    summary = _three(now.article.summary, was.article.summary, whole.article.summary)
    summary = replace(summary, uid=uid, sha256=whole.article.summary.sha256)
    return replace(
        now,
        article=replace(whole.article, summary=summary),
        annotations=made,
        earlier=(*earlier, *new),
        tags=tuple(replace(one, article=uid) for one in tags),
        regions=whole.regions if now.regions == was.regions else now.regions,
    )


def _with_relations(entry: Entry, was: Entry, whole: Entry, names: Names, there: set[str]) -> Entry:
    """The entry with its relations and alignments, as far as what they lead to is there."""
    own = [names.moved(one, names.now) for one in entry.relations]
    own = [one for one in own if one.source_article == entry.article.uid]
    old = [names.moved(one, names.were) for one in was.own_relations]

    def place(one: Relation) -> Hashable:
        ends = (names.places.get(end, end) for end in (one.source, one.target))
        return one.kind, *ends

    related = Threefold(_relation, place).merge(own, old, whole.own_relations)
    same = entry.alignments == was.alignments
    aligned = whole.alignments if same else entry.alignments
    return replace(
        entry,
        relations=[one for one in related if one.source in there and one.target in there],
        alignments=tuple(one for one in aligned if {one.a, one.b} <= names.here),
    )


def _at(made: Annotation) -> Hashable:
    return made.tag, tuple((part.start, part.end) for part in made.fragments)


def _mark(made: Annotation) -> Hashable:
    claim = made.claim and (made.claim.wording, made.claim.note)
    said = tuple(sorted(made.attributes.items()))
    times = made.created, made.modified
    return _at(made), said, made.note, made.annotator, claim, times


def _article_tag(made: ArticleTag) -> Hashable:
    return made.tag, made.annotator, made.note, tuple(sorted(made.attributes.items()))


def _relation(one: Relation) -> Hashable:
    return one.kind, one.source, one.target, one.annotator, one.note


class Threefold:
    """Brings together what there is now, what there was, and the whole of which that was a part.

    `content` says when two are equal, `place` what one is recognised by in the whole where ids do
    not come back. `names` learns what each is called here.
    """

    def __init__(self, content: Any, place: Any, names: Names | None = None) -> None:
        self.content, self.place, self.names = content, place, names

    def merge(self, now: Iterable[Any], was: Sequence[Any], whole: Sequence[Any]) -> list[Any]:
        """What is to be had, in the order of the whole, what is new behind it."""
        of = self._recognised(was, whole)
        left = _by(was, self.content)
        by_uid = {one.uid: one for one in was if one.uid}
        stays: dict[str, Any] = {}
        new = []
        for one in now:
            old = next(iter(left[self.content(one)]), None)
            if one.uid in by_uid and (old is None or old.uid != one.uid):
                old = by_uid[one.uid]  # known by its name, and perhaps changed
            if old is None or id(old) not in of or of[id(old)].uid in stays:
                new.append(one)
                continue
            left[self.content(old)] = [x for x in left[self.content(old)] if x is not old]
            full = of[id(old)]
            stays[full.uid] = _three(one, old, full)
            if self.names:
                self.names.now[one.uid] = full.uid
        had = {full.uid for full in of.values()}
        full_ones = [
            stays.get(one.uid, one) for one in whole if one.uid in stays or one.uid not in had
        ]
        return [*full_ones, *new]

    def _recognised(self, was: Sequence[Any], whole: Sequence[Any]) -> dict[int, Any]:
        """For each that was, the one of the whole that it came of."""
        by_uid = {one.uid: one for one in whole}
        free = _by((one for one in whole), self.place)
        found: dict[int, Any] = {}
        for one in was:
            full = by_uid.get(one.uid) or next(iter(self._likest(free[self.place(one)], one)), None)
            if full is None:
                continue
            found[id(one)] = full
            free[self.place(full)] = [x for x in free[self.place(full)] if x is not full]
            if self.names:
                self.names.were[one.uid] = full.uid
        return found

    def _likest(self, some: list[Any], one: Any) -> list[Any]:
        """Those at one place, the one first of which most is the same."""
        went = self.names.went if self.names else ()
        return sorted(some, key=lambda full: (full.uid not in went, -_alike(full, one)))


def _by(some: Iterable[Any], key: Any) -> dict[Hashable, list[Any]]:
    found: dict[Hashable, list[Any]] = defaultdict(list)
    for one in some:
        found[key(one)].append(one)
    return found


def _alike(one: Any, other: Any) -> int:
    return sum(getattr(one, x.name) == getattr(other, x.name) for x in fields(one))


def _three(now: Any, was: Any, whole: Any) -> Any:
    """The whole, but for the fields that were changed since they were written."""
    changed = {
        one.name: getattr(now, one.name)
        for one in fields(now)
        if one.name not in QUIET and getattr(now, one.name) != getattr(was, one.name)
    }
    return replace(whole, **changed)


QUIET = frozenset(
    {
        *("uid", "article", "sha256", "source_article", "target_article"),
        *("length", "annotations"),
    }
)
"""Names, which each file may have of its own, and what follows from other fields."""
