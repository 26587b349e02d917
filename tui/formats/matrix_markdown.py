"""The matrix as a table of Markdown (GitHub's), for notes and drafts."""

import re
from typing import BinaryIO

from tui.compare.matrix import Matrix
from tui.formats.matrix_rows import heading, told
from tui.text.safety import display_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&~!])")


def write(matrix: Matrix, stream: BinaryIO) -> None:
    """Write the table. Rows that conflict begin with an exclamation mark."""
    lines = [
        _line(["", "claim", *map(_plain, heading(matrix))]),
        _line(["---"] * (2 + len(matrix.labels))),
        *(
            _line(
                [
                    "!" if row.conflicts else "",
                    _plain(row.wording),
                    *(_plain(told(cell)) for cell in row.cells),
                ]
            )
            for row in matrix.rows
        ),
    ]
    stream.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(words: str) -> str:
    """Words as they are: nothing in them is markup, and nothing ends the cell."""
    return _SPECIAL.sub(r"\\\1", display_line(words))
