"""Quantities as intervals, with what they count: "at least 84 mercenaries" is [84, ∞) mercenaries.

The spans are those of tui/text/quantities.py, and "a significant number of", which have no figure.
A quantity without a clear value ("dozens", "numerous") is `vague`; its interval is what the word
can stand for at most. Words are English; digits, signs and units of measure work elsewhere, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf

from tui.compare.counting import NOTHING, Counted, counted_by
from tui.compare.sorting import PERCENT, Sort, sort_of
from tui.compare.values import value_of
from tui.text import amounts, counted
from tui.text.quantities import Quantity, quantities

Span = tuple[int, int]

LOOSE = 0.1
"""How far "about 100" reaches to either side, as a share of it."""

_MORE = r"(?:more|greater|higher|larger|bigger|better)"
_LESS = r"(?:less|fewer|lower|smaller)"
_MODIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sign, re.compile(pattern, re.IGNORECASE))
    for sign, pattern in (
        ("≥", rf"\b(?:no|not)\s{_LESS}\sthan|\bnot\sunder|(?:{_MORE}|equal)\s(?:than\s)?or\s"
              rf"(?:equal|{_MORE})|least\sor|at\s(?:least|minimum)|minimum|upwards?\sof|≥|>="),
        ("≤", rf"\b(?:no|not)\s{_MORE}\sthan|\bnot\sover|{_LESS}\s(?:than\s)?or\sequal|at\smost"
              r"|at\smaximum|up\sto|maximum|as\s(?:many|much|high)\sas|≤|<="),
        ("~", r"\b(?:about|around|roughly|approx\w*|circa|ca\.|some|close\sto|nearly|almost"
              r"|estimated|virtually|barely|(?:just|slightly|little|well)\s(?:more|less|over|under|above|below"
              r"|fewer))|[~≈]"),
        (">", rf"\b{_MORE}\sthan|\b(?:over|above|beyond|exceed\w*|surpass\w*)\b|in\sexcess|>"),
        ("<", rf"\b{_LESS}\sthan|\b(?:under|below)\b|<"),
    )
)  # fmt: skip
_TAILS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sign, re.compile(pattern, re.IGNORECASE))
    for sign, pattern in (
        ("≥", r"\b(?:or|and)\s(?:more|higher|greater|above|over|up|larger)\Z|\+\Z"),
        ("≤", r"\b(?:or|and)\s(?:less|fewer|lower|below|under|smaller)\Z"),
        ("~", r"\bor\sso\Z"),
    )
)
_VAGUE: tuple[tuple[re.Pattern[str], float, float], ...] = tuple(
    (re.compile(rf"(?:{pattern})\b", re.IGNORECASE), low, high)
    for pattern, low, high in (
        (r"hundreds of millions", 2e8, 2e9),
        (r"tens of millions", 2e7, 2e8),
        (r"hundreds of thousands", 2e5, 2e6),
        (r"(?:tens|dozens|scores) of thousands", 2e4, 2e5),
        (r"(?:\w+ of )?(?:billions|trillions)", 2e9, inf),
        (r"millions", 2e6, inf),
        (r"thousands", 2e3, 2e4),
        (r"hundreds", 2e2, 2e3),
        (r"(?:tens|dozens|scores)", 20, 200),
    )
)
_UNCOUNTED = re.compile(
    r"\b(?:an?\s(?P<number>(?:(?:very|still|as\syet)\s)?(?:significant|large|huge|small|unknown|undisclosed"
    r"|unspecified|considerable|substantial|great|growing|limited|record)\s(?:number|amount))\sof"
    r"|(?P<few>several|a\shandful\sof|a\sfew)|(?P<many>numerous|countless))(?=\s)(?!\s(?:days|weeks"
    r"|months|years|hours|minutes|decades|times|hundred|thousand|million|dozen|ways|reasons)\b)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\. \Z")
"""In front of the day that the Sept. 11 hijackers are named after."""
_CHANGED = re.compile(
    r"\b(?:revis|rose|ris|fell|fall|increas|decreas|cut|rais|lower|grow|grew|chang|drop|reduc)\w*"
    r"\s(?:[\w-]+\s){0,5}\Z"
)
"""In front of "from 88 to 138" where that is a change and no range."""
_CLIMBED = re.compile(r"\b(?:edged|ticked|inched|moved|climbed|pushed|went|shot|crept|back)\s\Z")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity: `span` is its modifier and figure, `low` to `high` what it can be.

    `sign` is the modifier (≥ ≤ > < ~ or empty), `unit` that of money, measures and times, `counted`
    what is counted. A share is given in percent. `core` is the figure without its modifier, the
    same of "84" and "at least 84".
    """

    span: Span
    figure: Span
    sort: Sort
    low: float
    high: float
    core: tuple[float, float]
    sign: str = ""
    unit: str = ""
    vague: bool = False
    counted: Counted = NOTHING

    @property
    def value(self) -> tuple[str, str, float, float]:
        """What makes two amounts equal, whatever they count."""
        return self.sort, self.unit, *self.core

    @property
    def told(self) -> tuple[str, str, float, float, str]:
        """The value with what it is told of, as far as that can be said in a word."""
        what = self.counted
        return *self.value, "" if self.sort == "money" else what.fate or what.noun


