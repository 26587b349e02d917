"""Sentences of a text as spans of offsets: the unit of reading.

sentencex splits each paragraph; a small pass after it mends what it is known to get wrong in
news: "5 p.m. EST", "approx. 50", the numbers of a list, several sentences in one quotation.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

from sentencex import segment

from tui.text.graphemes import snap

_WIDE_BLANK = re.compile(r"[^\S\x00-\x7f]")
_WINDOW = 4096
"""Code points given to sentencex at a time: its cost is quadratic in unclosed quotation marks."""

_CLOCK = re.compile(r"\b[ap]\.m\.\s*\Z")
_AFTER_CLOCK = re.compile(
    r"""
    (?: (?:[ECMP][SD]?|AK[SD]|A[CEW][SD]|[BHIJK]S|[CEW]ES?)T | GMT | UTC  # EST, BST, CEST
      | local | Eastern | Central | Mountain | Pacific | Greenwich
      | (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day
      | January | February | March | April | June | July
      | August | September | October | November | December
      | (?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\. )(?!\w)
    """,
    re.VERBOSE,
)
_APPROXIMATELY = re.compile(r"\bapprox\.\s*\Z")
_UNCAPPED = re.compile(r"[a-z0-9]")
_LIST_NUMBER = re.compile(r"\W*\d{1,2}\.\s*")
_QUOTED = re.compile(r"“[^“”]+”|„[^„“”]+[“”]|\"[^\"]+\"")
"""Not « »: the French treebank PUD keeps such a quotation in one piece."""
_STOP_INSIDE = re.compile(r"[.!?…]\s+[^\W\d_]")

Span = tuple[int, int]


class Sentences:
    """The sentences of one text, in order, each inside one paragraph, none empty."""

    def __init__(self, text: str, spans: list[Span]) -> None:
        self._text = text
        self._starts = array("q", [start for start, _ in spans])
        self._ends = array("q", [end for _, end in spans])

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, index: int) -> Span:
        """Start and end of a sentence, white space around it left out."""
        return self._starts[index], self._ends[index]

    def at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`; -1 only when there are none.

        Between sentences it is the next one of the same paragraph, else the one before.
        """
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._ends[index]:
            return index
        following = index + 1
        if following == len(self):
            return index
        if index < 0 or self._text.find("\n", max(0, offset), self._starts[following]) < 0:
            return following
        return index


def split(text: str, language: str = "en") -> Sentences:
    """The sentences of a clean `text`; `language` is an ISO 639 code, unknown ones mean English."""
    language = language.partition("-")[0].lower() or "en"
    found: list[Span] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        if start < end:
            for first, last in _paragraph(text, start, end, language):
                words = text[first:last].rstrip()
                if words and words[0].isspace():
                    first, words = last - len(text[first:last].lstrip()), words.lstrip()
                if words:
                    found.append((first, first + len(words)))
        start = end + 1
    return Sentences(text, found)


def _paragraph(text: str, start: int, end: int, language: str) -> list[Span]:
    """Its sentences, white space included."""
    words = text[start:end]
    found = list(_windows(text, start, end, language))
    if "approx." in words or ".m." in words or any(_is_number(text, *one) for one in found):
        found = list(_joined(text, found))
    if not _has_quotation(words):
        return found
    return list(_parted(text, found, language))


def _is_number(text: str, start: int, end: int) -> bool:
    """Whether a piece is nothing but the number of a list."""
    return not text[start].isalpha() and _LIST_NUMBER.fullmatch(text, start, end) is not None


def _has_quotation(words: str) -> bool:
    """Whether there may be a quotation: sooner known than by the pattern."""
    return "“" in words or "„" in words or '"' in words


def _windows(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """What sentencex says of a paragraph.

    Where a window ends its last two sentences are doubtful; the next window begins with them.
    """
    if end - start <= _WINDOW:
        found = _boundaries(text[start:end], language)
        yield from [(start + first, start + last) for first, last in found]
        return
    while start < end:
        reach = end if end - start <= _WINDOW else snap(text, start + _WINDOW)
        found = _boundaries(text[start:reach], language)
        if reach < end:
            found = found[:-2] or found[:1]
        for first, last in found:
            yield start + first, start + last
        start += found[-1][1]


def _boundaries(text: str, language: str) -> list[Span]:
    """What sentencex says; where it gives up, all of it is one sentence.

    Among initials it takes white space for one byte, and panics at wider ones, writing that to the
    terminal (1.0.32, `is_name_initial_for`).
    """
    safe = text if text.isascii() else _WIDE_BLANK.sub(" ", text)
    try:
        pieces = segment(language, safe)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return [(0, len(text))]
    return list(pairwise(accumulate(map(len, pieces), initial=0)))


def _joined(text: str, pieces: Iterable[Span]) -> Iterator[Span]:
    """The pieces, put together where an abbreviation or a list's number was taken for an end."""
    held: Span | None = None
    for start, end in pieces:
        if held and _belong_together(text, *held, end):
            held = held[0], end
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held


def _belong_together(text: str, start: int, middle: int, end: int) -> bool:
    """Whether the pieces on both sides of `middle` are one sentence."""
    if _is_number(text, start, middle):
        return True
    tail = max(start, middle - 12)
    if _CLOCK.search(text, tail, middle):
        return _AFTER_CLOCK.match(text, middle, end) is not None
    if _APPROXIMATELY.search(text, tail, middle):
        return _UNCAPPED.match(text, middle, end) is not None
    return False


def _parted(text: str, pieces: Iterable[Span], language: str) -> Iterator[Span]:
    """The pieces, parted where a quotation in them holds several sentences."""
    for start, end in pieces:
        if not _has_quotation(text[start:end]):
            yield start, end
            continue
        for quoted in _QUOTED.finditer(text, start, end):
            if not _STOP_INSIDE.search(text, quoted.start() + 1, quoted.end() - 1):
                continue
            inner = quoted.start() + 1
            for _, last in _boundaries(text[inner : quoted.end() - 1], language)[:-1]:
                yield start, inner + last
                start = inner + last
        yield start, end
