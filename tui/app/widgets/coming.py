"""What would come in if it were added: looked at in a thread as soon as one has stopped typing."""

from dataclasses import dataclass
from time import monotonic

from textual.message import Message

from tui.adding.reading import Wanted
from tui.app.apart import apart
from tui.app.looking import Look, look, told
from tui.app.typed_paths import named
from tui.app.widgets.card import Card
from tui.app.wish import Going
from tui.errors import CallError, DataError
from tui.store.connection import Store

AFTER = 0.15
"""Seconds without a letter after which it is looked at what is named."""
SLOW = 0.5
"""Seconds after which it is told that it is still being looked."""


class Coming(Card):
    """The kinds of what is named, the titles of the first articles, what cannot be read."""

    @dataclass
    class Looked(Message):
        """What there is to see is shown."""

    def __init__(self, store: Store, *, id: str) -> None:
        super().__init__(id=id)
        self.store = store
        self.found = Look()
        self._looking = Going()
        self._since: float | None = None
        """When looking began, while it is not done."""

    @property
    def is_slow(self) -> bool:
        """Whether it is still being looked, after longer than one would wait unasked."""
        return self._since is not None and monotonic() - self._since > SLOW

    def look(self, typed: str, pasted: str, wanted: Wanted) -> None:
        """Look at what is typed and pasted, read as it is wanted. What is shown stays until then.

        Only the last of several calls counts.
        """
        self.end()
        going = self._looking = Going()
        self._since = monotonic()
        self.set_timer(AFTER, lambda: self.run_worker(self._looked(going, typed, pasted, wanted)))

    def end(self) -> None:
        """Look no further."""
        self._looking.end()
        self._since = None

    async def _looked(self, going: Going, typed: str, pasted: str, wanted: Wanted) -> None:
        if going.ended:
            return
        ended = going.is_ended
        try:
            names = named(typed)
            found = await apart(self.store, lambda own: look(own, names, pasted, wanted, ended))
        except (CallError, DataError) as error:
            found = Look(refused=[str(error)])
        if not going.ended and self.is_attached:
            self._since, self.found = None, found
            self.show(told(found, self.size.width))
            self.post_message(self.Looked())

    def on_unmount(self) -> None:
        self.end()

    def on_resize(self) -> None:
        self.show(told(self.found, self.size.width))
        super().on_resize()
