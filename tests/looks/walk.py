"""The way through every screen of the desk, by keys, with a look taken at each."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.segment import Segment
from textual import _wait
from textual._compositor import Compositor
from textual.app import App
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from tests.app.seat import NAMES, Seat
from tests.looks.material import opened
from tui.app import suggesting
from tui.app.app import Desk
from tui.app.screens import search
from tui.app.theme import THEMES
from tui.app.widgets import coming

PAINT = Compositor.render_update
SIZES = ((80, 24), (120, 40), (200, 60))
NAMES_OF_THEMES = tuple(theme.name.removeprefix("claimdesk-") for theme in THEMES)
FIGURE = "at least 96 mercenaries"


@dataclass(frozen=True)
class Stop:
    """A screen on the way: its name, the words the cursor is put on, and the keys that lead there.

    A key of several letters that Textual has no name for is typed letter by letter.
    """

    name: str
    keys: tuple[str, ...] = ()
    words: str = ""


def stop(name: str, keys: str = "", words: str = "") -> Stop:
    """A stop whose keys are written with spaces between them; `'words` are typed."""
    return Stop(name, tuple(keys.split(" ")) if keys else (), words)


WAY = (
    stop("desk"),
    stop("annotation", "] ]"),
    stop("selection", "v e e e e", "Northern Tuareg"),
    stop("letters", "f", "Northern Tuareg"),
    stop("prefix", "8"),
    stop("suggestion", "p"),
    stop("find", "/ 'Mali"),
    stop("find-nothing", "/ 'Zebra"),
    stop("refusal", "y d", "Northern Tuareg"),
    stop("focus-mode", "F", "Northern Tuareg"),
    stop("library", "O"),
    stop("library-narrowed", "O / 'envoys"),
    stop("annotations", "A j j"),
    stop("details", "] enter"),
    stop("details-typing", "] enter 'Tra"),
    stop("note", "] m"),
    stop("tags", "t"),
    stop("tags-nothing", "t 'zzz"),
    stop("claim-picker", "] C"),
    stop("claims", "ctrl+k"),
    stop("claims-one", "ctrl+k j j n"),
    stop("relate", "tab ] ] ] tab ] L"),
    stop("relations", "] ] ctrl+l"),
    stop("counts", "S"),
    stop("counts-sources", "S tab"),
    stop("counts-articles", "S tab tab"),
    stop("search", "ctrl+f 'Wagner"),
    stop("search-nothing", "ctrl+f 'Zebra"),
    stop("waiting", "W"),
    stop("waiting-lost", "W j"),
    stop("versions", "V"),
    stop("earlier-text", "V enter"),
    stop("comparison", "V d n"),
    stop("regions", "z"),
    stop("bookmarks", "B"),
    stop("beside", "c"),
    stop("keys", "?"),
    stop("palette", "ctrl+p"),
    stop("palette-found", "ctrl+p 'claim"),
    stop("codebook", "K"),
    stop("codebook-rename", "K r"),
    stop("codebook-merge", "K m"),
    stop("codebook-merge-sure", "K m enter"),
    stop("codebook-split", "K g j s space"),
    stop("codebook-meaning", "K e"),
    stop("codebook-colour", "K c"),
    stop("codebook-asks", "K f"),
    stop("codebook-key", "K ="),
    stop("codebook-delete", "K d"),
    stop("export", "X"),
    stop("export-format", "X enter"),
    stop("export-values", "X j enter"),
    stop("export-losses", "X enter 'conll-tokens enter b"),
    stop("export-option", "X j j j j j j j enter"),
    stop("adding", "I"),
    stop("adding-coming", "I 'press-kit/"),
    stop("adding-completed", "I ctrl+u 'press-kit/ tab"),
    stop("adding-options", "I ctrl+u ctrl+o j j enter j enter"),
    stop("adding-chosen", "I 'press-kit/"),
    stop("adding-encoding", "I ctrl+o j j backspace j backspace j enter 'cp"),
    stop("about", "E"),
    stop("about-typing", "E j enter"),
    # From here on something is written.
    stop("not-body", "Z", "Northern Tuareg"),
    stop("elsewhere", "v e 2 * a", "Wagner"),
    stop("tagged", "1", "Northern Tuareg"),
    stop("status", "D"),
    stop("history", "H"),
    stop("history-further", "H j j j j"),
    stop("three-panes", "c enter"),
    stop("one-pane", "x x"),
    stop("no-pane", "ctrl+w"),
    stop("adding-done", "I ctrl+u 'press-kit enter"),
    stop("adding-reason", "I down j"),
    stop("about-page", "I down G enter E"),
    stop("hidden", "I down g j j j j enter"),
)
"""In this order, in one sitting: after each the desk is as before, but for what was written."""


def unpainted(compositor: Compositor, **_: object) -> None:
    """Paint nothing, but know where each widget is, as after painting.

    Else a widget that changed its size before the next layout would not be told.
    """
    _ = compositor.full_map


@contextmanager
def steady() -> Iterator[None]:
    """Nothing blinks, naps or sweeps, and times are those of Greenwich.

    Nothing is painted either but where a look is taken: that would be a third of the work.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", unpainted)
        patch.setattr(_wait, "SLEEP_GRANULARITY", 0.001)
        patch.setattr(_wait, "SLEEP_IDLE", 0.001)
        patch.setattr(suggesting, "AFTER", 0)
        patch.setattr(search, "AFTER", 0.001)
        patch.setattr(coming, "AFTER", 0.001)
        for typed in (Input, TextArea):
            patch.setattr(typed, "cursor_blink", False)
        patch.setattr(Desk, "animation_level", "none", raising=False)
        patch.setenv("TZ", "UTC")
        time.tzset()
        gc.freeze()
        gc.disable()
        yield
        gc.enable()
        gc.unfreeze()
    time.tzset()


