"""What readers of formats share: files opened, records with their place, spans checked by words.

Everything that is wrong is a DataError of one line: the file, the record, and what to do about it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from tui.errors import CallError, DataError
from tui.formats.face import Asked
from tui.formats.out import MARKER
from tui.model import Fragment
from tui.text.anchors import anchor
from tui.text.offsets import Offsets, Span, Unit, differing, scored

MEND = "mend it there, or make the file anew"
LONGEST = 60
"""Characters of a value that a message shows."""


class UnitsTied(CallError):
    """A file's offsets may be in code points or in UTF-16, and its words do not tell which."""


@contextmanager
def opened(place: Path) -> Iterator[BinaryIO]:
    """A file to read. Raises CallError where there is none or it cannot be read."""
    try:
        with place.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise CallError(f"{place}: there is no such file: check the name") from None
    except IsADirectoryError:
        raise CallError(f"{place} is a folder: name a file in it") from None
    except OSError as error:
        raise CallError(f"{place} cannot be read: {error.strerror}: check the name") from None


def lines(place: Path) -> Iterator[tuple[str, str]]:
    """Each line of a file with where it is, parted at LF alone, decoded as UTF-8, without its LF.

    Raises DataError for a line that is not UTF-8, or has a NUL.
    """
    with opened(place) as stream:
        for number, raw in enumerate(stream, 1):
            where = f"{place}, line {number}"
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                said = f"byte {error.start + 1} is not UTF-8"
                raise DataError(f"{where}: {said}: save the file as UTF-8") from None
            if "\0" in line:
                raise DataError(f"{where}: it has a NUL, as no text has: save the file as UTF-8")
            yield where, line.removesuffix("\n")


def json_lines(place: Path) -> Iterator["Record"]:
    """The JSON object of each line that is not empty. Raises DataError for one that is none."""
    for where, line in lines(place):
        if line.strip():
            yield record(line, where)


def record(words: str, where: str) -> "Record":
    """One JSON object. Raises DataError where it is none, or was cut off."""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        told = str(error).partition(":")[0]
        raise DataError(f"{where}: no whole JSON ({told}): {MEND}") from None
    if not isinstance(found, dict):
        raise DataError(f"{where}: no JSON object: {MEND}")
    return Record(found, where)


_NONE: Any = object()


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object of a file, and where it is, for a message. What may lack may be null."""

    fields: Mapping[str, Any]
    where: str

    def fail(self, what: str, remedy: str = MEND) -> NoReturn:
        """Raise the DataError that says what is wrong in here."""
        raise DataError(f"{self.where}: {what}: {remedy}")

    def text(self, name: str, default: str = _NONE) -> str:
        """A string; a missing one is `default`, or wrong where there is none."""
        return str(self._of(name, str, "a text", default))

    def number(self, name: str, default: int = _NONE) -> int:
        """A whole number."""
        found = self._of(name, int, "a whole number", default)
        if isinstance(found, bool):
            self.fail(f"{name!r} is no whole number")
        return int(found)

    def items(self, name: str, default: Sequence[Any] = _NONE) -> Sequence[Any]:
        """A list."""
        found: list[Any] = self._of(name, list, "a list", default)
        return found

    def words(self, name: str) -> dict[str, str]:
        """An object whose values are all texts; empty where it is missing."""
        found: dict[str, Any] = self._of(name, dict, "an object", {})
        for key, value in found.items():
            if not isinstance(value, str):
                self.fail(f"{key!r} in {name!r} is no text")
        return found

    def below(self, name: str) -> "Record":
        """An object within this one."""
        return Record(self._of(name, dict, "an object", _NONE), self.where)

    def all_below(self, name: str) -> list["Record"]:
        """The objects in a list; none where it is missing."""
        found = self._of(name, list, "a list", [])
        for one in found:
            if not isinstance(one, dict):
                self.fail(f"{name!r} has {short(one)}, which is no object")
        return [Record(one, self.where) for one in found]

    def _of(self, name: str, kind: type, called: str, default: Any) -> Any:
        if name not in self.fields:
            if default is _NONE:
                self.fail(f"{name!r} is missing")
            return default
        found = self.fields[name]
        if found is None and default is not _NONE:  # what other tools write for what is missing
            return default
        if not isinstance(found, kind):
            self.fail(f"{name!r} is {short(found)}, and not {called}")
        return found


def of_no_article(place: Path, suffixes: tuple[str, ...]) -> bool:
    """Whether a folder is an export of ours in which no file of these endings ever was."""
    marker = place / MARKER
    if not marker.is_file():
        return False
    return not any(line.endswith(suffixes) for line in marker.read_text("utf-8").split("\n"))


def short(value: object) -> str:
    """A value for a message, on one line."""
    words = repr(value)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def fragments(
    text: str,
    spans: Sequence[Span],
    quotes: Sequence[str] | None,
    where: str,
    unit: Unit = "codepoint",
) -> tuple[Fragment, ...]:
    """The fragments at these offsets of a text, in order, with the words quoted for each.

    Raises DataError where there is none, they overlap, one is not within the text, or its words are
    others than those quoted.
    """
    offsets = Offsets(text)
    if not spans or (quotes is not None and len(quotes) != len(spans)):
        raise DataError(f"{where}: {len(spans)} spans and {len(quotes or ())} quotes: {MEND}")
    found: list[Fragment] = []
    for number, (start, end) in enumerate(spans):
        try:
            part = anchor(text, offsets.read(start, unit), offsets.read(end, unit))
        except ValueError:
            why = f"{start}–{end} is no stretch of a text of {len(text)} characters"
            raise DataError(f"{where}: {why}: {_UNIT}") from None
        if quotes is not None and part.exact != quotes[number]:
            why = f"at {start}–{end} the text has {short(part.exact)}, not {short(quotes[number])}"
            raise DataError(f"{where}: {why}: {_UNIT}")
        if found and part.start < found[-1].end:
            raise DataError(f"{where}: its spans overlap or are out of order: {MEND}")
        found.append(part)
    return tuple(found)


_UNIT = f"{MEND}; if its offsets are in the other unit, say --offsets codepoint or utf16"


def unit_of(
    place: Path, quoted: Iterator[tuple[str, Sequence[tuple[Span, str]]]], asked: Asked
) -> Unit:
    """The unit of a file's offsets, by all the words it quotes: texts with their quoted spans.

    Raises UnitsTied where both fit as well and it matters.
    """
    if asked != "auto":
        return asked
    counts: dict[Unit, int] = {"codepoint": 0, "utf16": 0}
    matters = False
    for text, spans in quoted:
        for unit, count in scored(text, spans).items():
            counts[unit] += count
        matters = matters or differing(text, [span for span, _ in spans])
    if counts["codepoint"] != counts["utf16"]:
        return "codepoint" if counts["codepoint"] > counts["utf16"] else "utf16"
    if matters:
        raise UnitsTied(
            f"{place}: its offsets may be in code points or in UTF-16, and its words do not tell:"
            " say --offsets codepoint or --offsets utf16"
        )
    return "codepoint"
