"""What one key costs: a move of the cursor, and an annotation made.

Claimdesk and TextArea show the same text in terminals of the same size, and are measured in turn.
A key is sent only once the program is at rest; its cost is the CPU time of the program until it
is at rest again, less what the program uses when nothing is asked of it. That is all work the key
brings about, and of the work that comes later (the view is written 0.2 s after a move) the share
that falls into such a run of keys.

A move to the next word has the same move for its peer, a move to the next sentence one to the
next line. An annotation is a tag's key on a sentence, until the annotation is in the database on
the disk and on the screen with everything that tells of it. Its peer is one more span shown: first
in the way TextArea offers, then in the least way there could be, which has no aim since it leaves
out nearly all that an annotation is (benchmarks.peers). The moves in between are not counted.

"reader alone" is the desk's reader without the desk, widget against widget.
"""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from benchmarks.figures import Ratio, kilobytes
from benchmarks.terminal import Terminal, claimdesk, peer
from benchmarks.texts import long_text

AIMS = {6_000: 8.0, 1_000_000: 20.0}
"""How much less CPU than TextArea, by size of the text in bytes."""
ROUNDS = 5
KEYS = 20
"""Keys in a round of moves: 100 of each kind and size in all."""
MARKS = 6
"""Annotations in a round: few enough for the sentences of the short text."""


MOVES = (("next word", b"w", b"\x1b[1;5C"), ("next sentence", b"j", b"\x1b[B"))
"""What it is called, our key, TextArea's."""
MARK, SHOW, TINT = b"1", b"s", b"m"
NEXT, NEXT_OF_AREA = b"j", b"\x1b[B"
"""What is pressed before each annotation, and not measured."""
TO_THE_TOP = b"g"


@dataclass(slots=True)
class Keys:
    """What the keys of a kind took on one side: a mean for each round."""

    cpu: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    latency: list[float] = field(default_factory=list)

    def press(self, side: "Side", key: bytes, before: bytes | None, times: int) -> None:
        """Press a key some times and take down the round."""
        costs, latencies = [], []
        for _ in range(times):
            if before is not None:
                side.terminal.press(before)
            cost, latency = side.terminal.press(key)
            costs.append(cost)
            latencies.append(latency)
        self.cpu.append(fmean(cost.cpu - side.at_rest * cost.wall for cost in costs))
        self.drawn.append(fmean(cost.drawn for cost in costs))
        self.latency.append(fmean(latencies))


class Side:
    """A program at rest on its text, and what it uses when nothing is asked of it."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        terminal.settle(1.0)
        self.at_rest = terminal.idle(1.0)
        self.kinds: dict[str, Keys] = {}

    def round(self, kind: str, key: bytes, before: bytes | None, times: int) -> None:
        """One round of a kind of key."""
        self.kinds.setdefault(kind, Keys()).press(self, key, before, times)


def measure(folder: Path) -> list[Ratio]:
    """Press the keys on both sides, for each size of text."""
    ratios: list[list[Ratio]] = [[], [], []]
    for size, aim in AIMS.items():
        text = long_text(size, folder)
        desk = [claimdesk(), "--db", str(folder / f"{size}.db"), str(text)]
        with (
            Terminal(desk, folder) as ours,
            Terminal(peer("reader", str(text)), folder) as reader,
            Terminal(peer("textarea", str(text)), folder) as area,
        ):
            sides = Side(ours), Side(reader), Side(area)
            press_all(*sides)
        label = f"{size // 1000} kB" if size < 1_000_000 else f"{size // 1_000_000} MB"
        for part, found in zip(ratios, compared(*sides, label, aim), strict=True):
            part += found
    return [ratio for part in ratios for ratio in part]


def press_all(ours: Side, reader: Side, area: Side) -> None:
    """The rounds of moves, each from the top, then those of annotations down the text."""
    for _ in range(ROUNDS):
        for name, our_key, key_of_area in MOVES:
            for side, key in ((ours, our_key), (reader, our_key), (area, key_of_area)):
                side.terminal.send(TO_THE_TOP)
                side.round(name, key, None, KEYS)
    for side in (ours, reader, area):
        side.terminal.send(TO_THE_TOP)
    for _ in range(ROUNDS):
        ours.round("annotation", MARK, NEXT, MARKS)
        reader.round("annotation", MARK, NEXT, MARKS)
        area.round("annotation", SHOW, NEXT_OF_AREA, MARKS)
        area.round("tint", TINT, NEXT_OF_AREA, MARKS)


def compared(
    ours: Side, reader: Side, area: Side, label: str, aim: float
) -> tuple[list[Ratio], ...]:
    """CPU, bytes and latency of each kind of key; only for CPU there is an aim."""
    alone = [(f"{kind}, {label}", keys, area.kinds[kind]) for kind, keys in reader.kinds.items()]
    pairs = [(f"{kind}, {label}", keys, area.kinds[kind]) for kind, keys in ours.kinds.items()]
    annotation, tint = ours.kinds["annotation"], area.kinds["tint"]
    return (
        [
            *(Ratio(f"CPU, {name}", o.cpu, a.cpu, aim, less=True) for name, o, a in pairs),
            Ratio(f"CPU, annotation / tint, {label}", annotation.cpu, tint.cpu, less=True),
            *(Ratio(f"reader alone, {name}", o.cpu, a.cpu, aim, less=True) for name, o, a in alone),
        ],
        [
            Ratio(f"bytes drawn, {name}", o.drawn, a.drawn, less=True, show=kilobytes)
            for name, o, a in pairs
        ],
        [
            Ratio(f"key → first byte, {name}", o.latency, a.latency, less=True)
            for name, o, a in pairs
        ],
    )
