"""What a command costs as a whole process, against an interpreter that does nothing.

CPU time, user and system, from the start of the process to its end, as the kernel counts it for
the one who waits. Output goes to a pipe that is read. The database is the worked example's.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Ratio
from benchmarks.terminal import claimdesk, environment
from benchmarks.texts import example

RUNS = 30
AIM = 6.0


def measure(folder: Path) -> list[Ratio]:
    """Run each command in turn with `python -c pass`."""
    database = str(example(folder))
    ratios = []
    for arguments in (["list"], ["export", "jsonl"]):
        name = f"claimdesk {' '.join(arguments)}"
        command = [claimdesk(), *arguments, "--db", database]
        ours, nothing = [], []
        for run in range(RUNS + 1):
            costs = (
                cpu_of(command, folder),
                cpu_of([sys.executable, "-c", "pass"], folder),
            )
            if run:  # the first only fills the caches
                ours.append(costs[0])
                nothing.append(costs[1])
        ratios += [
            Ratio(f"{name}, CPU, median", ours, nothing, AIM),
            Ratio(f"{name}, CPU, best", [min(ours)], [min(nothing)], AIM),
        ]
    return ratios


def cpu_of(command: Sequence[str], home: Path) -> float:
    """CPU seconds of a command from start to end."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(home), cwd=home)
    assert process.stdout is not None
    with process.stdout as output:
        output.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime
