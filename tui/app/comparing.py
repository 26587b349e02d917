"""Two texts of an article read as one: what is gone stands before what is new.

Pure: made of the texts and of the annotations on them, which are mapped to the one text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from tui.app.earlier import Written
from tui.app.marks import Marks
from tui.app.reading import Reading, Span
from tui.model import Annotation, Article
from tui.text.anchors import anchor
from tui.text.differences import Combined, Kind, Piece, combined, differences

BETWEEN = "→"
"""Stands between words gone and new ones that no blank parts, so that 84 and 96 are not 8496."""


class Comparison:
    """An earlier text of an article and a later one. Offsets are into the text of both."""

    def __init__(self, old: Written, new: Written) -> None:
        self.old, self.new = old, new
        self._both = combined(old.text, new.text, differences(old.text, new.text))
        self._arrows = list(_meetings(self._both))
        edges = [0, *self._arrows, len(self._both.text)]
        self.text = BETWEEN.join(self._both.text[start:end] for start, end in pairwise(edges))
        self.pieces = [Piece(one.kind, *self._moved(one.start, one.end)) for one in self._both.runs]
        """The text in stretches: in both texts, in the earlier or in the later one alone."""
        self.annotations = {one.uid: one for one in (*old.annotations, *new.annotations)}
        """The annotations on either text by uid, as they are on it."""

    def reading(self) -> Reading:
        """A reader at the start of both texts, with the annotations on them."""
        summary = replace(self.new.article.summary, length=len(self.text))
        return Reading(Article(summary, self.text), self._marks)

    @cached_property
    def _marks(self) -> Marks:
        return Marks(self._mapped())

    def _mapped(self) -> Iterator[Annotation]:
        for written, place in ((self.old, self._both.of_old), (self.new, self._both.of_new)):
            for annotation in written.annotations:
                spans = [
                    self._moved(*span)
                    for part in annotation.fragments
                    for span in place(part.start, part.end)
                ]
                parts = tuple(anchor(self.text, *self._trimmed(span)) for span in spans)
                yield replace(annotation, fragments=parts)

    def _moved(self, start: int, end: int) -> Span:
        """A stretch of the combined text where the arrows stand in it."""
        return start + bisect_right(self._arrows, start), end + bisect_left(self._arrows, end)

    def _trimmed(self, span: Span) -> Span:
        """A span without the blanks at its ends, which are there where a change parted words."""
        words = self.text[slice(*span)]
        blanks = len(words) - len(words.lstrip())
        return (span[0] + blanks, span[0] + len(words.rstrip())) if words.strip() else span

    @cached_property
    def changed(self) -> list[Piece]:
        """The stretches that are in one of the texts alone, in order."""
        return [piece for piece in self.pieces if piece.kind != "same"]

    @cached_property
    def changes(self) -> list[Span]:
        """Where the texts differ: words gone and the new ones in their place are one change.

        Each begins and ends with a word, if it has any.
        """
        found: list[Span] = []
        last = ""
        for piece in self.pieces:
            if piece.kind != "same":
                follows = (last, piece.kind) == ("gone", "new")
                start = found.pop()[0] if follows else piece.start
                found.append((start, piece.end))
            last = piece.kind
        return [self._trimmed(span) for span in found]

    def next_change(self, offset: int) -> int:
        """The index of the first change that starts after an offset, else of the first of all."""
        return bisect_right(self.changes, offset, key=_start) % len(self.changes)

    def previous_change(self, offset: int) -> int:
        """The index of the last change that starts before an offset, else of the last of all."""
        return (bisect_left(self.changes, offset, key=_start) - 1) % len(self.changes)

    def change_at(self, offset: int) -> int | None:
        """The index of the change an offset lies in."""
        index = bisect_right(self.changes, offset, key=_start) - 1
        return index if index >= 0 and offset < self.changes[index][1] else None

    def from_old(self, offset: int) -> int:
        """Where an offset of the earlier text stands."""
        for start, end in self._both.of_old(offset, offset + 1):
            return self._moved(start, end)[0]
        return len(self.text)

    def to_old(self, offset: int) -> int:
        """The offset in the earlier text of what stands here, or of what follows it there."""
        return sum(piece.end - piece.start for piece in self._within((0, offset), "new"))

    def words(self, span: Span) -> tuple[str, str]:
        """What a span holds of the earlier text and of the later one."""
        was = (self.text[one.start : one.end] for one in self._within(span, "new"))
        now = (self.text[one.start : one.end] for one in self._within(span, "gone"))
        return "".join(was), "".join(now)

    def _within(self, span: Span, without: Kind) -> Iterator[Piece]:
        """The stretches of a span, cut to it, but for those of one kind."""
        for piece in self.pieces:
            start, end = max(piece.start, span[0]), min(piece.end, span[1])
            if start < end and piece.kind != without:
                yield Piece(piece.kind, start, end)


def _meetings(both: Combined) -> Iterator[int]:
    """Where words that are gone meet new ones without a blank between them."""
    for gone, new in pairwise(both.runs):
        if (gone.kind, new.kind) == ("gone", "new"):
            at = new.start
            if not both.text[at - 1].isspace() and not both.text[at].isspace():
                yield at


def _start(span: Span) -> int:
    return span[0]
