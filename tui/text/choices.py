"""Filling in by key: a key for each of some choices, and what may be meant by what was typed."""

from collections.abc import Iterable, Sequence
from string import digits


def keys_for(choices: Sequence[str]) -> dict[str, str]:
    """A key for each choice: a letter of its own, the first that no other has, else a digit.

    What is left when all are taken has none.
    """
    keys: dict[str, str] = {}
    for choice in choices:
        letters = [letter for letter in choice.lower() if letter.isalnum()]
        free = (key for key in (*letters, *digits[1:]) if key not in keys)
        key = next(free, "")
        if key:
            keys[key] = choice
    return keys


def completing(values: Iterable[str], typed: str) -> list[str]:
    """The values that what was typed may become: those that begin so, then those with a word that
    does. Case does not matter; nothing typed is the beginning of all."""
    wanted = typed.strip().casefold()
    known = [value for value in dict.fromkeys(values) if value.casefold() != wanted or not wanted]
    begins = [value for value in known if value.casefold().startswith(wanted)]
    has = [
        value
        for value in known
        if value not in begins and any(word.startswith(wanted) for word in value.casefold().split())
    ]
    return begins + has
