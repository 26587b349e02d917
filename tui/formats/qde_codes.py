"""The codebook as REFI-QDA has it: codes within codes, in a project and in a file of their own.

A tag is a code under that of its parent. An attribute has no place in the standard: its values are
codes under one of its name, and those are under the code `ATTRIBUTES`, which marks nothing itself.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tui.formats.colours import HEX
from tui.formats.qde_xml import Element, Writing, children, guid_of, record, words_in
from tui.formats.reading import short
from tui.model import Tag
from tui.store.connection import named

ATTRIBUTES = named("refi-qda:attributes")
NAMELESS = "unnamed"

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def guid(uid: str) -> str:
    """A uid as a GUID: itself where it is one."""
    return uid if _GUID.fullmatch(uid) else named(f"refi-qda:{uid}")


@dataclass
class Code:
    """A code to write, with those under it by their names."""

    guid: str
    name: str
    colour: str = ""
    meaning: str = ""
    marks: bool = True
    below: dict[str, "Code"] = field(default_factory=dict)


class Codes:
    """The codes of a file that is written: the tags', and the attributes' as far as they are met.

    A tag that no codebook has gets a code when it is met.
    """

    def __init__(self, tags: Iterable[Tag]) -> None:
        self._roots: dict[str, Code] = {}
        self._of_tags: dict[str, Code] = {}
        self._attributes = Code(ATTRIBUTES, "Attributes", marks=False)
        for tag in tags:
            code = self._code(tag.path)
            code.guid = guid(tag.uid) if tag.uid else code.guid
            code.colour, code.meaning = HEX.get(tag.colour, "").upper(), tag.meaning

    def of_tag(self, path: str) -> str:
        """The GUID of a tag's code."""
        return self._code(path).guid

    def of_value(self, name: str, value: str) -> str:
        """The GUID of the code of an attribute's value."""
        below = self._attributes.below
        if name not in below:
            below[name] = Code(named(_key(name)), name, marks=False)
        values = below[name].below
        if value not in values:
            values[value] = Code(named(_key(name, value)), value)
        return values[value].guid

    def _code(self, path: str) -> Code:
        if path not in self._of_tags:
            above, _, name = path.rpartition("/")
            beside = self._code(above).below if above else self._roots
            self._of_tags[path] = beside.setdefault(name, Code(named(f"tag:{path}"), name))
        return self._of_tags[path]

    def written(self, xml: Writing) -> Iterator[str]:
        """The element Codes, in pieces; nothing where there is no code."""
        codes = [*self._roots.values(), *([self._attributes] if self._attributes.below else [])]
        if codes:
            yield "<Codes>\n"
            for code in codes:
                yield from _written(code, xml)
            yield "</Codes>\n"


def _key(*parts: str) -> str:
    return f"refi-qda:attribute:{json.dumps(parts)}"


def _written(code: Code, xml: Writing) -> Iterator[str]:
    about = f'<Code guid="{code.guid}" name="{xml.value(code.name)}"'
    about += f' isCodable="{"true" if code.marks else "false"}"{xml.given(color=code.colour)}>'
    yield about + xml.element("Description", code.meaning)
    for below in code.below.values():
        yield from _written(below, xml)
    yield "</Code>\n"


@dataclass
class CodesRead:
    """The codes of a file that is read, by their GUIDs: tags, and values of attributes."""

    tags: dict[str, Tag] = field(default_factory=dict)
    values: dict[str, tuple[str, str]] = field(default_factory=dict)
    strange_colours: int = 0
    _paths: set[str] = field(default_factory=set)

    def add(self, code: Element, where: str) -> None:
        """Take in a code with those under it. Raises DataError for one without GUID or name, or
        with a GUID that another one has."""
        if guid_of(code, where) == ATTRIBUTES:
            self._attributes(code, where)
        else:
            self._tag(code, "", where)

    def _tag(self, code: Element, above: str, where: str) -> None:
        uid, at = self._new(code, where), record(code, where)
        path = self._path(above, at.text("name"))
        colour = _colour(code.get("color", ""))
        self.strange_colours += bool(code.get("color")) and not colour
        self.tags[uid] = Tag(uid, path, colour=colour, meaning=words_in(code, "Description"))
        for below in children(code, "Code"):
            self._tag(below, path, where)

    def _path(self, above: str, name: str) -> str:
        """A path of its own: a slash in a name would part it, and two may have one name."""
        shown = " ".join(name.replace("/", "∕").split())
        shown = "".join(char if char.isprintable() else "\ufffd" for char in shown) or NAMELESS
        called, number = f"{above}/{shown}".lstrip("/"), 1
        while called in self._paths:
            number += 1
            called = f"{above}/{shown} ({number})".lstrip("/")
        self._paths.add(called)
        return called

    def _attributes(self, root: Element, where: str) -> None:
        for name in children(root, "Code"):
            for value in children(name, "Code"):
                words = record(name, where).text("name"), record(value, where).text("name")
                self.values[self._new(value, where)] = words

    def _new(self, code: Element, where: str) -> str:
        uid = guid_of(code, where)
        if uid in self.tags or uid in self.values:
            record(code, where).fail(f"the guid {short(uid)} is another code's as well")
        return uid


def _colour(colour: str) -> str:
    """The palette's name of a colour; "" where it has none of this shade."""
    return next((name for name, shade in HEX.items() if shade == colour.lower()), "")
