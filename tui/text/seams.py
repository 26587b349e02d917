"""Where the seams are between what two texts share and what only one of them has.

Where words were added to a text that reads the same before and behind them ("a b c", "a b x b c":
was "b x" added, or "x b"?), the seam falls on the end of a paragraph or a sentence if it can. Where
a whole sentence is there twice, it is the one whose surroundings are like the other text's. Where
neither tells, the words are in doubt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.text.words import Words

SLIDE = 400
"""Words by which a seam between passages that repeat each other is moved at most."""
COPY = 0.75
"""Share of words that are the same, and in the same place, in a sentence and its copy."""
SENTENCE = 4
"""Words from which a sentence that comes twice puts its annotations in doubt; lines of any."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts: its words, and which words of the other text they are linked to."""

    words: Words
    links: list[int]
    other: Sequence[int]
    old: bool

    def links_to(self, place: int, link: int) -> bool:
        """Whether there is a word at `place`, and it is linked to the word `link`."""
        return link >= 0 and 0 <= place < len(self.links) and self.links[place] == link

    def ends_at(self, first: int, last: int) -> tuple[int, int]:
        """What lies between the links of the words before `first` and from `last` on; -1 for none.

        The text's start and end count as links.
        """
        start = self.links[first - 1] if first else -1
        end = self.links[last] if last < len(self.links) else len(self.other)
        return -1 if first and start < 0 else start + 1, end

    def reads(self, place: int, key: str) -> bool:
        """Whether the word at `place` is `key`."""
        return 0 <= place < len(self.links) and self.words.keys[place] == key


def settle(kept: Side, grown: Side) -> Iterator[tuple[range, range]]:
    """Put the seams where words of `grown` have none of `kept` where they most likely are.

    In "a b c" and "a b x b c" either "b x" or "x b" was added. Yields the words of `kept` and of
    `grown` that are in doubt because the texts' borders do not tell.
    """
    for i in range(len(kept.links) + 1):
        start, end = kept.ends_at(i, i)
        if -1 not in (start, end) and start != end:
            yield from _slid(kept, grown, i, start, end)
    for first, last in seams(kept.links):
        start, end = kept.ends_at(first, last)
        if start < end and all(grown.links[j] < 0 for j in range(start, end)):
            for copy in [*_copies(kept, grown, first, last, start, end)]:
                yield from _weighed(kept, grown, *copy)


def _slid(kept: Side, grown: Side, i: int, start: int, end: int) -> Iterator[tuple[range, range]]:
    """Slide the seam in front of word `i` of `kept`, which `start` and `end` of `grown` meet at."""
    low = -_slack(kept, grown, i - 1, start - 1, end - 1, -1)
    slides = range(low, _slack(kept, grown, i, end, start, 1) + 1)
    if len(slides) == 1:
        return
    worth = {
        by: kept.words.border(i + by)
        + grown.words.border(start + by)
        + grown.words.border(end + by)
        for by in slides
    }
    best = [by for by in slides if worth[by] == max(worth.values())]
    _slide(kept, grown, i, start, end, min(best, key=abs))
    first, last = best[0], best[-1]
    if first < last and start < end:
        yield range(i + first, i + last), range(start + first, start + last)
        yield range(0), range(end + first, end + last)


def _slack(kept: Side, grown: Side, i: int, linked: int, other: int, step: int) -> int:
    """How many words of `kept` from `i` on read the same at `other` as where they are linked."""
    slack = 0
    while slack < SLIDE and kept.links_to(i, linked):
        key = grown.words.keys[linked]
        if not grown.reads(other, key) or not (kept.old or kept.reads(i, key)):
            break
        owner = grown.links[other]
        if owner >= 0 and not (kept.reads(owner, key) and kept.reads(i, key)):
            break
        i, linked, other, slack = i + step, linked + step, other + step, slack + 1
    return slack


def _slide(kept: Side, grown: Side, i: int, start: int, end: int, by: int) -> None:
    """Move the seam by so many words. A word that had the new link gets the old one."""
    step = 1 if by > 0 else -1
    for n in range(abs(by)):
        place = i + n if by > 0 else i - 1 - n
        _relink(kept, grown, place, (start if by > 0 else end - 1) + step * n)


def _relink(kept: Side, grown: Side, place: int, link: int) -> None:
    """Link a word to another like the one it was linked to, and that one's word in its stead."""
    was, owner = kept.links[place], grown.links[link]
    grown.links[was] = owner
    if owner >= 0:
        kept.links[owner] = was
    kept.links[place], grown.links[link] = link, place


def _copies(
    kept: Side, grown: Side, first: int, last: int, start: int, end: int
) -> Iterator[tuple[int, int, int]]:
    """Copies in ``[start, end)`` of sentences beside the seam: (first word, its copy, words).

    The seam is between the words before `first` and those from `last` on.
    """
    borders = [place for place in range(start + 1, end) if grown.words.border(place)]
    for place in [start, *borders] if last < len(kept.links) else ():
        n = _like(kept, grown, last, place, end, 1)
        if _whole(kept, last, last + n):
            yield last, place, n
    for place in [*borders, end] if first else ():
        n = _like(kept, grown, first - 1, place - 1, start - 1, -1)
        if _whole(kept, first - n, first):
            yield first - n, place - n, n


def _whole(kept: Side, first: int, last: int) -> bool:
    """Whether words are a sentence, or what a seam left of one, or any line."""
    border = kept.words.border
    return last - first >= SENTENCE or (first < last and border(first) > 1 < border(last))


def _like(kept: Side, grown: Side, i: int, j: int, stop: int, step: int) -> int:
    """How many words from `i` of `kept` on, in whole sentences, are much the same from `j` on.

    They may be mistyped in one place or the other. Stops at `stop`, where the words are now.
    """
    best = alike = n = 0
    while j != stop and kept.links_to(i, stop + step * n):
        alike += kept.words.keys[i] == grown.words.keys[j]
        i, j, n = i + step, j + step, n + 1
        if alike < n * COPY - 2:
            break
        if kept.words.border(max(i, i - step)) and alike >= n * COPY:
            best = n
    return best


def _weighed(
    kept: Side, grown: Side, place: int, copy: int, n: int
) -> Iterator[tuple[range, range]]:
    """Link words to their copy if its borders are more like theirs; if they are as like, doubt."""
    link = kept.links[place]
    now, other = (
        abs(kept.words.border(place) - grown.words.border(at))
        + abs(kept.words.border(place + n) - grown.words.border(at + n))
        for at in (link, copy)
    )
    keys = grown.words.keys
    if other < now and keys[copy : copy + n] == keys[link : link + n]:
        for step in range(n):
            _relink(kept, grown, place + step, copy + step)
    elif other <= now:
        yield range(place, place + n), range(link, link + n)
        yield range(0), range(copy, copy + n)


def gaps(links: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches without a link, end exclusive."""
    return [(first, last) for first, last in seams(links) if first < last]


def seams(links: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches without a link, among them the empty ones where links are not in a row."""
    found = []
    start, before = 0, -1
    for place, link in enumerate([*links, -2]):
        if link == -1:
            continue
        if start < place or link != before + 1:
            found.append((start, place))
        start, before = place + 1, link
    return found
