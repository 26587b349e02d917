"""Wordings of one quotation that differ between two articles.

A quotation that is only longer in one of them is no difference: papers choose where to begin and to
stop. Words that were replaced, or left out of the middle, are. Quotations are those of the whole
article, as one that runs over several sentences has no closing mark in its first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise

from tui.compare.difference import Difference
from tui.compare.names import american
from tui.compare.roots import STOPS, folded
from tui.compare.values import value_of
from tui.text.quotations import quotations, without_stop

Span = tuple[int, int]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WORD = re.compile(
    rf"\b{_MONTH} \d\d?\b|\b\d\d? {_MONTH}|\d+(?:st|nd|rd|th)\b|%"
    r"|\[[^\[\]\n]*\]|\([^()\n]{1,40}\)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:\*+[^\W\d_]*|-{3,}|['’.][^\W\d_]+)*|…|\.\.\.|&"
)
_SPLIT = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
_SHORT = {
    "%": "percent", "&": "and", "sen": "senator", "rep": "representative", "gov": "governor",
    "gen": "general", "dr": "doctor", "prof": "professor", "col": "colonel", "capt": "captain",
}  # fmt: skip
_NTHS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"""
_NTH = {word: number for number, word in enumerate(_NTHS.split(), 1)}
_NTH |= {f"{number}th": number for number in range(4, 100)} | {"1st": 1, "2nd": 2, "3rd": 3}
_ASIDE = re.compile(r"(?<=[,.?!])[\"”][^\"“”\n]{3,80}[\"“](?=\w)")
"""Between the parts of a quotation whose marks are mixed up: "Stop," he said. "Go." """
_STOPPED = re.compile(r"[.!?]\W*\s\W*\Z")
MOST_WORDS = 80
"""Words of a quotation that are compared, from its beginning."""
FAR = 3
"""Words between a small word and the rest from which on it is no part of what is shared."""
SHARE = 0.6
"""The share of the shorter quotation's words that must stand in the longer, in order."""

LONG = 5
"""The words in a row that two sentences must share where they are compared without the others of
their quotations, and two quotations of which the last words differ."""
DENSE = 0.5
"""The share of these words in the stretch that they span, in either quotation."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation without its marks: its words folded, where each stands, the telling ones; its
    sentences, where it has several."""

    span: Span
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    telling: frozenset[str]
    sentences: tuple["Quote", ...] = ()


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
        asides = [one.span() for one in _ASIDE.finditer(text, start, end)]
        for match in _WORD.finditer(text, start, end):
            if any(first <= match.start() < last for first, last in asides):
                continue
            for word in _folded(match[0]):
                words.append(word)
                spans.append(match.span())
            if len(words) >= MOST_WORDS:
                break
        if words:
            found.append(_quote(text, (start, end), words, spans))
    return found


def _quote(text: str, span: Span, words: Sequence[str], spans: Sequence[Span]) -> Quote:
    telling = frozenset(word for word in words if word not in STOPS and len(word) > 1)
    begins = [
        place
        for place, (one, following) in enumerate(pairwise(spans), 1)
        if _STOPPED.search(text, one[1] - 1, following[0]) and text[following[0]].isupper()
    ]
    sentences = tuple(
        _quote(text, (spans[first][0], spans[last - 1][1]), words[first:last], spans[first:last])
        for first, last in pairwise([0, *begins, len(words)])
        if begins
    )
    return Quote(span, tuple(words), tuple(spans), telling, sentences)


def differing(ours: Sequence[Quote], theirs: Sequence[Quote], a: Span, b: Span) -> list[Difference]:
    """Where wordings of one quotation differ within the sentences `a` and `b`."""
    found = []
    for one in ours:
        for other in theirs:
            if len(one.telling & other.telling) < 2:
                continue
            made = compared(one, other)
            for difference in [made] if made else _by_sentence(one, other):
                if _within(difference.a, a) and _within(difference.b, b):
                    found.append(difference)
    return found


def _by_sentence(one: Quote, other: Quote) -> Iterator[Difference]:
    """How the sentences of two quotations differ that have not enough in common as a whole."""
    if not (one.sentences or other.sentences):
        return
    for left in one.sentences or (one,):
        for right in other.sentences or (other,):
            if len(left.telling & right.telling) < 2:
                continue
            made = compared(left, right, LONG)
            if made is not None:
                yield made


