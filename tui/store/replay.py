"""What the log says a row is: from the changes of one row to its values, and what was lost.

Pure, and a function of the set of changes alone, so that files with the same operations have the
same rows whatever the order they were merged in. The last writer of a field wins, by the hybrid
clock and then the operation's uid. A value is lost when nobody saw it before it was gone: no later
change starts from it or writes it again. It is told, and stays told until a person settles it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tui.store.connection import named
from tui.store.schema import LOGGED, TOGETHER

MADE_LATER: dict[str, dict[str, Any]] = {
    "article": {"origin": "", "status": "todo", "split": "", "extraction": ""},
    "version": {"extraction": ""},
    "annotation": {"stays": 0},
}
"""The values of fields that the entries of older files do not have."""

QUIET = frozenset(
    {
        *("created", "modified", "added"),
        "status",  # how far it is read: the last to say so knows
        "split",  # the last split is the one that holds
        "position",  # to put a tag elsewhere in the order moves others along
        # These go along with a text.
        *("file", "encoding", "replaced", "original", "origin", "extraction"),
    }
)
"""Fields of which an earlier value is no loss."""

DEALT_WITH = frozenset({"version", "settled", "dismissal", "alignment", "source_rule"})
"""Tables in which nothing a person wrote can be lost: what someone decided last is what holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of a row as the log has it. `before` is None where the row was made.

    `hand` is who wrote it and on which device. Entries are in the order of (`hlc`, `op`, place in
    the log), in which a file's own come as they were made.
    """

    hlc: int
    op: str
    hand: tuple[str, str]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lost:
    """A value that was overwritten unseen: what it was, and what was written over it.

    Both are given by column, as the log has them. `uid` is the same in every file.
    """

    uid: str
    field: str
    kept_op: str
    lost_op: str
    kept: Mapping[str, Any]
    lost: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Replayed:
    """The values of a row by column, references as uids, and the values lost on the way."""

    values: dict[str, Any]
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Write:
    """One writing of a field, or of the columns that belong together."""

    by: Entry
    before: tuple[Any, ...]
    after: tuple[Any, ...]


def row(table: str, uid: str, entries: Sequence[Entry]) -> Replayed:
    """A row after these entries, which are in order. Raises ValueError where none makes the row.

    Any change beats any making: two files may each have made the row, named by its content, and
    the latest making is what the changes start from.
    """
    made = [entry.after for entry in entries if entry.before is None]
    if not made:
        raise ValueError(f"{table} {uid} is changed in the log and made nowhere")
    start = {**MADE_LATER.get(table, {}), **made[-1]}
    values = {column: start[column] for column in LOGGED[table]}
    if len(made) == len(entries):
        return Replayed(values)
    lost: list[Lost] = []
    for columns in units(table):
        writes = [*_writes(columns, start, entries)]
        if not writes:
            continue
        values.update(zip(columns, writes[-1].after, strict=True))
        if table not in DEALT_WITH and field_of(columns) not in QUIET:
            lost += _lost(table, uid, columns, writes)
    return Replayed(values, tuple(lost))


@cache
def units(table: str) -> tuple[tuple[str, ...], ...]:
    """The columns of a table that win or lose alone, and those that do together."""
    together = TOGETHER.get(table, ())
    taken = {column for unit in together for column in unit}
    return (*((column,) for column in LOGGED[table] if column not in taken), *together)


def field_of(columns: Sequence[str]) -> str:
    """The column that names a unit: of a span its fragments, of an article's text the text."""
    return "fragments" if "fragments" in columns else columns[0]


def _writes(
    columns: Sequence[str], start: Mapping[str, Any], entries: Iterable[Entry]
) -> Iterator[Write]:
    for entry in entries:
        if entry.before is None or not any(column in entry.after for column in columns):
            continue
        # Schema 1 logged the fragments alone: its texts never changed, so the text is the first.
        yield Write(
            entry,
            tuple(entry.before.get(column, start[column]) for column in columns),
            tuple(entry.after.get(column, start[column]) for column in columns),
        )


