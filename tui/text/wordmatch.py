"""Which words two lists of folded words have in common, in an order that both keep."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from tui.text.words import likeness

SHINGLE = 5
"""Words in a row that mark a place, where both texts have them once."""
SMALL = 900
"""Word pairs up to which two lists are compared pair by pair."""
DETOURS = 300
"""Words added and left out that one walk through two lists without landmarks may count."""
ALIKE = 0.5
"""From which similarity two words may be one with a typing error."""
IN_A_ROW = 2.0
"""Bits that a match right behind a match is worth more, so that matches keep together."""

Block = tuple[int, int, int]
"""`n` words alike from `i` of the one list and `j` of the other on: (i, j, n)."""
Link = tuple[int, int, float]
"""Word `i` of the one list is word `j` of the other, 1.0 when they fold alike: (i, j, likeness)."""


def landmarks(ours: Sequence[str], theirs: Sequence[str], size: int) -> list[Block]:
    """Runs of words in both lists, grown from `size` in a row that each list has just once."""
    mine, yours = _once(ours, size), _once(theirs, size)
    blocks: list[Block] = []
    for gram, i in mine.items():
        j = yours.get(gram, -1)
        if i < 0 or j < 0:
            continue
        if blocks:
            first, second, length = blocks[-1]
            grown = i + size - first
            if i - first == j - second and grown <= length + size:
                blocks[-1] = (first, second, grown)
                continue
        blocks.append((i, j, size))
    return blocks


def _once(keys: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    """Where each run of `size` words is, in order; -1 for one that comes again."""
    places: dict[tuple[str, ...], int] = {}
    for place, gram in enumerate(zip(*(keys[skip:] for skip in range(size)), strict=False)):
        places[gram] = -1 if gram in places else place
    return places


def heaviest(blocks: Sequence[Block], weights: Sequence[float]) -> list[int]:
    """Indices of the blocks, sorted by `i`, that are in order in both lists and weigh most."""
    ends: list[int] = []
    best: list[tuple[float, int]] = []
    before: list[int] = []
    for index, (_, j, n) in enumerate(blocks):
        at = bisect_right(ends, j) - 1
        total = weights[index] + (best[at][0] if at >= 0 else 0.0)
        before.append(best[at][1] if at >= 0 else -1)
        at = bisect_left(ends, j + n)
        if at and best[at - 1][0] >= total:
            continue
        last = at
        while last < len(ends) and best[last][0] <= total:
            last += 1
        if last == at < len(ends) and ends[at] == j + n:
            continue
        ends[at:last], best[at:last] = [j + n], [(total, index)]
    chain = []
    index = best[-1][1] if best else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def common(
    ours: Sequence[str],
    theirs: Sequence[str],
    bits: Mapping[str, float],
    walks: Iterator[object] | None = None,
) -> Iterator[Link]:
    """The words that two lists have in common, in an order both keep, those mistyped among them.

    What is rare in both leads; time and memory grow about as the lists do. Stretches without a
    word that both have once repeat themselves: each takes one of `walks`, while there are any.
    """
    stretches = [(0, len(ours), 0, len(theirs))]
    while stretches:
        i, last, j, end = stretches.pop()
        while i < last and j < end and ours[i] == theirs[j]:
            yield i, j, 1.0
            i, j = i + 1, j + 1
        while i < last and j < end and ours[last - 1] == theirs[end - 1]:
            last, end = last - 1, end - 1
            yield last, end, 1.0
        if i == last or j == end:
            continue
        mine, yours = ours[i:last], theirs[j:end]
        if len(mine) * len(yours) <= SMALL:
            yield from ((i + a, j + b, like) for a, b, like in _pairs(mine, yours, bits))
            continue
        blocks = _landmarked(mine, yours, bits)
        if not blocks and walks and next(walks, None):
            blocks = _walk(mine, yours)
        for a, b, n in blocks:
            yield from ((i + a + step, j + b + step, 1.0) for step in range(n))
        stretches += _between(blocks, i, last, j, end)


def _landmarked(
    ours: Sequence[str], theirs: Sequence[str], bits: Mapping[str, float]
) -> list[Block]:
    """The longest runs first, then single words, that are once in both and in order."""
    for size in (3, 1):
        found = landmarks(ours, theirs, size)
        if found:
            chosen = heaviest(found, [weigh(ours, block, bits) for block in found])
            return _apart([found[index] for index in chosen])
    return []


def _between(
    blocks: Sequence[Block], i: int, last: int, j: int, end: int
) -> Iterator[tuple[int, int, int, int]]:
    """What blocks counted from `i` and `j` leave of the stretches ``[i, last)``, ``[j, end)``."""
    if not blocks:
        return
    before, behind = i, j
    for a, b, n in [*blocks, (last - i, end - j, 0)]:
        if before < i + a and behind < j + b:
            yield before, i + a, behind, j + b
        before, behind = i + a + n, j + b + n


def weigh(keys: Sequence[str], block: Block, bits: Mapping[str, float]) -> float:
    """The information of a block's words, in bits."""
    return sum(bits[key] for key in keys[block[0] : block[0] + block[2]])


