"""At the desk: articles are added from paths and the clipboard, looked at first, and undone."""

from threading import Event

import pyperclip
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from tests.app.seat import HOPS, library_of
from tui.adding import taking
from tui.app import adding as room
from tui.app.screens import adding as sheet
from tui.app.typed_paths import completed, named, quoted
from tui.store import articles
from tui.store.opening import open_reader

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(sheet, "AFTER", 0.001)


@pytest.fixture
def press_kit(tmp_path):
    """A folder with two articles, and what is none."""
    folder = tmp_path / "press kit"
    folder.mkdir()
    (folder / "gao.txt").write_text("The market of Gao burned down.\nNobody was hurt.\n")
    (folder / "kidal.md").write_text("# Kidal\n\nThe road to Kidal is open again.\n")
    (folder / "photo.psd").write_bytes(b"8BPS\x00\x01" + bytes(200))
    return folder


def here(path):
    with open_reader(path) as store:
        return [one.title for one in articles.summaries(store)]


@pytest.fixture
def path(tmp_path):
    return library_of(tmp_path / "t.db", "The toll rose.\nMore is not known.\n")


async def typed(seat, words):
    """Type into the line all at once."""
    seat.app.screen.line.value = words
    await seat.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_a_folder_is_looked_at_then_added_opened_and_undone(at_desk, path, press_kit, size):
    async with at_desk(size, path=path) as seat:
        before = here(path)
        await seat.press("I")
        await typed(seat, quoted(str(press_kit)))
        assert "2 files (1 text, 1 markdown)" in seat.page
        assert "The market of Gao burned down." in seat.page
        assert here(path) == before
        await seat.press("enter")
        assert "2 added" in seat.page
        assert "passed over" in seat.page
        assert len(here(path)) == 3
        await seat.press("u")
        assert here(path) == before
        assert "undid: add 2 texts" in seat.page
        await seat.press("ctrl+u")
        await typed(seat, str(quoted(str(press_kit / "gao.txt"))))
        await seat.press("enter", "enter")
        assert seat.app.screen is seat.desk
        assert seat.reading.text.startswith("The market of Gao")


async def test_the_first_article_is_added_to_an_empty_database(at_desk, tmp_path, press_kit):
    async with at_desk(path=library_of(tmp_path / "empty.db")) as seat:
        assert "I adds files, folders and web pages" in seat.page
        await seat.press("I")
        await typed(seat, quoted(str(press_kit / "gao.txt")))
        await seat.press("enter", "enter")
        assert seat.reading.text.startswith("The market of Gao")
        await seat.press("I")
        assert "The market of Gao" in seat.page


async def test_what_is_here_already_is_told_before_and_after(at_desk, path, tmp_path):
    file = tmp_path / "again.txt"
    file.write_text("The toll rose.\nMore is not known.\n")
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, str(file))
        assert "already here: The toll rose." in seat.page
        await seat.press("enter")
        assert "1 file: 1 already here" in seat.page
        assert "undo" not in seat.app.screen.query_one("#said").render().plain
        assert len(here(path)) == 1


async def test_what_cannot_be_read_is_told_with_its_reason(at_desk, path, tmp_path):
    async with at_desk(path=path) as seat:
        await seat.press("I", "enter")
        assert "there is nothing to add" in seat.page
        await typed(seat, str(tmp_path / "none.txt"))
        assert "there is no such file" in seat.page
        await seat.press("enter")
        assert "1 not read" in seat.page
        await seat.press("escape")
        assert seat.app.screen is seat.desk


@pytest.mark.parametrize("size", SIZES)
async def test_the_text_in_the_clipboard_is_an_article(at_desk, path, monkeypatch, size):
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.setattr(pyperclip, "paste", lambda: "A pasted article\u202e.\nIt has two lines.\n")
    async with at_desk(size, path=path) as seat:
        await seat.press("I", "ctrl+v")
        assert "A pasted article·.  the clipboard" in seat.page
        await seat.press("ctrl+v")
        assert "A pasted article" not in seat.page
        await seat.press("ctrl+v", "enter", "enter")
        assert seat.reading.text == "A pasted article\u202e.\nIt has two lines.\n"


async def test_lines_that_the_terminal_pastes_are_a_text_or_paths(at_desk, path, press_kit):
    async with at_desk(path=path) as seat:
        await seat.press("I")
        line = seat.app.screen.line
        files = [str(one) for one in sorted(press_kit.iterdir())[:2]]
        line.post_message(events.Paste("\n".join(files)))
        await seat.settle()
        assert named(line.value) == files
        line.value = ""
        line.post_message(events.Paste("A pasted article.\nIt has two lines."))
        await seat.settle()
        assert line.value == ""
        assert "A pasted article.  the clipboard" in seat.page


async def test_without_a_clipboard_it_says_what_to_do(at_desk, path, monkeypatch):
    monkeypatch.setenv("SSH_CONNECTION", "1")
    async with at_desk(path=path) as seat:
        await seat.press("I", "ctrl+v")
        assert "the clipboard is on another machine" in seat.page


