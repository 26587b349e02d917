"""What a reader has selected, and the ways to select: from a pivot, by structure, by letters.

A selection runs from `pivot` to the cursor, both ends included, so its span ends after the cluster
that is furthest on.
"""

from functools import cached_property

from tui.app.lettering import labelled
from tui.app.moving import Moving, Span
from tui.model import Article
from tui.text import motions
from tui.text.graphemes import next_boundary, previous_boundary, snap
from tui.text.quantities import next_quantity
from tui.text.quotations import quotations, without_stop
from tui.text.structures import structures, within

Stood = tuple[int, int | None, str | None]
"""Cursor, pivot and the annotation in hand."""


class Selecting(Moving):
    """The selection of one reader in one article."""

    def __init__(self, article: Article) -> None:
        super().__init__(article)
        self.letters: dict[str, Span] = {}
        """The words to pick from by their labels of one or two letters."""
        self.first_letter: Span | None = None
        self.lettered: tuple[tuple[int, str], ...] = ()
        """What is left to type of each label, by where its word starts."""
        self._typed = ""
        self._grown: list[tuple[Stood, Stood]] = []
        """What stood before and after each growth, for the way back."""

    @cached_property
    def quotations(self) -> list[Span]:
        return [without_stop(self.text, span) for span in quotations(self.text)]

    @property
    def selection(self) -> Span | None:
        """The selected span, or None."""
        if self.pivot is None:
            return None
        first, last = sorted((self.pivot, self.cursor))
        return first, next_boundary(self.text, last)

    def target(self) -> Span:
        """What a tag key would tag: the selection, else the sentence."""
        return self.selected_words() or self.sentence_span()

    def selected_words(self) -> Span | None:
        """The selection without white space at its ends; None where there is nothing else."""
        if self.selection is None:
            return None
        start, end = self.selection
        while start < end and self.text[start : next_boundary(self.text, start)].isspace():
            start = next_boundary(self.text, start)
        while start < end and self.text[previous_boundary(self.text, end) : end].isspace():
            end = previous_boundary(self.text, end)
        return (start, end) if start < end else None

    def select(self) -> None:
        """Start a selection at the cursor, or give it up."""
        self.pivot = self.cursor if self.pivot is None else None

    def select_span(self, span: Span) -> None:
        """Select exactly this span, the cursor on its last cluster."""
        self.go_to(previous_boundary(self.text, span[1]))
        self.pivot = snap(self.text, span[0])

    def span_in_hand(self) -> Span | None:
        """The span of the annotation in hand, which need not be selected a second time."""
        return None

    @property
    def _stood(self) -> Stood:
        return self.cursor, self.pivot, self.chosen

    # By meaning

    def grow(self) -> None:
        """Select the next larger structure: word, clause, quotation, sentence, paragraph."""
        span = self.selection or (self.cursor, self.cursor)
        around = structures(self.text, span, self.sentences, self.language)
        if around:
            self._grow_to(around[0])

    def _grow_to(self, span: Span) -> None:
        before = self._stood
        if self._grown and self._grown[-1][1] != before:
            self._grown.clear()
        self.select_span(span)
        self._grown.append((before, self._stood))

    def shrink(self) -> None:
        """Go back to what was selected before it grew; else to the next smaller structure."""
        if self._grown and self._grown[-1][1] == self._stood:
            (self.cursor, self.pivot, self.chosen), _ = self._grown.pop()
            return
        self._grown.clear()
        selection = self.selection
        inside = selection and within(self.text, selection, self.sentences, self.language)
        if inside:
            self.select_span(inside)

    def next_quotation(self) -> None:
        """Select the quotation at the cursor or the first after it; again, the one after that."""
        if not self.quotations:
            return None
        selected = self.selection or self.span_in_hand()
        if selected in self.quotations:
            index = (self.quotations.index(selected) + 1) % len(self.quotations)
            return self.select_span(self.quotations[index])
        around = [span for span in self.quotations if span[0] - 1 <= self.cursor < span[1] + 1]
        ahead = [span for span in self.quotations if span[0] >= self.sentence_span()[0]]
        return self.select_span((around[-1:] or ahead or self.quotations)[0])

    def next_figure(self) -> None:
        """Select the figure or quantity at the cursor or the first after it; again, the next."""
        selection = self.selection
        behind = selection[1] if selection else self.cursor
        found = next_quantity(self.text, behind, self.language)
        if found is not None and not selection and found.span == self.span_in_hand():
            found = next_quantity(self.text, found.end, self.language)
        if found is not None:
            self.select_span(found.span)

    # Letters on words

    def pick_words(self, sight: Span | None = None) -> None:
        """Put a letter on each word of the sentence, and letters on those that are in sight.

        `sight` is the stretch of text on the screen. Where letters stand already they are put anew.
        """
        start, end = self.sentence_span()
        first, last = sight or (start, end)
        words = motions.words(self.text, start, end)
        behind = motions.words(self.text, max(end, first), max(end, last))
        before = motions.words(self.text, min(start, first), min(start, last))
        self.letters = labelled([*words, *behind, *before])
        self._type("")

    def leave_letters(self) -> None:
        """Take the letters away again, and forget a first one."""
        self.letters, self.first_letter = {}, None
        self._type("")

    def _type(self, typed: str) -> None:
        self._typed = typed
        rest = (
            (span[0], label.removeprefix(typed))
            for label, span in self.letters.items()
            if label.startswith(typed)
        )
        self.lettered = tuple(sorted(rest))

    def take_letter(self, letter: str) -> bool:
        """Take a letter on a word: the first word starts the span, the second ends it.

        Returns whether it was one of the letters shown.
        """
        typed = self._typed + letter
        word = self.letters.get(typed)
        if word is None:
            if not any(label.startswith(typed) for label in self.letters):
                return False
            self._type(typed)
            return True
        self._type("")
        if self.first_letter is None:
            self.first_letter = word
            self.pivot = None
            self.go_to(word[0])
            return True
        first = self.first_letter
        self.leave_letters()
        self.select_span((min(first[0], word[0]), max(first[1], word[1])))
        return True
