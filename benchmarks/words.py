"""What the word counts and the search for kin cost, by articles: CPU time, everything read anew."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.figures import Growth, milliseconds
from tui.store import articles, frequencies, kin
from tui.store.connection import Store
from tui.store.opening import open_reader
from tui.text.tokens import words_in

ASKED = 20
"""Articles whose words are asked for."""
COUNTING, SHARING = 0.1, 0.15
"""Aims in seconds, the words of an article of 4 kB."""


def measure(libraries: Mapping[int, Path], folder: Path) -> list[Growth]:
    """Count the words of some articles, and look for the ten that share most with each."""
    asked: dict[str, Callable[[Store, str, list[str]], object]] = {
        "the words of an article counted": lambda store, uid, words: frequencies.of(store, words),
        "its kin found, words counted too": lambda store, uid, words: kin.sharing(
            store, words, 10, [uid]
        ),
    }
    runs: dict[str, dict[int, list[float]]] = {what: {} for what in asked}
    for size, path in libraries.items():
        for what, ask in asked.items():
            with open_reader(path) as store:
                runs[what][size] = [_timed(store, ask, uid) for uid in _uids(store, size)]
    aims = dict(zip(asked, (COUNTING, SHARING), strict=True))
    return [Growth(what, runs[what], aims[what], plain=True, show=milliseconds) for what in asked]


def _uids(store: Store, size: int) -> list[str]:
    """Articles from all over the library."""
    number = min(ASKED, size)
    return [articles.page(store, place * (size // number), 1)[0].uid for place in range(number)]


def _timed(store: Store, ask: Callable[[Store, str, list[str]], object], uid: str) -> float:
    words = sorted(set(words_in(articles.text_of(store, uid))))
    store.frequencies = (0, {})
    begun = time.process_time()
    ask(store, uid, words)
    return time.process_time() - begun
