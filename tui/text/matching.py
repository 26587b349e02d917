"""The words and marks that two versions of a text have in common, to the letter and in order.

Paragraphs that both have lead; what stands between two of them is compared word by word, rare
words first (`tui.text.wordmatch`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from unicodedata import category

from tui.text.graphemes import is_plain, snap
from tui.text.graphemes import spans as clusters
from tui.text.wordmatch import common
from tui.text.words import JOINED, UNSPACED, information

Span = tuple[int, int]

WALKS = 10
"""Walks, of some 20 ms each, through passages that repeat themselves."""

_LETTER = rf"[^\W{UNSPACED}]"
UNIT = re.compile(
    rf"{_LETTER}++(?:(?:['’{JOINED}]++|(?<=\d)[.,:](?=\d)){_LETTER}++)*+[{JOINED}]*+|\S"
)
"""A word with its apostrophes, a number, or one mark; one sign of a script without blanks."""
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Units:
    """The words and marks of a text, which are compared whole, and where each stands."""

    text: str
    spans: list[Span]
    keys: list[str]


def units_of(text: str) -> Units:
    """The units of a text, none of which begins or ends within a cluster or a word."""
    spans: list[Span] = []
    for line in _PARAGRAPH.finditer(text):
        start, end = line.span()
        found = (match.span() for match in UNIT.finditer(text, start, end))
        plain = is_plain(text, start, end)
        spans += found if plain else _whole(text, found, _borders(text, start, end))
    return Units(text, spans, [text[start:end] for start, end in spans])


def _whole(text: str, spans: Iterable[Span], borders: Sequence[int]) -> Iterator[Span]:
    """Units of a line, joined where a border between two is none; `borders` are its clusters'."""
    first = last = -1
    for start, end in spans:
        start = borders[bisect_right(borders, start) - 1]
        end = borders[bisect_left(borders, end)]
        if start < last or (start == last and _goes_on(text, start)):
            last = max(last, end)
            continue
        if first >= 0:
            yield first, last
        first, last = start, end
    if first >= 0:
        yield first, last


def _borders(text: str, start: int, end: int) -> list[int]:
    """Where the clusters of a line start, and where the last ends."""
    return [*(first for first, _ in clusters(text, start, end)), end]


def _goes_on(text: str, place: int) -> bool:
    """Whether a word goes on over `place`, behind a vowel sign or another mark of its script."""
    before, behind = text[place - 1], text[place]
    marked = category(before)[0] == "M" or before in "\xad\u200c\u200d"
    return marked and (behind.isalnum() or category(behind)[0] == "M")


def border(text: str, offset: int) -> bool:
    """Whether a cluster starts at `offset`, or the text ends there."""
    return snap(text, offset) == offset


def links(ours: Units, theirs: Units) -> Iterator[tuple[int, int, bool]]:
    """Units of both texts that are the same, in order: (of ours, of theirs, with a paragraph)."""
    mine, yours = _paragraphs(ours), _paragraphs(theirs)
    bits = information(ours.keys, theirs.keys)
    walks = repeat(True, WALKS)
    i = j = 0
    for a, b in _shared(mine, yours, walks):
        (first, last), (other, end) = a, b
        between = _alike(ours.keys[i:first], theirs.keys[j:other], bits, walks)
        yield from ((i + x, j + y, False) for x, y in between)
        yield from zip(range(first, last), range(other, end), repeat(True), strict=False)
        i, j = last, end
    between = _alike(ours.keys[i:], theirs.keys[j:], bits, walks)
    yield from ((i + x, j + y, False) for x, y in between)


def _alike(
    ours: list[str], theirs: list[str], bits: Mapping[str, float], walks: Iterator[bool]
) -> list[tuple[int, int]]:
    """What two lists have in common to the letter, in order."""
    return sorted((i, j) for i, j, like in common(ours, theirs, bits, walks) if like == 1.0)


def _shared(
    mine: list[tuple[str, Span]], yours: list[tuple[str, Span]], walks: Iterator[bool]
) -> list[tuple[Span, Span]]:
    """The units of paragraphs that both texts have, in an order that both keep."""
    letters: dict[str, str] = {}  # one for each paragraph, so that two are alike or not at all
    for text, _ in [*mine, *yours]:
        letters.setdefault(text, chr(len(letters)))
    weights = {letter: float(len(text)) for text, letter in letters.items()}
    ours, theirs = ([letters[text] for text, _ in side] for side in (mine, yours))
    return [(mine[i][1], yours[j][1]) for i, j in _alike(ours, theirs, weights, walks)]


def _paragraphs(units: Units) -> list[tuple[str, Span]]:
    """The paragraphs of a text, without the blanks around them, and the units of each."""
    found = []
    first = 0
    for match in _PARAGRAPH.finditer(units.text):
        last = bisect_left(units.spans, (match.end(), 0), first)
        if last > first:
            start, end = units.spans[first][0], units.spans[last - 1][1]
            found.append((units.text[start:end], (first, last)))
        first = last
    return found
