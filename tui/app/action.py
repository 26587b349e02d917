"""What a key does, as a value: an action with its name, its keys and what it is for in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of actions by name, where they are not the table's own, and what was wrong."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `name` is the method's name behind ``action_``; `hint` is one word.

    `default` are its keys where no keymap says otherwise.
    """

    name: str
    default: tuple[str, ...]
    hint: str
    help: str
    group: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in force."""
        return _in_force[0].keys.get(self.name, self.default)

    @property
    def shown(self) -> str:
        """The keys in force as a person reads them; a dash where there are none."""
        return " ".join(SHOWN.get(key, key) for key in self.keys) or "–"


SHOWN = {
    **{"left": "←", "right": "→", "up": "↑", "down": "↓", "escape": "esc", "space": "space"},
    **{"shift+left": "shift+←", "shift+right": "shift+→"},
    **{"alt+left": "alt+←", "alt+right": "alt+→"},
}

_in_force = [Keymap()]


def put_in_force(keymap: Keymap) -> None:
    """Put a keymap in force."""
    _in_force[0] = keymap


def in_force() -> Keymap:
    """The keymap in force."""
    return _in_force[0]
