"""Dates of running text, as far as they are given: weekday, day, month and years.

"Friday", "July 29", "25 July 2024", "in 2020 and 2021", "late 2021"; where the day is known on
which the article was published also "yesterday", "last month" and "two years ago". Names of months
and days in English, German, French, Spanish, Italian, Portuguese and Dutch; dates in digits in any.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tui.compare.roots import around, rooted
from tui.compare.values import value_of

Span = tuple[int, int]

_MONTHS = (
    "january jan januar janvier enero gennaio janeiro januari",
    "february feb februar février febrero febbraio fevereiro februari",
    "march mar märz mars marzo março maart",
    "april apr avril abril aprile",
    "may mai mayo maggio maio mei",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août agosto augustus",
    "september sept sep septembre septiembre settembre setembro",
    "october oct oktober octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember décembre diciembre dicembre dezembro",
)
_DAYS = (
    "monday montag lundi lunes lunedì maandag",
    "tuesday dienstag mardi martes martedì dinsdag",
    "wednesday mittwoch mercredi miércoles mercoledì woensdag",
    "thursday donnerstag jeudi jueves giovedì donderdag",
    "friday freitag vendredi viernes venerdì vrijdag",
    "saturday samstag samedi sábado sabato zaterdag",
    "sunday sonntag dimanche domingo domenica zondag",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_DAY = {word: number for number, words in enumerate(_DAYS) for word in words.split()}


def _any(words: object) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


_M = rf"(?P<month>{_any(_MONTH)})\b\.?"
_Y = r"(?:1[89]|20)\d\d(?!\d|[.,]\d|-\w|s\b|[ \u00a0]?(?:%|percent|people|dollars))"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?(?!\d|:|,\d|\.\d|%)"
_LEAD = (
    r"(?:\b(?P<lead>in|of|since|until|till|by|from|during|late|early|mid|through|before|after"
    r"|last|next|this|between|im|en|em|de|seit|depuis|desde|nel|dal)[ -]"
    r"(?:early[ -]|late[ -]|mid-?)?)"
)
_FORMS = (
    rf"{_M} {_D}(?: ?(?:[-–]|to|and|through) ?(?P<to>[0-3]?\d)(?!\d))?(?:,? (?P<year>{_Y}))?",
    rf"\b{_D}(?: ?[-–] ?(?P<to>[0-3]?\d)\.?)? (?:of |de )?{_M}(?:,? (?:de )?(?P<year>{_Y}))?",
    rf"\b{_M}(?:,? | of | de )(?P<year>{_Y})",
    rf"{_LEAD}{_M}(?! \d|\w)",
    r"(?<![\d-])(?P<year>(?:1[89]|20)\d\d)-(?P<mm>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
    r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<mm>[01]?\d)\.(?P<year>(?:1[89]|20)\d\d)(?!\d)",
    r"(?P<year>(?:1[89]|20)\d\d)年(?:(?P<mm>[01]?\d)月(?:(?P<day>[0-3]?\d)日)?)?",
    rf"\b(?P<weekday>{_any(_DAY)})\b",
    rf"(?<![\w$€£.,-])(?P<year>(?:1[89]|20)\d\d)(?P<years>(?: ?[-–] ?| to | through | until ){_Y})",
    rf"(?<![\w$€£.,-])(?P<year>{_Y})(?P<years>(?:, {_Y})*,? and {_Y})?(?! [a-z]+s\b)",
    r"\b(?P<word>yesterday|today|last (?:month|year)|this (?:month|year))\b",
    r"\b(?P<count>an?|\d+|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?P<unit>day|year)s? ago\b",
)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_TRIGGER = re.compile(
    rf"\d{{4}}|\b(?:{_any(_MONTH)}|{_any(_DAY)}|yesterday|today|ago|this|last)\b", re.I
)


_AHEAD = re.compile(
    r"\b(?:will|expected|plan(?:s|ned)?|scheduled|set|due|slated|upcoming|next|(?:is|are) to)\b"
    r"[^.;]{0,100}\Z"
)
_SAID = re.compile(
    r"\b(?:(?:said|says)(?: \w+){0,3}|told(?: \w+){1,3}|reporters|statement|interview)(?: on)? \Z"
)
_TODAY = re.compile(r"\btoday,? \((?:\d\d? )?\Z", re.IGNORECASE)
"""In front of a date that is just the day on which an article was written."""
_VAGUELY = rooted("late early")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is given; `sure` is False where it was worked out from the day of
    publication, `ahead` True where something is to happen then, `said` where somebody said
    something then; `through` where it is all the time from one year to another. `weekday` is 0 for
    Monday; `around` the roots of the four telling words on either side of it, `near` of those among
    the two nearest that are no names."""

    span: Span
    weekday: int | None = None
    days: frozenset[int] = frozenset()
    month: int | None = None
    years: frozenset[int] = frozenset()
    sure: bool = True
    ahead: bool = False
    said: bool = False
    through: bool = False
    around: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    @property
    def value(self) -> tuple[object, ...]:
        """What makes two dates equal."""
        return self.weekday, self.days, self.month, self.years


