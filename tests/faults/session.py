"""A scripted session of work on a database, which tells each step before and after it is done.

As a process of its own it tells them on standard output, a JSON line each: what was told as done is
promised. ``python -m tests.faults.session DB ANNOTATOR SEED STEPS``, and where wanted

--only KIND      one kind of step
--phase FILE     a file whose first byte says where in an operation the process is
--fall N         it kills itself before its Nth SQL statement
--pause SECONDS  it rests up to so long after each step
"""

import argparse
import json
import mmap
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tui.errors import CallError
from tui.model import Fragment
from tui.store import adding, annotations, articles, codebook, history
from tui.store.adding import Intake
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import decode

BETWEEN, INSIDE, COMMITTING = 0, 1, 2
"""Where in an operation a process is: in none, before its COMMIT, in its COMMIT."""

Tell = Callable[[dict[str, Any]], None]

WEIGHTS = {"add": 10, "note": 4, "retag": 2, "remove": 2, "undo": 3, "redo": 2, "bulk": 2}
WEIGHTS["import"] = 1
BULK = 20


class Session:
    """One annotator's work: `dice` says what, `tell` is told before and after."""

    def __init__(self, store: Store, dice: random.Random, tell: Tell) -> None:
        self.store = store
        self.dice = dice
        self.tell = tell
        self.texts = {
            summary.uid: articles.text_of(store, summary.uid)
            for summary in articles.summaries(store)
            if summary.story == "base"
        }
        self.tags = [tag.path for tag in codebook.tags(store) if "span" in tag.applies]

    def play(self, steps: int, only: str | None = None) -> None:
        kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
        for _ in range(steps):
            kind = only or self.dice.choices(kinds, weights)[0]
            if kind in ("note", "retag", "remove") and not self._mine():
                kind = "add"
            getattr(self, f"do_{kind}")()

    def _mine(self) -> list[tuple[str, str]]:
        return self.store.rows(
            "SELECT annotation.uid, tag_id FROM annotation"
            " JOIN annotator ON annotator.id = annotator_id WHERE name = ? AND NOT deleted",
            (self.store.annotator,),
        )

    def _draft(self) -> Draft:
        article = self.dice.choice(sorted(self.texts))
        text = self.texts[article]
        start = self.dice.randrange(len(text) - 100)
        fragment = anchor(text, start, start + self.dice.randint(1, 90))
        note = self.dice.choice(["", "", "said twice", "84 or 47? – “Mali’s” figure"])
        return Draft(article, self.dice.choice(self.tags), (fragment,), note=note)

    def do_add(self, number: int = 1) -> None:
        drafts = [self._draft() for _ in range(number)]
        self.tell({"step": "add", "rows": [_row(draft, *draft.fragments) for draft in drafts]})
        self.tell({"done": annotations.add(self.store, drafts)})

    def do_bulk(self) -> None:
        self.do_add(BULK)

    def do_import(self) -> None:
        title = f"{self.store.annotator} {self.dice.getrandbits(64):x}"
        raw = f"{title}\n{self.dice.choice(list(self.texts.values()))}".encode()
        self.tell({"step": "import", "title": title})
        (added,) = adding.add(self.store, [Intake(decode(raw), raw, "intake.txt")])
        self.tell({"done": [added.article.uid]})

    def do_note(self) -> None:
        uid, _ = self.dice.choice(self._mine())
        note = f"note {self.dice.getrandbits(32)}"
        self.tell({"step": "change", "uid": uid, "note": note})
        annotations.change(self.store, uid, label="note", note=note)
        self.tell({"done": []})

    def do_retag(self) -> None:
        uid, _ = self.dice.choice(self._mine())
        (there,) = annotations.with_uids(self.store, [uid])
        tag = self.dice.choice([tag for tag in self.tags if tag != there.tag])
        self.tell({"step": "change", "uid": uid, "tag": tag})
        annotations.change(self.store, uid, label="retag", tag=tag)
        self.tell({"done": []})

    def do_remove(self) -> None:
        mine = [uid for uid, _ in self._mine()]
        uids = self.dice.sample(mine, min(len(mine), self.dice.randint(1, 3)))
        self.tell({"step": "remove", "uids": uids})
        annotations.remove(self.store, uids)
        self.tell({"done": []})

    def do_undo(self) -> None:
        self._revert("undo", history.undo)

    def do_redo(self) -> None:
        self._revert("redo", history.redo)

    def _revert(self, step: str, revert: Callable[[Store], object]) -> None:
        self.tell({"step": step})
        try:
            revert(self.store)
        except CallError:
            self.tell({"done": None})
        else:
            self.tell({"done": []})


def _row(draft: Draft, fragment: Fragment) -> list[Any]:
    return [draft.article, draft.tag, fragment.start, fragment.end, draft.note]


class Watch:
    """Follows a connection's statements, and says in a shared byte where in an operation it is."""

    def __init__(self, phase: mmap.mmap, fall: int) -> None:
        self.phase = phase
        self.left = fall

    def __call__(self, sql: str) -> None:
        if sql == "BEGIN IMMEDIATE":
            self.phase[0] = INSIDE
        elif sql == "COMMIT":
            self.phase[0] = COMMITTING
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    reads = argparse.ArgumentParser()
    reads.add_argument("path", type=Path)
    reads.add_argument("annotator")
    reads.add_argument("seed", type=int)
    reads.add_argument("steps", type=int)
    reads.add_argument("--only")
    reads.add_argument("--phase", type=Path)
    reads.add_argument("--fall", type=int, default=0)
    reads.add_argument("--pause", type=float, default=0)
    given = reads.parse_args()
    phase, pauses = mmap.mmap(-1, 1), random.Random(given.annotator)
    if given.phase is not None:
        with given.phase.open("r+b") as file:
            phase = mmap.mmap(file.fileno(), 1)

    def tell(told: dict[str, Any]) -> None:
        if "done" in told:
            phase[0] = BETWEEN
        os.write(1, json.dumps(told).encode() + b"\n")
        if "done" in told and given.pause:
            time.sleep(pauses.uniform(0, given.pause))

    with open_store(given.path, annotator=given.annotator, device=given.annotator) as store:
        session = Session(store, random.Random(given.seed), tell)
        store.connection.set_trace_callback(Watch(phase, given.fall))
        session.play(given.steps, given.only)


if __name__ == "__main__":
    main()
