"""A write that takes long: one reads on meanwhile, nothing else is written, leaving waits."""

import asyncio
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat
from tui.app import writing
from tui.errors import DataError
from tui.store import recoding
from tui.store.connection import Store


class Held:
    """A deed that waits in its thread until it is let go."""

    def __init__(self) -> None:
        self.begun, self.goes = Event(), Event()

    def of(self, deed: Callable[..., None]) -> Callable[..., None]:
        def held(store: Store, *rest: str) -> None:
            self.begun.set()
            assert self.goes.wait(20)
            deed(store, *rest)

        return held


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """Every write of the codebook that changes annotations is long, and waits."""
    monkeypatch.setattr(writing, "MANY", 1)
    held = Held()
    monkeypatch.setattr(recoding, "merge", held.of(recoding.merge))
    yield held
    held.goes.set()


async def keys(seat: Seat, *names: str) -> None:
    """Press keys without waiting for what goes on in a thread."""
    for name in names:
        await seat.pilot.press(name)
        await seat.pilot.pause()


async def merging(seat: Seat, held: Held) -> None:
    """Begin to merge `background` into `opinion`, and wait until it is being written."""
    await seat.press("K")
    screen = seat.app.screen
    screen.read_again("background")  # type: ignore[attr-defined]
    await seat.press("m", *"opinion")
    await seat.press("enter")
    await keys(seat, "enter")
    await asyncio.to_thread(held.begun.wait, 20)


async def test_one_reads_on_while_a_tag_is_merged(at_desk: AtDesk, held: Held):
    async with at_desk() as seat:
        before = seat.reading.cursor
        await merging(seat, held)
        assert "merging 2 annotations…" in seat.page
        await keys(seat, "escape", "j")
        assert seat.reading.cursor > before
        assert "merging 2 annotations…" in seat.status
        assert "background" in {one.tag for one in seat.stored()}
        held.goes.set()
        await seat.settle()
        assert "merged into opinion · u undo" in seat.status
        tags = {one.tag for one in (*seat.stored(0), *seat.stored(1))}
        assert "opinion" in tags
        assert "background" not in tags
        assert "background" not in {one.tag for one in seat.reading.marks}


async def test_nothing_else_is_written_meanwhile(at_desk: AtDesk, held: Held):
    async with at_desk((120, 40)) as seat:
        await merging(seat, held)
        await keys(seat, "escape", "j", "1")
        assert "still merging 2 annotations, nothing else is written meanwhile" in seat.status
        await keys(seat, "u")
        assert "still merging 2 annotations: try again when it is done" in seat.status
        held.goes.set()
        await seat.settle()
        await seat.press("1")
        assert [tag for tag, _ in seat.mine()] == ["claim/event"]


async def test_leaving_waits_for_it_and_says_so(at_desk: AtDesk, held: Held):
    async with at_desk() as seat:
        await merging(seat, held)
        await keys(seat, "escape", "q")
        assert "still merging 2 annotations: leaves when it is done" in seat.status
        assert seat.app.is_running
        held.goes.set()
        await seat.app.workers.wait_for_complete()
        await seat.pilot.pause()
        assert seat.app._exit
        assert "background" not in {one.tag for one in (*seat.stored(0), *seat.stored(1))}


async def test_what_fails_is_said_and_leaves_everything_as_it_was(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
):
    def fails(store: Store, path: str, into: str) -> None:
        with store.operation("half"):
            store.run("UPDATE tag SET name = 'half' WHERE name = 'background'")
            raise DataError("the disk is full: free some room")

    monkeypatch.setattr(writing, "MANY", 1)
    monkeypatch.setattr(recoding, "merge", fails)
    async with at_desk() as seat:
        await seat.press("K")
        seat.app.screen.read_again("background")  # type: ignore[attr-defined]
        await seat.press("m", *"opinion", "enter", "enter")
        assert "the disk is full: free some room" in seat.page
        await seat.press("escape", "j", "1")
        assert [tag for tag, _ in seat.mine()] == ["claim/event"]
        assert "background" in {tag.path for tag in seat.app.workspace.tags}


async def test_it_is_taken_back_and_done_again_in_the_same_way(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writing, "MANY", 1)
    async with at_desk() as seat:
        await seat.press("K")
        seat.app.screen.read_again("background")  # type: ignore[attr-defined]
        await seat.press("m", *"opinion", "enter", "enter")
        assert "merged into opinion" in seat.page
        await seat.press("u")
        assert "undid: merge tag background into opinion" in seat.page
        await seat.press("escape", "ctrl+r")
        assert "did again: merge tag background into opinion" in seat.status
        assert "background" not in {one.tag for one in (*seat.stored(0), *seat.stored(1))}
