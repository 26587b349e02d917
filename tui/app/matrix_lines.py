"""The lines of the matrix: a row for each claim with a cell for each source, and one row in full.

What a cell says has a sign and, where there is room, a word, so that it needs no colour.
"""

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from tui.app.labels import fitted
from tui.app.theme import Shades
from tui.compare.matrix import Cell, Matrix, Row
from tui.formats.matrix_rows import told
from tui.text.safety import display_line

SIGNS = {"asserted": "✓", "denied": "✗", "reported": "»", "differs": "!", "absent": "–"}
WORDS = 14
"""The least cells of a column that has the word beside the sign."""
LEAST, MOST = 6, 34
"""The cells of a source's column."""
CHOSEN = "▸"


def columns(width: int, sources: int) -> tuple[int, int]:
    """The cells for the wording of a claim, and for each source's column."""
    column = max(LEAST, min(MOST, (width * 3 // 5) // max(1, sources)))
    return max(8, width - (column + 1) * sources - 2), column


def heading(matrix: Matrix, at: int, width: int, shades: Shades) -> Text:
    """The names of the sources over their columns, the one at hand marked."""
    wording, column = columns(width, len(matrix.labels))
    line = Text(" " * (2 + wording))
    for index, label in enumerate(matrix.labels):
        mark = CHOSEN if index == at else " "
        style = Style(bold=True, underline=True) if index == at else shades.faded
        name = fitted(f"{index + 1} {display_line(label)}", column - 1)
        line.append(mark).append(name, style).append(" ")
    return line


def row(one: Row, width: int, shades: Shades) -> Text:
    """A claim: ``!`` where sources stand against each other, its wording, and what each says."""
    wording, column = columns(width, len(one.cells))
    line = Text().append("! " if one.conflicts else "  ", shades.complaint)
    style = Style(bold=True) if one.claim else Style(italic=True)
    line.append(fitted(display_line(one.wording), wording - 1), style).append(" ")
    for cell in one.cells:
        words, ink = short(cell, column >= WORDS), _ink(cell, shades)
        line.append(" ").append(fitted(words, column - 1), ink).append(" ")
    return line


def short(cell: Cell, with_word: bool) -> str:
    """A cell in short: ``! ≥84``, ``» reported``; a question mark where no one marked it."""
    mark = "?" if cell.proposed else ""
    if cell.kind == "differs":
        return f"{SIGNS[cell.kind]}{mark} {display_line(cell.text)}"
    return f"{SIGNS[cell.kind]}{mark}{' ' + cell.kind if with_word else ''}"


def _ink(cell: Cell, shades: Shades) -> Style:
    if cell.kind == "differs":
        return Style(bold=True)
    return shades.faded if cell.kind == "absent" else Style()


def card(one: Row | None, labels: Sequence[str], at: int, shades: Shades) -> Text:
    """A row in full: the claim, its tags, and what each source says of it."""
    if one is None:
        return Text()
    text = Text().append(display_line(one.wording), Style(bold=True))
    about = [*one.tags] if one.claim else ["proposed: no claim has it", *one.tags]
    if about:
        text.append(f"  {display_line(' · '.join(about))}", shades.faded)
    for index, (label, cell) in enumerate(zip(labels, one.cells, strict=True)):
        mark = CHOSEN if index == at else " "
        text.append(f"\n{mark}{index + 1} {display_line(label)}  ", shades.faded)
        text.append(display_line(told(cell)), Style(bold=cell.kind == "differs"))
    return text
