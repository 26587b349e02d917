"""Finding words in a text, and the match before or after a place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

_CURLY = {"'": "['‘’‚‛]", '"': '["“”„‟]'}

Span = tuple[int, int]


def matches(text: str, query: str) -> list[Span]:
    """Spans of `text` that read like `query`, in order, not overlapping.

    A query without capitals ignores case. White space in it matches any run of white space, line
    ends too; straight quotes match curly ones. An empty or blank query matches nothing.
    """
    pattern = _pattern(query)
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def after(spans: Sequence[Span], offset: int) -> int:
    """Index of the first of the sorted `spans` that starts after `offset`, else the first of all.

    -1 when there are none.
    """
    if not spans:
        return -1
    return bisect_right(spans, offset, key=itemgetter(0)) % len(spans)


def before(spans: Sequence[Span], offset: int) -> int:
    """Index of the last of the sorted `spans` that starts before `offset`, else the last of all.

    -1 when there are none.
    """
    if not spans:
        return -1
    return (bisect_left(spans, offset, key=itemgetter(0)) - 1) % len(spans)


def _pattern(query: str) -> re.Pattern[str] | None:
    words = query.split()
    if not words:
        return None
    source = r"\s++".join("".join(_CURLY.get(c) or re.escape(c) for c in word) for word in words)
    if query[0].isspace():
        source = r"(?<!\s)\s++" + source  # tried once per run, or a blank megabyte never ends
    if query[-1].isspace():
        source += r"\s++"
    return re.compile(source, re.IGNORECASE if query == query.lower() else 0)
