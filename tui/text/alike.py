"""Whether two wordings are likely to speak of the same, judged by the words they share."""

from tui.text.tokens import words_in

SHORT = 4
"""Letters below which a word that is no figure says little."""
ENOUGH = 0.5
"""The share of the shorter one's words that the other has, from which on they are alike."""


def alike(one: str, other: str) -> bool:
    """Whether half of the telling words of the shorter wording stand in the other."""
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return False
    return len(first & second) >= ENOUGH * min(len(first), len(second))


def _telling(words: str) -> set[str]:
    found = words_in(words)
    long = {word for word in found if len(word) >= SHORT or not word.isascii() or word.isdigit()}
    return long or set(found)
