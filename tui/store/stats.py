"""Counts over a database: what is in it, per tag and per article."""

from dataclasses import dataclass

from tui.store import articles, codebook, relations
from tui.store.connection import Store


@dataclass(frozen=True, slots=True)
class Stats:
    """How much there is. `tags` has every tag for spans in codebook order, unused ones too."""

    articles: int
    code_points: int
    annotations: int
    relations: int
    claims: int
    tags: dict[str, int]
    by_article: dict[str, dict[str, int]]
    """Annotations per tag, by article uid."""


def stats(store: Store) -> Stats:
    """Count everything that is not deleted."""
    tags = [tag for tag in codebook.tags(store) if "span" in tag.applies]
    paths = {tag.uid: tag.path for tag in tags}
    by_article: dict[str, dict[str, int]] = {}
    for article, tag, number in store.rows(
        "SELECT article.uid, tag.uid, count(*) FROM annotation"
        " JOIN article ON article.id = article_id JOIN tag ON tag.id = tag_id"
        " WHERE NOT annotation.deleted AND NOT article.deleted GROUP BY 1, 2"
    ):
        by_article.setdefault(article, {})[paths.get(tag, tag)] = number
    totals = {tag.path: 0 for tag in tags}
    for counts in by_article.values():
        for path, number in counts.items():
            totals[path] = totals.get(path, 0) + number
    summaries = articles.summaries(store)
    return Stats(
        articles=len(summaries),
        code_points=sum(summary.length for summary in summaries),
        annotations=sum(totals.values()),
        relations=relations.count(store),
        claims=len(relations.claims(store)),
        tags=totals,
        by_article=by_article,
    )
