"""What differs between sentences that tell the same is found, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.telling import MALI, NAIROBI, between, of_seeds, said, told
from tests.text.material import any_texts
from tui.compare.details import differences, extract, shown

TOLL, CLAIM = "rebels claim to have killed", "claimed responsibility"
CLASH = "Reports suggest that between"


def test_at_least_84_and_84_differ_by_the_modifier_alone():
    assert of_seeds(TOLL, CLAIM) == [("number", "modifier", "at least 84", "84")]


def test_84_is_outside_20_to_80_and_47_is_said_vaguely():
    assert of_seeds(TOLL, CLASH) == [
        ("number", "conflict", "at least 84", "between 20 and 80"),
        ("number", "vague", "47", "a significant number"),
    ]


def test_the_largest_is_not_one_of_the_deadliest():
    found = of_seeds("largest defeat", "one of the deadliest")
    assert found == [
        ("superlative", "rank", "largest defeat", "one of the deadliest confrontations")
    ]


def test_one_quotation_in_two_wordings():
    ((kind, outcome, a, b),) = of_seeds("deceitful", "cowardly")
    assert (kind, outcome) == ("quote", "altered")
    assert a.endswith("treacherous, deceitful, and barbaric")
    assert b == "cowardly, treacherous, and barbaric"


def test_one_town_in_two_spellings():
    assert of_seeds("Tinzaouatene", "town of Tinzaouaten") == [
        ("name", "spelling", "Tinzaouatene", "Tinzaouaten")
    ]


def test_one_coup_and_two():
    assert of_seeds("a coup in 2020", "coups in 2020") == [
        ("date", "more", "2020", "2020 and 2021")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the severing of diplomatic ties with", "immediate severance"),
        ("the severing of diplomatic ties with", "As a result, we have decided"),
        ("On July 29", "Yusov’s remarks suggested"),
        ("Maiga stated that", "direct assault"),
        ("ties “immediately.”", "effective immediately"),
        ("significant amount", "exact death toll"),
        ("late 2021", "alliance with former"),
    ],
)
def test_other_aligned_sentences_of_the_seeds_have_no_difference(one, other):
    assert of_seeds(one, other) == []


@pytest.mark.parametrize("source", [MALI, NAIROBI], ids=["mali", "nairobi"])
def test_an_article_differs_in_nothing_from_itself(source):
    for index in source.body:
        assert told(source, index, source, index) == []


@given(any_texts, any_texts)
def test_spans_lie_within_their_sentences_and_changing_sides_changes_no_count(one, other):
    a, b = extract(said(one)), extract(said(other))
    found = differences(a, 0, b, 0)
    for difference in found:
        assert 0 <= difference.a[0] < difference.a[1] <= len(one)
        assert 0 <= difference.b[0] < difference.b[1] <= len(other)


WORDS = """at least 84 soldiers were killed and 12 Malian people injured $1.5 million 40 percent on
Friday July 25 2024 “cowardly attack” largest defeat Tinzaouaten Moammar dozens of"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join))
def test_whatever_a_sentence_says_it_does_not_contradict_itself(text):
    assert between(text, text) == []


def test_regions_that_are_not_body_have_no_facts():
    source = said("84 soldiers died.")
    aside = type(source)("", source.text, (type(source.sentences[0])(0, 17, "teaser"),))
    assert not extract(aside).sentences[0].amounts


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("at least 84", "≥84"),
        ("between 20 and 80", "20–80"),
        ("more than $1.5 million", ">$1.5 million"),
        ("about 300", "~300"),
        ("up to 40 percent", "≤40 percent"),
        ("a significant number", "a significant number"),
        ("dozens", "dozens"),
        ("84", "84"),
    ],
)
def test_a_quantity_is_shown_in_short(words, short):
    assert shown(words, (0, len(words)), "number") == short


def test_other_details_are_shown_as_they_are_on_one_line():
    assert shown("in late\n 2021", (0, 13), "date") == "in late 2021"


def test_digits_dates_and_names_work_in_other_languages():
    assert between(
        "El ataque dejó 84 muertos el 25 de julio de 2024.",
        "El ataque dejó 80 muertos el 26 de julio de 2024.",
        "es",
    ) == [
        ("number", "conflict", "84", "80"),
        ("date", "conflict", "25 de julio de 2024", "26 de julio de 2024"),
    ]
