"""Three people with clocks that disagree bring their files together; one merge is killed."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from tests.faults.conftest import PATIENCE, Tally, command, environment
from tests.faults.ledger import Ledger, promised_to, settle
from tests.faults.session import Session
from tui.store import check
from tui.store.clock import milliseconds
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.store.schema import LOGGED, REFERS_TO

HOUR = 3_600_000
SKEWS = {"ana": 0, "ben": -HOUR, "cho": 24 * HOUR}


def clock(skew: int) -> Callable[[], int]:
    return lambda: milliseconds() + skew


def state(path: Path) -> list[object]:
    """Every row of every logged table, references by name, and who did what."""
    with open_store(path, annotator="controller", device="desk-2") as store:
        assert check.faults(store) == []
        found: list[object] = store.rows(
            "SELECT uid, hlc, label, undone, dead FROM op ORDER BY uid"
        )
        for table, columns in LOGGED.items():
            fields = ", ".join(
                f"(SELECT uid FROM {REFERS_TO[name]} WHERE id = {table}.{name})"
                if name in REFERS_TO
                else name
                for name in columns
            )
            found += store.rows(f"SELECT uid, {fields} FROM {table} ORDER BY uid")
        return found


@pytest.fixture
def apart(path: Path, tmp_path: Path) -> tuple[dict[str, Path], dict[str, Ledger]]:
    """A copy for each, in which each has worked for a while by their own clock."""
    files, ledgers = {}, {}
    for number, (name, skew) in enumerate(SKEWS.items()):
        files[name] = Path(shutil.copy(path, tmp_path / f"{name}.db"))
        ledgers[name] = Ledger(name)
        now = clock(skew)
        with open_store(files[name], annotator=name, device=f"desk-{name}", now=now) as store:
            Session(store, random.Random(number), ledgers[name].hear).play(60)
    return files, ledgers


def test_whoever_merges_whom_first_all_have_all_of_it(apart, tmp_path: Path):
    files, ledgers = apart
    states = []
    for turn, order in enumerate(permutations(SKEWS)):
        mine = Path(shutil.copy(files[order[0]], tmp_path / f"turn-{turn}.db"))
        with open_store(mine, annotator=order[0], device="desk-1") as store:
            for other in (*order[1:], *order):  # and all of them once more
                merge(store, files[other], back_up=False)
        settle(mine, *ledgers.values())
        states.append(state(mine))
    assert all(one == states[0] for one in states)


def test_work_goes_on_after_a_merge_and_merges_again(apart, tmp_path: Path):
    files, ledgers = apart
    for turn in range(3):
        for name, path in files.items():
            now = clock(SKEWS[name])
            with open_store(path, annotator=name, device=f"desk-{name}", now=now) as store:
                for other in files:
                    if other != name:
                        merge(store, files[other], back_up=False)
                session = Session(store, random.Random(turn * 10 + len(name)), ledgers[name].hear)
                session.play(10)
            settle(path, ledgers[name])
    for name, path in files.items():
        with open_store(path, annotator=name, device="desk-1") as store:
            for other in files:
                if other != name:
                    merge(store, files[other], back_up=False)
        settle(path, *ledgers.values())
    assert state(files["ana"]) == state(files["ben"]) == state(files["cho"])


def test_a_merge_killed_has_taken_in_a_file_or_not(apart, tmp_path: Path, tally: Tally):
    files, ledgers = apart
    before = files["ana"].read_bytes()
    killed, merged, dice = 0, 0, random.Random(1)
    for _ in range(8):
        mine = tmp_path / "mine.db"
        mine.write_bytes(before)
        merging = subprocess.Popen(
            [sys.executable, "-m", "tui", "merge", files["ben"], files["cho"], "--db", mine],
            stdout=subprocess.DEVNULL,
            env=environment(),
        )
        while not mine.with_name("mine.db-wal").exists() and merging.poll() is None:
            pass
        time.sleep(dice.uniform(0, 0.1))  # the random moment
        merging.kill()
        killed += merging.wait(PATIENCE) == -signal.SIGKILL
        with open_store(mine, annotator="controller", device="desk-2") as store:
            assert check.faults(store) == []
            assert promised_to(store, "ana") == ledgers["ana"].rows
            for name in ("ben", "cho"):
                found = promised_to(store, name)
                assert found in ({}, ledgers[name].rows)
                merged += bool(found)
        done = command("merge", files["ben"], files["cho"], "--db", mine)
        assert (done.returncode, done.stderr) == (0, "")
        settle(mine, *ledgers.values())
    assert killed > 1
    tally(f"{killed} of 8 merges of two files killed, {merged} of 16 taken in, each whole")
