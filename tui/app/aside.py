"""What of an article is not its body, as its reader meets it: dim, and passed over by some moves.

Pure state. Moves by sentence, word, paragraph, quotation and the like pass over it; lines, pages
and the mouse lead into it, and there every move goes its usual way until it leaves.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.text.motions import next_paragraph
from tui.text.regions import Region

if TYPE_CHECKING:
    from tui.app.reading import Reading

Span = tuple[int, int]

FORWARD = frozenset({"next_sentence", "next_word", "word_end", "next_paragraph"})
BACK = frozenset({"previous_sentence", "previous_word", "previous_paragraph"})
TAKING = frozenset({"next_quotation", "next_figure"})
"""The moves that pass over it: on, back, and to the next thing of a kind, which they select."""
MOST = 500
"""Things of a kind that are passed over at most before the reader stays where they were."""


class Aside:
    """The regions of one text. They are `skipped` or only shown."""

    def __init__(self, text: str, regions: Sequence[Region] = ()) -> None:
        self.skipped = True
        self.put(text, regions)

    def put(self, text: str, regions: Sequence[Region]) -> None:
        """Take other regions of the text in."""
        self.regions = tuple(regions)
        self._starts = [one.start for one in regions]
        self._runs = _runs(text, regions)

    def at(self, offset: int) -> Region | None:
        """The region that an offset is in."""
        index = bisect_right(self._starts, offset) - 1
        found = self.regions[index] if index >= 0 else None
        return found if found and offset < found.end else None

    def within(self, start: int, end: int) -> Sequence[Region]:
        """The regions that touch a span, in order."""
        if not self.regions:
            return ()
        first = max(0, bisect_right(self._starts, start) - 1)
        some = self.regions[first : bisect_left(self._starts, end)]
        return [one for one in some if one.end > start]

    def run(self, offset: int) -> Span | None:
        """The stretch of regions with nothing but blanks between them that an offset is in."""
        index = bisect_right(self._runs, (offset, len(self._starts) and self._runs[-1][1])) - 1
        found = self._runs[index] if index >= 0 else None
        return found if found and offset < found[1] else None


def _runs(text: str, regions: Sequence[Region]) -> list[Span]:
    runs: list[Span] = []
    for one in regions:
        if runs and not text[runs[-1][1] : one.start].strip():
            runs[-1] = runs[-1][0], one.end
        else:
            runs.append((one.start, one.end))
    return runs


def move(reading: "Reading", action: str) -> None:
    """Do a move of the article by its name, passing over what is not body where that is due."""
    do: Callable[[], None] = getattr(reading, action)
    aside, before, pivot = reading.aside, reading.cursor, reading.pivot
    passing = aside.skipped and aside.regions and aside.run(before) is None
    if passing and action in TAKING:
        _take(reading, do)
    elif passing and pivot is None and action in FORWARD | BACK:
        do()
        _pass(reading, do, before, action)
    else:
        do()


def _pass(reading: "Reading", do: Callable[[], None], before: int, action: str) -> None:
    """Go on from where a move led until that is body; where there is none, stay."""
    text = reading.text
    while run := reading.aside.run(reading.cursor):
        if action in BACK:
            reading.go_to(run[0])
            do()
            onward = reading.cursor < run[0]
        else:
            body = next_paragraph(text, run[1] - 1)
            onward = body >= run[1]
            reading.go_to(body)
            if onward and action == "word_end" and reading.aside.run(body) is None:
                do()
        if not onward:
            return reading.go_to(before)
    return None


def _take(reading: "Reading", do: Callable[[], None]) -> None:
    """Take the next thing of a kind that stands in the body; where none does, none is taken."""
    before, pivot = reading.cursor, reading.pivot
    for _ in range(MOST):
        do()
        taken = reading.selection
        if taken is None or reading.aside.run(taken[0]) is None:
            return
    reading.go_to(before)
    reading.pivot = pivot
