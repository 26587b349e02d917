"""Counts over a database, by SQLite: what is in it, per tag and per article."""

from dataclasses import dataclass

from tui.store import alignments, claims, codebook, relations
from tui.store.connection import Store


@dataclass(frozen=True, slots=True)
class Stats:
    """How much there is. `tags` has every tag for spans in codebook order, unused ones too, and
    deleted ones that annotations kept the name of; `article_tags` those of whole articles so.
    `alignments` are those that were decided."""

    articles: int
    code_points: int
    annotations: int
    relations: int
    claims: int
    tags: dict[str, int]
    article_tags: dict[str, int]
    alignments: int = 0


LIVE = """
FROM annotation JOIN article ON article.id = article_id
WHERE NOT annotation.deleted AND NOT article.deleted
"""
WHOLE = """
FROM article_tag JOIN article ON article.id = article_id
WHERE NOT article_tag.deleted AND NOT article.deleted
"""


def stats(store: Store) -> Stats:
    """Count everything that is not deleted."""
    paths = codebook.tag_paths(store)
    known = codebook.tags(store)
    totals = {tag.path: 0 for tag in known if "span" in tag.applies}
    for tag, number in store.rows(f"SELECT tag_id, count(*) {LIVE} GROUP BY tag_id"):
        totals[paths[tag]] = totals.get(paths[tag], 0) + number
    whole = {tag.path: 0 for tag in known if "article" in tag.applies}
    for tag, number in store.rows(f"SELECT tag_id, count(*) {WHOLE} GROUP BY tag_id"):
        whole[paths[tag]] = whole.get(paths[tag], 0) + number
    ((articles, code_points),) = store.rows(
        "SELECT count(*), coalesce(sum(length), 0) FROM article JOIN text ON text.id = text_id"
        " WHERE NOT deleted"
    )
    return Stats(
        articles=articles,
        code_points=code_points,
        annotations=sum(totals.values()),
        relations=relations.count(store),
        claims=claims.count(store),
        tags=totals,
        article_tags=whole,
        alignments=alignments.count(store),
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


@dataclass(frozen=True, slots=True)
class Share:
    """A source or an article and how many annotations of each tag it has, by the tag's path.

    A source has no `uid`; the articles without one are together under an empty `name`. An article's
    name is its file or, without one, its title: its source is told apart.
    """

    name: str
    tags: dict[str, int]
    uid: str = ""
    source: str = ""

    @property
    def annotations(self) -> int:
        return sum(self.tags.values())


BY_SOURCE = """
WITH counted AS MATERIALIZED (
  SELECT tag_id, article_id, count(*) AS number FROM annotation WHERE NOT deleted
  GROUP BY tag_id, article_id
)
SELECT source, tag.uid, sum(number)
FROM counted JOIN article ON article.id = article_id JOIN tag ON tag.id = tag_id
WHERE NOT article.deleted GROUP BY source, tag_id ORDER BY tag.position
"""
"""Counted in the order of the index `annotation_tag` first, which takes a third less time."""


def by_source(store: Store) -> list[Share]:
    """Annotations per tag of each source that has any, the source with the most first."""
    paths = _paths(store)
    found: dict[str, dict[str, int]] = {}
    for source, tag, number in store.rows(BY_SOURCE):
        found.setdefault(source, {})[paths.get(tag, tag)] = number
    shares = [Share(source, tags) for source, tags in found.items()]
    return sorted(shares, key=lambda one: (-one.annotations, one.name))


MOST = """
WITH page AS MATERIALIZED (
  SELECT article_id, count(*) AS number FROM annotation JOIN article ON article.id = article_id
  WHERE NOT annotation.deleted AND NOT article.deleted
  GROUP BY article_id ORDER BY number DESC, article_id LIMIT ? OFFSET ?
)
SELECT article.uid, CASE WHEN file <> '' THEN file ELSE title END, source, tag.uid, count(*)
FROM page JOIN article ON article.id = page.article_id
  JOIN annotation ON annotation.article_id = article.id AND NOT annotation.deleted
  JOIN tag ON tag.id = tag_id
GROUP BY article.id, tag_id ORDER BY number DESC, article.id, tag.position
"""


def most_annotated(store: Store, skip: int = 0, limit: int = 100) -> list[Share]:
    """Annotations per tag of the articles that have any, from a place on, those with most first."""
    paths = _paths(store)
    found: dict[str, Share] = {}
    for uid, name, source, tag, number in store.rows(MOST, (limit, skip)):
        share = found.setdefault(uid, Share(name, {}, uid, source))
        share.tags[paths.get(tag, tag)] = number
    return list(found.values())


def annotated(store: Store) -> int:
    """How many articles have annotations."""
    return int(store.value(f"SELECT count(DISTINCT article_id) {LIVE}"))


def of_article(store: Store, uid: str) -> dict[str, int]:
    """The annotations of one article per tag, for the tags that it has."""
    paths = _paths(store)
    rows = store.rows(
        "SELECT tag.uid, count(*) FROM article CROSS JOIN annotation ON article_id = article.id"
        " CROSS JOIN tag ON tag.id = tag_id WHERE article.uid = ? AND NOT annotation.deleted"
        " GROUP BY tag_id ORDER BY tag.position",
        (uid,),
    )
    return {paths.get(tag, tag): number for tag, number in rows}


def _paths(store: Store) -> dict[str, str]:
    """The paths of all tags by uid, retired ones too, in the codebook's order."""
    paths = codebook.tag_paths(store)
    rows = store.rows("SELECT id, uid FROM tag ORDER BY deleted, position, id")
    return {uid: paths[id_] for id_, uid in rows}
