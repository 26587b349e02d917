"""What became of each thing that was to be taken in, as a value and in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tui.errors import CallError, DataError
from tui.store.adding import Added, Intake
from tui.store.carrying import Carried
from tui.store.near import Near
from tui.text.safety import display_line, hidden_count

KINDS = ("added", "already here", "later text", "passed over", "not read")
"""What can become of it, in the order that a sum tells them."""

OF_ADDED = ("nearly the same as another", "in a guessed encoding")
"""What is counted of those added, besides."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that was read and is not yet in the database.

    `name` is what a person knows it by: the file's name with the place in it, the address. `notes`
    say what is to be known of how it was read.
    """

    name: str
    intake: Intake
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article, or of a file that could not be read.

    `kind` is one of KINDS. `uid` is the article's, `reason` says why there is none: where the call
    was wrong (`exit_code` 2), by the name as well. `look` says whether a person should see it among
    many, `guessed` whether its encoding is a guess. `exit_code` is what a command is to answer
    with.
    """

    kind: str
    name: str
    title: str = ""
    uid: str = ""
    notes: tuple[str, ...] = ()
    reason: str = ""
    near: Near | None = None
    guessed: bool = False
    look: bool = False
    exit_code: int = 0

    @property
    def line(self) -> str:
        """All of it on one line, which a terminal can bear."""
        if self.kind == "not read":
            names_it = self.exit_code == CallError.exit_code
            return display_line(self.reason if names_it else f"{self.name}: {self.reason}")
        if self.kind == "passed over":
            return display_line(f"{self.kind}: {self.name}: {self.reason}")
        line = f"{self.kind}: {self.name}: {self.title}"
        return display_line(f"{line} ({', '.join(self.notes)})" if self.notes else line)

    @property
    def row(self) -> dict[str, object]:
        """The same as data, with the text of strangers as it is."""
        near = self.near
        return {
            "outcome": self.kind,
            "name": self.name,
            "id": self.uid,
            "title": self.title,
            "notes": list(self.notes),
            "reason": self.reason,
            "guessed": self.guessed,
            "near": {"id": near.uid, "label": near.label, "share": near.share} if near else None,
        }


def refused(name: str, error: CallError) -> Outcome:
    """What cannot be opened: the error's message, which names it."""
    return Outcome("not read", name, reason=str(error), look=True, exit_code=error.exit_code)


def missed(name: str, reason: str) -> Outcome:
    """What could not be read."""
    return Outcome("not read", name, reason=reason, look=True, exit_code=DataError.exit_code)


def outcome(arrival: Arrival, added: Added) -> Outcome:
    """What became of an article, and of characters in it that are not what they seem."""
    kind = "already here" if added.duplicate else "later text" if added.carried else "added"
    decoded = arrival.intake.decoded
    notes = list(_carried(added.carried)) if added.carried else []
    if added.near:
        share = int(added.near.share * 100)
        notes.append(f"nearly the same as {added.near.label}, {share} %")
    notes += arrival.notes
    if replaced := decoded.replaced:
        notes.append(f"{counted(replaced, 'control character')} replaced by U+FFFD")
    if hidden := hidden_count(decoded.text):
        notes.append(f"{counted(hidden, 'hidden or bidirectional character')}, shown as ·")
    return Outcome(
        kind,
        arrival.name,
        added.article.title,
        added.article.uid,
        tuple(notes),
        near=added.near,
        guessed=decoded.guessed and not added.duplicate,
        look=bool(added.carried or (replaced and not added.duplicate)),
    )


def _carried(carried: Carried) -> list[str]:
    """What became of what was said of an earlier text."""
    notes = []
    if moved := carried.moved:
        notes.append(f"{counted(moved, 'annotation')} carried over")
    if waiting := carried.waiting:
        notes.append(f"{waiting} {'needs' if waiting == 1 else 'need'} a look")
    if lost := carried.regions_lost:
        told = counted(lost, "region correction")
        notes.append(f"{told} had no place in the new text")
    if left := carried.alignments_left:
        are = "stays" if left == 1 else "stay"
        told = counted(left, "decided alignment")
        notes.append(f"{told} {are} with the earlier text")
    return notes


def summed(files: int, counts: Mapping[str, int]) -> str:
    """How many files came to what: ``1,200 files: 1,198 added, 1 later text, 1 not read``.

    `counts` has OF_ADDED besides KINDS.
    """
    among = [f"{counts[one]:,} {one}" for one in OF_ADDED if counts.get(one)]
    parts = []
    for kind in KINDS:
        if number := counts.get(kind, 0):
            told = counted(number, kind) if kind == "later text" else f"{number:,} {kind}"
            parts.append(f"{told} ({', '.join(among)})" if among and kind == "added" else told)
    return f"{counted(files, 'file')}: {', '.join(parts) or 'nothing'}"


def counted_kinds(outcomes: Iterable[Outcome]) -> Counter[str]:
    """How many came to what, for `summed`."""
    counts: Counter[str] = Counter()
    for one in outcomes:
        counts[one.kind] += 1
        if one.near:
            counts[OF_ADDED[0]] += 1
        if one.guessed:
            counts[OF_ADDED[1]] += 1
    return counts


def reasons(outcomes: list[Outcome]) -> list[tuple[str, int]]:
    """Why files were not read, the most usual first."""
    return Counter(one.reason for one in outcomes if one.kind == "not read").most_common()


def counted(number: int, name: str) -> str:
    """``1 article``, ``2,000 articles``."""
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"
