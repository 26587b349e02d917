"""A comparison of two sides measured in turn, as a ratio with an aim, and the tables of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from rich.table import Table

Show = Callable[[float], str]


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds, with as many digits as mean something."""
    ms = 1000 * seconds
    return f"{ms:.1f} ms" if ms < 100 else f"{ms:.0f} ms"


def kilobytes(count: float) -> str:
    """Bytes as kB of 1000."""
    return f"{count / 1000:.2f} kB"


@dataclass(frozen=True, slots=True)
class Ratio:
    """The same thing done by Claimdesk and by a peer, run by run.

    The ratio is the median over the runs, each run's two sides having been measured one right
    after the other: what the machine does meanwhile hits both. `less` tells what is counted: how
    much less ours is than the peer's, or how many times the peer's it is. `aim` is the least or
    the most, in turn; None where there is none. It is an aim, and nothing fails when it is missed.
    """

    what: str
    ours: Sequence[float]
    peers: Sequence[float]
    aim: float | None = None
    less: bool = False
    show: Show = milliseconds

    @property
    def value(self) -> float:
        """The median of the runs' ratios."""
        pairs = zip(self.ours, self.peers, strict=True)
        return median(peer / our if self.less else our / peer for our, peer in pairs)

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.less else self.value <= self.aim

    def said(self) -> str:
        """The ratio in words: ``1.2×``, ``9.1× less``, ``1.4× more``."""
        if not self.less:
            return f"{self.value:.1f}×"
        return f"{self.value:.1f}× less" if self.value >= 1 else f"{1 / self.value:.1f}× more"

    def cells(self) -> tuple[str, ...]:
        """Its row in a table."""
        sign = "≥" if self.less else "≤"
        aim = "" if self.aim is None else f"{sign} {self.aim:g}×"
        met = {None: "", True: "[green]met[/]", False: "[red]missed[/]"}[self.met]
        sides = (f"{self.show(median(side))}" for side in (self.ours, self.peers))
        return (self.what, *sides, self.said(), aim, met)


def size(number: float) -> str:
    """A round number as people say it: 100, 10k, 1M."""
    for unit, short in ((1_000_000, "M"), (1000, "k")):
        if number >= unit:
            return f"{number / unit:g}{short}"
    return f"{number:g}"


def a_second(rate: float) -> str:
    """So many a second."""
    return f"{rate:,.0f}/s"


def megabytes(count: float) -> str:
    """Bytes as MB of a million."""
    return f"{count / 1e6:.1f} MB"


@dataclass(frozen=True, slots=True)
class Growth:
    """The same thing done in libraries of several sizes, smallest first: the runs of each.

    What is compared with the aim is, in turn: the median of the largest library as a multiple of
    the smallest's; with `peers`, of the peer's in the largest library; where it is `plain`, that
    median itself. It is to be at most the aim, or with `more` at least.
    """

    what: str
    runs: Mapping[int, Sequence[float]]
    aim: float | None = None
    peers: Sequence[float] | None = None
    plain: bool = False
    more: bool = False
    show: Show = milliseconds

    @property
    def value(self) -> float:
        """What is compared with the aim."""
        largest = median(self.runs[max(self.runs)])
        if self.plain:
            return largest
        return largest / median(self.peers or self.runs[min(self.runs)])

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.more else self.value <= self.aim

    def cells(self) -> tuple[str, ...]:
        """Its row in a table."""
        met = {None: "", True: "[green]met[/]", False: "[red]missed[/]"}[self.met]
        said = self.show if self.plain else lambda ratio: f"{ratio:.2g}×"
        aim = "" if self.aim is None else f"{'≥' if self.more else '≤'} {said(self.aim)}"
        peer = self.show(median(self.peers)) if self.peers else ""
        values = (self.show(median(runs)) for _, runs in sorted(self.runs.items()))
        return (self.what, *values, peer, said(self.value), aim, met)


def growth_table(title: str, found: Sequence[Growth]) -> Table:
    """The medians at each size, the peer's in the largest library, the ratio and the aim."""
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    made.add_column("", min_width=26, no_wrap=True)
    for name in (*map(size, sorted(found[0].runs)), "peer", "compared", "aim"):
        made.add_column(name, justify="right", no_wrap=True)
    made.add_column("", no_wrap=True)
    for growth in found:
        made.add_row(*growth.cells())
    return made


def table(title: str, ratios: Sequence[Ratio]) -> Table:
    """The medians of both sides, their ratio, the aim and whether it is met."""
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    made.add_column("", min_width=34, no_wrap=True)
    for name in ("claimdesk", "peer", "ratio", "aim"):
        made.add_column(name, justify="right", min_width=9, no_wrap=True)
    made.add_column("", no_wrap=True)
    for ratio in ratios:
        made.add_row(*ratio.cells())
    return made
