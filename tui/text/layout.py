"""The wrapped view of one text at one width: offsets to lines and columns, and back.

All line starts are computed at once into an array, since a megabyte takes milliseconds; what a
line looks like is computed when it is asked for. Offsets are code points, columns cells from the
line's start, lines counted from 0.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from unicodedata import category, east_asian_width

from tui.text.graphemes import Cluster, clusters, is_plain, show, spans, tab_cells

_BLANKS = frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
"""White space a line may end with; no-break spaces are not among them."""
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2013\u2014](?=[^\W\d_])")
_NOT_FIRST = frozenset(
    "、。，．：；！？）」』】〉》〕〗々ー・…‥”’)]}.,:;!?»%‰ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NOT_LAST = frozenset("（「『【〈《〔〖“‘([{«„$£€")


class Layout:
    """An immutable text cut into visual lines of at most `width` cells.

    White space at a break hangs: it belongs to the line it closes and may reach past the width.
    A "\\n" belongs to the line it ends, so no line is empty but the only one of an empty text;
    after a final "\\n" there is no further line. A cluster wider than the width stays whole.
    """

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(1, width)
        self._starts = _wrap(text, self.width)

    @property
    def height(self) -> int:
        """How many lines there are, at least one."""
        return len(self._starts)

    def line_start(self, y: int) -> int:
        """Offset of the first character of line `y`."""
        return self._starts[y]

    def line_end(self, y: int) -> int:
        """Offset at which the next line starts, or the text's length."""
        return self._starts[y + 1] if y + 1 < len(self._starts) else len(self.text)

    def line_of(self, offset: int) -> int:
        """The line that holds `offset`; the text's length counts to the last line."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def plain(self, y: int) -> bool:
        """Whether each code point of the line is one cluster of one cell."""
        return is_plain(self.text, self._starts[y], self._shown_end(y))

    def clusters(self, y: int) -> Sequence[Cluster]:
        """The line's clusters without its "\\n", hanging white space included, tabs resolved."""
        return clusters(self.text, self._starts[y], self._shown_end(y))

    def shown(self, y: int) -> str:
        """The line as it may be drawn, without its "\\n"."""
        if self.plain(y):
            return self.text[self._starts[y] : self._shown_end(y)]
        return "".join(cluster.shown for cluster in self.clusters(y))

    def cells(self, y: int) -> int:
        """How many cells the drawn line takes, hanging white space included."""
        if self.plain(y):
            return self._shown_end(y) - self._starts[y]
        return sum(cluster.cells for cluster in self.clusters(y))

    def column_of(self, offset: int) -> int:
        """The column at which the cluster that holds `offset` begins on its line."""
        y = self.line_of(offset)
        if self.plain(y):
            return min(max(offset, 0), self._shown_end(y)) - self._starts[y]
        return sum(cluster.cells for cluster in self.clusters(y) if cluster.end <= offset)

    def offset_at(self, y: int, x: int) -> int:
        """Offset of the cluster at column `x` of line `y`, both drawn into the page.

        Right of the line it is the line's last: its "\\n", hanging blank or last cluster.
        """
        y = min(max(0, y), self.height - 1)
        start, end = self._starts[y], self.line_end(y)
        if start == end:
            return start
        if self.plain(y):
            return start + min(max(0, x), end - start - 1)
        last = start
        for cluster in self.clusters(y):
            last = cluster.start
            x -= cluster.cells
            if x < 0:
                return last
        return end - 1 if self.text[end - 1] == "\n" else last

    def _shown_end(self, y: int) -> int:
        end = self.line_end(y)
        return end - 1 if end > self._starts[y] and self.text[end - 1] == "\n" else end


def _wrap(text: str, width: int) -> "array[int]":
    """Where the lines of `text` start."""
    starts = array("q", [] if text else [0])
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        starts.append(start)
        if not is_plain(text, start, end):
            _wrap_clusters(text, start, end, width, starts)
        elif end - start > width:
            _wrap_plain(text, start, end, width, starts)
        start = end + 1
    return starts


def _wrap_plain(text: str, line: int, end: int, width: int, starts: "array[int]") -> None:
    """Add the line starts inside a paragraph in which every code point takes one cell."""
    while end - line > width:
        reach = line + width + 1
        cut = text.rfind(" ", line, reach) + 1
        for hyphen in _HYPHEN.finditer(text, cut or line, reach):
            cut = hyphen.end()
        cut = cut or line + width
        while cut < end and text[cut] == " ":
            cut += 1
        if cut < end:
            starts.append(cut)
        line = cut


def _wrap_clusters(text: str, start: int, end: int, width: int, starts: "array[int]") -> None:
    """Add the line starts inside any paragraph, cluster by cluster."""
    line = chance = start  # where the line began; where it could be broken last
    column = chance_column = 0
    wide_before = False
    for first, last in spans(text, start, end):
        char = text[first]
        cells = tab_cells(column) if char == "\t" else _at_most(text[first:last])
        if last - first == 1 and char in _BLANKS:
            column += cells
            chance, chance_column, wide_before = last, column, False
            continue
        wide = cells > 1 and _is_wide(char)
        if (wide or wide_before) and first > line and _may_part(text[first - 1], char):
            chance, chance_column = first, column
        if column + cells > width and chance > line:
            starts.append(chance)
            line, column = chance, column - chance_column
        if column + cells > width and first > line:
            starts.append(first)
            line, column = first, 0
        column += cells
        wide_before = wide
        if char == "\u200b" or _HYPHEN.match(text, first, end):
            chance, chance_column = last, column


def _at_most(cluster: str) -> int:
    """The cells a cluster takes in any terminal: for some, a spacing mark (कि) takes one more.

    A line is wrapped for those, or its last words would stand beyond the right edge.
    """
    return show(cluster)[1] + sum(category(char) == "Mc" for char in cluster[1:])


def _is_wide(char: str) -> bool:
    """Whether it is CJK or an emoji, beside which a line may end; a Devanagari conjunct is not."""
    return char >= "\U0001f000" or east_asian_width(char) in "WF"


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two characters of which one is wide."""
    return before not in _NOT_LAST and after not in _NOT_FIRST
