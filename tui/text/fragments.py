"""The fragments of an annotation as spans: added to, taken from, their ends moved.

Fragments are kept in order and apart: what touches, or has only blanks of one paragraph between,
becomes one. Every result is on grapheme borders where what is given is.
"""

from collections.abc import Sequence

from tui.text import motions
from tui.text.graphemes import next_boundary, previous_boundary

Span = tuple[int, int]


def merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans in order; those that overlap, touch or have only blanks between them are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip(" \t\xa0"):
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def without(text: str, spans: Sequence[Span], gone: Span) -> list[Span]:
    """What is left of the spans outside `gone`, without the white space at the new edges."""
    left = []
    for start, end in spans:
        for first, last in ((start, min(end, gone[0])), (max(start, gone[1]), end)):
            trimmed = _trimmed(text, first, last)
            if trimmed[0] < trimmed[1]:
                left.append(trimmed)
    return left


def held(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans holds all of `span`."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def moved(text: str, span: Span, edge: str, by: int, unit: str) -> Span:
    """A span with its `edge` ("start" or "end") one `unit` ("word" or "character") on or back.

    `by` is 1 or -1. By word the span begins and ends with whole words. The same span where the
    edge cannot go on: at the end of the text, or where nothing of the span would be left.
    """
    start, end = span
    if edge == "start":
        start = _start(text, span, by, unit)
    else:
        end = _end(text, span, by, unit)
    return (start, end) if start < end else span


def _start(text: str, span: Span, by: int, unit: str) -> int:
    start, end = span
    if unit == "character":
        return next_boundary(text, start) if by > 0 else previous_boundary(text, start)
    if by < 0:
        return min(start, motions.previous_word(text, start))
    inside = motions.words(text, start, end)
    return inside[1][0] if len(inside) > 1 else start


def _end(text: str, span: Span, by: int, unit: str) -> int:
    start, end = span
    if unit == "character":
        return next_boundary(text, end) if by > 0 else previous_boundary(text, end)
    if by > 0:
        last = motions.word_end(text, previous_boundary(text, end))
        return max(end, next_boundary(text, last))
    inside = motions.words(text, start, end)
    return inside[-2][1] if len(inside) > 1 else end


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start : next_boundary(text, start)].isspace():
        start = next_boundary(text, start)
    while start < end and text[previous_boundary(text, end) : end].isspace():
        end = previous_boundary(text, end)
    return start, end
