"""Adding articles at the desk: looked at first, then read and written in threads."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.errors import CallError, DataError
from tui.store import history
from tui.store.opening import open_store
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.adding.outcomes import Outcome
    from tui.adding.reading import Item, Read, Wanted
    from tui.app.asking_columns import Asking
    from tui.app.screens.adding import AddingScreen
    from tui.app.screens.desk import DeskScreen
    from tui.app.wish import Going
    from tui.store.connection import Store

PATIENCE = 60.0
"""Seconds to wait for another window's write."""


class Adding:
    """The adding of articles of one desk. `outcomes` are those of the last time, or of now."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.going: Going | None = None
        """How far the adding under way is."""
        self.outcomes: list[Outcome] = []
        self.operations: list[str] = []
        """What was written, by the uids of the operations."""
        self.trouble = ""
        """Why the rest was not added."""
        self._together = ""
        """How the uids of this addition's operations end."""
        self.folders: list[str] = []
        """Those from which on what was added is told."""
        self.was_typed = ""
        self.typed, self.pasted = "", ""
        """What is in the line, and a text that was pasted: they stay though the sheet is left."""
        self.opened = asyncio.Event()
        """The sheet was opened."""
        self._wanted: Wanted | None = None
        self._asking: Asking | None = None

    @property
    def wanted(self) -> "Wanted":
        """How it is to be added, as it was chosen last."""
        from tui.adding.reading import Wanted

        return self._wanted or Wanted()

    @wanted.setter
    def wanted(self, wanted: "Wanted") -> None:
        self._wanted = wanted

    @property
    def sheet(self) -> "AddingScreen | None":
        """The sheet of adding, while it is open."""
        from tui.app.screens.adding import AddingScreen

        open_now = self.screen.app.screen_stack
        return next((one for one in open_now if isinstance(one, AddingScreen)), None)

    def add_articles(self) -> None:
        """Open the sheet of adding."""
        from tui.app.screens.adding import AddingScreen

        self.screen.app.push_screen(AddingScreen(self))

    def stop(self) -> bool:
        """Have the adding under way end; what is done stays. Returns whether there is one that was
        not to end yet."""
        if self.going is None or self.going.ended:
            return False
        self.going.end()
        return True

    def begin(self) -> None:
        """Add what is typed, and a text that was pasted. It goes on though the sheet is left.

        At the end it is told what became of it all, in the sheet or on the desk. Raises CallError
        while more is being added or where nothing is named, DataError where nothing can be written.
        """
        from tui.app.adding_lines import folders_of
        from tui.app.typed_paths import named
        from tui.app.wish import Going

        names = named(self.typed)
        if self.going is not None:
            raise CallError("articles are still being added: try again when that is done")
        if not names and not self.pasted:
            raise CallError("there is nothing to add: type a file, a folder or an address")
        if not self.workspace.store.writable:
            raise DataError(self.workspace.store.why_read_only)
        self.going, self.outcomes, self.operations, self.trouble = Going(), [], [], ""
        self._together = ""
        self.folders, self.was_typed, pasted = folders_of(names), self.typed, self.pasted
        self.typed = self.pasted = ""
        self.screen.work_on(self._add(names, pasted, self.going))

    async def _add(self, names: list[str], pasted: str, going: "Going") -> None:
        from tui.adding.reading import arrivals
        from tui.adding.sources import expanded
        from tui.adding.taking import BATCH
        from tui.app.asking_columns import Asking
        from tui.app.looking import arrival_of

        read: Iterator[Read] = iter(())
        asking = self._asking = Asking(self, going.is_ended)
        try:
            files = await asyncio.to_thread(lambda: list(expanded(names)))
            going.of = len(files) + bool(pasted)
            loop = asyncio.get_running_loop()

            def choose(name: str, columns: tuple[str, ...]) -> Mapping[str, str]:
                asked = asking.columns(name, columns)
                return asyncio.run_coroutine_threadsafe(asked, loop).result()

            wanted = replace(self.wanted, choose=choose)
            read = arrivals(files, wanted)
            items: list[Item] = [arrival_of(pasted, wanted.details)] if pasted else []
            going.done += bool(pasted)
            more = True
            while more:
                more = await asyncio.to_thread(_gather, read, items, going)
                while items:
                    await self._write(items[:BATCH])
                    del items[:BATCH]
        except (CallError, DataError) as error:
            self.trouble = str(error)
        except asyncio.CancelledError:  # the desk is left
            going.end()
            raise
        close = getattr(read, "close", None)
        if close is not None:
            await asyncio.to_thread(close)
        self.going = None
        if self.trouble:
            self._type_again()
        if self.sheet is not None:
            self.sheet.added(self._summed(going))
        else:
            self.screen.telling.say(display_line(self._summed(going)))

    async def _write(self, items: "list[Item]") -> None:
        """Add a batch as one operation, and show it."""
        from tui.adding.taking import add
        from tui.app.adding_lines import at_the_desk

        own = self.workspace.store

        def write(store: "Store") -> "tuple[list[Outcome], set[str]]":
            before = set(store.written)
            with store.together(self._together) as self._together:
                return add(store, items), store.written - before

        def apart() -> "tuple[list[Outcome], set[str]]":
            who, where, kind = own.annotator, own.device, own.kind
            with open_store(
                own.path, annotator=who, device=where, kind=kind, now=own.now, timeout=PATIENCE
            ) as store:
                return write(store)

        alone = own.on_network  # locked for one connection alone
        outcomes, written = write(own) if alone else await asyncio.to_thread(apart)
        self.outcomes += map(at_the_desk, outcomes)
        self.operations += written
        self._show(frozenset(one.uid for one in outcomes if one.uid))

    def _show(self, uids: frozenset[str]) -> None:
        self.workspace.take_in(uids)
        self.screen.taking_back.show_anew(uids, codebook=False)
        self.screen.fit()

    def _type_again(self) -> None:
        """Have what was typed in the line again, to be tried otherwise, where it is empty."""
        self.typed = self.typed or self.was_typed

    def _summed(self, going: "Going") -> str:
        """What became of all of it, in a line."""
        from tui.adding.outcomes import counted_kinds, summed

        said = summed(going.done, counted_kinds(self.outcomes))
        if self.trouble:
            return f"{self.trouble} · {said}"
        left = going.of - going.done
        return f"stopped, {left:,} left: {said}" if going.ended and left > 0 else said

    # Afterwards

    def open(self, uid: str) -> None:
        """Open an article that was added."""
        self.screen.work_on(self.screen.opening.open(uid))

    def take_back(self, then: Callable[[str], None], failed: Callable[[Exception], None]) -> None:
        """Take back all that was added last. Raises CallError where nothing was, or is written."""
        operations = self.operations
        if self.going is not None:
            raise CallError("articles are still being added: stop it first")
        if not operations:
            raise CallError("nothing was added that could be taken back")

        def deed(store: "Store") -> list[history.Reverted]:
            return [history.undo(store, one) for one in reversed(operations)]

        def done(reverted: list[history.Reverted]) -> None:
            touched = [self.workspace.reverted("undid", one) for one in reverted]
            uids = frozenset[str]().union(*(one.articles for one in touched))
            self.operations, self.outcomes = [], []
            if self._asking is not None:
                self._asking.forget()
            self._type_again()
            self._show(uids)
            many = f" and {len(touched) - 1} more such steps" if touched[1:] else ""
            then(f"{touched[-1].said}{many}")

        self.screen.writing.begin("taking back what was added", deed, done, failed)


def _gather(read: "Iterator[Read]", items: "list[Item]", going: "Going") -> bool:
    """Read on until there is a batch, or it is to end. Returns whether there is more.

    What comes slowly is not waited for: a batch is smaller then, so that it is seen to go on.
    """
    from tui.adding.taking import SECONDS, is_batch

    until = time.monotonic() + SECONDS
    while not is_batch(items) and not (items and time.monotonic() > until):
        if going.ended:
            return False
        one = next(read, None)
        if one is None:
            return False
        items += one.items
        going.done += one.done
    return True
