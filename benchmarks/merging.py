"""Merging two files that grew apart, against inserting as many rows of log bare.

Two people have done 3,000 operations each in files made from one pack; one is merged into the
other. The floor is what nobody can do without: the same operations and changes inserted with
`executemany` in one transaction that is on the disk at its end, nothing worked out, nothing
written but the log. Wall-clock time; each run has files of its own.
"""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Ratio
from benchmarks.texts import SEEDS
from tui.store import adding, annotations, articles
from tui.store.adding import Intake
from tui.store.connection import Store
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.store.pack import pack
from tui.text.anchors import anchor
from tui.text.policy import decode

OPERATIONS = 3000
RUNS = 7
AIM = 6.0


def measure(folder: Path) -> list[Ratio]:
    """Merge in turn with inserting bare, and merge again what is known by then."""
    ours, theirs = _grown_apart(folder)
    merged, bare, again = [], [], []
    for run in range(RUNS + 1):
        times = _merged(folder, ours, theirs), _bare(folder, ours, theirs)
        if run:  # the first only fills the caches
            merged.append(times[0][0])
            again.append(times[0][1])
            bare.append(times[1])
    what = f"merge {OPERATIONS:,} operations"
    return [Ratio(what, merged, bare, AIM), Ratio("merge them again", again, bare)]


def _grown_apart(folder: Path) -> tuple[Path, Path]:
    ours, theirs = folder / "ours.db", folder / "theirs.db"
    with open_store(ours, annotator="ana", device="desk") as store:
        for file in sorted(SEEDS.glob("*.txt")):
            raw = file.read_bytes()
            adding.add(store, [Intake(decode(raw), raw, file.name)])
        pack(store, theirs)
        _work(store)
    with open_store(theirs, annotator="bo", device="lap") as store:
        _work(store)
    return ours, theirs


def _work(store: Store) -> None:
    """Two annotations, then a note on the second, over and over."""
    # What is measured comes later: the disk need not be waited for here.
    store.connection.execute("PRAGMA synchronous = OFF")
    uids = [one.uid for one in articles.summaries(store)]
    made = ""
    for number in range(OPERATIONS):
        if number % 3 == 2:
            annotations.change(store, made, label="note", note=f"note {number}")
            continue
        article = uids[number % len(uids)]
        text = articles.text_of(store, article)
        start = number * 7 % (len(text) - 20)
        draft = annotations.Draft(article, "claim/number", (anchor(text, start, start + 12),))
        (made,) = annotations.add(store, [draft])


def _merged(folder: Path, ours: Path, theirs: Path) -> tuple[float, float]:
    copy = Path(shutil.copy(ours, folder / "merged.db"))
    with open_store(copy, annotator="ana", device="desk") as store:
        times = []
        for _ in range(2):
            start = time.perf_counter()
            merge(store, theirs, back_up=False)
            times.append(time.perf_counter() - start)
    return times[0], times[1]


def _bare(folder: Path, ours: Path, theirs: Path) -> float:
    copy = Path(shutil.copy(ours, folder / "bare.db"))
    with (
        closing(sqlite3.connect(theirs)) as source,
        closing(sqlite3.connect(copy, isolation_level=None)) as target,
    ):
        known = {uid for (uid,) in target.execute("SELECT uid FROM op")}
        start = time.perf_counter()
        target.execute("PRAGMA synchronous = FULL")
        target.execute("PRAGMA journal_mode = WAL").fetchall()
        first = target.execute("SELECT max(id) FROM op").fetchone()[0]
        columns = "uid, annotator, device, hlc, wall, app, kind, label, undoes"
        target.execute("BEGIN IMMEDIATE")
        target.executemany(
            f"INSERT INTO op (id, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (first + id_, *row)
                for id_, *row in source.execute(f"SELECT id, {columns} FROM op")
                if row[0] not in known
            ),
        )
        target.executemany(
            "INSERT INTO change (op_id, tbl, row_uid, action, before, after)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            source.execute(
                "SELECT op_id + ?, tbl, row_uid, action, before, after FROM change JOIN op"
                " ON op.id = op_id WHERE op.annotator = 'bo'",
                (first,),
            ),
        )
        target.execute("COMMIT")
        return time.perf_counter() - start
