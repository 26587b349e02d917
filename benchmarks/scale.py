"""What grows with the library and what does not: 100 to 100,000 articles of 4 kB, a million marks.

The libraries are made first, once for all that follows: see `benchmarks.library`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

from rich.table import Table

from benchmarks import adding, committing, exporting, opening, searching, words
from benchmarks.figures import Growth, growth_table
from benchmarks.library import libraries

SIZES = (1_000, 10_000, 100_000)
SMALLEST = 100
"""Articles of the library that opening is compared with."""

Measure = Callable[[Mapping[int, Path], Path], list[Growth]]

PARTS: tuple[tuple[str, Measure], ...] = (
    ("Opening, by articles in the library", opening.measure),
    ("Searching, by articles, against grep -rF", searching.measure),
    ("Counting words and finding kin, by articles", words.measure),
    ("Exporting and listing, by articles", exporting.measure),
    ("Adding files of 4 kB, by articles", adding.measure),
    ("Committing, by annotations, against one bare row with FULL", committing.measure),
)
"""The last two write in the libraries."""


def tables(folder: Path, sizes: Sequence[int]) -> Iterator[Table | str]:
    """The tables, each as soon as it is measured."""
    begun = perf_counter()
    made = libraries(folder, (SMALLEST, *(sizes or SIZES)))
    number = f"{max(made):,} articles with their annotations"
    yield f"Scale: a library of {number} made in {perf_counter() - begun:.0f} s.\n"
    for title, measure in PARTS:
        some = made if measure is opening.measure else {n: made[n] for n in sizes or SIZES}
        yield growth_table(title, measure(some, folder))
        yield ""
