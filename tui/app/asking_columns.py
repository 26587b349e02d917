"""Asking which columns of a table hold what, while articles are added: once, then remembered."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from tui import places
from tui.adding.remembered import remember, remembered
from tui.app.keys import keys_of
from tui.app.screens.dialog import Choice, Picker, among, draw_choice
from tui.intake.columns import Columns, columns_of
from tui.model import NOTHING
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.adding import Adding

ASKED = {"title": "title", "source": "source", "published": "date", "url": "address"}
"""Details that are asked for besides the text, where their columns have no usual name."""
NONE, NO_MORE = "\0none", "\0no more"
"""Answers that are no column: none is the text, and so of all further tables."""


class Asking:
    """The questions about the columns of the tables that are added in one go."""

    def __init__(self, room: "Adding", ended: Callable[[], bool]) -> None:
        self.room = room
        self.ended = ended
        self.known: list[tuple[str, ...]] = []
        """The columns of the tables of which it was said, now or before, what they hold."""
        self.no_more = False

    async def columns(self, name: str, columns: tuple[str, ...]) -> Mapping[str, str]:
        """Which of a table's columns hold what; nothing where none is a text."""
        file = places.columns_file()
        known = remembered(file, columns)
        if known:
            self.known.append(columns)
        if known or self.no_more or self.ended():
            return known
        said = await self._asked(display_line(name.rstrip("/").rpartition("/")[2]), columns)
        if said:
            remember(file, columns, said)
            self.known.append(columns)
        return said

    def forget(self) -> None:
        """What was said of these columns was wrong: it is asked anew."""
        for columns in self.known:
            remember(places.columns_file(), columns, NOTHING)

    async def _asked(self, name: str, columns: tuple[str, ...]) -> dict[str, str]:
        out, all_out = "none: leave this file out", "none, and ask of no other table"
        choices = [*_columns(columns), _none(out), _none(all_out, NO_MORE)]
        text = await self._picked(f"Which column of {name} has the text?", choices)
        self.no_more = self.no_more or text == NO_MORE
        if text is None or text in (NONE, NO_MORE):
            return {}
        said = {"text": text}
        known = columns_of(columns, said)
        there = known.details if isinstance(known, Columns) else {}
        for what, word in ASKED.items():
            left = [
                one for one in columns if one not in said.values() and one not in there.values()
            ]
            if what not in there and left and not self.ended():
                choices = [_none("none"), *_columns(left)]
                picked = await self._picked(f"And which has its {word}?", choices)
                if picked not in (None, NONE):
                    said[what] = str(picked)
        return said

    async def _picked(self, title: str, choices: list[Choice]) -> str | None:
        """What a person picks. Where the sheet was left it is asked when that is opened again."""
        screen = self.room.screen
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        while self.room.sheet is None:
            key = keys_of("add_articles")
            screen.telling.say(f"adding waits for an answer: {title} · {key} asks it")
            self.room.opened.clear()
            await self.room.opened.wait()
        picker = Picker(title, choices, among(choices), draw_choice, lambda one: one.value)

        def answered(said: str | None) -> None:
            if not answer.done():  # the desk is being left
                answer.set_result(said)

        screen.app.push_screen(picker, answered)
        return await answer


def _columns(columns: "tuple[str, ...] | list[str]") -> list[Choice]:
    return [Choice(one, one, Text(f" {display_line(one)}")) for one in columns]


def _none(words: str, answer: str = NONE) -> Choice:
    return Choice(answer, words, Text(f" {words}", "dim"))
