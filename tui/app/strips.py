"""The lines of one article as strips: painted once and kept, until something on them changes.

What belongs to the cursor (the cursor itself, the selection, letters) is laid over its lines and
never kept, so that a move paints the lines it touches and no others.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from tui.app import lights as lighting
from tui.app.lights import BAR, Lights, without
from tui.app.outlines import Outlines, differing
from tui.app.painting import NO_LETTERS, Look, Overlay, paint, rivals
from tui.app.reading import Reading, Span, Standing
from tui.model import Annotation
from tui.text.graphemes import next_boundary
from tui.text.layout import Layout
from tui.text.motions import paragraph

if TYPE_CHECKING:
    from tui.text.differences import Piece

GUTTER = 2
AROUND = 8
"""Code points around an annotation among which its key stands."""
BARS = (" ", "▌", "▎")
"""What stands at the left edge: nothing, the sentence at the cursor, the same without the focus."""


GONE, NEW, BOTH = "−", "+", "±"
"""What stands at the left edge of a line on which words are gone, new, or both."""

Picture = tuple[str, bool, bool, tuple[Span, ...]]
"""What a kept line was painted with: its bar, whether it is out of focus, whether it is context,
and what on it is lit."""


class Strips:
    """The painted lines of an article at one width. `left` is the margin before the gutter."""

    def __init__(self, reading: Reading, look: Look) -> None:
        self.reading = reading
        self.look = look
        self.layout = Layout("", 1)
        self.left = 0
        self.width = 0
        self._last_paragraph: tuple[int, Span] = (-1, (0, 0))
        self.changes: Sequence[Piece] = ()
        """What two texts read as one do not share, in order; nothing in an article's own text."""
        self.outlines = Outlines(reading.text)
        """What is suggested."""
        self.lights = Lights()
        """What a comparison shows."""
        self.signed = False
        """Whether a cell at the left is kept free for the signs of a comparison."""
        self._kept: LRUCache[int, dict[Picture, Strip]] = LRUCache(2048)

    def fit(self, width: int) -> bool:
        """Wrap the article for a pane of this width. Returns whether the lines are others now."""
        self.width = width
        signs = int(self.signed)
        measure = min(self.look.comfort.measure, max(8, width - GUTTER - 1 - signs))
        self.left = max(signs, (width - measure - GUTTER - 1) // 2)
        self.clear()
        if measure == self.layout.width and self.layout.text == self.reading.text:
            return False
        self.layout = Layout(self.reading.text, measure)
        return True

    def clear(self) -> None:
        """Forget every painted line."""
        self._kept.clear()

    def sentence_lines(self) -> tuple[int, int]:
        """The first and the last line of the sentence at the cursor."""
        start, end = self.reading.sentence_span()
        return self.layout.line_of(start), self.layout.line_of(max(start, end - 1))

    def line(self, y: int, focused: bool) -> Strip:
        """Line `y` as it looks now."""
        if y >= self.layout.height:
            return Strip.blank(self.width, self.look.shades.text)
        first, last = self.sentence_lines()
        bar = BARS[0] if not first <= y <= last else BARS[1] if focused else BARS[2]
        overlays = self._overlays(y, focused)
        letters = self._letters(y)
        if overlays or any(letters):
            return self._painted(y, bar, overlays, *letters)
        lit = self.lights.on(self.layout.line_start(y), self.layout.line_end(y))
        picture = bar, self._is_out_of_focus(y), self.lights.context, lit
        kept = self._kept.get(y)
        if kept is None:
            kept = self._kept[y] = {}
        if picture not in kept:
            kept[picture] = self._painted(y, bar, [])
        return kept[picture]

    def _painted(
        self,
        y: int,
        bar: str,
        overlays: list[Overlay],
        letters: Mapping[int, str] = NO_LETTERS,
        pairs: Mapping[int, str] = NO_LETTERS,
    ) -> Strip:
        shades, reading = self.look.shades, self.reading
        sign, changed = self._changed(y)
        start, end = self.layout.line_start(y), self.layout.line_end(y)
        signs, corner, lines = self.outlines.on_line(start, end, shades.dim)
        overlays = self._faded(y) + lines + changed + self._matches(y) + overlays
        look, chosen = self.look, reading.chosen
        line = paint(self.layout, y, reading.marks, look, chosen, overlays, letters, pairs, signs)
        gutter = Segment(corner, shades.dim) if corner and line.gutter.text == " " else line.gutter
        bar_style = dict(zip(BARS, (shades.text, shades.bar, shades.dim), strict=True))[bar]
        if sign and bar == BARS[0]:
            bar_style = shades.dim
        elif self.lights.on(start, end):
            sign, bar_style = BAR, shades.bar
        segments = [
            *self.lights.signs(start, end, self.left, self.look),
            Segment(sign or bar, bar_style),
            gutter,
            *line.segments,
        ]
        used = self.left + GUTTER + line.cells
        if line.tail:
            segments.append(line.tail)
            used += 1
        room = self.width - used
        if room > 0:
            segments.append(Segment(" " * room, shades.text))
        strip = Strip(segments, max(used, self.width))
        return strip if room >= 0 else strip.crop(0, self.width)

    def _changed(self, y: int) -> tuple[str, list[Overlay]]:
        """The sign of a line on which the two texts differ, and the words in which they do."""
        start, end = self.layout.line_start(y), self.layout.line_end(y)
        styles = {"gone": self.look.shades.gone, "new": self.look.shades.new}
        first = bisect_right(self.changes, start, key=attrgetter("end"))
        last = bisect_left(self.changes, end, key=attrgetter("start"))
        here = self.changes[first:last]
        spans = ((one.kind, max(one.start, start), min(one.end, end)) for one in here)
        kinds = {kind for kind, *span in spans if not self.reading.text[slice(*span)].isspace()}
        sign = BOTH if len(kinds) > 1 else {"gone": GONE, "new": NEW}.get("".join(kinds), "")
        return sign, [(piece.start, piece.end, styles[piece.kind]) for piece in here]

    def _faded(self, y: int) -> list[Overlay]:
        """The words of a line that are not body, or out of focus: where no annotation is."""
        start, end = self.layout.line_start(y), self.layout.line_end(y)
        if self._is_out_of_focus(y):
            spans = [(start, end)]
        else:
            spans = [(one.start, one.end) for one in self.reading.aside.within(start, end)]
            spans += self.lights.faded(start, end)
        if not spans:
            return []
        annotated = self.reading.marks.within(start, end)
        covered = sorted((part.start, part.end) for one in annotated for part in one.fragments)
        faded = self.look.shades.faded
        return [(*bare, faded) for span in spans for bare in without(span, covered)]

    def _is_out_of_focus(self, y: int) -> bool:
        """Whether a line is not of the paragraph that alone is bright."""
        if not self.look.comfort.focus:
            return False
        start, end = self._paragraph(self.reading.cursor)
        return not start <= self.layout.line_start(y) <= end

    def _paragraph(self, cursor: int) -> Span:
        """The paragraph at a cursor. The last one is kept: each line of a page asks for it."""
        if self._last_paragraph[0] != cursor:
            self._last_paragraph = cursor, paragraph(self.reading.text, cursor)
        return self._last_paragraph[1]

    def _matches(self, y: int) -> list[Overlay]:
        found = self.reading.found
        start, end = self.layout.line_start(y), self.layout.line_end(y)
        index = max(0, bisect_left(found, (start, start)) - 1)
        overlays = []
        while index < len(found) and found[index][0] < end:
            overlays.append((*found[index], self.look.shades.found))
            index += 1
        return overlays

    def _overlays(self, y: int, focused: bool) -> list[Overlay]:
        """The selection and the cursor, where they are on this line."""
        start, end = self.layout.line_start(y), self.layout.line_end(y)
        shades, reading = self.look.shades, self.reading
        overlays: list[Overlay] = []
        selection = reading.selection
        if selection and selection[0] < end and start < selection[1]:
            overlays.append((*selection, shades.selection))
        if y == self.layout.line_of(reading.cursor):
            style = shades.cursor if focused else Style(underline=True)
            after = next_boundary(reading.text, reading.cursor)
            overlays.append((reading.cursor, after, style))
        return overlays

    def _letters(self, y: int) -> tuple[dict[int, str], dict[int, str]]:
        """The letters on a line by offset: those that stand alone, and those of pairs."""
        start, end = self.layout.line_start(y), self.layout.line_end(y)
        lettered = self.reading.lettered
        alone: dict[int, str] = {}
        pairs: dict[int, str] = {}
        for index in range(bisect_left(lettered, (start, "")), bisect_left(lettered, (end, ""))):
            at, label = lettered[index]
            if len(label) == 1:
                alone[at] = label
            else:
                pairs |= {at: label[0], next_boundary(self.reading.text, at): label[1]}
        return alone, pairs

    def forget(self, annotation: Annotation) -> list[Span]:
        """Drop the kept lines that an annotation touches. Returns the spans to be painted anew.

        Those are its own, and those of annotations that want the same cell for their key.
        """
        reading, layout = self.reading, self.layout
        shown = {annotation.uid: annotation}
        shown.update((one.uid, one) for one in rivals(reading.text, annotation, reading.marks))
        reach = len(reading.text)
        spans = [
            (max(0, part.start - AROUND), min(part.end + AROUND, reach))
            for one in shown.values()
            for part in one.fragments
        ]
        for start, end in spans:
            self._drop(layout.line_of(start), layout.line_of(end))
        return spans

    def suggest(self, outlines: Outlines) -> list[Span]:
        """Draw other suggestions. Returns the spans to be painted anew."""
        spans = differing(self.outlines, outlines)
        self.outlines = outlines
        if self.layout.text:
            for start, end in spans:
                self._drop(self.layout.line_of(start), self.layout.line_of(end))
        return spans

    def light(self, lights: Lights) -> list[Span] | None:
        """Show what another comparison found. Returns the spans to be painted anew; None for all.

        A line is kept once for each way it is lit, so that going back and forth paints nothing.
        """
        spans = lighting.differing(self.lights, lights)
        if lighting.is_other_text(self.lights, lights):
            self.clear()
        self.lights = lights
        return spans

    def runs(self, spans: Iterable[Span], top: int, bottom: int) -> Iterator[tuple[int, int]]:
        """The lines between two that spans are on: the first of each run, and how many."""
        lines: set[int] = set()
        for start, end in spans:
            first = self.layout.line_of(start)
            last = self.layout.line_of(max(start, end - 1))
            lines.update(range(max(first, top), min(last, bottom) + 1))
        for _, run in groupby(enumerate(sorted(lines)), key=lambda pair: pair[1] - pair[0]):
            together = [line for _, line in run]
            yield together[0], len(together)

    def _drop(self, first: int, last: int) -> None:
        """Forget some painted lines."""
        for y in range(first, last + 1):
            self._kept.discard(y)

    def barred(self, before: Standing, now: Standing) -> Iterable[Span]:
        """The spans whose bar at the left edge, and nothing else, looks otherwise after that."""
        if before.sentence != now.sentence:
            for index in {before.sentence, now.sentence} - {-1}:
                yield self.reading.sentences.span(index)

    def differing(self, before: Standing, now: Standing) -> Iterable[Span]:
        """The spans that look otherwise after the reader's standing changed, but for the bars."""
        yield before.cursor, before.cursor + 1
        yield now.cursor, now.cursor + 1
        if self.look.comfort.focus:
            paragraphs = [self._paragraph(one.cursor) for one in (before, now)]
            yield from paragraphs if paragraphs[0] != paragraphs[1] else ()
        for letters in (before.letters, now.letters) if before.letters != now.letters else ():
            if letters:
                yield letters[0][0], letters[-1][0] + AROUND
        if before.pivot is not None or now.pivot is not None:
            places = [place for place in (*before[:2], *now[:2]) if place is not None]
            yield min(places), max(places) + 1
        for uid in {before.chosen, now.chosen} if before.chosen != now.chosen else ():
            annotation = self.reading.marks.get(uid)
            if annotation is not None:
                yield from self.forget(annotation)
