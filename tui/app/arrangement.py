"""How many panes and which side panels a terminal of some width has room for."""

from dataclasses import dataclass

LIBRARY = 28
ANNOTATIONS = 34
ALONE = 60
"""The least width an article keeps beside panels nobody asked for."""
PANE = 43
"""The least width of each of several articles side by side."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is shown: the side panels, and how many of the open panes."""

    library: bool
    annotations: bool
    panes: int


def arrange(
    width: int, panes: int, library: bool | None = None, annotations: bool | None = None
) -> Arrangement:
    """Fit the desk into `width` columns. A panel that is None is shown where there is room.

    Panels give way before panes do; the annotations go last.
    """
    least = ALONE if panes <= 1 else panes * PANE
    if annotations is None:
        annotations = width - ANNOTATIONS - LIBRARY * bool(library) >= least
    if library is None:
        library = width - LIBRARY - ANNOTATIONS * annotations >= least
    library = library and width - LIBRARY - ANNOTATIONS * annotations >= PANE
    annotations = annotations and width - LIBRARY * library - ANNOTATIONS >= PANE
    room = width - LIBRARY * library - ANNOTATIONS * annotations
    return Arrangement(library, annotations, max(1, min(panes, room // PANE)))


def both_fit(width: int) -> bool:
    """Whether both panels can be open beside one article."""
    return width >= LIBRARY + ANNOTATIONS + PANE
