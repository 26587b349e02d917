"""Someone at the desk: presses keys, counts them, looks at the screen and into the database."""

import asyncio
from contextlib import closing
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.pilot import Pilot

from tui.app.app import Desk
from tui.app.reading import Reading
from tui.app.screens.desk import DeskScreen
from tui.app.widgets.reader import Reader
from tui.app.widgets.rows import Rows
from tui.model import Annotation
from tui.store import adding, annotations, articles
from tui.store.opening import open_reader, open_store
from tui.text.policy import decode

HOPS = 6
"""How many widgets hand a message on from a reader to the app."""

SOON = 0.002
"""Seconds within which what was put off counts as begun: timers of no time."""
QUIET = 2
"""Rounds in a row after which nothing is left to do: what is painted may ask for more."""

NAMES = {" ": "space", "\n": "enter"}


class Seat:
    """A reader at an open desk. `presses` counts every key."""

    def __init__(self, app: Desk, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.presses = 0

    async def settle(self) -> None:
        """Wait until every message has gone all its way up, and the screen is painted."""
        quiet = 0
        while quiet < QUIET:
            await self.app.workers.wait_for_complete()
            await self.pilot.pause(0)  # each widget has its turn, and the screen is painted
            while self.soon():
                await asyncio.sleep(0)
            quiet = 0 if self.unfinished() else quiet + 1

    def soon(self) -> bool:
        """Whether anything is to be run at once, or as good as at once."""
        loop = asyncio.get_running_loop()
        by = loop.time() + SOON
        put_off = (handle for handle in loop._scheduled if handle.when() < by)
        return bool(loop._ready) or not all(handle.cancelled() for handle in put_off)

    def unfinished(self) -> bool:
        """Whether a screen is still to be painted, or a thread or a message was begun meanwhile."""
        if self.app._exit:
            return False
        screen = self.app.screen
        return (
            bool(screen._dirty_widgets or screen._callbacks or screen._next_callbacks)
            or screen._layout_required
            or screen._repaint_required
            or screen._scroll_required
            or self.app._resize_event is not None  # Textual waits for a second one
            or bool(self.app._typed)
            or any(not worker.is_finished for worker in self.app.workers)
        )

    async def press(self, *keys: str) -> None:
        """Press keys by name, one after the other."""
        for key in keys:
            self.presses += 1
            await self.app._press_keys([key])
            await self.settle()

    async def type(self, words: str) -> None:
        """Type words letter by letter."""
        await self.press(*(NAMES.get(letter, letter) for letter in words))

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def go_to(self, words: str) -> None:
        """Put the cursor on the first place these words stand, without a key."""
        before = self.reading.standing
        self.reading.go_to(self.reading.text.index(words))
        self.reader.show_change(before)
        await self.settle()

    async def wheel(self, times: int) -> None:
        """Turn the mouse wheel down over the leading article."""
        turns = [events.MouseScrollDown] * times
        await self.pilot._post_mouse_events(turns, self.reader, offset=(5, 5), button=0)
        await self.settle()

    # What there is

    @property
    def desk(self) -> DeskScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, DeskScreen)
        return screen

    @property
    def reader(self) -> Reader:
        reader = self.desk.reader
        assert reader is not None
        return reader

    @property
    def reading(self) -> Reading:
        return self.reader.reading

    @property
    def library(self) -> Rows:
        return self.desk.query_one("#library", Rows)

    @property
    def panel(self) -> Rows:
        return self.desk.query_one("#annotations", Rows)

    def shown(self, side: str) -> bool:
        """Whether a side panel is on the screen."""
        return bool(self.desk.query_one(f"#{side}-side").display)

    @property
    def articles(self) -> list[str]:
        """The uids of the articles that are open, pane by pane."""
        return [pane.uid for pane in self.desk.panes]

    @property
    def top(self) -> str:
        """The first words in sight."""
        return self.reading.text[self.reader.top :][:20]

    def spot(self, words: str, at: int = 0) -> tuple[int, int]:
        """Where in the leading reader some words are on the screen, for the mouse."""
        offset = self.reading.text.index(words) + at
        layout = self.reader.layout_of_text
        y = layout.line_of(offset) - self.reader.scroll_offset.y
        assert 0 <= y < self.reader.size.height, f"{words!r} is not in sight"
        return self.reader.left + 2 + layout.column_of(offset), y

    # What is on the screen

    def cells(self) -> list[list[Segment]]:
        """What the terminal shows, line by line, with its styles."""
        update = self.app.screen._compositor.render_update(
            full=True, screen_stack=self.app._background_screens
        )
        return [[part for strip in line for part in strip] for line in update.strips]

    def lines(self) -> list[str]:
        """What the terminal shows, line by line."""
        return ["".join(part.text for part in line) for line in self.cells()]

    @property
    def page(self) -> str:
        """What the terminal shows, as one text."""
        return "\n".join(self.lines())

    @property
    def panel_text(self) -> str:
        """The rows of the annotations panel."""
        left = self.panel.content_region.x
        return "\n".join(line[left:] for line in self.lines())

    def styles(self, words: str, at: int = 0) -> Style:
        """The style some words of the article have on the screen."""
        x, y = self.spot(words, at)
        x, y = x + self.reader.region.x, y + self.reader.region.y
        return [part.style or Style() for part in self.cells()[y] for _ in part.text][x]

    @property
    def status(self) -> str:
        return self.lines()[-3]

    @property
    def hints(self) -> str:
        return self.lines()[-1]

    def bare(self) -> list[list[tuple[str, object]]]:
        """What the terminal shows, cell by cell, so that two screens can be compared."""
        return [
            [(char, part.style) for part in line for char in part.text] for line in self.cells()
        ]

    # What is in the database

    def stored(self, article: int = 0) -> list[Annotation]:
        """The annotations of an article as another program reads them from the disk."""
        with closing(open_reader(self.app.workspace.store.path)) as store:
            uid = articles.summaries(store)[article].uid
            return annotations.of_article(store, uid)

    def mine(self, article: int = 0) -> list[tuple[str, str]]:
        """Tag and words of the annotations that are not the example's."""
        return [
            (found.tag, found.quote)
            for found in self.stored(article)
            if found.annotator != "example"
        ]


def library_of(path: Path, *texts: str, **details: str) -> Path:
    """Make a database that holds these texts as articles, with no annotation. Returns `path`."""
    with open_store(path, annotator="importer", device="desk-1") as store:
        for number, text in enumerate(texts):
            raw = text.encode()
            intake = adding.Intake(decode(raw), raw, f"text-{number}.txt", details)
            adding.add(store, [intake])
    return path
