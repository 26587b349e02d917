"""Backing up and restoring, killed, on a full disk, beside a stale log: whole or not at all."""

import copy
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.conftest import PATIENCE, Life, Small, Tally, command, environment
from tests.faults.ledger import Ledger, promised_to, settle
from tests.faults.session import Session
from tui.store import adding, backups, check
from tui.store.adding import Intake
from tui.store.opening import open_reader, open_store
from tui.text.policy import decode


def enlarge(path: Path) -> None:
    """Some megabytes of articles, so that a copy takes its time."""
    with open_store(path, annotator="importer", device="desk-1") as store:
        raws = [f"Article {n}.\n{'The toll rose to 84. ' * 400}".encode() for n in range(400)]
        adding.add(store, [Intake(decode(raw), raw) for raw in raws])


def start(*words: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tui", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment())


def whole_backups(path: Path) -> int:
    found = backups.backups(path)
    for backup in found:
        with open_reader(backup.path) as store:
            assert check.faults(store) == []
    return len(found)


def test_a_backup_killed_leaves_the_database_and_whole_backups(path: Path, tally: Tally):
    enlarge(path)
    ledger = Ledger("ana")
    with open_store(path, annotator="ana", device="desk-1") as store:
        Session(store, random.Random(1), ledger.hear).play(20)
    folder, killed, dice = backups.folder_of(path), 0, random.Random(1)
    for _ in range(12):
        backing_up = start("backup", "--db", path)
        parts = len(list(folder.glob(".*.part")))
        while len(list(folder.glob(".*.part"))) == parts and backing_up.poll() is None:
            pass
        time.sleep(dice.uniform(0, 0.15))  # the random moment
        backing_up.kill()
        killed += backing_up.wait(PATIENCE) == -signal.SIGKILL
    assert killed > 1
    made = whole_backups(path)
    assert made >= 12 - killed
    settle(path, ledger)
    assert command("backup", "--db", path).returncode == 0
    assert whole_backups(path) == made + 1
    tally(f"{killed} of 12 backups killed, {made} there, each of them whole")


def test_a_backup_while_others_write_has_all_that_was_acknowledged_before(path: Path):
    enlarge(path)
    ledger = Ledger("ana")
    life = Life(path, ledger, 1, 400, "--pause", 0.004)
    for number in range(4):
        life.hear(20)
        owed = set(ledger.rows)
        made = path.with_name(f"copy-{number}.db")
        done = command("backup", made, "--db", path)
        assert (done.returncode, done.stderr) == (0, "")
        with open_reader(made) as store:
            assert check.faults(store) == []
            there = store.rows("SELECT uid FROM annotation UNION SELECT uid FROM article")
        assert owed <= {uid for (uid,) in there}
    assert life.end() == (0, "")
    settle(path, ledger)


def told(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("claimdesk: ")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


class TestNoRoom:
    def test_a_backup_on_a_full_disk(self, path: Path, small: Small):
        there = small.folder / "annotations.db"
        there.write_bytes(path.read_bytes())
        small.fill(100_000)
        for words in ((), (small.folder / "copy.db",)):
            assert "room" in told(command("backup", *words, "--db", there))
        assert not (small.folder / "copy.db").exists()
        folder = backups.folder_of(there)
        assert not folder.exists() or list(folder.iterdir()) == []
        assert there.read_bytes() == path.read_bytes()
        small.free()
        assert command("backup", "--db", there).returncode == 0
        assert whole_backups(there) == 1

    def test_a_copy_under_a_limit_on_the_size_of_files(self, path: Path, tmp_path: Path):
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

        earlier = tmp_path / "copy.db"
        earlier.write_bytes(b"an earlier copy")
        told(command("backup", earlier, "--db", path, preexec_fn=limit))
        assert earlier.read_bytes() == b"an earlier copy"
        assert not list(tmp_path.glob(".*.part*"))

    def test_a_restoring_on_a_full_disk(self, path: Path, small: Small):
        there = small.folder / "annotations.db"
        there.write_bytes(path.read_bytes())
        backup = small.folder.parent / "backup.db"
        shutil.copy(path, backup)
        enlarge(backup)
        ledger = Ledger("ana")
        with open_store(there, annotator="ana", device="desk-1") as store:
            Session(store, random.Random(1), ledger.hear).play(10)
        small.fill(300_000)
        told(command("restore", backup, "--db", there))
        small.free()
        settle(there, ledger)


class TestRestoring:
    def test_over_a_file_whose_writer_was_killed(self, path: Path, tmp_path: Path):
        """Its log is not replayed into the backup, and the work in it is kept."""
        before = Ledger("ana")
        with open_store(path, annotator="ana", device="desk-1") as store:
            Session(store, random.Random(1), before.hear).play(10)
        after = copy.deepcopy(before)
        backup = tmp_path / "backup.db"
        shutil.copy(path, backup)
        killed = Life(path, after, 1, 10_000)
        killed.hear(30)
        killed.process.kill()
        killed.end()
        assert path.with_name(f"{path.name}-wal").exists()
        done = command("restore", backup, "--db", path)
        assert (done.returncode, done.stderr) == (0, "")
        settle(path, before)
        (kept,) = backups.backups(path)
        assert kept.before == "before-restore"
        with open_reader(kept.path) as store:
            after.settle(promised_to(store, "ana"))

    def test_killed(self, path: Path, tmp_path: Path, tally: Tally):
        """The database is the earlier one or the restored one, and opens."""
        enlarge(path)
        backup, earlier = tmp_path / "backup.db", tmp_path / "earlier.db"
        shutil.copy(path, backup)
        ledger = Ledger("ana")
        with open_store(path, annotator="ana", device="desk-1") as store:
            Session(store, random.Random(1), ledger.hear).play(20)
        shutil.copy(path, earlier)
        killed, restored, dice = 0, 0, random.Random(2)
        for _ in range(10):
            shutil.copy(earlier, path)
            for backup_made in backups.backups(path):
                backup_made.path.unlink()
            restoring = start("restore", backup, "--db", path)
            while not list(path.parent.glob(".*.part")) and restoring.poll() is None:
                pass
            time.sleep(dice.uniform(0, 0.09))  # the random moment
            restoring.kill()
            killed += restoring.wait(PATIENCE) == -signal.SIGKILL
            with open_store(path, annotator="controller", device="desk-2") as store:
                found = promised_to(store, "ana")
                assert found in ({}, ledger.rows)
                assert check.faults(store) == []
            if found == {}:
                restored += 1
                assert whole_backups(path) == 1, "what was there is kept"
            for left in path.parent.glob(".*.part*"):
                left.unlink()
        assert killed
        tally(f"{killed} of 10 restorings killed, {restored} times restored, else as it was")
