"""The last stage before the terminal: only cells that look otherwise than those sent are sent.

Textual writes each line it painted anew as a whole, each piece of it with its full style. Here the
cells sent last are kept. Of a line painted anew the runs of cells that differ are written, a style
where it changes, and of that what changed. What a terminal may give another width than we do (wide
characters, combining marks, emoji) is not reckoned with by cells: a piece with such text, and what
stands to the right of it, is written whole, as Textual does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui.text.safety import display_line

Piece = tuple[int, int, Strip]
"""A row, a column, and what stands there."""

ONE_CELL = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0556"
    "\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u209c\u20a0-\u20c0"
    "\u2190-\u2193\u2212\u2500-\u25a9]*"
)
"""Text of which each character is one cell in every terminal set to a Western language."""

UNKNOWN = ""
"""What stands in a cell of which nothing is known: it is like no character."""
NEAR = 4
"""Cells that did not change between two runs, up to which they are written again: going over them
takes as many bytes."""
RESET = "\x1b[0m"
_PLAIN = Style.null()


@dataclass(frozen=True, slots=True)
class Pen:
    """A style as the terminal is told it: parameters of SGR."""

    attributes: frozenset[str]
    ink: str
    paper: str

    def after(self, other: "Pen") -> str:
        """What makes this pen of another."""
        if other.attributes - self.attributes:
            return f"\x1b[{';'.join(['0', *self._all()])}m"
        new = sorted(self.attributes - other.attributes)
        if self.ink != other.ink:
            new.append(self.ink or "39")
        if self.paper != other.paper:
            new.append(self.paper or "49")
        return f"\x1b[{';'.join(new)}m"

    def _all(self) -> list[str]:
        return [*sorted(self.attributes), *filter(None, (self.ink, self.paper))]


@lru_cache(maxsize=2048)
def pen_of(codes: str) -> Pen:
    """The pen that parameters of SGR, as Rich writes them, make of a fresh one."""
    attributes: set[str] = set()
    colours = {"3": "", "4": ""}
    rest = iter(codes.split(";") if codes else ())
    for code in rest:
        if code in ("38", "48"):
            kind = next(rest)
            more = [next(rest) for _ in range(1 if kind == "5" else 3)]
            colours[code[0]] = ";".join((code, kind, *more))
        elif len(code) == 2 and code[0] in "34":
            colours[code[0]] = code
        elif len(code) == 2 and code[0] == "9":
            colours["3"] = code
        elif len(code) == 3:
            colours["4"] = code
        else:
            attributes.add(code)
    return Pen(frozenset(attributes), colours["3"], colours["4"])


@lru_cache(maxsize=4096)
def change(codes: str, to: str) -> str:
    """What makes a pen of some codes one of others; nothing where they come to the same."""
    before, after = pen_of(codes), pen_of(to)
    return after.after(before) if after != before else ""


class Sent:
    """The cells of the terminal as they were sent last."""

    def __init__(self) -> None:
        self._size = (0, 0)
        self._text: list[list[str]] = []
        self._codes: list[list[str]] = []

    def forget(self) -> None:
        """Reckon with nothing: the terminal was resized, or another program wrote on it."""
        self._size = (0, 0)

    def fit(self, width: int, height: int) -> None:
        """Take the terminal to be this large; where it was not before, nothing of it is known."""
        if self._size != (width, height):
            self._size = width, height
            self._text = [[UNKNOWN] * width for _ in range(height)]
            self._codes = [[""] * width for _ in range(height)]

    def write(self, pieces: Iterator[Piece], colours: ColorSystem) -> str:
        """What brings these pieces onto the terminal. They are taken as sent."""
        return "".join(part for piece in pieces for part in self._piece(*piece, colours))

    def _piece(self, y: int, x: int, strip: Strip, colours: ColorSystem) -> Iterator[str]:
        width, height = self._size
        if not 0 <= y < height or not 0 <= x < width:
            return
        old_text, old_codes = self._text[y], self._codes[y]
        cells = _cells(strip, colours)
        if cells is None:
            old_text[x:] = [UNKNOWN] * (width - x)
            yield _whole(y, x, harmless(strip), colours)
            return
        text, codes = cells
        end = x + len(text)
        if end > width:
            end = width
            del text[end - x :], codes[end - x :]
        before = old_text[x:end], old_codes[x:end]
        if before == (text, codes):
            return
        old_text[x:end], old_codes[x:end] = text, codes
        if UNKNOWN in before[0]:
            yield _whole(y, x, strip, colours)
        else:
            yield _runs(y, x, before, (text, codes))


Cells = tuple[list[str], list[str]]
"""The characters of some cells and the codes of their styles."""


def _cells(strip: Strip, colours: ColorSystem) -> Cells | None:
    """The cells of a strip; None where they are not certain."""
    text: list[str] = []
    codes: list[str] = []
    for shown, style, control in strip:
        if control or (style is not None and style.link) or not ONE_CELL.fullmatch(shown):
            return None
        text += shown
        codes += [_codes(style, colours)] * len(shown)
    return text, codes


def _codes(style: Style | None, colours: ColorSystem) -> str:
    return "" if style is None else style._ansi or Strip.render_ansi(style, colours)


def _whole(y: int, x: int, strip: Strip, colours: ColorSystem) -> str:
    parts = [f"\x1b[{y + 1};{x + 1}H"]
    parts += [Strip.render_style(s or _PLAIN, t, colours) for t, s, _ in strip if t]
    return "".join(parts)


def harmless(strip: Strip) -> Strip:
    """A line with text that may be anything, as a terminal may have it: guarded, without links."""
    return Strip(
        Segment(guarded(text), style.update_link(None) if style and style.link else style)
        for text, style, _ in strip
    )


def guarded(text: str) -> str:
    """`text` without what a terminal would act upon or show in another order, in as many cells.

    What has no cell of its own is left out: the rest of the line stays in its place.
    """
    safe = display_line(text)
    if safe is text:
        return text
    both = zip(text, safe, strict=True)
    return "".join(new for old, new in both if old == new or cell_len(old))


def _runs(y: int, x: int, before: Cells, now: Cells) -> str:
    """The cells that differ, with what leads from each to the next."""
    text, codes = now
    differ = [
        at
        for at, (a, b, c, d) in enumerate(zip(*before, text, codes, strict=True))
        if a != c or b != d
    ]
    at, held = differ[0], ""
    parts = [f"\x1b[{y + 1};{x + at + 1}H"]
    for cell in differ:
        if cell - at > NEAR:
            parts.append(f"\x1b[{cell - at}C")
            at = cell
        for place in range(at, cell + 1):
            if codes[place] != held:
                parts.append(change(held, codes[place]))
                held = codes[place]
            parts.append(text[place])
        at = cell + 1
    if held:
        parts.append(RESET)
    return "".join(parts)


class Difference(CompositorUpdate):
    """An update of Textual's, of which only what differs is written."""

    def __init__(
        self, update: LayoutUpdate | ChopsUpdate, sent: Sent, size: tuple[int, int]
    ) -> None:
        self._update = update
        self._sent = sent
        self._wanted = size

    def render_segments(self, console: Console) -> str:
        self._sent.fit(*self._wanted)
        colours = console._color_system or ColorSystem.TRUECOLOR
        return self._sent.write(pieces(self._update), colours)


def pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[Piece]:
    """What an update would write, piece by piece."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, first, last in update.spans:
        for end, (x, there) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if there is not None and x < last and end > first:
                whole = first <= x and end <= last
                yield y, x, there if whole else there.crop(0, min(end, last) - x)
