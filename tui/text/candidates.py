"""What a reader may want to mark, found by rule: figures, quotations, attributions; and sentences.

A figure is taken with the words that modify it and what it counts ("at least 84 mercenaries");
dates, years, ages and lengths of time are none. Quotations are taken in any language, attributions
and the words around a figure in English alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.text import counted
from tui.text.attribution import attributions, words_set
from tui.text.quantities import quantities
from tui.text.quotations import quotations, without_stop
from tui.text.sentences import Sentences, split

Span = tuple[int, int]

FIGURE, QUOTATION, ATTRIBUTION, SENTENCE = "figure", "quotation", "attribution", "sentence"
KINDS = (FIGURE, QUOTATION, ATTRIBUTION)
"""What is proposed before anything was learned."""

NAMES: dict[str, frozenset[str]] = {
    FIGURE: words_set("number numbers figure figures quantity quantities statistic"),
    QUOTATION: words_set("quote quotes quotation quotations"),
    ATTRIBUTION: words_set("attribution attributions source sources speaker"),
}
"""What the tag of a kind may be called, for a reader who has marked none yet."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch ``[start, end)`` of a text that could be marked, and what it is."""

    start: int
    end: int
    kind: str


def candidates(text: str, language: str = "en") -> list[Candidate]:
    """All that could be marked in a text, in its order; `language` is an ISO 639 code."""
    sentences = split(text, language or "en")
    quoted = [*_quoted(text)]
    found = [Candidate(*span, FIGURE) for span in _figures(text, language)]
    found += [Candidate(*span, QUOTATION) for span in quoted]
    if is_english(language):
        found += [Candidate(*span, ATTRIBUTION) for span in attributions(text, sentences)]
    whole = {sentences.at(start) for start, end in quoted if _fills(sentences, start, end)}
    found += [
        Candidate(*sentences.span(index), SENTENCE)
        for index in range(len(sentences))
        if index not in whole
    ]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _fills(sentences: Sentences, start: int, end: int) -> bool:
    """Whether a quotation is most of the sentence it begins in: one candidate is enough."""
    first, last = sentences.span(sentences.at(start))
    return 2 * (min(end, last) - start) >= last - first


def is_english(language: str) -> bool:
    """Whether English word lists apply: the language is English, or not told."""
    return (language or "en").partition("-")[0].lower() == "en"


def _quoted(text: str) -> Iterator[Span]:
    """The quotations of two words and more: one alone is more often a name or a distance kept."""
    for span in quotations(text):
        start, end = without_stop(text, span)
        end = start + len(text[start:end].rstrip())
        if " " in text[start:end] or len(text[start:end].encode()) >= 2 * (end - start):
            yield start, end


_VAGUE = re.compile(
    r"\ban? [“\"‘]?(?:significant|large|small|huge|great|growing|record|substantial|vast)"
    r" (?:number|amount|majority|share|sum)[”\"’]?( of)\b",
    re.IGNORECASE,
)
"""A quantity without a figure, which sources differ in all the same."""
_TIME = re.compile(
    r"(?:second|minute|hour|day|week|month|year|decade|centur)(?:s|y|ies)?(?: (?:ago|old))?\Z"
    r"|years?-old\Z|o['’]clock\Z",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?:(?:just|only|about) )?one\b(?! (?:hundred|thousand|million|billion))", re.I)


def _figures(text: str, language: str) -> Iterator[Span]:
    """Figures with what modifies them and what they count.

    Not lengths of time, nor "one" of something, nor a word that counts nothing ("the two").
    """
    for found in quantities(text, language=language or "en"):
        words = text[found.start : found.end]
        bare = found.span == found.figure and words.isalpha()
        if not (bare or _TIME.search(words) or _ONE.match(words)):
            yield found.span
    if is_english(language):
        for match in _VAGUE.finditer(text):
            end = counted.noun(text, match.end(), len(text), False)
            yield match.start(), end if end > match.end() else match.start(1)
