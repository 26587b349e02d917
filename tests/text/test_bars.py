"""Bars: as long as their numbers, and parted among several without a cell too many."""

from hypothesis import given
from hypothesis import strategies as st

from tui.text.bars import bar, parted

counts = st.lists(st.integers(0, 10_000), max_size=12)
widths = st.integers(0, 100)


def test_a_bar_has_all_the_cells_for_the_most_and_half_of_them_for_half():
    assert bar(10, 10, 8) == "████████"
    assert bar(5, 10, 8) == "████"
    assert bar(1, 16, 1) == "▏"


def test_none_has_no_bar_and_next_to_none_has_one():
    assert bar(0, 10, 8) == ""
    assert bar(1, 100_000, 8) == "▏"
    assert bar(0, 0, 8) == bar(3, 10, 0) == ""


@given(st.integers(0, 10_000), st.integers(0, 10_000), widths)
def test_a_bar_keeps_to_its_width_and_more_is_never_shorter(number, more, width):
    most = max(number, more)
    shorter, longer = sorted((bar(number, most, width), bar(more, most, width)), key=len)
    assert len(longer) <= width
    assert (len(shorter) == len(longer)) or (number != more)
    if number <= more:
        assert len(bar(number, most, width)) <= len(bar(more, most, width))


@given(counts, widths)
def test_the_parts_of_a_bar_add_up_to_the_bar_of_the_sum(numbers, width):
    total = sum(numbers)
    cells = parted(numbers, total, width)
    assert sum(cells) == (width if total else 0)
    assert all(part >= 0 for part in cells)
    assert all(part == 0 for part, number in zip(cells, numbers, strict=True) if not number)


def test_the_largest_part_has_the_most_cells():
    assert parted([6, 3, 1], 10, 10) == [6, 3, 1]
    assert parted([6, 3, 1], 20, 10) == [3, 1, 1]
    assert parted([1], 1000, 10) == [1]
