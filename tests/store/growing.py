"""Files that grow apart, and what must be the same in all of them once they are merged."""

import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from tui.codebook import parse
from tui.errors import CallError
from tui.model import Extraction, Tag
from tui.store import (
    adding,
    alignments,
    annotations,
    article_details,
    article_tags,
    articles,
    claims,
    codebook,
    conflicts,
    flags,
    history,
    log,
    progress,
    recoding,
    regions,
    relations,
    source_rules,
    splits,
    suggestions,
    tags,
)
from tui.store.adding import Intake
from tui.store.connection import Store
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.store.schema import LOGGED, REFERS_TO
from tui.text.anchors import anchor
from tui.text.policy import decode

NOON = 1_790_000_000_000
SENTENCES = [
    "The toll rose to 84, the rebels said on Sunday.",
    "The army denied that any soldier had been killed in Tinzaouaten.",
    "A spokesman in Bamako called the figures “pure invention”.",
    "Two helicopters were seen above the border before noon.",
    "Kyiv has not commented on the report of its help.",
]
PAGE = "https://news.example/report/3"
TAGS = ("claim", "claim/number", "claim/event")


def text_of(number: int, version: int = 0) -> str:
    """One of a few texts, and what it was changed to later."""
    rng = Random(f"{number} {version}")
    lines = [f"Report {number}.", *SENTENCES]
    if version:
        lines.insert(rng.randrange(1, 4), f"Update {version}: the count goes on.")
        del lines[rng.randrange(1, len(lines))]
    return "\n\n".join(lines) + "\n"


def intake(number: int, version: int = 0, place: str = "") -> Intake:
    raw = text_of(number, version).encode()
    decoded, name = decode(raw), f"{number}.txt"
    if number == 3:  # a page, found by its url alone
        page, found = b"<p>" + raw + b"</p>" * 200, Extraction("html", words=200 + version)
        return Intake(decoded, page, name, {"url": PAGE}, place, found)
    return Intake(decoded, raw, name, place=place or f"/{number}.txt")


class Time:
    """The true time, in milliseconds; a file's clock may be wrong by hours."""

    def __init__(self) -> None:
        self.now = NOON

    def clock(self, off: int) -> Callable[[], int]:
        return lambda: self.now + off


class File:
    """One person's file and what they may do in it."""

    def __init__(self, path: Path, who: str, time: Time, off: int = 0) -> None:
        self.path, self.who, self.time, self.off = path, who, time, off
        self.numbers = count()
        self.store = self.open()

    def open(self) -> Store:
        return open_store(
            self.path,
            annotator=self.who,
            device=self.path.stem,
            now=self.time.clock(self.off),
            new_uid=lambda ms: f"{self.path.stem}-{next(self.numbers):06}",
        )

    def reopen(self) -> None:
        self.store.close()
        self.store = self.open()

    def do(self, action: str, rng: Random) -> None:
        """Do something, if it can be done here now."""
        try:
            ACTIONS[action](self.store, rng)
        except CallError:
            return


def some_article(store: Store, rng: Random) -> str:
    found = sorted(one.uid for one in articles.summaries(store))
    if not found:
        raise CallError("no article")
    return rng.choice(found)


def some_annotation(store: Store, rng: Random) -> str:
    found = sorted(
        one.uid
        for article in articles.summaries(store)
        for one in annotations.of_article(store, article.uid)
        if one.annotator == store.annotator
    )
    if not found:
        raise CallError("no annotation")
    return rng.choice(found)


def some_span(store: Store, article: str, rng: Random) -> Any:
    text = articles.text_of(store, article)
    start = rng.randrange(len(text) - 20)
    return anchor(text, start, start + rng.randrange(1, 20))


def add(store: Store, rng: Random) -> None:
    adding.add(store, [intake(rng.randrange(4))])


def later(store: Store, rng: Random) -> None:
    adding.add(store, [intake(rng.randrange(4), rng.randrange(4))])


def tag(store: Store, rng: Random) -> None:
    article = some_article(store, rng)
    part = some_span(store, article, rng)
    annotations.add(store, [annotations.Draft(article, rng.choice(TAGS), (part,))])


def note(store: Store, rng: Random) -> None:
    uid = some_annotation(store, rng)
    annotations.change(store, uid, label="note", note=rng.choice(["", "a", "b", "c"]))


def move(store: Store, rng: Random) -> None:
    uid = some_annotation(store, rng)
    article = annotations.with_uids(store, [uid])[0].article
    annotations.change(store, uid, label="move", fragments=(some_span(store, article, rng),))


def untag(store: Store, rng: Random) -> None:
    annotations.remove(store, [some_annotation(store, rng)])


def undo(store: Store, rng: Random) -> None:
    history.undo(store)


def undo_any(store: Store, rng: Random) -> None:
    found = store.rows(
        "SELECT uid FROM op WHERE kind = 'do' AND annotator = ? ORDER BY uid", (store.annotator,)
    )
    if found:
        history.undo(store, rng.choice(found)[0])


