"""The Textual app: themes, the desk's screen, the palette, and keys in the order they came."""

import asyncio
import gc
import signal
import sys
from collections import deque
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from tui import places
from tui.app import keymap, keys, view
from tui.app.keeping import roll_apart
from tui.app.keys import key_name
from tui.app.palette import Palette
from tui.app.passed import Passed
from tui.app.screens.desk import DeskScreen
from tui.app.sent import Difference, Sent
from tui.app.terminal import is_gone, outlasting
from tui.app.theme import THEMES, fitting
from tui.app.workspace import Workspace
from tui.store.connection import Store

RETRY, PATIENCE = 1 / 60, 5.0
"""Seconds until keys that wait for a dialog are tried again, and until they are given up on: on a
machine that is busy a sheet takes more than one to come."""

LATEST = 1.0
"""Seconds after which a key counts as done with, where what follows it was lost on the way."""


HOUR = 3600.0

SETTLED = 0.5
"""Seconds after which the desk stands."""

TURN = 0.0005
"""Seconds after which a thread that works aside lets a key have its turn. A mark takes some ten
turns, and Python's own 5 ms would be waited for in each."""


DRAWN = (
    "widgets/one_line",
    "widgets/rows",
    "widgets/card",
    "widgets/differing",
    "widgets/typed",
    "widgets/reader",
    "widgets/pane",
    "widgets/panes",
    "screens/desk",
    "screens/dialog",
    "screens/about",
    "screens/adding",
    "screens/beside",
    "screens/claims",
    "screens/codebook",
    "screens/comparison",
    "screens/counts",
    "screens/details",
    "screens/export",
    "screens/kinds",
    "screens/matrix",
    "screens/relations",
    "screens/versions",
    "screens/waiting",
    "palette",
)
"""Modules with a style sheet beside them; where two rules weigh the same, the later one holds.

All are read at the start: a screen's own would be read when it is first opened, and Textual would
go through every other one again for it.
"""


class Desk(App[None]):
    """Claimdesk in a terminal, on one open store. `show` names articles to open, by uid."""

    TITLE = "Claimdesk"
    CSS_PATH: ClassVar = [f"{place}.tcss" for place in DRAWN]
    COMMANDS: ClassVar = {Palette}

    def __init__(self, store: Store, show: Iterable[str] = ()) -> None:
        super().__init__()
        keys.use(keymap.load(places.keymap_file()))
        self.workspace = Workspace(store)
        self.view_file = places.view_file(store.path)
        self.remembered = view.load(self.view_file)
        self.workspace.asides.skip(self.remembered.passes)
        self.show_first = list(show)
        self._sent = Sent()
        self._typed: deque[events.Key] = deque()
        self._turn = 0
        """Counts the keys handed to sheets, so that each is waited for once."""
        self._waited = 0.0
        self._given_up: Screen[object] | None = None
        """A screen on which nothing took the keys in time, and that is not waited for again."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = fitting(self.remembered.theme, self.console.color_system)

    def get_default_screen(self) -> Screen[None]:
        return DeskScreen(self.workspace, self.remembered, self.view_file, self.show_first)

    def get_driver_class(self) -> type[Driver]:
        """Textual's own for this platform; it does not wait for a terminal that is gone."""
        return outlasting(super().get_driver_class())

    def on_mount(self) -> None:
        """Leave in good order when told to go, or when the terminal is no longer there."""
        if self.is_headless:
            return
        self.set_timer(SETTLED, self._collect_garbage)
        sys.setswitchinterval(TURN)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit)
        self.set_interval(1.0, self._leave_without_terminal)
        self.set_interval(1.0, self._look_for_news)
        self.set_interval(HOUR, self._keep_backup)
        # Back from ctrl+z the terminal is empty, and Textual would paint only what changes.
        self.app_resume_signal.subscribe(self, lambda _: self._show_anew())

    def _show_anew(self) -> None:
        self._sent.forget()
        self.screen.refresh(layout=True)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send the terminal no more than what differs from what it shows."""
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            less = Difference(renderable, self._sent, self.size)
            super()._display(screen, less)  # type: ignore[arg-type]  # as its own updates are
        else:
            super()._display(screen, renderable)

    def _collect_garbage(self) -> None:
        """From now on; what stands by now stays, and need not be looked through for each key."""
        gc.freeze()
        gc.enable()

    def _keep_backup(self) -> None:
        """Keep the day's backup of a desk that stays open for days; else it is kept on leaving.

        Only in WAL mode, where reading the whole file keeps nobody from writing.
        """
        store = self.workspace.store
        if store.writable and store.in_wal():
            self.run_worker(partial(roll_apart, store.path), thread=True, exclusive=True)

    def _look_for_news(self) -> None:
        """See what other windows on the same file wrote."""
        desk = self.screen_stack[0]
        if isinstance(desk, DeskScreen):
            desk.taking_back.look_for_news()

    def _leave_without_terminal(self) -> None:
        if is_gone():
            self.exit()

    async def on_event(self, event: events.Event) -> None:
        """Take keys one by one, in the order they were typed.

        A key that opens or closes a dialog has done so before the next one is looked at, and keys
        that come before the dialog can take them wait for it: in a burst (a paste, a slow line)
        the letters of a note would otherwise be commands, and one Escape too many would be for a
        sheet that has gone.
        """
        if isinstance(event, events.Resize):  # what a terminal does with its cells is its own
            self._sent.forget()
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._typed.append(event)
            if len(self._typed) == 1:
                await self._take_keys()
        else:
            await super().on_event(event)

    async def _take_keys(self) -> None:
        while self._typed and self.screen_stack:  # there is none once the desk was left
            event, screen = self._typed[0], self.screen
            if self._nobody_listens() and screen is not self._given_up:
                self._waited += RETRY
                if self._waited > PATIENCE:
                    self._given_up = screen
                self.set_timer(RETRY, self._take_keys)
                return
            self._waited = 0.0
            if isinstance(screen, DeskScreen) and screen.take_key(key_name(event)):
                self._typed.popleft()
                continue
            await super().on_event(event)
            if self._follow():
                return
            self._typed.popleft()

    def _follow(self) -> bool:
        """Send a message after a key that a widget was handed, to know when that is done with it.

        False where no widget is there to be handed one.
        """
        self._turn += 1
        focused = self.focused
        if focused is None:
            return False
        # What the key does away with takes the message along: then the next has its turn by time.
        self.set_timer(LATEST, partial(self._go_on, self._turn))
        return focused.post_message(Passed(self._turn))

    async def on_passed(self, message: Passed) -> None:
        """The key that this followed has been everywhere it goes.

        What it was a message for ("submitted") is on its way then, and is followed once more.
        """
        again = Passed(message.turn, again=True)
        focused = self.focused if self.screen_stack else None
        if message.again or focused is None or not focused.post_message(again):
            await self._go_on(message.turn)

    async def _go_on(self, turn: int) -> None:
        if turn == self._turn and self._typed:
            self._turn += 1
            self._typed.popleft()
            await self._take_keys()

    def _nobody_listens(self) -> bool:
        """Whether something is opening that will take the keys once it is there."""
        if isinstance(self.screen, DeskScreen):
            return self.screen.is_opening
        return self.screen.focused is None
