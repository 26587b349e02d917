"""Near copies: one agency's text in five papers is one origin.

Found without comparing all with all. Of each text the runs of five words are hashed, and of four
hashes in a row the least is kept (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003): two
texts with eight words in a row alike share at least one. Hashes that one text alone has are
dropped. The longest text is taken first; another one is looked up among those before it that are
no copies, and held against those few word by word.

A copy may leave out, add and move paragraphs. It is one where at least half of the shorter text
stands in the longer one. That rule does not chain: each copy is held against the longest text
itself. How much each changed is told against the first that was published.
"""

from array import array
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from tui.text.runs import covered, runs, words

HALF = 0.55
"""The share of the shorter text's words that the longer one has, from which on it is a copy."""
PART = 0.15
"""The share of the longer text that the shorter one is, at least: two reports that a long list
of news holds are not of one origin."""
LEAST = 20
"""Words that a copy has in common with its origin, at least: fewer are alike by chance."""

_HASHED, _WINDOW = 5, 4
_SHARED = 0.2
"""The share of a text's hashes that another one has, before its words are looked at."""
_LOOKED_AT = 4
_MANY = 100
"""Origins that a hash may stand in: what more of them have is boilerplate and finds nothing."""
_BUCKETS, _KEPT = 64, 200


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as near copies of it are found: the hashes of its runs of words, four bytes each, and
    how many words it has. `published` is an ISO 8601 date, empty where nobody knows."""

    uid: str
    published: str
    words: int
    hashes: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """How a copy differs from its origin, in shares of words: of the origin's words `kept` and
    `dropped`, which are 1 together, and of its own the ones that were `added`."""

    uid: str
    kept: float
    added: float
    dropped: float

    @property
    def changed(self) -> float:
        """The larger of what was dropped and what was added."""
        return max(self.dropped, self.added)


@dataclass(frozen=True, slots=True)
class Origin:
    """One text in several papers: the first published (else the longest), and its copies."""

    uid: str
    copies: tuple[Copy, ...]

    @property
    def uids(self) -> tuple[str, ...]:
        """The first and its copies."""
        return self.uid, *(copy.uid for copy in self.copies)


def printed(uid: str, text: str, published: str = "") -> Printed:
    """What is kept of a text to find copies of it; about two bytes for each word."""
    found = words(text)
    runs = [found[at:] for at in range(_HASHED)]
    hashes = [crc32(" ".join(run).encode()) for run in zip(*runs, strict=False)]
    if not hashes:
        hashes = [crc32(" ".join(found).encode())]
    if len(hashes) >= _WINDOW:
        windows = [hashes[at:] for at in range(_WINDOW)]
        hashes = [*map(min, *windows)]
    return Printed(uid, published, len(found), array("I", sorted(set(hashes))).tobytes())


def origins(texts: Iterable[Printed], read: Callable[[str], str]) -> list[Origin]:
    """The texts that stand in several papers, the most often printed first.

    `read` gives the text of a uid again; it is asked only about those that share something. The
    order of the texts is nothing.
    """
    by_length = sorted(texts, key=lambda one: (-one.words, one.published or "9999", one.uid))
    groups = _Groups(_shared(by_length), read)
    for text in by_length:
        groups.take(text)
    published = {text.uid: text.published for text in by_length}
    found = [_origin(uids, published, read) for uids in groups.copied()]
    return sorted(found, key=lambda one: (-len(one.copies), one.uid))


def change(origin: Sequence[str], copy: Sequence[str]) -> tuple[float, float]:
    """The share of the origin's words that the copy kept, and of the copy's that it added.

    A word is kept where it stands in a run of three that both have, wherever that is.
    """
    kept, own = covered(origin, {*runs(copy)}), covered(copy, {*runs(origin)})
    return kept / max(1, len(origin)), 1 - own / max(1, len(copy))


def _shared(texts: Sequence[Printed]) -> set[int]:
    """The hashes that several texts have, found a part of them at a time."""
    buckets = [array("I") for _ in range(_BUCKETS)]
    for text in texts:
        for number in array("I", text.hashes):
            buckets[number % _BUCKETS].append(number)
    shared: set[int] = set()
    for bucket in buckets:
        shared.update(number for number, count in Counter(bucket).items() if count > 1)
    return shared


class _Groups:
    """Texts that are no copies so far, by their hashes, and the copies of each."""

    def __init__(self, shared: set[int], read: Callable[[str], str]) -> None:
        self.shared = shared
        self.read = read
        self.index: dict[int, list[int]] = defaultdict(list)
        self.members: list[list[str]] = []
        self.runs: OrderedDict[int, tuple[int, set[tuple[str, ...]]]] = OrderedDict()

    def take(self, text: Printed) -> None:
        """Put a text to the one that it is a copy of, else among those that are no copies."""
        hashes = array("I", text.hashes)
        known = [number for number in hashes if number in self.shared]
        at = self._copied_from(text, known, len(hashes))
        if at is not None:
            self.members[at].append(text.uid)
            return
        for number in known:
            if len(self.index[number]) < _MANY:
                self.index[number].append(len(self.members))
        self.members.append([text.uid])

    def copied(self) -> list[list[str]]:
        """The groups of more than one."""
        return [uids for uids in self.members if len(uids) > 1]

    def _copied_from(self, text: Printed, known: Sequence[int], hashes: int) -> int | None:
        postings = (self.index.get(number, ()) for number in known)
        counts = Counter(at for posting in postings if len(posting) < _MANY for at in posting)
        likely = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_LOOKED_AT]
        likely = [one for one in likely if one[1] >= _SHARED * hashes]
        if not likely:
            return None
        own = words(self.read(text.uid))
        held = [(self._common(own, at), -at) for at, _ in likely]
        most, at = max(held)
        return -at if most >= max(HALF * len(own), LEAST) else None

    def _common(self, own: Sequence[str], at: int) -> int:
        """How many words of a text the origin has, none where it is too small a part of it."""
        length, runs = self._runs_of(at)
        common = covered(own, runs)
        return common if common >= PART * length else 0

    def _runs_of(self, at: int) -> tuple[int, set[tuple[str, ...]]]:
        """How many words an origin has, and their runs: those asked for last are kept."""
        known = self.runs.pop(at, None)
        if known is None:
            found = words(self.read(self.members[at][0]))
            known = len(found), {*runs(found)}
        self.runs[at] = known
        if len(self.runs) > _KEPT:
            self.runs.popitem(last=False)
        return known


def _origin(uids: Sequence[str], published: dict[str, str], read: Callable[[str], str]) -> Origin:
    """The group as it is told: what each copy changed against the first published.

    The uids come longest first, and among texts of one day the longest is the first.
    """
    first = min(uids, key=lambda uid: published[uid][:10] or "9999")
    whole = words(read(first))
    copies = []
    for uid in uids:
        if uid != first:
            kept, added = change(whole, words(read(uid)))
            copies.append(Copy(uid, kept, added, 1 - kept))
    return Origin(first, tuple(sorted(copies, key=lambda copy: (copy.changed, copy.uid))))


def within(copied: Sequence[Origin], uids: Sequence[str]) -> list[Origin]:
    """Which of these articles are of one origin, each article in one of them, in their order.

    Where the first of an origin is not among them, its first copy stands for it, with the shares
    of the others told against the first all the same.
    """
    asked, found, placed = set(uids), list[Origin](), set[str]()
    for origin in copied:
        copies = tuple(copy for copy in origin.copies if copy.uid in asked)
        if origin.uid in asked:
            found.append(Origin(origin.uid, copies))
        elif copies:
            found.append(Origin(copies[0].uid, copies[1:]))
        placed.update(origin.uids)
    found += [Origin(uid, ()) for uid in uids if uid not in placed]
    order = {uid: at for at, uid in enumerate(uids)}
    return sorted(found, key=lambda origin: (-len(origin.copies), order[origin.uid]))
