"""What every form of the matrix says of a cell."""

from tui.compare.matrix import Cell, Matrix, Row


def told(cell: Cell) -> str:
    """A cell in words: ``differs: ≥84 (Northern Tuareg rebels)``; a proposed one has ``?``."""
    if cell.kind == "absent":
        return "absent"
    kind = f"{cell.kind}?" if cell.proposed else cell.kind
    who = f" ({cell.who})" if cell.who else ""
    return f"{kind}: {cell.text}{who}"


def kind(row: Row) -> str:
    """Whether a row is a person's claim or a proposed one."""
    return "claim" if row.claim else "proposed"


def heading(matrix: Matrix) -> list[str]:
    """The names of the sources, told apart where two have the same."""
    return [
        f"{label} ({uid[:8]})" if matrix.labels.count(label) > 1 else label
        for label, uid in zip(matrix.labels, matrix.uids, strict=True)
    ]
