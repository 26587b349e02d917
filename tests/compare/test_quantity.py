"""Quantities are intervals with what they count, and are compared only where that agrees."""

import json
import os
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.telling import between
from tests.text.material import any_texts
from tui.compare.quantity import amounts_of
from tui.compare.values import value_of


def intervals(text: str) -> list[tuple[float, float]]:
    return [(one.low, one.high) for one in amounts_of(text, 0, len(text))]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        *(("forty-two", 42), ("one hundred and three thousand", 103_000), ("a dozen", 12)),
        *(("$1.5 million", 1.5e6), ("€2bn", 2e9), ("1,234,567", 1_234_567), ("2½", 2.5)),
        *(("two thirds", 2 / 3), ("2 1/2", 2.5), ("nine out of 10", 0.9), ("half a million", 5e5)),
        *(("thirteen dollars and forty-five cents", 13.45), ("-5", -5), ("٤٠", 40), ("3万", 3e4)),
    ],
)
def test_the_value_of_a_figure(words, value):
    assert value_of(words) == pytest.approx(value)


def test_decimals_with_a_comma_where_the_language_writes_them():
    assert value_of("3,5 Millionen", "de") == 3.5e6
    assert value_of("1.234", "de") == 1234


@given(st.integers(0, 10**12))
def test_a_number_with_commas_has_its_value(number):
    assert value_of(f"{number:,}") == number


@given(any_texts)
def test_amounts_are_found_in_any_text_and_their_interval_is_one(text):
    for one in amounts_of(text, 0, len(text)):
        assert one.low <= one.high
        assert 0 <= one.span[0] < one.span[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 84 soldiers", 84, inf),
        ("no fewer than 12 civilians", 12, inf),
        ("between 20 and 80 fighters", 20, 80),
        ("20 to 30 thousand people", 20_000, 30_000),
        ("50 or 60 people", 50, 60),
        ("up to 10 people", 0, 10),
        ("about 100 homes", 90, 110),
        ("84 soldiers or more", 84, inf),
        ("dozens of soldiers", 20, 200),
        ("a significant number of soldiers", 2, inf),
    ],
)
def test_a_modifier_makes_an_interval(text, low, high):
    assert intervals(text) == [(low, high)]


def test_over_three_days_is_not_more_than_three():
    assert intervals("over three days") == [(3, 3)]


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("At least 185 people were killed on the ferry.", "The ferry sank; 144 died.", "conflict"),
        ("He is charged in a 48-page indictment.", "The 47-page indictment is long.", "conflict"),
        ("It will pay $1.4 million to settle.", "It will pay $1.7 million to settle.", "conflict"),
        ("About 100,000 people fled.", "Some 105,000 people fled their homes.", "interval"),
        ("The blast killed 37.", "Dozens were killed in the blast.", "vague"),
        ("The blast killed 400.", "Dozens were killed in the blast.", "conflict"),
        ("Oil rose 24.7% to settle at $25.", "Oil rose 24.67% to settle at $25.", "interval"),
        ("The gunman, 21, was arrested.", "The 22-year-old gunman was arrested.", "conflict"),
        ("More than 1,100 prosecutors signed.", "1,100 prosecutors signed.", "modifier"),
        ("The plan has 19 steps on guns.", "The guns plan has 23 actions.", "conflict"),
        ("He had a $43,000 Rolex watch.", "A $43,350 men's Rolex watch is his.", "conflict"),
        (
            "A suit for up to 1.5 million women.",
            "Estimates of how many women join the suit run from 500,000 to 1.6 million.",
            "interval",
        ),
        ("At least 29 were taken to hospital.", "It sent 22 people to hospitals.", "conflict"),
    ],
)
def test_quantities_of_one_thing_differ(one, other, outcome):
    assert [found[:2] for found in between(one, other)] == [("number", outcome)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He bought a $43,000 watch.", "He spent $750,000 of the campaign's money."),
        ("The attack killed 12 people.", "The attack injured 30 people."),
        ("It killed 12 Malian soldiers.", "It killed 40 Russian soldiers."),
        ("Shares rose 12 percent.", "The party holds 40 seats."),
        ("Four Americans died there.", "He and three other Americans died there."),
        ("A dozen people were killed.", "12 people were killed."),
        ("Half of the voters agree.", "50 percent of the voters agree."),
        ("A 40- to 60-hour course is planned.", "A course of 40 to 60 hours is planned."),
        ("It estimated the cost at $250,000.", "It had an estimated $250,000 cost."),
        ("Neither man won 50 percent of the vote.", "Both won below 50 percent of the vote."),
        ("They hold 275 of 543 seats.", "They need a 272-seat majority."),
        ("It rose from 88 to 138 jobs a month.", "It had 88 jobs a month."),
        ("Unemployment edged up to 3.6%.", "Unemployment was 3.6%."),
        ("It won in a 235-200 vote of members.", "It won 235 votes of members."),
        ("Winds of 125 mph hit the coast.", "It will bring winds of 140 mph to the coast."),
        ("It is 125 miles southeast of Key West.", "It is 65 miles southeast of Tampa."),
        ("At least one parent spoke.", "He is the father of one victim."),
        ("It killed 12 soldiers.", "It killed 30 civilians."),
        ("Four bombs injured six people.", "The last bomb injured two people."),
        ("She earned $10 million in 2013.", "She earned $30 million in 2015."),
        ("John Jenkin, 23, was held.", "Katie Jenkin, 20, was found."),
        ("Fifteen of the 19 hijackers were Saudis.", "Of the Sept. 11 hijackers 19 were Saudis."),
    ],
)
def test_quantities_of_two_things_or_of_one_value_do_not(one, other):
    assert between(one, other) == []


@pytest.mark.skipif("CLAIMDESK_CORPORA" not in os.environ, reason="CLAIMDESK_CORPORA is not set")
def test_most_of_the_percentages_and_currencies_of_recognizers_text_are_read():
    folder = Path(os.environ["CLAIMDESK_CORPORA"]) / "compare" / "recognizers"
    cases = json.loads((folder / "CurrencyModel.json").read_text("utf-8-sig"))
    right = 0
    for case in cases:
        wanted = [result["Resolution"]["value"] for result in case["Results"]]
        found = amounts_of(case["Input"], 0, len(case["Input"]))
        money = sorted(one.core[0] for one in found if one.sort == "money")
        right += money == sorted(float(value) for value in wanted if value not in (None, "null"))
    assert right > 0.7 * len(cases)
