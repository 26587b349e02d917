"""Moving by word and paragraph reaches every one of them, and stops at the ends."""

import pytest
from hypothesis import given

from tests.text.material import FAMILY, SEEDS, any_texts
from tui.text.graphemes import snap
from tui.text.motions import (
    next_paragraph,
    next_word,
    previous_paragraph,
    previous_word,
    word_at,
    word_end,
    words,
)


def texts_of(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wagner’s men, al-Qaeda; don't!", ["Wagner’s", "men", "al-Qaeda", "don't"]),
        ("at least 1,000 (3.5 %) by 10:30.", ["at", "least", "1,000", "3.5", "by", "10:30"]),
        (
            "the U.S.-led J.K. Rowling at 5 a.m.",
            ["the", "U.S.-led", "J.K.", "Rowling", "at", "5", "a.m."],
        ),
        ("“soldiers’ $84, word—word, a--b", ["soldiers", "84", "word", "word", "a", "b"]),
        ("end.Next I.Then", ["end", "Next", "I", "Then"]),
        ("e\u0301te\u0301 नमस्ते दुनिया", ["e\u0301te\u0301", "नमस्ते", "दुनिया"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("漢字かな。日本 한국어", ["漢字かな", "日本", "한국어"]),
        (f"a{FAMILY}b … ", ["a", "b"]),
        ("a\U0001f3fd b", ["a\U0001f3fd", "b"]),
        ("", []),
    ],
)
def test_what_a_word_is(text: str, expected: list[str]) -> None:
    assert texts_of(text) == expected


def test_the_word_at_a_place() -> None:
    text = "In Mali’s north, he"
    assert word_at(text, 5) == word_at(text, 3) == word_at(text, 8) == (3, 9)
    assert word_at(text, 2) is None
    assert word_at(text, 15) is None
    assert word_at(text, 99) is None


def test_word_motions_cross_paragraphs() -> None:
    text = "One, two.\n\n“Three” four"
    assert [next_word(text, n) for n in (0, 5, 12)] == [5, 12, 19]
    assert [previous_word(text, n) for n in (19, 14, 12, 5)] == [12, 12, 5, 0]
    assert [word_end(text, n) for n in (0, 2, 7, 16)] == [2, 7, 16, 22]


def test_motions_stay_at_the_ends() -> None:
    text = "… One two.\n"
    assert next_word(text, 6) == 6
    assert word_end(text, 8) == 8
    assert previous_word(text, 2) == 2
    assert next_paragraph(text, 3) == 3
    assert previous_paragraph(text, 0) == 0


def test_paragraph_motions_pass_over_blank_ones() -> None:
    text = "One.\n\n \t\nTwo is long.\nThree."
    assert [next_paragraph(text, n) for n in (0, 4, 5, 9, 22)] == [9, 9, 9, 22, 22]
    assert [previous_paragraph(text, n) for n in (25, 22, 15, 9, 6, 2)] == [22, 9, 9, 0, 0, 0]


MOTIONS = [next_word, previous_word, word_end, next_paragraph, previous_paragraph]


@given(any_texts)
def test_every_motion_ends_on_a_cluster_of_the_text(text: str) -> None:
    for offset in range(-1, len(text) + 2):
        for motion in MOTIONS:
            place = motion(text, offset)
            assert 0 <= place <= max(0, len(text) - 1), motion.__name__
            assert snap(text, place) == place, motion.__name__


@given(any_texts)
def test_words_are_in_order_on_clusters_and_hold_every_letter(text: str) -> None:
    found = words(text, 0, len(text))
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in found)
    assert all(snap(text, edge) == edge for edge in edges)
    inside = {place for start, end in found for place in range(start, end)}
    assert all(place in inside for place, char in enumerate(text) if char.isalnum())


def check_that_words_are_reached(text: str) -> None:
    starts = [start for start, _ in words(text, 0, len(text))]
    lasts = [end for _, end in words(text, 0, len(text))]
    place, forward = -1, []
    while (following := next_word(text, place)) > place:
        forward.append(place := following)
    assert [start for start in forward if start in starts] == starts
    place = len(text)
    backward: list[int] = []
    while (preceding := previous_word(text, place)) < place and len(backward) < len(starts):
        backward.append(place := preceding)
    assert backward == starts[::-1]
    place, reached = -1, 0
    while (following := word_end(text, place)) > place and reached < len(lasts):
        assert snap(text, lasts[reached] - 1) == following
        place, reached = following, reached + 1
    assert reached == len(lasts)


@given(any_texts)
def test_every_word_is_reached_forwards_and_backwards(text: str) -> None:
    check_that_words_are_reached(text)


@pytest.mark.parametrize("name", SEEDS)
def test_every_word_of_a_seed_is_reached(name: str) -> None:
    check_that_words_are_reached(SEEDS[name])


@given(any_texts)
def test_every_paragraph_with_words_is_reached(text: str) -> None:
    starts, base = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(base)
        base += len(line) + 1
    for offset in range(len(text) + 1):
        later = [start for start in starts if start > offset]
        earlier = [start for start in starts if start < offset]
        stay = snap(text, min(offset, len(text) - 1))
        assert next_paragraph(text, offset) == (later[0] if later else stay)
        assert previous_paragraph(text, offset) == (earlier[-1] if earlier else stay)
