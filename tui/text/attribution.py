"""Attributions: the words that say who said something, "Maj. Ray Simms said", "according to".

English only. A source is looked for beside a verb of saying: before it, within the bounds of its
clause, or behind it where a quotation ends in front ("…", said Simms). The verbs are the say verbs
and their neighbours in Levin, "English Verb Classes and Alternations" (1993), §37, and of the words
that mark attributions in the development part of PolNeAR (Newell, Margolin & Ruths 2018, "An
Attribution Relations Corpus for Political News", LREC) those that are right there more often than
not.
"""

import re
from collections.abc import Iterator

from tui.text.sentences import Sentences

Span = tuple[int, int]


def words_set(words: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(words.split())


_SURE = "said says say told tells added adds noted notes argued argues"
_PLAIN = (
    "acknowledged acknowledges admits admitted alleged alleges announced announces argue asserted"
    " asserts believe believed believes charged claimed claims complained complains conceded"
    " concluded concludes confirmed confirms contended contends continued declared declares"
    " disclosed emphasised emphasized estimated estimates explained explains hinted indicated"
    " indicates insisted insists maintained maintains mentioned observed pointed predicted predicts"
    " quipped recalled remarked repeated replied reported reports responded revealed reveals showed"
    " shows stated states stressed suggest suggested suggests testified tweeted vowed warn warned"
    " warns writes wrote"
)

_VERB = re.compile(
    rf"\b(?:(?P<sure>{'|'.join(_SURE.split())})|(?P<plain>{'|'.join(_PLAIN.split())})"
    r"|(?P<to>[Aa]ccording to))\b(?!['’]s\b)"
)
_WORD = re.compile(r"\w(?:[\w'’.&/-]*\w)?\.?|''|\([^()\n]{1,12}\)|[^\w\s]")
_CLAUSE = re.compile(
    r"(?: out| (?:to|in|on|at)\b[^,.;:“”\"\n]{1,60}?)?(?:,? that\b|[:,]? ?(?:[“\"‘«]|'')|: )"
)
"""What follows a verb when something said follows."""
_QUOTED = re.compile(r"(?:[”\"»’]|'')[,.]?\s*\Z")
_BOUND = words_set(
    "that but when as while because if whether which what where whose although though since so"
    " before after until than or yet how why"
)
_SKIPPED = words_set("has have had also later then previously once")
_NOT_SAID = words_set(
    "to would could should can might may will not did does do must be been is are was were being"
    " it there let and or i you everyone anyone"
)
_BEHIND = words_set(
    "in on at during after before when as while who which that to by via from about with this"
    " last earlier later told said says has had was is are were"
)
_NOT_OFFICE = words_set("and but as in on at after before when while referring adding to")
_OFFICE = re.compile(r", (\w+)[^,;:“”\"‘«]*(?=,|\.?\Z|[.;] )")
_DAYS = words_set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_NOT_YET = re.compile(r"n['’]t\Z")
_JOINS = frozenset("'’&-$%")
_LONGEST = 12
"""Words of a source without what stands in apposition to it."""

Word = tuple[str, int, int]


def attributions(text: str, sentences: Sentences) -> list[Span]:
    """Source and verb together, in order, not overlapping. `text` is taken for English."""
    found: list[Span] = []
    for verb in _VERB.finditer(text):
        index = sentences.at(verb.start())
        if index < 0:
            continue
        start, end = sentences.span(index)
        if not start <= verb.start() < end:
            continue
        span = _span(text, verb, start, end)
        if span and (not found or span[0] >= found[-1][1]):
            found.append(span)
    return found


def _span(text: str, verb: re.Match[str], start: int, end: int) -> Span | None:
    """The source beside a verb together with it, or None."""
    if verb["to"]:
        source = _behind(text, verb.end(), end, to=True)
        return (verb.start(), source) if source else None
    before = [*_words(text, start, verb.start())]
    if not before or _QUOTED.search(text, max(start, verb.start() - 4), verb.start()):
        source = _behind(text, verb.end(), end)
        return (verb.start(), source) if source and before else None
    if not verb["sure"] and not _CLAUSE.match(text, verb.end(), end):
        return None
    while before and (before[-1][0] in _SKIPPED or before[-1][0].endswith("ly")):
        before.pop()
    first = _source(before)
    return (first, verb.end()) if first is not None else None


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        yield match[0], match.start(), match.end()


def _source(before: list[Word]) -> int | None:
    """Where the source that ends a run of words starts, what stands in apposition taken along."""
    if not before or before[-1][0].lower() in _NOT_SAID or _NOT_YET.search(before[-1][0]):
        return None
    if before[-1][0] == "who":
        before = before[:-1]
    if before and before[-1][0] == ",":
        inner = len(before) - 2
        while inner >= 0 and before[inner][0] != ",":
            inner -= 1
        if inner < 0 or len(before) - inner > _LONGEST + 4:
            return None
        before = before[:inner]
    place = len(before)
    while place and not _bounds(before[place - 1][0]):
        place -= 1
    words = before[place:]
    while words and not _opens(words[0][0]):
        words = words[1:]
    if len(words) > _LONGEST:
        words = words[_last_opening(words) :]
    return words[0][1] if words and len(words) <= _LONGEST else None


def _bounds(word: str) -> bool:
    return word.lower() in _BOUND or not (word[0].isalnum() or word in _JOINS or word[1:])


def _opens(word: str) -> bool:
    return word.lower() != "and" and word not in _DAYS


def _last_opening(words: list[Word]) -> int:
    """The place of the last word that is like the first of a source."""
    for place in range(len(words) - 1, 0, -1):
        word = words[place][0]
        if word.lower() in ("the", "a", "an", "he", "she", "they", "i", "we", "his", "her"):
            return place
        if word[0].isupper() and not words[place - 1][0][0].isupper():
            return place
    return 0


def _behind(text: str, start: int, end: int, to: bool = False) -> int | None:
    """Where the source that follows a verb ends; of a person with their office."""
    last, count = None, 0
    for word, _, stop in _words(text, start, end):
        if count > _LONGEST or not (word[0].isalnum() or word in _JOINS or word[1:]):
            break
        if word.lower() in _BEHIND or word.lower() in _BOUND or word in _DAYS:
            break
        last, count = stop, count + 1
    if last is None:
        return None
    office = None if to else _OFFICE.match(text, last, end)
    if office and office[1] not in _NOT_OFFICE and not office[1].endswith("ing"):
        last = office.end()
    return last - 1 if text[last - 1] == "." and last == end else last
