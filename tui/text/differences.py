"""What changed between two versions of a text, as a person reads it.

A word or two that happen to be alike between changes are read as changed: a rewritten sentence is
one sentence gone and one new. No word and no cluster is ever cut.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tui.text.matching import UNIT, Span, Units, border, links, units_of

Kind = Literal["same", "gone", "new"]

WORDS, LETTERS = 3, 12
"""What is alike between two changes is read as alike from so many words and letters on."""

_LETTERED = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of both texts, of the old one alone ("gone") or of the new one alone ("new").

    Spans in code points; in the text that lacks it the span is empty and says where it would be.
    """

    kind: Kind
    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """``[start, end)`` of a combined text: in both versions, in the old or in the new one alone."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Combined:
    """One text in which both versions can be read: what is gone stands before what is new."""

    text: str
    runs: tuple[Piece, ...]

    def of_old(self, start: int, end: int) -> list[Span]:
        """Where ``[start, end)`` of the old text stands, in as many spans as new text parts it."""
        return self._mapped("new", start, end)

    def of_new(self, start: int, end: int) -> list[Span]:
        """Where ``[start, end)`` of the new text stands, in as many spans as gone text parts it."""
        return self._mapped("gone", start, end)

    def _mapped(self, passed_over: Kind, start: int, end: int) -> list[Span]:
        found: list[Span] = []
        place = 0
        for piece in self.runs:
            if piece.kind == passed_over:
                continue
            shift = piece.start - place
            place += piece.end - piece.start
            first, last = max(start + shift, piece.start), min(end + shift, piece.end)
            if first >= last:
                continue
            if found and found[-1][1] == first:
                first = found.pop()[0]
            found.append((first, last))
        return found


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of both texts; `whole` when a paragraph that is in both lies in it."""

    same: bool
    old: Span
    new: Span
    whole: bool = False


def differences(old: str, new: str) -> tuple[Run, ...]:
    """The runs that lead from the old text to the new one, in the order of reading.

    Those that are the same or gone make up the old text, those that are the same or new the new
    one; none is empty. Where words were replaced, "gone" comes right before "new".
    """
    if old == new:
        return (Run("same", (0, len(old)), (0, len(new))),) if old else ()
    runs: list[Run] = []
    for block in _without_islands(_blocks(old, new), old):
        (i, last), (j, end) = block.old, block.new
        if block.same:
            runs.append(Run("same", block.old, block.new))
            continue
        if i < last:
            runs.append(Run("gone", block.old, (j, j)))
        if j < end:
            runs.append(Run("new", (last, last), block.new))
    return tuple(runs)


def combined(old: str, new: str, runs: Iterable[Run]) -> Combined:
    """Both texts in one, of the runs that `differences` gave for them."""
    pieces: list[Piece] = []
    written: list[str] = []
    place = 0
    for run in runs:
        text = new[slice(*run.new)] if run.kind == "new" else old[slice(*run.old)]
        pieces.append(Piece(run.kind, place, place + len(text)))
        written.append(text)
        place += len(text)
    return Combined("".join(written), tuple(pieces))


def _blocks(old: str, new: str) -> Iterator[_Block]:
    """Same and changed stretches in turn, of which some may be empty."""
    ours, theirs = units_of(old), units_of(new)
    i = j = 0  # where the stretch that is the same began
    last = end = 0  # where it ends so far
    whole = False
    for a, b, paragraph in [*links(ours, theirs), (len(ours.keys), len(theirs.keys), False)]:
        first, last_first = _edge(ours, a), _edge(theirs, b)
        if old[last : first[0]] != new[end : last_first[0]]:
            between = _trimmed(old, (last, first[0]), new, (end, last_first[0]))
            yield _Block(True, (i, between.old[0]), (j, between.new[0]), whole)
            yield between
            i, j, whole = between.old[1], between.new[1], False
        last, end, whole = first[1], last_first[1], whole or paragraph
    yield _Block(True, (i, len(old)), (j, len(new)), whole)


def _edge(units: Units, index: int) -> Span:
    """Where a unit stands; behind the last, the end of the text."""
    return units.spans[index] if index < len(units.spans) else (len(units.text), len(units.text))


def _trimmed(old: str, ours: Span, new: str, theirs: Span) -> _Block:
    """A change without the blanks that both sides begin or end with."""
    (i, last), (j, end) = ours, theirs
    head = 0
    while i + head < last and j + head < end and old[i + head] == new[j + head]:
        if not old[i + head].isspace():
            break
        head += 1
    while head and not (border(old, i + head) and border(new, j + head)):
        head -= 1
    i, j = i + head, j + head
    tail = 0
    while i < last - tail and j < end - tail and old[last - tail - 1] == new[end - tail - 1]:
        if not old[last - tail - 1].isspace():
            break
        tail += 1
    while tail and not (border(old, last - tail) and border(new, end - tail)):
        tail -= 1
    return _Block(False, (i, last - tail), (j, end - tail))


def _without_islands(blocks: Iterable[_Block], old: str) -> list[_Block]:
    """The blocks that are not empty, those alike by chance between changes made part of them."""
    kept: list[_Block] = []
    for block in blocks:
        if block.old[0] == block.old[1] and block.new[0] == block.new[1]:
            continue
        if kept and kept[-1].same == block.same:
            kept[-1] = _joined(kept[-1], block)
        elif len(kept) > 1 and kept[-1].same and _is_island(kept[-1], old):
            island = kept.pop()
            kept[-1] = _joined(_joined(kept[-1], island), block)
        else:
            kept.append(block)
    return kept


def _joined(one: _Block, other: _Block) -> _Block:
    """Two blocks in a row as one of the kind of the first."""
    old, new = (one.old[0], other.old[1]), (one.new[0], other.new[1])
    return _Block(one.same, old, new, one.whole or other.whole)


def _is_island(block: _Block, old: str) -> bool:
    """Whether what is alike is too little to be read as such between two changes."""
    if block.whole:
        return False
    text = old[slice(*block.old)]
    words = sum(1 for unit in UNIT.findall(text) if _LETTERED.search(unit))
    return words < WORDS or len(_LETTERED.findall(text)) < LETTERS