def redo(store: Store, rng: Random) -> None:
    history.redo(store)


def details(store: Store, rng: Random) -> None:
    uid = some_article(store, rng)
    title, source = rng.choice(["Toll", "War", "Mali"]), rng.choice(["", "Le Monde"])
    url = rng.choice(["", PAGE, "https://news.example/mali"])
    article_details.change(store, uid, {"title": title, "source": source, "url": url})


def drop(store: Store, rng: Random) -> None:
    articles.remove(store, [some_article(store, rng)])


def edit_codebook(store: Store, rng: Random) -> None:
    meaning, name = rng.choice(["one", "two", "three"]), rng.choice(["x", "y"])
    codebook.take_in(
        store, parse(f'[tags."claim/number"]\nmeaning = "{meaning}"\n[tags."new/{name}"]\n')
    )


def edit_tags(store: Store, rng: Random) -> None:
    one, other = (rng.choice([tag.path for tag in codebook.tags(store)]) for _ in range(2))
    edits: list[Callable[[], object]] = [
        lambda: tags.add(store, Tag("", f"{one}/{rng.choice('ab')}")),
        lambda: tags.rename(store, one, rng.choice("abc")),
        lambda: tags.move(store, one, rng.choice([other, ""])),
        lambda: tags.recolour(store, one, rng.choice(["sky", "grey"])),
        lambda: recoding.merge(store, one, other),
        lambda: recoding.delete(store, one, rng.choice([other, ""])),
    ]
    rng.choice(edits)()


def claim(store: Store, rng: Random) -> None:
    known = relations.claims(store)
    if not known or rng.random() < 0.1:
        relations.add_claim(store, "Some died")
    elif rng.random() < 0.5:
        uid = rng.choice(sorted(one.uid for one in known))
        with store.operation("reword"):
            wording = rng.choice(["84 died", "None died"])
            store.run("UPDATE claim SET wording = ? WHERE uid = ?", (wording, uid))
    elif len(known) > 1 and rng.random() < 0.3:
        gone, kept = rng.sample(sorted(one.uid for one in known), 2)
        claims.merge(store, gone, kept)
    elif rng.random() < 0.3:
        claims.take_off(store, [some_annotation(store, rng)])
    else:
        chosen = rng.choice(sorted(one.uid for one in known))
        annotations.change(store, some_annotation(store, rng), label="claim", claim=chosen)


def relate(store: Store, rng: Random) -> None:
    relations.add(store, "same", some_annotation(store, rng), some_annotation(store, rng))


def tag_article(store: Store, rng: Random) -> None:
    article = some_article(store, rng)
    mine = [
        one for one in article_tags.of_article(store, article) if one.annotator == store.annotator
    ]
    if mine:
        article_tags.remove(store, mine[0].uid)
    else:
        codebook.take_in(store, parse('[tags.report]\napplies = ["article"]\n'))
        article_tags.add(store, article, "report")


def correct(store: Store, rng: Random) -> None:
    article = some_article(store, rng)
    part = some_span(store, article, rng)
    regions.correct(store, article, (part.start, part.end), rng.random() < 0.5)


def read(store: Store, rng: Random) -> None:
    progress.set_status(store, some_article(store, rng), rng.choice(["todo", "work", "done"]))


def part(store: Store, rng: Random) -> None:
    parts = {one.uid: rng.choice(splits.PARTS) for one in articles.summaries(store)}
    splits.put(store, parts, (80, 10, 10), rng.randrange(9))


def place(store: Store, rng: Random) -> None:
    waiting = sorted(annotations.waiting(store), key=lambda one: one.uid)
    if waiting and rng.random() < 0.5:
        chosen = rng.choice(waiting)
        annotations.place(store, chosen.uid, (some_span(store, chosen.article, rng),))
    elif waiting:
        annotations.leave(store, [rng.choice(waiting).uid])


def dismiss(store: Store, rng: Random) -> None:
    article = some_article(store, rng)
    suggestions.dismiss(store, article, some_span(store, article, rng), rng.choice(TAGS))


def align(store: Store, rng: Random) -> None:
    one, other = some_article(store, rng), some_article(store, rng)
    ends = [(uid, some_sentence(store, uid, rng)) for uid in (one, other)]
    alignments.decide(store, *ends[0], *ends[1], same=rng.random() < 0.5)


def some_sentence(store: Store, article: str, rng: Random) -> tuple[int, int]:
    """One of a few, so that the same pairs are decided on more than once."""
    text = articles.text_of(store, article)
    words = rng.choice([one for one in SENTENCES[:3] if one in text] or [text.strip()])
    return text.index(words), text.index(words) + len(words)


