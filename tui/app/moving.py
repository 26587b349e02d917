"""Where a reader's cursor stands in one text, and how it moves.

Offsets are code points; the cursor always rests on the start of a grapheme cluster.
"""

from functools import cached_property

from tui.model import Article, ArticleSummary
from tui.text import motions
from tui.text.graphemes import next_boundary, previous_boundary, snap
from tui.text.sentences import Sentences, split

Span = tuple[int, int]


class Moving:
    """The cursor of one reader in one article. With a `pivot`, motions extend the selection."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.cursor = 0
        self.pivot: int | None = None
        self.held: str | None = None
        """The uid of the annotation taken in hand last, which stays after the cursor moved on."""
        self._chosen: str | None = None

    @property
    def chosen(self) -> str | None:
        """The uid of the annotation in hand. A move lets go of it."""
        return self._chosen

    @chosen.setter
    def chosen(self, uid: str | None) -> None:
        self._chosen = uid
        self.held = uid or self.held

    @property
    def language(self) -> str:
        """The article's language as an ISO 639 code; where it is not known, English."""
        return self.article.summary.language or "en"

    def take_details(self, summary: ArticleSummary) -> None:
        """Know the article by other details; in another language it has other sentences."""
        other = summary.language != self.article.summary.language
        self.article = Article(summary, self.text)
        for name in ("sentences", "quotations") if other else ():
            self.__dict__.pop(name, None)

    @cached_property
    def sentences(self) -> Sentences:
        return split(self.text, self.language)

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
