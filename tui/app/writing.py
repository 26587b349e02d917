"""Writes that take seconds: in a thread with a connection of its own, so that one reads on.

Meanwhile the desk writes nothing else: another write is refused and says why. The write itself is
one operation, all of it on the disk or nothing; leaving waits for it.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from tui.errors import CallError, DataError
from tui.store.connection import Store
from tui.store.opening import open_store

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

T = TypeVar("T")

MANY = 2000
"""Rows from which on a write is made in a thread: fewer take a tenth of a second."""

PATIENCE = 60.0
"""Seconds to wait for another window's write: nobody's keys wait for it."""


class Writing:
    """The large writes of one desk, one at a time. `doing` says what is being written."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.doing = ""
        self._leaves = False

    def begin(
        self,
        words: str,
        deed: Callable[[Store], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `deed` with a store of its own, and then `then` with what it returned, on the desk.

        `words` say what is being done. `failed` is told why nothing was written, else the status
        line says it. Raises CallError while another such write is under way.
        """
        self.refuse_while_writing()
        self.screen.work_on(self._do(words, deed, then, failed or self.screen.telling.complain))

    def refuse_while_writing(self) -> None:
        """Raise CallError while something is being written in a thread."""
        if self.doing:
            raise CallError(f"still {self.doing}: try again when it is done")

    def leave(self) -> bool:
        """Leave as soon as what is being written is. Returns whether anything is."""
        self._leaves = bool(self.doing)
        return self._leaves

    async def _do(
        self,
        words: str,
        deed: Callable[[Store], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            with self._alone(words):
                if self.screen.workspace.store.on_network:  # locked for one connection alone
                    done = deed(self.screen.workspace.store)
                else:
                    done = await asyncio.to_thread(self._write, deed)
            then(done)
        except (CallError, DataError) as error:
            failed(error)
        self.screen.telling.status()
        if self._leaves:
            self.screen.actions.leave()

    def _write(self, deed: Callable[[Store], T]) -> T:
        own = self.screen.workspace.store
        with open_store(
            own.path,
            annotator=own.annotator,
            device=own.device,
            kind=own.kind,
            now=own.now,
            timeout=PATIENCE,
        ) as store:
            return deed(store)

    @contextmanager
    def _alone(self, words: str) -> Iterator[None]:
        """Let the desk write nothing inside, and say on the status line what is going on."""
        store = self.screen.workspace.store
        if not store.writable:
            raise DataError(store.why_read_only)
        self.doing = words
        self.screen.telling.say("")
        if not store.on_network:
            why = f"still {words}, nothing else is written meanwhile: try again when it is done"
            store.writable, store.why_read_only = False, why
        try:
            yield
        finally:
            self.doing = ""
            store.writable, store.why_read_only = True, ""
