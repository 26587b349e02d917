"""What goes out: the articles of a database with what was made on them, few in memory at a time."""

from collections.abc import Iterator, Mapping

from tui.formats.entry import Earlier, Entry
from tui.formats.face import Dataset
from tui.formats.filters import Filters, filtered
from tui.model import NOTHING, Annotation
from tui.store import (
    alignments,
    annotations,
    article_tags,
    codebook,
    regions,
    relations,
    versions,
)
from tui.store.alignments import Decided
from tui.store.batches import articles_with_annotations
from tui.store.connection import Store
from tui.store.having import having
from tui.store.splits import made_by, recorded
from tui.text.anchors import in_order
from tui.text.regions import regions as by_rules

ALL_OF_IT = Filters()
"""Nothing is left out."""


def dataset(
    store: Store,
    filters: Filters = ALL_OF_IT,
    splits: Mapping[str, str] = NOTHING,
    regional: bool = True,
) -> Dataset:
    """What of a database fits. Its entries are read as they are gone through, within a snapshot.

    `splits` has train, dev or test by article, else they are those recorded. Where nothing is
    `regional`, entries have regions only where people corrected them. Raises CallError where a
    filter cannot be; going through the entries raises DataError where the file is damaged, or an
    annotation's words are not those at its offsets.
    """
    filters.check(store)
    splits = splits or recorded(store)
    found = entries(store, regional)
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


def entries(store: Store, regional: bool = True) -> Iterator[Entry]:
    """Every article with what was made on it, in the order they came, few in memory at a time."""
    decided: dict[str, list[Decided]] = {}
    for one in alignments.all_of(store):  # what people decided by hand has room in memory
        decided.setdefault(one.a, []).append(one)
    there = having(store)
    for article, made in articles_with_annotations(store):
        uid, text = article.uid, article.text
        if uid in there.corrected:
            regions_of_it = regions.of_article(store, uid, text)
        else:
            regions_of_it = by_rules(text) if regional else ()
        yield Entry(
            article,
            made,
            relations.of_article(store, uid) if uid in there.relations else [],
            _earlier(store, uid) if uid in there.earlier else (),
            regions_of_it,
            tuple(article_tags.of_article(store, uid)) if uid in there.tags else (),
            tuple(decided.get(uid, ())),
        )


def _earlier(store: Store, article: str) -> tuple[Earlier, ...]:
    """The earlier texts of an article that have annotations on them, with these."""
    by_text: dict[str, list[Annotation]] = {}
    for made in annotations.off_text(store, article):
        by_text.setdefault(made.sha256, []).append(made)
    found = tuple(
        Earlier(sha256, versions.text_of(store, article, sha256), made)
        for sha256, made in sorted(by_text.items())
    )
    for text in found:
        for made in text.annotations:
            if not in_order(text.text, made.fragments):
                raise store.damaged(f"annotation {made.uid}")
    return found
