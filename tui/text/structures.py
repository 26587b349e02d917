"""The structures around a place of a text, each holding the one before it.

Word, clause, quotation, sentence, paragraph. A clause inside a quotation is one of the quotation's;
a clause that holds a quotation holds all of it.
"""

import re
from collections.abc import Iterator

from tui.text.clauses import clauses
from tui.text.graphemes import next_boundary, snap
from tui.text.motions import word_at
from tui.text.quotations import quotations, without_stop
from tui.text.sentences import Sentences

Span = tuple[int, int]

_BRACKETS = re.compile(
    r"\(([^()\n]+)\)|\[([^\[\]\n]+)\]|（([^（）\n]+)）|「([^「」\n]+)」|『([^『』\n]+)』"
)
_REACH = 16_384
"""Code points of a very long paragraph, before and behind a place, in which quotations count."""


def structures(text: str, span: Span, sentences: Sentences, language: str = "en") -> list[Span]:
    """What lies around `span`, the innermost first, each larger than the one before.

    An empty span is a place. The last one is the paragraph, or the paragraphs a long span touches;
    none is left where the span holds that already. Each begins and ends on a grapheme border.
    """
    found = {_whole(text, one) for one in _candidates(text, span, sentences, language)}
    chain: list[Span] = []
    here = span
    for one in sorted(found, key=lambda one: (one[1] - one[0], one)):
        if one != here and _holds(one, here):
            chain.append(one)
            here = one
    return chain


def within(text: str, span: Span, sentences: Sentences, language: str = "en") -> Span | None:
    """The largest structure around the start of `span` that is smaller than it; None without."""
    start, end = span
    around = structures(text, (start, start), sentences, language)
    inside = [one for one in around if start <= one[0] and one[1] <= end and one != span]
    return inside[-1] if inside else None


def _candidates(text: str, span: Span, sentences: Sentences, language: str) -> Iterator[Span]:
    start, last = span[0], max(span[0], span[1] - 1)
    word = word_at(text, start)
    if word:
        yield word
    paragraph = _paragraph(text, start, last)
    yield paragraph
    sentence = _sentence(sentences, start, last)
    if sentence is None:
        return
    yield sentence
    near = max(paragraph[0], start - _REACH), min(paragraph[1], last + _REACH)
    groups = _groups(text, *near)
    for group in [one for one in groups if _holds(one, (start, last + 1))]:
        yield group
        part = max(group[0], sentence[0]), min(group[1], sentence[1])
        yield part
        yield from _clauses(text, part, groups, language)
    yield from _clauses(text, sentence, groups, language)


def _clauses(text: str, part: Span, groups: list[Span], language: str) -> list[Span]:
    """The clauses of a part of a sentence; one that is all of it is none."""
    closed = [one for one in groups if one != part and _holds(part, one)]
    found = clauses(text, *part, closed, language) if part[0] < part[1] else []
    return found if len(found) > 1 else []


def _groups(text: str, start: int, end: int) -> list[Span]:
    """The quotations and brackets of a stretch, without their marks."""
    words = text[start:end]
    found = [without_stop(words, one) for one in quotations(words)]
    found += [match.span(match.lastindex or 0) for match in _BRACKETS.finditer(words)]
    return sorted((start + first, start + last) for first, last in found)


def _sentence(sentences: Sentences, start: int, last: int) -> Span | None:
    """The sentences from one place to another."""
    if not len(sentences):
        return None
    return sentences.span(sentences.at(start))[0], sentences.span(sentences.at(last))[1]


def _paragraph(text: str, start: int, last: int) -> Span:
    """The paragraphs from one place to another, without the white space around them."""
    first = text.rfind("\n", 0, start) + 1
    end = text.find("\n", last)
    words = text[first : end if end >= 0 else len(text)]
    first += len(words) - len(words.lstrip())
    return first, first + len(words.strip())


def _holds(outer: Span, inner: Span) -> bool:
    """Whether a span holds another; an empty one is the character behind it."""
    return outer[0] <= inner[0] and max(inner[1], inner[0] + 1) <= outer[1]


def _whole(text: str, span: Span) -> Span:
    """A span that cuts no grapheme cluster."""
    start, end = span
    return snap(text, start), end if snap(text, end) == end else next_boundary(text, end)