def unalign(store: Store, rng: Random) -> None:
    uids = [one.uid for one in articles.summaries(store)]
    found = alignments.between(store, uids)
    mine = sorted(one.uid for one in found if one.annotator == store.annotator)
    if mine:
        alignments.withdraw(store, [rng.choice(mine)])


def settle(store: Store, rng: Random) -> None:
    found = sorted(one.uid for one in conflicts.open_conflicts(store))
    if found:
        conflicts.settle(store, rng.choice(found), rng.random() < 0.5)


def rule(store: Store, rng: Random) -> None:
    source = rng.choice(["", "Le Monde", "The Standard"])
    kind, value = rng.choice([("line", SENTENCES[1]), ("reason", "teaser")])
    source_rules.give(store, source, kind, value, rng.random() < 0.5)


ACTIONS: dict[str, Callable[[Store, Random], None]] = {
    action.__name__: action
    for action in (
        *(add, later, tag, note, move, untag, undo, undo_any, redo, details, drop),
        *(edit_codebook, edit_tags, claim, relate, place, settle, tag_article, read, dismiss),
        *(correct, align, unalign, part, rule),
    )
}


def rows_of(store: Store, table: str) -> dict[str, dict[str, Any]]:
    """The rows of a logged table by uid, references as uids."""
    values = ", ".join(
        f"(SELECT uid FROM {REFERS_TO[column]} WHERE id = one.{column})"
        if column in REFERS_TO
        else column
        for column in LOGGED[table]
    )
    return {
        uid: dict(zip(LOGGED[table], row, strict=True))
        for uid, *row in store.rows(f"SELECT uid, {values} FROM {table} AS one")
    }


def state(store: Store) -> Iterator[tuple[str, Any]]:
    """All that must be the same in files that have the same operations."""
    for table in LOGGED:
        yield table, sorted(rows_of(store, table).items())
    for query in (
        "SELECT uid, length, body FROM text ORDER BY uid",
        "SELECT uid, hex(bytes) FROM original ORDER BY uid",
        "SELECT uid, name, kind FROM annotator ORDER BY uid",
        "SELECT uid, annotator, device, hlc, wall, app, kind, label, undoes, undone, dead FROM op"
        " ORDER BY uid",
        "SELECT op.uid, tbl, row_uid, action, before, after FROM change"
        " JOIN op ON op.id = op_id ORDER BY op.uid, change.id",
    ):
        yield query, store.rows(query)
    yield "decided", [repr(one) for one in alignments.all_of(store)]
    yield "conflicts", sorted(conflict.uid for conflict in conflicts.open_conflicts(store))


def state_hash(store: Store) -> str:
    """One name for the whole state of a file."""
    return hashlib.sha256(json.dumps([*state(store)]).encode()).hexdigest()


def disagreements(store: Store) -> list[tuple[object, ...]]:
    """Where rows, or the flags of operations, are not what the log says they are."""
    found: list[tuple[object, ...]] = [*flags.wrong(store)]
    for table in LOGGED:
        rows = rows_of(store, table)
        replayed = dict(log.rows(store, table))
        if table == "article":
            replayed = {uid: log.article(store, uid) for uid in replayed}
        found += [
            (table, uid, rows.get(uid), one.values)
            for uid, one in replayed.items()
            if rows.get(uid) != one.values
        ]
        found += [(table, uid, "not in the log") for uid in rows.keys() - replayed.keys()]
    return found


def broken_indexes(store: Store) -> list[str]:
    """The search indexes that do not hold the words of their rows."""
    broken = []
    for name in ("text_fts", "article_fts", "note_fts", "claim_fts"):
        store.connection.execute("BEGIN")
        try:
            # Rank 1 compares the index with the rows (SQLite, FTS5 §6.6). Notes that are empty are
            # not in theirs, so the words are looked for one by one.
            if name != "note_fts":
                store.connection.execute(
                    f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"
                )
        except Exception:
            broken.append(name)
        finally:
            store.connection.execute("ROLLBACK")
    noted = store.rows("SELECT id, note FROM annotation WHERE note <> ''")
    for id_, words in noted:
        if (id_,) not in store.rows("SELECT rowid FROM note_fts WHERE note_fts MATCH ?", (words,)):
            broken.append(f"note {id_}")
    if store.value("SELECT count(*) FROM note_fts('a OR b OR c')") != len(noted):
        broken.append("note_fts has more")
    return broken


def made(store: Store) -> set[str]:
    """The annotations ever made here."""
    return {uid for (uid,) in store.rows("SELECT uid FROM annotation")}


def taken_away(store: Store) -> set[str]:
    """The annotations that someone took away here, by a removal or an undo."""
    where = "tbl = 'annotation' AND action = 'U' AND after ->> 'deleted'"
    return {uid for (uid,) in store.rows(f"SELECT row_uid FROM change WHERE {where}")}


def merge_into(file: File, other: File) -> int:
    other.reopen()
    return merge(file.store, other.path, back_up=False).operations
