"""A name for a group of articles: the words that tell most of what it is about, and the month."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from tui.text.tokens import words_in

WORDS = 3
"""Words of a name."""
ALIKE = 4
"""Letters at the start that two words of a name do not share: of Mali and Malian one is enough."""

_WORD = re.compile(r"[^\W_]+")


def named(
    words: Sequence[str],
    texts: Sequence[str],
    days: Sequence[int | None],
    taken: Collection[str] = (),
) -> str:
    """A name made of folded words, the most telling first: ``Tuareg, Wagner, Mali 2024-07``.

    They are written as the texts mostly write them; the month is that of the first known day.
    Where a name is `taken`, the next word is in it too, at last a number.
    """
    known = [day for day in days if day is not None]
    month = f" {date.fromordinal(min(known)):%Y-%m}" if known else ""
    chosen = _written(_unlike(words), texts)
    for number in range(WORDS, max(WORDS, len(chosen)) + 1):
        name = (", ".join(chosen[:number]) + month).strip()
        if name and name not in taken:
            return name
    name = name or "story"
    numbered = (name, *(f"{name} ({number})" for number in range(2, len(taken) + 3)))
    return next(one for one in numbered if one not in taken)


def _unlike(words: Sequence[str]) -> list[str]:
    """The first words that are no numbers and do not begin alike."""
    chosen: list[str] = []
    for word in words:
        short = len(word) < WORDS or word.isdecimal()
        if not short and all(word[:ALIKE] != other[:ALIKE] for other in chosen):
            chosen.append(word)
    return chosen[: 2 * WORDS]


def _written(words: Sequence[str], texts: Sequence[str]) -> list[str]:
    """These folded words as they are mostly written."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in Counter(form for text in texts for form in _WORD.findall(text)).items():
        for word in words_in(form):
            if word in words:
                forms[word][form] += count
    return [
        min(forms[word], key=lambda form: (-forms[word][form], form)) if word in forms else word
        for word in words
    ]
