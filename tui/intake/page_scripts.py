"""The body of a page that shows it only once its scripts have run.

Saved as it was sent, such a page has its article as data in a script: as JSON, as a value that is
given to a variable, or in the rows that React sends (`__next_f`). What reads like prose is looked
for there, and the list that holds the most of it is taken, a paragraph an item; or the one string
that holds more.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from tui.intake.page_blocks import how_many, shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_Path = tuple[str | int, ...]

_GIVEN = re.compile(r"=\s{0,9}(?=[{\[])|JSON\.parse\(\s{0,9}(?=\")")
_ROWS = re.compile(r"__next_f\.push\(\s{0,9}(?=\[)")
_ROW = re.compile(rb"[0-9a-f]{1,8}:(?:T([0-9a-f]{1,8}),|[A-Z]{0,2}(?=[\[{\"]))")
_SENTENCE = re.compile(r"[.!?。！？।۔…][\"'”’»」)]*(?:\s|<|$)")
_LONG = 12
"""Words of a string that is likely to be prose."""
_ITEMS = 3
"""Paragraphs that a list must have to be taken for a body."""
_MOST = 100_000
"""Values that are looked at in a page."""
_DEEPEST = 60
_MOST_TRIES = 50
"""Places of a script that are tried for a value."""
_LONGEST = 5_000_000
"""Characters of all scripts that are read."""


def scripted(tree: "HtmlElement") -> str:
    """The most prose that the scripts of a page hold together, a paragraph a line, or ""."""
    leaves = _leaves([*_values(tree)])
    found = {path: how_many(text) for path, text in leaves.items() if _is_prose(text)}
    items: defaultdict[_Path, set[int]] = defaultdict(set)
    for path in found:
        for place, step in enumerate(path):
            if isinstance(step, int):
                items[path[:place]].add(step)
    held: Counter[_Path] = Counter()
    for path, number in found.items():
        inner = (path[:place] for place in range(len(path) - 1, 0, -1))
        held[next((one for one in inner if len(items.get(one, ())) >= _ITEMS), path)] += number
    if not held:
        return ""
    (holder, _), *_ = held.most_common(1)
    if holder in found:
        return _read(leaves[holder])
    return _told(holder, leaves, found)


def _told(holder: _Path, leaves: dict[_Path, str], found: dict[_Path, int]) -> str:
    """The items of a list, each with its strings that go by the name that prose goes by there."""
    depth = len(holder)
    names = Counter(_name(path) for path in found if path[:depth] == holder)
    (name, _), *_ = names.most_common(1)
    parts: defaultdict[str | int, str] = defaultdict(str)
    for path, text in leaves.items():
        if path[:depth] == holder and _name(path) == name:
            parts[path[depth]] += text
    return "\n".join(filter(None, map(_read, parts.values())))


def _name(path: _Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _read(text: str) -> str:
    return shown(text).text if "<" in text else text.strip()


def _is_prose(text: str) -> bool:
    if "{" in text or len(text) < _LONG or not _SENTENCE.search(text):
        return False
    return how_many(text) >= _LONG


def _leaves(values: list[Any]) -> dict[_Path, str]:
    """The strings of what scripts hold, in their order, by the way that leads to each."""
    found: dict[_Path, str] = {}
    left: list[tuple[_Path, Any]] = [((), {str(n): value for n, value in enumerate(values)})]
    for _ in range(_MOST):
        if not left:
            break
        path, value = left.pop()
        if isinstance(value, str):
            found[path] = value
        elif isinstance(value, (dict, list)) and len(path) < _DEEPEST:
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            some = [*islice(inner, max(0, _MOST - len(left)))]
            left += [((*path, key), one) for key, one in reversed(some)]
    return found


def _values(tree: "HtmlElement") -> Iterator[Any]:
    """What the scripts of a page hold as data."""
    rows, read = "", 0
    for script in tree.iter("script"):
        text = script.text or ""
        read += len(text)
        if read > _LONGEST:
            break
        if (script.get("type") or "").lower().endswith("json"):
            with suppress(ValueError, RecursionError):
                yield json.loads(text, strict=False)
        elif pushed := _ROWS.search(text):
            row = _value_at(text, pushed.end())
            rows += "".join(one for one in row if isinstance(one, str)) if row else ""
        else:
            yield from _given(text)
    yield from _sent(rows.encode("utf-8", "replace"))


def _given(text: str) -> Iterator[Any]:
    """The values that a script gives to variables."""
    place = 0
    for _ in range(_MOST_TRIES):
        if not (found := _GIVEN.search(text, place)):
            return
        place = found.end()
        value = _value_at(text, place)
        if isinstance(value, str):
            value = _value_at(value, 0)
        if value is not None:
            yield value


def _value_at(text: str, place: int) -> Any:
    with suppress(ValueError, RecursionError):
        return json.JSONDecoder(strict=False).raw_decode(text, place)[0]
    return None


def _sent(rows: bytes) -> Iterator[Any]:
    """The rows of React: a number, and JSON to the end of the line or a text of so many bytes."""
    place = 0
    while found := _ROW.search(rows, place):
        place = found.end()
        if found[1]:
            end = place + int(found[1], 16)
            yield rows[place:end].decode("utf-8", "replace")
            place = end
            continue
        end = rows.find(b"\n", place)
        end = len(rows) if end < 0 else end
        yield _value_at(rows[place:end].decode("utf-8", "replace"), 0)
        place = end
