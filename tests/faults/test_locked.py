"""Another process holds the file, for three seconds or for good."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import PATIENCE, Life, command, complaint
from tests.faults.ledger import Ledger, promised_to, settle
from tests.faults.session import Session
from tui.errors import DataError
from tui.store.opening import open_reader, open_store

HOLD = """
import sqlite3, sys, time
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute(f"BEGIN {sys.argv[2]}")
print("held", flush=True)
if sys.argv[3] == "for good":
    sys.stdin.read()
else:
    time.sleep(float(sys.argv[3]))
other.execute("ROLLBACK")
"""

READERS = [("list",), ("stats",), ("check",), ("export", "jsonl"), ("export", "csv")]


@contextmanager
def held(path: Path, how: str = "IMMEDIATE", seconds: float | str = "for good") -> Iterator[None]:
    """Another process has the file: IMMEDIATE to write in it, EXCLUSIVE so that nobody may read."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), how, str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
    finally:
        other.communicate(timeout=PATIENCE)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    text = tmp_path / "new.txt"
    text.write_text("The toll rose to 84, the rebels said.\n")
    return text


class TestForThreeSeconds:
    def test_a_write_waits_and_is_kept(self, path: Path, text: Path):
        with held(path, seconds=3):
            done = command("add", text, "--db", path)
        assert (done.returncode, complaint(done.stderr)) == (0, "")
        assert "new.txt" in command("list", "--db", path).stdout

    def test_reading_waits_for_one_who_is_just_writing(self, path: Path):
        with held(path, "EXCLUSIVE", 3):
            done = command("list", "--db", path)
        assert (done.returncode, complaint(done.stderr)) == (0, "")
        assert len(done.stdout.splitlines()) == 2

    def test_a_session_under_way_waits_and_loses_nothing(self, path: Path):
        ledger = Ledger("ana")
        life = Life(path, ledger, 1, 400, "--pause", 0.004)
        life.hear(20)
        with held(path, seconds=3):
            assert life.process.poll() is None
        assert life.end() == (0, "")
        settle(path, ledger)


class TestForGood:
    def test_a_write_is_refused_in_one_line_within_the_time_it_waits(self, path: Path, text: Path):
        before = path.read_bytes()
        with held(path):
            done = command("add", text, "--db", path)
            assert done.returncode == 1
            said = f"claimdesk: {path} is locked by another process: close it there, or try again"
            assert done.stderr == f"{said}; nothing was lost\n"
        assert path.read_bytes() == before

    @pytest.mark.parametrize("words", READERS, ids=" ".join)
    def test_reading_goes_on(self, path: Path, words: tuple[str, ...]):
        with held(path):
            done = command(*words, "--db", path)
        assert (done.returncode, complaint(done.stderr)) == (0, "")

    def test_reading_goes_on_beside_a_desk_at_work(self, path: Path):
        with open_store(path, annotator="ben", device="desk-2") as desk:
            ledger = Ledger("ben")
            Session(desk, random.Random(1), ledger.hear).play(10)
            with desk.operation("something long"), open_reader(path, timeout=0) as store:
                assert promised_to(store, "ben") == ledger.rows

    def test_nothing_is_half_written_and_the_write_can_be_tried_again(self, path: Path):
        ledger = Ledger("ana")
        with open_store(path, annotator="ana", device="desk-1", timeout=0.05) as store:
            session = Session(store, random.Random(1), ledger.hear)
            session.play(10)
            for _ in range(5):
                with held(path):
                    with pytest.raises(DataError, match="locked by another process"):
                        session.do_add()
                    ledger.flying = None
                    assert promised_to(store, "ana") == ledger.rows
                session.play(5)
        settle(path, ledger)


class TestTwoStoresInOneProcess:
    """POSIX drops a process's locks on a file when the process closes the file anywhere."""

    def test_opening_a_second_one_keeps_the_locks_of_the_first(self, path: Path):
        with open_store(path, annotator="ana", device="desk-1") as first:
            first.connection.execute("BEGIN IMMEDIATE")
            open_store(path, annotator="ben", device="desk-1").close()
            open_reader(path).close()
            tries = (
                "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0.1).execute('BEGIN IMMEDIATE')"
            )
            done = subprocess.run([sys.executable, "-c", tries, path], capture_output=True)
            assert b"database is locked" in done.stderr

    def test_what_the_first_writes_after_another_process_is_done_is_kept(self, path: Path):
        """That process, were it alone, would put the file at rest and take the log away."""
        ledger = Ledger("ana")
        with open_store(path, annotator="ana", device="desk-1") as first:
            session = Session(first, random.Random(1), ledger.hear)
            session.play(5)
            other = Ledger("cho")
            with open_store(path, annotator="ben", device="desk-1"):
                assert Life(path, other, 1, 5).end() == (0, "")
            session.play(5)
            settle(path, ledger, other)
        settle(path, ledger, other)
