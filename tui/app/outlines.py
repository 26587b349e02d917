"""Suggestions as they are drawn: a corner in the blank cell at each end of the words.

Corners are no colour and hide no text. Where the cells beside the words are not blank (Chinese,
say), the words are underlined instead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from rich.style import Style

from tui.app.painting import Overlay, cell_after, cell_before, is_blank
from tui.text.proposals import Proposal

OPENS, CLOSES = "⌊", "⌋"

Signs = dict[int, tuple[str, Style]]
NONE: tuple[Signs, str, list[Overlay]] = ({}, "", [])


class Outlines:
    """The proposals of one text by place."""

    def __init__(self, text: str, proposals: Sequence[Proposal] = ()) -> None:
        self.text = text
        self.all = tuple(sorted(proposals, key=lambda one: (one.start, -one.end)))
        self._starts = [one.start for one in self.all]
        self._reach = [*accumulate((one.end for one in self.all), max)]

    def near(self, start: int, end: int) -> Sequence[Proposal]:
        """Those that may touch ``[start, end)``, in the order of the text."""
        return self.all[bisect_right(self._reach, start) : bisect_left(self._starts, end)]

    def on_line(self, start: int, end: int, style: Style) -> tuple[Signs, str, list[Overlay]]:
        """Corners by offset, the one that stands in the gutter, and what is underlined."""
        if not self.all:
            return NONE
        signs: Signs = {}
        gutter = ""
        words_end = start + len(self.text[start:end].rstrip())
        lines: list[Overlay] = []
        # One that ends right before a line has its corner in the blank that begins or ends it.
        for one in self.near(max(0, start - 8), end + 8):
            before, after = cell_before(self.text, one.start), cell_after(self.text, one.end)
            if not (is_blank(self.text, before) and is_blank(self.text, after)):
                lines.append((one.start, one.end, Style(underline=True)))
                continue
            if before < start <= one.start < end:
                gutter = OPENS
            elif start <= before < words_end:  # not in the blank that hangs at the line's end
                signs.setdefault(before, (OPENS, style))
            if start <= after < end or after == end == len(self.text):
                signs.setdefault(after, (CLOSES, style))
        return signs, gutter, lines


def differing(one: Outlines, other: Outlines) -> list[tuple[int, int]]:
    """The spans that look otherwise in one than in the other, their corners with them."""
    spans = {(p.start, p.end) for p in one.all} ^ {(p.start, p.end) for p in other.all}
    reach = len(other.text)
    return [(max(0, start - 8), min(end + 8, reach)) for start, end in sorted(spans)]
