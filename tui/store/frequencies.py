"""In how many of the library's articles a word occurs, from the search index: always current.

The index has every text there is, those of removed articles and earlier ones as well, and all of
them are counted: they are what words were like in the news all the same.
"""

from collections.abc import Iterable

from tui.store.connection import Store
from tui.text.tokens import words_in

COUNTED = 1000
"""Articles with a word that are counted one by one, the earliest first."""
LATEST = 500
"""Articles with it among the latest, from which the number of those between is projected."""
REMEMBERED = 100_000
"""Words whose counts a store holds in memory while no text comes in."""

EARLIEST = (
    "SELECT count(*), max(rowid) FROM (SELECT rowid FROM text_fts WHERE text_fts MATCH ? LIMIT ?)"
)
BEHIND = (
    "SELECT count(*), min(rowid) FROM"
    " (SELECT rowid FROM text_fts WHERE text_fts MATCH ? AND rowid > ?"
    "  ORDER BY rowid DESC LIMIT ?)"
)


def of(store: Store, words: Iterable[str]) -> tuple[int, dict[str, int]]:
    """How many articles the library has, and in how many each word occurs, by the word as given.

    Words are folded as the index folds them; one that is several words to it ("ex-minister") is
    looked for as a phrase. Up to 1,000 articles the count is exact, beyond it an estimate (within
    a fifth, as measured): SQLite reads the whole list of a word to count it, 20 ms for a common
    one in 100,000 articles.
    """
    total = int(store.value("SELECT max(id) FROM text") or 0)  # texts are never removed
    if store.frequencies[0] != total or len(store.frequencies[1]) > REMEMBERED:
        store.frequencies = (total, {})
    known = store.frequencies[1]
    phrases = {word: phrase(word) for word in words}
    for asked in phrases.values():
        if asked not in known:
            known[asked] = _count(store, asked, total) if asked else 0
    return total, {word: known[asked] for word, asked in phrases.items()}


def phrase(word: str) -> str:
    """What the index is asked for a word; empty where there is no letter or digit in it."""
    folded = " ".join(words_in(word))
    return f'"{folded}"' if folded else ""


def _count(store: Store, asked: str, total: int) -> int:
    ((number, last),) = store.rows(EARLIEST, (asked, COUNTED))
    if number < COUNTED:
        return int(number)
    ((behind, first),) = store.rows(BEHIND, (asked, last, LATEST))
    if behind < LATEST:
        return int(number + behind)
    return int(number + round(behind / (total - first + 1) * (total - last)))
