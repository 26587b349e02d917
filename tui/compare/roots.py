"""The telling words around a detail, cut to a root, to see whether two details speak of one thing.

Coarser and quicker than the stems that align sentences: a root is a folded word without its
plural or past ending, at most six letters long. English endings; other languages get the cut alone.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import combining, normalize

Span = tuple[int, int]

WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_STOP_WORDS = """
a about above after again against ago all almost along already also although am among an and
another any are around as at away back be because been before being below between both but by
can could did do does doing down during each either else even ever every few for from further
had has have having he her here hers him his how however i if in into is it its itself just last
least less like made make makes many may me might more most much must my near nearly never next
no nor not now of off often on once one only onto or other our out over own per put quite rather
said same saw say saying says shall she should since so some still such than that the their them
then there these they this those though through to told too toward towards under until up upon us
very via was we week weeks well went were what when where whether which while who whom whose why
will with within without would yet you your mr mrs ms dr day days month months year years time
times monday tuesday wednesday thursday friday saturday sunday january february march april june
july august september october november december hundred thousand million billion trillion dozen
dozens estimated approximately roughly according two three four five six seven eight nine ten
eleven twelve percent dollar dollars
"""
STOPS = frozenset(_STOP_WORDS.split())
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|edly|ed|ers|ies|es|s|y|e)\Z")
_LONGEST = 6


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word without case, accents and a genitive's ending."""
    plain = word.casefold().replace("’", "'")
    if not plain.isascii():
        plain = "".join(char for char in normalize("NFKD", plain) if not combining(char))
    return plain.removesuffix("'s").rstrip("'")


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """What the forms of a word have in common: ``root("soldiers") == root("soldier")``."""
    return _ENDING.sub("", folded(word))[:_LONGEST]


def rooted(words: str) -> frozenset[str]:
    """The roots of a list that is written as one string."""
    return frozenset(root(word) for word in words.split())


def telling(words: Iterable[str]) -> frozenset[str]:
    """The roots of those words that are no stop words."""
    return frozenset(root(word) for word in words if folded(word) not in STOPS and len(word) > 1)


def around(
    text: str, span: Span, start: int, end: int, reach: int = 5, names: bool = True
) -> frozenset[str]:
    """The roots of the telling words beside a span, at most `reach` on a side, in [start, end).

    Without `names` those in capitals are counted and left out.
    """
    first = max(start, span[0] - reach * 12)
    first = first if first == start else text.find(" ", first, span[0])
    last = min(end, span[1] + reach * 12)
    last = last if last == end else text.rfind(" ", span[1], last)
    before = WORD.findall(text, first, span[0]) if first >= 0 else []
    after = WORD.findall(text, span[1], last) if last >= 0 else []
    beside = [*_nearest(reversed(before), reach), *_nearest(after, reach)]
    return telling(word for word in beside if names or word.islower())


def _nearest(words: Iterable[str], most: int) -> list[str]:
    found: list[str] = []
    for word in words:
        if folded(word) not in STOPS:
            found.append(word)
            if len(found) == most:
                break
    return found
