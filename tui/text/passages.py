"""Where the terms of a query stand in a text, and a line of the text around such a place.

Words are those of the search index (`tui.text.tokens`), spans code points of the text as it is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tui.text.graphemes import next_boundary, snap
from tui.text.query import Query, Term
from tui.text.tokens import (
    ACCENTS,
    LETTERS,
    letter_pattern,
    loosened,
    loosened_ends,
    parted,
    surely_lacks,
)

Span = tuple[int, int]

_BLANK = re.compile(r"\s")
_BETWEEN = f"[^{LETTERS}{ACCENTS}][^{LETTERS}]*+"
_ACCENT = re.compile(f"[{ACCENTS}]")
_LETTER = re.compile(f"[{LETTERS}]")
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of an article: ``[start, end)`` of its `text` is what it was cut out for.

    `place` is where that stands in the article.
    """

    text: str
    start: int
    end: int
    place: int


def places(text: str, query: Query) -> list[Span]:
    """The spans in which any term of the query stands, sorted, not overlapping.

    Terms that are left out have none. A prefix's span is the whole word that begins so.
    """
    words = parted(text)
    found = [
        span for term in query.terms if not term.excluded for span in _stands(text, words, term)
    ]
    found.sort()
    apart: list[Span] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def holds(text: str, query: Query) -> bool:
    """Whether all terms of the query stand in a text and none that it leaves out.

    The filters are not looked at: they say which articles and annotations are meant.
    """
    words = parted(text)
    return all((_first(text, words, term) is None) == term.excluded for term in query.terms)


def _first(text: str, words: str, term: Term) -> Span | None:
    return next(_stands(text, words, term), None)


def _stands(text: str, words: str, term: Term) -> Iterator[Span]:
    """The spans of one term in a text, whose underlines are blanks in `words`."""
    if term.kind == "substring":
        yield from _inside(text, term.literal)
        return
    pattern = _pattern(term)
    place = 0
    while match := pattern.search(words, place):
        start, place = match.span()
        if _begins_word(words, start):
            yield start, place
        else:
            place = start + 1


def _begins_word(words: str, start: int) -> bool:
    """Whether no word goes on into `start` by accents that are characters of their own."""
    before = start
    while before and _ACCENT.match(words, before - 1):
        before -= 1
    return before == start or before == 0 or not _LETTER.match(words, before - 1)


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    """What finds the words of a term; what stands before the first is asked behind its letter.

    A pattern that begins with a set of letters is searched for many times faster.
    """
    accents = f"[{ACCENTS}]*+"
    words = [[letter_pattern(char) for char in word] for word in term.words]
    words[0][0] += f"(?<![{LETTERS}].)"
    source = _BETWEEN.join(accents.join(letters) + accents for letters in words)
    behind = f"[{LETTERS}{ACCENTS}]*+" if term.kind == "prefix" else f"(?![{LETTERS}])"
    return re.compile(source + behind, re.DOTALL)


def _inside(text: str, literal: str) -> Iterator[Span]:
    """Where a loosened text stands in `text`, with the accents of its last letter."""
    if surely_lacks(text, literal):
        return
    loose = loosened(text)
    at = loose.find(literal)
    if at < 0:
        return
    ends = loosened_ends(text)
    while at >= 0:
        behind = at + len(literal)
        last = max(bisect_right(ends, behind - 1) + 1, bisect_right(ends, behind))
        yield bisect_right(ends, at), last
        at = loose.find(literal, behind)


def excerpt(text: str, span: Span, width: int) -> Excerpt:
    """One line of at most `width` characters, 3 or more, around a span of the text.

    Cut between words, with "…" for what is cut off; a word too long is cut between clusters.
    A span that is too long is cut itself, but its first cluster is always there, whole. Line ends
    and tabs are shown as blanks, each as one.
    """
    first, last = snap(text, span[0]), _clear(text, span[1])
    marks = (first > 0) + (last < len(text))
    if last - first > width - marks:
        marks = 1 + (first > 0)
        last = max(snap(text, first + width - marks), next_boundary(text, first))
    room = max(marks, width - (last - first))
    behind = min(len(text) - last, max(room // 2, room - first))
    before = min(first, room - behind)
    begin, stop = first - before, last + behind
    if begin > 0:
        begin = _cut_before(text, begin, first)
    if stop < len(text):
        stop = _cut_behind(text, last, stop)
    head = _CUT if begin > 0 else ""
    shown = head + _BLANK.sub(" ", text[begin:stop]) + (_CUT if stop < len(text) else "")
    shift = len(head) - begin
    return Excerpt(shown, span[0] + shift, min(span[1], last) + shift, span[0])


def _clear(text: str, offset: int) -> int:
    """The first border between clusters from `offset` on."""
    return offset if snap(text, offset) == offset else next_boundary(text, offset)


def _cut_before(text: str, begin: int, first: int) -> int:
    """Where to begin, behind a blank, so that "…" still has room in front."""
    blank = _BLANK.search(text, begin, first)
    cut = _clear(text, blank.end() if blank else begin + 1)
    while cut < first and text[cut].isspace():
        cut = next_boundary(text, cut)
    return min(cut, first)


def _cut_behind(text: str, last: int, stop: int) -> int:
    """Where to stop, before a blank, so that "…" still has room behind."""
    blanks = [match.start() for match in _BLANK.finditer(text, last, stop)]
    cut = snap(text, blanks[-1] if blanks else stop - 1)
    while cut > last and text[cut - 1].isspace():
        cut = snap(text, cut - 1)
    return max(last, cut)
