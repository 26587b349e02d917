"""Writing down how the desk looks, a moment after the last of a run of moves."""

import asyncio
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.app import view
from tui.app.view import View
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

AFTER = 0.2
"""Seconds after a move until the view is written: a kill loses no more than that."""


class Remembering:
    """Keeps the view file of one desk up to date."""

    def __init__(self, screen: "DeskScreen", file: Path) -> None:
        self.screen = screen
        self.file = file
        self._due: Timer | None = None
        self._latest: View | None = None
        self._writing = Lock()

    def soon(self) -> None:
        """Write the view shortly, in a thread: no key waits for the disk."""
        if self._due is None:
            self._due = self.screen.set_timer(AFTER, self._aside)

    def _aside(self) -> None:
        self._due = None
        self._latest = self.view()
        self.screen.run_worker(self._write_aside(), group="remembering")

    async def _write_aside(self) -> None:
        try:
            await asyncio.to_thread(self._write_latest)
        except OSError as error:
            self._tell(error)

    def now(self) -> None:
        """Write the view. Where that fails the desk goes on, and says so."""
        if self._due is not None:
            self._due.stop()
            self._due = None
        try:
            self.write()
        except OSError as error:
            self._tell(error)

    def _tell(self, error: OSError) -> None:
        why = display_line(f"{self.file}: {error.strerror}")
        self.screen.telling.say(f"the view is not remembered: {why}")

    def write(self) -> None:
        """Write the view. Raises OSError where that fails."""
        self._latest = self.view()
        self._write_latest()

    def _write_latest(self) -> None:
        with self._writing:  # one that waited writes what is the latest by then
            if self._latest is not None:
                view.save(self.file, self._latest)

    def view(self) -> View:
        panes = self.screen.row
        panes.keep_places()
        return View(
            panes=tuple(panes.place(pane.uid) for pane in panes.open),
            focus=panes.leading,
            library=self.screen.library_wanted,
            annotations=self.screen.annotations_wanted,
            theme=self.screen.app.theme,
            last_tag=self.screen.last_tag,
            comfort=self.screen.comfort,
            bookmarks=tuple(self.screen.trail.bookmarks),
            read=dict(self.screen.trail.read),
            passes=self.screen.workspace.asides.skipped,
            suggestions=self.screen.suggestions_wanted,
            compares=self.screen.following.wanted,
            places=dict(panes.places),
        )
