"""What a comparison shows in one pane: signs at the left, what tells the same lit, the rest dim.

Pure. Spans are code points of the pane's text.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from rich.segment import Segment
from rich.style import Style

from tui.app.painting import Look
from tui.app.told import Told

Span = tuple[int, int]

BAR = "┃"
"""What stands at the left edge of lines that are lit."""


@dataclass(frozen=True, slots=True)
class Lights:
    """The signs of a text, the spans in it that are lit, and whether all around them is `context`,
    which is dim. `folded` are the sentences that are dim because they are told alike."""

    told: Told | None = None
    lit: tuple[Span, ...] = ()
    context: bool = False
    folded: tuple[Span, ...] = ()

    def on(self, start: int, end: int) -> tuple[Span, ...]:
        """The lit spans that touch a stretch of the text."""
        return tuple(one for one in self.lit if one[0] < end and start < one[1])

    def faded(self, start: int, end: int) -> list[Span]:
        """The parts of a line that are dim, before anything else is known of it."""
        if self.context:
            return without((start, end), sorted(self.on(start, end)))
        first = max(0, bisect_left(self.folded, (start, start)) - 1)
        some = self.folded[first : bisect_left(self.folded, (end, end))]
        return [one for one in some if one[1] > start]

    def signs(self, start: int, end: int, cells: int, look: Look) -> list[Segment]:
        """The margin of a line, so many cells; at its end the signs of what begins on the line."""
        text = look.shades.text
        if self.told is None or not cells:
            return [Segment(" " * cells, text)]
        words = self.told.on_line(start, end, cells)
        signs = [Segment(char, _style(char, look)) for char in words]
        return [Segment(" " * (cells - len(words)), text), *signs]


def _style(sign: str, look: Look) -> Style:
    shades = look.shades
    if look.colourless and sign in "!+":
        return shades.text + Style(bold=True)
    if sign == "!":
        return shades.text + shades.complaint
    if sign == "+":
        return shades.text + Style(color=shades.new.color, bold=True)
    return shades.bar if sign == "~" else shades.dim


def without(span: Span, covered: Sequence[Span]) -> list[Span]:
    """The parts of a span that none of some others, in order, cover."""
    at, end = span
    bare = []
    for first, last in covered:
        if at < first < end:
            bare.append((at, first))
        at = max(at, last)
    return [*bare, (at, end)] if at < end else bare


def differing(one: Lights, other: Lights) -> list[Span] | None:
    """The spans that look otherwise by one than by the other; None where all may."""
    if one.context != other.context or is_other_text(one, other):
        return None
    return sorted({*one.lit} ^ {*other.lit}, key=itemgetter(0))


def is_other_text(one: Lights, other: Lights) -> bool:
    """Whether the lines of a text look otherwise by these, and not only where the cursor led."""
    return one.told is not other.told or one.folded is not other.folded
