"""What a reader may want to mark, found by rule: figures, quotations, attributions; and sentences.

A figure is taken with the words that modify it and what it counts ("at least 84 mercenaries");
dates, years, ages and
lengths of time are none. Quotations are taken in any language, attributions and the
words around a figure in English alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.text.attribution import attributions, words_set
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
    found = [Candidate(*span, FIGURE) for span in _figures(text)]
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


_ONES = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALE = "hundred thousand million billion trillion"


def _any(words: str) -> str:
    return "|".join(words.split())


_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WRITTEN = (
    rf"(?:(?:{_any(_TENS)})(?:[- ](?:one|{_any(_ONES)}))?|{_any(_ONES)}"
    rf"|(?:a|one)(?= (?:{_any(_SCALE)})\b)|half(?= a (?:{_any(_SCALE)})\b)(?: a)?)"
)
_AMOUNT = (
    rf"(?:(?:US|A|C)?[$€£¥₹₽] ?)?(?:{_DIGITS}|\b{_WRITTEN}\b)"
    rf"(?:[- ](?:{_any(_SCALE)})\b|(?:bn|[mk])\b)*(?: ?%|[- ]per ?cent\b)?"
)
_MODIFIER = (
    r"(?:at least|at most|(?:more|less|fewer|higher|lower) than|as (?:many|much|few|little) as"
    r"|up to|over|under|above|below|about|around|nearly|almost|some|roughly|approximately|only"
    r"|(?:an )?estimated|just|between|from)"
)
_VAGUE = (
    r"(?:\b(?:dozens|scores|hundreds|thousands|millions|billions|tens of thousands"
    r"|hundreds of thousands)"
    r"|\ban? [“\"‘]?(?:significant|large|small|huge|great|growing|record|substantial|vast)"
    r" (?:number|amount|majority|share|sum)[”\"’]?) of\b"
)
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|(?:January|February|March|April|May"
    r"|June|July|August|September|October|November|December)"
)
_FIGURE = re.compile(
    r"(?<![^\W\d_])(?=[$€£¥₹₽\da-z])"  # inside a word nothing begins
    rf"(?:(?P<date>(?:{_MONTH}) \d{{1,2}}\b(?:, \d{{4}})?|\b\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?"
    r"|\b\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?|\b\d+(?:st|nd|rd|th)\b"
    r"|\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b|\b(?:19|20)\d\d(?:s\b|[-–]\d\d(?:\d\d)?\b)"
    r"|\b(?:[A-Za-z][\w.]*[-–/]|[A-Za-z]+)\d[\w-]*|\b\d+[A-Za-z][\w]*(?<!bn)(?<![mk])\b"
    r"|(?:https?://|www\.)\S+)"
    rf"|(?P<figure>(?:\b{_MODIFIER} )?(?:{_VAGUE}|(?<![\w.,]){_AMOUNT}"
    rf"(?:(?: and | to | or |[-–]){_AMOUNT})?)(?![\w])))",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:(?:in|since|from|by|of|until|before|after|during|late|early|the) )?"
    r"(?:19|20)\d\d(?:(?: and | to |[-–])(?:19|20)\d\d)?\Z",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:(?:second|minute|hour|day|week|month|year|decade)s?|years?-old|o’clock)\Z"
)
_HEAD = re.compile(r"(?:-| (?:of )?(?:the )?)[^\W\d_][\w'’-]*")
_NO_HEAD = words_set(
    "in on at to for from by with and or but as than that which who when while after before since"
    " is are was were be been has have had will would could can may might of the a an this these"
    " those he she it they we you i his her its their our not into over under during against among"
    " them us him said says killed died if because per more less ago"
)
_PEOPLE = words_set("people men women children police percent troops dead wounded staff")


def _figures(text: str) -> Iterator[Span]:
    """Figures with what modifies them and what they count, in order."""
    for match in _FIGURE.finditer(text):
        if match["date"] or _YEAR.match(match[0]):
            continue
        end = _with_head(text, match.end())
        if _TIME.search(text, match.end(), end):
            continue
        if end > match.end() or not match[0].isalpha():  # "the two" alone counts nothing
            yield match.start(), end


def _with_head(text: str, end: int) -> int:
    """Where what a figure counts ends: at the first plural of the next words, else the first."""
    first, place = end, end
    for _ in range(4):
        word = _HEAD.match(text, place)
        if word is None or word[0].split()[-1].strip("-").lower() in _NO_HEAD:
            break
        place = word.end()
        first = place if first == end else first
        last = word[0].lower()
        if (last.endswith("s") and not last.endswith(("ss", "us", "'s", "’s"))) or (
            last.split()[-1] in _PEOPLE
        ):
            return place
    return first
