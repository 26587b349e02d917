"""The disk is full in the middle: a plain message, nothing by halves, and on it goes with room."""

import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import Life, Small, Tally, command, complaint, environment
from tests.faults.ledger import Ledger, promised_to, settle
from tests.faults.session import Session
from tui.errors import DataError
from tui.store import adding, articles, check, history
from tui.store.adding import Intake
from tui.store.opening import open_store
from tui.text.policy import decode

LONG = "The toll rose to 84, the rebels said. " * 12_000


class TestAFileThatMayNotGrow:
    """SQLite's own limit on the pages of a file answers as a full disk does."""

    @pytest.mark.parametrize("seed", range(5))
    def test_work_goes_on_when_there_is_room_again(self, path: Path, seed: int):
        ledger, dice, told = Ledger("ana"), random.Random(seed), list[str]()
        with open_store(path, annotator="ana", device="desk-1") as store:
            session = Session(store, dice, ledger.hear)
            for _ in range(12):
                room = store.value("PRAGMA page_count") + dice.randint(0, 6)
                store.rows(f"PRAGMA max_page_count = {room}")
                try:
                    session.play(60)
                except DataError as error:
                    told.append(str(error))
                    ledger.flying = None  # told not to be done: nothing of it may be there
                    assert promised_to(store, "ana") == ledger.rows
                store.rows("PRAGMA max_page_count = 1000000")
                session.play(2)
            assert len(told) >= 6
            full = f"the disk is full, nothing was written to {path}: free some room and try again"
            assert set(told) == {full}
            ledger.hear({"step": "undo"})
            history.undo(store)
            ledger.hear({"done": []})
        settle(path, ledger)

    def test_an_import_is_whole_or_not_at_all(self, path: Path):
        with open_store(path, annotator="ana", device="desk-1") as store:
            room = store.value("PRAGMA page_count") + 30
            store.rows(f"PRAGMA max_page_count = {room}")
            intakes = [intake(f"Article {number}.\n{LONG[:9000]}") for number in range(40)]
            with pytest.raises(DataError, match="the disk is full, nothing was written"):
                adding.add(store, intakes)
            assert len(articles.summaries(store)) == 2
            assert check.faults(store) == []
            store.rows("PRAGMA max_page_count = 1000000")
            assert len(adding.add(store, intakes)) == 40
            assert check.faults(store) == []


def intake(text: str) -> Intake:
    return Intake(decode(text.encode()), text.encode(), "intake.txt")


@pytest.fixture
def there(small: Small, path: Path) -> Path:
    """The database, on the small file system."""
    there = small.folder / "annotations.db"
    there.write_bytes(path.read_bytes())
    return there


@contextmanager
def only_told(done: "subprocess.CompletedProcess[str]") -> Iterator[str]:
    """A command that failed with one plain line and nothing else."""
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("claimdesk: ")
    assert done.stderr.count("\n") == 1, done.stderr
    yield done.stderr


class TestAFullFileSystem:
    """With real processes on a real file system."""

    @pytest.mark.parametrize("leave", [40_000, 500_000, 1_000_000])
    def test_tagging(self, there: Path, small: Small, leave: int, tally: Tally):
        small.fill(leave)
        ledger = Ledger("ana")
        life = Life(there, ledger, leave, 100_000)
        code, said = life.end()
        assert code == 1
        assert "the disk is full" in said.splitlines()[-1]
        ledger.flying = None
        small.free()
        settle(there, ledger)
        steps = ledger.steps
        assert (steps > 0) == (leave > 100_000)
        again = Life(there, ledger, 1, 30)
        assert again.end() == (0, "")
        settle(there, ledger)
        tally(f"{leave:,} bytes free: {steps} steps, then refused, 0 lost")

    def test_reading_and_checking_go_on(self, there: Path, small: Small):
        """Also in a file whose last writer died on the full disk and left its log."""
        small.fill(600_000)
        ledger = Ledger("ana")
        killed = Life(there, ledger, 1, 100_000, "--fall", "400")
        killed.end()
        assert ledger.steps > 3
        small.fill()
        for words in (["list"], ["stats"], ["check"], ["export", "jsonl"], ["export", "csv"]):
            done = command(*words, "--db", there)
            assert (done.returncode, complaint(done.stderr)) == (0, ""), words
        settle(there, ledger)

    def test_adding_a_file(self, there: Path, small: Small, tmp_path: Path):
        text = tmp_path / "long.txt"
        text.write_text(LONG)
        small.fill(200_000)
        before = command("list", "--db", there).stdout
        with only_told(command("add", text, "--db", there)) as said:
            assert "the disk is full" in said
        assert command("list", "--db", there).stdout == before
        assert command("check", "--db", there).returncode == 0
        small.free()
        assert command("add", text, "--db", there).returncode == 0
        assert command("list", "--db", there).stdout != before

    def test_exporting_keeps_the_earlier_export(self, path: Path, small: Small):
        out = small.folder / "claims.jsonl"
        out.write_text("an earlier export\n")
        small.fill()
        with only_told(command("export", "jsonl", "-o", out, "--db", path)) as said:
            assert "No space left on device" in said
        assert out.read_text() == "an earlier export\n"
        assert sorted(small.folder.iterdir()) == [small.ballast, out]

    def test_making_a_new_database(self, small: Small, mali: Path):
        small.fill(20_000)
        with only_told(command("add", mali, "--db", small.folder / "new.db")) as said:
            assert "new.db" in said
        assert list(small.folder.iterdir()) == [small.ballast]


def limit(size: int) -> Callable[[], None]:
    """For a child process: no file may grow beyond so many bytes, whoever runs the tests."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class TestALimitOnTheSizeOfFiles:
    """`ulimit -f`, a quota, a FAT stick: the disk says no, with another word than full."""

    def test_adding_a_file(self, path: Path, tmp_path: Path):
        text = tmp_path / "long.txt"
        text.write_text(LONG)
        before = command("list", "--db", path).stdout
        with only_told(command("add", text, "--db", path, preexec_fn=limit(300_000))) as said:
            assert str(path) in said
            assert "damaged" not in said, "the file is well, and nobody should restore a backup"
            assert "try again" in said
        assert command("list", "--db", path).stdout == before
        assert command("check", "--db", path).returncode == 0
        assert command("add", text, "--db", path).returncode == 0

    def test_exporting_keeps_the_earlier_export(self, path: Path, tmp_path: Path):
        out = tmp_path / "claims.jsonl"
        out.write_text("an earlier export\n")
        words = ("export", "jsonl", "-o", out, "--db", path)
        with only_told(command(*words, preexec_fn=limit(5000))) as said:
            assert str(out) in said
        assert out.read_text() == "an earlier export\n"
        assert not list(tmp_path.glob(".*"))

    def test_making_a_new_database(self, tmp_path: Path, mali: Path):
        folder = tmp_path / "new"
        folder.mkdir()
        words = ("add", mali, "--db", folder / "new.db")
        with only_told(command(*words, preexec_fn=limit(20_000))) as said:
            assert "new.db" in said
        assert list(folder.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [("export", "jsonl"), ("export", "csv"), ("list",), ("stats",)])
def test_standard_output_on_a_full_disk(path: Path, words: tuple[str, ...]):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *words, "--db", str(path)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    said = done.stderr.decode()
    assert done.returncode == 1
    assert said.count("\n") == 1, said
    assert "No space left on device" in said
