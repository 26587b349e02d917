"""The desk while the file fails it: it says so, stays up, and keeps what was acknowledged."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tests.faults.conftest import Small
from tests.faults.test_locked import held
from tui.store import articles, check
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store

DECISION = "This decision follows statements made by a senior Ukrainian official"
TOLL = "at least 84 mercenaries"


async def mark(seat: Seat, words: str, key: str = "2") -> None:
    await seat.go_to(words)
    await seat.press(key)


def is_whole(path: Path) -> bool:
    with open_reader(path) as store:
        return check.faults(store) == []


async def test_a_file_locked_for_good(at_desk: AtDesk, path: Path):
    """Each try is answered, reading goes on, and the mark is made when the other has gone."""
    async with at_desk((120, 40)) as seat:
        with held(path):
            for _ in range(3):
                await mark(seat, DECISION)
                assert "is locked by another process" in seat.desk.message.plain
            before = seat.top
            await seat.press("pagedown")
            assert seat.top != before or seat.reading.cursor
            await seat.press("]")
            assert seat.reading.here() is not None
            await seat.press("u")
            assert seat.app.is_running
        await mark(seat, DECISION)
        assert len(seat.mine()) == 1
    assert is_whole(path)


async def test_a_file_locked_for_three_seconds(at_desk: AtDesk, path: Path):
    """A desk that waits as long as the commands do makes the mark without a word."""
    with open_store(path, annotator="ana", device="desk-1", timeout=5) as store:
        async with at_desk((120, 40), store=store) as seat:
            with held(path, seconds=3):
                await mark(seat, DECISION)
            assert len(seat.mine()) == 1


def limit_pages(store: Store, more: int) -> None:
    room = store.value("PRAGMA page_count") + more
    store.rows(f"PRAGMA max_page_count = {room}")


async def test_a_disk_that_is_full_and_then_has_room(at_desk: AtDesk, path: Path):
    with open_store(path, annotator="ana", device="desk-1") as store:
        async with at_desk((120, 40), store=store) as seat:
            limit_pages(store, 0)
            told = ""
            while "full" not in told:
                await seat.press("j", "2")
                told = seat.desk.message.plain
            assert "the disk is full, nothing was written" in told
            assert len(seat.mine()) == len([m for m in seat.reading.marks if m.annotator == "ana"])
            kept = seat.mine()
            await seat.press("]", "[")
            assert seat.app.is_running
            limit_pages(store, 10_000)
            await mark(seat, DECISION, "1")
            assert len(seat.mine()) == len(kept) + 1
            await seat.press("u")
            assert seat.mine() == kept
    assert is_whole(path)


async def test_a_note_typed_on_a_full_disk_is_not_lost(at_desk: AtDesk, path: Path):
    with open_store(path, annotator="ana", device="desk-1") as store:
        async with at_desk((120, 40), store=store) as seat:
            await mark(seat, DECISION)
            limit_pages(store, 0)
            note = "precious " * 600
            await seat.press("m")
            seat.app.focused.text = note
            await seat.press("enter")
            assert "precious" in seat.page, "what was typed is still there"
            limit_pages(store, 10_000)
            await seat.press("enter")
            assert [one.note.strip() for one in seat.stored() if one.annotator == "ana"] == [
                note.strip()
            ]


async def test_a_full_file_system_under_the_file_and_the_view(
    at_desk: AtDesk, path: Path, small: Small, monkeypatch: pytest.MonkeyPatch
):
    """Where the cursor was is kept in a file of its own: that it cannot be is no reason to fall."""
    there = small.folder / "annotations.db"
    there.write_bytes(path.read_bytes())
    monkeypatch.setenv("XDG_STATE_HOME", str(small.folder / "state"))
    small.fill()
    async with at_desk((120, 40), path=there) as seat:
        await mark(seat, DECISION)
        told = seat.desk.message.plain
        assert str(there) in told
        assert "damaged" not in told
        assert seat.mine() == []
        await seat.press("j", "j", "]")
        small.free()
        await mark(seat, DECISION)
        assert len(seat.mine()) == 1
    assert is_whole(there)


async def test_a_file_that_goes_bad_under_the_desk(at_desk: AtDesk, path: Path):
    """Another program overwrites a part of it: said in a line, and the desk stays up."""
    async with at_desk((120, 40)) as seat:
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(path.stat().st_size - 4096))
        await mark(seat, DECISION)
        assert "damaged" in seat.desk.message.plain
        await seat.press("j", "]", "u", "H")
        assert "damaged" in seat.page, "the history says so as well"
        await seat.press(
            "escape", "O", "j", "enter", "escape", "ctrl+f", "m", "a", "enter", "escape"
        )
        await seat.press("c", "escape", "m", "x", "enter", "escape", "d")
        assert seat.app.is_running
        assert any(TOLL in pane.reader.reading.text for pane in seat.desk.panes)


async def test_a_file_taken_away_under_the_desk(at_desk: AtDesk, path: Path):
    """Moved or deleted by someone: the desk stays up and answers."""
    async with at_desk((120, 40)) as seat:
        moved = path.rename(path.with_name("moved.db"))
        await mark(seat, DECISION)
        told = seat.desk.message.plain
        await seat.press("j", "]")
        assert seat.app.is_running
        moved.rename(path)
        with closing(sqlite3.connect(path)) as plain:
            (made,) = plain.execute(
                "SELECT count(*) FROM annotation JOIN annotator ON annotator.id = annotator_id"
                " WHERE name = 'ana'"
            ).fetchone()
        assert (made == 1) == ("tagged" in told), told


async def test_two_desks_at_one_file(at_desk: AtDesk, path: Path):
    """Each marks in turn; neither is refused, and neither loses the other's."""
    with (
        open_store(path, annotator="ana", device="desk-1", timeout=1) as first,
        open_store(path, annotator="ben", device="desk-2", timeout=1) as second,
    ):
        async with at_desk((80, 24), store=first) as ana, at_desk((80, 24), store=second) as ben:
            await mark(ana, DECISION)
            await mark(ben, TOLL)
            await mark(ana, TOLL)
            await ben.press("u")
            await mark(ben, DECISION)
            stored = [(one.annotator, one.quote[:8]) for one in ben.stored()]
    assert [one for one in stored if one[0] == "ben"] == [("ben", DECISION[:8])]
    assert len([one for one in stored if one[0] == "ana"]) == 2
    assert is_whole(path)


async def test_articles_removed_elsewhere_while_the_library_is_leafed_through(
    at_desk: AtDesk, tmp_path: Path
):
    path = library_of(tmp_path / "many.db", *(f"Article {n}.\nToll {n}." for n in range(350)))
    async with at_desk((120, 40), path=path) as seat:
        await seat.press("O")
        with open_store(path, annotator="importer", device="desk-2") as other:
            gone = [one.uid for one in articles.summaries(other)][20:330]
            articles.remove(other, gone)
        await seat.press("G", "k", "g", "j", "G", "enter")
        assert seat.app.is_running