def amounts_of(text: str, start: int, end: int, language: str = "en") -> list[Amount]:
    """The quantities of a sentence in order, each with what it counts."""
    english = (language.partition("-")[0].lower() or "en") == "en"
    found: list[Amount] = []
    places: list[tuple[Span, Amount]] = []
    for one in quantities(text, start, end, language):
        if _is_name(text, start, one):
            continue
        amount = _amount(text, one, language)
        if amount is not None:
            places.append(((one.start, one.end), amount))
    if english:
        places = _alternatives(text, places)
        taken = [span for span, _ in places]
        for span, amount in _uncounted(text, start, end):
            if not any(one[0] < span[1] and span[0] < one[1] for one in taken):
                places.append((span, amount))
        places.sort(key=lambda place: place[0])
    spans = [span for span, _ in places]
    around = counted_by(text, (start, end), spans, [one.figure for _, one in places])
    for (_, amount), what in zip(places, around, strict=True):
        if amount.sort != "count":
            what = replace(what, fate="")
        found.append(replace(amount, counted=what))
    return found


def _is_name(text: str, start: int, one: Quantity) -> bool:
    """Whether a figure names something: the Sept. 11 hijackers, One News; or 29-of-34."""
    first, last = one.figure
    words = text[first:last]
    if words in ("One", "ONE"):
        return text[last + 1 : last + 2].isupper() and not text[first - 2 : first].isupper()
    if words.startswith("from ") and _CHANGED.search(text, max(start, first - 60), first):
        return True
    return "-of-" in words or bool(_DAY.search(text, max(start, first - 10), first))


def _alternatives(text: str, places: list[tuple[Span, Amount]]) -> list[tuple[Span, Amount]]:
    """The quantities with "50 or 60 people" as one range."""
    joined: list[tuple[Span, Amount]] = []
    for whole, one in places:
        if joined and _alternative(text, joined[-1][1], one):
            start, first = joined.pop()
            whole = (start[0], whole[1])
            one = replace(
                one,
                span=(first.span[0], one.span[1]),
                figure=(first.figure[0], one.figure[1]),
                low=first.low,
                core=(first.core[0], one.core[1]),
            )
        joined.append((whole, one))
    return joined


def _alternative(text: str, first: Amount, second: Amount) -> bool:
    """Whether two counts are the ends of one: 50 or 60, a 40- to 60-hour course."""
    between = text[first.span[1] : second.span[0]]
    if first.vague or not first.high < second.low or first.sort != "count":
        return False
    return between in ("- to ", "- or ") or (between == " or " and second.sort == "count")


@lru_cache(maxsize=4096)
def read(words: str, language: str = "en") -> Amount | None:
    """A quantity that stands alone, for showing it; None where the words are none."""
    for one in quantities(words, 0, None, language):
        return _amount(words, one, language)
    return next((amount for _, amount in _uncounted(words + " ", 0, len(words) + 1)), None)


