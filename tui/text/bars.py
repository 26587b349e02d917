"""Bars of block characters, and bars made of letters that part a total among several."""

from collections.abc import Sequence
from itertools import pairwise

EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(number: int, most: int, width: int) -> str:
    """A bar for a number in a row where `most` has all the cells, to an eighth of a cell.

    A number above 0 has an eighth at least, so that it is not taken for none.
    """
    if number <= 0 or most <= 0 or width <= 0:
        return ""
    eighths = max(1, round(8 * width * number / most))
    whole, part = divmod(min(eighths, 8 * width), 8)
    return "█" * whole + (EIGHTHS[part] if part else "")


def parted(numbers: Sequence[int], most: int, width: int) -> list[int]:
    """How many cells of a bar each of some numbers gets, where a sum of `most` has all of them.

    Cells are given by running totals, so that they add up to the bar of the sum; a sum above 0 has
    a cell at least.
    """
    total = sum(numbers)
    if total <= 0 or most <= 0 or width <= 0:
        return [0] * len(numbers)
    cells = min(width, max(1, round(width * total / most)))
    edges, running = [0], 0
    for number in numbers:
        running += number
        edges.append(round(cells * running / total))
    return [after - before for before, after in pairwise(edges)]
