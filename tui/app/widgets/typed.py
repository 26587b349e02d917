"""What is typed in: lines and areas into which nothing harmful can be pasted.

Textual runs each class's handler of an event, the subclass's first, so what is pasted is made safe
to show before Input or TextArea takes it in.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from tui.app.keys import key_name
from tui.app.sheet_keys import FIND, NOTE
from tui.text.safety import display_line, display_safe


class Line(Input):
    """A line to type in. What it holds is kept as it is, and shown harmless."""

    @property
    def _value(self) -> Text:
        return Text(display_line(self.value), no_wrap=True, overflow="ignore", end="")

    def _on_paste(self, event: events.Paste) -> None:
        event.text = display_line(event.text)


class FindBar(Line):
    """The line in which words to find are typed; what is searched follows with every letter."""

    @dataclass
    class Typed(Message):
        """The words changed."""

        query: str

    @dataclass
    class Done(Message):
        """Typing ended; `kept` says whether the place found is to stay, `selects` whether what
        stands there is to be selected."""

        kept: bool
        selects: bool = False

    def __init__(self, placeholder: str, typed: str = "") -> None:
        super().__init__(typed, placeholder=placeholder, compact=True)

    def watch_value(self, value: str) -> None:
        self.post_message(self.Typed(value))

    def on_blur(self) -> None:
        """Left for something else, by the mouse: what was found stays."""
        self.post_message(self.Done(kept=True))

    async def _on_key(self, event: events.Key) -> None:
        action = FIND.by_key().get(key_name(event))
        if action:
            event.stop()
            event.prevent_default()
            self.post_message(self.Done(action != "close", selects=action == "select"))


class AnswerLine(Line):
    """A line for an answer, of whose keys the screen may take some before it: `first`."""

    def __init__(self, first: Callable[[str], bool]) -> None:
        super().__init__(compact=True)
        self.first = first

    async def _on_key(self, event: events.Key) -> None:
        if self.first(key_name(event)):
            event.stop()
            event.prevent_default()


class SourceLine(AnswerLine):
    """A line for paths and addresses. What is pasted and has several lines is another's: a text."""

    @dataclass
    class Pasted(Message):
        """Several lines were pasted."""

        text: str

    def _on_paste(self, event: events.Paste) -> None:
        if "\n" in event.text.strip():
            event.prevent_default()
            event.stop()
            self.post_message(self.Pasted(event.text))


class NoteArea(TextArea):
    """An area in which a key (Enter) is an answer and another starts a line."""

    @dataclass
    class Kept(Message):
        """The note was finished."""

        note: str

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = display_safe(event.text)

    async def _on_key(self, event: events.Key) -> None:
        action = NOTE.by_key().get(key_name(event))
        if action not in ("take", "new_line"):
            return
        event.stop()
        event.prevent_default()
        if action == "take":
            self.post_message(self.Kept(self.text.strip()))
        else:
            self.insert("\n")
