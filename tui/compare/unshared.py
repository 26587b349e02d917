"""The words that one article alone has: names and things that no other of those compared tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.compare.findings import Comparison, Place, Span
from tui.compare.source import Source
from tui.compare.terms import terms

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_POSSESSIVE = ("'s", "’s")
_LINK = re.compile(r"\s+(?:(?:of|to)\s+(?:(?:a|an|the)\s+)?)?")
"""What may stand between two words of one thing: a blank, or as in "loss of a helicopter"."""


LONGEST = 4
"""Telling words of a phrase at most: a longer one loses what stands before its head."""
NAME = 3
"""What a name weighs more than a noun of its length, in letters."""
ALONE = 3
"""What a phrase weighs more in a sentence that only this article has, in letters."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Telling words that stand together, one of them at least in no other article.

    `named` says that a name or a figure is among them; `weight` is more for what is rarer.
    """

    place: Place
    span: Span
    named: bool
    weight: int


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    new: bool
    named: bool


def unshared(comparison: Comparison, article: int) -> list[Phrase]:
    """The phrases that one of the compared articles alone has, each once, in their order."""
    source = comparison.sources[article]
    elsewhere = frozenset[str]().union(
        *(_terms(one) for index, one in enumerate(comparison.sources) if index != article)
    )
    found: dict[str, Phrase] = {}
    for sentence in source.body:
        for run in _runs(source, sentence, elsewhere):
            span = run[0].span[0], run[-1].span[1]
            named = any(word.named for word in run)
            phrase = Phrase(
                Place(article, sentence), span, named, sum(sorted(map(_weight, run))[-2:])
            )
            found.setdefault(source.text[slice(*span)].casefold(), phrase)
    return list(found.values())


def most_telling_first(comparison: Comparison, phrases: Sequence[Phrase]) -> list[Phrase]:
    """What has a name first, then the heavier; more so in a sentence that is only here.

    Words of a sentence that is told elsewhere too are mostly the same in other words.
    """
    only = set(comparison.only)
    return sorted(
        phrases, key=lambda one: (not one.named, -one.weight - ALONE * (one.place in only))
    )


def _weight(word: _Word) -> int:
    """Longer words are rarer (Zipf's law of abbreviation), and a name tells more than a noun."""
    return (word.span[1] - word.span[0] + NAME * word.named) * word.new


def _terms(source: Source) -> frozenset[str]:
    """What an article has, its words cut as for comparing and as for phrases.

    The two differ in letters that this Python does not know yet.
    """
    found: set[str] = set()
    for sentence in source.body:
        found |= terms(source.words(sentence), source.language)
        for match in _WORD.finditer(source.text, *source.sentences[sentence].span):
            found |= terms(match[0], source.language)
    return frozenset(found)


def _runs(source: Source, sentence: int, elsewhere: frozenset[str]) -> Iterator[list[_Word]]:
    """The runs of telling words of a sentence that have a word no other article has."""
    text, (start, end) = source.text, source.sentences[sentence].span
    run: list[_Word] = []
    for match in _WORD.finditer(text, start, end):
        telling = terms(match[0], source.language)
        if not telling:
            continue
        named = match[0][0].isdigit() or (match[0][0].isupper() and match.start() > start)
        word = _Word(match.span(), not telling & elsewhere, named)
        if run and not _goes_on(text, run[-1], word):
            yield from _trimmed(text, run)
            run = []
        run.append(word)
    yield from _trimmed(text, run)


def _goes_on(text: str, last: _Word, word: _Word) -> bool:
    """Whether two words are of one thing. A possessive ends what it stands in."""
    gap = text[last.span[1] : word.span[0]]
    if text[slice(*last.span)].endswith(_POSSESSIVE) or not _LINK.fullmatch(gap):
        return False
    return gap.isspace() or last.new


def _trimmed(text: str, run: list[_Word]) -> Iterator[list[_Word]]:
    """The end of a run, without verbs in the past and without owners, if a new word is left."""
    while run and text[slice(*run[-1].span)].endswith(("ed", *_POSSESSIVE)):
        run = run[:-1]
    run = run[-LONGEST:]
    while run and text[slice(*run[0].span)].endswith("ed"):
        run = run[1:]
    if any(word.new for word in run):
        yield run
