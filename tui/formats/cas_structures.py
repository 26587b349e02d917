"""A CAS as plain values: its texts and feature structures, from UIMA CAS JSON 0.4 or XMI.

What is read here is the syntax alone; `cas_reading` knows what the structures mean. In XMI, which
features are references is said by the type system beside the file; without one, only those that
INCEpTION names so are taken for references.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.etree import ElementTree

from tui.errors import DataError
from tui.formats.inception_files import Source
from tui.formats.reading import MEND, short

_REFERENCES = frozenset({"Governor", "Dependent", "target", "next", "first"})
_PLAIN = re.compile(
    r"uima\.cas\.(String|Integer|Float|Boolean|Byte|Short|Long|Double)(Array|List)?(\[\])?"
)
_DOCUMENT = "uima.tcas.DocumentAnnotation"
_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type."
"""Of the whole document too: its title, and what tag sets the project has."""
_ID = "{http://www.omg.org/XMI}id"


@dataclass
class Structure:
    """A feature structure: its own id, its type, plain features as words, references by id."""

    ident: str
    type: str
    words: dict[str, str] = field(default_factory=dict)
    refs: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Cas:
    """A whole CAS. `sofas` have the texts; real files have other structures of the same ids.

    `supers` has the type above each type that is declared; `declared` says whether
    all types are, so that another is wrong."""

    where: str
    sofas: dict[str, Structure] = field(default_factory=dict)
    structures: dict[str, Structure] = field(default_factory=dict)
    supers: dict[str, str] = field(default_factory=dict)
    declared: bool = False

    def add(self, one: Structure) -> None:
        """Add a structure. Raises DataError where its id comes twice or its type is not known."""
        known = self.sofas if one.type == "uima.cas.Sofa" else self.structures
        if one.ident in known:
            self.fail(f"the id {short(one.ident)} comes a second time")
        base = one.type.removesuffix("[]")
        if self.declared and base not in self.supers and not base.startswith("uima."):
            self.fail(f"structure {one.ident} has the type {base!r}, which is not declared")
        known[one.ident] = one

    def is_a(self, type_name: str, above: str) -> bool:
        """Whether a type is another or below it."""
        seen: set[str] = set()
        while type_name != above and type_name in self.supers and type_name not in seen:
            seen.add(type_name)
            type_name = self.supers[type_name]
        return type_name == above

    def is_document(self, type_name: str) -> bool:
        """Whether a type tells of the whole document, or of what the project has."""
        return type_name.startswith(_METADATA) or self.is_a(type_name, _DOCUMENT)

    def fail(self, what: str) -> NoReturn:
        """Raise the DataError that says what is wrong in here."""
        raise DataError(f"{self.where}: {what}: {MEND}")


def parse(source: Source) -> Cas:
    """A CAS, in the syntax that its first characters show. Raises DataError where it is none."""
    start = source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    cas = from_json(source) if start == b"{" else from_xmi(source)
    for one in cas.structures.values():
        for name in one.refs:
            one.refs[name] = _elements(cas, one.refs[name])
    return cas


def _elements(cas: Cas, idents: list[str]) -> list[str]:
    """References with each to an array replaced by what is in it."""
    found: list[str] = []
    for ident in idents:
        target = cas.structures.get(ident)
        inner = target.refs.get("elements") if target and _is_array(target.type) else None
        found += [ident] if inner is None else inner
    return found


def _is_array(type_name: str) -> bool:
    return type_name.endswith(("[]", "FSArray"))


def from_json(source: Source) -> Cas:
    """A CAS of the JSON syntax. Raises DataError where it is none, or was cut off."""
    cas = Cas(source.where, declared=True)
    try:
        found: Any = json.loads(source.data)
    except UnicodeDecodeError:
        raise DataError(f"{source.where}: it is not UTF-8: save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        cas.fail(f"no whole JSON ({str(error).partition(':')[0]})")
    if not isinstance(found, dict) or not {"%FEATURE_STRUCTURES", "%VIEWS"} & found.keys():
        cas.fail("no UIMA CAS JSON: '%FEATURE_STRUCTURES' is missing")
    types, rows = found.get("%TYPES", {}), found.get("%FEATURE_STRUCTURES", [])
    if not isinstance(types, dict) or not all(isinstance(one, dict) for one in types.values()):
        cas.fail("'%TYPES' is no object of types")
    cas.supers = {name: str(one.get("%SUPER_TYPE", "")) for name, one in types.items()}
    if isinstance(rows, dict):  # the syntax of earlier versions: by id
        rows = [{"%ID": key, **one} if isinstance(one, dict) else one for key, one in rows.items()]
    for row in rows if isinstance(rows, list) else [None]:
        if not isinstance(row, dict) or "%ID" not in row or not isinstance(row.get("%TYPE"), str):
            cas.fail(f"{short(row)} is no feature structure")
        cas.add(_structure(row))
    return cas


def _structure(row: dict[str, Any]) -> Structure:
    one = Structure(str(row["%ID"]), row["%TYPE"])
    for key, value in row.items():
        if key == "%ELEMENTS" and _is_array(one.type):
            one.refs["elements"] = list(map(str, value)) if isinstance(value, list) else []
        elif key.startswith("@"):
            one.refs[key[1:]] = [str(value)]
        elif not key.startswith("%") and value is not None:
            one.words[key.lstrip("#^")] = _words(value)
    return one


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def from_xmi(source: Source) -> Cas:
    """A CAS of the XMI syntax. Raises DataError where it is none, was cut off, or has a document
    type, which no CAS has."""
    cas = Cas(source.where)
    root = _tree(source.data, source.where)
    if root.tag != "{http://www.omg.org/XMI}XMI":
        cas.fail("neither UIMA CAS JSON nor XMI")
    ranges = _declare(cas, source)
    for element in root:
        name = _type_name(element.tag)
        ident = element.get(_ID)
        if ident is None:  # a view has none
            continue
        one = Structure(ident, name)
        for key, value in element.attrib.items():
            if key != _ID:
                _put(cas, one, ranges, key, value)
        for key in dict.fromkeys(child.tag for child in element):
            values = [child.text or "" for child in element.findall(key)]
            one.words[key] = json.dumps(values, ensure_ascii=False)
        cas.add(one)
    _link(cas)
    return cas


def _tree(data: bytes, where: str) -> ElementTree.Element:
    if b"<!DOCTYPE" in data:
        raise DataError(f"{where}: it has a document type, which may lead elsewhere: remove it")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise DataError(f"{where}: no whole XML ({error}): {MEND}") from None


def _declare(cas: Cas, source: Source) -> dict[tuple[str, str], str]:
    """Take in the types that are declared beside a file. Returns the range of each feature."""
    ranges: dict[tuple[str, str], str] = {}
    for name, data in source.beside.items():
        root = _tree(data, f"{source.where}, {name}")
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        for described in root.iter("typeDescription"):
            owner = _text(described, "name")
            cas.supers[owner] = _text(described, "supertypeName")
            for feature in described.iter("featureDescription"):
                ranges[owner, _text(feature, "name")] = _text(feature, "rangeTypeName")
    cas.declared = bool(cas.supers)
    return ranges


def _text(element: ElementTree.Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _type_name(tag: str) -> str:
    """``{http:///uima/tcas.ecore}Annotation`` as ``uima.tcas.Annotation``."""
    space, _, name = tag.rpartition("}")
    package = space.removeprefix("{").removeprefix("http:///").removesuffix(".ecore")
    return name if package in ("", "uima/noNamespace") else f"{package.replace('/', '.')}.{name}"


def _put(
    cas: Cas, one: Structure, ranges: dict[tuple[str, str], str], key: str, value: str
) -> None:
    said = _range(cas, ranges, one.type, key)
    refers = not _PLAIN.fullmatch(said) if said else key in _REFERENCES
    if key == "sofa" or (key == "elements" and _is_array(one.type)) or refers:
        one.refs[key] = value.split()
    else:
        one.words[key] = value


def _range(cas: Cas, ranges: dict[tuple[str, str], str], type_name: str, key: str) -> str:
    """The range of a feature of a type or one above it; "" where nothing says."""
    seen: set[str] = set()
    while type_name and type_name not in seen:
        if (type_name, key) in ranges:
            return ranges[type_name, key]
        seen.add(type_name)
        type_name = cas.supers.get(type_name, "")
    return ""


def _link(cas: Cas) -> None:
    """Take a feature for references where each of its words is the id of a link: of a structure
    with a target and no place in the text."""
    links = {
        one.ident
        for one in cas.structures.values()
        if "target" in one.refs and "begin" not in one.words
    }
    for one in cas.structures.values():
        for key in [key for key, value in one.words.items() if _all_in(value.split(), links)]:
            one.refs[key] = one.words.pop(key).split()


def _all_in(idents: Iterable[str], known: set[str]) -> bool:
    found = list(idents)
    return bool(found) and all(ident in known for ident in found)
