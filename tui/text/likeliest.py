"""The places of a text where the words of a span most likely are, when their way there is lost."""

from collections import Counter
from collections.abc import Iterator

from tui.text.alignment import NEAR, Alignment
from tui.text.wordmatch import common
from tui.text.words import Words

SOME = 0.5
"""Similarity of folded words below which a place is no candidate."""
PLACES = 6
"""Places that are looked at for one span, at most."""
OCCURRENCES = 40
"""Places of one word in the new text that are looked at."""
OWN = 4
"""How much more a word of the span counts than one beside it."""

Likely = tuple[range, float, float]
"""New words, the similarity of theirs and the old ones, and that of the words around both."""


class Likeliest:
    """Looks for old words in the whole new text."""

    def __init__(self, words: Alignment) -> None:
        self._words = words
        self._where: dict[str, list[int]] = {}
        for place, key in enumerate(words.new.keys):
            self._where.setdefault(key, []).append(place)

    def find(self, span: range) -> Iterator[Likely]:
        """Places whose words are like those of a span of old words, likeliest first.

        The span's words and those beside it vote for where it would start, the rare ones loudest.
        """
        words = self._words
        width = max(4, len(span) // 4)
        votes: Counter[int] = Counter()
        for i in range(max(0, span.start - NEAR), min(len(words.to), span.stop + NEAR)):
            key = words.old.keys[i]
            places = self._where.get(key, [])
            if i not in span and len(places) > OCCURRENCES:
                continue
            weight = round(words.bits[key] * (OWN if i in span else 1))
            for place in places[:OCCURRENCES]:
                votes[(place - i + span.start) // width] += weight
        best = [start for start, _ in votes.most_common(PLACES)]
        for n, start in enumerate(best):
            if not {start - 1, start + 1} & {*best[:n]}:
                yield from self._fit(span, (start - 1) * width, 3 * width)

    def _fit(self, span: range, start: int, room: int) -> Iterator[Likely]:
        """What is most like a span among the new words from `start` on, if anything much is."""
        old, new, bits = self._words.old, self._words.new, self._words.bits
        first = max(0, start)
        keys = old.keys[span.start : span.stop]
        window = new.keys[first : max(0, start + room + len(span))]
        known = {*window}
        if sum(len(key) for key in keys if key in known) < SOME * old.letters(span):
            return
        links = sorted(common(keys, window, bits))
        if not links:
            return
        place = range(first + links[0][1], first + links[-1][1] + 1)
        alike = sum(len(keys[i]) * likeness for i, _, likeness in links)
        similarity = alike / max(old.letters(span), new.letters(place))
        if similarity >= SOME:
            ours, theirs = _beside(old, span), _beside(new, place)
            around = 2 * len(ours & theirs) / (len(ours) + len(theirs) or 1)
            yield place, similarity, around


def _beside(words: Words, span: range) -> set[str]:
    """The words on both sides of a span."""
    before = words.keys[max(0, span.start - NEAR) : span.start]
    return {*before, *words.keys[span.stop : span.stop + NEAR]}
