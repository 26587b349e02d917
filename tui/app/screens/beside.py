"""Choosing an article to set beside the one being read: those that tell the same event first."""

import asyncio
from collections.abc import Sequence
from functools import partial

from rich.text import Text

from tui.app.kindred import Kindred, kindred
from tui.app.library import Library
from tui.app.screens.dialog import Picker
from tui.app.widgets.rows import Items
from tui.errors import CallError, DataError
from tui.model import ArticleSummary
from tui.store.connection import Store
from tui.text.bars import bar
from tui.text.safety import display_line

BAR = 6
"""Cells of the bar that shows how much of the event an article tells."""
TITLE = "Open beside"

Offer = Kindred | ArticleSummary


class Offers:
    """The articles that tell the same event, those that tell most first, then all others."""

    def __init__(self, ranked: Sequence[Kindred], rest: Items[ArticleSummary]) -> None:
        self.ranked = ranked
        self.rest = rest

    def __len__(self) -> int:
        return len(self.ranked) + len(self.rest)

    def __getitem__(self, index: int) -> Offer:
        near = len(self.ranked)
        return self.ranked[index] if index < near else self.rest[index - near]


class BesideScreen(Picker[Offer]):
    """The library to choose from. It is there at once, and ranked as soon as that is worked out."""

    def __init__(self, store: Store, leading: str, beside: Sequence[str]) -> None:
        self.store = store
        self.leading = leading
        self.beside = tuple(beside)
        self.ranked: list[Kindred] = []
        self.rest = Library(store, without=self.beside)
        super().__init__(TITLE, Offers([], self.rest), self._found, row, lambda one: one.uid)

    def on_mount(self) -> None:
        if self.leading:
            self.run_worker(self._rank())

    async def _rank(self) -> None:
        """Rank the articles in a thread; the row that was marked stays so."""
        work = partial(kindred, self.store.path, self.leading, self.beside)
        try:
            self.ranked = await asyncio.to_thread(work)
        except (CallError, DataError):  # busy, or gone: the library in its own order will do
            return
        if not self.ranked:
            return
        marked = self.rows.items[self.rows.at].uid if self.rows.at else ""
        without = (*self.beside, *(one.uid for one in self.ranked))
        self.rest = Library(self.store, without=without)
        items = self._found(self.typed)
        self.rows.show_items(items)
        uids = [items[index].uid for index in range(min(100, len(items)))] if marked else []
        self.rows.mark(uids.index(marked) if marked in uids else 0)
        self.rows.repaint()

    def _found(self, typed: str) -> Items[Offer]:
        words = typed.casefold().split()
        return Offers([one for one in self.ranked if one.has(words)], self.rest.narrow(typed))


def row(one: Offer) -> Text:
    """``███▌  58 %  Nairobi  Mali has announced…``: the bar and number say how much it tells."""
    if isinstance(one, ArticleSummary):
        return _named(one, Text(" " * (BAR + 8)))
    text = Text(bar(round(100 * one.share), 100, BAR).ljust(BAR), "bold")
    text.append(f"{round(100 * one.share):>4} %  ")
    return _named(one.summary, text, one)


def _named(about: ArticleSummary, text: Text, one: Kindred | None = None) -> Text:
    text.append(display_line(about.label))
    if one is not None and one.copied:
        changed = f"{round(100 * one.changed)} % changed" if one.changed >= 0.005 else "unchanged"
        text.append(f"  same text as {display_line(one.copied)}, {changed}", "bold italic")
    if about.story:
        text.append(f"  [{display_line(about.story)}]")
    if about.title != about.label:
        text.append(f"  {display_line(about.title)}", "dim")
    return text
