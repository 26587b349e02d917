"""`claimdesk [FILES…]` up to the moment the desk opens; the rest is in test_terminal.py."""

from pathlib import Path

import pytest

from tests.cli.conftest import files_here
from tui.app.app import Desk


@pytest.fixture
def opened(monkeypatch):
    """The desks that were opened, without their running."""
    desks = []

    def run(desk):
        files = [desk.workspace.summary(uid).file for uid in desk.show_first]
        desks.append((desk.workspace.store, files))

    monkeypatch.setattr(Desk, "run", run)
    return desks


def test_the_desk_opens_on_annotations_db_of_this_folder_made_when_missing(run, opened):
    said = run(terminal=True)
    assert (said.code, said.out, said.err) == (0, "", "")
    ((store, shown),) = opened
    assert (store.path, shown) == (Path("annotations.db"), [])
    assert files_here().keys() == {"annotations.db"}


def test_the_named_files_are_added_first_and_shown(run, opened, mali, nairobi):
    assert run(mali, nairobi, "--db", "toll.db", terminal=True).code == 0
    ((store, shown),) = opened
    assert (store.path, shown) == (Path("toll.db"), [mali.name, nairobi.name])


def test_a_file_that_is_already_here_is_shown_and_not_added_again(run, opened, mali):
    run("add", mali)
    run(mali, terminal=True)
    assert [shown for _, shown in opened] == [[mali.name]]
    assert run("list").out.count("\n") == 1


def test_options_may_stand_before_the_files(run, opened, mali):
    assert run("--db", "toll.db", mali, terminal=True).code == 0
    assert opened[0][0].path == Path("toll.db")


def test_the_annotator_can_be_named(run, opened):
    run("--annotator", "ben", terminal=True)
    run(terminal=True)
    assert [store.annotator for store, _ in opened] == ["ben", "ana"]


def test_a_file_called_as_a_command_is_opened_by_its_path(run, opened, mali):
    Path("list").write_bytes(mali.read_bytes())
    assert run("./list", terminal=True).code == 0
    assert [shown for _, shown in opened] == [["list"]]


@pytest.mark.parametrize("bad", ["missing.txt", "empty.txt", "articles", "binary.bin"])
def test_one_bad_file_opens_no_desk_and_makes_no_database(run, opened, mali, bad):
    Path("empty.txt").touch()
    Path("articles").mkdir()
    Path("binary.bin").write_bytes(bytes(range(256)))
    before = files_here()
    said = run(mali, bad, terminal=True)
    assert said.code == (2 if bad in ("missing.txt", "articles") else 1)
    assert said.told.startswith(bad)
    assert opened == []
    assert files_here() == before


def test_a_database_that_is_none_opens_no_desk(run, opened):
    Path("annotations.db").write_bytes(b"no database at all, just some words" * 50)
    said = run(terminal=True)
    assert said.code == 1
    assert "is not a Claimdesk database" in said.told
    assert opened == []
