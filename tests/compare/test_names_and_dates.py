"""Spellings of one name, and dates of one thing."""

import pytest

from tests.compare.telling import between, said, told
from tui.compare.names import spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tinzaouatene", "tinzaouaten"),
        ("muammar", "moammar"),
        ("qaeda", "qaida"),
        ("kyiv", "kiev"),
        ("priebus", "preibus"),
        ("zelenskiy", "zelensky"),
        ("shabaab", "shabab"),
        ("qaddafi", "gadhafi"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert spelled(one, other)
    assert spelled(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mali", "malian"),
        ("congress", "congressman"),
        ("russia", "russians"),
        ("brooks", "brooke"),
        ("georgia", "george"),
        ("house", "hours"),
        ("greek", "greece"),
        ("center", "centre"),
        ("gerry", "kerry"),
    ],
)
def test_forms_of_a_word_and_other_words_are_none(one, other):
    assert not spelled(one, other)


def test_a_name_that_the_other_article_has_too_is_not_misspelled():
    assert between("Sen. Orin Hatch spoke.", "Sen. Orrin Hatch, or Orin Hatch, spoke.") == []


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("He apologised to voters on Friday.", "He apologised to voters on Saturday.", "conflict"),
        ("The attack began on Jan. 7, 2015.", "The attack began on 8 January 2015.", "conflict"),
        ("The company was founded in 1998.", "The company, founded in 1997, grew.", "conflict"),
        ("There were coups in 2020 and 2021.", "There was a coup in 2020.", "more"),
        ("Brooke served from 1967 to 1979.", "Brooke had the seat from 1966 to 1978.", "conflict"),
    ],
)
def test_dates_of_one_thing_differ(one, other, outcome):
    assert [found[:2] for found in between(one, other)] == [("date", outcome)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The attack began on Wednesday.", "The attack began on January 7."),
        ("He was denied a visa in 2005.", "After the 2002 riots he was denied a visa."),
        ("The attack began on July 25.", "The attack began in July."),
        ("It may rain on Friday.", "They march to the sea."),
        ("The vote was on Friday, July 26.", "The vote was on Friday."),
        (
            "He sent the club members a letter on Friday.",
            "He will send the club members one on Sunday.",
        ),
        ("The talks on the law began on Friday.", "He said on Sunday the talks on the law began."),
        ("He led the state from 1996 to 2007.", "He was the state's deputy from 1993 to 1996."),
        ("It happened at a party in the 1980s.", "It happened at a party in 1982."),
    ],
)
def test_only_fields_that_both_give_of_one_thing_are_compared(one, other):
    assert between(one, other) == []


def test_relative_dates_count_where_both_days_of_publication_are_known():
    one, other = "The talks began last month.", "The talks began in April."
    assert told(said(one), 0, said(other), 0) == []
    assert told(said(one, "2024-06-03"), 0, said(other), 0) == []
    dated = told(said(one, "2024-06-03"), 0, said(other, "2024-06-04"), 0)
    assert dated == [("date", "conflict", "last month", "April")]


def test_a_weekday_agrees_with_its_day_of_the_month():
    one, other = "The attack began on Sunday.", "The attack began on July 28."
    assert told(said(one, "2024-07-29"), 0, said(other, "2024-07-30"), 0) == []
    other = "The attack began on July 27."
    assert told(said(one, "2024-07-29"), 0, said(other, "2024-07-30"), 0) != []
