"""Exporting and listing libraries of several sizes: memory, which is not to grow, and time.

`tables` has every format that needs no other package, by the annotations it writes in a second of
CPU time, from the start of the command to its end.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import rmtree

from rich.table import Table

from benchmarks.figures import Growth, a_second, growth_table, megabytes, milliseconds
from benchmarks.library import MARKED, libraries
from benchmarks.terminal import claimdesk, environment
from tui.formats.registry import FORMATS, load

COMMANDS = (["export", "jsonl"], ["export", "csv"], ["list", "--json"])
WATCH = """
import os, resource, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,
    file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, used = os.wait4(child, 0)
print(used.ru_maxrss * 1024, used.ru_utime + used.ru_stime)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs a command from a small process: Linux counts what its parent held as the child's own."""
MEMORY, TIME = 1.2, 1.5
"""Aims: how much more the largest library may take than the smallest, time by the article."""
SIZES = (1_000, 10_000)
RATES = {"jsonl": 30_000}
RATE = 10_000
"""Aims: annotations in a second of CPU time, of some formats and of the others."""


def tables(folder: Path, sizes: Sequence[int]) -> Iterator[Table | str]:
    """Each format's rate, and its memory at the smallest size and the largest."""
    made = libraries(folder, sizes or SIZES)
    rates, memory = [], []
    for name in (name for name in sorted(FORMATS) if not load(name).EXTRA):
        used = {size: exported(name, library, folder) for size, library in made.items()}
        by_size = {size: [MARKED * size / cpu] for size, (_, cpu) in used.items()}
        peaks = {size: [peak] for size, (peak, _) in used.items()}
        aim = RATES.get(name, RATE)
        rates.append(Growth(name, by_size, aim, plain=True, more=True, show=a_second))
        memory.append(Growth(name, peaks, MEMORY, show=megabytes))
    yield growth_table("Annotations exported in a second of CPU, by articles", rates)
    yield ""
    yield growth_table("Peak memory of an export, by articles", memory)
    yield ""


def exported(name: str, library: Path, folder: Path) -> tuple[float, float]:
    """What an export into a file or folder used, as `run` has it."""
    out = folder / f"out{load(name).SUFFIX}"
    try:
        return run(["export", name, "-o", str(out)], library, folder)
    finally:
        if out.is_dir():
            rmtree(out)
        else:
            out.unlink(missing_ok=True)


def measure(libraries: Mapping[int, Path], home: Path) -> list[Growth]:
    """Run each command on each library, its output thrown away."""
    memory, time = [], []
    for arguments in COMMANDS:
        used = {size: run(arguments, library, home) for size, library in libraries.items()}
        name = " ".join(arguments)
        peaks = {size: [peak] for size, (peak, _) in used.items()}
        each = {size: [1000 * cpu / size] for size, (_, cpu) in used.items()}
        memory.append(Growth(f"{name}, peak memory", peaks, MEMORY, show=megabytes))
        time.append(Growth(f"{name}, CPU by 1,000", each, TIME, show=milliseconds))
    return [*memory, *time]


def run(arguments: list[str], library: Path, home: Path) -> tuple[float, float]:
    """The most memory a command held, in bytes, and its CPU seconds."""
    command = [claimdesk(), *arguments, "--db", str(library)]
    done = subprocess.run(
        [sys.executable, "-S", "-c", WATCH, *command],
        stdout=subprocess.PIPE,
        env=environment(home),
        check=True,
    )
    peak, cpu = done.stdout.split()
    return float(peak), float(cpu)
