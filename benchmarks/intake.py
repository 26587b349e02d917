"""``python -m benchmarks intake``: files taken in, by the second.

Plain text: the whole command ``claimdesk add`` on a folder of new files of some 4 kB, against a
floor of the same work done bare: each file read, decoded, hashed and inserted into one table, in
one transaction. Web pages: read by two processes (tui/intake/child.py) by the clock, against the
same extraction in this process, one page after another, by the clock and halved; with the CPU time
of both beside it, which a busy machine does not lengthen. Memory: the most that the command had,
for some files and for four times as many. The pages are those of ``extracting``.
"""

import gzip
import hashlib
import os
import re
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time, sleep

from rich.table import Table

from benchmarks.extracting import CORPORA, PAGES
from benchmarks.figures import Growth, Ratio, a_second, growth_table, megabytes, table
from benchmarks.library import texts
from benchmarks.terminal import claimdesk, environment
from tui.intake.child import Readers, Source
from tui.intake.face import Options
from tui.intake.reading import articles_in

FILES = 6000
FEWER = FILES // 4
ROUNDS = 3
RATE = 2000.0
"""Files of plain text a second, at least."""
EXTRACTING = 1.2
"""Times the extractor's own time on as many cores, at most."""
FLAT = 1.3
"""Times the memory for four times the files, at most."""
BARE = "CREATE TABLE bare (uid TEXT PRIMARY KEY, body TEXT)"


def tables(folder: Path) -> Iterator[Table]:
    """What was measured, a table for text, one for pages."""
    rates: dict[str, dict[int, list[float]]] = {"wall": {}, "CPU": {}, "floor, CPU": {}}
    memory: dict[int, list[float]] = {}
    for number in (FEWER, FILES):
        for round_ in range(ROUNDS):
            home = folder / f"{number}-{round_}"
            files = _files(home / "new", number, seed=number + round_)
            wall, cpu, most = add(home)
            for name, seconds in zip(rates, (wall, cpu, bare(home, files)), strict=True):
                rates[name].setdefault(number, []).append(number / seconds)
            memory.setdefault(number, []).append(most)
    aims = {"wall": RATE, "CPU": RATE, "floor, CPU": None}
    yield growth_table(
        "Plain text into the store, by the number of files",
        [
            Growth(
                f"files a second, {name}", runs, aims[name], plain=True, more=True, show=a_second
            )
            for name, runs in rates.items()
        ]
        + [Growth("memory at most", memory, FLAT, show=megabytes)],
    )
    if CORPORA and PAGES.is_dir():
        yield table("A web page, two processes against the extractor's own time", pages())


def _files(folder: Path, number: int, seed: int) -> list[Path]:
    """New files of plain text."""
    folder.mkdir(parents=True)
    files = []
    for at, text in enumerate(islice(texts(seed), number)):
        files.append(folder / f"{at:05}.txt")
        files[-1].write_text(text, encoding="utf-8")
    return files


def add(home: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds, and bytes of memory at most, to add the new files to a new database."""
    command = [claimdesk(), "add", str(home / "new"), "--db", str(home / "annotations.db")]
    begun, most = perf_counter(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment(home))
    while not (ended := os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
        most = max(most, _memory(process.pid))
        sleep(0.005)
    wall = perf_counter() - begun
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not ended:
        raise subprocess.CalledProcessError(process.returncode, command)
    return wall, used.ru_utime + used.ru_stime, most


def _memory(pid: int) -> float:
    """Bytes that a process has had at most; what it was forked from is not its own."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    return int(found[1]) * 1024.0 if found else 0.0


def bare(home: Path, files: list[Path]) -> float:
    """CPU seconds for what cannot be left out."""
    begun = process_time()
    with closing(sqlite3.connect(home / "bare.db", isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute(BARE)
        bare.execute("BEGIN")
        for file in files:
            raw = file.read_bytes()
            row = hashlib.sha256(raw).hexdigest(), raw.decode()
            bare.execute("INSERT INTO bare VALUES (?, ?)", row)
        bare.execute("COMMIT")
    return process_time() - begun


def pages() -> list[Ratio]:
    """Seconds a page: by the clock, and of the processors."""
    golds = [gzip.decompress(file.read_bytes()) for file in sorted(PAGES.glob("*.html.gz"))]
    sources = [Source(f"{number}.html", data) for number, data in enumerate(golds * 3)]
    list(articles_in(golds[0], "page.html", Options()))  # what is imported is not counted
    runs: list[list[float]] = [[], [], [], []]
    with Readers(Options(), processes=2) as readers:
        list(readers.read(sources[:8]))
        for _ in range(ROUNDS):
            begun, cpu = perf_counter(), _cpu(readers)
            assert sum(bool(found) for _, found in readers.read(sources)) == len(sources)
            runs[0].append((perf_counter() - begun) / len(sources))
            runs[2].append((_cpu(readers) - cpu) / len(sources))
            begun, cpu = perf_counter(), process_time()
            for one in sources:
                list(articles_in(one.data or b"", one.name, Options()))
            runs[1].append((perf_counter() - begun) / len(sources) / 2)
            runs[3].append((process_time() - cpu) / len(sources))
    return [
        Ratio("by the clock, half of one process", runs[0], runs[1], EXTRACTING),
        Ratio("of the processors", runs[2], runs[3], EXTRACTING),
    ]


def _cpu(readers: Readers) -> float:
    """CPU seconds of this process and those that read."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    clock = os.sysconf("SC_CLK_TCK")
    spent = own.ru_utime + own.ru_stime
    for process in readers._all:
        fields = Path(f"/proc/{process.running.pid}/stat").read_text("ascii").rpartition(")")[2]
        spent += sum(map(int, fields.split()[11:13])) / clock
    return spent
