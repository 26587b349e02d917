"""Adding articles at the desk: looked at first, then read and written in threads."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from tui.errors import CallError, DataError
from tui.store import history
from tui.store.opening import open_store

if TYPE_CHECKING:
    from tui.adding.outcomes import Outcome
    from tui.adding.reading import Item, Read
    from tui.app.screens.desk import DeskScreen
    from tui.app.wish import Going
    from tui.store.connection import Store

PATIENCE = 60.0
"""Seconds to wait for another window's write."""
CLIPBOARD = "the clipboard"


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

    def add_articles(self) -> None:
        """Open the sheet of adding."""
        from tui.app.screens.adding import AddingScreen

        self.screen.app.push_screen(AddingScreen(self))

    def stop(self) -> bool:
        """Have the adding under way end; what is done stays. Returns whether there is one."""
        if self.going is not None:
            self.going.end()
        return self.going is not None

    def begin(self, names: list[str], pasted: str, then: Callable[[str], None]) -> None:
        """Add what is named, and a text that was pasted. It goes on though the sheet is left.

        `then` is told at the end what became of it all. Raises CallError while more is being added,
        DataError where nothing can be written.
        """
        from tui.app.wish import Going

        if self.going is not None:
            raise CallError("articles are still being added: try again when that is done")
        if not self.workspace.store.writable:
            raise DataError(self.workspace.store.why_read_only)
        self.going, self.outcomes, self.operations, self.trouble = Going(), [], [], ""
        self._together = ""  # the operations of this addition
        self.screen.work_on(self._add(names, pasted, self.going, then))

    async def _add(
        self, names: list[str], pasted: str, going: "Going", then: Callable[[str], None]
    ) -> None:
        from tui.adding.reading import Wanted, arrivals
        from tui.adding.sources import expanded
        from tui.adding.taking import BATCH, is_batch
        from tui.app.looking import arrival_of

        read: Iterator[Read] = iter(())
        try:
            files = await asyncio.to_thread(lambda: list(expanded(names)))
            going.of = len(files) + bool(pasted)
            loop = asyncio.get_running_loop()

            def choose(name: str, columns: tuple[str, ...]) -> Mapping[str, str]:
                asked = self._columns(name, columns, going)
                return asyncio.run_coroutine_threadsafe(asked, loop).result()

            read = arrivals(files, Wanted(choose=choose))
            items: list[Item] = [arrival_of(pasted)] if pasted else []
            going.done += bool(pasted)
            more = True
            while more:
                more = await asyncio.to_thread(_gather, read, items, going)
                while items and (is_batch(items) or not more):
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
        then(self._summed(going))

    async def _write(self, items: "list[Item]") -> None:
        """Add a batch as one operation, and show it."""
        from tui.adding.taking import add

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
        self.outcomes += outcomes
        self.operations += written
        self._show(frozenset(one.uid for one in outcomes if one.uid))

    def _show(self, uids: frozenset[str]) -> None:
        self.workspace.take_in(uids)
        self.screen.taking_back.show_anew(uids, codebook=False)
        self.screen.fit()

    def _summed(self, going: "Going") -> str:
        """What became of all of it, in a line."""
        from tui.adding.outcomes import counted_kinds, summed

        said = summed(going.done, counted_kinds(self.outcomes))
        if self.trouble:
            return f"{self.trouble} · {said}"
        left = going.of - going.done
        return f"stopped, {left:,} left: {said}" if going.ended and left > 0 else said

    async def _columns(
        self, name: str, columns: tuple[str, ...], going: "Going"
    ) -> Mapping[str, str]:
        """What a person says of the columns of a table: asked once, remembered."""
        from rich.text import Text

        from tui import places
        from tui.adding.remembered import remember, remembered
        from tui.app.screens.dialog import Choice, Picker, among, draw_choice
        from tui.text.safety import display_line

        file = places.columns_file()
        if (known := remembered(file, columns)) or going.ended:
            return known
        choices = [Choice(one, one, Text(f" {display_line(one)}")) for one in columns]
        title = display_line(f"Which column of {name} has the text of the articles?")
        picker = Picker(title, choices, among(choices), draw_choice, lambda one: one.value)
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self.screen.app.push_screen(picker, answer.set_result)
        column = await answer
        said = {"text": column} if column else {}
        if said:
            remember(file, columns, said)
        return said

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
            self._show(uids)
            many = f" and {len(touched) - 1} more such steps" if touched[1:] else ""
            then(f"{touched[-1].said}{many}")

        self.screen.writing.begin("taking back what was added", deed, done, failed)


def _gather(read: "Iterator[Read]", items: "list[Item]", going: "Going") -> bool:
    """Read on until there is a batch, or it is to end. Returns whether there is more."""
    from tui.adding.taking import is_batch

    while not is_batch(items):
        if going.ended:
            return False
        one = next(read, None)
        if one is None:
            return False
        items += one.items
        going.done += one.done
    return True
