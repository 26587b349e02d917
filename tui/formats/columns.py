"""Numbers in rows of tokens, written once for all articles: a thousand rows of one are put together
by columns, and to write each number anew would take half of the time."""

from typing import AnyStr, Generic

LONGEST = 1 << 15
"""Code points of the longest text whose rows go by columns: for one as long they take 3 MB each."""


class Column(Generic[AnyStr]):
    """What a column has by number, made as far as it is asked for, and kept: `form` with the
    number in it, which is so much `less`."""

    def __init__(self, form: AnyStr, less: int = 0) -> None:
        self.form: AnyStr = form
        self.less = less
        self.made: list[AnyStr] = []

    def until(self, number: int) -> list[AnyStr]:
        """At least so many of them."""
        self.made += [self.form % (n - self.less) for n in range(len(self.made), number)]
        return self.made
