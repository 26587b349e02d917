"""Where a reader stands in one article: cursor, selection, chosen annotation, letters, matches.

Pure state over an immutable text: no widget, no store. The cursor and how it moves are in `moving`,
the selection in `selecting`; here are the annotations and what was found.
"""

from typing import NamedTuple

from tui.app.aside import Aside
from tui.app.marks import Marks
from tui.app.moving import Span
from tui.app.selecting import Selecting
from tui.model import Annotation, Article, Fragment
from tui.text import find
from tui.text.graphemes import next_boundary

__all__ = ["Reading", "Span", "Standing"]


class Standing(NamedTuple):
    """All that a picture of the article depends on besides its annotations."""

    cursor: int
    pivot: int | None
    sentence: int
    chosen: str | None
    letters: tuple[tuple[int, str], ...]


class Reading(Selecting):
    """One reader in one article."""

    def __init__(self, article: Article, marks: Marks, cursor: int = 0) -> None:
        super().__init__(article)
        self.marks = marks
        self.aside = Aside(article.text)
        self.query = ""
        self.found: list[Span] = []
        self._round: list[tuple[str, int]] = []
        """The annotations and their fragments that take turns in hand, by uid and number."""
        self.go_to(cursor)

    @property
    def standing(self) -> Standing:
        """The state now, to be compared with the one before."""
        return Standing(self.cursor, self.pivot, self.sentence, self.chosen, self.lettered)

    def cancel(self) -> None:
        """Leave the letters, then the selection, then the find."""
        if self.letters:
            self.leave_letters()
        elif self.pivot is not None:
            self.pivot = None
        elif self.found:
            self.found, self.query = [], ""
        else:
            self.chosen = self.held = None

    # Annotations

    def here(self) -> Annotation | None:
        """The annotation at hand: the chosen one, else the innermost at the cursor."""
        chosen = self.marks.get(self.chosen)
        if chosen is not None:
            return chosen
        return next(iter(self.marks.at(self.cursor)), None)

    def fragment_at(self, annotation: Annotation) -> int | None:
        """Which of an annotation's fragments the cursor stands in."""
        for index, part in enumerate(annotation.fragments):
            if part.start <= self.cursor < part.end:
                return index
        return None

    def span_in_hand(self) -> Span | None:
        chosen = self.marks.get(self.chosen)
        return (chosen.start, chosen.end) if chosen is not None else None

    def receiver(self) -> Annotation | None:
        """What a selection would be added to: the annotation in hand last, else the one there."""
        held = self.marks.get(self.held)
        if held is not None or self.selection is None:
            return held
        return next(iter(self.marks.at(self.selection[0])), None)

    def grow(self) -> None:
        """Select the words of the annotation in hand, and then the next larger structure."""
        chosen = self.marks.get(self.chosen)
        if self.pivot is not None or chosen is None:
            return super().grow()
        part = chosen.fragments[self.fragment_at(chosen) or 0]
        return self._grow_to((part.start, part.end))

    def other_end(self) -> None:
        """Go to the selection's other end; without one, to the next of what overlaps here.

        Those are the annotations that touch the one at hand, and each of their fragments.
        """
        if self.pivot is not None:
            pivot = self.cursor
            self.go_to(self.pivot)
            self.pivot = pivot
            return
        here = self.here()
        if here is None:
            return
        stop = (here.uid, self.fragment_at(here) or 0)
        if not self.overlapping():
            part = here.fragments[stop[1]]
            touching = self.marks.within(part.start, part.end)
            self._round = [stop for one in touching for stop in _stops(one, part)]
        uid, index = self._round[(self._round.index(stop) + 1) % len(self._round)]
        self._stand_on(uid, index)

    def _stand_on(self, uid: str, index: int) -> None:
        annotation = self.marks.get(uid)
        if annotation is not None:
            self.go_to(annotation.fragments[index].start)
            self.chosen = uid

    def overlapping(self) -> list[Annotation]:
        """The annotations that take turns in hand, while one of them is; else none."""
        chosen = self.marks.get(self.chosen)
        if chosen is None or (chosen.uid, self.fragment_at(chosen) or 0) not in self._round:
            return []
        found = [self.marks.get(uid) for uid in dict.fromkeys(uid for uid, _ in self._round)]
        there = [one for one in found if one is not None]
        parts = sum(len(one.fragments) for one in there)
        return there if len(there) == len(found) and parts == len(self._round) else []

    def choose(self, annotation: Annotation) -> None:
        """Go to an annotation and make it the one at hand."""
        self.pivot = None
        self.go_to(annotation.start)
        self.chosen = annotation.uid

    def next_annotation(self) -> None:
        self._step(1)

    def previous_annotation(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if not len(self.marks):
            return None
        chosen = self.marks.get(self.chosen)
        if chosen is not None:
            index = (self.marks.index(chosen.uid) + by) % len(self.marks)
            return self.choose(self.marks[index])
        near = self.marks.after(self.cursor - 1) if by > 0 else self.marks.before(self.cursor)
        return self.choose(near or self.marks[0 if by > 0 else -1])

    # Finding

    def find(self, query: str, origin: int) -> bool:
        """Light every match and go to the first at or after `origin`. False when there is none."""
        self.query = query
        self.found = find.matches(self.text, query)
        if self.found:
            self.go_to(self.found[find.after(self.found, origin - 1)][0])
        return bool(self.found)

    def next_match(self) -> None:
        if self.found:
            here = next_boundary(self.text, self.cursor) - 1
            self.go_to(self.found[find.after(self.found, here)][0])

    def previous_match(self) -> None:
        if self.found:
            self.go_to(self.found[find.before(self.found, self.cursor)][0])


def _stops(annotation: Annotation, near: Fragment) -> list[tuple[str, int]]:
    """The fragments of an annotation as places to go to, the one that touches another first."""
    parts = annotation.fragments
    touching = (i for i, one in enumerate(parts) if one.start < near.end and near.start < one.end)
    first = next(touching, 0)
    return [(annotation.uid, (first + step) % len(parts)) for step in range(len(parts))]
