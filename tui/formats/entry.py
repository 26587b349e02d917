"""What every format writes from: one article with all that was made on it."""

from dataclasses import dataclass

from tui.model import Annotation, Article, Relation


@dataclass(frozen=True)
class Entry:
    """An article, its annotations, and the relations with an end in it."""

    article: Article
    annotations: list[Annotation]
    relations: list[Relation]
