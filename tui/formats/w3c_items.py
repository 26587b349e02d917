"""The annotations of a W3C Web Annotation file as plain values, whichever way they are written.

The model lets nearly everything be one thing or several, an address or an object. Here each
annotation has its bodies told apart by purpose, and its targets with their selectors in a row.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tui.formats.json_file import load, records
from tui.formats.left_out import Left
from tui.formats.reading import MEND, Record
from tui.text.offsets import Span

KNOWN = {
    *("@context", "id", "type", "motivation", "creator", "created", "modified"),
    *("body", "bodyValue", "target"),
}
_UUID = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Target:
    """What an annotation is about: a source and, as far as there are any, where in it.

    `other` are the selectors and whatever else Claimdesk has no use for, as JSON, or "".
    """

    source: str
    span: Span | None = None
    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    other: str = ""


@dataclass(frozen=True)
class Item:
    """One annotation. `tags`, `notes` and `attributes` are its bodies by purpose."""

    row: Record
    uid: str
    motivation: str
    annotator: str
    created: str
    modified: str
    bodies: tuple[Record, ...]
    targets: tuple[Target, ...]
    other: str = ""

    def own(self, name: str) -> Any:
        """The value of a key of Claimdesk's own; None where there is none."""
        return self.row.fields.get(f"claimdesk:{name}")


def items(place: Path, left: Left) -> Iterator[Item]:
    """The annotations of a file: a single one, a page, a collection with its page, or a list.

    Raises DataError where the file is none of these, or an annotation has no target.
    """
    found = load(place)
    if isinstance(found, dict):
        kinds = several(found.get("type"))
        if {"AnnotationCollection", "AnnotationPage"} & {*filter(_is_text, kinds)}:
            found = _of_pages(Record(found, str(place)), left)
        else:
            found = [found]
    for row in records(found, place, "annotation"):
        one = _item(row)
        _leave(one, left)
        yield one


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


OF_LIST = {
    *("@context", "id", "type", "total", "first", "last", "items", "next", "prev", "partOf"),
    *("startIndex", "label"),
}


def _of_pages(whole: Record, left: Left) -> list[Any]:
    """The annotations of a collection or page, as far as they are in the file: a page that is only
    named may be anywhere."""
    for name in whole.fields.keys() - OF_LIST:
        left.out(f"{name!r} of the collection", whole.where)
    found = list(whole.items("items", ()))
    page = whole.fields.get("first", whole.fields.get("next"))
    if isinstance(page, dict):
        return [*found, *_of_pages(Record(page, whole.where), left)]
    empty = whole.fields.get("total") == 0
    if "next" in whole.fields or ("items" not in whole.fields and not empty):
        left.out("pages that are elsewhere", whole.where)
    return found


BODY = {"type", "value", "purpose", "id", "source", "items"}
CREATOR = {"type", "id", "name", "nickname"}


def _leave(one: Item, left: Left) -> None:
    """Note what of an annotation has no place, and is not kept as it stands."""
    row = one.row
    if one.bodies and one.motivation == "describing":
        return
    for body in one.bodies:
        for name in body.fields.keys() - BODY:
            plain = name == "format" and body.fields[name] == "text/plain"
            if not plain and not name.startswith("claimdesk:"):
                left.out(f"{name!r} of a body", row.where)
    creators = several(row.fields.get("creator"))
    left.out("creators behind the first", row.where, max(0, len(creators) - 1))
    for who in creators[:1]:
        for name in (who.keys() if isinstance(who, dict) else set()) - CREATOR:
            left.out(f"{name!r} of a creator", row.where)
    further = len(several(row.fields.get("motivation"))) - 1
    left.out("motivations behind the first", row.where, max(0, further))


