"""Two processes write into one file: none of their annotations is lost, killed or not."""

import random
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.conftest import Life, Tally
from tests.faults.ledger import Ledger, settle
from tui.store.opening import open_store

NAMES = ("ana", "ben")


def test_a_thousand_annotations_each(path: Path, tally: Tally):
    ledgers = [Ledger(name) for name in NAMES]
    # Without a rest after each, the first would have the file to itself for most of the time.
    words = (1000, "--only", "add", "--pause", 0.002)
    lives = [Life(path, ledger, seed, *words) for seed, ledger in enumerate(ledgers)]
    assert [life.end() for life in lives] == [(0, ""), (0, "")]
    settle(path, *ledgers)
    assert [len(ledger.rows) for ledger in ledgers] == [1000, 1000]
    with open_store(path, annotator="controller", device="desk-2") as store:
        order = [name for (name,) in store.rows("SELECT annotator FROM op ORDER BY id")]
        clock = [hlc for (hlc,) in store.rows("SELECT hlc FROM op ORDER BY id")]
    assert clock == sorted(set(clock)), "the log's clock goes on over both writers"
    turns = sum(one != next_ for one, next_ in pairwise(order))
    assert turns > 100, "they wrote one after the other, which tells nothing"
    assert sorted(path.parent.glob("annotations.db*")) == [path], "one file at rest"
    tally(f"2 × 1,000 annotations, {turns} turns, 0 lost, 0 refused for a lock")


@pytest.mark.parametrize("seed", range(4))
def test_two_writers_killed(path: Path, seed: int, tally: Tally):
    """One is killed while the other goes on; then the other as well."""
    dice = random.Random(seed)
    ledgers = [Ledger(name) for name in NAMES]
    for life in range(8):
        lives = [
            Life(path, ledger, seed * 1000 + life * 2 + number, 10_000)
            for number, ledger in enumerate(ledgers)
        ]
        dice.shuffle(lives)
        for killed in lives:
            killed.hear(dice.randint(1, 40))
            time.sleep(dice.uniform(0, 0.006))  # the random moment
            killed.process.kill()
        assert [killed.end() for killed in lives] == [(-signal.SIGKILL, "")] * 2
        settle(path, *ledgers)
    steps = sum(ledger.steps for ledger in ledgers)
    tally(f"16 kills of two writers on one file, {steps} steps acknowledged, 0 lost")
