"""Finding in all articles, annotations and notes: the search, and opening what it found."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.app.keys import keys_of
from tui.store.search import Hit, find
from tui.text.passages import places
from tui.text.query import Query, parse

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

MOST = 1000
"""Passages shown of one search; whoever wants more wants other words."""


def _unfinished(typed: str, query: Query) -> Query:
    """The query while it is being typed: the last word may yet go on, until a blank ends it."""
    if not query.terms or not typed[-1:].isalnum() or ":" in typed.split()[-1]:
        return query
    *before, last = query.terms
    if last.kind == "words":
        last = replace(last, kind="prefix")
    return replace(query, terms=(*before, last))


class Searching:
    """The search of one desk. What was searched for last is there again the next time."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.typed = ""
        self.query = Query()
        self.found: list[Hit] = []
        self.at = 0
        self.complete = True
        """Whether all there is has been looked through."""

    def search(self) -> None:
        from tui.app.screens.search import SearchScreen

        self.screen.app.push_screen(SearchScreen(self))

    def begin(self, typed: str) -> None:
        """Search for something else. Raises ValueError where it cannot be understood."""
        self.typed, self.found, self.at = typed, [], 0
        self.query, self.complete = Query(), True
        self.query = _unfinished(typed, parse(typed))
        self.complete = self.query == Query()

    async def batches(self, width: int) -> AsyncIterator[None]:
        """Look through the library, letting other things happen in between.

        Goes round for each batch of passages found. Raises CallError and DataError as `find`.
        """
        typed = self.typed
        for batch in find(self.workspace.store, self.query, width):
            self.found += batch[: MOST - len(self.found)]
            if batch:
                yield
            if len(self.found) >= MOST:
                return
            await asyncio.sleep(0)
            if self.typed != typed:
                return
        self.complete = True

    def open(self, index: int) -> None:
        """Open the article of a passage at its place, with all places in it lit."""
        self.at = index
        self.screen.work_on(self._open(self.found[index]))

    async def _open(self, hit: Hit) -> None:
        await self.screen.opening.open(hit.article)
        reader = self.screen.reader
        if reader is None:
            return
        before, reading = reader.reading.standing, reader.reading
        reading.query, reading.found = self.typed, places(reading.text, self.query)
        made = reading.marks.get(hit.annotation.uid) if hit.annotation else None
        if made is not None:
            reading.choose(made)
        elif hit.annotation is None:
            reading.go_to(hit.offset)
        reader.repaint_all()
        reader.show_change(before, tell=False)
        self.screen.telling.all()
        if hit.annotation is not None and made is None:
            waits = f"it is on an earlier text of this article: {keys_of('versions')} shows it"
            self.screen.telling.say(waits)
        else:
            back = f"{keys_of('search')} back to what was found · {keys_of('next_match')} next here"
            self.screen.telling.say(back)
