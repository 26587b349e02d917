"""The model that the other tests trust: it takes what is whole and sees what is not."""

import pytest

from tests.faults.ledger import Ledger

FIRST = ("a", "claim", 0, 4, "")
SECOND = ("a", "claim", 5, 9, "")


@pytest.fixture
def ledger() -> Ledger:
    ledger = Ledger("ana")
    ledger.hear({"step": "add", "rows": [list(FIRST)]})
    ledger.hear({"done": ["one"]})
    return ledger


def test_what_was_acknowledged_is_owed(ledger: Ledger):
    ledger.settle({"one": FIRST})
    with pytest.raises(AssertionError, match="lost 1"):
        ledger.settle({})


def test_a_step_under_way_is_there_or_not(ledger: Ledger):
    ledger.hear({"step": "add", "rows": [list(SECOND), list(SECOND)]})
    ledger.settle({"one": FIRST})
    ledger.hear({"step": "add", "rows": [list(SECOND), list(SECOND)]})
    ledger.settle({"one": FIRST, "two": SECOND, "three": SECOND})
    assert len(ledger.done) == 2


def test_half_a_step_is_seen(ledger: Ledger):
    ledger.hear({"step": "add", "rows": [list(SECOND), list(SECOND)]})
    with pytest.raises(AssertionError, match="half-written"):
        ledger.settle({"one": FIRST, "two": SECOND})


def test_a_step_that_cost_an_earlier_one_is_seen(ledger: Ledger):
    ledger.hear({"step": "add", "rows": [list(SECOND)]})
    with pytest.raises(AssertionError, match="lost 1"):
        ledger.settle({"two": SECOND})


def test_a_change_nobody_asked_for_is_seen(ledger: Ledger):
    with pytest.raises(AssertionError):
        ledger.settle({"one": SECOND})


def test_undo_is_owed_as_well(ledger: Ledger):
    ledger.hear({"step": "undo"})
    ledger.hear({"done": []})
    ledger.settle({})
    with pytest.raises(AssertionError):
        ledger.settle({"one": FIRST})
