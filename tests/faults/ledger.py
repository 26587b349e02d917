"""What one annotator was promised: a model of their rows and of their undo, kept without a store.

It hears what a session is about to do and what it has been told is done. After a fault the database
must hold just that, or that and the one step that was under way: all of it or nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.store import annotations, articles, check
from tui.store.connection import Store
from tui.store.opening import open_store

Row = tuple[Any, ...]
Effect = dict[str, tuple[Row | None, Row | None]]
"""What a step did to each row, by uid: before and after."""


def promised_to(store: Store, annotator: str) -> dict[str, Row]:
    """The annotations and articles of one annotator, as the database has them."""
    found: dict[str, Row] = {}
    for summary in articles.summaries(store):
        if summary.title.startswith(f"{annotator} "):
            found[summary.uid] = ("article", summary.title)
        for made in annotations.of_article(store, summary.uid):
            if made.annotator == annotator:
                found[made.uid] = (made.article, made.tag, made.start, made.end, made.note)
    return found


@dataclass
class Ledger:
    """The rows of one annotator. `acknowledged` counts the annotations ever told as made."""

    annotator: str
    rows: dict[str, Row] = field(default_factory=dict)
    done: list[Effect] = field(default_factory=list)
    undone: list[Effect] = field(default_factory=list)
    flying: dict[str, Any] | None = None
    acknowledged: int = 0
    steps: int = 0

    def hear(self, told: dict[str, Any]) -> None:
        """Take in one line of a session: a step that begins, or the uids of one that is done."""
        if "step" in told:
            assert self.flying is None, f"{self.flying} was never acknowledged"
            self.flying = told
            return
        assert self.flying is not None
        step, self.flying = self.flying, None
        if told["done"] is None:  # refused: there was nothing to take back
            stack = self.done if step["step"] == "undo" else self.undone
            assert not stack, f"{step['step']} was refused with {len(stack)} steps to go"
            return
        self.steps += 1
        if step["step"] == "add":
            self.acknowledged += len(told["done"])
        self._take_in(step, self.effect(step, told["done"]))

    def _take_in(self, step: Mapping[str, Any], effect: Effect) -> None:
        self._put({uid: after for uid, (_, after) in effect.items()})
        if step["step"] == "undo":
            self.undone.append(self.done.pop())
        elif step["step"] == "redo":
            self.done.append(self.undone.pop())
        else:
            self.done.append(effect)
            self.undone.clear()

    def effect(self, step: Mapping[str, Any], uids: Iterable[str]) -> Effect:
        """What a step does to the rows as they are now."""
        match step["step"]:
            case "add":
                rows = (tuple(row) for row in step["rows"])
                return {uid: (None, row) for uid, row in zip(uids, rows, strict=True)}
            case "import":
                (uid,) = uids
                return {uid: (None, ("article", step["title"]))}
            case "change":
                uid, before = step["uid"], self.rows[step["uid"]]
                article, tag, start, end, note = before
                after = (article, step.get("tag", tag), start, end, step.get("note", note))
                return {uid: (before, after)}
            case "remove":
                return {uid: (self.rows[uid], None) for uid in step["uids"]}
            case "undo":
                return {uid: (now, was) for uid, (was, now) in self.done[-1].items()}
            case "redo":
                return self.undone[-1]
        raise ValueError(step)

    def _put(self, rows: Mapping[str, Row | None]) -> None:
        for uid, row in rows.items():
            if row is None:
                del self.rows[uid]
            else:
                self.rows[uid] = row

    def settle(self, found: dict[str, Row]) -> None:
        """After a fault: the step under way is in the file as a whole, or it never was."""
        step, self.flying = self.flying, None
        if found == self.rows:
            return
        missing = self.rows.keys() - found.keys()
        assert step is not None, f"lost {len(missing)}: {sorted(missing)[:3]}"
        new = found.keys() - self.rows.keys()
        uids: list[str] = []
        if step["step"] in ("add", "import"):
            # The uids were never told: match them by what the rows hold.
            of_row: dict[Row, list[str]] = {}
            for uid in new:
                of_row.setdefault(found[uid], []).append(uid)
            rows = [tuple(row) for row in step.get("rows", [("article", step.get("title"))])]
            uids = [of_row[row].pop() for row in rows if of_row.get(row)]
            assert len(uids) == len(rows), f"lost {len(missing)}, or a half-written {step}"
        effect = self.effect(step, uids)
        self._take_in(step, effect)
        assert found == self.rows, f"lost {len(missing)}, or a half-written {step}"


def settle(path: Path, *ledgers: Ledger) -> None:
    """Open a database after a fault: every promise is kept, and `check` finds nothing wrong."""
    with open_store(path, annotator="controller", device="desk-2") as store:
        for ledger in ledgers:
            ledger.settle(promised_to(store, ledger.annotator))
        assert check.faults(store) == []
