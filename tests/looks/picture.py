"""Draw kept looks, so that a person can look at them.

``python -m tests.looks.picture NAME… SIZE THEME [-o FILE.svg]``; ``all`` is every screen of a size.
``rsvg-convert -w 1600 look.svg -o look.png`` makes a PNG of it.
"""

import sys
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from rich.cells import cell_len

from tests.looks.form import Ink, Look, read
from tests.looks.walk import WAY

CELL, LINE, GAP, ACROSS = 8.4, 18, 14, 3
"""Pixels of a cell and a line, and between pictures; pictures beside each other."""


def drawn(looks: list[Look], theme: str) -> str:
    """The looks in one theme, some beside each other, as SVG."""
    across = min(ACROSS, len(looks))
    columns, rows = looks[0].size
    width, height = columns * CELL + GAP, rows * LINE + GAP + LINE
    parts = []
    for number, look in enumerate(looks):
        y, x = divmod(number, across)
        parts.append(f'<g transform="translate({x * width:.1f} {y * height:.1f})">')
        parts.append(f'<text x="0" y="{LINE - 4}" fill="#ff00ff">{look.name} {theme}</text>')
        parts += _cells(look, theme)
        parts.append("</g>")
    down = -(-len(looks) // across)
    size = f'width="{across * width:.0f}" height="{down * height:.0f}"'
    font = 'font-family="DejaVu Sans Mono, monospace" font-size="14" xml:space="preserve"'
    ground = '<rect width="100%" height="100%" fill="#808080"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font}>{ground}'
    return "\n".join([svg, *parts, "</svg>\n"])


def _cells(look: Look, theme: str) -> list[str]:
    parts = []
    for y, (line, inks) in enumerate(zip(look.lines, look.styles[theme], strict=True)):
        chars = [char + "\0" * (cell_len(char) - 1) for char in line]
        cells = "".join(chars).ljust(len(inks))
        x = 0
        for ink, run in groupby(inks):
            length = len(list(run))
            parts += _run(ink, cells[x : x + length].replace("\0", ""), x, y + 1, length)
            x += length
    return parts


def _run(ink: Ink, words: str, x: int, y: int, length: int) -> list[str]:
    left, top = x * CELL, y * LINE
    colour, ground = (side if side.isalnum() else "000000" for side in (ink.ink, ink.ground))
    if "r" in ink.attributes:
        colour, ground = ground, colour
    box = f'<rect x="{left:.1f}" y="{top}" width="{length * CELL + 0.3:.1f}" height="{LINE}"'
    parts = [f'{box} fill="#{ground}"/>']
    if not words.strip() and "u" not in ink.attributes:
        return parts
    told = {"b": 'font-weight="bold"', "i": 'font-style="italic"', "d": 'opacity="0.6"'}
    extra = [told[one] for one in ink.attributes if one in told]
    lines = [
        name for key, name in (("u", "underline"), ("s", "line-through")) if key in ink.attributes
    ]
    if lines:
        extra.append(f'text-decoration="{" ".join(lines)}"')
    place = f'x="{left:.1f}" y="{top + 14}" textLength="{length * CELL:.1f}"'
    words = escape(words.replace(" ", "\xa0"))
    parts.append(f'<text {place} fill="#{colour}" {" ".join(extra)}>{words}</text>')
    return parts


def main(words: list[str]) -> None:
    """Draw what the command line names."""
    file = Path("look.svg")
    if "-o" in words:
        at = words.index("-o")
        file = Path(words[at + 1])
        del words[at : at + 2]
    *names, size, theme = words
    width, _, height = size.partition("x")
    if names == ["all"]:
        names = [stop.name for stop in WAY]
    looks = [read(name, (int(width), int(height))) for name in names]
    file.write_text(drawn(looks, theme), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
