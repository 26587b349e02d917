"""Which dates of two sentences are of one thing, and whether they differ.

Only fields that both give are compared: a weekday with a weekday, a year with a year. What is told
from the day of publication ("last month") counts only where that day is known of both articles.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from tui.compare.calendar import Date
from tui.compare.difference import Difference

Values = frozenset[tuple[object, ...]]

MANY = 4
"""Those from which on none of them must be right beside both years or months."""
ENOUGH = 2
"""Telling words beside both dates, from which on they are taken to be of one thing."""


def differing(
    ours: Sequence[Date], theirs: Sequence[Date], a_values: Values, b_values: Values
) -> list[Difference]:
    """The dates of two sentences that differ; `a_values` are all of the first article."""
    left, right = list(ours), list(theirs)
    for one in ours:
        same = next((other for other in right if outcome(one, other) == "same"), None)
        if same is not None:
            left.remove(one)
            right.remove(same)
    ranked = sorted(
        (
            (len(one.around & other.around), x, y)
            for x, one in enumerate(left)
            for y, other in enumerate(right)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    found: list[Difference] = []
    taken: set[tuple[str, int]] = set()
    for common, x, y in ranked:
        one, other = left[x], right[y]
        how = outcome(one, other)
        if not how or ("a", x) in taken or ("b", y) in taken:
            continue
        if one.through or other.through:
            if not common or not _spells(one, other):
                continue
        else:
            if common < (1 if how == "more" else ENOUGH):
                continue
            years = one.weekday is None and other.weekday is None
            if one.near.isdisjoint(other.near) and (common < MANY or not years):
                continue
            if how == "conflict" and not _of_one(one, other, common):
                continue
        if how == "more" and _given(ours) & _given(theirs) >= one.years | other.years:
            continue
        taken |= {("a", x), ("b", y)}
        if one.value in b_values and other.value in a_values:
            continue
        if how == "conflict" and (one.value in b_values or other.value in a_values) and common < 3:
            continue
        found.append(Difference("date", how, one.span, other.span))
    return found


def _of_one(one: Date, other: Date, common: int) -> bool:
    """Whether enough is said of both, and neither what is to come is mixed up with what has been
    nor what happened with what was said of it."""
    if one.ahead != other.ahead or one.said != other.said:
        return False
    return common >= (4 if not (one.sure or other.sure) else ENOUGH)


def _spells(one: Date, other: Date) -> bool:
    """Whether both are stretches of years that begin and end at nearly the same time."""
    if not (one.through and other.through) or one.years & other.years:
        return False
    ends = (min(one.years) - min(other.years), max(one.years) - max(other.years))
    return all(abs(apart) <= 3 for apart in ends)


def _given(found: Sequence[Date]) -> frozenset[int]:
    """The years that a sentence names."""
    return frozenset(year for one in found for year in one.years)


def outcome(one: Date, other: Date) -> str:
    """`same`, `conflict`, `more` where one names years that the other does not; empty where they
    have no field in common."""
    same = False
    if one.years and other.years:
        if not one.years & other.years:
            return "conflict"
        if one.years != other.years and one.sure and other.sure:
            return "more"
        same = True
    if one.month and other.month:
        if one.month != other.month:
            return "conflict"
        same = True
        if one.days and other.days:
            if not one.days & other.days:
                return "conflict"
            return "same"
    if one.weekday is not None and other.weekday is not None:
        return "conflict" if one.weekday != other.weekday else "same"
    return "same" if same else ""


def with_weekday(one: Date, published: date | None) -> Date:
    """A date with the weekday that follows from its day; the year is that nearest before
    publication where none is given."""
    from dataclasses import replace

    if one.weekday is not None or len(one.days) != 1 or not one.month or len(one.years) > 1:
        return one
    year = next(iter(one.years), None)
    if year is None:
        if published is None:
            return one
        year = published.year
        if one.month > published.month + 1:
            year -= 1
    try:
        return replace(one, weekday=date(year, one.month, next(iter(one.days))).weekday())
    except ValueError:
        return one


def placed(one: Date, published: date | None) -> Date:
    """A weekday alone as the last day of that name up to publication."""
    from dataclasses import replace

    if one.weekday is None or one.days or published is None:
        return one
    day = published - timedelta(days=(published.weekday() - one.weekday) % 7)
    return replace(one, days=frozenset({day.day}), month=day.month, years=frozenset({day.year}))
