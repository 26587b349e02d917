"""A dataset in parts for training and testing, with what belongs together in one part.

Groups of articles are dealt out one by one, the larger ones first, each to the part that lacks most
of what it has: of articles and of annotations with each tag. The rare tags weigh as much as the
common ones, and the articles as much as all tags. That is iterative stratification (Sechidis,
Tsoumakas and Vlahavas, "On the Stratification of Multi-label Data", ECML PKDD 2011) over groups;
what a part lacks is told against its share of what was dealt out so far, so that large groups are
not all in the largest part. In the end groups move to where all is nearer to the shares.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

Parts = dict[str, str]
"""The part of each article, by uid."""

Group = tuple[str, ...]

ARTICLES = ""
"""The label that every article has; a tag's path is never empty."""


def together(uids: Iterable[str], joined: Iterable[Sequence[str]]) -> list[list[str]]:
    """Groups of articles: those that are joined, and what these are joined with, are in one.

    Uids that are not among the articles join nothing. Groups and uids come in order.
    """
    first = {uid: uid for uid in uids}

    def of(uid: str) -> str:
        while first[uid] != uid:
            first[uid] = first[first[uid]]
            uid = first[uid]
        return uid

    for some in joined:
        known = [of(uid) for uid in some if uid in first]
        for one in known[1:]:
            low, high = sorted((of(known[0]), of(one)))
            first[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for uid in sorted(first):
        groups[of(uid)].append(uid)
    return sorted(groups.values())


def split(
    groups: Iterable[Sequence[str]],
    marks: Mapping[str, Mapping[str, int]],
    shares: Mapping[str, int],
    seed: int = 0,
) -> Parts:
    """Deal groups out to parts whose shares are given; `marks` counts each article's tags.

    The same for the same seed, whatever the order of groups and articles. Where there are groups
    enough, no part with a share is empty.
    """
    asked = {name: share / sum(shares.values()) for name, share in shares.items() if share}
    counts = {tuple(sorted(group)): _labels(group, marks) for group in groups}
    totals = Counter[str]()
    for labels in counts.values():
        totals.update(labels)
    ordered = sorted(
        counts, key=lambda group: (-len(group).bit_length(), _lot(seed, group[0]), group)
    )
    dealt = _Dealt(asked, totals)
    for group in ordered:
        dealt.deal(group, counts[group])
    for _ in range(PASSES):
        moved = [dealt.better(group, counts[group]) for group in reversed(ordered)]
        if not any(moved):
            break
    dealt.fill()
    return {uid: name for group, name in dealt.part.items() for uid in group}


PASSES = 5
"""How often all groups are looked at again, to see whether they would be better elsewhere."""


class _Dealt:
    """The groups that were dealt out, and how much of each label each part has."""

    def __init__(self, asked: Mapping[str, float], totals: Counter[str]) -> None:
        self.asked = asked
        self.weights = {label: 1 / number**2 for label, number in totals.items()}
        if totals:
            self.weights[ARTICLES] *= max(1, len(totals) - 1)
        self.has: dict[str, Counter[str]] = {name: Counter() for name in asked}
        self.so_far = Counter[str]()
        self.part: dict[Group, str] = {}

    def deal(self, group: Group, labels: Counter[str]) -> None:
        """Give a group to the part that lacks most of what it has."""
        self.so_far.update(labels)
        self._put(group, labels, max(self.asked, key=lambda name: self._lack(name, labels)))

    def _lack(self, name: str, labels: Counter[str]) -> float:
        asked, has, so_far = self.asked[name], self.has[name], self.so_far
        return sum(
            self.weights[label] * number * (asked * so_far[label] - has[label])
            for label, number in labels.items()
        )

    def _put(self, group: Group, labels: Counter[str], name: str) -> None:
        self.has[name].update(labels)
        self.part[group] = name

    def better(self, group: Group, labels: Counter[str]) -> bool:
        """Move a group to where all is nearer to the shares, all groups being dealt out."""
        now = self.part[group]
        self.has[now].subtract(labels)
        best = max(self.asked, key=lambda name: (self._lack(name, labels), name == now))
        self._put(group, labels, best)
        return best != now

    def fill(self) -> None:
        """Give each empty part the smallest group of the part that has most groups."""
        for name in self.asked:
            groups = Counter(self.part.values())
            most = max(self.asked, key=lambda one: groups[one])
            if not groups[name] and groups[most] > 1:
                smallest = (group for group, of in self.part.items() if of == most)
                self.part[min(smallest, key=lambda group: (len(group), group))] = name


def _labels(group: Iterable[str], marks: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    labels = Counter[str]()
    for uid in group:
        labels[ARTICLES] += 1
        labels.update(marks.get(uid, {}))
    return Counter(dict(sorted(labels.items())))  # sums of fractions in the same order, always


def _lot(seed: int, uid: str) -> str:
    """What puts groups of one size in an order that only the seed decides, in any Python."""
    return sha256(f"{seed}:{uid}".encode()).hexdigest()
