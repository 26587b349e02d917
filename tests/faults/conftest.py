"""A database with two articles, sessions as processes, and the figures told at the end of a run."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import run  # noqa: F401  (a fixture)
from tests.faults.disk import Connection, Disk
from tests.faults.ledger import Ledger
from tui.store import adding
from tui.store.adding import Intake
from tui.store.opening import open_store
from tui.text.policy import decode

ROOT = Path(__file__).parents[2]
PATIENCE = 120
"""Seconds after which a process is taken to hang: many times what a slow machine needs."""

Tally = Callable[[str], None]


def environment() -> dict[str, str]:
    """The environment of a process that runs this copy of the code."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def complaint(err: str) -> str:
    """What a command says on standard error, but for what an export says it left out."""
    lines = err.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("csv: "))


def command(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, off a terminal."""
    options = {"stdin": subprocess.DEVNULL, "timeout": PATIENCE, "env": environment(), **options}
    return subprocess.run(
        [sys.executable, "-m", "tui", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


class Life:
    """A session in a process of its own, from its start to its end or its killing."""

    def __init__(self, path: Path, ledger: Ledger, *arguments: object) -> None:
        self.ledger = ledger
        self.phase = path.with_name(f"{ledger.annotator}.phase")
        self.phase.write_bytes(b"\0")
        words = (path, ledger.annotator, *arguments, "--phase", self.phase)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.session", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=ROOT,
        )

    def hear(self, acknowledgements: int | None = None) -> None:
        """Listen until so many steps are done, or to the end."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told = json.loads(line)
            self.ledger.hear(told)
            if acknowledgements is not None and "done" in told:
                acknowledgements -= 1
                if acknowledgements <= 0:
                    return

    def end(self) -> tuple[int, str]:
        """Listen to the end. Returns how the process ended and what it said of it."""
        self.hear()
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        said = self.process.stderr.read().decode()
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()
        return code, said

    @property
    def was(self) -> int:
        """Where in an operation the process was when it ended."""
        return self.phase.read_bytes()[0]


class Small:
    """A file system with so little room that it can be filled and freed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def fill(self, leave: int = 0) -> None:
        """Take all the room but so many bytes."""
        with self.ballast.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        size = self.ballast.stat().st_size
        os.truncate(self.ballast, max(0, size - leave))

    def free(self) -> None:
        self.ballast.unlink()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    """A file system of 3 MB in memory, where this user may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(folder)]
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except OSError as error:
        pytest.skip(f"no small file system here: {error}")
    if done.returncode:
        pytest.skip(f"no small file system here: {done.stderr.decode().strip()}")
    try:
        yield Small(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def path(tmp_path: Path, mali: Path, nairobi: Path) -> Path:
    """A database with the two seed articles, taken in by someone who is not at work here."""
    path = tmp_path / "annotations.db"
    with open_store(path, annotator="importer", device="desk-1") as store:
        for file in (mali, nairobi):
            raw = file.read_bytes()
            adding.add(store, [Intake(decode(raw), raw, file.name, {"story": "base"})])
    return path


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch, path: Path) -> Callable[..., Disk]:
    """Put the database on a disk in memory; other files stay where they are."""
    real = sqlite3.connect

    def on_disk(wal: bool = True) -> Disk:
        disk = Disk(f"disk-{path}")
        disk.take_in(path)

        def connect(address: str, timeout: float = 5.0, **options: Any) -> Any:
            place = address.removeprefix("file:").partition("?")[0]
            if place not in disk.files:
                return real(address, timeout=timeout, **options)
            return Connection(disk, place, wal, timeout)

        monkeypatch.setattr(sqlite3, "connect", connect)
        return disk

    return on_disk


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """Say a figure in the summary at the end of the run."""

    def say(words: str) -> None:
        request.node.user_properties.append(("figure", words))

    return say


def pytest_terminal_summary(terminalreporter: Any) -> None:
    told = [
        (report.nodeid.partition("tests/faults/")[2] or report.nodeid, words)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, words in report.user_properties
        if name == "figure"
    ]
    if told:
        terminalreporter.section("figures")
        for place, words in sorted(told):
            terminalreporter.write_line(f"{place}: {words}")
