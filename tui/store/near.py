"""Near copies: one agency's text in several papers, found as it is taken in.

A few hashes of each text (`tui.text.runs.sketch`) stand in a table that is no part of the log; what
is missing there is worked out anew. Articles that share some are held against each other word by
word: the body alone, as the rules for it have it.
"""

import json
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import merge
from itertools import chain, combinations, groupby
from operator import itemgetter

from tui.store import texts
from tui.store.connection import Store, plain_errors
from tui.text.runs import common, least, stretches, words

HALF = 0.55
"""The share of the shorter text's words that the longer one has, from which on they are near."""
PART = 0.15
"""The share of the longer text that the shorter one is, at least."""
LEAST = 20
"""Words that they have in common, at least: fewer are alike by chance."""
HASHES = 2
"""Hashes in common from which on two texts are held against each other; of short ones, all."""
LIKELY = 0.3
"""The share of the stretches of the text with fewer that the other has, before all words are
looked at."""
MANY = 100
"""Texts that a hash may stand in: what more of them have is boilerplate and finds nothing."""
LOOKED_AT = 3
"""Texts that have most hashes in common with one; it is held against the first that stands."""
BATCH = 500
"""Texts read at once where hashes are missing."""
KEPT = 100
"""Bodies kept in memory while articles are grouped."""


@dataclass(frozen=True, slots=True)
class Near:
    """An article that another is nearly, and the share of the shorter one's words in both."""

    uid: str
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that are nearly one text: the longest of them, and the others by uid, each with the
    share of its words that the longest has."""

    uid: str
    copies: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Sketched:
    """Some of the stretches of a text, and the hashes of them that are kept."""

    hashes: Sequence[int]
    stretches: AbstractSet[bytes]


def _sketched(text: str) -> Sketched:
    found = stretches(text)
    return Sketched(least(found), found)


def catch_up(store: Store) -> None:
    """Work out the hashes that are missing, some texts at a time, so that others can write too.

    They are missing where a file is of an earlier schema, and after a merge.
    """
    while store.rows("SELECT 1 FROM text WHERE id > ? LIMIT 1", (_done(store),)):
        with store.transaction():
            keep(store)


def keep(store: Store) -> dict[int, Sketched]:
    """Keep the hashes of the next `BATCH` texts without, inside a transaction; by row."""
    before = _done(store)
    found = {id_: _sketched(text) for id_, text in _texts(store, before)}
    rows = [(number, id_) for id_, one in found.items() for number in one.hashes]
    # In the order of the table, so that a page of it is written once for many.
    insert = "INSERT OR IGNORE INTO sketch (hash, text_id) VALUES (?, ?)"
    store.connection.executemany(insert, sorted(rows))
    if found:
        store.run(insert, (-1, max(found)))
        store.run("DELETE FROM sketch WHERE hash = -1 AND text_id < ?", (max(found),))
    return found


def _done(store: Store) -> int:
    """The row of the last text whose hashes are kept."""
    return store.value("SELECT max(text_id) FROM sketch WHERE hash = -1") or 0


def _texts(store: Store, after: int) -> list[tuple[int, str]]:
    return store.rows("SELECT id, body FROM text WHERE id > ? ORDER BY id LIMIT ?", (after, BATCH))


def nearest(store: Store, coming: Mapping[int, Sketched]) -> dict[int, Near]:
    """Of texts, by their rows, the article each is most like among those that were here before it.

    A text that is nearly like none is left out.
    """
    others = _others(store, {number for one in coming.values() for number in one.hashes})
    found = ((text, _nearest(store, text, one, others)) for text, one in coming.items())
    return {text: near for text, near in found if near}


def _others(store: Store, hashes: Collection[int]) -> dict[int, list[int]]:
    """The texts that each hash stands in, but hashes that stand in one or in too many."""
    rows = store.rows(OF_HASHES, (json.dumps([*hashes]),))
    several = {number: texts.split(",") for number, texts in rows if texts and "," in texts}
    return {number: [*map(int, some)] for number, some in several.items() if len(some) <= MANY}


def _nearest(
    store: Store, text: int, own: Sketched, others: Mapping[int, Sequence[int]]
) -> Near | None:
    enough = min(HASHES, len(own.hashes))
    counts = Counter(chain.from_iterable([others[one] for one in own.hashes if one in others]))
    likely = [one for one in counts.items() if one[1] >= enough and one[0] < text]
    for other, _ in sorted(likely, key=itemgetter(1), reverse=True)[:LOOKED_AT]:
        for uid, label in store.rows(OF_TEXT, (other,)):
            share = _held(store, text, own, other)
            return Near(uid, label, share) if share else None
    return None


def _held(store: Store, text: int, own: Sketched, other: int) -> float:
    """The share of the shorter text that is in the longer, 0 where they are not nearly the same."""
    theirs = stretches(texts.body(store, other))
    if len(own.stretches & theirs) < LIKELY * min(len(own.stretches), len(theirs)):
        return 0.0  # which needs a tenth of the time
    return _share(_body(texts.body(store, text)), _body(texts.body(store, other)))


OF_HASHES = f"""SELECT value, (SELECT group_concat(text_id) FROM
  (SELECT text_id FROM sketch WHERE hash = value ORDER BY text_id LIMIT {MANY + 1}))
