"""What every format writes from: one article with all that was made on it."""

from dataclasses import dataclass

from tui.model import Annotation, Article, ArticleTag, Relation
from tui.store.alignments import Decided
from tui.text.regions import Region


@dataclass(frozen=True)
class Earlier:
    """A text the article had before, and the annotations that are still on it."""

    sha256: str
    text: str
    annotations: list[Annotation]


@dataclass(frozen=True)
class Entry:
    """An article, its annotations, the relations with an end in it, and what is not its body.

    `earlier` has the texts before this one, as far as there are annotations on them still; `tags`
    are those of the article as a whole. `alignments` are the decisions whose `a` is this article:
    each is told once.
    """

    article: Article
    annotations: list[Annotation]
    relations: list[Relation]
    earlier: tuple[Earlier, ...] = ()
    regions: tuple[Region, ...] = ()
    tags: tuple[ArticleTag, ...] = ()
    alignments: tuple[Decided, ...] = ()
