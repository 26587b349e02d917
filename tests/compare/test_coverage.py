"""Whether two sentences tell the same alike, or one only a part of the other."""

import pytest

from tests.compare.material import sources
from tui.compare.coverage import ALIKE, Likeness
from tui.compare.findings import Place

RAIN = "Heavy rain flooded the harbour town of Rabaul on Thursday."
A, B = Place(0, 0), Place(1, 0)


def likeness(text: str, other: str) -> Likeness:
    # What else is told makes some words rarer than others.
    return Likeness(sources(text, other, "Ministers met. A strike ended. The town was glad."))


def test_the_same_words_are_wholly_in_each_other():
    assert likeness(RAIN, RAIN).shares(A, B) == (1.0, 1.0)
    assert likeness(RAIN, RAIN).alike(A, B)


def test_other_words_have_nothing_in_common():
    assert likeness(RAIN, "A bank closed its branches.").shares(A, B) == (0.0, 0.0)


def test_a_part_is_in_the_whole_and_the_whole_not_in_the_part():
    longer = (
        "Rain flooded Rabaul, and a volcano nearby threw ash over gardens, roofs, wells and cattle."
    )
    part, whole = likeness("Rain flooded Rabaul.", longer).shares(A, B)
    assert part == pytest.approx(1.0)
    assert whole < ALIKE
    assert not likeness("Rain flooded Rabaul.", longer).alike(A, B)


def test_a_rare_word_weighs_more_than_a_common_one():
    common = likeness("The town mourned.", "The town voted.").shares(A, B)
    rare = likeness("Rabaul mourned.", "Rabaul voted.").shares(A, B)
    assert rare > common


def test_what_is_not_compared_has_nothing_in_common():
    assert likeness(RAIN, RAIN).shares(Place(0, 5), B) == (0.0, 0.0)


def test_sentences_without_telling_words_are_not_alike():
    assert not likeness("It is.", "It is.").alike(A, B)
