"""The codebook file: tags, the attributes they ask for, and what each is for (TOML).

    name = "Claims in news"
    [attributes.polarity]
    choices = ["asserts", "denies", "reports"]
    [tags."claim/number"]
    key = "2"
    colour = "sky"
    meaning = "A figure, alone or with what it counts."
    attributes = ["polarity"]

A `key` is one character; under a tag with a key it may be that key and one more ("2a").
`applies` is a list of "span", "article" and "relation" (default: span). A parent that is not
written out is made from its children's paths. What is written here reads as the same codebook.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.errors import CallError, DataError
from tui.model import Attribute, Tag

APPLIES = ("span", "article", "relation")
COLOURS = ("orange", "sky", "green", "yellow", "blue", "vermillion", "purple", "grey")
"""Names of the colour-blind safe palette of Okabe and Ito; a theme gives each its shade."""


HOW_TO_READ = """\
# How to read it. [attributes.NAME]: what a tag can ask; `choices` are the allowed answers, none
# means free text. [tags.PATH]: parents before the slash; `key` marks with it; `colour` is one of
# orange, sky, green, yellow, blue, vermillion, purple, grey; `applies` lists span, article,
# relation (without it: span); `attributes` are those the tag asks for. The order here is the order
# on the screen.
"""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named set of tags, in the order they are shown, parents before children."""

    name: str
    tags: tuple[Tag, ...]


def default() -> Codebook:
    """The codebook that a new database starts with (seeds/codebook.toml)."""
    packaged = Path(__file__).with_name("codebook.toml")
    in_checkout = Path(__file__).parents[1] / "seeds" / "codebook.toml"
    return read(packaged if packaged.exists() else in_checkout)


def read(path: Path) -> Codebook:
    """The codebook in a file. Raises DataError naming the file and what is wrong in it."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, DataError) as error:
        raise DataError(f"{path}: {error}") from None


def parse(text: str) -> Codebook:
    """The codebook that a TOML text describes. Raises DataError saying what is wrong and where."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not a TOML file: {error}") from None
    attributes = {name: _attribute(name, entry) for name, entry in _table(data, "attributes")}
    tags: dict[str, Tag] = {}
    for path, entry in _table(data, "tags"):
        for parent in _parents(path):
            tags.setdefault(parent, Tag(uid="", path=parent))
        tags[path] = _tag(path, entry, attributes)
    if not tags:
        raise DataError('it has no tags: add a table like [tags."claim/number"]')
    for path, tag in tags.items():
        above = tags.get(path.rpartition("/")[0])
        if wrong_key := why_no_key(tag.key, above.key if above else ""):
            raise DataError(f"tag {path!r}: {wrong_key}")
    for clash in clashes(tags.values()):
        raise DataError(clash)
    return Codebook(name=str(data.get("name", "")), tags=tuple(tags.values()))


