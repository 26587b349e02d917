"""Attributions: who said it and how, without what was said."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.attribution import attributions
from tui.text.sentences import split


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in attributions(text, split(text))]


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("Police said on Friday that three men had fled.", "Police said"),
        ("The mayor, a former judge, said it was over.", "The mayor, a former judge, said"),
        ("“It is over,” said Ana Ruiz, the mayor.", "said Ana Ruiz, the mayor"),
        ("According to the ministry, nobody was hurt.", "According to the ministry"),
        ("He later added: “We were lucky.”", "He later added"),
        ("When it rained, Maj. Ray Simms said no.", "Maj. Ray Simms said"),
    ],
)
def test_the_source_and_the_verb_are_one_span(text: str, attribution: str) -> None:
    assert words(text) == [attribution]


@pytest.mark.parametrize(
    "text",
    [
        "She did not say where.",
        "They would say so.",
        "Trump’s claim is old.",
        "The report was long.",
        "Suggested reading",
    ],
)
def test_what_nobody_said_is_no_attribution(text: str) -> None:
    assert words(text) == []


def test_a_verb_that_may_mean_something_else_needs_something_said(mali: Path) -> None:
    assert words("The map shows three roads.") == []
    assert words("The map shows that three roads meet.") == ["The map shows"]


def test_the_office_goes_along_with_the_name(mali: Path) -> None:
    found = words(mali.read_text(encoding="utf-8"))
    assert any(one.startswith("Andriy Yusov, a spokesperson for Ukraine") for one in found)


@given(st.text(alphabet="aA said,.“”\n'’(", max_size=80))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = attributions(text, split(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
