"""An article with all that was made on it: what goes into a dataset, and what comes out of one."""

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

    In an entry that was read, `relations` are those that start in the article. Ids are the file's
    own where they are no uids: an annotation's is the only one of its name in the whole file.
    """

    article: Article
    annotations: list[Annotation]
    relations: list[Relation]
    earlier: tuple[Earlier, ...] = ()
    regions: tuple[Region, ...] = ()
    tags: tuple[ArticleTag, ...] = ()
    alignments: tuple[Decided, ...] = ()

    @property
    def own_relations(self) -> list[Relation]:
        """The relations that start in this article: over all entries, each comes once."""
        return [one for one in self.relations if one.source_article == self.article.uid]
