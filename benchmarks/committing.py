"""Committing one annotation, in databases of several sizes, against the least commit there is.

That is one row put into a table of its own, with ``synchronous=FULL`` in WAL, on the same disk. All
are measured in turn, so that a slow moment of the disk hits each of them.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from benchmarks.figures import Growth
from benchmarks.library import drafts, mark_more, opened
from tui.store import annotations, articles
from tui.store.connection import Store

RUNS = 400
MOST = 1_000_000
"""Annotations that the largest library gets, when it has a tenth of that in articles."""
GROWTH, FLOOR = 1.5, 2.0

Commit = Callable[[], None]


def measure(libraries: Mapping[int, Path], home: Path) -> list[Growth]:
    """Commit in each database in turn, and the bare row between."""
    wall: dict[int, list[float]] = {}
    cpu: dict[int, list[float]] = {}
    with ExitStack() as opening:
        commits: dict[int, Commit] = {}
        for size, library in libraries.items():
            store = opening.enter_context(opened(library))
            if size == max(libraries) and size >= MOST // 10:
                mark_more(store, MOST, Random(4))
            commits[annotations_in(store)] = annotating(store)
        commits[0] = bare(home / "bare.db")
        for run in range(RUNS + 20):
            for size, commit in commits.items():
                took = timed(commit)
                if run >= 20:
                    wall.setdefault(size, []).append(took[0])
                    cpu.setdefault(size, []).append(took[1])
    bare_wall, bare_cpu = wall.pop(0), cpu.pop(0)
    return [
        Growth("annotation committed", wall, FLOOR, bare_wall),
        Growth("the same, by size", wall, GROWTH),
        Growth("annotation committed, CPU", cpu, None, bare_cpu),
        Growth("the same, by size", cpu, GROWTH),
    ]


def annotations_in(store: Store) -> int:
    """How many there are, as a round number."""
    return round(int(store.value("SELECT count(*) FROM annotation")), -2)


def timed(commit: Commit) -> tuple[float, float]:
    """Seconds, and CPU seconds."""
    begun, worked = perf_counter(), process_time()
    commit()
    return perf_counter() - begun, process_time() - worked


def annotating(store: Store) -> Commit:
    """Puts one more annotation on some article."""
    rng = Random(5)
    abouts = articles.page(store, articles.count(store) // 2, 10)
    texts = [(about.uid, articles.text_of(store, about.uid)) for about in abouts]
    ready = iter(
        [draft for _ in range(RUNS) for uid, text in texts for draft in drafts(uid, text, rng, 1)]
    )

    def commit() -> None:
        annotations.add(store, [next(ready)])

    return commit


def bare(path: Path) -> Commit:
    """Puts one more row into a table of its own."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")

    def commit() -> None:
        connection.execute("INSERT INTO t (words) VALUES (?)", ("x" * 100,))

    return commit
