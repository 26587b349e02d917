"""The matrix as CSV: a row for each claim, for each source how it stands, its value and where.

RFC 4180, UTF-8. `spans` are ``8-12;20-24`` in code points into the article, end exclusive.
"""

import csv
import io
from typing import BinaryIO

from tui.compare.matrix import Cell, Matrix
from tui.formats.matrix_rows import heading, kind

OF_A_SOURCE = ("", " stance", " value", " credited to", " spans", " proposed")


def write(matrix: Matrix, stream: BinaryIO) -> None:
    """Write a header and the rows."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        rows = csv.writer(text)
        sources = [f"{name}{what}" for name in heading(matrix) for what in OF_A_SOURCE]
        rows.writerow(["row", "claim", "wording", "conflicts", "tags", *sources])
        for row in matrix.rows:
            cells = [value for cell in row.cells for value in _cell(cell)]
            conflicts = "yes" if row.conflicts else "no"
            rows.writerow(
                [kind(row), row.claim, row.wording, conflicts, ";".join(row.tags), *cells]
            )
    finally:
        text.detach()  # the stream is its owner's to close


def _cell(cell: Cell) -> tuple[str, ...]:
    spans = ";".join(f"{start}-{end}" for start, end in cell.spans)
    proposed = "" if cell.kind == "absent" else "yes" if cell.proposed else "no"
    return (cell.kind, cell.stance, cell.text, cell.who, spans, proposed)
