"""Where else some words stand, as whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import find
from tui.text.occurrences import occurrences


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("84 in 1984, 84", "84", [(0, 2), (12, 14)]),
        ("at least 84, At Least\n84", "at least 84", [(0, 11), (13, 24)]),
        ("Mali and mali, Malian", "Mali", [(0, 4)]),
        ('a “quote” and "quote"', '"quote"', [(2, 9), (14, 21)]),
        ("84%84", "%", [(2, 3)]),
        ("words", "", []),
    ],
)
def test_folded_as_the_find_and_whole(text, words, found):
    assert occurrences(text, words) == found


@given(st.text(alphabet="ab1 \n", max_size=40), st.text(alphabet="ab1 ", max_size=4))
def test_they_are_among_what_the_find_finds(text, words):
    found = occurrences(text, words)
    assert set(found) <= set(find.matches(text, words.strip()))
    for start, end in found:
        assert (
            text[start:end].split() == words.split()
            or text[start:end].lower() == text[start:end].lower()
        )
