"""Letters for the words in sight: one for the nearest, two for the others."""

from collections.abc import Sequence
from math import ceil
from string import ascii_letters

Span = tuple[int, int]


def labelled(words: Sequence[Span]) -> dict[str, Span]:
    """A label for each word, in their order: as many single letters as there can be come first.

    No label begins another. Beyond 52 x 52 words there are none.
    """
    count = len(ascii_letters)
    openers = min(count, max(0, ceil((len(words) - count) / (count - 1))))
    single = count - openers
    labels = [*ascii_letters[:single]]
    labels += [first + second for first in ascii_letters[single:] for second in ascii_letters]
    return dict(zip(labels, words, strict=False))
