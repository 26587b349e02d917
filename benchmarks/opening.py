"""Opening the desk and an article, and going through the list, in libraries of several sizes.

The desk runs in a real terminal. It is open when it has come to rest; the CPU is that of its whole
process until then. A key's CPU is counted as in `benchmarks.keys`. An article is also opened
without the desk: its text, annotations and relations are read, each time of another article.
"""

import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.figures import Growth, milliseconds
from benchmarks.library import opened
from benchmarks.terminal import Terminal, claimdesk
from tui.store import annotations, articles, relations
from tui.store.connection import Store

RUNS = 5
ARTICLES = 200
"""Articles opened without the desk."""
KEYS = 10
AIM = 1.5
READ = 0.001
"""Seconds to read an article: a hundredth of what a reader notices, however deep it lies."""
LIBRARY, DOWN, TO_THE_END, TO_THE_START, OPEN, LEAVE = b"O", b"j", b"G", b"g", b"\r", b"\x1b"
NARROW, WORDS = b"/", b"Reut"
"""What is typed narrows the list to one source in six, first letter first."""

Sizes = dict[int, list[float]]


def measure(libraries: Mapping[int, Path], home: Path) -> list[Growth]:
    """Open the desk on each library in turn, press keys in its list, open articles."""
    cpu, wall, alone = (dict[int, list[float]]((size, []) for size in libraries) for _ in range(3))
    for run in range(RUNS + 1):
        for size, library in libraries.items():
            costs = start(library, home)
            if run:  # the first only fills the caches, and leaves a view to come back to
                cpu[size].append(costs[0])
                wall[size].append(costs[1])
    for size, library in libraries.items():
        with opened(library) as store:
            alone[size] = read_articles(store)
    return [
        Growth("desk opened, CPU", cpu, AIM),
        Growth("desk, first text, wall", wall, AIM),
        Growth("article read", alone, READ, plain=True, show=microseconds),
        *keys(libraries, home),
    ]


def microseconds(seconds: float) -> str:
    """Seconds as microseconds, or as milliseconds when they are many."""
    return f"{seconds * 1e6:.0f} µs" if seconds < 0.001 else milliseconds(seconds)


def start(library: Path, home: Path) -> tuple[float, float]:
    """CPU seconds until the desk is at rest, seconds until words of its first article are drawn."""
    with opened(library) as store:
        words = telling_word(articles.read(store, next(articles.each(store)).uid).text)
    with Terminal([claimdesk(), "--db", str(library)], home) as terminal:
        drawn = terminal.until([words])
        terminal.settle(0.3)
        return terminal.cpu, drawn.wall


def telling_word(text: str) -> str:
    """A word in sight when an article is opened, that its title and its start have not."""
    start = text[:250]
    return next(word for word in re.findall(r"\b[a-z]{6,12}\b", text[250:900]) if word not in start)


def read_articles(store: Store) -> list[float]:
    """Seconds to read an article with all that is on it, for articles drawn by lot."""
    rng = Random(2)
    total = articles.count(store)
    took = []
    for _ in range(ARTICLES):
        (about,) = articles.page(store, rng.randrange(total), 1)
        begun = perf_counter()
        articles.read(store, about.uid)
        annotations.of_article(store, about.uid)
        relations.of_article(store, about.uid)
        took.append(perf_counter() - begun)
    return took


def keys(libraries: Mapping[int, Path], home: Path) -> list[Growth]:
    """What keys cost in the list: down, to the end, a letter that narrows it, opening a row."""
    kinds = ("list, next row", "list, to its end", "list, a letter typed", "list, row opened")
    found: dict[str, Sizes] = {kind: {size: [] for size in libraries} for kind in kinds}
    with ExitStack() as running:
        desks = {
            size: running.enter_context(Terminal([claimdesk(), "--db", str(library)], home))
            for size, library in libraries.items()
        }
        for desk in desks.values():
            desk.settle(0.5)
        for _ in range(RUNS):
            for size, desk in desks.items():
                down, end, letters, row = round_of_keys(desk)
                for kind, costs in zip(kinds, (down, [end], letters, [row]), strict=True):
                    found[kind][size] += costs
    return [Growth(f"{kind}, CPU", sizes, AIM) for kind, sizes in found.items()]


def round_of_keys(desk: Terminal) -> tuple[list[float], float, list[float], float]:
    """CPU seconds of each key of a kind."""
    desk.send(LIBRARY)
    desk.send(TO_THE_START)
    down = [desk.press(DOWN)[0].cpu for _ in range(KEYS)]
    end = desk.press(TO_THE_END)[0].cpu
    desk.send(NARROW)
    letters = [desk.press(bytes([letter]))[0].cpu for letter in WORDS]
    desk.send(LEAVE)
    desk.send(TO_THE_START)
    desk.send(DOWN)
    return down, end, letters, desk.press(OPEN)[0].cpu