FROM json_each(?)"""
OF_TEXT = """SELECT uid, coalesce(nullif(source, ''), nullif(file, ''), title) FROM article
WHERE text_id = ? AND NOT deleted LIMIT 1"""


def _body(text: str) -> list[str]:
    """The words of a text without the lines that are not its body."""
    from tui.text.regions import regions

    parts, end = [], 0
    for one in regions(text):
        parts.append(text[end : one.start])
        end = one.end
    return words("".join((*parts, text[end:])))


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter text that is in the longer, 0 where they are not nearly the same."""
    shorter, longer = sorted((len(one), len(other)))
    if not shorter or shorter < PART * longer:
        return 0.0
    number = common(one, other)
    return number / shorter if number >= max(HALF * shorter, LEAST) else 0.0


def near_copies(store: Store) -> list[Group]:
    """The articles that are nearly one text, the largest groups first.

    Each copy is held against the longest text of its group itself, so that likeness does not chain.
    Removed articles and earlier texts are left out. Nothing is written.
    """
    rows = store.rows(
        "SELECT text.id, min(article.uid), length FROM article JOIN text ON text.id = text_id"
        " WHERE NOT article.deleted GROUP BY text.id ORDER BY length DESC, text.id"
    )
    uids = {text: uid for text, uid, _ in rows}
    neighbours = _neighbours(store, uids)
    bodies = _Bodies(store)
    groups: dict[int, list[tuple[int, float]]] = {}
    for text in uids:  # the longest first
        found = neighbours.pop(text, {})
        heads = sorted((other for other in found if other in groups), key=lambda one: -found[one])
        held = ((_share(bodies.of(text), bodies.of(head)), head) for head in heads[:LOOKED_AT])
        share, head = max(held, default=(0.0, 0))
        if share:
            groups[head].append((text, share))
        elif found:
            groups[text] = []
    made = [
        Group(uids[head], tuple((uids[text], share) for text, share in copies))
        for head, copies in groups.items()
        if copies
    ]
    return sorted(made, key=lambda one: (-len(one.copies), one.uid))


def _neighbours(store: Store, wanted: Collection[int]) -> dict[int, dict[int, int]]:
    """Of each text the others that share enough hashes with it, and how many."""
    pairs: Counter[tuple[int, int]] = Counter()
    sizes: Counter[int] = Counter()
    for _, group in groupby(_hashes(store), itemgetter(0)):
        some = [text for _, text in group if text in wanted]
        sizes.update(some)
        if 1 < len(some) <= MANY:
            pairs.update(combinations(some, 2))
    found: dict[int, dict[int, int]] = {}
    for (one, other), number in pairs.items():
        if number >= min(HASHES, sizes[one], sizes[other]):
            found.setdefault(one, {})[other] = number
            found.setdefault(other, {})[one] = number
    return found


def _hashes(store: Store) -> Iterator[tuple[int, int]]:
    """Every hash with the row of its text, in order; what is not kept is worked out."""
    after, missing = _done(store), list[tuple[int, int]]()
    while some := _texts(store, after):
        missing += [(number, id_) for id_, text in some for number in _sketched(text).hashes]
        after = some[-1][0]
    kept = store.connection.execute(
        "SELECT hash, text_id FROM sketch WHERE hash >= 0 ORDER BY hash, text_id"
    )
    with plain_errors(store.path):
        yield from merge(kept, sorted(missing))


class _Bodies:
    """The words of bodies, those asked for last kept in memory."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kept: OrderedDict[int, list[str]] = OrderedDict()

    def of(self, text: int) -> list[str]:
        """The words of the body of a text, by its row."""
        known = self.kept.pop(text, None)
        self.kept[text] = known if known is not None else _body(texts.body(self.store, text))
        if len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        return self.kept[text]
