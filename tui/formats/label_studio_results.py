"""The results of one annotator in a Label Studio task: regions, what belongs to them, relations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tui.formats.left_out import Left
from tui.formats.placing import Place, Quoted
from tui.formats.reading import Record, short
from tui.text.offsets import Span

SAME = "same-span"
"""The relation between the fragments of one annotation."""


@dataclass
class Region:
    """A stretch of text with all results of its id. `tags` are what its labels say."""

    uid: str
    row: Record
    span: Span
    words: str
    tags: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    controls: set[str] = field(default_factory=set)

    def quoted(self) -> Quoted:
        """Its offsets and words, to be found in the text."""
        return Quoted(self.uid, f"{self.row.where}, region {self.uid}", [self.span], self.words)


@dataclass
class Results:
    """What one annotation of a task has."""

    regions: dict[str, Region] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    whole: list[tuple[str, str]] = field(default_factory=list)
    """What was said of the whole text: an id and a choice."""
    same: dict[str, str] = field(default_factory=dict)
    """The region that holds the first fragment, for the regions of the other fragments."""


def results_of(row: Record, left: Left) -> Results:
    """The results of one annotation, by their regions.

    Raises DataError for a region that is not of a text, for an id that comes twice and for a
    relation that leads to none.
    """
    found = Results()
    related = []
    for one in row.all_below("result"):
        if one.text("type", "") == "relation":
            related.append(one)
        elif "start" in _value(one):
            _region(found, one)
        else:
            _whole(found, one, left)
    for one in related:
        _relation(found, one)
    for region in list(found.regions.values()):
        if not region.tags:
            left.out("regions without a label", region.row.where)
            del found.regions[region.uid]
    there = [one for one in found.relations if one[0] in found.regions and one[1] in found.regions]
    left.out("relations of regions without a label", row.where, len(found.relations) - len(there))
    found.relations = there
    return found


def _value(one: Record) -> Mapping[str, Any]:
    value = one.fields.get("value")
    return value if isinstance(value, dict) else {}


def _region(found: Results, one: Record) -> None:
    value, kind, uid = one.below("value"), one.text("type", ""), one.text("id", "")
    if not isinstance(value.fields["start"], int):
        one.fail(
            f"a region of the type {kind!r} is not of a plain text", "export a project of texts"
        )
    span = value.number("start"), value.number("end")
    uid = uid or f"{span[0]}-{span[1]}-{len(found.regions)}"
    region = found.regions.setdefault(uid, Region(uid, one, span, ""))
    if region.span != span:
        one.fail(f"the id {uid} comes a second time, at another place", "each has an id of its own")
    region.meta = region.meta or _meta(one)
    said = value.fields.get(kind)
    if kind.endswith("labels"):
        control = one.text("from_name", "")
        if control in region.controls:
            one.fail(f"the id {uid} comes a second time", "each has an id of its own")
        region.controls.add(control)
        region.words = region.words or value.text("text", "")
        region.tags += [tag for tag in _texts(one, said) if tag not in region.tags]
        return
    name = one.text("from_name", kind)
    words = value.fields.get("text") if kind == "textarea" else said
    region.attributes[name] = ("\n" if kind == "textarea" else "; ").join(_texts(one, words))


def _meta(one: Record) -> Mapping[str, Any]:
    meta = one.fields.get("meta")
    return meta if isinstance(meta, dict) else {}


def _texts(one: Record, said: object) -> list[str]:
    """What a control says: texts, numbers, or the paths of a taxonomy."""
    listed: Sequence[Any] = said if isinstance(said, list) else [said] if said is not None else []
    found = []
    for part in listed:
        path = part if isinstance(part, list) else [part]
        if not path or not all(isinstance(name, str | int | float) for name in path):
            one.fail(f"{short(part)} is nothing that a control says")
        found.append("/".join(str(name) for name in path))
    return found


def _whole(found: Results, one: Record, left: Left) -> None:
    kind, name = one.text("type", ""), one.text("from_name", "")
    if kind not in ("choices", "taxonomy"):
        left.out(f"{name or kind!r} of a whole text", one.where)
        return
    uid = one.text("id", "")
    found.whole += [(uid, choice) for choice in _texts(one, _value(one).get(kind))]


def _relation(found: Results, one: Record) -> None:
    source, target = one.text("from_id"), one.text("to_id")
    for end in (source, target):
        if end not in found.regions:
            one.fail(f"a relation leads to the region {short(end)}, which is not there")
    if one.text("direction", "right") == "left":
        source, target = target, source
    kinds = _texts(one, one.fields.get("labels"))
    if kinds == [SAME] and found.regions[source].tags == found.regions[target].tags:
        _join(found, one, source, target)
        return
    found.relations += [(source, target, kind) for kind in kinds or ["related"]]


def _join(found: Results, one: Record, source: str, target: str) -> None:
    first = found.same.get(source, source)
    other = found.same.get(target, target)
    if first == other:
        one.fail("its fragments lead round to the first", "take one of the relations away")
    for uid, before in found.same.items():
        if before == other:
            found.same[uid] = first
    found.same[other] = first


def joined(found: Results, places: Mapping[str, Place]) -> Iterator[tuple[Region, Place]]:
    """Each annotation with all its fragments, in the order of the text."""
    parts: dict[str, list[str]] = {}
    for uid in found.regions:
        parts.setdefault(found.same.get(uid, uid), []).append(uid)
    for first, uids in parts.items():
        region = found.regions[first]
        place = sorted((part for uid in uids for part in places[uid]), key=lambda one: one.start)
        for before, after in pairwise(place):
            if after.start < before.end:
                region.row.fail(f"the fragments of {first} overlap")
        for uid in uids:
            region.attributes = found.regions[uid].attributes | region.attributes
        yield region, tuple(place)
