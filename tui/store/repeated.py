"""Lines that stand in many articles of one source: what could be said once not to be body.

A line in five articles of a source or more is mostly none of theirs: 44 of 50 that were looked at
in 37,554 articles were not. So it is suggested, with its count, and a person says so
(`source_rules.give`). Near copies are left out first: their lines repeat since they are one text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tui.errors import CallError
from tui.store import articles, regions, source_rules
from tui.store.connection import Store
from tui.text.regions import STRONG, flat, written_lines
from tui.text.runs import sketch

LEAST = 5
"""Articles that a line stands in, from which on it is suggested."""
EXAMPLES = 3
"""Articles that are named for a line."""
MANY = 100
"""Articles that are kept with a hash: what stands in more of them makes no copy."""
BATCH = 200
"""Articles read at once."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """A line, its white space made single blanks; in how many articles it stands, near copies left
    out; and the uids of some of them."""

    line: str
    count: int
    examples: tuple[str, ...]


def repeated(store: Store, source: str) -> list[Repeated]:
    """The lines that stand in at least `LEAST` articles of a source, the most frequent first.

    Lines that someone has spoken of for the source are left out, and those that are not body
    already where they stand. Of each line no more than a hash is in memory until it has come
    often. Raises CallError for no source.
    """
    if not source:
        raise CallError("articles without a source share no lines: name a source")
    decided = {rule.value for rule in source_rules.of_source(store, source) if rule.kind == "line"}
    counts: Counter[int] = Counter()
    words: dict[int, str] = {}
    examples: dict[int, list[str]] = defaultdict(list)
    for uid, text in _without_copies(store, source):
        for line in {flat(line) for _, line in written_lines(text)}:
            name = hash(line)
            counts[name] += 1
            if LEAST - EXAMPLES < counts[name] <= LEAST:
                examples[name].append(uid)
                words[name] = line
    aside = _Aside(store)
    found = [
        Repeated(line, counts[name], tuple(examples[name]))
        for name, line in words.items()
        if counts[name] >= LEAST and line not in decided and any(map(str.isalnum, line))
    ]
    found = [one for one in found if not all(one.line in aside.of(uid) for uid in one.examples)]
    return sorted(found, key=lambda one: (-one.count, one.line))


def _without_copies(store: Store, source: str) -> Iterator[tuple[str, str]]:
    """The articles of a source with their texts, in the order they came, near copies left out.

    A copy has half of the hashes of an earlier one's prose, or more. Of short lines nothing is
    asked: those are what may repeat.
    """
    having: dict[int, list[int]] = defaultdict(list)
    for number, (uid, text) in enumerate(_texts(store, source)):
        long = [line for _, line in written_lines(text) if line.count(" ") >= STRONG - 1]
        hashes = sketch("\n".join(long) or text)
        shared = Counter(other for one in hashes for other in having[one])
        if shared and 2 * max(shared.values()) >= len(hashes):
            continue
        for one in hashes:
            if len(having[one]) < MANY:
                having[one].append(number)
        yield uid, text


def _texts(store: Store, source: str) -> Iterator[tuple[str, str]]:
    last = 0
    while rows := store.rows(
        "SELECT article.id, article.uid, body FROM article JOIN text ON text.id = text_id"
        " WHERE source = ? AND source <> '' AND NOT deleted AND article.id > ?"
        " ORDER BY article.id LIMIT ?",
        (source, last, BATCH),
    ):
        yield from ((uid, text) for _, uid, text in rows)
        last = rows[-1][0]


class _Aside:
    """The lines of articles that are not body already, each article read once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.known: dict[str, frozenset[str]] = {}

    def of(self, uid: str) -> frozenset[str]:
        """The lines of an article that are not body."""
        if uid not in self.known:
            text = articles.text_of(self.store, uid)
            found = regions.of_article(self.store, uid, text)
            self.known[uid] = frozenset(flat(text[one.start : one.end]) for one in found)
        return self.known[uid]