def dates_of(text: str, start: int, end: int, published: date | None = None) -> list[Date]:
    """The dates of a sentence in order; a weekday right before a date belongs to it."""
    if not _TRIGGER.search(text, start, end):
        return []
    found: list[Date] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            first, last = match.span()
            if any(one.span[0] < last and first < one.span[1] for one in found):
                continue
            if _TODAY.search(text, max(start, first - 12), first):
                continue
            read = _read(match, published)
            if read is not None:
                found.append(read)
    found.sort(key=lambda one: one.span)
    return [
        replace(
            one,
            ahead=bool(_AHEAD.search(text, max(start, one.span[0] - 120), one.span[0])),
            said=bool(_SAID.search(text, max(start, one.span[0] - 60), one.span[0])),
            around=around(text, one.span, start, end, 4) - _VAGUELY,
            near=around(text, one.span, start, end, 2, names=False) - _VAGUELY,
        )
        for one in _joined(text, found)
    ]


def _joined(text: str, found: list[Date]) -> list[Date]:
    """The dates with each weekday put to the day of the month that stands beside it."""
    joined: list[Date] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and before.weekday is not None and not before.days and one.days:
            gap = text[before.span[1] : one.span[0]]
            if re.fullmatch(r",? (?:the )?", gap):
                joined.pop()
                one = replace(one, span=(before.span[0], one.span[1]), weekday=before.weekday)
        joined.append(one)
    return joined


def _read(match: re.Match[str], published: date | None) -> Date | None:
    """The date that a pattern matched, or None where it is none."""
    named = match.groupdict()
    if named.get("word") or named.get("count"):
        return _relative(match, published) if published else None
    weekday = named.get("weekday")
    if weekday:
        return Date(match.span(), weekday=_DAY[weekday.casefold()]) if _proper(weekday) else None
    month = named.get("month")
    if month and not _proper(month) and month.casefold() in ("march", "may", "mar", "mai", "sep"):
        return None
    number = _MONTH[month.casefold()] if month else int(named.get("mm") or 0) or None
    day, to = named.get("day"), named.get("to")
    days = frozenset(range(int(day), max(int(day), int(to or day)) + 1)) if day else frozenset()
    if any(not 1 <= one <= 31 for one in days) or (number or 1) > 12:
        return None
    years = {int(named["year"])} if named.get("year") else set()
    if named.get("years"):
        years |= {int(year) for year in re.findall(r"\d{4}", named["years"])}
    start = match.start("month") if named.get("lead") else match.start()
    end = match.end() - match[0].endswith(".")
    through = bool(named.get("years")) and not re.search(r"\band\b", named["years"])
    return Date((start, end), None, days, number, frozenset(years), through=through)


def _proper(word: str) -> bool:
    """Whether a name of a day or month is written as one: with a capital, or not in English."""
    english = word.casefold() in {words.split()[0] for words in (*_MONTHS, *_DAYS)} | {"mar", "sep"}
    return not english or word[0].isupper()


def _relative(match: re.Match[str], published: date) -> Date | None:
    """What "yesterday", "last month" or "two years ago" is, seen from the day of publication."""
    if match.groupdict().get("count"):
        count = int(value_of(match["count"]) or 1) if match["count"] not in ("a", "an") else 1
        if match["unit"].lower() == "year":
            year = published.year - count
            return Date(match.span(), years=frozenset({year - 1, year}), sure=False)
        return _on(match, published - timedelta(days=min(count, 9999)))
    word = match["word"].lower()
    if word in ("yesterday", "today"):
        return _on(match, published - timedelta(days=word == "yesterday"))
    if word.endswith("year"):
        year = published.year - word.startswith("last")
        return Date(match.span(), years=frozenset({year}), sure=False)
    first = published.replace(day=1)
    month = first - timedelta(days=1) if word.startswith("last") else first
    return Date(match.span(), month=month.month, years=frozenset({month.year}), sure=False)


def _on(match: re.Match[str], day: date) -> Date:
    return Date(
        match.span(), day.weekday(), frozenset({day.day}), day.month, frozenset({day.year}), False
    )
