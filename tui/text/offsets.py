"""Offsets in other units than code points, and which unit a file's offsets are in.

Python counts code points, JavaScript, Java and .NET count UTF-16 code units: there a character
beyond U+FFFF counts twice. Nothing tells which of the two a file has but the words it quotes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Literal

Unit = Literal["codepoint", "utf16"]
UNITS: tuple[Unit, ...] = ("codepoint", "utf16")

Span = tuple[int, int]


class Offsets:
    """One text's offsets in code points and in UTF-16 code units, each into the other."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._wide: list[int] = []
        if len(text.encode("utf-16-le", "surrogatepass")) > 2 * self.length:
            self._wide = [place for place, char in enumerate(text) if char > "\uffff"]
        self._units = [place + before + 1 for before, place in enumerate(self._wide)]

    def to_utf16(self, offset: int) -> int:
        """The offset in UTF-16 code units of an offset in code points."""
        return offset + bisect_left(self._wide, offset)

    def from_utf16(self, offset: int) -> int:
        """The offset in code points. Raises ValueError inside a surrogate pair."""
        before = bisect_right(self._units, offset)
        if before and self._units[before - 1] == offset:
            raise ValueError(f"{offset} is in the middle of a character")
        return offset - before

    def read(self, offset: int, unit: Unit) -> int:
        """An offset of a file in code points. Raises ValueError where it is none of the text."""
        found = offset if unit == "codepoint" else self.from_utf16(offset)
        if not 0 <= found <= self.length:
            raise ValueError(f"{offset} is not in the text of {self.length} characters")
        return found

    @property
    def first_wide(self) -> int:
        """Where the first character is that counts twice; the text's end where there is none."""
        return self._wide[0] if self._wide else self.length

    @property
    def same(self) -> bool:
        """Whether both units give the same offsets: no character counts twice."""
        return not self._wide


def scored(text: str, quoted: Iterable[tuple[Span, str]]) -> dict[Unit, int]:
    """How many spans have the words that are quoted for them, in each unit."""
    offsets = Offsets(text)
    counts = dict.fromkeys(UNITS, 0)
    for (start, end), words in quoted:
        for unit in UNITS:
            try:
                span = offsets.read(start, unit), offsets.read(end, unit)
            except ValueError:
                continue
            counts[unit] += text[slice(*span)] == words
    return counts


def fitting(text: str, quoted: Iterable[tuple[Span, str]]) -> tuple[Unit, ...]:
    """The units in which the most spans have the words that are quoted for them, best alone.

    Both where both fit as many, as where nothing is quoted behind a character that counts twice.
    """
    counts = scored(text, quoted)
    best = max(counts.values())
    return tuple(unit for unit in UNITS if counts[unit] == best)


def differing(text: str, spans: Iterable[Span]) -> bool:
    """Whether some of these offsets are another place in the one unit than in the other."""
    offsets = Offsets(text)
    if offsets.same:
        return False
    first = offsets.first_wide
    return any(end > first for _, end in spans)
