"""A sheet over the desk as the table of keys knows it: its actions, and the hints at its foot."""

import re
from dataclasses import dataclass

from tui.app.action import Action
from tui.app.keys import EVERYWHERE, by_key

Row = tuple[str, str, str]
"""An action's own name, its keys with blanks between, and what it does."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The keys of a sheet. `name` is its section, `own` what only it does, `shared` the rest.

    The keys of the desk's action `opened_by` close it too. Where `typed`, what a key types goes
    into a line, so no letter can be a key.
    """

    name: str
    own: tuple[Action, ...]
    shared: tuple[Action, ...]
    opened_by: str = ""
    typed: bool = False

    @property
    def actions(self) -> tuple[Action, ...]:
        """All it does, what is its own first."""
        return self.own + self.shared

    def by_key(self) -> dict[str, str]:
        """The own name of the action of each key in force."""
        opening = [one for one in EVERYWHERE if one.name == self.opened_by]
        found = dict.fromkeys(by_key(tuple(opening)), "close") | by_key(self.shared)
        return {key: short(name) for key, name in (found | by_key(self.own)).items()}

    def action(self, name: str) -> Action:
        """The action with this own name."""
        return next(one for one in self.actions if short(one.name) == name)

    def key(self, name: str) -> str:
        """The first key of an action as a person reads it, or that the palette has it."""
        action = self.action(name)
        first = action.shown.split(" ")[0]
        return first if action.keys else f"ctrl+p {action.hint}"

    def foot(self, words: str) -> str:
        """The line of hints: ``{undo} undo   {close} leave`` with the keys in force.

        ``{turn+}`` is all keys of an action. What has no key is left out.
        """
        return "\n".join(self._hints(line) for line in words.split("\n"))

    def _hints(self, line: str) -> str:
        # The blanks between two hints belong to the one before.
        hints = re.findall(r"\S+(?: \S+)*\s*", line)
        return "".join(hint for hint in map(self._hint, hints) if hint).rstrip()

    def _hint(self, hint: str) -> str:
        named = [self.action(name) for name in re.findall(r"\{(\w+)\+?\}", hint)]
        if named and not any(action.keys for action in named):
            return ""

        def keys(found: re.Match[str]) -> str:
            action = self.action(found[1])
            return action.shown if found[2] else action.shown.split(" ")[0]

        return re.sub(r"\{(\w+)(\+?)\}", keys, hint)


def short(name: str) -> str:
    """An action's own name, without its section."""
    return name.rpartition(".")[2]


def actions_of(section: str, group: str, *rows: Row) -> tuple[Action, ...]:
    """The actions of a section of the keymap file, and of a heading in the help."""
    return tuple(
        Action(f"{section}.{name}", tuple(keys.split()), name.replace("_", " "), help, group)
        for name, keys, help in rows
    )