def several(value: Any) -> list[Any]:
    """One thing or several, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def uid_of(iri: str) -> str:
    """The uid in an IRI that an export made; another IRI is an id as it stands."""
    if found := _UUID.fullmatch(iri):
        return found[1]
    return unquote(iri.removeprefix("urn:claimdesk:")) if iri.startswith("urn:claimdesk:") else iri


def _item(row: Record) -> Item:
    if "Annotation" not in several(row.fields.get("type")):
        row.fail("its type is not Annotation", "each has the type, as the model asks")
    at = Record(row.fields, f"{row.where} {row.fields.get('id', '')}".rstrip())
    targets = tuple(
        target for one in several(row.fields.get("target")) for target in _targets(at, one)
    )
    if not targets:
        at.fail("it has no target", "each has one, as the model asks")
    motivations = [one for one in several(row.fields.get("motivation")) if isinstance(one, str)]
    motivation = motivations[0] if motivations else ""
    rest = {
        key: value
        for key, value in row.fields.items()
        if key not in KNOWN and not key.startswith("claimdesk:")
    }
    return Item(
        at,
        uid_of(at.text("id", row.where)),
        motivation,
        _name(row.fields.get("creator")),
        at.text("created", ""),
        at.text("modified", ""),
        tuple(_bodies(at, motivation)),
        targets,
        _kept(rest),
    )


def _kept(rest: dict[str, Any]) -> str:
    return json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else ""


def _name(creator: Any) -> str:
    """What an agent is called; of several the first."""
    for one in several(creator):
        if isinstance(one, str):
            return one
        if isinstance(one, dict):
            for key in ("name", "nickname", "id"):
                for name in several(one.get(key)):
                    if isinstance(name, str) and name:
                        return name
    return ""


def _bodies(row: Record, motivation: str) -> Iterator[Record]:
    """Each body as an object with `value` and `purpose`: where it has none, the motivation."""
    whole = several(row.fields.get("body"))
    if "bodyValue" in row.fields:
        whole = [*whole, {"value": row.text("bodyValue"), "purpose": "commenting"}]
    for body in whole:
        choices = body.get("items") if isinstance(body, dict) else None
        for one in several(choices) or [body]:
            fields = {"value": one} if isinstance(one, str) else one
            if not isinstance(fields, dict):
                row.fail("a body is neither an address nor an object")
            purposes = several(fields.get("purpose")) or [motivation]
            address = "value" not in fields or isinstance(one, str)
            purpose = purposes[0] if not address or "purpose" in fields else "commenting"
            yield Record({**fields, "value": _value(fields), "purpose": purpose}, row.where)


def _value(body: dict[str, Any]) -> str:
    """A body's words, or where they are."""
    for key in ("value", "id", "source"):
        found = body.get(key)
        if isinstance(found, dict):
            found = found.get("id")
        if isinstance(found, str):
            return found
    return _kept(body)


def _targets(row: Record, target: Any) -> Iterator[Target]:
    if isinstance(target, str) and target:
        yield Target(target)
        return
    if not isinstance(target, dict):
        row.fail("a target is neither an address nor an object", MEND)
    if "items" in target:
        for one in several(target["items"]):
            yield from _targets(row, one)
        return
    source = target.get("source", target.get("id"))
    if isinstance(source, dict):
        source = source.get("id")
    if not isinstance(source, str) or not source:
        row.fail("a target has no source", "each names one, as the model asks")
    rest = {key: value for key, value in target.items() if key not in ("id", "source", "selector")}
    if rest == {"type": "SpecificResource"}:
        rest = {}
    yield _selected(row, source, target.get("selector"), rest)


def _selected(row: Record, source: str, selector: Any, rest: dict[str, Any]) -> Target:
    """A target with its quote and position, however deep they are; of several the first."""
    span: Span | None = None
    quoted: Record | None = None
    unknown = []
    waiting = several(selector)
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, dict):
            unknown.append(one)
            continue
        kinds, at = several(one.get("type")), Record(one, row.where)
        if "TextPositionSelector" in kinds and span is None:
            span = at.number("start"), at.number("end")
        elif "TextQuoteSelector" in kinds and quoted is None:
            quoted = at
        else:
            unknown.append({key: value for key, value in one.items() if key != "refinedBy"})
        waiting += several(one.get("refinedBy"))
    other = _kept({**rest, **({"selector": unknown} if unknown else {})})
    if quoted is None:
        return Target(source, span, other=other)
    around = quoted.text("prefix", ""), quoted.text("suffix", "")
    return Target(source, span, quoted.text("exact"), *around, other)
