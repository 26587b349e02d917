"""JSON: one article, or a list of them, or a list inside an answer of some service.

A list is looked for under the names that services give it. Which keys hold what, `columns` knows.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tui.intake import signs
from tui.intake.columns import Columns, article, columns_of
from tui.intake.face import Found, Missed, Options, Part
from tui.model import Extraction
from tui.text.policy import NotText, decode

WHAT = "JSON: an article, or a list of them"
SUFFIXES = (".json",)
EXTRA = ""
TRUSTED = False

knows = signs.looks_like_json

LISTS = ("articles", "items", "data", "results", "docs", "documents", "hits", "response", "stories")
"""The keys under which services answer with a list, or with what holds it."""

NOTHING_IN_IT = "it holds no article: an object, or a list of objects, is wanted"
_NO_BLANK = re.compile(r"[^ \t\n\r]")
_DECODER = json.JSONDecoder()

HOPELESS = 1_000
"""Records without one that has a text, after which no more are looked at."""


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The articles in a JSON file. One with a record a line is read so, whatever its name says."""
    try:
        text = decode(data, encoding=options.encoding).text
        if text.lstrip().startswith("["):
            yield from _listed(text, name, options)
            return
        value = json.loads(text)
    except NotText as error:
        yield Missed(name, str(error))
        return
    except (ValueError, RecursionError) as error:
        if "Extra data" in str(error) and _is_record(text.lstrip().partition("\n")[0]):
            from tui.intake import json_lines

            yield from json_lines.read(data, name, options)
        else:
            yield Missed(name, not_json(error))
        return
    found = list_in(value)
    if isinstance(found, Mapping):
        reader = Reader(options, "json")
        yield from one(found, reader, name, data, "")
        yield from reader.unclear(name)
        return
    if not isinstance(found, list) or not found:
        yield Missed(name, NOTHING_IN_IT)
        return
    told = ((record, json.dumps(record, ensure_ascii=False)) for record in found)
    yield from _numbered(told, name, options)


def _listed(text: str, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The articles in an array, one record in memory at a time. Of one that is damaged, what comes
    before."""
    try:
        first = None
        for first in _numbered(values_in(text), name, options):
            yield first
        if first is None:
            yield Missed(name, NOTHING_IN_IT)
    except (ValueError, RecursionError) as error:
        yield Missed(name, not_json(error))


def _numbered(
    records: Iterable[tuple[Any, str]], name: str, options: Options
) -> Iterator[Found | Part | Missed]:
    """The articles in records, each with its JSON."""
    reader = Reader(options, "json")
    for number, (record, told) in enumerate(records, 1):
        yield from one(record, reader, name, told.encode("utf-8", "replace"), f"record {number}")
        if reader.is_hopeless:
            break
    yield from reader.unclear(name)


def values_in(text: str) -> Iterator[tuple[Any, str]]:
    """The values of a JSON array one by one, each with the part of the text that it is.

    Raises JSONDecodeError where that is none any more, RecursionError where it is nested too deep.
    """
    place = _behind_blanks(text, text.index("[") + 1)
    more = not text.startswith("]", place)
    while more:
        value, end = _DECODER.raw_decode(text, place)
        yield value, text[place:end]
        place = _behind_blanks(text, end)
        more = text.startswith(",", place)
        if more:
            place = _behind_blanks(text, place + 1)
        elif not text.startswith("]", place):
            raise json.JSONDecodeError("Expecting ',' delimiter", text, place)
    if (place := _behind_blanks(text, place + 1)) < len(text):
        raise json.JSONDecodeError("Extra data", text, place)


def _behind_blanks(text: str, place: int) -> int:
    found = _NO_BLANK.search(text, place)
    return found.start() if found else len(text)


class Reader:
    """Which keys hold what, for the records of one file: most of them have the same keys."""

    def __init__(self, options: Options, kind: str) -> None:
        self.chosen = options.columns
        self.kind = kind
        self._known: dict[tuple[str, ...], Columns | str] = {}
        self._clear = False
        self._unclear = 0
        self._first: tuple[str, str, tuple[str, ...]] = "", "", ()

    def columns(self, keys: tuple[str, ...], member: str) -> Columns | None:
        """What these keys hold; None where that is not clear, which `unclear` tells at the end."""
        if keys not in self._known:
            if len(self._known) > 1000:  # a made-up file may have new keys in each record
                self._known.clear()
            self._known[keys] = columns_of(keys, self.chosen)
        found = self._known[keys]
        if isinstance(found, Columns):
            self._clear = True
            return found
        self._first = self._first if self._unclear else (member, found, keys)
        self._unclear += 1
        return None

    @property
    def is_hopeless(self) -> bool:
        """Whether there were so many records without a text that others will have none either."""
        return not self._clear and self._unclear >= HOPELESS

    def unclear(self, name: str) -> Iterator[Missed]:
        """What is to be said of the records whose text could not be told, all in one."""
        if not self._unclear:
            return
        member, why, keys = self._first
        if self._clear and self._unclear > 1:
            why = f"and {self._unclear - 1:,} more such records: {why}"
        unknown = () if self._clear else keys
        yield Missed(f"{name}/{member}" if self._clear and member else name, why, columns=unknown)


def one(
    record: Any, reader: Reader, name: str, raw: bytes, member: str
) -> Iterator[Found | Part | Missed]:
    """The article in one record."""
    if not isinstance(record, Mapping):
        where = f"{name}/{member}" if member else name
        yield Missed(where, "it is no object: name its keys and values, or leave it out")
        return
    if columns := reader.columns(tuple(record), member):
        yield from article(record, columns, raw, name, Extraction(reader.kind, member=member))


def list_in(value: Any, depth: int = 3) -> Any:
    """The records in a value: a list as it is, the list that an answer holds, or one record."""
    if isinstance(value, list) or depth == 0 or not isinstance(value, Mapping):
        return value
    held = [key for key in LISTS if isinstance(value.get(key), list | dict)]
    if not held or not isinstance(columns_of(value, {}), str):
        return value
    for key in held:
        inner = value.get(key)
        if isinstance(inner, list) and any(isinstance(record, Mapping) for record in inner):
            return inner
        if isinstance(inner, Mapping) and isinstance(found := list_in(inner, depth - 1), list):
            return found
    return value


def _is_record(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def not_json(error: Exception) -> str:
    """Why something is no JSON, in words."""
    if isinstance(error, json.JSONDecodeError):
        where = f"line {error.lineno}, column {error.colno}"
        return f"it is no JSON, at {where} ({error.msg}): write it again, or save it as text"
    if isinstance(error, RecursionError):
        return "its JSON is nested too deep: save it as text"
    return "it is no JSON: write it again, or save it as text"
