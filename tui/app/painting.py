"""From a line of an article to the cells that show it: tints, underlines, keys at the edges.

An annotation is a tint with its tag's key in the blank cell before it, or after it where that one
is taken; a second annotation on the same words adds an underline, a third a double one, so that
nesting shows without colour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui.app.comfort import Comfort
from tui.app.marks import Marks
from tui.app.theme import Shades
from tui.model import Annotation, Tag
from tui.text.graphemes import next_boundary
from tui.text.layout import Layout

SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNKEYED = "•"
OPENING = "“‘\"'«„([{—–"
CLOSING = "”’\"'»)]}.,;:!?—–"

NO_LETTERS: Mapping[int, str] = MappingProxyType({})
NO_SIGNS: Mapping[int, tuple[str, Style]] = MappingProxyType({})

Overlay = tuple[int, int, Style]
"""A span and what to add to the style under it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the annotations of a codebook are shown: styles by tag path, in colour or without."""

    shades: Shades
    tags: Mapping[str, Tag]
    colourless: bool = False
    comfort: Comfort = field(default_factory=Comfort)

    def colour(self, annotation: Annotation) -> str:
        tag = self.tags.get(annotation.tag)
        return tag.colour if tag else ""

    def key(self, annotation: Annotation) -> str:
        """The mark at an annotation's edge: its tag's key, small where it is a digit."""
        tag = self.tags.get(annotation.tag)
        key = (tag.key[-1:] if tag else "").translate(SMALL)
        return key if cell_len(key) == 1 else UNKEYED

    def style(self, covering: tuple[Annotation, ...], chosen: bool) -> Style:
        """The style where these annotations lie upon one another, the innermost last."""
        if not covering:
            return self.shades.text
        colour = self.colour(covering[-1])
        base = (self.shades.strong if chosen else self.shades.tints).get(colour)
        style = base or self.shades.tint(colour)
        depth = len(covering) + self.colourless
        if depth > 1:
            style += Style(underline=depth == 2, underline2=depth > 2)
        return style


@dataclass(frozen=True, slots=True)
class Line:
    """One painted line: its segments, their cells, and the keys to its left and right."""

    segments: list[Segment]
    cells: int
    gutter: Segment
    tail: Segment | None


Stand = dict[int, tuple[str, Style]]
"""What stands on the cluster at an offset instead of the cluster."""


def paint(
    layout: Layout,
    y: int,
    marks: Marks,
    look: Look,
    chosen: str | None = None,
    overlays: Sequence[Overlay] = (),
    letters: Mapping[int, str] = NO_LETTERS,
    pairs: Mapping[int, str] = NO_LETTERS,
    signs: Mapping[int, tuple[str, Style]] = NO_SIGNS,
) -> Line:
    """Paint line `y`. `overlays` restyle spans, `letters` stand on clusters by their offsets.

    Those of `pairs`, which are two to a word, are quieter; `signs` stand on blank cells that no
    key takes.
    """
    start, end = layout.line_start(y), layout.line_end(y)
    found = marks.within(start, end)
    stand, gutter = _keys(layout.text, start, end, marks, found, look)
    for at, sign in signs.items():
        stand.setdefault(at, sign)
    quiet = look.shades.bar + Style(bold=True, underline=True)
    stand.update((at, (letter, quiet)) for at, letter in pairs.items())
    stand.update((at, (letter, look.shades.letter)) for at, letter in letters.items())
    words_end = start + len(layout.text[start:end].rstrip())
    ends = {start, end, words_end}
    ends.update(edge for one in found for part in one.fragments for edge in (part.start, part.end))
    ends.update(edge for first, last, _ in overlays for edge in (first, last))
    ends.update(edge for at in stand for edge in (at, next_boundary(layout.text, at)))
    segments, width, tail = [], 0, None
    show = _plain if layout.plain(y) else _clustered
    for left, right in pairwise(sorted(edge for edge in ends if start <= edge <= end)):
        shown, cells = show(layout, y, left, right)
        # The blank that hangs at a line's end is not tinted, so that edges are straight.
        style = _style(left, found, look, chosen) if left < words_end else look.shades.text
        if left in stand:
            key, over = stand.pop(left)
            shown = key.ljust(cells)
            style = (
                over
                if left in letters or left in pairs
                else Style(color=over.color, bgcolor=style.bgcolor)
            )
        for first, last, more in overlays:
            if first <= left < last:
                style += more
        if cells:
            segments.append(Segment(shown, style))
            width += cells
        elif shown:
            tail = Segment(shown, style)
    for key, over in stand.values():  # behind the text's last character
        tail = Segment(key, over)
    return Line(segments, width, gutter, tail)


def _plain(layout: Layout, _: int, left: int, right: int) -> tuple[str, int]:
    shown = layout.text[left:right].rstrip("\n")
    return shown, len(shown)


def _clustered(layout: Layout, y: int, left: int, right: int) -> tuple[str, int]:
    inside = [cluster for cluster in layout.clusters(y) if left <= cluster.start < right]
    return "".join(one.shown for one in inside), sum(one.cells for one in inside)


def _style(offset: int, found: list[Annotation], look: Look, chosen: str | None) -> Style:
    """The style at an offset: of the shortest annotation there, or of the chosen one."""
    covering = [annotation for annotation in found if annotation.covers(offset)]
    covering.sort(key=lambda one: (one.uid == chosen, one.start - one.end))
    return look.style(tuple(covering), bool(covering) and covering[-1].uid == chosen)


def _keys(
    text: str, start: int, end: int, marks: Marks, found: list[Annotation], look: Look
) -> tuple[Stand, Segment]:
    """The tags' keys on the blank cells of a line by offset, and the one in the gutter beside it.

    A key stands before the words where its annotation starts, beyond an opening quotation mark or
    bracket. Where that cell is not blank, or another annotation's, it stands after the words; where
    that is not blank either, in the gutter. A key at the line's end stands beyond the text.
    """
    stand: Stand = {}
    gutter: Segment | None = None
    spare: Segment | None = None
    # The keys of further fragments take the cells that are left.
    parts = [(one, one.fragments[0]) for one in found]
    parts += [(one, part) for one in found for part in one.fragments[1:]]
    for annotation, part in parts:
        mark = look.key(annotation), look.shades.label(look.colour(annotation))
        before, after = cell_before(text, part.start), cell_after(text, part.end)
        if is_blank(text, before) and _first_behind(text, before, marks) in (None, annotation):
            if before < start <= part.start < end:
                gutter = gutter or Segment(*mark)
            elif start <= before < end:
                stand.setdefault(before, mark)
        elif is_blank(text, after):
            if start <= after < end or after == end == len(text):
                stand.setdefault(after, mark)
        elif start <= part.start < end:
            spare = spare or Segment(*mark)
    return stand, gutter or spare or Segment(" ", look.shades.text)


def rivals(text: str, annotation: Annotation, marks: Marks) -> list[Annotation]:
    """The annotations that want their key in the same cell, this one among them if it is marked."""
    starts = {cell_before(text, part.start) for part in annotation.fragments}
    return [other for before in starts for other in _behind(text, before, marks)]


def _first_behind(text: str, before: int, marks: Marks) -> Annotation | None:
    """The first of the annotations whose key could stand in a cell."""
    return next(iter(_behind(text, before, marks)), None)


def _behind(text: str, before: int, marks: Marks) -> list[Annotation]:
    """The annotations whose words, or the marks that open them, begin right behind a cell."""
    end = before + 1
    while end < len(text) and text[end] in OPENING:
        end += 1
    near = marks.within(before + 1, end + 1)
    return [other for other in near if _starts_behind(text, other, before)]


def _starts_behind(text: str, annotation: Annotation, before: int) -> bool:
    return any(cell_before(text, part.start) == before for part in annotation.fragments)


def is_blank(text: str, at: int) -> bool:
    """Whether a key can stand at an offset without hiding anything; the text's ends are blank."""
    return not 0 <= at < len(text) or text[at] in " \n"


def cell_before(text: str, at: int) -> int:
    """The offset of the cell in front of some words and the marks that open them, -1 at the top."""
    while at > 0 and text[at - 1] in OPENING:
        at -= 1
    return at - 1


def cell_after(text: str, at: int) -> int:
    """The offset of the cell behind some words and the marks that close them."""
    while at < len(text) and text[at] in CLOSING:
        at += 1
    return at
