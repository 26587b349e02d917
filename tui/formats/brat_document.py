"""One document of brat's: its lines made into an article's annotations and relations."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tui.formats.brat_lines import Line, Lines
from tui.formats.brat_names import Named
from tui.formats.entry import Entry
from tui.formats.reading import short
from tui.model import Annotation, Article, Fragment, Relation
from tui.text.anchors import anchor

Places = Mapping[str, tuple[Fragment, ...]]

UNSEEN = "name one that is there"


@dataclass
class _Made:
    """What is known so far of an annotation or a relation."""

    kind: str
    place: tuple[Fragment, ...] = ()
    ends: tuple[str, str] = ("", "")
    attributes: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    annotator: str = ""

    def answer(self, name: str, value: str) -> None:
        """Note an attribute's value beside those it has."""
        known = self.attributes.get(name)
        self.attributes[name] = value if known in (None, value) else f"{known}; {value}"


class Document:
    """Collects what lines say of a document's annotations."""

    def __init__(self, stem: str, article: Article, named: Named, annotator: str) -> None:
        self.stem, self.article, self.named, self.annotator = stem, article, named, annotator
        self.made: dict[str, _Made] = {}
        self.related: dict[str, _Made] = {}
        self.about: dict[str, str] = {}
        """The annotation or relation that each id is about."""

    def entry(self, found: Lines, places: Places) -> Entry:
        """All of it. Raises DataError where a line names what is not there."""
        for line in found.texts:
            self.made[line.uid] = _Made(self.named("entities", line.words[0]), places[line.uid])
            self.about[line.uid] = line.uid
        self._events(found.events)
        for line in found.relations:
            self._relation(line)
        for line in found.same:
            for number, pair in enumerate(pairwise(line.words[1:])):
                uid = f"{line.words[0]}:{line.where.rpartition(' ')[2]}:{number}"
                self._relate(line, uid, self.named("relations", line.words[0]), *pair)
        for line in (*found.attributes, *found.norms):
            self._attribute(line)
        for line in found.notes:
            self._note(line)
        annotations = [self._annotation(uid, one) for uid, one in self.made.items()]
        relations = [self._related(uid, one) for uid, one in self.related.items()]
        return Entry(self.article, annotations, relations)

    def _events(self, lines: list[Line]) -> None:
        taken = set[str]()
        for line in lines:
            kind, _, trigger = line.words[0].partition(":")
            if trigger not in self.made:
                line.fail(f"its trigger {short(trigger)} is not there", UNSEEN)
            self.about[line.uid] = trigger
            if trigger in taken:  # a second event of the same words is an annotation of its own
                self.about[line.uid] = line.uid
                place = self.made[trigger].place
                self.made[line.uid] = _Made(self.named("entities", kind), place)
            taken.add(trigger)
        for line in lines:
            for number, (role, end) in enumerate(line.ends()):
                kind = role.rstrip("0123456789") or role
                self._relate(line, f"{line.uid}:{number}", kind, line.uid, end)

    def _relation(self, line: Line) -> None:
        ends = line.ends()
        if len(ends) != 2:
            line.fail(f"it has {len(ends)} ends, and not two")
        if [role for role, _ in ends] == ["Arg2", "Arg1"]:
            ends.reverse()
        kind = self.named("relations", line.words[0])
        self._relate(line, line.uid, kind, *(end for _, end in ends))
        self.about[line.uid] = line.uid

    def _relate(self, line: Line, uid: str, kind: str, *ends: str) -> None:
        for end in ends:
            if self.about.get(end) not in self.made:
                line.fail(f"{short(end)} is no annotation of this document", UNSEEN)
        source, target = (self.about[end] for end in ends)
        if source == target:
            line.fail("it relates an annotation to itself", "name two")
        self.related[uid] = _Made(kind, ends=(source, target))

    def _of(self, line: Line) -> _Made:
        target = self.about.get(line.words[1])
        if target is None:
            line.fail(f"{short(line.words[1])} is not there", UNSEEN)
        self.about.setdefault(line.uid, target)
        return self.made.get(target) or self.related[target]

    def _attribute(self, line: Line) -> None:
        one, name = self._of(line), self.named("attributes", line.words[0])
        value = " ".join((*line.words[2:], *filter(None, [(line.tail or "").strip()]))) or "yes"
        if one.place:
            one.answer(name, value)
        else:  # a relation has a note, and no attributes
            one.notes.append(name if value == "yes" else f"{name}: {value}")

    def _note(self, line: Line) -> None:
        one, words = self._of(line), (line.tail or "").strip()
        if line.words[0] == "Annotator":
            one.annotator = words
        elif line.words[0] == "Claimdesk":
            self._more(line, one, words)
        elif line.words[0] == "AnnotatorNotes":
            one.notes.append(words)
        elif one.place:
            one.answer(self.named("attributes", line.words[0]), words)
        else:
            one.notes.append(f"{line.words[0]}: {words}")

    def _more(self, line: Line, one: _Made, words: str) -> None:
        """What Claimdesk wrote that has no line of its own in brat's files."""
        try:
            more: dict[str, Any] = json.loads(words)
            one.attributes.update({str(k): str(v) for k, v in more.get("attributes", {}).items()})
            one.annotator = str(more.get("annotator", one.annotator))
            if "note" in more:
                one.notes.insert(0, str(more["note"]))
            own = [(int(start), int(end)) for start, end in more.get("fragments", [])]
            fragments = tuple(anchor(self.article.text, *span) for span in own)
        except (ValueError, TypeError, AttributeError):
            line.fail("its JSON is not as Claimdesk wrote it", "mend it, or remove the line")
        if fragments and _covered(fragments) == _covered(one.place):
            one.place = fragments  # else it was moved since, and stands where it was moved to

    def _annotation(self, uid: str, one: _Made) -> Annotation:
        return Annotation(
            uid=f"{self.stem}:{uid}",
            article=self.article.uid,
            tag=one.kind,
            fragments=one.place,
            annotator=one.annotator or self.annotator,
            created="",
            modified="",
            attributes=dict(sorted(one.attributes.items())),
            note="\n".join(one.notes),
            sha256=self.article.summary.sha256,
        )

    def _related(self, uid: str, one: _Made) -> Relation:
        source, target = (f"{self.stem}:{end}" for end in one.ends)
        return Relation(
            uid=f"{self.stem}:{uid}",
            kind=one.kind,
            source=source,
            target=target,
            source_article=self.article.uid,
            target_article=self.article.uid,
            annotator=one.annotator or self.annotator,
            note="\n".join(one.notes),
        )


def _covered(fragments: tuple[Fragment, ...]) -> list[tuple[int, str]]:
    """The characters of some fragments, without line breaks."""
    return [
        (one.start + at, char)
        for one in fragments
        for at, char in enumerate(one.exact)
        if char not in "\n\u2028\u2029"
    ]
