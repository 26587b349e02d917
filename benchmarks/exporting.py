"""Exporting and listing libraries of several sizes: memory, which is not to grow, and time.

`tables` has every format whose packages are here, by the annotations it writes in a second, from
the start of the command to its end: by the clock, for which the aims are, and by the CPU time of
all its processes, which others at work on the machine do not lengthen as much.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rich.table import Table

from benchmarks.figures import Growth, a_second, growth_table, megabytes, milliseconds
from benchmarks.library import MARKED, libraries
from benchmarks.terminal import claimdesk, environment
from tui.formats.registry import FORMATS, load

COMMANDS = (["export", "jsonl"], ["export", "csv"], ["list", "--json"])
WATCH = """
import os, resource, sys, time
begun = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,
    file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - begun
print(used.ru_maxrss * 1024, used.ru_utime + used.ru_stime, wall)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs a command from a small process: Linux counts what its parent held as the child's own."""
MEMORY, TIME = 1.2, 1.5
"""Aims: how much more the largest library may take than the smallest, time by the article."""
SIZES = (1_000, 10_000)
RATES = {"jsonl": 30_000}
RATE = 10_000
"""Aims: annotations in a second, of some formats and of the others that need no package."""
PACKAGES = {"cas": "cassis", "parquet": "pyarrow", "spacy": "spacy"}
"""What a format is written with, by the extra that brings it."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a command took: the most memory that one of its processes held, in bytes, and seconds
    of CPU, of all of them, and by the clock."""

    peak: float
    cpu: float
    wall: float


def tables(folder: Path, sizes: Sequence[int]) -> Iterator[Table | str]:
    """Each format's rates, and its memory at the smallest size and the largest."""
    made = libraries(folder, sizes or SIZES)
    clock, cpu, memory = [], [], []
    for name in filter(is_here, sorted(FORMATS)):
        used = {size: exported(name, library, folder) for size, library in made.items()}
        aim = None if load(name).EXTRA else RATES.get(name, RATE)
        walls = {size: [MARKED * size / one.wall] for size, one in used.items()}
        cpus = {size: [MARKED * size / one.cpu] for size, one in used.items()}
        peaks = {size: [one.peak] for size, one in used.items()}
        clock.append(Growth(name, walls, aim, plain=True, more=True, show=a_second))
        cpu.append(Growth(name, cpus, plain=True, more=True, show=a_second))
        memory.append(Growth(name, peaks, MEMORY, show=megabytes))
    yield growth_table("Annotations exported in a second, by articles", clock)
    yield ""
    yield growth_table("Annotations exported in a second of CPU, by articles", cpu)
    yield ""
    yield growth_table("Peak memory of an export, by articles", memory)
    yield ""


def is_here(name: str) -> bool:
    """Whether the package that a format is written with is installed; most need none."""
    extra = load(name).EXTRA
    return not extra or find_spec(PACKAGES[extra]) is not None


def exported(name: str, library: Path, folder: Path) -> Used:
    """What an export into a file or folder used, as `run` has it.

    It stays in the benchmark's folder. For some minutes after many files were removed, ext4 takes
    ten times as long to make new ones: it passes over each inode that was in use a moment ago.
    """
    out = folder / f"{name}-{library.stem}{load(name).SUFFIX}"
    return run(["export", name, "-o", str(out)], library, folder)


def measure(libraries: Mapping[int, Path], home: Path) -> list[Growth]:
    """Run each command on each library, its output thrown away."""
    memory, time = [], []
    for arguments in COMMANDS:
        used = {size: run(arguments, library, home) for size, library in libraries.items()}
        name = " ".join(arguments)
        peaks = {size: [one.peak] for size, one in used.items()}
        each = {size: [1000 * one.cpu / size] for size, one in used.items()}
        memory.append(Growth(f"{name}, peak memory", peaks, MEMORY, show=megabytes))
        time.append(Growth(f"{name}, CPU by 1,000", each, TIME, show=milliseconds))
    return [*memory, *time]


def run(arguments: list[str], library: Path, home: Path) -> Used:
    """What a command took."""
    command = [claimdesk(), *arguments, "--db", str(library)]
    done = subprocess.run(
        [sys.executable, "-S", "-c", WATCH, *command],
        stdout=subprocess.PIPE,
        env=environment(home),
        check=True,
    )
    return Used(*map(float, done.stdout.split()))
