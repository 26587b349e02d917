"""Units of WebAnno TSV: tokens, parts of tokens, and the sentences they are in.

A sentence is a line of the text from its first token up to the first of the next; all between two
tokens is in the text of the sentence, and so nothing of an article is lost. White space is a token
only where an annotation starts or ends in it, or where a text starts with other than blanks.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add

_TOKENS = re.compile(
    r"[A-Za-z0-9]++ (?!\s)"  # the most of them, found sooner
    "|(?:\\w[\\w\u0300-\u036f]*+|[^\\w\\s])\\s*+"
)
"""A token with the white space behind it."""
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile("\n")

Span = tuple[int, int]


def tokens(text: str, spans: Iterable[Span]) -> tuple[list[Span], list[str], set[Span]]:
    """The tokens of a text, such that each of these spans starts and ends in one: where they are,
    their words, and which of them are white space."""
    pieces = _TOKENS.findall(text)
    blank = len(text) - len(text.lstrip())
    starts = list(accumulate(map(len, pieces), initial=blank))
    words = list(map(str.rstrip, pieces))
    found = list(zip(starts, map(add, starts, map(len, words)), strict=False))
    at_ends = (_space_at(text, at) for span in spans for at in (span[0], span[1] - 1))
    spaces = {span for span in at_ends if span}
    if text[:blank].strip(" "):
        spaces.add((0, blank))
    for span in spaces:
        place = bisect_left(found, span)
        found.insert(place, span)
        words.insert(place, text[span[0] : span[1]])
    return found, words, spaces


def _space_at(text: str, at: int) -> Span | None:
    """The white space around an offset; None where there is none."""
    if not text[at].isspace():
        return None
    start = at
    while start and text[start - 1].isspace():
        start -= 1
    match = _SPACE.match(text, start)
    return match.span() if match else None


def sentence_starts(text: str, starts: Sequence[int]) -> list[int]:
    """The tokens that start a sentence: the first, and each that is the first behind a line end.
    `starts` is where the tokens start."""
    behind = {bisect_right(starts, match.start()) for match in _LINE_END.finditer(text)}
    return sorted({0, *behind} - {len(starts)})


@dataclass
class Placed:
    """A span of a layer on its units. `first` defines its id; `number` tells it from others."""

    layer: int
    units: list[Span]
    values: Sequence[str]
    number: int = 0

    @property
    def first(self) -> Span:
        return self.units[0]


@dataclass
class Units:
    """The tokens of a text, their parts, and the spans on each."""

    found: list[Span]
    starts: list[int] = field(init=False)
    on: dict[Span, list[Placed]] = field(default_factory=dict)
    parts: dict[int, set[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [start for start, _ in self.found]

    def place(self, layer: int, span: Span, values: Sequence[str]) -> Placed:
        """Put a span of a layer on the units it covers."""
        one = Placed(layer, self._units(*span), values)
        for unit in one.units:
            self.on.setdefault(unit, []).append(one)
        return one

    def _units(self, start: int, end: int) -> list[Span]:
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end) - 1
        found = self.found[first : last + 1]
        for number in {first, last}:  # those between are in it whole
            token = found[number - first]
            unit = max(start, token[0]), min(end, token[1])
            if unit != token:
                self.parts.setdefault(number, set()).add(unit)
                found[number - first] = unit
        return found

    def number(self, placed: Iterable[Placed]) -> None:
        """Number the spans that have several units or share one with others of their layer."""
        stacked: set[int] = set()
        for here in self.on.values():
            if len(here) == 1:
                continue
            for layer in {one.layer for one in here}:
                same = [id(one) for one in here if one.layer == layer]
                if len(same) > 1:
                    stacked.update(same)
        number = 0
        for one in placed:
            if len(one.units) > 1 or id(one) in stacked:
                number += 1
                one.number = number
