"""Counts over a database, by SQLite: what is in it, per tag and per article."""

from dataclasses import dataclass

from tui.store import codebook, relations
from tui.store.connection import Store


@dataclass(frozen=True, slots=True)
class Stats:
    """How much there is. `tags` has every tag for spans in codebook order, unused
    ones too, and deleted ones that annotations kept the name of."""

    articles: int
    code_points: int
    annotations: int
    relations: int
    claims: int
    tags: dict[str, int]


LIVE = """
FROM annotation JOIN article ON article.id = article_id
WHERE NOT annotation.deleted AND NOT article.deleted
"""


def stats(store: Store) -> Stats:
    """Count everything that is not deleted."""
    paths = codebook.tag_paths(store)
    totals = {tag.path: 0 for tag in codebook.tags(store) if "span" in tag.applies}
    for tag, number in store.rows(f"SELECT tag_id, count(*) {LIVE} GROUP BY tag_id"):
        totals[paths[tag]] = totals.get(paths[tag], 0) + number
    ((articles, code_points),) = store.rows(
        "SELECT count(*), coalesce(sum(length), 0) FROM article JOIN text ON text.id = text_id"
        " WHERE NOT deleted"
    )
    return Stats(
        articles=articles,
        code_points=code_points,
        annotations=sum(totals.values()),
        relations=relations.count(store),
        claims=len(relations.claims(store)),
        tags=totals,
    )


def by_article(store: Store) -> dict[str, dict[str, int]]:
    """Annotations per tag, by the uid of the article."""
    paths = codebook.tag_paths(store)
    found: dict[str, dict[str, int]] = {}
    for article, tag, number in store.rows(
        f"SELECT article.uid, tag_id, count(*) {LIVE} GROUP BY article_id, tag_id"
    ):
        found.setdefault(article, {})[paths[tag]] = number
    return found
