"""How many panes and which side panels a terminal of some width has room for."""

from dataclasses import dataclass

LIBRARY = 28
ANNOTATIONS = 34
ALONE = 60
"""The least width an article keeps beside panels nobody asked for."""
PANE = 43
"""The least width of each of several articles side by side."""
WIDE = 100
"""The least width of a terminal on which articles that are compared stand side by side."""
FOOT = 3
"""Lines under the articles."""
LINES = 4
"""The least height of each of several articles one above the other, its title with it."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is shown: the side panels, how many of the open panes, and whether they are `stacked`
    one above the other."""

    library: bool
    annotations: bool
    panes: int
    stacked: bool = False


def arrange(
    width: int,
    panes: int,
    library: bool | None = None,
    annotations: bool | None = None,
    compared_on: int = 0,
) -> Arrangement:
    """Fit the desk into `width` columns. A panel that is None is shown where there is room.

    Panels give way before panes do; the annotations go last. Panes that are compared, on so many
    lines, are stacked where they have no room beside each other.
    """
    compared = compared_on > 0 and panes > 1
    stacked = compared and (width < WIDE or width // PANE < panes)
    least = ALONE if panes <= 1 or stacked else panes * PANE
    if annotations is None:
        annotations = width - ANNOTATIONS - LIBRARY * bool(library) >= least
    if library is None:
        library = width - LIBRARY - ANNOTATIONS * annotations >= least
    library = library and width - LIBRARY - ANNOTATIONS * annotations >= PANE
    annotations = annotations and width - LIBRARY * library - ANNOTATIONS >= PANE
    room = width - LIBRARY * library - ANNOTATIONS * annotations
    if stacked or (compared and room // PANE < panes):
        most = (compared_on - FOOT) // LINES
        return Arrangement(library, annotations, max(1, min(panes, most)), stacked=True)
    return Arrangement(library, annotations, max(1, min(panes, room // PANE)))


def both_fit(width: int) -> bool:
    """Whether both panels can be open beside one article."""
    return width >= LIBRARY + ANNOTATIONS + PANE
