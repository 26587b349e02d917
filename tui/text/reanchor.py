"""Moving annotations from an article's old text to a later one, or asking a person.

Both texts are laid side by side word for word (`tui.text.alignment`). A span goes to where its
words went, if they are there in order, nearly all of them, and enough of them and their neighbours
to rule out chance. Otherwise a person chooses among the likeliest places. The figures behind the
thresholds come from `benchmarks/anchoring.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, product
from typing import Literal

from tui.model import Fragment
from tui.text.alignment import FAR, Alignment
from tui.text.anchors import anchor, holds
from tui.text.graphemes import next_boundary, snap
from tui.text.likeliest import SOME, Likeliest
from tui.text.wordmatch import heaviest
from tui.text.words import fold

State = Literal["exact", "moved", "review", "lost"]

LIKE = 0.8
"""Similarity of folded words from which a span is placed without asking."""
TRUST = 0.6
"""Support from which a place is no coincidence."""
ENOUGH = 60.0
"""Bits of linked words that are full support, however much around them was rewritten."""
CLAUSE = 4
"""Words put in from which they are left out, though they do not end as a sentence does."""
CHOICES = 3
"""Candidates shown to a person at most."""


@dataclass(frozen=True)
class Candidate:
    """A place in the new text that a person may choose, with a score of 0 to 1.

    It has a fragment for each one of the annotation that something like it was found for.
    """

    fragments: tuple[Fragment, ...]
    score: float

    @property
    def start(self) -> int:
        return self.fragments[0].start

    @property
    def end(self) -> int:
        return self.fragments[-1].end


@dataclass(frozen=True)
class Placement:
    """Where an annotation is in the new text.

    "exact": its words and the `CONTEXT` code points around them are as they were; "moved": placed,
    though words or surroundings changed a little; "review": a person must choose, perhaps among
    `candidates`, best first; "lost": nothing like it is left. `fragments` are of the new text, and
    empty unless it is placed. `confidence` is 0 to 1: similarity of the words times support; it
    does not count what else speaks against a place, so in review it may be high.
    """

    state: State
    fragments: tuple[Fragment, ...]
    confidence: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Stretches of the new text for one of the old, and how far they are to be trusted."""

    spans: tuple[tuple[int, int], ...]
    similarity: float
    support: float
    sure: bool = False

    @property
    def score(self) -> float:
        return self.similarity * (0.5 + 0.5 * self.support)


