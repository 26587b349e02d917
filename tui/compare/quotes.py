"""Wordings of one quotation that differ between two articles.

A quotation that is only longer in one of them is no difference: papers choose where to begin and to
stop. Words that were replaced, or left out of the middle, are. Quotations are those of the whole
article, as one that runs over several sentences has no closing mark in its first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise

from tui.compare.difference import Difference
from tui.compare.roots import STOPS, folded
from tui.compare.values import value_of
from tui.text.quotations import quotations, without_stop

Span = tuple[int, int]

_WORD = re.compile(
    r"\[[^\[\]\n]*\]|\([^()\n]{1,40}\)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’.][^\W\d_]+)*|…|\.\.\.|&"
)
_SPLIT = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
MOST_WORDS = 80
"""Words of a quotation that are compared, from its beginning."""
FAR = 3
"""Words between a small word and the rest from which on it is no part of what is shared."""
SHARE = 0.6
"""The share of the shorter quotation's words that must stand in the longer, in order."""

DENSE = 0.5
"""The share of these words in the stretch that they span, in either quotation."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation without its marks: its words folded, where each stands, the telling ones."""

    span: Span
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    telling: frozenset[str]


def quotes_of(text: str) -> list[Quote]:
    """The quotations of an article, in order; those that stand in another are left out."""
    found: list[Quote] = []
    reached = 0
    for span in quotations(text):
        if span[0] < reached:
            continue
        reached = span[1]
        start, end = without_stop(text, span)
        words: list[str] = []
        spans: list[Span] = []
        for match in _WORD.finditer(text, start, end):
            for word in _folded(match[0]):
                words.append(word)
                spans.append(match.span())
            if len(words) >= MOST_WORDS:
                break
        telling = frozenset(word for word in words if word not in STOPS and len(word) > 1)
        if words:
            found.append(Quote((start, end), tuple(words), tuple(spans), telling))
    return found


def differing(ours: Sequence[Quote], theirs: Sequence[Quote], a: Span, b: Span) -> list[Difference]:
    """Where wordings of one quotation differ within the sentences `a` and `b`."""
    found = []
    for one in ours:
        for other in theirs:
            if len(one.telling & other.telling) < 2:
                continue
            made = compared(one, other)
            if made and _within(made.a, a) and _within(made.b, b):
                found.append(made)
    return found


def compared(one: Quote, other: Quote) -> Difference | None:
    """How two quotations differ, if they are wordings of one: the span of what they share, with
    what stands differently in it, in each of them."""
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    shorter, longer = sorted((len(one.words), len(other.words)))
    if not blocks or shared < max(2, SHARE * shorter):
        return None
    blocks = _without_edges(blocks, one.words)
    first, last = blocks[0], blocks[-1]
    stretch = max(last.a + last.size - first.a, last.b + last.size - first.b)
    if shared < DENSE * stretch:
        return None
    a_range = range(first.a, last.a + last.size)
    b_range = range(first.b, last.b + last.size)
    changed = _changes(one, other, blocks)
    short = shorter <= 8
    if short and first.a and first.b and _telling(one.words[: first.a], other.words[: first.b]):
        a_range, b_range = range(max(0, first.a - first.b), a_range.stop), range(0, b_range.stop)
        changed.append("edge")
    tails = one.words[a_range.stop :], other.words[b_range.stop :]
    if short and all(tails) and _telling(*tails):
        more = min(map(len, tails))
        a_range = range(a_range.start, a_range.stop + more)
        b_range = range(b_range.start, b_range.stop + more)
        changed.append("edge")
    if not changed or (changed == ["edge"] and longer > 2 * shorter):
        return None
    outcome = "elided" if set(changed) == {"elided"} else "altered"
    return Difference("quote", outcome, _span(one, a_range), _span(other, b_range))


def _changes(one: Quote, other: Quote, blocks: Sequence[tuple[int, int, int]]) -> list[str]:
    """What happened in each gap between words that both have."""
    found = []
    for (a, b, size), (a_next, b_next, _) in pairwise(blocks):
        left, right = one.words[a + size : a_next], other.words[b + size : b_next]
        if any(word[0] in "[(…." for word in (*left, *right)) or _same(left, right):
            continue
        found.append("altered" if left and right else "elided")
    return found


def _same(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether words are only spelled otherwise: good will, goodwill; U.N., UN; thirty, 30."""
    if "".join(left).replace(".", "") == "".join(right).replace(".", ""):
        return True
    value = value_of(" ".join(left))
    return value is not None and value == value_of(" ".join(right))


def _without_edges(blocks: list[Match], words: Sequence[str]) -> list[Match]:
    """The blocks without a small word at either end that stands far off, as in any quotation."""
    while len(blocks) > 1 and _stray(blocks[0], words) and _gap(blocks[0], blocks[1]) >= FAR:
        blocks = blocks[1:]
    while len(blocks) > 1 and _stray(blocks[-1], words) and _gap(blocks[-2], blocks[-1]) >= FAR:
        blocks = blocks[:-1]
    return blocks


def _stray(block: Match, words: Sequence[str]) -> bool:
    return block.size == 1 and (words[block.a] in STOPS or words[block.a] == "'s")


def _gap(block: Match, following: Match) -> int:
    return min(following.a - block.a, following.b - block.b) - block.size


def _telling(*edges: Sequence[str]) -> bool:
    """Whether words at an edge say something in either quotation."""
    return any(word not in STOPS and word != "'s" for edge in edges for word in edge)


def _folded(word: str) -> list[str]:
    """A word as it is compared: "isn't" as two words, "is" and "has" as what 's may stand for."""
    if word == "&":
        return ["and"]
    plain = word.casefold().replace("’", "'").strip(".") or "…"
    for ending, full in _SPLIT.items():
        if plain.endswith(ending) and len(plain) > len(ending):
            return [plain.removesuffix(ending).replace("ca", "can", plain == "can't"), full]
    if plain.endswith("s's"):
        return [plain.removesuffix("'s")]
    if plain.endswith("'s"):
        return [plain.removesuffix("'s"), "'s"]
    return ["'s"] if plain in ("is", "has") else [folded(plain)]


def _span(quote: Quote, words: range) -> Span:
    return quote.spans[words.start][0], quote.spans[words.stop - 1][1]


def _within(span: Span, sentence: Span) -> bool:
    return span[0] < sentence[1] and sentence[0] < span[1]