def _table(data: dict[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
    entries = data.get(name, {})
    if not isinstance(entries, dict) or not all(isinstance(v, dict) for v in entries.values()):
        raise DataError(f"[{name}] must hold tables, as in [{name}.NAME]")
    return list(entries.items())


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    if not all(part.strip() for part in parts):
        raise DataError(f"tag {path!r}: a path is names parted by single slashes")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _attribute(name: str, entry: dict[str, Any]) -> Attribute:
    choices = _strings(entry, "choices", f"attribute {name!r}")
    return Attribute(name, choices, str(entry.get("meaning", "")))


def _tag(path: str, entry: dict[str, Any], attributes: dict[str, Attribute]) -> Tag:
    where = f"tag {path!r}"
    for wrong_name in filter(None, map(why_no_name, path.split("/"))):
        raise DataError(f"{where}: {wrong_name}")
    unknown = set(entry) - {"key", "colour", "meaning", "applies", "attributes"}
    if unknown:
        raise DataError(f"{where}: unknown entry {sorted(unknown)[0]!r}")
    asked = _strings(entry, "attributes", where)
    applies = _strings(entry, "applies", where) or ("span",)
    key, colour = str(entry.get("key", "")), str(entry.get("colour", ""))
    if missing := [name for name in asked if name not in attributes]:
        raise DataError(f"{where}: attribute {missing[0]!r} is not described under [attributes]")
    if wrong := [kind for kind in applies if kind not in APPLIES]:
        raise DataError(f"{where}: applies to {wrong[0]!r}, which is none of {', '.join(APPLIES)}")
    if colour and colour not in COLOURS:
        raise DataError(f"{where}: colour {colour!r} is none of {', '.join(COLOURS)}")
    return Tag(
        uid="",
        path=path,
        key=key,
        colour=colour,
        meaning=str(entry.get("meaning", "")),
        applies=applies,
        attributes=tuple(attributes[name] for name in asked),
    )


def _strings(entry: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = entry.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise DataError(f"{where}: {name} must be a list of texts")
    return tuple(values)


def why_no_name(name: str) -> str:
    """Why this cannot be the name of a tag or an attribute; empty where it can."""
    if not name.strip():
        return "a name needs letters: type some"
    if "/" in name:
        return "a slash parts a name from its parent's: leave it out of the name"
    if not name.isprintable():
        return "a name must be visible characters: take out the others"
    if name != name.strip():
        return "a name has no blank at its ends: take it away"
    return ""


def why_no_key(key: str, above: str = "") -> str:
    """Why this cannot be a tag's key under a parent with the key `above`; empty where it can."""
    if not key:
        return ""
    own = key.removeprefix(above) if above and len(key) > 1 else key
    if len(own) != 1 or not own.isprintable() or own.isspace() or (own != key and own == above[-1]):
        return f"key {key!r} must be one visible character, or its parent's key and another one"
    return ""


def why_no_colour(colour: str) -> str:
    """Why this cannot be a tag's colour; empty where it can, or is none."""
    if colour and colour not in COLOURS:
        return f"colour {colour!r} is none of the palette: choose {', '.join(COLOURS)}"
    return ""


def clashes(tags: Iterable[Tag]) -> Iterator[str]:
    """The keys that two tags have for the same thing (spans, articles or relations), in words."""
    taken: dict[tuple[str, str], str] = {}
    for tag in tags:
        for kind in tag.applies if tag.key else ():
            other = taken.setdefault((kind, tag.key), tag.path)
            if other != tag.path:
                yield f"tags {other!r} and {tag.path!r} have the same key {tag.key!r}"


def asked(tags: Iterable[Tag]) -> dict[str, Attribute]:
    """Every attribute that tags ask for, by name. An attribute is the codebook's, not one tag's.

    Where tags know different choices for one (files that grew apart), it has all of them, and is
    free text where it is so for one of the tags.
    """
    found: dict[str, Attribute] = {}
    for attribute in (one for tag in tags for one in tag.attributes):
        known = found.setdefault(attribute.name, attribute)
        free = not (known.choices and attribute.choices)
        choices = () if free else tuple(dict.fromkeys((*known.choices, *attribute.choices)))
        found[attribute.name] = Attribute(known.name, choices, known.meaning or attribute.meaning)
    return found


def dump(codebook: Codebook) -> str:
    """The codebook as a TOML text, in the form of seeds/codebook.toml; `parse` reads it back."""
    parts = [HOW_TO_READ + (f"\nname = {_quoted(codebook.name)}\n" if codebook.name else "")]
    for attribute in asked(codebook.tags).values():
        entries = {"choices": attribute.choices, "meaning": attribute.meaning}
        parts.append(_dumped("attributes", attribute.name, entries))
    for tag in codebook.tags:
        applies = () if tag.applies == ("span",) else tag.applies
        names = tuple(one.name for one in tag.attributes)
        entries = {"key": tag.key, "colour": tag.colour, "applies": applies}
        entries |= {"meaning": tag.meaning, "attributes": names}
        parts.append(_dumped("tags", tag.path, entries))
    return "\n".join(parts)


def write(codebook: Codebook, file: Path) -> None:
    """Write a codebook into a file, under a temporary name until it is whole; a link is followed.

    Raises CallError where it cannot be written; an earlier file of that name is then as it was.
    """
    try:
        file = file.resolve()
        if file.exists() and not (file.is_file() and os.access(file, os.W_OK)):
            raise PermissionError(None, "it is a folder, or read-only")
        unfinished = file.with_name(f".claimdesk-{os.getpid()}.part")
        try:
            unfinished.write_text(dump(codebook), encoding="utf-8", newline="\n")
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        why = f"{file} cannot be written: {error.strerror}"
        raise CallError(f"{why}: name another place") from None


def _dumped(table: str, name: str, entries: Mapping[str, str | Sequence[str]]) -> str:
    bare = re.fullmatch(r"[A-Za-z0-9_-]+", name)
    lines = [f"[{table}.{name if bare else _quoted(name)}]"]
    for entry, value in entries.items():
        if value:
            shown = _quoted(value) if isinstance(value, str) else _listed(value)
            lines.append(f"{entry} = {shown}")
    return "\n".join(lines) + "\n"


def _listed(values: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, values))}]"


def _quoted(text: str) -> str:
    """A basic string of TOML 1.0: as JSON has it, but that DEL is escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