@dataclass(frozen=True)
class Seen:
    """What stood on the screen: the segments of each line, and where an open sheet was.

    `sheet` is its column, line, width and height; the whole screen where none was open.
    """

    cells: list[list[Segment]]
    sheet: tuple[int, int, int, int]


async def walk(path: Path, size: tuple[int, int], theme: str, only: str = "") -> dict[str, Seen]:
    """Go the whole way at a desk of this size in this theme, on the database at `path`.

    With `only`, the way ends after that stop.
    """
    seen: dict[str, Seen] = {}
    with steady(), opened(path) as store:
        app = Desk(store)
        async with app.run_test(size=size) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            while app.theme != f"claimdesk-{theme}":
                await seat.press("T")
            for one in WAY:
                await back(seat)
                seen[one.name] = Seen(await go(seat, one), sheet_of(app))
                if one.name == only:
                    break
            await back(seat)
    return seen


def painted(app: App[None]) -> list[list[Segment]]:
    """What stands on the screen, line by line."""
    update = PAINT(app.screen._compositor, full=True, screen_stack=app._background_screens)
    return [[part for strip in line for part in strip] for line in update.strips]


async def go(seat: Seat, one: Stop) -> list[list[Segment]]:
    """Go to a stop from the desk. What stands there when all it does is done."""
    if one.words:
        await seat.go_to(one.words)
    for key in one.keys:
        typed = key[1:] if key.startswith("'") and len(key) > 1 else [key]
        await seat.pilot.press(*(NAMES.get(letter, letter) for letter in typed))
        await seat.settle()
    screen = seat.app.screen
    while isinstance(screen, search.SearchScreen) and not screen.searching.complete:
        await seat.settle()
    now = painted(seat.app)
    while True:  # on a machine that is busy, something may be on its way
        await seat.settle()
        before, now = now, painted(seat.app)
        if now == before:
            return now


async def back(seat: Seat) -> None:
    """Leave whatever is open, and stand at the start of the first article."""
    for _ in range(6):
        if seat.desk.finding is None and len(seat.app.screen_stack) == 1:
            break
        await seat.press("escape")
    assert len(seat.app.screen_stack) == 1, type(seat.app.screen).__name__
    await seat.pilot.press("escape", "escape", *(["F"] if seat.desk.comfort.focus else []))
    await seat.settle()
    seat.desk.lead(0)
    if seat.desk.panes:
        seat.reading.chosen = None
        await seat.press("g")


def sheet_of(app: App[None]) -> tuple[int, int, int, int]:
    """Where the open sheet is; the whole screen where none is, or where it takes all of it."""
    screen = app.screen
    region = screen.region
    if isinstance(screen, ModalScreen) and not screen.has_class("reading-screen"):
        inside = [one.region for one in screen.children if one.region.area]
        inside = inside or [one.region for one in screen.query("*") if one.region.area]
        region = Region.from_union(inside).intersection(region)
    return region.x, region.y, region.width, region.height
