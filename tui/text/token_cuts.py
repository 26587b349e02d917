"""A text as tokens that fit its annotations: none lies across an annotation's edge.

Formats of tokens (CoNLL, DocBin, Prodigy) have an annotation only from token to token. A token is a
word with the marks, dots and hyphens inside it, a sign, or white space; where an annotation begins
or ends within one, it is cut there. As in spaCy a single space behind a word or sign belongs to it,
and all other white space is tokens of its own, each space one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from unicodedata import category

Span = tuple[int, int]


def pieces(text: str, spans: Iterable[Span] = ()) -> list[str]:
    """The tokens, each with the space that belongs to it; joined they are the text again.

    Each of the spans is a row of whole tokens: it neither begins nor ends with such a space.
    """
    starts, ends = set(), set()
    for start, end in spans:
        starts.add(start)
        ends.add(end)
    find = _pattern().findall
    found: list[str] = []
    place = 0
    for cut in sorted({*starts, *ends, len(text)}):
        if (
            text[place : place + 1] == " "
            and place not in starts
            and (place + 1 < cut or cut not in ends)
            and found
            and found[-1][-1] != " "
            and not found[-1].isspace()
        ):
            found[-1] += " "
            place += 1
        found += find(text, place, cut)
        place = cut
        if cut in ends and found and found[-1] != " " and found[-1][-1] == " ":
            found[-1:] = [found[-1][:-1], " "]  # the annotation ends with this space
    return found


def words(found: Iterable[str]) -> list[str]:
    """The tokens without the space that belongs to them."""
    return [one.removesuffix(" ") or one for one in found]


def starts_of(found: Sequence[str]) -> list[int]:
    """Where each token begins in the text, and behind the last the text's length."""
    return list(accumulate(map(len, found), initial=0))


def rows(found: Sequence[str], spans: Iterable[Span]) -> list[Span]:
    """The tokens of each span that they were cut for, first and behind the last."""
    starts = starts_of(found)
    return [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in spans]


@cache
def _pattern() -> re.Pattern[str]:
    """Made when it is needed: `re` has no name for combining marks, so they are listed."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x10000):
        if category(chr(code))[0] == "M" or code in (0x200C, 0x200D):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    marks = "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in ranges)
    run = rf"(?:[^\W_]++[{marks}]*+)++"
    return re.compile(
        r"[A-Za-z0-9]++ |"  # the most tokens; what follows would find them twice as slowly
        rf"(?:[^\W\d_](?:\.[^\W\d_])++(?![^\W_]|[{marks}])\.?"  # U.S.
        rf"|{run}(?:(?:['’_\-\u2010\u2011]|(?<=\d)[.,:](?=\d)){run})*+"
        rf"|\S[{marks}]*+) ?| |[^\S ]++"
    )