def _apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the words that the one before them took."""
    apart = []
    last = end = 0
    for i, j, n in blocks:
        cut = max(0, last - i, end - j)
        if cut < n:
            apart.append((i + cut, j + cut, n - cut))
            last, end = i + n, j + n
    return apart


def _pairs(ours: Sequence[str], theirs: Sequence[str], bits: Mapping[str, float]) -> list[Link]:
    """The heaviest pairing in order of two short lists (Needleman and Wunsch, 1970)."""
    width = len(theirs) + 1
    totals = [[0.0] * width]
    behind = [[-9.0] * width]  # totals of what ends in a pair
    for key in ours:
        above, row, paired = totals[-1], [0.0], [-9.0]
        for j, other in enumerate(theirs):
            if key == other:
                worth = bits[key] + 0.1
            elif key[0] == other[0] or key[-1] == other[-1]:
                like = likeness(key, other)
                worth = bits[key] * like * 0.7 if like >= ALIKE else 0.0
            else:
                worth = 0.0
            pair = -9.0
            if worth:
                pair = worth + max(above[j], behind[-1][j] + IN_A_ROW)
            paired.append(pair)
            row.append(max(pair, above[j + 1], row[j]))
        totals.append(row)
        behind.append(paired)
    return _traced(ours, theirs, totals, behind)


def _traced(
    ours: Sequence[str],
    theirs: Sequence[str],
    totals: list[list[float]],
    behind: list[list[float]],
) -> list[Link]:
    """The pairs that the totals of `_pairs` come from, last first."""
    links = []
    i, j = len(ours), len(theirs)
    bound = False
    while i and j:
        here = behind[i][j]
        if bound or here == totals[i][j] > 0:
            links.append((i - 1, j - 1, likeness(ours[i - 1], theirs[j - 1])))
            i, j = i - 1, j - 1
            bound = behind[i][j] + IN_A_ROW > totals[i][j] and behind[i][j] > 0
        elif totals[i - 1][j] == totals[i][j]:
            i -= 1
        else:
            j -= 1
    return links


def _walk(ours: Sequence[str], theirs: Sequence[str]) -> list[Block]:
    """A shortest edit of lists that repeat themselves (Myers 1986), as far as `DETOURS` lead."""
    n, m = len(ours), len(theirs)
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for detours in range(DETOURS + 1):
        trail.append(reach.copy())
        for k in range(-detours, detours + 1, 2):
            down = k == -detours or (k != detours and reach[k - 1] < reach[k + 1])
            i = reach[k + 1] if down else reach[k - 1] + 1
            while i < n and i - k < m and ours[i] == theirs[i - k]:
                i += 1
            reach[k] = i
            if i >= n and i - k >= m:
                return _walked(trail, k, n)
    inside = [k for k in range(-DETOURS, DETOURS + 1, 2) if reach[k] <= n and reach[k] - k <= m]
    k = max(inside, key=lambda k: 2 * reach[k] - k)
    return _walked(trail, k, reach[k])


def _walked(trail: Sequence[Mapping[int, int]], k: int, i: int) -> list[Block]:
    """The blocks along the walk that ended at word `i` of ours on diagonal `k`."""
    blocks = []
    for detours in range(len(trail) - 1, -1, -1):
        reach = trail[detours]
        down = k == -detours or (k != detours and reach[k - 1] < reach[k + 1])
        start = reach[k + 1] if down else reach[k - 1] + 1
        if start < i:
            blocks.append((start, start - k, i - start))
        k = k + 1 if down else k - 1
        i = reach[k]
    return blocks[::-1]
