"""A person's own keys: the keymap file, the two keymaps it can begin with, and what is wrong in it.

The file is TOML: ``base = "vim"`` or ``"plain"``, and under ``[keys]`` the keys of actions by name,
as in ``next_sentence = ["j", "n"]``; an empty list takes an action's keys away, and the palette has
it still. What cannot be used is left out and told in a line, and the rest holds.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tui import places
from tui.app.keys import EVERYWHERE, IN_PANEL, Keymap

PLAIN: Mapping[str, tuple[str, ...]] = {
    "next_sentence": ("ctrl+down",),
    "previous_sentence": ("ctrl+up",),
    "next_word": ("ctrl+right",),
    "previous_word": ("ctrl+left",),
    "word_end": ("ctrl+e",),
    "next_character": ("right",),
    "previous_character": ("left",),
    "next_paragraph": ("alt+down",),
    "previous_paragraph": ("alt+up",),
    "half_page_down": ("pagedown",),
    "half_page_up": ("pageup",),
    "first_line": ("ctrl+home",),
    "last_line": ("ctrl+end",),
    "extend_right": ("shift+right",),
    "extend_left": ("shift+left",),
    "select": ("space",),
    "next_match": ("f3", "n"),
    "previous_match": ("shift+f3", "N"),
    "copy": ("ctrl+c", "y"),
    "find": ("ctrl+f", "/"),
    "search": ("f4",),
    "undo": ("ctrl+z", "u"),
    "redo": ("ctrl+y", "ctrl+r"),
    "keys": ("f1", "?"),
    "leave": ("ctrl+q", "q"),
    "down": ("down",),
    "up": ("up",),
    "first": ("home",),
    "last": ("end",),
    "card_down": ("pagedown",),
    "card_up": ("pageup",),
}
"""The keys of the plain keymap, where they are not those of the table in `tui.app.keys`."""

NAMED = frozenset(
    {
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
        *("tab", "enter", "escape", "space", "backspace"),
        *(f"f{number}" for number in range(1, 25)),
    }
)
"""The keys that type no character."""
SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+space": "ctrl+@"}
"""Keys a terminal sends as others, and those it sends."""
MOST_SHOWN = 40

Keys = dict[str, tuple[str, ...]]


def load(file: Path) -> Keymap:
    """The keymap of a file; the vim-like one where there is none, or none that can be read."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        missing = f"{file}: there is no such keymap file: make it, or unset CLAIMDESK_KEYMAP"
        return Keymap({}, (missing,) if places.keymap_file_is_named() else ())
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        return Keymap({}, (f"{file} cannot be read: {why}: the vim-like keys hold",))
    except tomllib.TOMLDecodeError as error:
        return Keymap({}, (f"{file} is not TOML: {error}: the vim-like keys hold",))
    return keymap(data, file.name)


def keymap(data: Mapping[str, object], name: str) -> Keymap:
    """The keymap a file's content asks for. `name` is the file's, for what is told."""
    problems = [
        f"{name}: {entry!r} is not known: it has base and [keys]"
        for entry in data
        if entry not in ("base", "keys")
    ]
    base = data.get("base", "vim")
    if base not in ("vim", "plain"):
        problems.append(f"{name}: base is {_short(base)}: make it vim or plain")
    wanted = data.get("keys", {})
    if not isinstance(wanted, dict):
        problems.append(f"{name}: keys is not a table: write [keys] and a line for each action")
        wanted = {}
    own: Keys = {}
    for action, keys in wanted.items():
        _take(own, action, keys, name, problems)
    return Keymap(_over(base_keys(str(base)), own, name, problems), tuple(problems))


def base_keys(base: str) -> Keys:
    """The keys of every action in one of the two keymaps that come with the desk."""
    keys = {action.name: action.default for action in (*EVERYWHERE, *IN_PANEL)}
    if base != "plain":
        return keys
    for names in _contexts():
        there = {name: keys_ for name, keys_ in PLAIN.items() if name in names}
        taken = {key for keys_ in there.values() for key in keys_}
        for name in names:
            left = tuple(key for key in keys[name] if key not in taken)
            keys[name] = there.get(name, left)
    return keys


def _contexts() -> tuple[set[str], set[str]]:
    """The names of the actions among which a key may stand for one only."""
    return {action.name for action in EVERYWHERE}, {action.name for action in IN_PANEL}


def _take(own: Keys, action: str, keys: object, name: str, problems: list[str]) -> None:
    """Take in what a file says of one action, as far as it can be used."""
    known = set[str]().union(*_contexts())
    if action not in known:
        from difflib import get_close_matches

        near = get_close_matches(action, known, 1)
        hint = f"did you mean {near[0]}?" if near else "claimdesk keys lists them"
        problems.append(f"{name}: no action is called {_short(action)}: {hint}")
        return
    if isinstance(keys, str):
        keys = [keys]
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        problems.append(f"{name}: {action} = {_short(keys)}: give a list of keys")
        return
    good = []
    for key in keys:
        if wrong := wrong_with(key):
            problems.append(f"{name}: {action}: {wrong}")
        else:
            good.append(key)
    if good or not keys:
        own[action] = tuple(dict.fromkeys(good))


def wrong_with(key: str) -> str:
    """Why a key cannot be used, in words, or nothing."""
    if len(key) == 1:
        named = "name it space" if key == " " else "it types nothing one can see"
        return "" if key.isprintable() and key != " " else f"{key!r} is no key: {named}"
    if key in SAME:
        return f"{key} is {SAME[key]} to a terminal: name that, or another"
    *held, last = key.split("+")
    is_key = last in NAMED or (len(last) == 1 and last.isascii() and last.islower() and bool(held))
    if is_key and set(held) <= {"ctrl", "shift", "alt"} and len(held) == len(set(held)):
        if held == ["shift"] and len(last) == 1:
            return f"{key} types {last.upper()}: name that"
        return ""
    return f"{_short(key)} is no key: write ctrl+d, shift+left, f5, or the character it types"


def _over(base: Keys, own: Keys, name: str, problems: list[str]) -> Keys:
    """A person's keys over those of a base: theirs win, and each clash is told."""
    for names in _contexts():
        taken: dict[str, str] = {}
        for action in [one for one in own if one in names]:
            twice = [key for key in own[action] if key in taken]
            for key in twice:
                problems.append(
                    f"{name}: {key} is for {taken[key]} and {action}: it does the first"
                )
            own[action] = tuple(key for key in own[action] if key not in twice)
            taken |= dict.fromkeys(own[action], action)
        for action in names - own.keys():
            lost = [key for key in base[action] if key in taken]
            base[action] = tuple(key for key in base[action] if key not in taken)
            if lost and not base[action]:
                what = f"{' '.join(lost)} is now {taken[lost[0]]}'s"
                problems.append(f"{name}: {what}, and {action} has no key left: give it another")
    return base | own


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN - 1]}…"


def table() -> list[dict[str, object]]:
    """Every action as it is in force: name, keys, group and what it does."""
    return [
        {"name": one.name, "keys": list(one.keys), "group": one.group, "help": one.help}
        for one in (*EVERYWHERE, *IN_PANEL)
    ]


def clashes_with_tags(tag_keys: Mapping[str, str]) -> list[str]:
    """The tags whose keys do something else at the desk, a line each."""
    taken = {key: action.name for action in EVERYWHERE for key in action.keys}
    return [
        f"{key} is {taken[key]}'s: give the tag {path} another key, or {taken[key]}"
        for key, path in sorted(tag_keys.items())
        if key in taken
    ]
