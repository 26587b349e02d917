"""What differs in detail between two sentences that tell the same.

`extract` reads an article once; `differences` compares a sentence of one with a sentence of
another and reports only what differs: figures, dates, spellings of names, wordings of quotations,
superlatives. English first; in other languages digits, dates in digits, names and quotations work
and numbers in words, vague quantities and superlatives do not.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tui.compare import calendar, dates, names, numbers, quotes, superlatives
from tui.compare.calendar import Date
from tui.compare.difference import Difference, Kind
from tui.compare.names import Name
from tui.compare.quantity import Amount, amounts_of, read
from tui.compare.quotes import Quote
from tui.compare.roots import root
from tui.compare.source import Source
from tui.compare.superlatives import Superlative

Span = tuple[int, int]


LONGEST = 4000
"""Code points of a sentence beyond which it is no prose (a table, a page on one line): no facts."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence has of each kind."""

    span: Span
    amounts: Sequence[Amount] = ()
    dates: Sequence[Date] = ()
    names: Sequence[Name] = ()
    quotes: Sequence[Quote] = ()
    superlatives: Sequence[Superlative] = ()


@dataclass(frozen=True)
class Extracted:
    """An article read for comparison: the facts of each of its sentences, empty for those that are
    not body; and all its figures, dates and words."""

    sentences: tuple[Facts, ...]
    told: numbers.Told
    dates: dates.Values
    words: tuple[frozenset[str], frozenset[str]]
    roots: frozenset[str]
    published: date | None


def extract(source: Source) -> Extracted:
    """Read an article. Some milliseconds for one of usual length; linear in its length."""
    published = _day(source.published)
    quoted, words = quotes.quotes_of(source.text), names.vocabulary(source.text)
    sentences = tuple(
        Facts(one.span)
        if one.region or one.end - one.start > LONGEST
        else _facts(source, one.span, quoted, published)
        for one in source.sentences
    )
    return Extracted(
        sentences,
        frozenset(amount.told for facts in sentences for amount in facts.amounts),
        frozenset(one.value for facts in sentences for one in facts.dates),
        words,
        frozenset(map(root, words[0])),
        published,
    )


def differences(a: Extracted, i: int, b: Extracted, j: int) -> list[Difference]:
    """What sentence `i` of the one article and `j` of the other tell differently, in order."""
    one, other = a.sentences[i], b.sentences[j]
    found: list[Difference] = []
    if one.amounts and other.amounts:
        found += numbers.differing(
            one.amounts,
            other.amounts,
            a.told,
            b.told,
            _periods(one, other),
            (a.roots, b.roots),
        )
    if one.dates and other.dates:
        both = bool(a.published and b.published)
        found += dates.differing(
            _known(one.dates, both), _known(other.dates, both), a.dates, b.dates
        )
    if one.names and other.names:
        found += names.differing(one.names, other.names, a.words, b.words)
    if one.quotes and other.quotes:
        found += quotes.differing(one.quotes, other.quotes, one.span, other.span)
    if one.superlatives and other.superlatives:
        found += superlatives.differing(one.superlatives, other.superlatives)
    return sorted(found, key=lambda difference: (difference.a, difference.b))


def shown(text: str, span: Span, kind: Kind) -> str:
    """A detail in short: "≥84", "20–80", "a significant number"; a date or quotation as it is."""
    words = " ".join(text[slice(*span)].split())
    amount = read(words) if kind == "number" else None
    if amount is None or amount.vague:
        return words
    figure = words[slice(*amount.figure)]
    if amount.core[0] != amount.core[1]:
        figure = re.sub(r"\A(?:between|from)\s|", "", figure, flags=re.IGNORECASE)
        figure = re.sub(r"\s*(?:\band\b|\bto\b|\bor\b|[-–—])\s*", "–", figure, count=1)
    return amount.sign + figure


def _facts(source: Source, span: Span, quoted: Sequence[Quote], published: date | None) -> Facts:
    text, (start, end) = source.text, span
    english = (source.language.partition("-")[0].lower() or "en") == "en"
    found = [
        dates.with_weekday(one, published) for one in calendar.dates_of(text, start, end, published)
    ]
    return Facts(
        span,
        amounts_of(text, start, end, source.language or "en"),
        found,
        names.names_of(text, start, end),
        quoted[
            bisect_right(quoted, start, key=lambda quote: quote.span[1]) : bisect_left(
                quoted, end, key=lambda quote: quote.span[0]
            )
        ],
        superlatives.superlatives_of(text, start, end) if english else (),
    )


def _periods(one: Facts, other: Facts) -> bool:
    """Whether the years that two sentences name are others, or one and a time of many."""
    ours, theirs = ({year for date in each.dates for year in date.years} for each in (one, other))
    if not ours or not theirs:
        return False
    if ours.isdisjoint(theirs):
        return True
    return any(date.through for date in one.dates) != any(date.through for date in other.dates)


def _known(found: Sequence[Date], both: bool) -> list[Date]:
    """The dates that may be compared: those worked out only where both articles are dated."""
    return [one for one in found if both or one.sure]


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
