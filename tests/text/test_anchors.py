"""A fragment carries its words and what stands around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import hard_texts
from tui.model import Fragment
from tui.text.anchors import CONTEXT, anchor, holds


def test_a_fragment_knows_its_surroundings() -> None:
    text = "Mali has cut ties with Ukraine."
    assert anchor(text, 9, 17) == Fragment(9, 17, "cut ties", "Mali has ", " with Ukraine.")


def test_the_surroundings_are_at_most_32_characters_and_may_cross_paragraphs() -> None:
    text = "x" * 40 + "\n" + "here" + "\n" + "😀" * 40
    made = anchor(text, 41, 45)
    assert made.prefix == "x" * 31 + "\n"
    assert made.suffix == "\n" + "😀" * 31
    assert len(made.prefix) == len(made.suffix) == CONTEXT == 32


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (-1, 2), (0, 6), (9, 12)])
def test_a_span_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no text at"):
        anchor("hello", start, end)


def test_a_fragment_of_another_text_does_not_hold() -> None:
    made = anchor("Mali has cut ties", 9, 12)
    assert holds("Mali has cut ties", made)
    assert not holds("Then Mali has cut ties", made)
    assert not holds("Mali", made)
    assert not holds("Mali", Fragment(9, 9, ""))


@given(hard_texts.filter(bool), st.data())
def test_every_fragment_holds_and_its_context_is_the_texts(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = anchor(text, start, end)
    assert holds(text, made)
    assert made.prefix + made.exact + made.suffix in text
