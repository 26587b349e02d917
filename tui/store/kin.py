"""Which articles share words with one, found by the search index and not by reading them."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from heapq import nsmallest

from tui.store import frequencies
from tui.store.connection import Store

FEW = 10
"""Articles with a word up to which it is always asked for."""
SHARE = 10
"""Of the articles, one in so many may have a word that is asked for."""
LISTED = 50_000
"""Articles read from the lists of all words together, the rarest words first."""


def sharing(
    store: Store, words: Iterable[str], limit: int, without: Collection[str] = ()
) -> list[tuple[str, int]]:
    """The articles that have most of these words: uid and of how many, those with most first.

    Only rare words are asked for: those in at most a tenth of the articles, in no more than 1,000,
    and the rarest first until 50,000 places are read. So what a library of any size costs is
    bounded, and words that are everywhere say nothing. `without` are uids to leave out. An article
    counts with the text it has now; removed ones do not.
    """
    total, counts = frequencies.of(store, words)
    highest = min(frequencies.COUNTED - 1, max(FEW, total // SHARE))
    numbers = {frequencies.phrase(word): number for word, number in counts.items()}
    rare = sorted((number, asked) for asked, number in numbers.items() if 0 < number <= highest)
    found: Counter[int] = Counter()
    read = 0
    for number, asked in rare:
        read += number
        if read > LISTED:
            break
        rows = store.rows("SELECT rowid FROM text_fts WHERE text_fts MATCH ?", (asked,))
        found.update(text for (text,) in rows)
    return _articles(store, found, limit, frozenset(without))


def _articles(
    store: Store, found: Counter[int], limit: int, without: frozenset[str]
) -> list[tuple[str, int]]:
    """The articles that have the texts found, those with the highest counts."""
    wanted, shared = limit + len(without), list[tuple[str, int]]()
    while True:
        best = nsmallest(wanted, found.items(), key=lambda one: (-one[1], one[0]))
        ids = json.dumps([text for text, _ in best])
        rows = store.rows(
            "SELECT text_id, uid FROM article"
            " WHERE text_id IN (SELECT value FROM json_each(?)) AND NOT deleted",
            (ids,),
        )
        uids = dict(rows)
        shared = [(uids[text], number) for text, number in best if text in uids]
        shared = [one for one in shared if one[0] not in without]
        if len(shared) >= limit or len(best) < wanted:
            return shared[:limit]
        wanted *= 2  # earlier texts and removed articles were among them
