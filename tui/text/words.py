"""The words of a text, folded for comparison, and what each tells of its place.

Folded away is what an editor or an extractor changes without changing what is said: case, white
space, the shape of quotation marks, dashes and dots, soft hyphens, compatibility forms.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from unicodedata import normalize

JOINED = "\xad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
UNSPACED = (  # scripts that put no space between words: each letter stands for itself
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W{UNSPACED}]"
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)*(?!\w)|{_LETTERS}+(?:[{JOINED}]+{_LETTERS}+)*[{JOINED}]*"
    r"|\.\.+|--+|''|``|\S"
)
_SHAPES = {
    **dict.fromkeys(map(ord, "‘’‚‛`´′ʼ"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″〝〞"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−⸺⸻"), "-"),
    **dict.fromkeys([0xAD, 0x2060, 0xFEFF, *range(0x200B, 0x2010), 0xFE0E, 0xFE0F]),
}
_RUNS = {"''": '"', "``": '"', "--": "-", "---": "-"}

_STOPS = frozenset(".!?。।؟")
_WIDE_STOPS = frozenset("。！？")
"""What ends a sentence without a blank behind it, as in Chinese and Japanese."""
_CLOSING = frozenset("\"')]")


@dataclass(frozen=True, slots=True)
class Words:
    """Each word and mark of a text: folded, and where it starts and ends in code points."""

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]

    def touched(self, start: int, end: int) -> range:
        """The words that ``[start, end)`` of the text holds or cuts."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def border(self, place: int) -> int:
        """What ends in front of a word: 3 a paragraph, 2 a line, 1 a sentence, 0 nothing."""
        keys = self.keys
        if not 0 < place < len(keys):
            return 3
        if lines := self.text.count("\n", self.ends[place - 1], self.starts[place]):
            return 3 if lines > 1 else 2
        last = place - 1
        if self.ends[last] == self.starts[place]:
            return int(self.text[self.ends[last] - 1] in _WIDE_STOPS and keys[place].isalnum())
        while last > 0 and keys[last] in _CLOSING and self.ends[last - 1] == self.starts[last]:
            last -= 1
        return int(keys[last][-1] in _STOPS)

    def letters(self, span: range) -> int:
        """How many letters the folded words of a span have."""
        return sum(len(key) for key in self.keys[span.start : span.stop])


def words_of(text: str) -> Words:
    """The words of a text in order. What folds to nothing (a lone soft hyphen) is none."""
    known: dict[str, str] = {}
    keys, starts, ends = [], [], []
    for match in _WORD.finditer(text):
        raw = match.group()
        key = known.get(raw)
        if key is None:
            key = known[raw] = fold(raw)
        if key:
            keys.append(key)
            starts.append(match.start())
            ends.append(match.end())
    return Words(text, keys, starts, ends)


def fold(word: str) -> str:
    """A word or mark as it is compared: ``fold("“") == '"'``, ``fold("1,000") == "1000"``."""
    key = normalize("NFKC", word.translate(_SHAPES)).casefold()
    if key[:1].isdigit():
        return key.replace(",", "")
    return _RUNS.get(key, key)


def information(*lists: Sequence[str]) -> dict[str, float]:
    """Bits that each word tells of its place: many when it is rare in all the lists together."""
    counts = Counter(word for words in lists for word in words)
    total = sum(counts.values())
    return {word: log2(total / count) for word, count in counts.items()}


def likeness(one: str, other: str) -> float:
    """How alike two folded words are, 0 to 1: the share of the longer that no typing error hit.

    Counts what they have in common at both ends; two letters changed about are one error.
    """
    if one == other:
        return 1.0
    most = min(len(one), len(other))
    head = 0
    while head < most and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < most - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    if one[head : len(one) - tail] == other[head : len(other) - tail][::-1]:
        tail += 1
    return (head + tail) / max(len(one), len(other))
