"""What every test gets: nothing of the developer's own settings, and the two seed articles."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

# Textual reads these once, on import.
for name in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM"):
    os.environ.pop(name, None)
os.environ["TERM"] = "xterm-256color"

PROFILE = os.environ.get("EXAMPLES", "same")


def examples(number: int) -> int:
    """How many examples of a property are tried: half the number, or ten times it when seeking."""
    return number * 10 if PROFILE == "new" else max(1, number // 2)


# A machine that is busy with other things is no fault of the code. What a change must pass tries
# the same examples each time, so that it fails for what was changed; `make seeking` tries new ones.
settings.register_profile("same", deadline=None, derandomize=True, max_examples=examples(100))
settings.register_profile("new", deadline=None, max_examples=examples(100))
settings.load_profile(PROFILE)

MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Bytes that a run may need for what its tests write: many times what they do."""


def pytest_configure(config: pytest.Config) -> None:
    """Let tests write into memory, where there is any: nothing here asks what a disk keeps.

    What asks that, in tests/faults, writes to the disk. So does whoever says where to write.
    """
    if any("faults" in argument for argument in config.args):
        return
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state folder, an annotator and a working folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("CLAIMDESK_ANNOTATOR", "ana")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def mali() -> Path:
    """The first seed article: a page with navigation and teasers left in."""
    return SEEDS / "000_20a9162aa588d66d.txt"


@pytest.fixture
def nairobi() -> Path:
    """The second seed article: clean, a paragraph a line."""
    return SEEDS / "001_5c23252eae010d18.txt"


@pytest.fixture
def unprivileged(tmp_path: Path) -> Callable[[], AbstractContextManager[None]]:
    """Run as a user whom file permissions bind: for root, nobody; for others, themselves."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder == tmp_path or folder.name.startswith(("pytest", "popen-")):
            folder.chmod(folder.stat().st_mode | 0o055)

    @contextmanager
    def as_nobody() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return as_nobody
