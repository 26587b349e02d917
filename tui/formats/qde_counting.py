"""What the positions in a REFI-QDA project count, told by the words that its selections quote.

The standard means code points from 0, the end exclusive. NVivo for Windows counts UTF-16 without
the byte order mark, some programs count CRLF as one, and some take the end for the last character.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from tui.formats.face import Asked
from tui.formats.reading import UnitsTied
from tui.text.offsets import UNITS, Offsets, Span, Unit

MARK = "\ufeff"
_WIDE = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Count:
    """What positions count: the unit, CRLF as two, the byte order mark, the end as the last one."""

    unit: Unit = "codepoint"
    pairs: bool = True
    mark: bool = False
    last: bool = False


COUNTS = [
    Count(unit, pairs, mark, last)
    for unit, pairs, mark, last in product(UNITS, (True, False), (False, True), (False, True))
]
"""All that may be meant, what the standard says first."""


class Counted:
    """A text as it lies in the archive, with the places in it of positions counted in a way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._mark = text.startswith(MARK)
        self._pairs = [at.start() for at in re.finditer("\r\n", text)]
        self._offsets: dict[tuple[bool, bool], Offsets] = {}
        self.wide = bool(_WIDE.search(text))
        """Whether a character of it counts twice in UTF-16."""

    def alike(self, count: Count) -> Count:
        """The first way to count that is the same in this text."""
        return replace(
            count,
            unit=count.unit if self.wide else UNITS[0],
            pairs=count.pairs or not self._pairs,
            mark=count.mark and self._mark,
        )

    def span(self, span: Span, count: Count) -> Span:
        """A span in code points of the text. Raises ValueError for one that is not in it."""
        start, end = span
        found = self._at(start, count), self._at(end + count.last, count)
        if not found[0] < found[1]:
            raise ValueError(f"{start}–{end} is no stretch of text")
        return found

    def _at(self, position: int, count: Count) -> int:
        if not (self.wide or self._pairs or self._mark):
            if position > len(self.text):
                raise ValueError(f"{position} is not in the text of {len(self.text)} characters")
            return position
        skipped = self._mark and not count.mark
        key = (count.pairs, skipped)
        if key not in self._offsets:
            text = self.text[skipped:]
            self._offsets[key] = Offsets(text if count.pairs else text.replace("\r\n", "\n"))
        found = self._offsets[key].read(position, count.unit)
        if not count.pairs:  # each pair before it was one, and is two in the text
            found += bisect_left(self._as_one(skipped), found)
        return found + skipped

    def _as_one(self, skipped: bool) -> list[int]:
        return [at - number - skipped for number, at in enumerate(self._pairs)]


class Tally:
    """Adds up over the texts of a file how many selections each way to count gives their words."""

    def __init__(self, place: Path, asked: Asked) -> None:
        self.place, self.asked = place, asked
        self.ways = [one for one in COUNTS if asked in ("auto", one.unit)]
        self.fit = Counter[Count]()
        self.neat = Counter[Count]()
        self.places = dict.fromkeys(self.ways, 0)
        """A digest of where each way to count leads."""

    def add(self, text: Counted, named: Sequence[tuple[Span, str]]) -> None:
        """Note a text's selections with their names."""
        scores: dict[Count, tuple[int, int, int]] = {}
        for way in self.ways:
            alike = text.alike(way)
            if alike not in scores:
                scores[alike] = _scores(text, named, alike)
            fit, neat, places = scores[alike]
            self.fit[way] += fit
            self.neat[way] += neat
            self.places[way] = hash((self.places[way], places))

    def best(self) -> Count:
        """The way in which the most names are the words; of equal ones, the one with the most ends
        between words, and of these what the standard says.

        Raises UnitsTied where the names do not tell the unit, and the other leads elsewhere.
        """
        top = max(self.fit[way] for way in self.ways)
        left = [way for way in self.ways if self.fit[way] == top]
        usual = [way for way in left if not way.last] or left
        led = {unit: {self.places[way] for way in usual if way.unit == unit} for unit in UNITS}
        if all(led.values()) and led["codepoint"] != led["utf16"]:
            raise UnitsTied(
                f"{self.place}: its positions may be in code points or in UTF-16, and its words do"
                " not tell: say --offsets codepoint or --offsets utf16"
            )
        return max(usual, key=lambda way: (way.unit == usual[0].unit, self.neat[way]))


def _scores(text: Counted, named: Sequence[tuple[Span, str]], count: Count) -> tuple[int, int, int]:
    """How many names are the words, how many ends are between words, and where all are."""
    fit = neat = places = 0
    for span, name in named:
        try:
            start, end = text.span(span, count)
        except ValueError:
            continue
        fit += quotes(name, text.text[start:end])
        neat += not _within_word(text.text, start) and not _within_word(text.text, end)
        places = hash((places, start, end))
    return fit, neat, places


SURE = 30
"""Characters from which on the beginning of some words is taken for a quote that was cut off."""


def quotes(name: str, words: str) -> bool:
    """Whether a selection's name is its words, with other blanks perhaps, or their beginning."""
    if name == words:
        return True
    shown, said = " ".join(words.split()), " ".join(name.lstrip(MARK).split())
    cut = said.removesuffix("…").removesuffix("...").rstrip()
    if said and shown == said:
        return True
    return bool(cut) and (cut != said or len(cut) >= SURE) and shown.startswith(cut)


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
