"""Which part of a database goes out: by tag, annotator, source, status, story or split."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tui.errors import CallError
from tui.formats.entry import Entry
from tui.model import Annotation, ArticleSummary, ArticleTag, Relation
from tui.store import annotations, article_tags, articles, codebook
from tui.store.connection import Store
from tui.store.narrowing import STATES

SPLITS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for. Of several values of one kind any will do, of each kind one has to.

    `tags` are paths, and mean those under them too. With `tags` or `annotators` an article goes out
    with what fits of its annotations and of its own tags, and not at all where nothing does.
    """

    tags: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether something is asked for at all."""
        return bool(self.of_marks or self.of_articles)

    @property
    def of_marks(self) -> tuple[str, ...]:
        """What is asked of annotations."""
        return (*self.tags, *self.annotators)

    @property
    def of_articles(self) -> tuple[str, ...]:
        """What is asked of articles."""
        return (*self.sources, *self.statuses, *self.stories, *self.splits)

    def check(self, store: Store) -> None:
        """Raise CallError for a tag that is not in the codebook, a status or split there is none
        of."""
        for path in self.tags:
            codebook.tag_named(store, path)
        for asked, there in ((self.statuses, STATES), (self.splits, SPLITS)):
            for one in asked:
                if one not in there:
                    raise CallError(f"{one!r} is none of {', '.join(there)}: choose one of these")

    def article(self, summary: ArticleSummary, splits: Mapping[str, str]) -> bool:
        """Whether an article fits, whatever is marked in it."""
        return (
            (not self.sources or summary.source in self.sources)
            and (not self.statuses or summary.status in self.statuses)
            and (not self.stories or summary.story in self.stories)
            and (not self.splits or splits.get(summary.uid, "train") in self.splits)
        )

    def mark(self, made: Annotation | ArticleTag) -> bool:
        """Whether an annotation fits, or a tag of a whole article."""
        return (not self.annotators or made.annotator in self.annotators) and (
            not self.tags or any(f"{made.tag}/".startswith(f"{tag}/") for tag in self.tags)
        )


def filtered(
    store: Store, entry: Entry, filters: Filters, splits: Mapping[str, str]
) -> Entry | None:
    """What of an entry fits; None where nothing does. Relations stay where both their ends do."""
    if not filters.article(entry.article.summary, splits):
        return None
    made = [one for one in entry.annotations if filters.mark(one)]
    earlier = tuple(
        replace(text, annotations=on_it)
        for text in entry.earlier
        if (on_it := [one for one in text.annotations if filters.mark(one)])
    )
    tags = tuple(one for one in entry.tags if filters.mark(one))
    if filters.of_marks and not (made or earlier or tags):
        return None
    here = {one.uid for one in made} | {one.uid for text in earlier for one in text.annotations}
    elsewhere = _fitting_elsewhere(store, entry, filters, splits)
    by = filters.annotators
    return replace(
        entry,
        annotations=made,
        earlier=earlier,
        tags=tags,
        relations=[one for one in entry.relations if {one.source, one.target} <= here | elsewhere],
        alignments=tuple(
            one
            for one in entry.alignments
            if (not by or one.annotator in by) and _goes_out(store, one.b, filters, splits)
        ),
    )


def _fitting_elsewhere(
    store: Store, entry: Entry, filters: Filters, splits: Mapping[str, str]
) -> set[str]:
    """The annotations of other articles at the ends of an entry's relations, as far as they fit."""
    ends = {end for one in entry.relations for end in _ends_elsewhere(one, entry.article.uid)}
    if not ends:
        return set()
    return {
        one.uid
        for one in annotations.with_uids(store, sorted(ends))
        if filters.mark(one)
        and filters.article(articles.summary(store, one.article, counted=False), splits)
    }


def _ends_elsewhere(one: Relation, article: str) -> list[str]:
    ends = ((one.source, one.source_article), (one.target, one.target_article))
    return [uid for uid, of in ends if of != article]


def _goes_out(store: Store, uid: str, filters: Filters, splits: Mapping[str, str]) -> bool:
    """Whether another article goes out as well."""
    if not filters.article(articles.summary(store, uid, counted=False), splits):
        return False
    if not filters.of_marks:
        return True
    on_it = [*annotations.of_article(store, uid), *annotations.off_text(store, uid)]
    of_it = article_tags.of_article(store, uid)
    return any(map(filters.mark, on_it)) or any(map(filters.mark, of_it))