class Reanchoring:
    """Places annotations of one text in another. Built once for each pair of texts."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new

    @cached_property
    def _words(self) -> Alignment:
        return Alignment(self._old, self._new)

    @cached_property
    def _likeliest(self) -> Likeliest:
        return Likeliest(self._words)

    def place(self, fragments: Sequence[Fragment]) -> Placement:
        """Where an annotation of the old text is in the new one, all its fragments or none.

        Where sentences or paragraphs came in between, they are left out: it gets a fragment more.
        Raises ValueError when there are no fragments or one does not hold in the old text.
        """
        if not fragments or not all(holds(self._old, fragment) for fragment in fragments):
            raise ValueError("an annotation needs fragments, and they must hold in the old text")
        if self._old == self._new:
            return Placement("exact", tuple(fragments), 1.0)
        places = [self._place(fragment) for fragment in fragments]
        confidence = min(place.similarity * place.support for place in places)
        if all(place.sure for place in places) and _in_order(places):
            made = self._made(places)
            return Placement("exact" if self._same(fragments, made) else "moved", made, confidence)
        candidates = self._candidates(fragments, places)
        return Placement("review" if candidates else "lost", (), confidence, candidates)

    def _made(self, places: Iterable[_Place]) -> tuple[Fragment, ...]:
        """The fragments of the new text at these places."""
        return tuple(anchor(self._new, *span) for place in places for span in place.spans)

    def _same(self, fragments: Sequence[Fragment], made: Sequence[Fragment]) -> bool:
        """Whether all fragments kept their words and their surroundings to the letter."""
        were = [anchor(self._old, fragment.start, fragment.end) for fragment in fragments]
        unplaced = [[replace(part, start=0, end=0) for part in parts] for parts in (were, made)]
        return unplaced[0] == unplaced[1]

    def _place(self, fragment: Fragment) -> _Place:
        """Where the words of a fragment went."""
        words = self._words
        span = words.old.touched(fragment.start, fragment.end)
        linked = self._together(span)
        if not linked:
            return NOWHERE
        pieces = self._pieces(linked)
        starts = [words.new.starts[words.to[piece[0]]] for piece in pieces]
        ends = [words.new.ends[words.to[piece[-1]]] for piece in pieces]
        starts[0], knows_start = self._start(fragment, span, linked[0])
        ends[-1], knows_end = self._end(fragment, span, linked[-1])
        spans = tuple(self._snapped(*pair) for pair in zip(starts, ends, strict=True))
        if any(start >= end for start, end in spans):
            return NOWHERE
        alike = sum(len(words.old.keys[i]) * words.alike(i) for i in linked)
        letters = sum(words.new.letters(words.new.touched(*place)) for place in spans)
        similarity = alike / max(words.old.letters(span), letters)
        edges = [i for piece in pieces for i in (piece[0], piece[-1])]
        support = min(map(self._support, edges))
        sure = (
            (knows_start and knows_end)
            and (similarity >= LIKE and support >= TRUST)
            and words.doubtful.isdisjoint((span[0], span[-1], *edges))
            and all(map(self._holds_together, pieces))
            and _reads_alike(fragment.exact, [self._new[start:end] for start, end in spans])
        )
        return _Place(spans, similarity, support, sure)

    def _snapped(self, start: int, end: int) -> tuple[int, int]:
        """The span, widened to whole clusters."""
        last = snap(self._new, end)
        return snap(self._new, start), end if last == end else next_boundary(self._new, end)

    def _together(self, span: range) -> list[int]:
        """The span's words that are linked to words in order and near each other, most of them."""
        to, keys = self._words.to, self._words.old.keys
        links = [(i, to[i], 1) for i in span if to[i] >= 0]
        if any(one[1] >= other[1] for one, other in pairwise(links)):
            links = [links[n] for n in heaviest(links, [len(keys[i]) for i, _, _ in links])]
        groups: list[list[int]] = []
        for i, j, _ in links:
            if not groups or j - to[groups[-1][-1]] > len(span) + FAR:
                groups.append([])
            groups[-1].append(i)
        return max(groups, key=lambda group: sum(len(keys[i]) for i in group), default=[])

    def _pieces(self, linked: Sequence[int]) -> list[list[int]]:
        """The linked words of a span, parted where sentences came in between its sentences."""
        words = self._words
        pieces = [[linked[0]]]
        for last, i in pairwise(linked):
            between = range(words.to[last] + 1, words.to[i])
            if i == last + 1 and words.old.border(i) and self._apart(between):
                pieces.append([])
            pieces[-1].append(i)
        return pieces

    def _holds_together(self, piece: Sequence[int]) -> bool:
        """Whether no more than a clause came in between two words of a piece."""
        to = self._words.to
        return all(to[i] - to[n] < 2 * CLAUSE or i > n + 1 for n, i in pairwise(piece))

    def _apart(self, between: range) -> bool:
        """Whether new words that came between two sentences are no part of either."""
        new = self._words.new
        if not any(key.isalnum() for key in new.keys[between.start : between.stop]):
            return False
        return len(between) >= CLAUSE or all(map(new.border, (between.start, between.stop)))

    def _start(self, fragment: Fragment, span: range, linked: int) -> tuple[int, bool]:
        """Where the span starts in the new text, and whether that is certain."""
        words = self._words
        place = words.new.starts[words.to[linked]]
        if linked > span[0]:
            before = words.to[span[0] - 1] if span[0] else -1
            added = words.to[linked] - before - 1
            known = (before >= 0 or not span[0]) and 0 <= added <= 2 * (linked - span[0]) + 1
            known = known and not any(map(words.old.border, range(span[0] + 1, linked + 1)))
            known = known and fragment.start <= words.old.starts[span[0]]
            return (words.new.starts[before + 1], True) if known else (place, False)
        cut = fragment.start - words.old.starts[linked]
        if cut > 0:
            raw, now = self._raw(linked)
            return place + min(cut, len(now)), fold(raw) == fold(now) and len(raw) == len(now)
        lead = self._old[fragment.start : fragment.start - cut]
        return place - len(lead) * self._new.endswith(lead, 0, place), True

    def _end(self, fragment: Fragment, span: range, linked: int) -> tuple[int, bool]:
        """Where the span ends in the new text, and whether that is certain."""
        words = self._words
        place = words.new.ends[words.to[linked]]
        if linked < span[-1]:
            last = span[-1] + 1 == len(words.to)
            behind = len(words.back) if last else words.to[span[-1] + 1]
            added = behind - words.to[linked] - 1
            known = 0 <= added <= 2 * (span[-1] - linked) + 1
            known = known and not any(map(words.old.border, range(linked + 1, span[-1] + 1)))
            known = known and fragment.end >= words.old.ends[span[-1]]
            return (words.new.ends[behind - 1], True) if known else (place, False)
        cut = words.old.ends[linked] - fragment.end
        if cut > 0:
            raw, now = self._raw(linked)
            return place - min(cut, len(now)), fold(raw) == fold(now) and len(raw) == len(now)
        trail = self._old[fragment.end + cut : fragment.end]
        return place + len(trail) * self._new.startswith(trail, place), True

    def _raw(self, linked: int) -> tuple[str, str]:
        """An old word and its new form as they are written."""
        old, new, place = self._words.old, self._words.new, self._words.to[linked]
        return (
            self._old[old.starts[linked] : old.ends[linked]],
            self._new[new.starts[place] : new.ends[place]],
        )

    def _support(self, i: int) -> float:
        """How well a linked word and those beside it tell its place, 0 to 1."""
        told, most = self._words.told(i)
        return min(1.0, told / min(ENOUGH, most)) if most else 1.0

    def _candidates(
        self, fragments: Sequence[Fragment], places: Sequence[_Place]
    ) -> tuple[Candidate, ...]:
        """The likeliest places of an annotation as a whole, best first."""
        choices = []
        for fragment, place in zip(fragments, places, strict=True):
            span = self._words.old.touched(fragment.start, fragment.end)
            likely = (self._likely(*found) for found in self._likeliest.find(span))
            found = {place.spans: place for place in likely}
            if place.similarity >= SOME:
                found[place.spans] = place
            best = sorted(found.values(), key=lambda place: -place.score)
            choices.append(best[: CHOICES if len(fragments) <= CHOICES else 1])
        choices = [best for best in choices if best]
        wholes = [whole for whole in product(*choices) if whole and _in_order(whole)]
        wholes = wholes or [(best[0],) for best in choices]  # the fragments lie the other way round
        candidates = [
            Candidate(self._made(whole), sum(place.score for place in whole) / len(fragments))
            for whole in wholes
        ]
        return tuple(sorted(candidates, key=lambda candidate: -candidate.score)[:CHOICES])

    def _likely(self, words: range, similarity: float, support: float) -> _Place:
        """The place of new words that are like an annotation's."""
        new = self._words.new
        span = self._snapped(new.starts[words[0]], new.ends[words[-1]])
        return _Place((span,), similarity, support)


NOWHERE = _Place((), 0.0, 0.0)


def _reads_alike(old: str, new: Sequence[str]) -> bool:
    """Whether no figure changed, and no blank came to an end: another number, another claim."""
    starts, ends = [part[:1] for part in new], [part[-1:] for part in new]
    return (
        _digits(old) == _digits("".join(new))
        and not any(map(str.isspace, starts[1:] + ends[:-1]))
        and starts[0].isspace() <= old[0].isspace()
        and ends[-1].isspace() <= old[-1].isspace()
    )


def _digits(text: str) -> list[str]:
    """The digits of a text in order."""
    return [char for char in text if char.isdigit()]


def _in_order(places: Iterable[_Place]) -> bool:
    """Whether no stretch overlaps the one before it."""
    spans = [span for place in places for span in place.spans]
    return all(one[1] <= other[0] for one, other in pairwise(spans))
