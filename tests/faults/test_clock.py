"""A clock that jumps: what was done last stays last, and is what undo takes back first."""

import random
from pathlib import Path

import pytest

from tests.faults.conftest import command
from tests.faults.ledger import Ledger, promised_to, settle
from tests.faults.session import Session
from tui.store import history
from tui.store.clock import milliseconds
from tui.store.opening import open_store

SECOND, HOUR, DAY = 1000, 3_600_000, 86_400_000


class Clock:
    """A wall clock that goes on by a millisecond each time it is asked, and can be set."""

    def __init__(self) -> None:
        self.ms = milliseconds()

    def __call__(self) -> int:
        self.ms += 1
        return self.ms


@pytest.fixture
def clock() -> Clock:
    return Clock()


JUMPS = {
    "an hour back": [-HOUR],
    "a day on": [DAY],
    "a day on, then set right": [DAY, -DAY],
    "back and on and back": [-HOUR, DAY, -2 * DAY, 30 * SECOND, -SECOND],
    "to 1970, the battery was empty": [-milliseconds() + 5],
    "to 2100, then set right": [80 * 365 * DAY, -80 * 365 * DAY],
}


@pytest.mark.parametrize("jumps", JUMPS.values(), ids=JUMPS)
class TestAJump:
    def test_the_log_keeps_the_order(self, path: Path, clock: Clock, jumps: list[int]):
        with open_store(path, annotator="ana", device="desk-1", now=clock) as store:
            session = Session(store, random.Random(1), Ledger("ana").hear)
            session.play(5)
            for jump in jumps:
                clock.ms += jump
                session.play(5)
            log = store.rows("SELECT hlc FROM op ORDER BY id")
            assert log == sorted(set(log))
            newest_first = [operation.uid for operation in history.operations(store)]
            by_row = [uid for (uid,) in store.rows("SELECT uid FROM op ORDER BY id DESC LIMIT 100")]
            assert newest_first == by_row

    def test_undo_takes_back_the_last_first(self, path: Path, clock: Clock, jumps: list[int]):
        ledger = Ledger("ana")
        with open_store(path, annotator="ana", device="desk-1", now=clock) as store:
            session = Session(store, random.Random(2), ledger.hear)
            session.play(10)
            for jump in jumps:
                clock.ms += jump
                session.play(10)
        # Another day, with a clock that is right.
        with open_store(path, annotator="ana", device="desk-1") as store:
            steps = len(ledger.done)
            for _ in range(steps):
                ledger.hear({"step": "undo"})
                history.undo(store)
                ledger.hear({"done": []})
                assert promised_to(store, "ana") == ledger.rows
            for _ in range(steps):
                ledger.hear({"step": "redo"})
                history.redo(store)
                ledger.hear({"done": []})
                assert promised_to(store, "ana") == ledger.rows
        settle(path, ledger)

    def test_two_people_at_one_file(self, path: Path, clock: Clock, jumps: list[int]):
        """One has a clock that jumps; each undoes their own last step, whosever clock is right."""
        ana, ben = Ledger("ana"), Ledger("ben")
        with (
            open_store(path, annotator="ana", device="desk-1", now=clock) as jumping,
            open_store(path, annotator="ben", device="desk-2") as right,
        ):
            sessions = [
                Session(jumping, random.Random(3), ana.hear),
                Session(right, random.Random(4), ben.hear),
            ]
            for jump in [0, *jumps]:
                clock.ms += jump
                for session in sessions:
                    session.play(6)
            log = right.rows("SELECT hlc FROM op ORDER BY id")
            assert log == sorted(set(log))
            settle(path, ana, ben)


def test_the_commands_take_a_file_from_the_future(path: Path, clock: Clock, mali: Path):
    clock.ms += 80 * 365 * DAY
    ledger = Ledger("ana")
    with open_store(path, annotator="ana", device="desk-1", now=clock) as store:
        Session(store, random.Random(1), ledger.hear).play(10)
    for words in (("list",), ("stats",), ("check",), ("export", "jsonl"), ("add", mali)):
        done = command(*words, "--db", path)
        assert (done.returncode, done.stderr) == (0, "")
    settle(path, ledger)
