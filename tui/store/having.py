"""Which articles have what at all, asked once: most have no tag of their own, and no relation."""

from dataclasses import dataclass

from tui.store.connection import Store


@dataclass(frozen=True, slots=True)
class Having:
    """The uids of the articles with an end of a relation in them, with tags as a whole, with what
    people said of their body or their source's, and with annotations on an earlier text."""

    relations: frozenset[str]
    tags: frozenset[str]
    corrected: frozenset[str]
    earlier: frozenset[str]


OF_SOURCES = """SELECT article.id FROM source_rule JOIN article USING (source)
WHERE NOT source_rule.deleted"""
ENDS = "FROM relation JOIN annotation ON annotation.id IN (from_id, to_id)"


def having(store: Store) -> Having:
    """Ask it of a whole database."""
    return Having(
        _uids(store, f"SELECT article_id {ENDS} WHERE NOT relation.deleted"),
        _uids(store, "SELECT article_id FROM article_tag WHERE NOT deleted"),
        _uids(store, f"SELECT article_id FROM region WHERE NOT deleted UNION {OF_SOURCES}"),
        _uids(store, "SELECT article_id FROM version"),
    )


def _uids(store: Store, ids: str) -> frozenset[str]:
    rows = store.rows(f"SELECT uid FROM article WHERE id IN ({ids})")
    return frozenset(uid for (uid,) in rows)
