"""Figures and quantities are found with their modifier and unit."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.text.material import SEEDS, any_texts
from tui.text.graphemes import snap
from tui.text.quantities import next_quantity, quantities


def found(text: str, language: str = "en") -> list[str]:
    return [text[one.start : one.end] for one in quantities(text, language=language)]


@pytest.mark.parametrize(
    "quantity",
    [
        *("at least 84 mercenaries", "between 20 and 80 Wagner fighters", "from 20 to 30 percent"),
        *("$1.5 million", "€2bn", "US$ 300,000", "30 pounds", "thirteen dollars and fifty cents"),
        *("40 percent", "25%", "two percentage points", "12.5°C", "29 km", "20-30 km"),
        *("a dozen eggs", "dozens of Malian soldiers", "tens of thousands of people"),
        *("two thirds", "half a million people", "five and a half million fishes", "2 1/2 hours"),
        *("twenty-one", "one hundred and six people", "nine out of 10 doctors", "one soldier"),
        *("over three days", "more than 1,000 people", "no fewer than 12 civilians", "40-year-old"),
        *("1,234,567", "1 234 567", "1.5", "½", "5 million or more", "-5 degrees", "2000 soldiers"),
    ],
)
def test_a_quantity_is_taken_whole(quantity):
    assert found(quantity) == [quantity]
    assert found(f"They said {quantity}, and left.") == [quantity]


@pytest.mark.parametrize(
    "words",
    [
        *("on July 29", "29 July 2024", "in 2020 and 2021", "since late 2021", "2026-08-06"),
        *("at 10:30", "5 p.m.", "ten o'clock", "the 1990s", "the 21st century", "6/8/2026"),
        *("COVID-19", "an F-16", "MH17", "Resolution 2202", "192.168.1.2", "http://a.org/12 is"),
        *("one of the deadliest", "no one came", "one another", "the second one", "2024年8月6日"),
    ],
)
def test_dates_times_and_names_are_no_quantities(words):
    assert found(words) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("mataron a 84 mercenarios", "es", ["84"]),
        ("40 Prozent von 3,5 Millionen", "de", ["40 Prozent", "3,5 Millionen"]),
        ("84名士兵和3万人", "zh", ["84名", "3万人"]),
        ("قتل ١٬٢٣٤ جنديا و٤٠٪ منهم", "ar", ["١٬٢٣٤", "٤٠٪"]),
        ("८४ सैनिक", "hi", ["८४"]),
        ("๘๔ คน", "th", ["๘๔"]),
        ("убито 84 человека, 5 млн рублей", "ru", ["84", "5 млн рублей"]),
        ("ten okres", "pl", []),
    ],
)
def test_digits_of_every_script_count(text, language, expected):
    assert found(text, language) == expected


def test_the_quantities_of_the_seeds():
    first, second = (found(text) for text in SEEDS.values())
    assert first == [
        *("at least 84 mercenaries", "47 Malian soldiers", "over three days", "two years"),
        "around 1,000 soldiers",
    ]
    assert second == [
        *("dozens of Malian soldiers", "two years", "between 20 and 80 Wagner fighters"),
        *("84 Wagner mercenaries", "47 Malian soldiers"),
    ]


def test_the_figure_is_without_modifier_and_noun():
    text = "at least 84 mercenaries; between 20 and 80 fighters; about $5 million or more"
    figures = [text[slice(*one.figure)] for one in quantities(text)]
    assert figures == ["84", "between 20 and 80", "$5 million"]


def test_the_next_one_comes_round_to_the_first():
    text = "Of 12 men\n5 went.\nNone came."
    assert next_quantity(text, 0) == next_quantity(text, len(text))
    five = next_quantity(text, text.index(" men") + 4)
    assert five
    assert text[five.start : five.end] == "5"
    assert next_quantity("None came.", 3) is None


HARD_FIGURES = ["84", "1,000", "$", " ", " million", " people", "%", "-", "\n", "at least ", "one"]


@given(st.one_of(any_texts, st.lists(st.sampled_from(HARD_FIGURES), max_size=20).map("".join)))
@example("7\u0301 men")
@example("one\ufe0f 1\ufe0f\u20e3")
def test_quantities_are_in_order_apart_and_cut_no_character(text):
    for language in ("en", "fr"):
        behind = 0
        for one in quantities(text, language=language):
            assert behind <= one.start <= one.figure[0] < one.figure[1] <= one.end
            edges = (one.start, one.end, *one.figure)
            assert all(edge == len(text) or snap(text, edge) == edge for edge in edges)
            behind = one.end
