"""Words and paragraphs, and the way from one to the next.

A word is a run of letters and digits with what belongs inside it: apostrophes and hyphens
(Wagner’s, al-Qaeda), the marks of a number (1,000, 10:30, 3.5), the dots of an abbreviation
(U.S., a.m.), combining marks and joiners. It never holds a blank. A run of Han or kana without a
stop between is one word, since finding words in it takes a dictionary. Signs stand outside: $84 is
the word 84.
"""

import re
from collections.abc import Iterator
from unicodedata import category

from tui.text.graphemes import is_plain, next_boundary, previous_boundary, snap

Span = tuple[int, int]

_MARK = "\x01"
"""Stands for a combining mark or joiner, which `re` cannot name, while words are looked for."""
_RUN = rf"(?:[^\W_]++{_MARK}*+)++"
_WORD = re.compile(
    rf"""
    (?: [^\W\d_](?:\.[^\W\d_])++(?![^\W_]|{_MARK})\.?    # U.S.
      | {_RUN} )
    (?: (?: ['’_\-\u2010\u2011] | (?<=\d)[.,:\u00a0\u202f](?=\d) ) {_RUN} )*+
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(r"[^ \n]+")


def words(text: str, start: int, end: int) -> list[Span]:
    """The words of a stretch that begins and ends between words."""
    return list(_words(text, start, end))


def word_at(text: str, offset: int) -> Span | None:
    """The word that holds `offset`, if one does."""
    for start, end in _words_from(text, offset):
        if offset < end:
            return (start, end) if start <= offset else None
    return None


def next_word(text: str, offset: int) -> int:
    """Start of the first word after `offset` (vim's w); after the last word, stay."""
    found = (start for start, _ in _words_from(text, offset) if start > offset)
    return next(found, _settle(text, offset))


def word_end(text: str, offset: int) -> int:
    """Last cluster of the first word that ends after `offset` (vim's e); else stay."""
    lasts = (previous_boundary(text, end) for _, end in _words_from(text, offset))
    return next((last for last in lasts if last > offset), _settle(text, offset))


def previous_word(text: str, offset: int) -> int:
    """Start of the last word that starts before `offset` (vim's b); before the first, stay."""
    reach = min(offset, len(text))
    while reach > 0:
        start = _token_start(text, reach)
        if token := _TOKEN.match(text, start):
            starts = [first for first, _ in _words(text, *token.span()) if first < offset]
            if starts:
                return starts[-1]
        reach = start - 1
    return _settle(text, offset)


def next_paragraph(text: str, offset: int) -> int:
    """Start of the next paragraph that is not blank; in the last one, stay."""
    start = text.find("\n", max(0, offset)) + 1
    while start:
        if not _blank(text, start):
            return start
        start = text.find("\n", start) + 1
    return _settle(text, offset)


def previous_paragraph(text: str, offset: int) -> int:
    """Start of the paragraph `offset` is in, or of the one before when it is there already.

    Blank paragraphs are passed over; at the start of the first, stay.
    """
    reach = min(offset, len(text))
    while reach > 0:
        start = text.rfind("\n", 0, reach) + 1
        if start < reach and not _blank(text, start):
            return start
        reach = start - 1
    return _settle(text, offset)


def paragraph(text: str, offset: int) -> Span:
    """The paragraph an offset is in, without the line end that closes it."""
    at = min(max(0, offset), len(text))
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def _blank(text: str, start: int) -> bool:
    """Whether the paragraph that starts there holds white space at most."""
    end = text.find("\n", start)
    return not text[start : end if end >= 0 else len(text)].strip()


def _settle(text: str, offset: int) -> int:
    """The nearest place in the text on which a cursor can stand."""
    return snap(text, min(offset, len(text) - 1))


def _token_start(text: str, offset: int) -> int:
    """Just after the last blank or line end before `offset`: no word reaches across it."""
    line = text.rfind("\n", 0, offset) + 1
    return max(line, text.rfind(" ", line, offset) + 1)


def _words_from(text: str, offset: int) -> Iterator[Span]:
    """The words from the token that holds `offset` to the end of the text, as they are asked."""
    start = _token_start(text, min(max(0, offset), len(text)))
    for token in _TOKEN.finditer(text, start):
        yield from _words(text, *token.span())


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    if is_plain(text, start, end):
        yield from (word.span() for word in _WORD.finditer(text, start, end))
        return
    shadow = "".join(_MARK if _joins(char) else char for char in text[start:end])
    for word in _WORD.finditer(shadow):
        last = start + word.end()
        whole = last if snap(text, last) == last else next_boundary(text, last)
        yield snap(text, start + word.start()), whole


def _joins(char: str) -> bool:
    """Whether it belongs to the letter before it: a combining mark, ZWNJ or ZWJ."""
    return category(char)[0] == "M" or char in "\u200c\u200d"
