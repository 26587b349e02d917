"""At the desk: articles are added from paths and the clipboard, looked at first, and undone."""

from threading import Event

import pyperclip
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from tests.app.seat import HOPS, NAMES, library_of
from tui.adding import taking
from tui.adding.outcomes import missed
from tui.adding.reading import Wanted
from tui.app import adding as room
from tui.app.adding_lines import as_usual, at_the_desk, folders_of, in_a_line, lines, shorter
from tui.app.screens.adding_options import _typed as standing
from tui.app.screens.adding_options import _with as chosen_with
from tui.app.typed_paths import completed, named, quoted
from tui.app.widgets import coming
from tui.errors import CallError
from tui.store import articles
from tui.store.opening import open_reader

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(coming, "AFTER", 0.001)


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


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """Two tables of the same columns, none of which has a name that a text usually has."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name, town in (("a.csv", "Gao"), ("b.csv", "Mopti")):
        rows = [f"{town} {n},The road to {town} is open for day {n}.,x" for n in range(3)]
        (tmp_path / name).write_text("\n".join(["alpha,beta,gamma", *rows]) + "\n")
    return tmp_path


MOST = 5_000
"""Pauses in which a question has come."""


async def asked(seat, words):
    """Wait until this is asked."""
    for _ in range(MOST):
        if words in seat.page:
            return
        await seat.pilot.pause(0.001)
    raise AssertionError(seat.page)


async def answer(seat, words, typed):
    await asked(seat, words)
    await seat.pilot.press(*(NAMES.get(letter, letter) for letter in typed), "enter")


async def test_the_columns_of_a_table_are_asked_for_once_and_again_where_it_was_undone(
    at_desk, path, tables
):
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, str(tables / "a.csv"))
        assert "(alpha, beta, gamma): you are asked which when it is added" in " ".join(
            seat.page.split()
        )
        await seat.pilot.press("enter")
        await answer(seat, "Which column of a.csv has the text?", "beta")
        await answer(seat, "And which has its title?", "alpha")
        for detail in ("source", "date", "address"):
            await answer(seat, f"And which has its {detail}?", "")
        await seat.settle()
        assert "3 added" in seat.page
        await seat.press("i")
        await typed(seat, str(tables / "b.csv"))
        assert "Mopti 0" in seat.page
        await seat.press("enter")
        assert "Mopti 0" in here(path)
        await seat.press("u")
        await typed(seat, str(tables / "b.csv"))
        await seat.pilot.press("enter")
        await asked(seat, "Which column of b.csv has the text?")
        await seat.press("escape")
        assert "ctrl+o Columns says which" in " ".join(seat.page.split())
        await seat.press("i")
        await typed(seat, f"{tables / 'a.csv'} {tables / 'b.csv'}")
        await seat.pilot.press("enter")
        await answer(seat, "Which column of a.csv", "no other")
        await seat.settle()
        assert "2 files: 2 not read" in seat.page


async def test_a_table_waits_with_its_question_where_the_sheet_was_left(at_desk, path, tables):
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, str(tables / "a.csv"))
        await seat.pilot.press("enter")
        seat.app.screen.dismiss(None)
        await asked(seat, "adding waits for an answer")
        assert seat.app.screen is seat.desk
        await seat.pilot.press("j", "I")
        await answer(seat, "Which column of a.csv", "beta")
        for detail in ("title", "source", "date", "address"):
            await answer(seat, f"And which has its {detail}?", "")
        await seat.settle()
        assert "3 added" in seat.page


@pytest.mark.parametrize("size", SIZES)
async def test_options_hold_for_what_is_added_and_are_told_in_the_sheet(
    at_desk, path, tmp_path, size
):
    file = tmp_path / "a.txt"
    file.write_bytes("La pose du château est finie à Gao.\n".encode("cp1252"))
    async with at_desk(size, path=path) as seat:
        await seat.press("I")
        await typed(seat, str(file))
        assert "château" in seat.page
        await seat.press("ctrl+o", "enter")
        await seat.type("Le Monde")
        await seat.press("enter", *["j"] * 4, "enter")
        await seat.type("cp")
        assert "there is no encoding 'cp'" in seat.page
        await seat.press("enter")
        await seat.type("850")
        assert "texts are read as cp850" in seat.page
        await seat.press("enter", "k", "enter", "escape")
        assert "source Le Monde · whole pages" not in seat.page
        assert "source Le Monde · the other extractor · read as cp850" in seat.page
        assert "La pose du chÔteau" in seat.page
        await seat.press("enter", "enter")
        assert seat.reading.text.startswith("La pose du chÔteau")
        assert seat.reading.article.summary.source == "Le Monde"
        await seat.press("I", "ctrl+o", *["j"] * 4, "backspace", "ctrl+o")
        assert "source Le Monde · the other extractor" in seat.page
        assert "cp850" not in seat.page


async def test_what_a_feed_lists_is_fetched_where_that_was_chosen(at_desk, path, tmp_path):
    """The page would be on this machine, from which nothing is fetched unasked."""
    item = (
        "<item><title>It burned</title><link>http://127.0.0.1:9/a</link><description>The market of "
    )
    item += "Gao burned down.</description></item>"
    file = tmp_path / "feed.xml"
    file.write_text(f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>")
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, str(file))
        await seat.press("enter")
        assert "ctrl+o Feeds takes the page" in seat.app.screen.room.outcomes[0].line
        await seat.press("u", "ctrl+o", "j", "j", "enter", "escape", "enter")
        assert "its page was not taken: 127.0.0.1" in seat.app.screen.room.outcomes[0].line


@pytest.mark.parametrize(
    ("about", "typed"),
    [("source", " Le  Monde "), ("story", "toll"), ("columns", "text=body title='the head'")],
)
def test_what_is_typed_for_an_option_is_typed_again_and_taken_back(about, typed):
    chosen = chosen_with(Wanted(), about)(typed)
    again = chosen_with(Wanted(), about)(standing(chosen, about))
    assert again == chosen != Wanted()
    assert as_usual(chosen, about) == Wanted()
    assert in_a_line(chosen)
    assert [line.about for line in lines(chosen) if line.chosen] == [about]


@pytest.mark.parametrize("typed", ["text", "=body", "body=text", "text='body"])
def test_columns_are_typed_with_what_they_hold(typed):
    with pytest.raises(CallError, match=r"(type WHAT=COLUMN|close it)"):
        chosen_with(Wanted(), "columns")(typed)


def test_remedies_are_those_of_the_desk():
    large = at_the_desk(missed("--largest", "it has more than 25 MB: --largest allows more"))
    assert large.line == "--largest: it has more than 25 MB: claimdesk add --largest allows more"


def test_a_file_is_told_from_the_folder_on_that_was_named(press_kit):
    table, address = press_kit / "b.csv", "https://example.org/a"
    folders = folders_of([str(press_kit.parent / "a.txt"), f"{press_kit}/", str(table), address])
    for name, told in (
        (str(press_kit / "x.txt"), "x.txt"),
        (str(press_kit / "deep/x.txt"), "deep/x.txt"),
        (f"{table}/row 1", "b.csv/row 1"),
        (str(press_kit.parent / "a.txt"), "a.txt"),
        ("/b/x.txt", "/b/x.txt"),
        (address, address),
    ):
        assert shorter(missed(name, "it is empty"), folders).name == told


async def test_letters_and_enter_typed_at_once_are_no_new_look(at_desk, path, press_kit):
    async with at_desk(path=path) as seat:
        await seat.press("I")
        line = seat.app.screen.line
        line.value = quoted(str(press_kit / "gao.txt"))
        await line._on_key(events.Key("enter", "\r"))  # before the news of the letters is heard
        await seat.settle()
        assert line.value == ""
        assert "added        The market of Gao" in seat.page
        line.focus()
        line.value = "more"
        await line._on_key(events.Key("escape", None))
        await seat.settle()
        await seat.press("I")
        assert seat.app.screen.line.value == "more"


async def test_what_was_typed_is_there_again_after_escape(at_desk, path, press_kit):
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, quoted(str(press_kit)))
        await seat.press("escape", "j", "I")
        assert named(seat.app.screen.line.value) == [str(press_kit)]
        assert "2 files (1 text, 1 markdown)" in seat.page
        await seat.press("enter", "escape", "I")
        assert seat.app.screen.line.value == ""
        assert "The market of Gao" in seat.page


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
    try:
        assert all(isinstance(one, str) for one in named(name * 20))
    except CallError:
        assert set(name) & set("'\"\\")


async def test_a_quotation_mark_that_is_open_is_told_but_in_a_name_that_is_there(
    at_desk, path, tmp_path
):
    (tmp_path / "it's.txt").write_text("The toll rose again.")
    async with at_desk(path=path) as seat:
        await seat.press("I")
        await typed(seat, f"{tmp_path}/it's.txt")
        assert "The toll rose again." in seat.page
        await typed(seat, f"'{tmp_path}/a")
        assert "a quotation mark is open: close it, or type \\ before it" in seat.page
        await seat.press("enter")
        assert seat.app.screen.line.value.startswith("'")


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
