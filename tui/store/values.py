"""What there is to narrow a dataset by: the sources, stories and people, each with its count."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tui.store.connection import Store

STEPS = 20_000
"""Steps of SQLite's machine, some milliseconds, after which a query can be given up."""


@dataclass(frozen=True, slots=True)
class Values:
    """Articles by source, story and part of the dataset, and marks (annotations and tags of
    articles) by person."""

    sources: dict[str, int]
    stories: dict[str, int]
    annotators: dict[str, int]
    splits: dict[str, int] = field(default_factory=dict)


MARKS = """
SELECT name, sum(number) FROM (
  SELECT annotator_id, count(*) AS number FROM annotation WHERE NOT deleted GROUP BY annotator_id
  UNION ALL
  SELECT annotator_id, count(*) FROM article_tag WHERE NOT deleted GROUP BY annotator_id
) JOIN annotator ON annotator.id = annotator_id GROUP BY name ORDER BY name COLLATE NOCASE
"""


def values(store: Store) -> Values:
    """Count them all. What stands nowhere is the empty name."""
    sources, stories, splits = (_articles(store, one) for one in ("source", "story", "split"))
    return Values(sources, stories, dict(store.rows(MARKS)), splits)


def _articles(store: Store, column: str) -> dict[str, int]:
    return dict(
        store.rows(
            f"SELECT {column}, count(*) FROM article WHERE NOT deleted"
            f" GROUP BY {column} ORDER BY {column} COLLATE NOCASE"
        )
    )


def give_up_when(store: Store, wanted: Callable[[], bool]) -> None:
    """Have each query of a store end, with a DataError, as soon as that is wanted."""
    store.connection.set_progress_handler(lambda: int(wanted()), STEPS)
