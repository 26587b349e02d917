"""The sheet of the export: what would go out and what would be lost, before it is written."""

import shutil
import sqlite3
from threading import Event

import pytest
from click.testing import CliRunner

from tests.app.conftest import AtDesk
from tests.app.seat import HOPS
from tui.app import wish
from tui.app.screens.export import ExportScreen
from tui.app.wish import GivenUp, Going, Wish
from tui.cli.main import cli
from tui.formats.registry import names
from tui.formats.whole import part_of
from tui.formats.writing import Asked, write
from tui.store import articles, splits
from tui.store.opening import open_reader, open_store

SIZES = [(80, 24), (120, 40)]
both_sizes = pytest.mark.parametrize("size", SIZES)


def sheet(seat) -> ExportScreen:
    assert isinstance(seat.app.screen, ExportScreen)
    return seat.app.screen


def card(seat) -> str:
    return sheet(seat).query_one("Card").text.plain


def said(seat) -> str:
    """What the sheet says of what was done, below what would go out or in its place."""
    return f"{card(seat)}\n{sheet(seat).query_one('#said').render()}"


async def pressed(seat, *keys: str) -> None:
    """Press keys without waiting for what is done in threads."""
    for key in keys:
        await seat.pilot.press(key)
        for _ in range(HOPS):
            await seat.pilot.pause(0)


async def choose(seat, row: int, *typed: str) -> None:
    """Choose what a row is about, by typing."""
    await seat.press("g", *["j"] * row, "enter")
    for words in typed:
        await seat.type(words)
    await seat.press("enter")


async def choose_format(seat, name: str) -> None:
    await choose(seat, 0, name)
    assert sheet(seat).wish.kind == name


@both_sizes
async def test_before_anything_is_written_it_tells_what_goes_out_and_what_is_lost(
    at_desk: AtDesk, path, size
):
    with open_reader(path) as store:
        lost = write(store, "csv-spans", None).losses
    before = sorted(path.parent.iterdir())
    async with at_desk(size) as seat:
        await seat.press("X")
        assert "2 articles, 40 annotations go out as jsonl" in seat.page
        assert "nothing is left out" in seat.page
        await choose_format(seat, "csv-spans")
        assert "2 articles, 40 annotations go out as csv-spans" in seat.page
        assert "left out: " in seat.page
        assert lost["relations"] == 20
        assert f"{lost['relations']} relations" in card(seat)
        assert "annotations-csv-spans.csv" in seat.page
        assert [file for file in sorted(path.parent.iterdir()) if file not in before] == []
        await seat.press("X")
        assert seat.app.screen is seat.desk


async def test_without_colour_it_says_the_same(at_desk: AtDesk, monkeypatch):
    async with at_desk() as seat:
        await seat.press("X")
        coloured = seat.page
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk() as seat:
        await seat.press("X")
        assert "40 annotations go out as jsonl" in seat.page
        assert seat.page.splitlines()[2:20] == coloured.splitlines()[2:20]


@pytest.mark.parametrize("name", ["csv-spans", "jsonl", "doccano"])
async def test_what_is_written_is_what_was_told_and_what_the_command_line_writes(
    at_desk: AtDesk, path, tmp_path, name
):
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        await choose_format(seat, name)
        told = sheet(seat).counted
        place = sheet(seat).wish.place(path)
        await seat.press("w")
        assert "wrote 2 articles, 40 annotations into" in said(seat)
    other = tmp_path / f"other{place.suffix}"
    args = ["export", name, "-o", str(other), "--db", str(path)]
    assert CliRunner().invoke(cli, args).exit_code == 0
    assert place.read_bytes() == other.read_bytes()
    with open_reader(path) as store:
        assert told == write(store, name, tmp_path / f"again{place.suffix}")


async def test_each_kind_of_filter_narrows_what_goes_out_and_is_taken_away_again(
    at_desk: AtDesk, path
):
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        await choose(seat, 1, "claim/number")
        assert "2 articles, 8 annotations go out" in seat.page
        await choose(seat, 2, "nairobi")
        assert "1 article, 5 annotations go out" in seat.page
        await seat.press("backspace")
        assert "2 articles, 8 annotations go out" in seat.page
        await choose(seat, 1, "claim/number")
        assert "2 articles, 40 annotations go out" in seat.page
        await choose(seat, 3, "example")
        assert "2 articles, 40 annotations go out" in seat.page
        await choose(seat, 4, "done")
        assert sheet(seat).wish.filters.statuses == ("done",)
        await choose(seat, 5, "every")
        await seat.press("w")
        counted = sheet(seat).counted
    with open_reader(path) as store:
        filters = Wish().turned("annotators", "example").turned("statuses", "done").filters
        assert counted == write(store, "jsonl", None, Asked(filters=filters))


