"""Exporting and listing libraries of several sizes: memory, which is not to grow, and time."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.figures import Growth, megabytes, milliseconds
from benchmarks.terminal import claimdesk, environment

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
