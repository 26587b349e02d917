"""From the start of `claimdesk` to its first complete frame.

Measured on the worked example, with the place in it remembered from an earlier start, against the
least app Textual can run. Both draw in a real terminal. CPU is that of the whole process since it
was started, imports and interpreter with it; wall time is also since then. A frame is complete
once the text of both articles has been drawn, which comes last. What follows the first frame is
not measured.
"""

from pathlib import Path

from benchmarks import peers
from benchmarks.figures import Ratio
from benchmarks.terminal import Cost, Terminal, claimdesk, peer
from benchmarks.texts import example

RUNS = 12
DRAWN_LAST = ("Suspilne", "backlash")
"""Words of the one and the other article that stand nowhere else on the desk's first screen."""
AIM = 1.3


def measure(folder: Path) -> list[Ratio]:
    """Start both in turn, several times."""
    desk = [claimdesk(), "--db", str(example(folder))]
    ours: list[Cost] = []
    trivial: list[Cost] = []
    for run in range(RUNS + 1):
        costs = (
            first_frame(desk, DRAWN_LAST, folder),
            first_frame(peer("trivial"), (peers.FIRST_WORDS,), folder),
        )
        if run:  # the first only fills the caches
            ours.append(costs[0])
            trivial.append(costs[1])
    return [
        Ratio("first paint, CPU", [o.cpu for o in ours], [t.cpu for t in trivial], AIM),
        Ratio("first paint, wall", [o.wall for o in ours], [t.wall for t in trivial], AIM),
    ]


def first_frame(command: list[str], words: tuple[str, ...], home: Path) -> Cost:
    """What it takes from nothing until these words were drawn."""
    with Terminal(command, home) as terminal:
        cost = terminal.until(words)
        terminal.settle(0.3)  # so that the view is on the disk
        return cost
