"""Proposals: what is not yet marked, under which tag, and why."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_lessons import marks
from tui.text.lessons import Learned, lesson
from tui.text.material import MOST_TEXT, material
from tui.text.proposals import Proposal, propose

TAGS = ["claim/number", "claim/quote", "attribution", "opinion"]
TEXT = "Police said at least 84 men were “treacherous and cruel.” It rained."


def shown(text: str, found: list[Proposal]) -> list[tuple[str, str]]:
    return [(one.tag, text[one.start : one.end]) for one in found]


def test_figures_quotations_and_attributions_go_by_the_codebooks_names() -> None:
    assert shown(TEXT, propose(material(TEXT), Learned(), TAGS)) == [
        ("attribution", "Police said"),
        ("claim/number", "at least 84 men"),
        ("claim/quote", "treacherous and cruel"),
    ]


def test_a_kind_without_a_tag_is_not_proposed() -> None:
    assert propose(material(TEXT), Learned(), ["opinion"]) == []


def test_a_kind_goes_by_the_tag_it_was_marked_with() -> None:
    learned = Learned()
    for number in range(5):
        text = f"It took {number + 2} cows. End now."
        spans = marks(text, [f"{number + 2} cows"], "how-many") + marks(text, ["End now."], "x")
        learned.learn(str(number), lesson(material(text), spans))
    found = propose(material("It took 99 cats."), learned, ["how-many", "number"])
    assert [one.tag for one in found] == ["how-many"]


def test_a_kind_the_reader_passes_is_proposed_no_more() -> None:
    learned = Learned()
    for number in range(10):
        text = f"It took 12 cows and {number + 20} dogs. End now."
        learned.learn(str(number), lesson(material(text), marks(text, ["End now."], "opinion")))
    found = propose(material(TEXT), learned, TAGS)
    assert [one.tag for one in found] == ["attribution", "claim/quote"]


def test_what_is_marked_by_half_is_not_proposed() -> None:
    half = marks(TEXT, ["least 84 men"], "opinion")
    assert "claim/number" not in [one.tag for one in propose(material(TEXT), Learned(), TAGS, half)]


def test_a_figure_in_a_longer_annotation_is_still_proposed_unless_of_the_same_tag() -> None:
    sentence = TEXT.partition(" It rained")[0]
    around = propose(material(TEXT), Learned(), TAGS, marks(TEXT, [sentence], "opinion"))
    same = propose(material(TEXT), Learned(), TAGS, marks(TEXT, [sentence], "claim/number"))
    assert "claim/number" in [one.tag for one in around]
    assert "claim/number" not in [one.tag for one in same]


def test_each_says_why() -> None:
    assert all(one.why for one in propose(material(TEXT), Learned(), TAGS))


def test_a_text_without_end_gets_none() -> None:
    assert propose(material("84 men. " * (MOST_TEXT // 8 + 1)), Learned(), TAGS) == []


@pytest.mark.parametrize("seed", ["mali", "nairobi"])
def test_no_proposal_stands_twice(seed: str, request: pytest.FixtureRequest) -> None:
    file: Path = request.getfixturevalue(seed)
    text = file.read_text(encoding="utf-8")
    found = propose(material(text), Learned(), TAGS)
    spans = {(one.start, one.end) for one in found}
    assert len(spans) == len(found) > 5


@given(st.text(alphabet="a84 “”.,\n% said‘’", max_size=120))
def test_proposals_lie_in_the_text_and_on_words(text: str) -> None:
    for one in propose(material(text), Learned(), TAGS):
        words = text[one.start : one.end]
        assert words
        assert words == words.strip()
