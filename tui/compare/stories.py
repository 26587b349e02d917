"""Story groups: articles of a library that tell of one event, proposed beside a person's own.

A group does not chain: each of its articles is linked with at least half of the others. Articles
that a person put into a story stay there, and take in what is linked with at least half of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui.compare.likeness import Library, Link, linked_with
from tui.compare.naming import named
from tui.model import Article

READ, WORDS = 3, 20
"""Articles that the words of a name are looked up in, and the words to choose from."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event. `put` are those that a person has put there under this name; the name
    of a story without any is proposed."""

    name: str
    uids: tuple[str, ...]
    put: tuple[str, ...] = ()

    @property
    def proposed(self) -> tuple[str, ...]:
        """The articles that nobody has put into a story."""
        return tuple(uid for uid in self.uids if uid not in set(self.put))


def stories(articles: Iterable[Article], read: Callable[[str], str]) -> list[Story]:
    """The stories of a library: those of two or more articles, and all that people named; the
    largest first.

    The articles come in any order, and one is in memory at a time; their texts are the body alone
    (`words.body`). `read` gives such a text again, to name a group after it.
    """
    library = Library(articles)
    groups = [sorted(group) for group in grouped(library.links(), library.stories)]
    names = {name for name in library.stories if name}
    found = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        uids = [library.uids[at] for at in group]
        put = [at for at in group if library.stories[at]]
        name = library.stories[put[0]] if put else _name(library, group, read, names)
        names.add(name)
        found.append(Story(name, tuple(uids), tuple(library.uids[at] for at in put)))
    return found


def _name(
    library: Library, group: Sequence[int], read: Callable[[str], str], taken: Collection[str]
) -> str:
    words = library.telling(group, WORDS)
    texts = [read(library.uids[at]) for at in group[:READ]]
    return named(words, texts, [library.days[at] for at in group], taken)


def grouped(links: Sequence[Link], put: Sequence[str]) -> list[list[int]]:
    """The groups that links make, the best links first, of articles with these stories put.

    An empty story is none. Only groups of two or more, and all stories that were put.
    """
    groups = _Groups(put, linked_with(links))
    for _, a, b in links:
        groups.join(groups.of[a], groups.of[b])
    return [
        members
        for members in groups.members.values()
        if len(members) > 1 or (members and put[members[0]])
    ]


class _Groups:
    """Articles in groups; at first each is alone, or in the story that a person put it into."""

    def __init__(self, put: Sequence[str], linked: Mapping[int, set[int]]) -> None:
        self.linked = linked
        self.members: dict[int, list[int]] = {}
        self.of: list[int] = []
        self.own: set[int] = set()
        self.refused: dict[tuple[int, int], tuple[int, int]] = {}
        self.within = [0] * len(put)
        """With how many of its group an article is linked."""
        of_story: dict[str, int] = {}
        for at, story in enumerate(put):
            group = of_story.setdefault(story, at) if story else at
            self.members.setdefault(group, []).append(at)
            self.of.append(group)
            if story:
                self.own.add(group)

    def join(self, one: int, two: int) -> None:
        """Make one group of two, where each article is then linked with half of the others."""
        if one == two or (one in self.own and two in self.own):
            return
        one, two = (
            (two, one) if two in self.own or (two < one and one not in self.own) else (one, two)
        )
        sizes = len(self.members[one]), len(self.members[two])
        if self.refused.get((one, two)) == sizes:
            return
        new = self._links_between(one, two)
        if new is None:
            self.refused[one, two] = sizes
            return
        for at, count in new.items():
            self.within[at] += count
        for at in self.members[two]:
            self.of[at] = one
        self.members[one] += self.members.pop(two)

    def _links_between(self, one: int, two: int) -> dict[int, int] | None:
        """How many links each article of two groups has to the other; None where it is too few.

        What a person put together need not be alike: only what comes to it has to be.
        """
        counts: dict[int, int] = {}
        for here, there in ((one, two), (two, one)):
            others = self.members[there]
            for at in self.members[here]:
                linked = self.linked.get(at, set())
                counts[at] = sum(other in linked for other in others)
                if here in self.own:
                    continue
                of = len(others) if there in self.own else len(others) + len(self.members[here]) - 1
                within = 0 if there in self.own else self.within[at]
                if 2 * (counts[at] + within) < of:
                    return None
        return counts
