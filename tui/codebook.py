"""The codebook file: tags, the attributes they ask for, and what each is for (TOML).

    name = "Claims in news"
    [attributes.polarity]
    choices = ["asserts", "denies", "reports"]
    [tags."claim/number"]
    key = "2"
    colour = "sky"
    meaning = "A figure, alone or with what it counts."
    attributes = ["polarity"]

`applies` is a list of "span", "article" and "relation" (default: span). A parent that is not
written out is made from its children's paths.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.errors import DataError
from tui.model import Attribute, Tag

APPLIES = ("span", "article", "relation")
COLOURS = ("orange", "sky", "green", "yellow", "blue", "vermillion", "purple", "grey")
"""Names of the colour-blind safe palette of Okabe and Ito; a theme gives each its shade."""


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
    _refuse_key_clashes(tags.values())
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
    if not path.isprintable():
        raise DataError(f"{where}: a name must be visible characters: take out the others")
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
    if key and (len(key) != 1 or not key.isprintable() or key.isspace()):
        raise DataError(f"{where}: key {key!r} must be one visible character")
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


def _refuse_key_clashes(tags: Any) -> None:
    taken: dict[tuple[str, str], str] = {}
    for tag in tags:
        for kind in tag.applies if tag.key else ():
            other = taken.setdefault((kind, tag.key), tag.path)
            if other != tag.path:
                raise DataError(f"tags {other!r} and {tag.path!r} have the same key {tag.key!r}")