def _lost(
    table: str, uid: str, columns: tuple[str, ...], writes: Sequence[Write]
) -> Iterator[Lost]:
    for place, write in enumerate(writes[:-1]):
        later = writes[place + 1 :]
        if _is_quiet(columns, write) or _is_carried(columns, write) or _is_known(write, later):
            continue
        over = later[0]
        yield loss(
            (table, uid, field_of(columns)),
            (over.by.op, dict(zip(columns, over.after, strict=True))),
            (write.by.op, dict(zip(columns, write.after, strict=True))),
        )


def _is_quiet(columns: tuple[str, ...], write: Write) -> bool:
    """Whether nothing was written that is a loss: a file got another name, the text stayed."""
    pairs = zip(columns, write.before, write.after, strict=True)
    return all(column in QUIET or before == after for column, before, after in pairs)


def _is_carried(columns: tuple[str, ...], write: Write) -> bool:
    """Whether a span was carried to a later text by the program: working it out again is easy."""
    return (
        columns in TOGETHER["annotation"]
        and "modified" not in write.by.after
        and write.before[0] != write.after[0]
    )


def _is_known(write: Write, later: Sequence[Write]) -> bool:
    """Whether someone saw what was written before it was gone, or saw that it was gone.

    The second can be told where the one who wrote it goes on, on the same device, from what
    another wrote over it.
    """
    others: set[tuple[Any, ...]] = set()
    for after in later:
        if write.after in (after.before, after.after):
            return True
        if after.by.hand == write.by.hand and after.before in others:
            return True
        if after.by.hand != write.by.hand:
            others.add(after.after)
    return False


def loss(
    place: tuple[str, str, str],
    kept: tuple[str, Mapping[str, Any]],
    lost: tuple[str, Mapping[str, Any]],
) -> Lost:
    """A loss at a place (table, row, field): the operation and the values kept, and those lost."""
    uid = named(":".join(("conflict", *place, kept[0], lost[0])))
    return Lost(uid, place[2], kept[0], lost[0], kept[1], lost[1])


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an article is removed, and removals that did not hold."""

    deleted: int
    lost: tuple[Lost, ...] = ()


def standing(
    uid: str, article: Sequence[Entry], annotations: Mapping[str, Sequence[Entry]]
) -> Standing:
    """Whether an article is removed, from its own entries and those of its annotations by uid.

    To remove an article removes the annotations on it. A removal that left one alive was made
    without seeing it, and an annotation made after a removal was made without seeing that: the
    article stays, and a removal nobody has looked at since is told.
    """
    writes = [*_writes(("deleted",), {"deleted": 0}, article)]
    steps = [(entry.hlc, entry.op, place, "", entry) for place, entry in enumerate(article)]
    for name, entries in annotations.items():
        # An operation that removes an article has removed its annotations before it.
        steps += [(entry.hlc, entry.op, -1, name, entry) for entry in entries]
    steps.sort(key=lambda step: (step[0], step[1], step[2]))
    alive: dict[str, str] = {}
    deleted, overruled = 0, dict[str, str]()
    removal = ""
    for _, op, _, name, entry in steps:
        if "deleted" not in entry.after:
            continue
        value = entry.after["deleted"]
        if not name and entry.before is None:
            continue
        if not name:
            deleted, removal = value, op
        elif value:
            alive.pop(name, None)
        else:
            alive[name] = op
        if deleted and alive:
            deleted, overruled[removal] = 0, next(reversed(alive.values()))
    lost = [
        loss(
            ("article", uid, "deleted"),
            (overruled[write.by.op], {"deleted": 0}),
            (write.by.op, {"deleted": 1}),
        )
        for place, write in enumerate(writes)
        if write.by.op in overruled and not _is_known(write, writes[place + 1 :])
    ]
    return Standing(deleted, tuple(lost))


def entry(hlc: int, op: str, hand: tuple[str, str], before: str | None, after: str) -> Entry:
    """An entry from the columns of the log. Raises ValueError where they are no JSON."""
    return Entry(hlc, op, hand, json.loads(before) if before else None, json.loads(after))
