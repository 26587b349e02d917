"""Adding files to libraries of several sizes, by the command, as a whole process.

The files are new to the library, 4 kB each; then the same command is given again.
"""

import os
import subprocess
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Growth, a_second
from benchmarks.library import intakes, opened, texts
from benchmarks.terminal import claimdesk, environment
from tui.adding.taking import BATCH
from tui.store import adding
from tui.store.texts import expect_many

FILES = 3000
BATCHES = 10
AIM = 1500.0
"""Files a second."""
HELD = 0.1
"""Seconds that a batch may keep others from writing."""


def measure(libraries: Mapping[int, Path], home: Path) -> list[Growth]:
    """Add to each library, which is larger afterwards."""
    folder = home / "new"
    folder.mkdir()
    for number, text in enumerate(islice(texts(seed=3), FILES)):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    names = ("files added, wall", "files added, CPU", "added again, wall")
    rates: dict[str, dict[int, list[float]]] = {name: {} for name in names}
    held: dict[int, list[float]] = {}
    for size, library in libraries.items():
        wall, cpu = add(folder, library, home)
        again, _ = add(folder, library, home)
        for name, seconds in zip(names, (wall, cpu, again), strict=True):
            rates[name][size] = [FILES / seconds]
        held[size] = held_by(library, seed=size)
    added = [
        Growth(name, found, AIM, plain=True, more=True, show=a_second)
        for name, found in rates.items()
    ]
    return [*added, Growth(f"a batch of {BATCH}", held, HELD, plain=True)]


def add(folder: Path, library: Path, home: Path) -> tuple[float, float]:
    """Seconds, and CPU seconds, to add a folder."""
    begun = perf_counter()
    command = [claimdesk(), "add", str(folder), "--db", str(library)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment(home))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return perf_counter() - begun, used.ru_utime + used.ru_stime


def held_by(library: Path, seed: int) -> list[float]:
    """Seconds that the operation of a batch takes."""
    made = texts(seed=10 + seed)
    took = []
    with opened(library) as store:
        expect_many(store)
        for batch in range(BATCHES):
            some = intakes(batch * BATCH, made, BATCH)
            begun = perf_counter()
            adding.add(store, some)
            took.append(perf_counter() - begun)
    return took
