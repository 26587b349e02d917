"""``python -m benchmarks [start] [keys] [commands] [merging] …``: all of them, or those named.

Each prints a table: the medians of both sides, how they compare, and beside it the aim. Nothing
fails when an aim is missed, only when a program could not be measured. All take some minutes.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks import (
    commands,
    exporting,
    extracting,
    following,
    intake,
    keys,
    latency,
    merging,
    regions,
    scale,
    start,
    suggestions,
)
from benchmarks.figures import Ratio, table
from benchmarks.terminal import COLUMNS, ROWS, NoAnswerError

Measure = Callable[[Path], list[Ratio]]

BENCHMARKS: dict[str, tuple[str, Measure]] = {
    "start": ("Start, against a Textual app with one line of text", start.measure),
    "keys": ("One key, against TextArea(read_only=True, soft_wrap=True)", keys.measure),
    "commands": ("A command to a pipe, against python -c pass", commands.measure),
    "merging": ("A merge, against inserting its log bare", merging.measure),
}
APART = (
    "exporting",
    "extracting",
    "following",
    "intake",
    "latency",
    "regions",
    "scale",
    "suggestions",
)
"""What has several tables of its own."""


def tables(
    name: str, folder: Path, sizes: list[int], folders: Sequence[Path]
) -> Iterator[Table | str]:
    """What a benchmark prints."""
    if name == "scale":
        yield from scale.tables(folder, sizes)
        return
    if name == "latency":
        for made in latency.tables(folder, sizes):
            yield made
            yield ""
        return
    if name == "exporting":
        yield from exporting.tables(folder, sizes)
        return
    if name == "extracting":
        for made in extracting.tables(folders):
            yield made
            yield ""
        return
    if name == "regions":
        yield from regions.tables()
        yield ""
        return
    if name == "intake":
        for made in intake.tables(folder):
            yield made
            yield ""
        return
    if name == "following":
        for made in following.tables(folder):
            yield made
            yield ""
        return
    if name == "suggestions":
        yield from suggestions.tables(folder)
        return
    title, measure = BENCHMARKS[name]
    yield table(title, measure(folder))
    yield ""


def main(words: list[str]) -> str | None:
    """Run the benchmarks of these names, or all. Returns what went wrong, if it did."""
    sizes = sorted(int(word) for word in words if word.isdecimal())
    folders = [Path(word) for word in words if os.sep in word and Path(word).is_dir()]
    names = [word for word in words if not word.isdecimal() and Path(word) not in folders]
    if unknown := [name for name in names if name not in (*BENCHMARKS, *APART)]:
        return f"no benchmark {unknown[0]!r}: there are {', '.join((*BENCHMARKS, *APART))}"
    if not sys.platform.startswith("linux"):
        return "the benchmarks read the CPU clocks of other processes, which only Linux allows"
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(f"In a terminal of {COLUMNS}×{ROWS}; medians of several runs, taken in turn.\n")
    failed = []
    for name in names or (*BENCHMARKS, *APART):
        with TemporaryDirectory(prefix="claimdesk-") as folder:
            try:
                for part in tables(name, Path(folder), sizes, folders):
                    console.print(part)
            except (NoAnswerError, CalledProcessError) as error:
                failed.append(name)
                console.print(f"{name}: {error}\n", markup=False)
    return f"not measured: {', '.join(failed)}" if failed else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
