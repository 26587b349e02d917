"""Dates as files have them, as ISO 8601."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WORDS = (
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})"
    ),
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
)
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[ T,]|$)")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")


def iso(said: str) -> str:
    """A date, or a date and time with its offset, as ISO 8601; "" where it is not sure which.

    Understood are ISO 8601 itself, the dates of mail and feeds (RFC 5322), seconds or milliseconds
    since 1970, English dates with the month in letters, and numbers whose order is sure: 5/6/2020
    is not.
    """
    said = " ".join(said[:100].split())
    if _EPOCH.fullmatch(said):
        seconds = float(said)
        with suppress(ValueError, OverflowError, OSError):
            moment = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
            return moment.replace(microsecond=0).isoformat()
    with suppress(ValueError):
        return _shown(datetime.fromisoformat(said.removesuffix(" UTC")), said)
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(said).isoformat()
    for pattern in _WORDS:
        if (found := pattern.search(said)) and (letters := found["month"][:3].lower()) in _MONTHS:
            return _date(int(found["year"]), _MONTHS.index(letters) + 1, int(found["day"]))
    if found := _NUMBERS.match(said):
        first, mark, middle, last = found[1], found[2], int(found[3]), found[4]
        if len(first) == 4:
            return _date(int(first), middle, int(last))
        if len(last) == 4 and (mark == "." or int(first) > 12 or first == str(middle)):
            return _date(int(last), middle, int(first))
        if len(last) == 4 and middle > 12:
            return _date(int(last), int(first), middle)
    return ""


def _shown(moment: datetime, said: str) -> str:
    """Midnight without an offset is how programs write a date without a time."""
    if moment.tzinfo is None and (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat()


def _date(year: int, month: int, day: int) -> str:
    with suppress(ValueError):
        return datetime(year, month, day).date().isoformat()
    return ""
