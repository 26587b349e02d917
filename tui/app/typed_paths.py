"""A line with paths and addresses: what it names, and how a path in it can go on.

A blank or a backslash in a name has a backslash before it, as in a shell, or the name stands in
quotation marks.
"""

import os
import re
import shlex
from pathlib import Path

from tui.adding.sources import STANDARD_INPUT, is_address
from tui.errors import CallError
from tui.text.safety import display_line

_LAST = re.compile(r"(?:[^\s\\]|\\.)*\\?\Z", re.S)
_SPECIAL = re.compile(r"([\s\\'\"])")
MOST = 2_000
"""Names in a folder that are looked at."""


def named(typed: str) -> list[str]:
    """The paths and addresses that a line names. Standard input is not among them: keys are.

    Raises CallError where a quotation mark is open, but for that of a file so named.
    """
    try:
        parts = shlex.split(typed)
    except ValueError:
        parts = [typed.strip()]
        if not is_there(parts[0]):
            raise CallError("a quotation mark is open: close it, or type \\ before it") from None
    paths = [one if is_address(one) else os.path.expanduser(one) for one in parts if one]  # noqa: PTH111
    return [f"./{one}" if one == STANDARD_INPUT else one for one in paths]


def is_there(path: str) -> bool:
    """Whether there is a file or folder of this name; what can be no name is none."""
    try:
        return Path(path).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # the last for the home of nobody
        return False


def quoted(path: str) -> str:
    """A path as it is typed."""
    return _SPECIAL.sub(r"\\\1", path)


def completed(typed: str) -> tuple[str, list[str]]:
    """The line with its last path completed as far as that is sure, and how it could go on."""
    last = _LAST.search(typed)
    token = last[0] if last else ""
    raw = re.sub(r"\\(.)", r"\1", token, flags=re.S)
    if is_address(raw):
        return typed, []
    folder, _, start = raw.rpartition("/")
    base = f"{folder}/" if "/" in raw else ""
    if raw == "~":
        return f"{typed}/", []
    names = _names(os.path.expanduser(base) or ".", start)  # noqa: PTH111 - "~" alone stays
    if not names:
        return typed, []
    longest = os.path.commonprefix(names)  # noqa: RUF071 - letters are what is completed
    before = typed[: len(typed) - len(token)]
    return before + quoted(base + longest), names


def _names(folder: str, start: str) -> list[str]:
    """The names in a folder that begin so, folders with a slash; hidden ones where asked for."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if not name.startswith(start) or (name.startswith(".") and not start):
                    continue
                if display_line(name) == name:  # what cannot be shown cannot be chosen by sight
                    found.append(f"{name}/" if entry.is_dir() else name)
                if len(found) >= MOST:
                    break
    except (OSError, ValueError):
        return []
    return sorted(found)
