"""A store with the two seed articles in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.store import adding
from tui.store.connection import Store
from tui.store.opening import open_store
from tui.text.policy import decode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, annotator="ana", device="desk-1") as store:
        yield store


@pytest.fixture
def first(store: Store, mali: Path) -> str:
    return add_file(store, mali)


@pytest.fixture
def second(store: Store, nairobi: Path) -> str:
    return add_file(store, nairobi)


def add_file(store: Store, file: Path) -> str:
    """Take a file in, and return its article's uid."""
    raw = file.read_bytes()
    (added,) = adding.add(store, [adding.Intake(decode(raw), raw, file.name)])
    return added.article.uid
