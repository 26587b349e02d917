"""How long a key takes to answer while four panes follow one another.

Four articles of the length of the seeds are compared: the two seeds, and two that are put together
of their sentences, so that every sentence is lit somewhere. A key is sent to a desk at rest, as in
`benchmarks.latency`; side by side on a wide terminal, one above the other on a narrow one.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from rich.table import Table

from benchmarks.figures import milliseconds
from benchmarks.latency import FIRST_BYTE, TIMES, Deed, key, p95
from benchmarks.library import opened
from benchmarks.terminal import Answer, Terminal, claimdesk
from tui.store import adding
from tui.store.adding import Intake
from tui.text.policy import decode
from tui.text.sentences import split

SIZES = ((180, 50), (120, 40), (80, 24))
SEEDS = Path(__file__).parents[1] / "seeds"
DEEDS = {
    "sentence": Deed(key(b"j")),
    "sentence back": Deed(key(b"k"), once=(b"G",)),
    "word": Deed(key(b"w")),
    "another leads": Deed(key(b"\t")),
}
AGAIN = 10
"""Keys after which one begins again, so that no end of a text is met."""


def texts() -> list[str]:
    """The two seeds and two articles made of both."""
    one, other = (decode(file.read_bytes()).text for file in sorted(SEEDS.glob("*.txt")))
    sentences = [
        [words[a:b] for a, b in map(found.span, range(len(found)))]
        for words, found in (
            (one, split(one)),
            (other, split(other)),
        )
    ]
    mixed = [line for pair in zip(*sentences, strict=False) for line in pair]
    return [one, other, "\n".join(mixed), "\n".join(reversed(mixed))]


def library(folder: Path) -> Path:
    """A database of these four articles."""
    database = folder / "four.db"
    with opened(database) as store:
        for number, text in enumerate(texts()):
            raw = text.encode()
            adding.add(store, [Intake(decode(raw), raw, f"article-{number}.txt")])
            (folder / f"article-{number}.txt").write_bytes(raw)
    return database


def tables(folder: Path) -> Iterator[Table]:
    """A table for each size of the terminal."""
    database = library(folder)
    files = [str(folder / f"article-{number}.txt") for number in range(4)]
    for columns, rows in SIZES:
        yield _table(
            f"{columns}×{rows}, four panes",
            _measured([claimdesk(), *files, "--db", str(database)], folder, columns, rows),
        )


def _measured(command: list[str], home: Path, columns: int, rows: int) -> dict[str, list[Answer]]:
    with Terminal(command, home) as terminal:
        terminal.resize(columns, rows)
        terminal.until(["4 "])
        terminal.settle(2.0)
        found: dict[str, list[Answer]] = {}
        for kind, deed in DEEDS.items():
            answers = found.setdefault(kind, [])
            while len(answers) < 2 * TIMES:
                if len(answers) % AGAIN == 0:
                    for keys in deed.once:
                        terminal.send(keys)
                    terminal.settle(0.1)
                answers.append(terminal.answer(partial(deed.act, terminal)))
        return found


def _table(title: str, found: dict[str, list[Answer]]) -> Table:
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    made.add_column("p50 and p95", min_width=16, no_wrap=True)
    for name in ("first byte", "CPU to it", "last byte", "CPU p50", "bytes p50", "aim", ""):
        made.add_column(name, justify="right", no_wrap=True)
    for kind, answers in found.items():
        firsts, to_it, lasts = (
            [getattr(one, name) for one in answers] for name in ("first", "cpu_to_first", "last")
        )
        met = "[green]met[/]" if p95(firsts) <= FIRST_BYTE else "[red]missed[/]"
        made.add_row(
            kind,
            *(f"{milliseconds(median(one))} {milliseconds(p95(one))}" for one in (firsts, to_it)),
            f"{milliseconds(median(lasts))} {milliseconds(p95(lasts))}",
            milliseconds(median(one.cpu for one in answers)),
            f"{median(one.drawn for one in answers):.0f}",
            f"≤ {milliseconds(FIRST_BYTE)}",
            met,
        )
    return made