async def test_stopped_what_is_done_stays_and_the_desk_is_alive(
    at_desk, path, tmp_path, monkeypatch
):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Article {number} tells of town {number}.\n")
    gathered = room._gather

    def slowly(read, items, going):
        more = gathered(read, items, going)
        if more:
            desk.going.end()
        return more and not going.ended

    monkeypatch.setattr(room, "_gather", slowly)
    monkeypatch.setattr(taking, "BATCH", 10)
    async with at_desk(path=path) as seat:
        await seat.press("I")
        desk = seat.app.screen.room
        await typed(seat, str(folder))
        await seat.press("enter")
        assert "stopped, 20 left: 10 files: 10 added" in seat.page
        assert len(here(path)) == 11
        await seat.press("u")
        assert len(here(path)) == 1


async def test_an_addition_of_several_batches_is_taken_back_and_done_again_by_one_key(
    at_desk, path, tmp_path, monkeypatch
):
    (tmp_path / "many").mkdir()
    for number in range(25):
        text = f"Article {number} tells of town {number}.\n"
        (tmp_path / "many" / f"{number:02}.txt").write_text(text)
    monkeypatch.setattr(taking, "BATCH", 10)
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, str(tmp_path / "many"))
        await seat.press("enter", "escape")
        assert seat.app.screen is seat.desk
        assert len(here(path)) == 26
        await seat.press("u")
        assert "undid: 3 operations" in seat.status
        assert len(here(path)) == 1
        await seat.press("ctrl+r")
        assert len(here(path)) == 26


async def test_while_articles_are_added_the_sheet_can_be_left(
    at_desk, path, press_kit, monkeypatch
):
    left, gathered = Event(), room._gather
    monkeypatch.setattr(room, "_gather", lambda *args: left.wait(20) and gathered(*args))
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, quoted(str(press_kit)))
        await seat.pilot.press("enter")
        while seat.app.screen.room.going is None:
            await seat.pilot.pause(0)
        assert "esc stop adding" in seat.page
        seat.app.screen.dismiss(None)
        for _ in range(HOPS):
            await seat.pilot.pause(0)
        await seat.pilot.press("j")
        left.set()
        await seat.settle()
        assert seat.app.screen is seat.desk
        assert "2 added" in seat.status
        assert len(here(path)) == 3


async def test_the_column_of_a_table_is_asked_for_once(at_desk, path, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name, town in (("a.csv", "Gao"), ("b.csv", "Mopti")):
        rows = [f"{town} {n},The road to {town} is open for day {n}.,x" for n in range(3)]
        (tmp_path / name).write_text("\n".join(["alpha,beta,gamma", *rows]) + "\n")
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, str(tmp_path / "a.csv"))
        await seat.pilot.press("enter")
        while seat.app.screen is seat.desk or "Which column" not in seat.page:
            await seat.pilot.pause(0)
        for key in "beta":
            await seat.pilot.press(key)
        await seat.press("enter")
        assert "3 added" in seat.page
        await seat.press("i")
        await typed(seat, str(tmp_path / "b.csv"))
        await seat.press("enter")
        assert "3 added" in seat.page


def test_a_path_is_completed_as_far_as_it_is_sure(press_kit):
    start = f"one.txt {quoted(str(press_kit))[:-2]}"
    typed, names = completed(start)
    assert typed == f"one.txt {quoted(str(press_kit))}/"
    assert names == ["press kit/"]
    assert completed(typed) == (typed, ["gao.txt", "kidal.md", "photo.psd"])
    typed, _ = completed(f"{typed}k")
    assert named(typed) == ["one.txt", str(press_kit / "kidal.md")]


def test_names_that_cannot_be_shown_are_not_offered_and_keys_are_no_file(tmp_path):
    (tmp_path / "a\u202eb.txt").write_text("x")
    assert completed(f"{tmp_path}/a") == (f"{tmp_path}/a", [])
    assert named("- 'it is' https://example.org/a") == ["./-", "it is", "https://example.org/a"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_a_name_is_typed_so_that_it_is_named_again_and_anything_may_be_typed(name):
    if name and not name.startswith(("~", "http")) and name != "-":
        assert named(f"{quoted(name)} b") == [name, "b"]
    assert completed(name)[0].startswith(name[:1]) or not name
    assert all(isinstance(one, str) for one in named(name * 20))


async def test_what_can_be_no_name_is_told_and_the_desk_lives(at_desk, path):
    async with at_desk(path=path) as seat:
        await seat.press("I")
        for words in ("x" * 3000, "~nobody-here/a", "'", "\\"):
            await typed(seat, words)
        await typed(seat, "y" * 300)
        assert "cannot be read" in seat.page
        await seat.press("enter")
        assert "1 not read" in seat.page


async def test_tab_completes_and_shows_how_a_path_could_go_on(at_desk, path, press_kit):
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, f"{quoted(str(press_kit))}/")
        await seat.press("tab")
        assert "gao.txt  kidal.md  photo.psd" in seat.page
        await seat.press("k", "tab")
        assert named(seat.app.screen.line.value) == [str(press_kit / "kidal.md")]
        await seat.press("escape")
        assert seat.app.screen is seat.desk
