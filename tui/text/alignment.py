"""Which word of a new text each word of the old one became.

Runs of words that both texts have once lead, be they in order or moved (Heckel 1978); what stands
between two of them is compared by itself. Then the seams are set right (`tui.text.seams`), and
links that nothing bears out are taken back.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat, takewhile
from math import inf

from tui.text.seams import COPY, SENTENCE, SLIDE, Side, gaps, settle
from tui.text.wordmatch import SHINGLE, Block, common, heaviest, landmarks, weigh
from tui.text.words import Words, information, likeness, words_of

MOVED = 60.0
"""Bits from which a run of words out of order was moved, and did not come about by chance."""
REWRITTEN = 0.2
"""Share of words, in bits, from which a passage may be another one's new wording."""
WALKS = 40
"""Walks, of some 20 ms each, through passages that repeat themselves."""
CHANCE = 20.0
"""Bits below which a link came about by chance."""
NEAR = 16
"""Words on each side of a word that can bear out its place."""
BREAK = 8.0
"""Bits that a changed word, or words put in, take off what the words behind them tell."""
DROP = 15.0
"""Bits lost to such changes from which nothing further away tells anything."""
ACROSS = 0.5
"""What the words beyond the end of a sentence count."""
BEYOND = 20.0
"""Bits that they can count together, at most."""
FAR = 300
"""Words that may have come in between two sentences that keep together."""


