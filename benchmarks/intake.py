"""``python -m benchmarks intake``: files taken in, by the second, each as a whole command.

Plain text: ``claimdesk add`` on a folder of new files of some 4 kB, against a floor of the same
work done bare: each file read, decoded, hashed and inserted into one table, in one transaction.
They have the words of real paragraphs in another order, so that no two are nearly the same; beside
them stand texts put together from the sentences of two articles, each like many others, which are
held against each other as near copies are.
Web pages: ``claimdesk add`` on a folder of pages, no two with the same text, against the extractor
alone on as many cores (`benchmarks.pooled`), asked for the same, the body and the details, and
asked for the body alone. By the clock, and with the CPU time of all processes beside it, which a
busy machine lengthens less. Memory: the most that the command had, for some files and for four
times as many. The pages are those of ``extracting`` with other words in them.
"""

import gzip
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from random import Random
from time import perf_counter, process_time, sleep

from rich.table import Table

from benchmarks.extracting import CORPORA, PAGES
from benchmarks.figures import Growth, Ratio, a_second, growth_table, megabytes, table
from benchmarks.library import texts
from benchmarks.terminal import ROOT, claimdesk, environment

FILES = 24_000
FEWER = FILES // 4
EACH = 6
"""How often each page comes, in other words."""
ROUNDS = 3
RATE = 2000.0
"""Files of plain text a second, at least."""
EXTRACTING = 1.2
"""Times the extractor's own time on as many cores, at most."""
FLAT = 1.3
"""Times the memory for four times the files, at most."""
_PARAGRAPH = re.compile(rb"(<p[^>]*>)([^<]{80,})(</p>)")
BARE = "CREATE TABLE bare (uid TEXT PRIMARY KEY, body TEXT)"


def tables(folder: Path) -> Iterator[Table]:
    """What was measured, a table for text, one for pages."""
    rates: dict[str, dict[int, list[float]]] = {"wall": {}, "CPU": {}, "floor, CPU": {}}
    alike: dict[int, list[float]] = {}
    memory: dict[int, list[float]] = {}
    for number, rounds in ((FEWER, ROUNDS), (FILES, 1)):
        for round_ in range(rounds):
            home = folder / f"{number}-{round_}"
            files = _files(home / "new", number, seed=number + round_)
            wall, cpu, most = add(home)
            for name, seconds in zip(rates, (wall, cpu, bare(home, files)), strict=True):
                rates[name].setdefault(number, []).append(number / seconds)
            memory.setdefault(number, []).append(most)
            _files(folder / f"alike-{number}-{round_}" / "new", number, number + round_, alike=True)
            wall, _, _ = add(folder / f"alike-{number}-{round_}")
            alike.setdefault(number, []).append(number / wall)
    aims = {"wall": RATE, "CPU": RATE}
    yield growth_table(
        f"Plain text into the store, by the number of files (load {_load()})",
        [
            Growth(
                f"files a second, {name}",
                runs,
                aims.get(name),
                plain=True,
                more=True,
                show=a_second,
            )
            for name, runs in (rates | {"wall, texts like many others": alike}).items()
        ]
        + [Growth("memory at most", memory, FLAT, show=megabytes)],
    )
    if CORPORA and PAGES.is_dir():
        made = pages(folder / "pages")
        yield table(f"Web pages into the store, against the extractor alone (load {_load()})", made)


def _load() -> str:
    """How many processes wanted a processor in the last minute, those measured among them."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def _files(folder: Path, number: int, seed: int, alike: bool = False) -> list[Path]:
    """New files of plain text, no two of them nearly the same unless they are to be."""
    folder.mkdir(parents=True)
    files, order = [], Random(seed)
    for at, text in enumerate(islice(texts(seed), number)):
        files.append(folder / f"{at:05}.txt")
        mixed = text if alike else "\n\n".join(_mixed(text.split("\n\n"), order))
        files[-1].write_text(mixed, encoding="utf-8")
    return files


def _mixed(paragraphs: list[str], order: Random) -> Iterator[str]:
    """The paragraphs with their words in another order."""
    for paragraph in paragraphs:
        found = paragraph.split()
        order.shuffle(found)
        yield " ".join(found)


def add(home: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds, and bytes of memory at most, to add the new files to a new database."""
    command = [claimdesk(), "add", str(home / "new"), "--db", str(home / "annotations.db")]
    return run(command, environment(home))


def run(command: Sequence[str], settings: Mapping[str, str]) -> tuple[float, float, float]:
    """Seconds, CPU seconds, and bytes of memory at most that a command needs; the memory is that of
    its first process, the CPU seconds those of all."""
    begun, most = perf_counter(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=settings)
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


def pages(folder: Path) -> list[Ratio]:
    """Seconds a page, by the clock and of the processors."""
    number = _pages(folder / "new")
    bare = [sys.executable, "-m", "benchmarks.pooled", str(folder / "new")]
    ours, same, body = _Runs(), _Runs(), _Runs()
    for _ in range(ROUNDS):
        for left in folder.glob("annotations.db*"):
            left.unlink()
        ours.add(number, *add(folder)[:2])
        for runs, command in ((same, bare), (body, [*bare, "body"])):
            runs.add(number, *run(command, {**environment(folder), "PYTHONPATH": str(ROOT)})[:2])
    return [
        Ratio("asked for the same, by the clock", ours.wall, same.wall, EXTRACTING),
        Ratio("asked for the same, CPU", ours.cpu, same.cpu, EXTRACTING),
        Ratio("for the body alone, by the clock", ours.wall, body.wall),
        Ratio("for the body alone, CPU", ours.cpu, body.cpu),
    ]


@dataclass
class _Runs:
    """Seconds a page, run by run."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, number: int, wall: float, cpu: float) -> None:
        """One run over so many pages."""
        self.wall.append(wall / number)
        self.cpu.append(cpu / number)


def _pages(folder: Path) -> int:
    """Real pages, each several times: of another site, and with another text in its paragraphs."""
    folder.mkdir(parents=True)
    golds = [gzip.decompress(file.read_bytes()) for file in sorted(PAGES.glob("*.html.gz"))]
    made = texts(seed=7)
    for at, page in enumerate(golds * EACH):
        site = re.sub(rb"(https?://)(?:www\.)?", rb"\g<1>n%d." % at, page)
        (folder / f"{at:04}.html").write_bytes(_PARAGRAPH.sub(_Retold(next(made)), site))
    return len(golds) * EACH


class _Retold:
    """Paragraphs with other words, as long as they were."""

    def __init__(self, text: str) -> None:
        self.words = cycle(text.encode().split())

    def __call__(self, found: re.Match[bytes]) -> bytes:
        return found[1] + b" ".join(next(self.words) for _ in found[2].split()) + found[3]
