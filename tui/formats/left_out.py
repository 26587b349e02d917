"""What a reader leaves out of a file because there is no place for it: counted, named, and told.

A reader only yields entries. What it passes over it notes in the `Left` of its `Options`; an import
tells it with its report, or refuses where nothing may be left out.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

MOST = 20
"""Kinds of things that are told one by one."""


@dataclass
class Left:
    """What was left out so far: how many of each, by what they are called when they are several,
    and where the first of them is."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def out(self, what: str, where: str = "", count: int = 1) -> None:
        """Note that something is left out, as in "regions without a label"."""
        if count:
            self.counts[what] += count
            self.first.setdefault(what, where)

    def lines(self, place: Path) -> list[str]:
        """A line for each, as in "regions without a label: 2 left out, first in task 3", of very
        many for the most frequent, and one for the rest."""
        ranked = [what for what, _ in self.counts.most_common()]
        found = [self._line(what, place) for what in sorted(ranked[:MOST])]
        if rest := ranked[MOST:]:
            count = sum(self.counts[what] for what in rest)
            found.append(f"{len(rest):,} other things: {count:,} left out")
        return found

    def _line(self, what: str, place: Path) -> str:
        where = self.first[what].removeprefix(str(place)).lstrip("/, ")
        return f"{what}: {self.counts[what]:,} left out" + (f", first in {where}" if where else "")