class Alignment:
    """The words of two texts side by side. Nothing changes after it is built.

    `to` gives for each old word the index of its new one, `back` for each new word its old one,
    -1 for none. `doubtful` are old words that may just as well be another passage's. `bits` is
    what each folded word tells of its place.
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = words_of(old), words_of(new)
        self.bits = information(self.old.keys, self.new.keys)
        self.to = [-1] * len(self.old.keys)
        self.back = [-1] * len(self.new.keys)
        self.doubtful: set[int] = set()
        self._walks = repeat(True, WALKS)
        self._link_runs()
        self._link_between()
        self._drop_chance()
        left = Side(self.old, self.to, self.back, True)
        right = Side(self.new, self.back, self.to, False)
        for doubtful, _ in settle(left, right):
            self.doubtful.update(doubtful)
        for _, doubtful in settle(right, left):
            self.doubtful.update(doubtful)
        self._link_between()
        for doubtful in self._astray():
            self.doubtful.update(doubtful)

    def _drop_chance(self) -> None:
        """Take back links of a word or few that nothing near them bears out."""
        chance = [
            run for run in self._runs() if run.stop - run.start < 8 and self._by_chance(run.start)
        ]
        for run in chance:
            for i in run:
                self.back[self.to[i]] = self.to[i] = -1

    def _by_chance(self, i: int) -> bool:
        """Whether too little tells that a word is where it is linked to."""
        told, most = self.told(i)
        return told < min(CHANCE, most / 3)

    def _runs(self) -> Iterator[range]:
        """Old words in a row that are linked to new words in a row."""
        to = self.to
        start = 0
        for i in range(1, len(to) + 1):
            if i == len(to) or to[i] < 0 or to[i] != to[i - 1] + 1:
                if to[start] >= 0:
                    yield range(start, i)
                start = i

    def alike(self, i: int) -> float:
        """How alike a linked old word and its new one are, 0 to 1."""
        return likeness(self.old.keys[i], self.new.keys[self.to[i]])

    def told(self, i: int) -> tuple[float, float]:
        """Bits by which a linked word and those beside it tell its place, and bits of all there."""
        own = self.bits[self.old.keys[i]]
        left, most_left = self._beside(i, -1)
        right, most_right = self._beside(i, 1)
        told = own * self.alike(i) + left + right
        return told, own + most_left + most_right

    def _beside(self, i: int, step: int) -> tuple[float, float]:
        """Bits of the words next to word `i`, as far as they kept their places; and of all there.

        Goes on over changes as long as what follows makes up for them (as the extension of a seed
        in BLAST does: Altschul and others, 1990). Behind the end of a sentence words count half.
        """
        told = best = most = 0.0
        place, share, limit, most_at_border = self.to[i], 1.0, inf, 0.0
        for n in range(i + step, i + step * (NEAR + 1), step):
            if not 0 <= n < len(self.to):
                break
            border = self.old.border(max(n, n - step))
            if border and share == 1.0:
                share, limit, most_at_border = ACROSS, best + BEYOND, most
            bits = self.bits[self.old.keys[n]] * share
            most += bits
            if told < best - DROP:
                continue
            link = self.to[n]
            if link >= 0 and 0 < (link - place) * step <= FAR:
                if link != place + step and not border:
                    told -= BREAK
                told += bits * self.alike(n)
                place = link
            else:
                told -= BREAK
            best = max(best, told)
        if limit < inf:
            most = min(most, most_at_border + BEYOND)
        return min(best, limit), most

    def _link_runs(self) -> None:
        """Link the runs that both texts have once, and all that is alike next to them."""
        old, new = self.old.keys, self.new.keys
        ends = self._ends()
        blocks = landmarks(old, new, SHINGLE)
        weights = [weigh(old, block, self.bits) for block in blocks]
        ordered = heaviest(blocks, weights)
        moved = set(range(len(blocks))).difference(ordered)
        moved = {index for index in moved if weights[index] >= MOVED}
        chosen = [blocks[index] for index in [*ordered, *sorted(moved)]]
        for i, j, n in [*ends, *chosen]:
            for step in range(n):
                self._link(i + step, j + step)
        for i, j, n in chosen:
            self._grow(i - 1, j - 1, -1)
            self._grow(i + n, j + n, 1)

    def _ends(self) -> list[Block]:
        """The words at the start of both texts that are alike, and those at their ends."""
        old, new = self.old.keys, self.new.keys
        most = min(len(old), len(new))
        head = _alike(old, new)
        tail = min(_alike(reversed(old), reversed(new)), most - head)
        return [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]

    def _grow(self, i: int, j: int, step: int) -> None:
        """Link from `i` and `j` on in one direction, as long as the words are alike and free."""
        old, new = self.old.keys, self.new.keys
        while 0 <= i < len(old) and 0 <= j < len(new) and old[i] == new[j] and self._link(i, j):
            i, j = i + step, j + step

    def _link(self, i: int, j: int) -> bool:
        """Link two words if both are free."""
        if self.to[i] >= 0 or self.back[j] >= 0:
            return False
        self.to[i], self.back[j] = j, i
        return True

    def _link_between(self) -> None:
        """Compare what stands between linked words with what may be its new form."""
        for first, last in gaps(self.to):
            before = self.to[first - 1] if first else -1
            behind = self.to[last] if last < len(self.to) else len(self.back)
            room = 3 * (last - first) + 40
            places = self._free(before, behind, room)
            old = self.old.keys[first:last]
            new = [self.new.keys[place] for place in places]
            for i, j, _ in common(old, new, self.bits, self._walks):
                self._link(first + i, places[j])

    def _astray(self) -> Iterator[range]:
        """Old words that may be a copy's: those that moved, and sentences that a seam parts.

        Either what stands in their old place is much like them, or one text has them once more.
        """
        copies = self._unlinked(self.old, self.to) | self._unlinked(self.new, self.back)
        for run in self._runs():
            before, behind = self._neighbours(run)
            moved = not before < self.to[run.start] < behind
            for part in self._cut(run, moved):
                grams = self._grams(self.old.keys[part.start : part.stop])
                if sum(gram in copies for gram in grams) > max(0, len(grams) * COPY - 1):
                    yield part
            keys = self.old.keys[run.start : run.stop]
            if moved and 0 < behind - before < SLIDE and self._rewritten(keys, before, behind):
                yield run

    def _cut(self, run: range, moved: bool) -> Iterator[range]:
        """A run of words if it moved; the parts of sentences that it begins and ends with."""
        border = self.old.border
        if moved:
            yield run
        if not border(run.start):
            yield range(run.start, next((i for i in run[1:] if border(i)), run.stop))
        if not border(run.stop):
            yield range(next((i for i in reversed(run) if border(i)), run.start), run.stop)

    def _grams(self, keys: Sequence[str]) -> list[tuple[str, ...]]:
        """Words in a row, as many as a sentence must have to be told from others."""
        return [*zip(*(keys[n:] for n in range(SENTENCE)), strict=False)]

    def _rewritten(self, keys: Iterable[str], before: int, behind: int) -> bool:
        """Whether new words between two others, which have no old ones, are much like `keys`."""
        words = set(keys)
        new = {self.new.keys[j] for j in range(before + 1, behind) if self.back[j] < 0}
        return self._weight(words & new) > REWRITTEN * self._weight(words)

    def _neighbours(self, run: range) -> tuple[int, int]:
        """The new words of the nearest linked words before and behind a run of old ones."""
        before = [j for j in self.to[max(0, run.start - 8) : run.start] if j >= 0]
        behind = [j for j in self.to[run.stop : run.stop + 8] if j >= 0]
        return before[-1] if before else -1, behind[0] if behind else len(self.back)

    def _unlinked(self, words: Words, links: Sequence[int]) -> set[tuple[str, ...]]:
        """Runs of words without a link."""
        found = (self._grams(words.keys[first:last]) for first, last in gaps(links))
        return {gram for grams in found for gram in grams}

    def _weight(self, keys: Iterable[str]) -> float:
        """The information of words, in bits."""
        return sum(self.bits[key] for key in keys)

    def _free(self, before: int, behind: int, room: int) -> Sequence[int]:
        """New words without an old one right after `before` and right in front of `behind`."""
        back = self.back
        if before < behind and all(back[place] < 0 for place in range(before + 1, behind)):
            return range(before + 1, behind)
        after = range(before + 1, min(before + 1 + room, len(back)))
        ahead = range(behind - 1, max(behind - 1 - room, -1), -1)
        taken = [*takewhile(lambda place: back[place] < 0, after)]
        return taken + [*takewhile(lambda place: back[place] < 0, ahead)][::-1]


def _alike(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """How many words two lists share before they first differ."""
    pairs = zip(ours, theirs, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
