"""The line in which words to find are typed; the article follows with every letter."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input


class FindBar(Input):
    """Typed over the status line. Enter keeps the place found, Escape goes back to `origin`."""

    @dataclass
    class Typed(Message):
        """The words changed; they are looked for from `origin` on."""

        query: str
        origin: int

    @dataclass
    class Done(Message):
        """Typing ended; `kept` says whether the place found is to stay."""

        kept: bool
        origin: int

    def __init__(self, origin: int) -> None:
        super().__init__(placeholder="find (small letters match either case)", compact=True)
        self.origin = origin

    def watch_value(self, value: str) -> None:
        self.post_message(self.Typed(value, self.origin))

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "escape"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Done(event.key == "enter", self.origin))
        else:
            await super()._on_key(event)
