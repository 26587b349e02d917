"""Where a reader stands in one article: cursor, selection, chosen annotation, letters, matches.

Pure state over an immutable text: no widget, no store. Offsets are code points; the cursor always
rests on the start of a grapheme cluster. A selection runs from `pivot` to the cursor, both ends
included, so its span ends after the cluster that is furthest on.
"""

from functools import cached_property
from string import ascii_letters
from typing import NamedTuple

from tui.app.aside import Aside
from tui.app.marks import Marks
from tui.model import Annotation, Article
from tui.text import find, motions
from tui.text.graphemes import next_boundary, previous_boundary, snap
from tui.text.quotations import quotations, without_stop
from tui.text.sentences import Sentences, split

Span = tuple[int, int]


class Standing(NamedTuple):
    """All that a picture of the article depends on besides its annotations."""

    cursor: int
    pivot: int | None
    sentence: int
    chosen: str | None
    letters: tuple[tuple[int, str], ...]


class Reading:
    """One reader in one article."""

    def __init__(self, article: Article, marks: Marks, cursor: int = 0) -> None:
        self.article = article
        self.text = article.text
        self.marks = marks
        self.aside = Aside(article.text)
        self.cursor = 0
        self.pivot: int | None = None
        self.chosen: str | None = None
        self.letters: dict[str, Span] = {}
        self.first_letter: Span | None = None
        self.query = ""
        self.found: list[Span] = []
        self.go_to(cursor)

    @cached_property
    def sentences(self) -> Sentences:
        return split(self.text, self.article.summary.language or "en")

    @cached_property
    def quotations(self) -> list[Span]:
        return [without_stop(self.text, span) for span in quotations(self.text)]

    @property
    def standing(self) -> Standing:
        """The state now, to be compared with the one before."""
        letters = tuple((start, letter) for letter, (start, _) in self.letters.items())
        return Standing(self.cursor, self.pivot, self.sentence, self.chosen, letters)

    # Where it stands

    @property
    def sentence(self) -> int:
        """The index of the sentence at the cursor, -1 in a text without any."""
        return self.sentences.at(self.cursor)

    def sentence_span(self) -> Span:
        """The sentence at the cursor; without any, the cursor's own cluster."""
        index = self.sentence
        if index < 0:
            return self.cursor, next_boundary(self.text, self.cursor)
        start, end = self.sentences.span(index)
        # A mark on the blank before a sentence is one character with it.
        return snap(self.text, start), next_boundary(self.text, end - 1)

    @property
    def selection(self) -> Span | None:
        """The selected span, or None."""
        if self.pivot is None:
            return None
        first, last = sorted((self.pivot, self.cursor))
        return first, next_boundary(self.text, last)

    def target(self) -> Span:
        """What a tag key would tag: the selection, else the sentence."""
        return self._trimmed(self.selection) or self.sentence_span()

    def _trimmed(self, span: Span | None) -> Span | None:
        if span is None:
            return None
        start, end = span
        while start < end and self.text[start : next_boundary(self.text, start)].isspace():
            start = next_boundary(self.text, start)
        while start < end and self.text[previous_boundary(self.text, end) : end].isspace():
            end = previous_boundary(self.text, end)
        return (start, end) if start < end else None

    def here(self) -> Annotation | None:
        """The annotation at hand: the chosen one, else the innermost at the cursor."""
        chosen = self.marks.get(self.chosen)
        if chosen is not None:
            return chosen
        return next(iter(self.marks.at(self.cursor)), None)

    # Moving

    def go_to(self, offset: int) -> None:
        """Put the cursor on the cluster at an offset. An annotation is no longer chosen."""
        last = previous_boundary(self.text, len(self.text)) if self.text else 0
        self.cursor = min(snap(self.text, max(0, offset)), last)
        self.chosen = None

    def next_sentence(self) -> None:
        index = self.sentence
        if self.pivot is not None:
            self._extend_forward(
                [self.sentences.span(i) for i in (index, index + 1) if self._is(i)]
            )
        elif self._is(index + 1):
            start = self.sentences.span(index)[0]
            # Between sentences, `at` already names the one ahead.
            self.go_to(self.sentences.span(index + (start <= self.cursor))[0])

    def previous_sentence(self) -> None:
        index = self.sentence
        starts = [self.sentences.span(i)[0] for i in (index, index - 1) if self._is(i)]
        if self.pivot is None:
            starts = starts[1:] or starts
        self._go_back([(start, start) for start in starts])

    def _is(self, index: int) -> bool:
        return 0 <= index < len(self.sentences)

    def next_word(self) -> None:
        if self.pivot is None:
            self.go_to(motions.next_word(self.text, self.cursor))
        else:
            self.word_end()

    def previous_word(self) -> None:
        self.go_to(motions.previous_word(self.text, self.cursor))

    def word_end(self) -> None:
        self.go_to(motions.word_end(self.text, self.cursor))

    def next_character(self) -> None:
        self.go_to(next_boundary(self.text, self.cursor))

    def previous_character(self) -> None:
        self.go_to(previous_boundary(self.text, self.cursor))

    def next_paragraph(self) -> None:
        self.go_to(motions.next_paragraph(self.text, self.cursor))

    def previous_paragraph(self) -> None:
        self.go_to(motions.previous_paragraph(self.text, self.cursor))

    def first_line(self) -> None:
        self.go_to(0)

    def last_line(self) -> None:
        self.go_to(len(self.text))

    def _extend_forward(self, spans: list[Span]) -> None:
        """Take the cursor to the last cluster of the first span that ends further on."""
        for _, end in spans:
            last = previous_boundary(self.text, end)
            if last > self.cursor:
                return self.go_to(last)
        return None

    def _go_back(self, spans: list[Span]) -> None:
        for start, _ in spans:
            if start < self.cursor:
                return self.go_to(start)
        return None

    # Selecting

    def select(self) -> None:
        """Start a selection at the cursor, or give it up."""
        self.pivot = self.cursor if self.pivot is None else None

    def select_span(self, span: Span) -> None:
        """Select exactly this span, the cursor on its last cluster."""
        self.go_to(previous_boundary(self.text, span[1]))
        self.pivot = snap(self.text, span[0])

    def other_end(self) -> None:
        """Go to the selection's other end; without one, choose the next overlapping annotation."""
        if self.pivot is not None:
            pivot = self.cursor
            self.go_to(self.pivot)
            self.pivot = pivot
            return
        chosen = self.here()
        if chosen is None:
            return
        overlapping = self.marks.within(*self._fragment_here(chosen))
        uids = [annotation.uid for annotation in overlapping]
        self.choose(overlapping[(uids.index(chosen.uid) + 1) % len(uids)])

    def _fragment_here(self, annotation: Annotation) -> Span:
        parts = [(part.start, part.end) for part in annotation.fragments]
        return next((part for part in parts if part[0] <= self.cursor < part[1]), parts[0])

    def next_quotation(self) -> None:
        """Select the quotation at the cursor or the first after it; again, the one after that."""
        if not self.quotations:
            return None
        selected = self.selection
        if selected in self.quotations:
            index = (self.quotations.index(selected) + 1) % len(self.quotations)
            return self.select_span(self.quotations[index])
        around = [span for span in self.quotations if span[0] - 1 <= self.cursor < span[1] + 1]
        ahead = [span for span in self.quotations if span[0] >= self.sentence_span()[0]]
        return self.select_span((around[-1:] or ahead or self.quotations)[0])

    def cancel(self) -> None:
        """Leave the letters, then the selection, then the find."""
        if self.letters:
            self.leave_letters()
        elif self.pivot is not None:
            self.pivot = None
        elif self.found:
            self.found, self.query = [], ""
        else:
            self.chosen = None

    # Letters on words

    def pick_words(self) -> None:
        """Put a letter on each word of the sentence; again, on the words that come after those."""
        start, end = self.sentence_span()
        if self.letters:
            start = max(last for _, last in self.letters.values())
            if not motions.words(self.text, start, end):
                after = self.sentences.at(next_boundary(self.text, start))
                start, end = self.sentences.span(after) if self._is(after) else (start, end)
        words = motions.words(self.text, start, end) or list(self.letters.values())
        self.letters = dict(zip(ascii_letters, words, strict=False))

    def leave_letters(self) -> None:
        """Take the letters away again, and forget a first one."""
        self.letters, self.first_letter = {}, None

    def take_letter(self, letter: str) -> bool:
        """Take a letter on a word: the first starts the span, the second ends it.

        Returns whether it was one of the letters shown.
        """
        word = self.letters.get(letter)
        if word is None:
            return False
        if self.first_letter is None:
            self.first_letter = word
            self.pivot = None
            self.go_to(word[0])
            return True
        first = self.first_letter
        self.leave_letters()
        self.select_span((min(first[0], word[0]), max(first[1], word[1])))
        return True

    # Annotations

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
