"""Near copies among what was taken in: each with the article that it is a copy of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui.adding.outcomes import Outcome, counted
from tui.text.safety import display_line

GROUPS, OF_GROUP = 10, 5
"""Articles that are told with their copies, those with the most first; and copies of each."""
MOST = 2_000
"""Articles of which copies are counted: of those that come later none is told on its own."""


@dataclass(slots=True)
class Group:
    """An article, by uid and what a person knows it by, and those that are nearly the same: how
    many, and the first of them, or all where they are wanted."""

    uid: str
    label: str
    number: int = 0
    copies: list[Outcome] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The article, and below it its copies with the share that is the same."""
        lines = [f"{counted(self.number, 'article')} nearly the same as {self.label}:"]
        for one in self.copies[:OF_GROUP]:
            lines.append(f"  {_share(one)}  {one.name}: {one.title}")
        if (more := self.number - OF_GROUP) > 0:
            lines.append(f"  and {more:,} more")
        return [display_line(line) for line in lines]

    @property
    def row(self) -> dict[str, object]:
        """The same as data."""
        copies = [
            {"id": one.uid, "name": one.name, "title": one.title, "share": one.near.share}
            for one in self.copies
            if one.near
        ]
        return {"id": self.uid, "label": self.label, "copies": copies}


@dataclass(slots=True)
class Groups:
    """The near copies of all that was taken in so far. With `whole` each one is kept."""

    whole: bool = False
    groups: dict[str, Group] = field(default_factory=dict)
    beyond: int = 0

    def take(self, outcomes: Iterable[Outcome]) -> None:
        """Note those among them that are near copies."""
        for one in outcomes:
            if one.near is None:
                continue
            group = self.groups.get(one.near.uid)
            if group is None:
                if len(self.groups) >= MOST and not self.whole:
                    self.beyond += 1
                    continue
                group = self.groups[one.near.uid] = Group(one.near.uid, one.near.label)
            group.number += 1
            if self.whole or group.number <= OF_GROUP:
                group.copies.append(one)

    @property
    def lines(self) -> list[str]:
        """The groups, the largest first."""
        ordered = self._ordered()
        lines = [line for group in ordered[:GROUPS] for line in group.lines]
        if left := sum(group.number for group in ordered[GROUPS:]) + self.beyond:
            lines.append(f"{counted(left, 'more article')} nearly the same as others")
        return lines

    @property
    def rows(self) -> list[dict[str, object]]:
        """The same as data, all of them."""
        return [group.row for group in self._ordered()]

    def _ordered(self) -> list[Group]:
        return sorted(self.groups.values(), key=lambda group: -group.number)


def below(outcomes: Sequence[Outcome]) -> list[tuple[int, Outcome]]:
    """Outcomes with how deep each stands: a near copy below the article that it is a copy of, where
    that is among them, and else where it came."""
    uids = {one.uid for one in outcomes if one.uid}
    copies: dict[str, list[Outcome]] = {}
    for one in outcomes:
        if one.near and one.near.uid in uids:
            copies.setdefault(one.near.uid, []).append(one)
    placed: list[tuple[int, Outcome]] = []

    def place(one: Outcome, depth: int) -> None:
        placed.append((depth, one))
        for copy in copies.pop(one.uid, ()):
            place(copy, depth + 1)

    for one in outcomes:
        if not (one.near and one.near.uid in uids):
            place(one, 0)
    return placed


def _share(one: Outcome) -> str:
    return f"{int(one.near.share * 100)} %" if one.near else ""
