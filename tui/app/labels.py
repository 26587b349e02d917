"""Names in columns: cut to a number of cells where they are longer, and told to be cut."""

from rich.cells import cell_len, set_cell_size


def fitted(name: str, cells: int) -> str:
    """A name in just so many cells, with an ellipsis at the end where some of it is cut off."""
    if cell_len(name) <= cells or cells < 1:
        return set_cell_size(name, max(0, cells))
    return set_cell_size(f"{set_cell_size(name, cells - 1).rstrip()}…", cells)
