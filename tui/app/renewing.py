"""Reading again only what an undo or another window changed, however much an article holds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from tui.app.marks import Marks
from tui.model import Annotation, ArticleSummary, Relation
from tui.store import annotations, relations
from tui.store.connection import Store

FEW = 200
"""Annotations up to which they are read and painted one by one; beyond, the whole article is."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What an undo or redo did, in words, and the uids of what is to be shown anew."""

    said: str
    articles: frozenset[str]
    annotations: frozenset[str]
    codebook: bool = False
    repaint: tuple[Annotation, ...] | None = None
    """The annotations as they were shown and are now; None where whole articles are to be."""


def is_small(tables: Collection[str], uids: Collection[str]) -> bool:
    """Whether so few annotations changed that the rest stands as read.

    Details of their articles may have changed, too: a first mark sets one to be in work.
    """
    return bool(uids) and len(uids) <= FEW and set(tables) <= {"annotation", "article"}


def renew_marks(
    store: Store,
    marks: Mapping[str, Marks],
    uids: Collection[str],
    summary: Callable[[str], ArticleSummary | None],
) -> list[Annotation]:
    """Bring these annotations up to date in the articles that are open.

    `summary` tells which text an article has now: what is on another is not shown. Returns the
    annotations as they were shown before and as they are shown now.
    """
    dropped = [one.drop(uid) for one in marks.values() for uid in uids]
    changed = [annotation for annotation in dropped if annotation is not None]
    for annotation in annotations.with_uids(store, list(uids)):
        there = marks.get(annotation.article)
        now = summary(annotation.article)
        if there is not None and now is not None and annotation.sha256 == now.sha256:
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
