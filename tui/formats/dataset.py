"""What goes out: the articles of a database with what was made on them, one in memory at a time."""

from collections.abc import Iterator, Mapping

from tui.formats.entry import Earlier, Entry
from tui.formats.face import Dataset
from tui.formats.filters import Filters, filtered
from tui.model import NOTHING, Annotation, Article, ArticleSummary
from tui.store import (
    alignments,
    annotations,
    article_tags,
    articles,
    codebook,
    regions,
    relations,
    versions,
)
from tui.store.alignments import Decided
from tui.store.connection import Store
from tui.store.having import having
from tui.store.splits import made_by, recorded
from tui.text.regions import regions as by_rules

ALL_OF_IT = Filters()
"""Nothing is left out."""


def dataset(
    store: Store, filters: Filters = ALL_OF_IT, splits: Mapping[str, str] = NOTHING
) -> Dataset:
    """What of a database fits. Its entries are read as they are gone through, within a snapshot.

    `splits` has train, dev or test by article, else they are those recorded. Raises CallError
    where a filter cannot be.
    """
    filters.check(store)
    splits = splits or recorded(store)
    found = entries(store)
    if filters.any:
        fit = (filtered(store, entry, filters, splits) for entry in found)
        found = (entry for entry in fit if entry is not None)
    return Dataset(
        found,
        codebook.tags(store),
        splits,
        name=store.path.stem,
        on_earlier=frozenset(annotations.all_off_text(store)),
        split_by=made_by(store) if splits else "",
    )


def entries(store: Store) -> Iterator[Entry]:
    """Every article with what was made on it, in the order they came, few in memory at a time."""
    decided: dict[str, list[Decided]] = {}
    for one in alignments.all_of(store):  # what people decided by hand has room in memory
        decided.setdefault(one.a, []).append(one)
    there = having(store)
    for article, made in _with_annotations(store):
        uid, text = article.uid, article.text
        yield Entry(
            article,
            made,
            relations.of_article(store, uid) if uid in there.relations else [],
            _earlier(store, uid) if uid in there.earlier else (),
            regions.of_article(store, uid, text)
            if uid in there.corrected
            else tuple(by_rules(text)),
            tuple(article_tags.of_article(store, uid)) if uid in there.tags else (),
            tuple(decided.get(uid, ())),
        )


BATCH = 200
"""Articles read at once, with what is marked on them."""
AT_ONCE = 1_000_000
"""Code points of texts read at once, about: one longer is read alone."""


def _with_annotations(store: Store) -> Iterator[tuple[Article, list[Annotation]]]:
    for some in _batches(articles.each(store)):
        texts = articles.texts_of(store, [one.uid for one in some])
        marked = [one.uid for one in some if one.annotations]
        made: dict[str, list[Annotation]] = {}
        for one in annotations.of_articles(store, marked) if marked else ():
            made.setdefault(one.article, []).append(one)
        for summary in some:
            yield Article(summary, texts.pop(summary.uid)), made.pop(summary.uid, [])


def _batches(found: Iterator[ArticleSummary]) -> Iterator[list[ArticleSummary]]:
    some: list[ArticleSummary] = []
    length = 0
    for one in found:
        if some and (len(some) == BATCH or length + one.length > AT_ONCE):
            yield some
            some, length = [], 0
        some.append(one)
        length += one.length
    if some:
        yield some


def _earlier(store: Store, article: str) -> tuple[Earlier, ...]:
    """The earlier texts of an article that have annotations on them, with these."""
    by_text: dict[str, list[Annotation]] = {}
    for made in annotations.off_text(store, article):
        by_text.setdefault(made.sha256, []).append(made)
    return tuple(
        Earlier(sha256, versions.text_of(store, article, sha256), made)
        for sha256, made in sorted(by_text.items())
    )
