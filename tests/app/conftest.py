"""The worked example, a copy of it for each test, and someone to sit at the desk."""

import gc
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual import _callback, _wait
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from seeds.build import build
from tests.app.seat import Seat
from tui.app import suggesting
from tui.app.app import Desk
from tui.model import Annotation, Article
from tui.store import annotations, articles
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store

AtDesk = Callable[..., AbstractAsyncContextManager[Seat]]


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare a pilot its naps after each key: `Seat.settle` knows when the desk is at rest."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.001)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.001)
    monkeypatch.setattr(suggesting, "AFTER", 0)
    monkeypatch.setattr(suggesting, "FIRST", 0)


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterable[None]:
    """Parse a style sheet once for all desks with the same colours, not for each desk anew.

    Textual lets its sheets share parsed rules, too: nobody changes them. It also looks up the
    signature of each callback at each call; here it is looked up once.
    """
    parse, rules = Stylesheet._parse_rules, {}
    count, counts = _callback._count_parameters, WeakKeyDictionary()

    def once(function: Any) -> int:
        if function not in counts:
            counts[function] = count(function)
        return counts[function]

    def kept(self: Stylesheet, *args: Any, **named: Any) -> Any:
        key = (args, *named.items(), *self._variables.items())
        if key not in rules:
            rules[key] = parse(self, *args, **named)
        return rules[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", kept)
        patch.setattr(_callback, "_count_parameters", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def desks_end() -> Iterable[None]:
    """Give back the memory of each desk that was left.

    A desk takes what stands at its start for what is needed to its end. Where hundreds start in
    one process, that is every desk there was: 1.4 GB at the end.
    """
    gc.collect()
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desk, "_collect_garbage", lambda self: gc.enable())
        yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example as `make example` builds it. Nobody writes to it."""
    path = tmp_path_factory.mktemp("example") / "annotations.db"
    build(path)
    return path


@pytest.fixture
def path(example: Path, tmp_path: Path) -> Path:
    """The test's own copy of the worked example."""
    return Path(shutil.copy(example, tmp_path / "annotations.db"))


@pytest.fixture
def store(path: Path) -> Iterable[Store]:
    """The example, opened by a reader who did not make it. Nothing waits for a lock."""
    with open_store(path, annotator="ana", device="desk-1", timeout=0) as store:
        yield store


@pytest.fixture(scope="session")
def seeds(example: Path) -> list[tuple[Article, list[Annotation]]]:
    """Both articles of the example, each with its annotations."""
    with open_reader(example) as store:
        return [
            (articles.read(store, summary.uid), annotations.of_article(store, summary.uid))
            for summary in articles.summaries(store)
        ]


@contextmanager
def unpainted() -> Iterator[Event]:
    """Spare a desk the painting of its first screens, one upon the other, until this is set."""
    paint, now = Screen._compositor_refresh, Event()

    def late(self: Screen[object]) -> None:
        if now.is_set():
            return paint(self)
        self._compositor._dirty_regions.clear()
        self._dirty_widgets.clear()
        return self.app._update_mouse_over(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Screen, "_compositor_refresh", late)
        yield now


@pytest.fixture
def at_desk(path: Path) -> AtDesk:
    """Sit down at a desk: ``async with at_desk(size=(80, 24)) as seat``.

    It opens the example, or another database by `path`, or a `store` that is open already.
    """

    @asynccontextmanager
    async def sit(
        size: tuple[int, int] = (80, 24),
        *,
        path: Path = path,
        store: Store | None = None,
        show: Iterable[str] = (),
    ) -> AsyncIterator[Seat]:
        opened = store or open_store(path, annotator="ana", device="desk-1", timeout=0)
        try:
            app = Desk(opened, show)
            with unpainted() as painted:
                async with app.run_test(size=size) as pilot:
                    seat = Seat(app, pilot)
                    await seat.settle()
                    painted.set()
                    app.screen.refresh()
                    await seat.settle()
                    yield seat
        finally:
            if store is None:
                opened.close()

    return sit
