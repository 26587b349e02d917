"""The form in which a look is kept: the characters, and below them which style each has.

A file holds one screen at one size in every theme, since themes differ in their styles alone::

    details 80x24 sheet 4,8 72x13 in dark light contrast safe sixteen
    |the characters of the first line
    …
    a d6d3cb/15171a 23262a/fbfaf7 …
    b …
    1 4a 30b 46a
    2-5 80a

Trailing blanks of a line are not kept, and of blanks only the ground, and a line under or through
them. Each letter stands for one style in each theme: the ink, the
ground, and attributes as letters (``b`` bold, ``i`` italic, ``u`` line under, ``s`` line through,
``r`` reversed, ``d`` dim). After the styles come the runs of each line as a length and a letter;
lines that are alike stand together.
"""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from pathlib import Path

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

KEPT = Path(__file__).parent / "kept"
ATTRIBUTES = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strike",
    "r": "reverse",
    "d": "dim",
}
Rect = tuple[int, int, int, int]


@dataclass(frozen=True)
class Ink:
    """One style: ``rrggbb`` for ink and ground, and its attributes as letters."""

    ink: str
    ground: str
    attributes: str = ""

    def __str__(self) -> str:
        return f"{self.ink}/{self.ground}{self.attributes and '+' + self.attributes}"


@dataclass(frozen=True)
class Look:
    """A screen at one size: its lines of characters, and per theme a style for each cell."""

    name: str
    size: tuple[int, int]
    sheet: Rect
    lines: tuple[str, ...]
    styles: dict[str, tuple[tuple[Ink, ...], ...]]


def seen(
    name: str, size: tuple[int, int], sheet: Rect, cells: dict[str, list[list[Segment]]]
) -> Look:
    """A look made of what stood on the screen in each theme. The characters must be the same."""
    texts = {
        theme: tuple("".join(part.text for part in line).rstrip() for line in lines)
        for theme, lines in cells.items()
    }
    first = next(iter(texts.values()))
    for theme, lines in texts.items():
        assert lines == first, f"{name} has other words in {theme}"
    styles = {theme: tuple(_inks(line) for line in lines) for theme, lines in cells.items()}
    return Look(name, size, sheet, first, styles)


def _inks(line: list[Segment]) -> tuple[Ink, ...]:
    """The style of each cell. A blank has that of the cell before it where it looks the same."""
    found: list[Ink] = []
    for part in line:
        ink = _ink(part.style or Style())
        for char in part.text:
            plain = not char.strip() and not set(ink.attributes) & set("usr")
            found += [Ink("", ink.ground) if plain else ink] * cell_len(char)
    return tuple(found)


def _ink(style: Style) -> Ink:
    sides = (
        "-" if side is None or side.triplet is None else side.triplet.hex[1:]
        for side in (style.color, style.bgcolor)
    )
    return Ink(*sides, "".join(key for key, name in ATTRIBUTES.items() if getattr(style, name)))


def letters() -> Iterator[str]:
    """Names for styles: a to z, A to Z, then aa, ab …"""
    yield from string.ascii_letters
    yield from (one + two for one, two in product(string.ascii_letters, repeat=2))


def written(look: Look) -> str:
    """A look as the text of its file."""
    themes = list(look.styles)
    x, y, width, height = look.sheet
    out = [f"{look.name} {look.size[0]}x{look.size[1]} sheet {x},{y} {width}x{height} in "]
    out[0] += " ".join(themes)
    out += [f"|{line}" for line in look.lines]
    names: dict[tuple[Ink, ...], str] = {}
    fresh = letters()
    runs: list[str] = []
    for row in zip(*look.styles.values(), strict=True):
        parts = []
        for inks, run in groupby(_joined(list(zip(*row, strict=True)))):
            if inks not in names:
                names[inks] = next(fresh)
            parts.append(f"{len(list(run))}{names[inks]}")
        runs.append(" ".join(parts))
    for inks, name in names.items():
        out.append(" ".join([name, *map(str, inks)]))
    at = 1
    for row_of_runs, alike in groupby(runs):
        last = at + len(list(alike)) - 1
        out.append(f"{at}{f'-{last}' if last > at else ''} {row_of_runs}")
        at = last + 1
    return "\n".join(out) + "\n"


def _joined(row: list[tuple[Ink, ...]]) -> Iterator[tuple[Ink, ...]]:
    """The styles of a line, a blank's being those of the cell before it on the same ground."""
    before: tuple[Ink, ...] = ()
    for inks in row:
        if before and all(_same(one, two) for one, two in zip(before, inks, strict=True)):
            yield before
        else:
            yield inks
            before = inks


def _same(before: Ink, ink: Ink) -> bool:
    """Whether a blank of one style cannot be told from one of another."""
    return not (ink.ink or set(before.attributes) & set("usr")) and ink.ground == before.ground


def read(name: str, size: tuple[int, int], kept: Path = KEPT) -> Look:
    """The look that is kept of a screen at a size."""
    return parsed(file_of(name, size, kept).read_text("utf-8"))


def file_of(name: str, size: tuple[int, int], kept: Path = KEPT) -> Path:
    """Where the look of a screen at a size is kept."""
    return kept / f"{size[0]}x{size[1]}" / f"{name}.txt"


def parsed(text: str) -> Look:
    """The look that a file tells of."""
    head, *rest = text.splitlines()
    name, size, _, at, extent, _, *themes = head.split()
    lines = tuple(line[1:] for line in rest if line.startswith("|"))
    legend: dict[str, dict[str, Ink]] = {}
    rows: dict[str, list[tuple[Ink, ...]]] = {}
    for line in rest[len(lines) :]:
        first, *words = line.split(" ")
        if first.isalpha():
            legend[first] = dict(zip(themes, map(_read_ink, words), strict=True))
            continue
        start, _, last = first.partition("-")
        for _ in range(int(start), int(last or start) + 1):
            for theme in themes:
                rows.setdefault(theme, []).append(_spread(words, legend, theme))
    x, y = _pair(at, ",")
    return Look(
        name,
        _pair(size, "x"),
        (x, y, *_pair(extent, "x")),
        lines,
        {theme: tuple(found) for theme, found in rows.items()},
    )


def _pair(told: str, between: str) -> tuple[int, int]:
    one, _, two = told.partition(between)
    return int(one), int(two)


def _read_ink(told: str) -> Ink:
    colours, _, attributes = told.partition("+")
    ink, _, ground = colours.partition("/")
    return Ink(ink, ground, attributes)


def _spread(runs: Sequence[str], legend: dict[str, dict[str, Ink]], theme: str) -> tuple[Ink, ...]:
    found: list[Ink] = []
    for run in runs:
        count = run.rstrip(string.ascii_letters)
        found += [legend[run[len(count) :]][theme]] * int(count)
    return tuple(found)
