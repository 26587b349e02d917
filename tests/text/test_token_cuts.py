"""Tokens are the text, one after the other, and every annotation is a row of whole ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.formats.datasets import spans, texts
from tui.text.token_cuts import parted, parts, pieces, rows, runs, starts_of, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. said  1,200 men", ["The ", "U.S. ", "said ", " ", "1,200 ", "men"]),
        ("al-Qaeda’s “no”.\n\nThen", ["al-Qaeda’s ", "“", "no", "”", ".", "\n\n", "Then"]),
        ("e\u0301te\u0301 हिन्दी 😀👍", ["e\u0301te\u0301 ", "हिन्दी ", "😀", "👍"]),
        (" a\u00a0b ", [" ", "a", "\u00a0", "b "]),
        ("a.\n  b\t ", ["a", ".", "\n", " ", " ", "b", "\t", " "]),
        ("", []),
    ],
    ids=ascii,
)
def test_a_token_is_a_word_a_sign_or_white_space(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((4, 6), ["the ", "co", "up ", "failed"]),
        ((4, 9), ["the ", "coup", " ", "failed"]),
        ((3, 8), ["the", " ", "coup ", "failed"]),
        ((3, 4), ["the", " ", "coup ", "failed"]),
        ((4, 8), ["the ", "coup ", "failed"]),
    ],
)
def test_an_edge_cuts_the_token_it_is_in_and_takes_a_space_from_the_word(span, expected):
    assert pieces("the coup failed", [span]) == expected


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_every_span_is_a_row_of_whole_tokens_and_all_of_them_are_the_text(data):
    text = data.draw(texts())
    cut_for = [one for _ in range(4) for one in data.draw(spans(text))]
    found = pieces(text, cut_for)
    bare, starts = words(found), starts_of(found)
    assert "".join(found) == text
    assert all(bare)
    for (start, end), (first, behind) in zip(cut_for, rows(found, cut_for), strict=True):
        assert starts[first] == start
        assert starts[behind - 1] + len(bare[behind - 1]) == end


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_parts_begin_with_the_first_token_at_or_behind_a_place(data):
    text = data.draw(texts())
    cut_for = data.draw(spans(text))
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    starts = starts_of(pieces(text, cut_for))
    found = list(parts(runs(text, cut_for), places))
    assert [token for *_, part in found for token in parted(part)] == pieces(text, cut_for)
    behind = {next(start for start in starts if start >= place) for place in places}
    assert [begun for begun, *_ in found] == sorted({0, *behind} - {len(text)})
    assert ["".join(part) for *_, part in found] == [text[begun:end] for begun, end, _ in found]


def test_a_text_with_the_mark_in_it_is_parted_all_the_same():
    assert pieces("one two\x1f three  four") == ["one ", "two", "\x1f", " ", "three ", " ", "four"]
