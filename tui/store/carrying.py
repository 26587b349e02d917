"""Carrying what was said of an article's text to a later one.

An annotation goes along where `tui.text.reanchor` is sure of its place. Otherwise it stays on the
text it was made on and waits for a person (`annotations.waiting`); nothing is guessed. A correction
of what is body holds for the text it was made on; the later text gets one like it, where its place
is sure. A decision on an alignment goes along by each of its sentences; where a sentence has no
sure place the decision is kept on the text it was made on, and holds again when a later text, or an
undo, has the sentence back.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

from tui.model import Fragment
from tui.store import texts
from tui.store.connection import Store, named

if TYPE_CHECKING:
    from tui.text.reanchor import Reanchoring

    Placing = Callable[[int], Reanchoring]
    """What places spans of an earlier text, by its row, in the one the article has now."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of an article's annotations with a later text: carried over, or waiting.

    `regions_lost` counts the corrections of what is body that have no place in it,
    `alignments_left` the decisions on alignments that stay with the text before.
    """

    moved: int
    waiting: int
    regions_lost: int = 0
    alignments_left: int = 0


def carry_over(store: Store, article: int, before: int) -> Carried:
    """Place what is on the earlier texts of an article in its text, inside an operation.

    `before` is the text it had until now, whose corrections of what is body are carried.
    """
    from tui.text.reanchor import Reanchoring

    current = store.value("SELECT text_id FROM article WHERE id = ?", (article,))

    @cache
    def placing(old: int) -> Reanchoring:
        return Reanchoring(texts.body(store, old), texts.body(store, current))

    moved, waiting = _carry_annotations(store, article, current, placing)
    lost = _carry_regions(store, article, before, current, placing)
    left = sum(_carry_ends(store, side, (article, before, current), placing) for side in "ab")
    return Carried(moved, waiting, lost, left)


def _carry_annotations(
    store: Store, article: int, current: int, placing: "Placing"
) -> tuple[int, int]:
    """Returns how many annotations were moved, and how many wait."""
    rows = store.rows(
        "SELECT uid, text_id, fragments, deleted FROM annotation"
        " WHERE article_id = ? AND text_id <> ? AND NOT stays ORDER BY text_id",
        (article, current),
    )
    moved = waiting = 0
    for uid, old, fragments, deleted in rows:
        parts = [Fragment(**part) for part in json.loads(fragments)]
        if placed := surely_placed(placing(old), parts):
            moved += not deleted
            store.run(
                "UPDATE annotation SET text_id = ?, fragments = ? WHERE uid = ?",
                (current, _as_json(placed), uid),
            )
        else:
            waiting += not deleted
    return moved, waiting


def _carry_regions(
    store: Store, article: int, before: int, current: int, placing: "Placing"
) -> int:
    """Returns how many corrections of the text before have no place in the current one."""
    from tui.text.anchors import anchor

    rows = store.rows(
        'SELECT start, "end", body, annotator_id, created FROM region'
        " WHERE article_id = ? AND text_id = ? AND NOT deleted ORDER BY created, uid",
        (article, before),
    )
    old = texts.body(store, before) if rows else ""
    lost = 0
    for start, end, *said in rows:
        placed = (
            surely_placed(placing(before), [anchor(old, start, end)]) if end <= len(old) else ()
        )
        lost += not placed
        for part in placed:
            _put_region(store, (article, current, part.start, part.end), *said)
    return lost


def _carry_ends(store: Store, side: str, place: tuple[int, int, int], placing: "Placing") -> int:
    """Carry one end of the decisions on alignments that is not in the text the article has now.

    `place` has the rows of the article, of the text before and of the current one. Returns how many
    were on the text before and stay there.
    """
    article, before, current = place
    rows = store.rows(
        f"SELECT uid, {side}_text_id, {side}_fragments, deleted FROM alignment"
        f" WHERE {side}_article_id = ? AND {side}_text_id <> ? ORDER BY {side}_text_id",
        (article, current),
    )
    left = 0
    for uid, old, fragments, deleted in rows:
        parts = [Fragment(**part) for part in json.loads(fragments)]
        if placed := surely_placed(placing(old), parts):
            store.run(
                f"UPDATE alignment SET {side}_text_id = ?, {side}_fragments = ? WHERE uid = ?",
                (current, _as_json(placed), uid),
            )
        else:
            left += not deleted and old == before
    return left


def _put_region(
    store: Store, place: tuple[int, int, int, int], body: int, annotator: int, created: str
) -> None:
    """Say of a span of the later text what was said of the earlier one, as then and by whom.

    Named by its place and annotator, so that two files that take the same text in have one row.
    """
    article, text, start, end = place
    uids = store.rows(
        "SELECT article.uid, text.uid, annotator.uid FROM article, text, annotator"
        " WHERE article.id = ? AND text.id = ? AND annotator.id = ?",
        (article, text, annotator),
    )
    store.run(
        'INSERT INTO region (uid, article_id, text_id, start, "end", body, annotator_id, created)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE"
        " SET body = excluded.body, created = excluded.created, deleted = 0"
        " WHERE region.deleted OR excluded.created > region.created",
        (
            named(":".join(("region", *uids[0], str(start), str(end)))),
            *(*place, body, annotator, created),
        ),
    )


def surely_placed(placing: "Reanchoring", fragments: list[Fragment]) -> tuple[Fragment, ...]:
    """The fragments in the later text, none where a person has to look.

    So it is for a damaged annotation, whose words are not those of its text.
    """
    try:
        return placing.place(fragments).fragments
    except ValueError:
        return ()


def _as_json(fragments: tuple[Fragment, ...]) -> str:
    """Fragments as the column keeps them."""
    parts = [asdict(fragment) for fragment in fragments]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
