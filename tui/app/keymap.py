"""A person's own keys: the keymap file, the two keymaps it can begin with, and what is wrong in it.

The file is TOML: ``base = "vim"`` or ``"plain"``, and under ``[keys]`` the keys of actions by name,
as in ``next_sentence = ["j", "n"]``; an empty list takes an action's keys away, and the palette has
it still. The keys inside a sheet are under its own name, as ``[history]``. What
cannot be used is left out and told in a line, and the rest holds.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tui import places
from tui.app.action import Keymap
from tui.app.keys import EVERYWHERE, IN_PANEL
from tui.app.sheet import Sheet, short
from tui.app.sheet_keys import SHEETS, every_action, sections

UNDOING = ("waiting", "codebook", "claims", "relations", "regions", "about")

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
    "more_differences": ("f6",),
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
    **{f"{sheet}.undo": ("ctrl+z", "u") for sheet in UNDOING},
    **{f"{sheet}.redo": ("ctrl+y", "ctrl+r") for sheet in UNDOING},
    "comparison.next_change": ("f3", "n"),
    "comparison.previous_change": ("shift+f3", "N"),
    "comparison.copy": ("ctrl+c", "y"),
    "comparison.find": ("ctrl+f", "/"),
    "sheets.keys": ("f1", "?"),
    "help.close": ("escape", "q", "f1", "?", "enter"),
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
    tables = {"keys": {one.name for one in (*EVERYWHERE, *IN_PANEL)}} | {
        section: {one.name for one in actions.values()} for section, actions in sections().items()
    }
    problems = [_unknown(entry, tables, name) for entry in data if entry not in ("base", *tables)]
    base = data.get("base", "vim")
    if base not in ("vim", "plain"):
        problems.append(f"{name}: base is {_short(base)}: make it vim or plain")
    own: Keys = {}
    for section, known in tables.items():
        wanted = data.get(section, {})
        if not isinstance(wanted, dict):
            how = f"write [{section}] and a line for each action"
            problems.append(f"{name}: {section} is not a table: {how}")
            continue
        for action, keys in wanted.items():
            full = action if section == "keys" else f"{section}.{action}"
            _take(own, full, keys, known, name, problems)
    made = _over(base_keys(str(base)), own, name, problems)
    problems += _hidden(made, base_keys(str(base)), name)
    return Keymap(made, tuple(problems))


def _unknown(entry: str, tables: Mapping[str, set[str]], name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(entry, tables, 1)
    hint = f"did you mean [{near[0]}]?" if near else "and a table for each sheet, as [history]"
    return f"{name}: {entry!r} is not known: it has base and [keys], {hint}"


def base_keys(base: str) -> Keys:
    """The keys of every action in one of the two keymaps that come with the desk."""
    keys = {action.name: action.default for action in every_action()}
    if base != "plain":
        return keys
    for names in _contexts():
        there = {name: keys_ for name, keys_ in PLAIN.items() if name in names}
        taken = {key for keys_ in there.values() for key in keys_}
        for name in names:
            left = tuple(key for key in keys[name] if key not in taken)
            keys[name] = there.get(name, left)
    return keys


def _contexts() -> list[set[str]]:
    """The names of the actions among which a key may stand for one only."""
    tables = [EVERYWHERE, IN_PANEL, *(tuple(one.values()) for one in sections().values())]
    return [{action.name for action in actions} for actions in tables]


def _take(
    own: Keys, action: str, keys: object, known: set[str], name: str, problems: list[str]
) -> None:
    """Take in what a file says of one action, as far as it can be used."""
    if isinstance(keys, dict) and action in sections():
        problems.append(f"{name}: {action} is a sheet: write [{action}] and not under [keys]")
        return
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
        if wrong := wrong_with(key) or _typed(key, action):
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


def _typed(key: str, action: str) -> str:
    """That a key types something where one types, in words, or nothing."""
    section = action.rpartition(".")[0]
    typed = {one.own[0].name.rpartition(".")[0] for one in SHEETS if one.typed and one.own}
    if section not in {"typing", *typed} or (len(key) > 1 and key != "space"):
        return ""
    return f"{key} is typed there: name a key that types nothing, as f5"


def _hidden(made: Keys, base: Keys, name: str) -> list[str]:
    """The actions that lists share and that no key is left for in a sheet, a line each."""
    return [
        f"{name}: in [{sheet.name}] {' '.join(made[action])} does something else,"
        f" and {short(action)} has no key left there: give it another"
        for sheet in SHEETS
        for action in sorted(_covered(sheet, made) - _covered(sheet, base))
    ]


def _covered(sheet: Sheet, keys: Keys) -> set[str]:
    """The shared actions of a sheet all of whose keys are its own."""
    taken = {key for one in sheet.own for key in keys[one.name]}
    return {one.name for one in sheet.shared if keys[one.name] and taken >= {*keys[one.name]}}


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
        for one in every_action()
    ]


def clashes_with_tags(tag_keys: Mapping[str, str]) -> list[str]:
    """The tags whose keys do something else at the desk, a line each."""
    taken = {key: action.name for action in EVERYWHERE for key in action.keys}
    return [
        f"{key} is {taken[key]}'s: give the tag {path} another key, or {taken[key]}"
        for key, path in sorted(tag_keys.items())
        if key in taken
    ]
