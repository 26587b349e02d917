"""The sheet of claims by sources: conflicts first, passages a key away, by tag, into a file."""

import csv

import pytest
from rich.cells import cell_len

from tests.app.conftest import AtDesk
from tests.app.seat import library_of
from tui.app import matrix_lines
from tui.app.screens.matrix import MatrixScreen
from tui.app.theme import shades
from tui.compare.matrix import Cell, Matrix, Row

SIZES = [(80, 24), (120, 40)]
both_sizes = pytest.mark.parametrize("size", SIZES)

CELLS = (
    Cell("differs", "≥84", ((10, 12),), "reported", "the rebels"),
    Cell("denied", "no", ((3, 5),), "denied"),
    Cell("reported", "so they say", ((3, 5),), "reported", proposed=True),
    Cell("absent"),
)
ROW = Row("Dozens were killed.", CELLS, "uid", ("claim/number",))
DARK = shades("claimdesk-dark")


@pytest.mark.parametrize("width", [40, 72, 108, 200])
def test_a_row_has_a_cell_under_the_name_of_each_source(width):
    made = Matrix(("a", "b", "c", "d"), ("Alpha", "Beta", "Gamma", "Delta"), (ROW,))
    line, names = matrix_lines.row(ROW, width, DARK), matrix_lines.heading(made, 1, width, DARK)
    wording, column = matrix_lines.columns(width, 4)
    starts = [3 + wording + index * (column + 1) for index in range(4)]
    assert [line.plain[start] for start in starts] == ["!", "✗", "»", "–"]
    assert [names.plain[start] for start in starts] == ["1", "2", "3", "4"]
    assert line.plain.startswith("! Dozens"[: wording + 1])
    if width >= 72:
        assert cell_len(line.plain) <= width + 1


def test_where_columns_are_narrow_the_sign_stands_alone():
    assert [matrix_lines.short(cell, False) for cell in CELLS] == ["! ≥84", "✗", "»?", "–"]
    assert matrix_lines.short(CELLS[2], True) == "»? reported"


def test_the_card_tells_a_row_in_full():
    text = matrix_lines.card(ROW, ("Alpha", "Beta", "Gamma", "Delta"), 1, DARK).plain
    assert "differs: ≥84 (the rebels)" in text
    assert "▸2 Beta  denied: no" in text
    assert "4 Delta  absent" in text


@both_sizes
async def test_conflicts_come_first_with_what_each_source_tells(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("M")
        assert "Claims by sources" in seat.page
        screen = seat.app.screen
        assert isinstance(screen, MatrixScreen)
        signs = [row.conflicts for row in screen.shown.rows]
        assert signs == sorted(signs, reverse=True)
        top = screen.rows.region.y
        shown = seat.lines()[top : top + min(len(signs), screen.rows.size.height)]
        left = screen.rows.region.x
        assert [line[left] == "!" for line in shown] == signs[: len(shown)]
        assert any("≥84" in line for line in shown)
        await seat.press("M")
        assert "Claims by sources" not in seat.page


@both_sizes
async def test_enter_opens_the_passage_of_the_source_at_hand(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("M", "enter")
        first = seat.reading.article.uid
        await seat.press("M", "l", "enter")
        assert seat.reading.article.uid != first
        assert "Claims by sources" not in seat.page
        assert seat.reading.cursor > 0


async def test_only_the_claims_with_a_tag_are_listed_until_all_are_wanted(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        await seat.press("M")
        everything = seat.page
        await seat.press("t", *"number", "enter")
        assert "with claim/number" in seat.page
        await seat.press("t", "enter")
        assert seat.page == everything


@pytest.mark.parametrize(("name", "begins"), [("m.csv", "row,"), ("m.md", "| "), ("m.html", "<!")])
async def test_it_is_written_into_a_file_of_the_form_its_name_says(
    at_desk: AtDesk, tmp_path, name, begins
):
    file = tmp_path / name
    async with at_desk((200, 40)) as seat:
        await seat.press("M", "e")
        for _ in "claims.csv":
            await seat.press("backspace")
        await seat.type(str(file))
        await seat.press("enter")
        assert "wrote " in seat.page
    written = file.read_text("utf-8")
    assert written.lower().startswith(begins)
    assert "84" in written
    if name.endswith("csv"):
        assert len(list(csv.reader(written.splitlines()))) > 5


async def test_another_ending_is_refused_before_anything_is_written(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        await seat.press("M", "e", "backspace", "enter")
        assert "end its name with .csv, .md or .html" in seat.page


async def test_one_article_alone_has_no_matrix(at_desk: AtDesk, tmp_path):
    path = library_of(tmp_path / "one.db", "Alone.")
    async with at_desk(path=path) as seat:
        await seat.press("M")
        assert "c opens another beside" in seat.status
