"""Rows of a list that are read a page at a time, however many there are."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from tui.errors import DataError

PAGE = 100
PAGES = 8
"""Pages held at once: what is in sight, and what a reader leafs through."""

Row = TypeVar("Row")


class Paged(Generic[Row]):
    """Rows by their place. `read` gives some of them, from a place on and how many.

    A row that was there when they were counted may be gone: asking for it raises DataError.
    """

    def __init__(self, total: int, read: Callable[[int, int], list[Row]]) -> None:
        self._total = total
        self._read = read
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, index: int) -> Row:
        number, within = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(number * PAGE, PAGE)
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        if within >= len(page):
            raise DataError("this is no longer there, it was removed elsewhere: choose another")
        return page[within]
