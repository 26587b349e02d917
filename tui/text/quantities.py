"""Figures and quantities in running text, with their modifier and unit.

"at least 84 mercenaries", "between 20 and 80 Wagner fighters", "$1.5 million", "40 percent", "a
dozen", "two thirds", "three days". Digits of any script count; numbers in words, modifiers and the
noun that is counted are known in English alone, signs and units of measure in other languages too.

Calendar dates, years and clock times are not quantities, and neither are ordinals or numbers that
are names (COVID-19, F-16, Resolution 2202). Durations are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.text import amounts, counted
from tui.text.graphemes import next_boundary, snap

Span = tuple[int, int]

_MEASURED = re.compile(
    r"[$€£¥₩₪₫₱₹₺₽₴₦₿฿%％‰٪°]|percent|per cent|dollar|euro|pound|cent\b|rouble|ruble|yen|yuan",
    re.IGNORECASE,
)


_REACH = 256
"""Code points after its first digit or word in which an amount ends."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``[start, end)``; `figure` is its number or range with sign and unit alone."""

    start: int
    end: int
    figure: Span

    @property
    def span(self) -> Span:
        return self.start, self.end


def quantities(
    text: str, start: int = 0, end: int | None = None, language: str = "en"
) -> Iterator[Quantity]:
    """The quantities of a stretch of `text` in order, found as they are asked for.

    None overlaps another; each begins and ends on a grapheme border. `language` is an ISO 639 code.
    """
    english = (language.partition("-")[0].lower() or "en") == "en"
    limit = len(text) if end is None else end
    behind = start
    for first, last in _figures(text, start, limit, english):
        whole = (first, last)
        if english:
            whole = _with_words(text, first, last, behind, limit)
        outer, figure = _whole(text, whole), _whole(text, (first, last))
        behind = outer[1]
        yield Quantity(*outer, figure)


def next_quantity(text: str, offset: int, language: str = "en") -> Quantity | None:
    """The first quantity that ends behind `offset`, after the last the first of all; or None."""
    line = text.rfind("\n", 0, offset) + 1
    for found in quantities(text, line, None, language):
        if found.end > offset:
            return found
    return next(quantities(text, 0, line, language), None)


def _figures(text: str, start: int, limit: int, english: bool) -> Iterator[Span]:
    """Amounts and ranges of amounts, without the words around them."""
    place = start
    while match := _next_amount(text, place, limit, english):
        first, last = match.span()
        place = max(last, first + 1)
        if match.lastgroup == "other" or not amounts.is_quantity(text, first, last, english):
            continue
        opener = amounts.opened(text, first, start)
        if opener is not None or not amounts.joined_by_and(text, last):
            second = amounts.second(text, last, match.endpos, english)
            if second is not None:
                place = second
                yield (first if opener is None else opener), second
                continue
        yield first, last


def _next_amount(text: str, place: int, limit: int, english: bool) -> re.Match[str] | None:
    """The first amount, or what only looks like one, from a place on; it stays on its line."""
    find = amounts.pattern(english)
    while trigger := amounts.TRIGGER.search(text, place, limit):
        reach = min(limit, trigger.end() + _REACH)
        end = text.find("\n", trigger.end(), reach)
        begin = max(place, trigger.start() - amounts.AHEAD)
        begin = max(begin, text.rfind("\n", begin, trigger.start()) + 1)
        match = find.search(text, begin, end if end >= 0 else reach)
        while match is not None and match.end() <= trigger.start():
            match = find.search(text, match.end(), match.endpos)
        if match is not None and match.start() <= trigger.start():
            return match
        place = trigger.end()
    return None


def _with_words(text: str, first: int, last: int, behind: int, limit: int) -> Span:
    """A figure with the English words that belong to it."""
    start = counted.modifier(text, first, behind)
    words = text[first:last]
    end = last
    if not _MEASURED.search(words):
        end = counted.noun(text, last, limit, words.casefold() in ("one", "a", "1"))
    end = counted.tail(text, end, limit)
    return start, end


def _whole(text: str, span: Span) -> Span:
    start, end = span
    return snap(text, start), end if snap(text, end) == end else next_boundary(text, end)
