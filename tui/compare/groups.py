"""Sentences of several articles that tell one thing.

Connected components of the alignments would chain: the first sentence of a report tells a little of
everything and is aligned with half of the other one. So a sentence joins a group only when it is
aligned with at least half of it. What no group takes joins, if it is aligned with at least half of
the sentences that other articles have there, the group of its best counterpart.
"""

from collections import defaultdict
from collections.abc import Sequence

from tui.compare.findings import Alignment, Place

Groups = list[set[Place]]


def groups(standing: Sequence[Alignment]) -> tuple[tuple[Place, ...], ...]:
    """The groups of the alignments that stand, each in order, by their first sentences.

    A sentence is in one group at most; in none where it is aligned only with a small part of each.
    """
    ranked = sorted(standing, key=lambda one: (-one.score, one.a, one.b))
    near: dict[Place, set[Place]] = defaultdict(set)
    for one in ranked:
        near[one.a].add(one.b)
        near[one.b].add(one.a)
    found: Groups = []
    home: dict[Place, int] = {}
    for one in ranked:
        if one.a not in home and one.b not in home:
            home[one.a] = home[one.b] = len(found)
            found.append({one.a, one.b})
            continue
        for new, old in ((one.a, one.b), (one.b, one.a)):
            if new in home or old not in home:
                continue
            group = found[home[old]]
            if 2 * len(near[new] & group) >= len(group):
                group.add(new)
                home[new] = home[old]
    for one in ranked:
        for new, old in ((one.a, one.b), (one.b, one.a)):
            if new not in home and old in home and _is_near(new, found[home[old]], near):
                found[home[old]].add(new)
                home[new] = home[old]
    return tuple(sorted(tuple(sorted(group)) for group in found))


def _is_near(new: Place, group: set[Place], near: dict[Place, set[Place]]) -> bool:
    others = {place for place in group if place.article != new.article}
    return 2 * len(near[new] & others) >= len(others)