def _amount(text: str, one: Quantity, language: str) -> Amount | None:
    first, last = one.figure
    words = text[first:last]
    sort, unit = sort_of(text, one)
    end = last
    after = text[last : one.end]
    tail = next((sign for sign, pattern in _TAILS if pattern.search(after)), "")
    if tail and one.end - last < 20 and not re.search(r"\w{3,}\s+\w{5,}\s", after):
        end = one.end
    before = text[one.start : first]
    if (vague := _vaguely(words)) is not None:
        return Amount((one.start, end), one.figure, sort, *vague, vague, "", unit, True)
    core = _range(words, language)
    if core is None:
        return None
    if sort == "percent" and not PERCENT.search(words):
        core = (core[0] * 100, core[1] * 100)
    sign = tail or next((sign for sign, pattern in _MODIFIERS if pattern.search(before)), "")
    if sign == "≤" and _CLIMBED.search(text, max(0, one.start - 10), one.start):
        sign = ""
    if sign == ">" and sort == "duration" and unit in ("day", "hour", "night", "weekend"):
        sign = "" if re.search(r"\bover\b", before, re.IGNORECASE) else sign
    low, high = _reach(sign, *core)
    return Amount((one.start, end), one.figure, sort, low, high, core, sign, unit)


def _uncounted(text: str, start: int, end: int) -> Iterator[tuple[Span, Amount]]:
    """Quantities without any figure, each with the span that takes in the noun."""
    for match in _UNCOUNTED.finditer(text, start, end):
        low, high = (2.0, 20.0) if match["few"] else (2.0, inf)
        last = match.end()
        stop = counted.noun(text, last, end, False)
        span = match.span()
        if text[last - 3 : last].lower() == " of":
            span = (match.start(), last - 3)
        yield (match.start(), stop), Amount(span, span, "count", low, high, (low, high), vague=True)


def _vaguely(words: str) -> tuple[float, float] | None:
    for pattern, low, high in _VAGUE:
        if pattern.match(words):
            return low, high
    return None


def _reach(sign: str, low: float, high: float) -> tuple[float, float]:
    if sign in ("≥", ">"):
        return low, inf
    if sign in ("≤", "<"):
        return min(0.0, low), high
    if sign == "~":
        return low - abs(low) * LOOSE, high + abs(high) * LOOSE
    return low, high


def _range(words: str, language: str) -> tuple[float, float] | None:
    """The two ends of a figure: of a range both numbers, else twice the one."""
    english = (language.partition("-")[0].lower() or "en") == "en"
    opened = re.match(r"(?:between|from|entre|de|zwischen|von)\s", words, re.IGNORECASE)
    start = opened.end() if opened else 0
    first = amounts.pattern(english).match(words, start)
    if first is None or first.lastgroup == "other" or first.end() >= len(words) - 1:
        value = value_of(words[start:], language)
        return None if value is None else (value, value)
    end = amounts.second(words, first.end(), len(words), english)
    low = value_of(words[start : first.end()], language)
    high = value_of(words[first.end() : end].lstrip(" -–—~～"), language) if end else low
    if low is None or high is None:
        value = value_of(words[start:], language)
        return None if value is None else (value, value)
    if end and re.match(r"\s(?:and\s)?\S+\s(?:cents|pence)\b", words[first.end() :]):
        value = value_of(words, language) or low
        return value, value
    if low > high and words.startswith("from "):
        return None
    joint = words[first.end() :].lstrip()[:1]
    if (low > high and joint in "-–" and joint) or (
        re.search(r"[$€£¥]", words[first.end() :]) and PERCENT.search(words)
    ):
        return None
    if low > high and re.search(r"%|percent|per cent", words[start : first.end()]):
        return low, low
    if 0 < low < high and high / low >= 1000 and low < 1000:
        low *= _scale(words[first.end() :], high)
    return min(low, high), max(low, high)


def _scale(words: str, high: float) -> float:
    """What the second number of "20 to 30 thousand" is multiplied by, and so the first."""
    match = re.search(r"\d[\d.,]*", words)
    if match is None:
        return 1000.0 if high < 1e6 else 1e6 if high < 1e9 else 1e9
    shown = value_of(match[0]) or high
    return high / shown if shown else 1.0
