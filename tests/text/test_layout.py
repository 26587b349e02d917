"""The wrapped view: every character on exactly one line, and the way there and back."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import FAMILY, FLAG, SEEDS, hard_texts, plain_texts
from tui.text.graphemes import clusters, is_plain, snap
from tui.text.layout import Layout, _wrap_clusters, _wrap_plain
from tui.text.safety import display_safe

widths = st.integers(min_value=1, max_value=24)
BLANKS = " \t\u3000"


def lines(text: str, width: int) -> list[str]:
    page = Layout(text, width)
    return [text[page.line_start(y) : page.line_end(y)] for y in range(page.height)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Mali cuts ties", 9, ["Mali cuts ", "ties"]),
        ("Mali cuts ties", 8, ["Mali ", "cuts ", "ties"]),
        ("Mali   cuts", 5, ["Mali   ", "cuts"]),
        ("Tuareg-led men", 8, ["Tuareg-", "led men"]),
        ("2020–21 COVID-19", 6, ["2020–2", "1 ", "COVID-", "19"]),
        ("unconditional", 5, ["uncon", "ditio", "nal"]),
        ("is unconditional", 5, ["is ", "uncon", "ditio", "nal"]),
        ("漢字かな。", 4, ["漢字", "か", "な。"]),
        ("“漢字”", 5, ["“漢", "字”"]),
        (f"a {FAMILY}{FLAG}", 4, [f"a {FAMILY}", FLAG]),
        ("漢", 1, ["漢"]),
        ("अब क्षत्रिय", 6, ["अब ", "क्षत्रिय"]),
        ("a\tb\tc", 6, ["a\tb\t", "c"]),
        ("ab\n\ncd", 5, ["ab\n", "\n", "cd"]),
        ("ab\n", 5, ["ab\n"]),
        ("\n", 5, ["\n"]),
        ("", 5, [""]),
    ],
)
def test_where_lines_break(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_a_width_below_one_is_one() -> None:
    assert Layout("abc", 0).width == Layout("abc", -7).width == 1
    assert lines("abc", 0) == ["a", "b", "c"]


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("width", [20, 72, 200])
def test_a_seed_breaks_between_words_only(name: str, width: int) -> None:
    found = lines(SEEDS[name], width)
    assert "".join(found) == SEEDS[name]
    assert all(len(line.rstrip(" \n")) <= width for line in found)
    ends = {line[-1] for line in found[:-1]}
    assert ends <= {" ", "\n", "-"}


@given(hard_texts, widths)
def test_lines_cover_the_text_in_order(text: str, width: int) -> None:
    page = Layout(text, width)
    assert "".join(lines(text, width)) == text
    assert page.height == 1 or all(
        page.line_start(y) < page.line_end(y) for y in range(page.height)
    )
    assert all("\n" not in line[:-1] for line in lines(text, width))


@given(hard_texts, widths)
def test_no_line_is_wider_than_the_page(text: str, width: int) -> None:
    page = Layout(text, width)
    for y in range(page.height):
        row = list(page.clusters(y))
        while row and text[row[-1].start : row[-1].end] in BLANKS:
            row.pop()
        assert sum(c.cells for c in row) <= width or len(row) == 1


@given(hard_texts, widths)
def test_a_line_that_ends_inside_a_word_is_full(text: str, width: int) -> None:
    page = Layout(text, width)
    for y in range(page.height - 1):
        end = page.line_end(y)
        around = text[end - 1 : end + 1]
        if around.isalpha() and is_plain(around):
            assert page.cells(y) >= width


@given(hard_texts, widths)
def test_no_cluster_is_split(text: str, width: int) -> None:
    page = Layout(text, width)
    for y in range(page.height):
        assert snap(text, page.line_start(y)) == page.line_start(y)


@given(plain_texts, widths)
def test_the_quick_way_and_the_general_way_agree(text: str, width: int) -> None:
    paragraph = text.replace("\n", " ")
    quick, general = array("q"), array("q")
    _wrap_plain(paragraph, 0, len(paragraph), width, quick)
    _wrap_clusters(paragraph, 0, len(paragraph), width, general)
    assert quick == general


@given(hard_texts, widths)
def test_every_cluster_is_found_again_at_its_column(text: str, width: int) -> None:
    page = Layout(text, width)
    for y in range(page.height):
        column = 0
        for cluster in page.clusters(y):
            assert page.line_of(cluster.start) == y
            assert page.column_of(cluster.start) == column
            for cell in range(cluster.cells):
                assert page.offset_at(y, column + cell) == cluster.start
            column += cluster.cells
        assert page.cells(y) == column


@given(hard_texts, widths)
def test_what_is_shown_is_safe_and_as_wide_as_promised(text: str, width: int) -> None:
    page = Layout(text, width)
    for y in range(page.height):
        shown = page.shown(y)
        assert shown == "".join(c.shown for c in page.clusters(y))
        assert display_safe(shown) == shown
        assert not set(shown) & {"\n", "\t"}
        assert page.plain(y) == (is_plain(text[page.line_start(y) : page.line_end(y)].rstrip("\n")))


@given(hard_texts, widths, st.integers(-5, 60), st.integers(-5, 60))
def test_any_place_of_the_screen_is_a_place_in_the_text(
    text: str, width: int, y: int, x: int
) -> None:
    page = Layout(text, width)
    offset = page.offset_at(y, x)
    assert 0 <= offset <= max(0, len(text) - 1)
    assert snap(text, offset) == offset
    assert page.line_of(offset) == min(max(0, y), page.height - 1)


@pytest.mark.parametrize(
    ("text", "y", "expected"),
    [
        ("ab cd", 0, 2),
        ("ab\ncd", 0, 2),
        ("ab\ncd", 1, 4),
        ("漢\n字", 0, 1),
        ("字", 0, 0),
        ("", 0, 0),
    ],
)
def test_right_of_a_line_is_its_last(text: str, y: int, expected: int) -> None:
    assert Layout(text, 3).offset_at(y, 99) == expected


def test_the_end_of_the_text_belongs_to_the_last_line() -> None:
    page = Layout("one two\nthree\n", 5)
    assert page.line_of(14) == page.height - 1 == 2
    assert page.column_of(14) == 5
    assert Layout("漢字", 9).column_of(2) == 4


def test_tabs_count_from_the_start_of_their_line() -> None:
    page = Layout("漢字かな a\tb", 8)
    assert page.shown(1) == "a   b"
    assert page.column_of(7) == 4


def test_a_line_of_a_hard_paragraph_may_be_plain() -> None:
    page = Layout("plain words 漢字", 12)
    assert [page.plain(y) for y in range(page.height)] == [True, False]


def test_clusters_leave_out_the_line_end_and_keep_the_hanging_blank() -> None:
    page = Layout("漢 a\n", 3)
    assert [c.shown for c in page.clusters(0)] == ["漢", " "]
    assert [c.shown for c in page.clusters(1)] == ["a"]
    assert list(page.clusters(1)) == clusters("漢 a\n", 2, 3)


def test_a_line_ends_early_enough_for_terminals_that_give_spacing_marks_a_cell():
    text = "कि का को कि का को"
    layout = Layout(text, 9)
    lines = [text[layout.line_start(y) : layout.line_end(y)] for y in range(layout.height)]
    assert lines == ["कि का को ", "कि का को"]
    assert Layout(text, 7).height == 3