def compared(one: Quote, other: Quote, row: int = 1) -> Difference | None:
    """How two quotations differ, if they are wordings of one: the span of what they share, with
    what stands differently in it, in each of them. Where so many words in a `row` are asked for,
    words at either end are not looked at."""
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    shorter, longer = sorted((len(one.words), len(other.words)))
    if shared < max(3, SHARE * shorter) or max(block.size for block in blocks) < row:
        return None
    blocks = _without_edges(blocks, one.words)
    first, last = blocks[0], blocks[-1]
    shared = sum(block.size for block in blocks)
    if shared < SHARE * shorter:
        return None
    stretch = max(last.a + last.size - first.a, last.b + last.size - first.b)
    if shared < DENSE * stretch:
        return None
    a_range = range(first.a, last.a + last.size)
    b_range = range(first.b, last.b + last.size)
    changed = _changes(one, other, blocks)
    short = shorter <= 8
    leads = one.words[: first.a], other.words[: first.b]
    if all(leads) and row == 1 and _edge(*leads, short, first.size):
        more = min(map(len, leads))
        a_range = range(first.a - more, a_range.stop)
        b_range = range(first.b - more, b_range.stop)
        changed.append("edge")
    tails = one.words[a_range.stop :], other.words[b_range.stop :]
    if all(tails) and row == 1 and longer < MOST_WORDS and _edge(*tails, short, last.size):
        more = min(map(len, tails))
        a_range = range(a_range.start, a_range.stop + more)
        b_range = range(b_range.start, b_range.stop + more)
        changed.append("edge")
    if not changed or (changed == ["edge"] and longer > 2 * shorter):
        return None
    if shared <= LONG and changed == ["elided"] and _denied(one, a_range, other, b_range):
        return None
    outcome = "elided" if set(changed) == {"elided"} else "altered"
    return Difference("quote", outcome, _span(one, a_range), _span(other, b_range))


def _edge(left: Sequence[str], right: Sequence[str], short: bool, size: int) -> bool:
    """Whether words before or behind all that two quotations share were replaced: any of a short
    quotation, of a long one the last or first behind a row of shared ones."""
    if any(word[0] in "[(…." for word in (*left, *right)) or not _telling(left, right):
        return False
    whole, part = "".join(left), "".join(right)
    if len(left) != len(right) and (whole.startswith(part) or part.startswith(whole)):
        return False
    more = min(len(left), len(right))
    return short or (more == 1 and size >= LONG and _telling(left[:1]) and _telling(right[:1]))


def _denied(one: Quote, a: range, other: Quote, b: range) -> bool:
    """Whether just one of two quotations says "not": short ones are then two statements."""
    return ("not" in one.words[a.start : a.stop]) != ("not" in other.words[b.start : b.stop])


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
    if len(left) == len(right) and all(map(_alike, left, right)):
        return True
    if any("*" in word for word in (*left, *right)):
        return len(left) == len(right)
    value = _value(left)
    return value is not None and value == _value(right)


def _alike(one: str, other: str) -> bool:
    return american(one) == american(other)


def _value(words: Sequence[str]) -> float | tuple[str, float] | None:
    """The number that words stand for; of ordinals a pair, as the third is no third."""
    if words and words[-1] in _NTH:
        return "th", (value_of(" ".join(words[:-1])) or 0) + _NTH[words[-1]]
    return value_of(" ".join(words))


def _without_edges(blocks: list[Match], words: Sequence[str]) -> list[Match]:
    """The blocks without a lone word at either end that stands far off, as in any quotation."""
    while len(blocks) > 1 and blocks[0].size == 1 and _gap(blocks[0], blocks[1]) >= FAR:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1].size == 1 and _gap(blocks[-2], blocks[-1]) >= FAR:
        blocks = blocks[:-1]
    if len(blocks) > 1 and _by_chance(blocks[0], blocks[1], words):
        blocks = blocks[1:]
    return blocks


def _by_chance(block: Match, following: Match, words: Sequence[str]) -> bool:
    """Whether a small word with which just one quotation begins is another one in the other."""
    gap = max(following.a - block.a, following.b - block.b) - 1
    begins = not block.a or not block.b
    small = words[block.a] in STOPS or words[block.a] == "'s"
    return begins and block.a != block.b and block.size == 1 and small and gap >= 2


def _gap(block: Match, following: Match) -> int:
    return min(following.a - block.a, following.b - block.b) - block.size


def _telling(*edges: Sequence[str]) -> bool:
    """Whether words at an edge say something in either quotation."""
    return any(word not in STOPS and word != "'s" for edge in edges for word in edge)


def _folded(word: str) -> list[str]:
    """A word as it is compared: "isn't" as two words, "is" and "has" as what 's may stand for."""
    if word[-1:].isdigit() and word[0].isalpha():
        month, day = word.split()
        return [f"{day} {month[:3].casefold()}"]
    if word[0].isdigit() and " " in word:
        day, month = word.split()
        return [f"{day} {month[:3].casefold()}"]
    plain = word.casefold().replace("’", "'").replace("---", "*").strip(".") or "…"
    if plain in _SHORT:
        return [_SHORT[plain]]
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
