"""A text as tokens that fit its annotations: none lies across an annotation's edge.

Formats of tokens (CoNLL, DocBin, Prodigy) have an annotation only from token to token. A token is a
word with the marks, dots and hyphens inside it, a sign, or white space; where an annotation begins
or ends within one, it is cut there. As in spaCy a single space behind a word or sign belongs to it,
and all other white space is tokens of its own, each space one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from unicodedata import category

Span = tuple[int, int]

MARK = "\x1f"
"""What parts tokens where no space does: Unicode's "unit separator", which no text has in it."""

_TOKENS_OF_RUN = re.compile("[^ ]+ ?| ")


def pieces(text: str, spans: Iterable[Span] = ()) -> list[str]:
    """The tokens, each with the space that belongs to it; joined they are the text again.

    Each of the spans is a row of whole tokens: it neither begins nor ends with such a space.
    """
    return parted(runs(text, spans))


def runs(text: str, spans: Iterable[Span] = ()) -> list[str]:
    """The same tokens, those in one string that are all plain words with a space behind each.

    There are a third as many strings, and they are found in half the time: `parted` tells how to
    have the tokens of them.
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


def parted(found: Sequence[str]) -> list[str]:
    """The tokens of what `runs` found."""
    joined = marked(found)
    if joined is None:
        return [token for run in found for token in _TOKENS_OF_RUN.findall(run)]
    return parted_marked(joined)


def marked(found: Sequence[str]) -> str | None:
    """What `runs` found as one string in which each token ends with its space or with a `MARK`,
    which only the last has not; None where there is a `MARK` in the text."""
    joined = MARK.join(found)
    if joined.count(MARK) >= max(len(found), 1):
        return None
    return joined.replace(f" {MARK}", " ")


def parted_marked(joined: str) -> list[str]:
    """The tokens of what is `marked`."""
    tokens = joined.replace(" ", f" {MARK}").split(MARK)
    if not tokens[-1]:
        tokens.pop()
    return tokens


def parts(found: Sequence[str], places: Iterable[int]) -> Iterator[tuple[int, int, list[str]]]:
    """What `runs` found, parted before the first token at or behind each of these places, which
    are in order: where each part begins and ends in the text, and its runs. None is empty."""
    starts = starts_of(found)
    begun = first = 0
    head: list[str] = []
    for place in (*places, starts[-1]):
        if place <= begun:
            continue
        behind = bisect_left(starts, place, first)
        part, head = [*head, *found[first:behind]], []
        end = starts[behind]
        if end > place:  # within a run, or within a token
            last = part[-1]
            inside = last.find(" ", place - end + len(last) - 1) + 1
            if 0 < inside < len(last):
                part[-1], head = last[:inside], [last[inside:]]
                end -= len(head[0])
        yield begun, end, part
        begun, first = end, behind


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
        "[A-Za-z0-9][A-Za-z0-9 ]* |"  # a run; what follows is for one token
        '[A-Za-z]{2,}+(?=[.,:;?!)"”\n])|'  # the most of these, found sooner than by what follows
        rf"(?:[^\W\d_](?:\.[^\W\d_])++(?![^\W_]|[{marks}])\.?"  # U.S.
        rf"|{run}(?:(?:['’_\-\u2010\u2011]|(?<=\d)[.,:](?=\d)){run})*+"
        rf"|\S[{marks}]*+) ?| |[^\S ]++"
    )
