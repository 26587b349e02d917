"""The message that follows a key, to tell when the key is done with."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Passed(Message):
    """Goes the way of a key, from the focused widget up to the app, behind it. `turn` names it,
    `again` says that it is on its second way."""

    turn: int
    again: bool = False
