"""How the sentences of one article are told in the others, made ready to be drawn and gone through.

Pure, and worked out once for a comparison, so that a key looks things up and walks through nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tui.compare.findings import Comparison, Place

Span = tuple[int, int]

WEIGHT = "!+~="
"""The signs, the one that matters most first: a line that is short of room shows that."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The sentences of an article in order: where they stand, their signs and their covers.

    A sign is ``=`` told alike, ``~`` partly, ``!`` a detail differs, ``+`` only here, and empty
    where the sentence is not body. A cover is how many of the `others` tell it, too.
    """

    places: Sequence[Place]
    spans: Sequence[Span]
    signs: Sequence[str]
    covers: Sequence[int]
    others: int
    alike: tuple[Span, ...]
    """The sentences that are told alike."""

    def beginning(self, start: int, end: int) -> range:
        """The sentences that begin in ``[start, end)``."""
        first = bisect_left(self.spans, (start, -1))
        return range(first, bisect_left(self.spans, (end, -1)))

    def on_line(self, start: int, end: int, cells: int) -> str:
        """The signs of the sentences that begin on a line, in so many cells.

        With three cells more and several others, the cover of the only one stands behind its sign.
        """
        here = [index for index in self.beginning(start, end) if self.signs[index]]
        signs = "".join(self.signs[index] for index in here)
        if len(here) == 1 and self.others > 1 and cells >= 4:
            return f"{signs}{self.covers[here[0]]}/{self.others}"
        return signs if len(signs) <= cells else min(signs, key=WEIGHT.index)

    def next(self, sign: str, sentence: int) -> int | None:
        """The next sentence of a sign behind one, from the top again; None where there is none."""
        there = [index for index, one in enumerate(self.signs) if one == sign]
        if not there:
            return None
        return there[bisect_right(there, sentence) % len(there)]

    def previous(self, sign: str, sentence: int) -> int | None:
        """The sentence of a sign before one, from the end again; None where there is none."""
        there = [index for index, one in enumerate(self.signs) if one == sign]
        return there[bisect_left(there, sentence) - 1] if there else None


def told(comparison: Comparison, article: int) -> Told:
    """How the sentences of one of the compared articles are told in the others."""
    sentences = comparison.sources[article].sentences
    places = [Place(article, index) for index in range(len(sentences))]
    spans = [one.span for one in sentences]
    signs = [comparison.sign(place) for place in places]
    alike = tuple(span for span, sign in zip(spans, signs, strict=True) if sign == "=")
    covers = [comparison.cover(place) for place in places]
    return Told(places, spans, signs, covers, len(comparison.sources) - 1, alike)
