"""Fragments are added, taken away and moved; what touches becomes one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import any_texts
from tui.text.fragments import held, merged, moved, without
from tui.text.graphemes import snap

TEXT = "One “two” three.\nFour five."


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def words(spans: list[tuple[int, int]]) -> list[str]:
    return [TEXT[slice(*one)] for one in spans]


def test_fragments_come_in_order_and_stay_apart():
    assert words(merged(TEXT, [span("Four"), span("One")])) == ["One", "Four"]


@pytest.mark.parametrize("second", ["five", " five", "our five", "Fo"])
def test_what_touches_or_has_only_blanks_between_is_one(second):
    assert len(merged(TEXT, [span("Four"), span(second)])) == 1


def test_a_line_end_keeps_fragments_apart():
    assert len(merged(TEXT, [span("three."), span("Four")])) == 2


def test_words_taken_from_the_middle_leave_two():
    assert words(without(TEXT, [span("One “two” three")], span("“two”"))) == ["One", "three"]
    assert words(without(TEXT, [span("One"), span("Four")], span("Four"))) == ["One"]
    assert without(TEXT, [span("One")], span("One “")) == []


def test_what_is_held_is_in_one_of_them():
    assert held([span("One “two”")], span("two"))
    assert not held([span("One"), span("two")], span("One “two"))


@pytest.mark.parametrize(
    ("before", "edge", "by", "unit", "after"),
    [
        ("two", "start", -1, "word", "One “two"),
        ("One “two”", "start", 1, "word", "two”"),
        ("two", "end", 1, "word", "two” three"),
        ("two” three.", "end", 1, "word", "two” three.\nFour"),
        ("two” three.", "end", -1, "word", "two"),
        ("two", "end", -1, "word", "two"),
        ("two", "start", 1, "word", "two"),
        ("two", "start", -1, "character", "“two"),
        ("two", "end", 1, "character", "two”"),
        ("two", "start", 1, "character", "wo"),
        ("two", "end", -1, "character", "tw"),
        ("One", "start", -1, "word", "One"),
        ("five.", "end", 1, "character", "five."),
    ],
)
def test_an_edge_is_moved(before, edge, by, unit, after):
    assert words([moved(TEXT, span(before), edge, by, unit)]) == [after]


@given(any_texts.filter(bool), st.data())
def test_a_moved_edge_leaves_something_and_cuts_no_character(text, data):
    borders = sorted({snap(text, place) for place in range(len(text) + 1)})
    start, end = sorted(data.draw(st.permutations(borders))[:2])
    edge = data.draw(st.sampled_from(["start", "end"]))
    unit = data.draw(st.sampled_from(["word", "character"]))
    by = data.draw(st.sampled_from([1, -1]))
    first, last = moved(text, (start, end), edge, by, unit)
    assert 0 <= first < last <= len(text)
    assert (last == end) if edge == "start" else (first == start)
    assert all(place == len(text) or snap(text, place) == place for place in (first, last))
    grew = (first, last) != (start, end) and (by < 0) == (edge == "start")
    assert (last - first > end - start) == grew


@given(any_texts, st.data())
def test_merged_spans_hold_what_they_were_made_of(text, data):
    place = st.integers(0, len(text))
    spans = [tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(place, place)))]
    spans = [one for one in spans if one[0] < one[1]]
    found = merged(text, spans)
    assert all(held(found, one) for one in spans)
    assert all(left[1] < right[0] for left, right in pairwise(found))
    assert merged(text, found) == found
