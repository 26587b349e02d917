"""Grapheme clusters (UAX #29) with a width, in cells, that terminals agree on.

A reader's cursor rests on clusters; the wrapped view counts their cells. Terminals disagree about
emoji presentation, keycaps and skin tones, and such a disagreement shifts the rest of the line,
so a cluster is *shown* in a form that all of them measure alike. Offsets are never touched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from tui.text.safety import STAND_IN, display_safe

TAB = 4
"""Columns from one tab stop to the next."""

_PLAIN = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff"  # ASCII, Latin
    "\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u1e00-\u1f15\u2010-\u2027\u202f-\u205e\u2070\u2071\u2074-\u208e\u2090-\u209c\u20a0-\u20c0"
    "\u2100-\u218b\u2190-\u22ff\u2500-\u25fc\u25ff\ufffd"
)
_LETTERS = "\u05d0-\u05ea\u060c\u061b\u061f\u0620-\u064a\u0660-\u066d\u0671-\u06d3"
_WIDE = "\u3000-\u3029\u3031-\u303e\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff" + (
    "\uac00-\ud7a3\uff01-\uff60"
)
_ALONE = f"{_PLAIN}{_LETTERS}{_WIDE}"
_PREPENDED = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd"
    "\U000110cd\U000111c2\U000111c3\U000113d1\U0001193f\U00011941\U00011a84\U00011a85\U00011a86"
    "\U00011a87\U00011a88\U00011a89\U00011d46\U00011f02"
)
"""What joins even a blank behind it (Grapheme_Cluster_Break=Prepend)."""
_NOT_PLAIN = re.compile(f"[^{_PLAIN}]")
_RUN = re.compile(f"[{_ALONE}]+")
_TAGGED_FLAG = "\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f"
_TAG_PARTS = re.compile(f"{_TAGGED_FLAG}|[\U000e0000-\U000e007f]|[^\U000e0000-\U000e007f]+")
_FLAG_OF_TAGS = re.compile(_TAGGED_FLAG)
_UNCERTAIN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_FIRST_FLAG_LETTER, _LAST_FLAG_LETTER = "\U0001f1e6", "\U0001f1ff"


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a reader takes for one character: ``[start, end)`` of the text, drawn as `shown`."""

    start: int
    end: int
    shown: str
    cells: int


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether each code point of the stretch is a cluster by itself and takes one cell.

    True of most Latin, Greek and Cyrillic prose; a tab or "\\n" makes it False.
    """
    return _NOT_PLAIN.search(text, start, len(text) if end is None else end) is None


def clusters(text: str, start: int, end: int, column: int = 0) -> list[Cluster]:
    """The clusters of a stretch inside a paragraph, as a line shows them.

    `column` is where on its line the stretch begins, in cells; tabs reach to the next stop.
    """
    found = []
    for first, last in spans(text, start, end):
        if text[first] == "\t":
            cells = tab_cells(column)
            shown = " " * cells
        else:
            shown, cells = show(text[first:last])
        found.append(Cluster(first, last, shown, cells))
        column += cells
    return found


def tab_cells(column: int) -> int:
    """How many cells a tab takes that stands at `column` of its line."""
    return TAB - column % TAB


def spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each cluster of ``[start, end)``, which begins and ends on a boundary."""
    place = start
    for run in _RUN.finditer(text, start, end):
        # The first and last of a run may join what stands before and after it.
        first = run.start() + (run.start() > start)
        last = run.end() - (run.end() < end)
        if first < last:
            yield from _joined(text, place, first)
            yield from zip(range(first, last), range(first + 1, last + 1), strict=True)
            place = last
    yield from _joined(text, place, end)


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clusters of a stretch whose code points may join."""
    if start == end:
        return
    from wcwidth import iter_graphemes  # some 50 ms, which plain articles never need

    place = start
    for cluster in iter_graphemes(text, start, end):
        parts = _TAG_PARTS.findall(cluster) if len(cluster) > 1 else (cluster,)
        if len(parts) > 1:
            # Tag characters hide words behind a letter; only three flags have a use for them.
            parts = [piece for part in parts for piece in _untagged(part)]
        for part in parts:
            yield place, place + len(part)
            place += len(part)


def _untagged(part: str) -> Iterator[str]:
    """The clusters of a part of a cluster, a flag written with tags being one."""
    from wcwidth import iter_graphemes

    return iter((part,)) if _FLAG_OF_TAGS.fullmatch(part) else iter_graphemes(part)


@lru_cache(maxsize=4096)
def show(cluster: str) -> tuple[str, int]:
    """How one cluster other than a tab is drawn, and in how many cells (at least one).

    Widths are sums over code points, a spacing mark taking none: what Rich counts as well.
    """
    from wcwidth import wcwidth

    first = display_safe(cluster[0])
    if first != cluster[0]:
        return first, 1
    if _FIRST_FLAG_LETTER <= first <= _LAST_FLAG_LETTER:
        return _flag(cluster)
    if _FLAG_OF_TAGS.fullmatch(cluster):
        return first, 2
    if first in _PREPENDED and len(cluster) > 1:
        rest, cells = show(cluster[1:])
        return first + rest, wcwidth(first) + cells
    shown = _UNCERTAIN.sub("", cluster)
    if "\u200d" in shown and category(shown[0])[0] in "SP":
        base = wcwidth(shown[0])
        return (shown, 2) if base == 2 else (shown[0], base)
    shown = shown.rstrip("\u200d")  # nothing to join: Rich would join the next cluster to it
    cells = sum(max(0, wcwidth(char)) for char in shown)
    if cells:
        return shown, cells
    return ("◌" + shown, 1) if shown and category(shown[0])[0] == "M" else (STAND_IN, 1)


def _flag(cluster: str) -> tuple[str, int]:
    """Two regional indicators are a flag; one alone is shown as its letter."""
    if len(cluster) > 1 and _FIRST_FLAG_LETTER <= cluster[1] <= _LAST_FLAG_LETTER:
        return cluster[:2], 2
    return chr(ord("A") + ord(cluster[0]) - ord(_FIRST_FLAG_LETTER)), 1


def next_boundary(text: str, offset: int) -> int:
    """Where the next cluster after `offset` starts, or the text's length. "\n" is one."""
    return _around(text, offset)[1]


def previous_boundary(text: str, offset: int) -> int:
    """Where the last cluster before `offset` starts, or 0."""
    return snap(text, min(offset, len(text)) - 1)


def snap(text: str, offset: int) -> int:
    """Where the cluster that holds `offset` starts; offsets out of the text are drawn into it."""
    return _around(text, offset)[0]


def _around(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the cluster that holds `offset`; at the text's end there is an empty one."""
    if offset >= len(text):
        return len(text), len(text)
    start = offset = max(0, offset)
    while not _certain(text, start):
        start -= 1
    end = offset + 1
    while not _certain(text, end):
        end += 1
    if end - start == 1:
        return start, end
    return next(span for span in spans(text, start, end) if span[1] > offset)


def _certain(text: str, place: int) -> bool:
    """Whether a cluster starts at `place` whatever stands further away than its neighbours."""
    if not 0 < place < len(text):
        return True
    pair = text[place - 1 : place + 1]
    if pair.isascii() or "\n" in pair or "\t" in pair:
        return True
    if pair[1] == " ":
        return pair[0] not in _PREPENDED
    return _RUN.fullmatch(pair) is not None
