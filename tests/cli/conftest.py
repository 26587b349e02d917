"""Running a command as a person would, and seeing all that came of it.

Some modules are imported here without need: the commands import them when they use them, and a
test that runs one as nobody may be where nobody may read Python's own folders.
"""

import getpass  # noqa: F401
import io
import re
import secrets  # noqa: F401
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs.unix  # noqa: F401
import pytest
import sqlite_utils  # noqa: F401

import tui.store.migrations  # noqa: F401
from tui.cli import database as cli_database
from tui.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "annotations.db"

REMEDY = re.compile(
    r"\b(add|check|choose|close|convert|copy|delete|free|give|keep|make|move|name|open|remove|rename"
    r"|restore|save|see|try|update|use|did you mean)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """The one line said on standard error, without the program's name."""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("claimdesk: ")
        return self.err.removeprefix("claimdesk: ").rstrip("\n")


class Kept(io.BytesIO):
    """Bytes that can still be read when whoever wrote them has closed the stream."""

    def close(self) -> None:
        self.written = self.getvalue()
        super().close()


class Stream(io.TextIOWrapper):
    """A standard stream, of a terminal or not."""

    def __init__(self, data: bytes = b"", terminal: bool = False) -> None:
        super().__init__(Kept(data), encoding="utf-8", newline="", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def written(self) -> str:
        kept = self.buffer
        assert isinstance(kept, Kept)
        kept.close()
        return kept.written.decode()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command line in this process, off a terminal or believing it is in one."""

    def run(*arguments: object, typed: bytes = b"", terminal: bool = False) -> Result:
        out, err = Stream(terminal=terminal), Stream(terminal=terminal)
        with monkeypatch.context() as patch:
            patch.setattr("sys.argv", ["claimdesk", *map(str, arguments)])
            patch.setattr("sys.stdin", Stream(typed, terminal))
            patch.setattr("sys.stdout", out)
            patch.setattr("sys.stderr", err)
            patch.setenv("COLUMNS", "100")
            with pytest.raises(SystemExit) as left:
                main()
        return Result(left.value.code, out.written(), err.written())

    return run


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, off a terminal."""
    options = {"stdin": subprocess.DEVNULL, "timeout": 60, **options}
    command = [sys.executable, "-m", "tui", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)


@pytest.fixture
def database() -> Path:
    """The worked example, as annotations.db in the current folder."""
    path = Path("annotations.db")
    path.write_bytes(EXAMPLE.read_bytes())
    return path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for another process's lock as long as a person would."""
    opens_reader, opens_store = cli_database.open_reader, cli_database.open_store
    monkeypatch.setattr(cli_database, "open_reader", lambda path: opens_reader(path, timeout=0.01))
    monkeypatch.setattr(
        cli_database,
        "open_store",
        lambda path, **options: opens_store(path, **{**options, "timeout": 0.01}),
    )


def files_here() -> dict[str, tuple[bytes, int]]:
    """Every file under the current folder, with its bytes and when it was written."""
    return {
        str(file): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(Path().rglob("*"))
        if file.is_file() and not file.is_symlink()
    }


def names_a_remedy(told: str, *names: object) -> bool:
    """Whether a message says what to do, whatever words the file's own name has."""
    for name in names:
        told = told.replace(str(name), "")
    return REMEDY.search(told) is not None


def damage(path: Path, statement: str, trigger: str = "annotation_update") -> None:
    """Change a row behind the log's back, as a slip of another program would."""
    connection = sqlite3.connect(path)
    connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement)
    connection.commit()
    connection.close()
