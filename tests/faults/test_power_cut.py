"""The power goes at any moment, and with it any part of what had not been synced.

A session runs on a disk in memory; at random changes of its files a copy is made of what a cut
would leave just then, and opened as a person would the next morning.
"""

import copy
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import Tally
from tests.faults.disk import Disk
from tests.faults.ledger import Ledger, promised_to
from tests.faults.session import Session
from tui.errors import CallError, DataError
from tui.store import check, history
from tui.store.opening import open_store


@dataclass
class Cuts:
    """What was found after each cut."""

    made: int = 0
    inside: int = 0
    lost: int = 0
    broken: int = 0
    told: list[str] = field(default_factory=list)

    def look(self, path: Path, ledger: Ledger) -> None:
        """Open what a cut has left and hold it to the ledger; then go on working in it."""
        self.made += 1
        self.inside += ledger.flying is not None
        try:
            with open_store(path, annotator="ana", device="desk-1") as store:
                faults = check.faults(store)
                self.broken += bool(faults)
                self.told += map(str, faults)
                ledger.settle(promised_to(store, "ana"))
                if ledger.done:
                    history.undo(store)
                    history.redo(store)
                    assert promised_to(store, "ana") == ledger.rows
                session = Session(store, random.Random(self.made), ledger.hear)
                session.play(2, only="add")
                ledger.settle(promised_to(store, "ana"))
        except DataError as error:
            self.broken += 1
            self.told.append(str(error))
        except (AssertionError, CallError) as error:  # not what was promised, or no undo of it
            self.lost += 1
            self.told.append(str(error))


def cut_often(
    disk: Disk, path: Path, folder: Path, cuts: int, seed: int, synchronous: str | None = None
) -> Cuts:
    """Work on a disk, closing and opening it at times, until so many cuts have been looked at."""
    dice, found, ledger = random.Random(seed), Cuts(), Ledger("ana")
    wait = 1

    def cut() -> None:
        if found.made >= cuts:
            return
        at = folder / f"cut-{found.made}"
        at.mkdir()
        disk.cut(dice, at)
        found.look(at / path.name, copy.deepcopy(ledger))
        for file in at.iterdir():
            file.unlink()

    def before_a_change() -> None:
        nonlocal wait
        wait -= 1
        if wait == 0:
            wait = dice.randint(1, 90)
            cut()

    def hear(told: dict[str, Any]) -> None:
        ledger.hear(told)
        if "done" in told and dice.random() < 0.5:  # the moment after an acknowledgement
            cut()

    disk.on_change = before_a_change
    while found.made < cuts:
        with open_store(path, annotator="ana", device="desk-1") as store:
            if synchronous is not None:
                store.connection.execute(f"PRAGMA synchronous = {synchronous}")
            session = Session(store, random.Random(dice.random()), hear)
            session.play(dice.choice([3, 30, 100]))
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("wal", [True, False], ids=["WAL", "plain journal"])
def test_nothing_acknowledged_is_lost(on_disk, path, tmp_path, wal, seed, tally: Tally):
    """As the store opens the file, and where a file system cannot do WAL."""
    disk = on_disk(wal)
    found = cut_often(disk, path, tmp_path, 100, seed)
    assert (found.lost, found.broken) == (0, 0), found.told
    assert found.inside > 30, "too few cuts inside a write to tell"
    assert found.made - found.inside > 5, "too few cuts just after an acknowledgement to tell"
    tally(f"{found.made} cuts, {found.inside} inside a write, 0 lost, 0 broken")


@pytest.mark.parametrize(
    ("synchronous", "wal", "harm"),
    [("NORMAL", True, "lost"), ("OFF", True, "broken"), ("FULL", False, "lost")],
)
def test_the_cuts_do_harm_where_the_store_waits_less_for_the_disk(
    on_disk, path, tmp_path, synchronous, wal, harm, tally: Tally
):
    """So that the test above would see it. FULL does not wait for a plain journal's removal."""
    found = cut_often(on_disk(wal), path, tmp_path, 100, 7, synchronous)
    assert getattr(found, harm) > 0
    tally(f"synchronous={synchronous}: {found.made} cuts, {found.lost} lost, {found.broken} broken")
