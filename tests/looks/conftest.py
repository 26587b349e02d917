"""The looks as the desk has them now, taken once for all tests."""

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from tests.looks.form import Look, seen
from tests.looks.material import make, make_press_kit
from tests.looks.walk import NAMES_OF_THEMES, walk

ANEW = os.environ.get("LOOKS") == "anew"
"""Whether what is kept is to be written anew, instead of being compared."""


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("looks") / "annotations.db"
    make(path)
    make_press_kit(path.parent)
    return path


@pytest.fixture(scope="module")
def taken() -> dict[tuple[int, int], dict[str, Look]]:
    """The looks taken so far, by size."""
    return {}


@pytest.fixture
def looks(
    database: Path,
    taken: dict[tuple[int, int], dict[str, Look]],
    size: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Look]:
    """Every look at one size."""
    monkeypatch.chdir(database.parent)  # where the press kit is
    if size not in taken:
        walks = {}
        for theme in NAMES_OF_THEMES:
            monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / theme))
            (tmp_path / f"in-{theme}").mkdir()
            path = Path(shutil.copy(database, tmp_path / f"in-{theme}" / database.name))
            walks[theme] = asyncio.run(walk(path, size, theme))
        names = next(iter(walks.values()))
        taken[size] = {
            name: seen(
                name,
                size,
                names[name].sheet,
                {theme: walks[theme][name].cells for theme in walks},
            )
            for name in names
        }
    return taken[size]
