"""How soon the first results of a search are there, in libraries of several sizes.

Warm: each search is made once before those that count. The peer is ``grep -rF`` over the same texts
as files, measured in the same run on the largest library: until its first line, or until it ends
where there is nothing to find.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Growth
from benchmarks.library import opened
from benchmarks.terminal import environment
from tui.store import articles
from tui.store.connection import Store
from tui.store.search import find
from tui.text.query import parse

RUNS = 5
PATIENCE = 10.0
"""Seconds after which what takes so long is not searched for again."""
AIM = 0.1
"""Seconds."""
NOWHERE = "a part that is nowhere"
"""Has no aim: there is no first result, every text is looked at, and the desk stays free."""
WORDS = {
    "a common word": ("president", "president"),
    "two words": ("senate budget", None),
    "a phrase": ('"supreme court"', "Supreme Court"),
    "a start": ("elect*", None),
    "a part of words": ("*resident*", "resident"),
    "a word that is nowhere": ("xylophonist", "xylophonist"),
    NOWHERE: ("*ylophon*", "ylophon"),
}
"""What is searched for, and what grep is given where it can look for the same."""


def measure(libraries: Mapping[int, Path], home: Path) -> list[Growth]:
    """Search each library for each of the words."""
    took = {
        name: {size: search_all(library, words) for size, library in libraries.items()}
        for name, (words, _) in WORDS.items()
    }
    folder = home / "texts"
    with opened(libraries[max(libraries)]) as store:
        as_files(store, folder)
    found = []
    for name, (_, literal) in WORDS.items():
        peers = [grep(literal, folder, home) for _ in range(RUNS)] if literal else None
        aim = None if name == NOWHERE else AIM
        found.append(Growth(f"first of {name}", took[name], aim, peers, plain=True))
    return found


def search_all(library: Path, words: str) -> list[float]:
    """Seconds until the first passages, each time of a new connection to warm files."""
    took: list[float] = []
    for _ in range(RUNS + 1):
        if sum(took) > PATIENCE:
            break
        with opened(library) as store:
            begun = perf_counter()
            next((batch for batch in find(store, parse(words)) if batch), None)
            took.append(perf_counter() - begun)
    return took[1:] or took


def as_files(store: Store, folder: Path) -> None:
    """Every text as a file of its own, a thousand in a folder."""
    for number, about in enumerate(articles.each(store)):
        below = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            below.mkdir(parents=True)
        text = articles.text_of(store, about.uid)
        (below / f"{number:06}.txt").write_text(text, encoding="utf-8")


def grep(literal: str, folder: Path, home: Path) -> float:
    """Seconds until its first line, or until it has found nothing."""
    begun = perf_counter()
    command = ["grep", "-rF", literal, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(home)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        took = perf_counter() - begun
        process.kill()
    return took
