"""A file, a folder, both that may not be written: reading goes on, writing is refused in words."""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.cli.conftest import names_a_remedy
from tests.faults.conftest import Life, complaint
from tests.faults.ledger import Ledger, promised_to
from tui.errors import CallError, DataError
from tui.store import adding, articles, check
from tui.store.adding import Intake
from tui.store.opening import open_reader, open_store
from tui.text.policy import decode

Unprivileged = Callable[[], AbstractContextManager[None]]

INTAKE = Intake(decode(b"The toll rose to 84.\n"), b"The toll rose to 84.\n", "toll.txt")

READERS = [("list",), ("stats",), ("check",), ("export", "jsonl"), ("export", "csv")]

PLACES = {"file": (0o444, 0o755), "folder": (0o644, 0o555), "file and folder": (0o444, 0o555)}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder of its own for the database, which tests may close to writing."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    return shelf


@pytest.fixture
def closed(shelf: Path, path: Path, request) -> Path:
    """The database where some of file and folder may not be written."""
    file, folder = PLACES[request.param]
    there = Path(shutil.copy(path, shelf))
    there.chmod(file)
    shelf.chmod(folder)
    return there


def everything(shelf: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in shelf.iterdir()}


@pytest.mark.parametrize("closed", PLACES, indirect=True)
class TestAtRest:
    @pytest.mark.parametrize("words", READERS, ids=" ".join)
    def test_it_is_read(self, closed: Path, words, run, unprivileged: Unprivileged):
        before = everything(closed.parent)
        with unprivileged():
            said = run(*words, "--db", closed)
        assert (said.code, complaint(said.err)) == (0, "")
        assert everything(closed.parent) == before

    def test_the_desk_opens_it_and_refuses_to_write(self, closed: Path, unprivileged: Unprivileged):
        before = everything(closed.parent)
        with unprivileged(), open_store(closed, annotator="ana", device="desk-1") as store:
            assert len(articles.summaries(store)) == 2
            with pytest.raises(DataError) as caught:
                adding.add(store, [INTAKE])
            assert "cannot be written" in str(caught.value)
            assert names_a_remedy(str(caught.value), closed)
            assert len(articles.summaries(store)) == 2
            assert check.faults(store) == []
        assert everything(closed.parent) == before


class TestLeftByAKill:
    """The log of a writer who was killed lies beside the file, with acknowledged work in it."""

    @pytest.fixture
    def ledger(self, shelf: Path, path: Path) -> Ledger:
        shutil.copy(path, shelf)
        ledger = Ledger("ana")
        killed = Life(shelf / path.name, ledger, 1, 10_000)
        killed.hear(30)
        killed.process.kill()
        killed.end()
        (shelf / "ana.phase").unlink()
        assert {file.name for file in shelf.iterdir()} >= {path.name, f"{path.name}-wal"}
        return ledger

    @pytest.mark.parametrize("memory", [True, False], ids=["with -shm", "without -shm"])
    def test_all_of_it_is_read_or_the_reason_said(
        self, shelf: Path, path: Path, ledger: Ledger, memory: bool, unprivileged: Unprivileged
    ):
        """Never an older state without a word."""
        there = shelf / path.name
        if not memory:
            there.with_name(f"{path.name}-shm").unlink()
        for file in shelf.iterdir():
            file.chmod(0o444)
        shelf.chmod(0o555)
        before = everything(shelf)
        for opens in (open_reader, lambda file: open_store(file, annotator="a", device="d")):
            with unprivileged():
                try:
                    with opens(there) as store:
                        ledger.settle(promised_to(store, "ana"))
                except (CallError, DataError) as error:
                    told = str(error)
                    assert not memory
                    assert str(there) in told
                    assert names_a_remedy(told, there)
                    assert f"copy it and {path.name}-wal to" in told
        shelf.chmod(0o755)
        assert everything(shelf) == before
        for file in shelf.iterdir():
            file.chmod(0o644)
        with open_reader(there) as store:
            ledger.settle(promised_to(store, "ana"))

    def test_a_copy_with_what_lies_beside_it_has_all(
        self, shelf: Path, path: Path, ledger: Ledger, tmp_path: Path
    ):
        """As the message says: copy it to where you may write."""
        other = tmp_path / "other"
        shutil.copytree(shelf, other)
        with open_store(other / path.name, annotator="ana", device="desk-1") as store:
            ledger.settle(promised_to(store, "ana"))
            adding.add(store, [INTAKE])


def test_a_file_copied_without_its_log_while_in_use_is_read_as_of_its_last_rest(
    path: Path, shelf: Path, unprivileged: Unprivileged
):
    """It says WAL in its header, has no log, and lies where none can be made."""
    with open_store(path, annotator="ana", device="desk-1") as store:
        adding.add(store, [INTAKE])
        store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        there = Path(shutil.copy(path, shelf))
    assert there.read_bytes()[18] == 2
    there.chmod(0o444)
    shelf.chmod(0o555)
    before = everything(shelf)
    for opens in (open_reader, lambda file: open_store(file, annotator="a", device="d")):
        with unprivileged(), opens(there) as store:
            assert len(articles.summaries(store)) == 3
    assert everything(shelf) == before


def test_a_file_that_becomes_read_only_at_work(path: Path, shelf: Path, unprivileged: Unprivileged):
    """The mode of an open file does not matter to who has it open; the next opening says it."""
    there = Path(shutil.copy(path, shelf))
    shelf.chmod(0o777)
    there.chmod(0o666)
    with unprivileged(), open_store(there, annotator="ana", device="desk-1") as store:
        adding.add(store, [INTAKE])
        os.seteuid(0) if os.getuid() == 0 else None
        there.chmod(0o444)
        os.seteuid(65534) if os.getuid() == 0 else None
        assert len(articles.summaries(store)) == 3
    with unprivileged(), open_store(there, annotator="ana", device="desk-1") as store:
        assert not store.writable
        assert len(articles.summaries(store)) == 3
