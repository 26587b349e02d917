"""What of an article is not its body, as its reader meets it: dim, and passed over by some moves.

Pure state. Moves by sentence, word, paragraph, quotation and the like pass over it; lines, pages
and the mouse lead into it, and there every move goes its usual way until it leaves.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

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
        self._skipped = True
        self._folded: Sequence[Span] = ()
        self.put(text, regions)

    def put(self, text: str, regions: Sequence[Region]) -> None:
        """Take other regions of the text in."""
        self.text = text
        self.regions = tuple(regions)
        self._starts = [one.start for one in regions]
        self._runs = _runs(text, [(one.start, one.end) for one in regions])
        self._passed = self._to_pass()

    def fold(self, spans: Sequence[Span]) -> None:
        """Pass over these spans too, in order, whatever becomes of the regions."""
        if spans is not self._folded:
            self._folded = spans
            self._passed = self._to_pass()

    @property
    def skipped(self) -> bool:
        """Whether the regions are passed over."""
        return self._skipped

    @skipped.setter
    def skipped(self, skipped: bool) -> None:
        self._skipped = skipped
        self._passed = self._to_pass()

    def _to_pass(self) -> list[Span]:
        regions = self._runs if self._skipped else []
        return _runs(self.text, sorted([*regions, *self._folded])) if self._folded else regions

    @property
    def passes(self) -> bool:
        """Whether there is anything that is passed over."""
        return bool(self._passed)

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
        return _holding(self._runs, offset)

    def passed(self, offset: int) -> Span | None:
        """The stretch that is passed over, if an offset is in one."""
        return _holding(self._passed, offset)


def _holding(runs: list[Span], offset: int) -> Span | None:
    index = bisect_right(runs, offset, key=itemgetter(0)) - 1
    found = runs[index] if index >= 0 else None
    return found if found and offset < found[1] else None


def _runs(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those put together that have nothing but blanks between them."""
    runs: list[Span] = []
    for start, end in spans:
        if runs and not text[runs[-1][1] : start].strip():
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return runs


def move(reading: "Reading", action: str) -> None:
    """Do a move of the article by its name, passing over what is not body where that is due."""
    do: Callable[[], None] = getattr(reading, action)
    aside, before, pivot = reading.aside, reading.cursor, reading.pivot
    passing = aside.passes and aside.passed(before) is None
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
    while run := reading.aside.passed(reading.cursor):
        if action in BACK:
            reading.go_to(run[0])
            do()
            onward = reading.cursor < run[0]
        else:
            body = _first_words(text, run[1])
            onward = body < len(text)
            reading.go_to(body)
            if onward and action == "word_end" and reading.aside.passed(body) is None:
                do()
        if not onward:
            return reading.go_to(before)
    return None


def _first_words(text: str, offset: int) -> int:
    """Where the first words at or behind an offset begin."""
    return len(text) - len(text[offset:].lstrip())


def _take(reading: "Reading", do: Callable[[], None]) -> None:
    """Take the next thing of a kind that stands in the body; where none does, none is taken."""
    before, pivot = reading.cursor, reading.pivot
    for _ in range(MOST):
        do()
        taken = reading.selection
        if taken is None or reading.aside.passed(taken[0]) is None:
            return
    reading.go_to(before)
    reading.pivot = pivot
