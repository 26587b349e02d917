"""Reading again only what an undo or another window changed, however much an article holds."""

from collections.abc import Callable, Collection, Mapping

from tui.app.marks import Marks
from tui.model import Annotation, Relation
from tui.store import annotations, relations
from tui.store.connection import Store

FEW = 200
"""Annotations up to which they are read and painted one by one; beyond, the whole article is."""


def is_small(tables: Collection[str], uids: Collection[str]) -> bool:
    """Whether so few annotations changed, and nothing but them, that the rest stands as read."""
    return bool(uids) and len(uids) <= FEW and set(tables) <= {"annotation"}


def renew_marks(
    store: Store,
    marks: Mapping[str, Marks],
    uids: Collection[str],
    text_of: Callable[[str], str | None],
) -> list[Annotation]:
    """Bring these annotations up to date in the articles that are open.

    `text_of` names the text (sha256) an article has now: what is on another is not shown. Returns
    the annotations as they were shown before and as they are shown now.
    """
    dropped = [one.drop(uid) for one in marks.values() for uid in uids]
    changed = [annotation for annotation in dropped if annotation is not None]
    for annotation in annotations.with_uids(store, list(uids)):
        there = marks.get(annotation.article)
        if there is not None and annotation.sha256 == text_of(annotation.article):
            there.put(annotation)
            changed.append(annotation)
    return changed


def renew_relations(
    store: Store, known: Mapping[str, list[Relation]], uids: Collection[str]
) -> None:
    """Bring the relations of these annotations up to date in the articles that are open."""
    fresh = relations.of_annotations(store, list(uids))
    for article, there in known.items():
        kept = [one for one in there if one.source not in uids and one.target not in uids]
        new = [one for one in fresh if article in (one.source_article, one.target_article)]
        there[:] = kept + new
