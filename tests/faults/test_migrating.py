"""Bringing an older file up to date, killed, twice at once, on a full disk: whole or not at all."""

import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.conftest import PATIENCE, Small, Tally, command, environment
from tests.store.test_migrations import OLDER, contents, rows_of_old, schema_of
from tui.store import backups, check
from tui.store.opening import open_reader, open_store
from tui.store.schema import SCHEMA_VERSION

CHILD = """
import os, signal, sqlite3, sys
from pathlib import Path
from tui.store.opening import open_store
left = int(sys.argv[2])
def fall(sql):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
real = sqlite3.connect
def connect(*arguments, **options):
    connection = real(*arguments, **options)
    connection.set_trace_callback(fall)
    return connection
sqlite3.connect = connect
open_store(Path(sys.argv[1]), annotator="bo", device="d").close()
print(left)
"""
"""Opens a file for work; kills itself before its Nth statement on any connection."""


@pytest.fixture(params=OLDER, ids=lambda file: file.stem)
def released(request, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "annotations.db"))


@pytest.fixture
def seen(released: Path):
    """What a reader sees in it, whatever its schema."""
    with open_reader(released) as store:
        return contents(store)


def opening(path: Path, fall: int = 0) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(fall)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def backups_are_whole(path: Path, before: list) -> int:
    """Every backup opens and has what the file had. Returns how many there are."""
    found = backups.backups(path)
    for backup in found:
        assert schema_of(backup.path) < SCHEMA_VERSION
        assert rows_of_old(backup.path) == before
    return len(found)


def test_killed_before_any_of_its_statements(released: Path, seen, tmp_path: Path, tally: Tally):
    before = rows_of_old(released)
    spare = tmp_path / "spare"
    spare.write_bytes(released.read_bytes())
    whole = opening(released)
    out, said = whole.communicate(timeout=PATIENCE)
    assert (whole.returncode, said) == (0, "")
    statements = -int(out)
    assert statements > 50
    old = 0
    falls = sorted({1, statements, *range(2, statements, max(1, statements // 20))})
    for fall in falls:
        for file in tmp_path.glob("annotations.db*"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        shutil.copy(spare, released)
        killed = opening(released, fall)
        assert killed.wait(PATIENCE) == -signal.SIGKILL
        killed.communicate()
        with closing(sqlite3.connect(released)) as plain:  # which recovers it, as any opening does
            (schema,) = plain.execute("PRAGMA user_version").fetchone()
        old += schema < SCHEMA_VERSION
        assert rows_of_old(released) == before
        if schema == SCHEMA_VERSION:
            assert backups_are_whole(released, before) == 1, "no step without a backup"
        with open_store(released, annotator="bo", device="d") as store:
            assert contents(store) == seen
            assert check.faults(store) == []
        assert backups_are_whole(released, before) >= 1
    assert 0 < old < len(falls)
    tally(f"{len(falls)} kills, {old} left the old schema whole, the others the new one")


def test_four_at_once(released: Path, seen):
    """A second window opened in impatience: one does it, the others find it done."""
    before = rows_of_old(released)
    at_once = [opening(released) for _ in range(4)]
    ends = [(*one.communicate(timeout=PATIENCE), one.returncode) for one in at_once]
    assert [(said, code) for _, said, code in ends] == [("", 0)] * 4
    assert backups_are_whole(released, before) == 1
    with open_store(released, annotator="bo", device="d") as store:
        assert contents(store) == seen
        assert check.faults(store) == []


def test_an_add_and_a_list_at_once(released: Path, tmp_path: Path):
    """Reading an older file needs no step of it, and does not stand in the way of one."""
    text = tmp_path / "new.txt"
    text.write_text("The toll rose to 84.\n")
    adding = subprocess.Popen(
        [sys.executable, "-m", "tui", "add", str(text), "--db", str(released)],
        stderr=subprocess.PIPE,
        env=environment(),
    )
    for _ in range(5):
        done = command("list", "--db", released)
        assert (done.returncode, done.stderr) == (0, "")
    adding.communicate(timeout=PATIENCE)
    assert adding.returncode == 0
    assert "new.txt" in command("list", "--db", released).stdout


class TestNoRoom:
    def refused(self, path: Path, done: "subprocess.CompletedProcess[str]") -> None:
        assert done.returncode in (1, 2)
        assert done.stderr.startswith("claimdesk: ")
        assert done.stderr.count("\n") == 1, done.stderr
        assert str(path) in done.stderr

    @pytest.mark.parametrize("leave", [0, 100_000, 500_000, 800_000])
    def test_on_a_full_file_system(self, released: Path, small: Small, seen, leave: int):
        there = small.folder / "annotations.db"
        there.write_bytes(released.read_bytes())
        before = rows_of_old(there)
        (small.folder.parent / "new.txt").write_text("The toll rose to 84.\n")
        small.fill(leave)
        done = command("add", small.folder.parent / "new.txt", "--db", there)
        if done.returncode:
            self.refused(there, done)
            assert rows_of_old(there) == before
        reading = command("list", "--db", there)
        assert (reading.returncode, reading.stderr) == (0, "")
        small.free()
        with open_store(there, annotator="bo", device="d") as store:
            assert contents(store)[: len(seen)] == seen
            assert check.faults(store) == []

    @pytest.mark.parametrize("size", [50_000, 300_000])
    def test_with_a_limit_on_the_size_of_files(self, released: Path, seen, size: int):
        before = rows_of_old(released)
        Path("new.txt").write_text("The toll rose to 84.\n")

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        self.refused(released, command("add", "new.txt", "--db", released, preexec_fn=limit))
        assert rows_of_old(released)[1:] == before[1:]
        with open_store(released, annotator="bo", device="d") as store:
            assert contents(store) == seen
            assert check.faults(store) == []