async def test_what_is_asked_is_still_there_when_the_sheet_is_opened_again(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("X")
        await choose(seat, 2, "nairobi")
        await seat.press("s", "escape", "X")
        assert "1 article, 20 annotations go out" in seat.page
        assert sheet(seat).wish.strict


@both_sizes
async def test_strict_refuses_and_says_so_before(at_desk: AtDesk, path, size):
    async with at_desk(size) as seat:
        await seat.press("X")
        await choose_format(seat, "csv-spans")
        await seat.press("s")
        assert "strict: it will not be written" in seat.page
        await seat.press("w")
        assert "nothing was exported" in said(seat)
        assert "--strict" not in said(seat)
        assert not sheet(seat).wish.place(path).exists()


async def test_the_sidecar_is_written_beside_it(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await seat.press("X")
        await choose_format(seat, "csv-spans")
        await seat.press("b")
        assert "the sidecar keeps what is left out" in seat.page
        await seat.press("w")
        place = sheet(seat).wish.place(path)
    beside = place.with_name(f"{place.name}.lossless.jsonl")
    assert len(beside.read_text("utf-8").splitlines()) == 2


async def test_a_file_that_is_there_is_asked_about_before_it_is_written_over(at_desk: AtDesk, path):
    place = Wish().place(path)
    place.write_text("mine", "utf-8")
    async with at_desk() as seat:
        await seat.press("X", "w")
        assert "Write over it?" in seat.page
        await seat.press("escape")
        assert place.read_text("utf-8") == "mine"
        await seat.press("w", "enter")
        assert "wrote 2 articles" in said(seat)
    assert len(place.read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize("end", ["", "-wal"])
async def test_the_database_is_never_written_over(at_desk: AtDesk, path, end):
    async with at_desk((120, 40)) as seat:
        await seat.press("X", "w")
        screen = sheet(seat)
        screen.changed(Wish(typed=f"{path}{end}"))
        await seat.press("w")
        assert "is the database itself" in said(seat)
        assert isinstance(seat.app.screen, ExportScreen)
        assert len(seat.stored()) == 20


async def test_a_place_can_be_typed_and_follows_the_format(at_desk: AtDesk, tmp_path):
    async with at_desk((120, 40)) as seat:
        await seat.press("X", *"jjjjjjj", "enter")
        seat.app.screen.query_one("Line").value = str(tmp_path / "mine.jsonl")
        await seat.press("enter")
        await choose_format(seat, "csv-spans")
        assert sheet(seat).wish.place(tmp_path) == tmp_path / "mine.csv"
        await seat.press("w")
        assert (tmp_path / "mine.csv").exists()


async def test_where_it_cannot_be_written_the_sheet_says_why_and_stays(at_desk: AtDesk, tmp_path):
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        sheet(seat).changed(Wish(typed=str(tmp_path / "no" / "such.jsonl")))
        await seat.press("w")
        assert "cannot be written" in said(seat)
        assert "with -o" not in said(seat)
        sheet(seat).changed(Wish(typed=str(tmp_path)))
        await seat.press("w")
        assert "is a folder: type the name of a file" in said(seat)


async def test_a_folder_goes_out_and_one_that_no_export_made_stays(at_desk: AtDesk, path):
    mine = Wish("brat").place(path)
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        await choose_format(seat, "brat")
        await seat.press("w")
        assert "wrote 2 articles" in said(seat)
        assert any(mine.rglob("*.ann"))
        (mine / "notes.txt").write_text("mine", "utf-8")
        await seat.press("w", "enter")
        assert "has a file that no export made" in said(seat)
    assert (mine / "notes.txt").read_text("utf-8") == "mine"
    shutil.rmtree(mine)


async def test_an_annotation_adrift_is_told_and_nothing_is_written(at_desk: AtDesk, path):
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER annotation_update")
        connection.execute(
            "UPDATE annotation SET fragments = json_set(fragments, '$[0].exact', 'other words')"
            " WHERE id = (SELECT max(id) FROM annotation)"
        )
    connection.close()
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        assert "cannot be exported" in seat.page
        await seat.press("w")
        assert "nothing was exported" in said(seat)
    assert not Wish().place(path).exists()


@pytest.mark.parametrize("typed", ["~nobody-at-all/x.jsonl", "x" * 300, "loop/x.jsonl"])
async def test_a_place_that_cannot_be_is_told_while_it_is_typed(at_desk: AtDesk, tmp_path, typed):
    (tmp_path / "loop").symlink_to("loop")
    place = typed if typed.startswith("~") else str(tmp_path / typed)
    async with at_desk((120, 40)) as seat:
        await seat.press("X", *"jjjjjjj", "enter")
        seat.app.screen.query_one("Line").value = place
        await seat.press("enter")
        assert "type another name" in str(seat.app.screen.query_one("Static.preview").render())
        await seat.press("escape")
        assert sheet(seat).wish.typed == ""


async def test_keys_are_taken_while_it_counts_and_the_result_comes_when_it_is_there(
    at_desk: AtDesk, monkeypatch
):
    held, counted = Event(), wish.counted

    def late(*args):
        held.wait(60)
        return counted(*args)

    monkeypatch.setattr(wish, "counted", late)
    async with at_desk() as seat:
        await pressed(seat, "X", "j", "s")
        assert "counting…" in card(seat)
        assert sheet(seat).rows.at == 1
        assert sheet(seat).wish.strict
        held.set()
        await seat.settle()
        assert "40 annotations go out" in card(seat)


def held_back(monkeypatch) -> Event:
    """Exports wait for this, and then go through their articles."""
    held, exported = Event(), wish.exported

    def late(*args):
        held.wait(60)
        return exported(*args)

    monkeypatch.setattr(wish, "exported", late)
    return held


async def test_an_export_goes_on_when_the_sheet_is_left_and_the_desk_says_when_it_is_done(
    at_desk: AtDesk, path, monkeypatch
):
    held = held_back(monkeypatch)
    async with at_desk((200, 40)) as seat:
        await seat.press("X")
        await pressed(seat, "w", "w")
        assert any(words in said(seat) for words in ("is still being written", "writing…"))
        await pressed(seat, "q")
        assert not Wish().place(path).exists()
        held.set()
        await seat.settle()
        assert seat.app.screen is seat.desk
        assert "wrote 2 articles, 40 annotations" in seat.status
    assert Wish().place(path).exists()


@pytest.mark.parametrize("name", ["jsonl", "brat"])
async def test_escape_stops_an_export_and_leaves_nothing(at_desk: AtDesk, path, monkeypatch, name):
    held = held_back(monkeypatch)
    before = sorted(one.name for one in path.parent.iterdir())
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        await choose_format(seat, name)
        await pressed(seat, "w")
        assert "esc stops it" in said(seat)
        await pressed(seat, "escape")
        assert "stopping" in said(seat)
        held.set()
        await seat.settle()
        assert card(seat) == "stopped: nothing was written"
        there = {
            one.name.removesuffix("-wal").removesuffix("-shm") for one in path.parent.iterdir()
        }
        assert there == {*before}
        await seat.press("w")
        assert "wrote 2 articles" in said(seat)
        await seat.press("escape")
        assert seat.app.screen is seat.desk


async def test_a_part_of_the_dataset_goes_out(at_desk: AtDesk, path):
    with open_store(path, annotator="ana", device="desk") as store:
        first, second = (one.uid for one in articles.summaries(store))
        splits.put(store, {first: "train", second: "dev"}, (50, 50, 0), 0)
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        await choose(seat, 6, "dev")
        assert "1 article, 20 annotations go out" in seat.page
        assert sheet(seat).wish.filters.splits == ("dev",)


async def test_an_option_has_a_row_where_the_format_heeds_it(at_desk: AtDesk, path):
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        assert "Token tags" not in seat.page
        await choose_format(seat, "conll-tokens")
        await choose(seat, 7, "iobes")
        assert "Token tags IOBES" in seat.page
        await seat.press("w")
        place = sheet(seat).wish.place(path)
        assert any(line.split(" ")[-1][:2] in ("S-", "E-") for line in lines_of(place))
        await choose_format(seat, "jsonl")
        assert sheet(seat).wish.heeded == Wish().options
        await choose_format(seat, "conll-tokens")
        await seat.press("g", *"jjjjjjj", "backspace")
        assert sheet(seat).wish.options == Wish().options


async def test_the_licence_of_a_card_is_typed(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        await seat.press("X")
        await choose_format(seat, "parquet")
        assert "Licence    unknown" in seat.page
        await choose(seat, 7, "cc-by-4.0")
        assert "Licence    cc-by-4.0" in seat.page
        assert sheet(seat).wish.heeded.licence == "cc-by-4.0"


def lines_of(place) -> list[str]:
    return place.read_text("utf-8").split("\n")


def around(some, one):
    """What stands before one of several, itself, and what stands behind."""
    at = some.index(one)
    return some[at - 1 : at + 2]


async def test_formats_are_gone_through_by_key_and_losses_follow(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        before, _, behind = around(names(), "jsonl")
        await seat.press("X", "l")
        assert f"go out as {behind}" in card(seat)
        await seat.press("h", "h")
        assert f"go out as {before}" in card(seat)
        assert "left out: " in card(seat)


def test_a_count_that_nobody_waits_for_ends():
    going = Going()
    going.step(1, 2)
    assert (going.done, going.of) == (1, 2)
    going.end()
    with pytest.raises(GivenUp):
        going.step(2, 2)


def test_a_link_to_the_database_is_the_database(path, tmp_path):
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    assert part_of(link, path) == ""
    assert part_of(tmp_path / "other.jsonl", path) is None
