"""``kill -9`` at any moment of a session: what was acknowledged is there, and nothing by halves."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.conftest import PATIENCE, Life, Tally, command, environment
from tests.faults.ledger import Ledger, promised_to, settle
from tests.faults.session import BETWEEN, COMMITTING, INSIDE, WEIGHTS
from tui.adding.taking import BATCH
from tui.store import history
from tui.store.opening import open_store

LIVES = 25
"""Killed sessions on one file; there are eight files."""

LONGEST = 0.006
"""Seconds from an acknowledgement to the kill, at most: a few operations' time."""


@pytest.mark.parametrize("seed", range(8))
def test_a_session_killed_at_random_moments(path: Path, seed: int, tally: Tally):
    dice = random.Random(seed)
    ledger, was = Ledger("ana"), {BETWEEN: 0, INSIDE: 0, COMMITTING: 0}
    for life in range(LIVES):
        settle(path, ledger)
        if dice.random() < 0.3:  # from inside a write, before a statement of its own
            killed = Life(path, ledger, seed * 1000 + life, 10_000, "--fall", dice.randint(1, 900))
        else:
            killed = Life(path, ledger, seed * 1000 + life, 10_000)
            killed.hear(dice.randint(1, 60))
            time.sleep(dice.uniform(0, LONGEST))  # the random moment
            killed.process.kill()
        code, said = killed.end()
        assert (code, said) == (-signal.SIGKILL, "")
        was[killed.was] += 1
    settle(path, ledger)
    inside = was[INSIDE] + was[COMMITTING]
    assert inside >= LIVES // 4, f"too few were killed inside a write to tell: {was}"
    tally(
        f"{LIVES} kills, {inside} inside a write ({was[COMMITTING]} in its commit),"
        f" {ledger.steps} steps with {ledger.acknowledged} annotations acknowledged, 0 lost"
    )


def test_undo_goes_all_the_way_back_after_kills(path: Path):
    ledger = Ledger("ana")
    for life in range(4):
        killed = Life(path, ledger, life, 10_000)
        killed.hear(25)
        killed.process.kill()
        killed.end()
        settle(path, ledger)
    with open_store(path, annotator="ana", device="desk-1") as store:
        steps = len(ledger.done)
        assert steps > 20
        for _ in range(steps):
            ledger.hear({"step": "undo"})
            history.undo(store)
            ledger.hear({"done": []})
            assert promised_to(store, "ana") == ledger.rows
        assert promised_to(store, "ana") == {}
        for _ in range(steps):
            ledger.hear({"step": "redo"})
            history.redo(store)
            ledger.hear({"done": []})
        assert promised_to(store, "ana") == ledger.rows


@pytest.mark.parametrize("kind", sorted({*WEIGHTS}))
def test_each_kind_of_step_killed_before_every_fifth_statement(path: Path, kind: str):
    """No moment of an operation leaves half of it, and the next session goes on."""
    ledger = Ledger("ana")
    grown = Life(path, ledger, 1, 12)
    assert grown.end() == (0, "")
    falls = range(1, 62, 5)
    for fall in falls:
        killed = Life(path, ledger, fall, 10_000, "--only", kind, "--fall", fall)
        assert killed.end() == (-signal.SIGKILL, "")
        settle(path, ledger)


def test_a_command_killed_while_it_adds_leaves_whole_batches_and_goes_on_when_called_again(
    path: Path, tmp_path: Path, tally: Tally
):
    """`claimdesk add` of 300 files is two operations."""
    files = []
    for number in range(300):
        files.append(tmp_path / f"article-{number}.txt")
        files[-1].write_text(f"Article {number}.\n" + "The toll rose to 84. " * 200)
    killed, left = 0, Counter[int]()
    for moment in range(6):
        copy = tmp_path / f"copy-{moment}.db"
        copy.write_bytes(path.read_bytes())
        killed += kill_while_adding(copy, files, moment * 0.015)
        articles = len(command("list", "--db", copy).stdout.splitlines()) - 2
        assert articles in (0, BATCH, 300)
        left[articles] += 1
        assert command("check", "--db", copy).returncode == 0
        assert command("add", *files, "--db", copy).returncode == 0
        assert len(command("list", "--db", copy).stdout.splitlines()) - 2 == 300
    assert killed > 1
    tally(f"{killed} of 6 imports of 300 files killed, articles then there: {dict(left)}")


def kill_while_adding(path: Path, files: list[Path], seconds: float) -> bool:
    """Kill `claimdesk add` so long after it began to write. Returns whether it was still there."""
    adding = subprocess.Popen(
        [sys.executable, "-m", "tui", "add", "--db", str(path), *map(str, files)],
        stdout=subprocess.DEVNULL,
        env=environment(),
    )
    log = path.with_name(f"{path.name}-wal")
    while not log.exists() and adding.poll() is None:
        pass
    time.sleep(seconds)  # the moment
    adding.kill()
    return adding.wait(PATIENCE) == -signal.SIGKILL
