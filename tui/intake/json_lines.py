"""JSON lines: an article a line, as data sets are kept."""

import json
from collections.abc import Iterator

from tui.intake import signs
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.json_records import Reader, list_in, not_json, one
from tui.text.policy import NotText, decode

WHAT = "JSON lines: an article a line"
SUFFIXES = (".jsonl", ".ndjson")
EXTRA = ""
TRUSTED = False

BAD = 20
"""Lines that are told one by one where they cannot be read."""
MOST_BAD = 100_000
"""Such lines after which no more are looked at."""

knows = signs.looks_like_jsonl


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The articles in a file of JSON lines. A bad line is told and passed over."""
    try:
        text = decode(data, encoding=options.encoding).text
    except NotText as error:
        yield Missed(name, str(error))
        return
    reader = Reader(options, "jsonl")
    bad = 0
    for number, line in enumerate(_lines(text), 1):
        if not line.strip():
            continue
        try:
            found = list_in(json.loads(line))
        except (ValueError, RecursionError) as error:
            bad += 1
            if bad > MOST_BAD:
                break
            if bad <= BAD:
                yield Missed(f"{name}/line {number}", not_json(error))
            continue
        raw = line.encode("utf-8", "replace")
        for at, record in enumerate(found if isinstance(found, list) else [found], 1):
            member = f"line {number}" + (f", record {at}" if isinstance(found, list) else "")
            yield from one(record, reader, name, raw, member)
        if reader.is_hopeless:
            break
    yield from reader.unclear(name)
    if bad > BAD:
        yield Missed(name, f"{bad - BAD:,} more of its lines are no JSON: write it again")


def _lines(text: str) -> Iterator[str]:
    """The lines one by one, so that they are not all there at once."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1
