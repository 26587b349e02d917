"""What could be marked: figures with what they count, quotations, attributions, sentences."""

from pathlib import Path

import pytest

from tui.text.candidates import ATTRIBUTION, FIGURE, QUOTATION, SENTENCE, candidates


def of_kind(text: str, kind: str, language: str = "en") -> list[str]:
    return [text[one.start : one.end] for one in candidates(text, language) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("At least 84 mercenaries fell.", "At least 84 mercenaries"),
        ("It cost nearly $1.4 million.", "nearly $1.4 million"),
        ("Some 43 percent of the voters stayed.", "Some 43 percent"),
        ("Dozens of soldiers fled.", "Dozens of soldiers"),
        ("Between 20 and 80 Wagner fighters fell.", "Between 20 and 80 Wagner fighters"),
        ("Three hundred people came.", "Three hundred people"),
    ],
)
def test_a_figure_has_its_modifier_and_what_it_counts(text: str, figure: str) -> None:
    assert of_kind(text, FIGURE) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "On July 25 it rained.",
        "In 2020 it rained.",
        "From 2019 to 2021 it rained.",
        "At 5 p.m. it rained.",
        "It rained for two years.",
        "The 4th of them.",
        "The two of them met.",
        "A COVID-19 ward.",
    ],
)
def test_dates_and_lengths_of_time_are_no_figures(text: str) -> None:
    assert of_kind(text, FIGURE) == []


def test_the_figures_of_the_seeds(nairobi: Path) -> None:
    assert of_kind(nairobi.read_text(encoding="utf-8"), FIGURE) == [
        "dozens of Malian soldiers",
        "between 20 and 80 Wagner fighters",
        "a significant number of Malian soldiers",
        "84 Wagner mercenaries",
        "47 Malian soldiers",
    ]


def test_one_word_in_quotation_marks_is_no_quotation() -> None:
    assert of_kind("The “deal” he called “a great deal.”", QUOTATION) == ["a great deal"]
    assert of_kind("彼は「はい」と“そうです”と言った。", QUOTATION) == ["そうです"]


def test_a_quotation_that_is_a_sentence_is_one_candidate() -> None:
    text = "He left. “We had no choice but to go.”"
    assert of_kind(text, SENTENCE) == ["He left."]


def test_other_languages_have_no_english_attributions() -> None:
    text = "Police said that it was over."
    assert of_kind(text, ATTRIBUTION, "de") == []
    assert of_kind(text, ATTRIBUTION, "") == of_kind(text, ATTRIBUTION, "en-GB") == ["Police said"]
