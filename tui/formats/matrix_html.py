"""The matrix as a page of HTML."""

from collections.abc import Iterator
from typing import BinaryIO

from tui.compare.matrix import Cell, Matrix, Row
from tui.formats.matrix_rows import heading
from tui.formats.page import classed, page, plain, table


def write(matrix: Matrix, stream: BinaryIO) -> None:
    """Write the page."""
    stream.write(page("Claims by sources", _parts(matrix)))


def _parts(matrix: Matrix) -> Iterator[str]:
    yield "<h1>Claims by sources</h1>"
    if not matrix.rows:
        yield "<p>No claim is told by two of these sources, and none was marked.</p>"
        return
    yield '<p class="quiet">Conflicts first. A question mark: proposed, no one marked it here.</p>'
    head = ("claim", *map(plain, heading(matrix)))
    yield table(head, (_row(row) for row in matrix.rows), narrow=0)


def _row(row: Row) -> Iterator[str]:
    sign = f"{classed('sign differs', '!')} " if row.conflicts else ""
    quiet = "" if row.claim else " " + classed("quiet", "proposed")
    tags = f"<br>{classed('quiet', plain(', '.join(row.tags)))}" if row.tags else ""
    yield f"{sign}{plain(row.wording)}{quiet}{tags}"
    for cell in row.cells:
        yield _cell(cell)


def _cell(cell: Cell) -> str:
    if cell.kind == "absent":
        return classed("absent", "absent")
    mark = "?" if cell.proposed else ""
    who = f"<br>{classed('badge', f'[{plain(cell.who)}]')}" if cell.who else ""
    words = classed("value", plain(cell.text)) if cell.kind == "differs" else plain(cell.text)
    return f"{classed(cell.kind, cell.kind + mark)}<br>{words}{who}"
