"""A text made ready for learning from its annotations and for proposing more of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from tui.text.candidates import Candidate, candidates
from tui.text.tokens import loosened

Marked = tuple[int, int, str]
"""Start and end of an annotation, and its tag's path."""

MOST_TEXT = 1_000_000
"""Code points beyond which nothing is looked for: a text so long is no article."""
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of a text and where each starts and ends."""

    folded: list[str]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Material:
    """A text made ready: what could be marked in it, the cues of each, and all its words."""

    text: str
    candidates: tuple[Candidate, ...]
    cues: tuple[tuple[str, ...], ...]
    words: Words


def material(text: str, language: str = "en") -> Material:
    """Make a text ready, once for learning from it and for proposing in it.

    One of more than `MOST_TEXT` code points is taken to have nothing that could be marked.
    """
    if len(text) > MOST_TEXT:
        return Material(text, (), (), Words([], [], []))
    found = tuple(candidates(text, language))
    words = words_of(text)
    return Material(text, found, tuple(_cues(text, words, one) for one in found), words)


def words_of(text: str) -> Words:
    """The words of a text."""
    folded, starts, ends = [], [], []
    for match in _WORD.finditer(text):
        folded.append(loosened(match[0]))
        starts.append(match.start())
        ends.append(match.end())
    return Words(folded, starts, ends)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """What two spans share, as a part of both together."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def _cues(text: str, words: Words, one: Candidate) -> tuple[str, ...]:
    """The words in a candidate, and two on each side of it in its paragraph."""
    first, last = bisect_left(words.starts, one.start), bisect_left(words.starts, one.end)
    inside = words.folded[first:last]
    found = [f"={one.kind}", *inside, *(f"^{word}" for word in inside[:1])]
    for place in range(max(0, first - 2), first):
        if "\n" not in text[words.ends[place] : one.start]:
            found.append(f"<{words.folded[place]}")
    for place in range(last, min(last + 2, len(words.folded))):
        if "\n" not in text[one.end : words.starts[place]]:
            found.append(f">{words.folded[place]}")
    return tuple(dict.fromkeys(found))


class Spans:
    """Annotations by place. `passed` is where the last of them ends."""

    def __init__(self, marked: Iterable[Marked]) -> None:
        self.all = sorted(marked)
        self._starts = [start for start, _, _ in self.all]
        self._reach = [*accumulate((end for _, end, _ in self.all), max)]
        self.passed = self._reach[-1] if self._reach else 0

    def touching(self, start: int, end: int) -> list[Marked]:
        """Those that share a code point with ``[start, end)``."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [one for one in self.all[first:last] if one[1] > start]
