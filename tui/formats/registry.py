"""The one table of formats, and writing a dataset whole or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from tui.errors import DataError
from tui.formats.entry import Earlier, Entry
from tui.formats.whole import whole
from tui.model import Annotation, Article
from tui.store import (
    alignments,
    annotations,
    article_tags,
    articles,
    regions,
    relations,
    versions,
)
from tui.store.alignments import Decided
from tui.store.check_anchors import adrift
from tui.store.connection import Store


@dataclass(frozen=True)
class Written:
    """How much went out. `earlier` of the annotations are on an earlier text of their article,
    `tags` are those of whole articles, `alignments` the decisions on sentences of two articles."""

    articles: int
    annotations: int
    earlier: int
    tags: int = 0
    alignments: int = 0


Writer = Callable[[Iterator[Entry], BinaryIO], None]

FORMATS = {"csv": "tui.formats.csv_rows", "jsonl": "tui.formats.jsonl"}
"""The module of each format. It is imported when the format is asked for."""


ANNOTATIONS_ONLY = frozenset({"csv"})
"""Formats that have no place for tags of whole articles and decided alignments."""


def left_out(format_name: str, written: Written) -> str:
    """What was there and could not go out in a format, in words; "" where all did."""
    if format_name not in ANNOTATIONS_ONLY:
        return ""
    tags, decided = written.tags, written.alignments
    parts = [
        *(["1 tag of a whole article"] if tags == 1 else []),
        *([f"{tags} tags of whole articles"] if tags > 1 else []),
        *(["1 decided alignment"] if decided == 1 else []),
        *([f"{decided} decided alignments"] if decided > 1 else []),
    ]
    if not parts:
        return ""
    are = "is" if tags + decided == 1 else "are"
    what = f"{' and '.join(parts)} {are} left out"
    return f"{what}: {format_name} has a row for each annotation; jsonl has them"


def writer(format_name: str) -> Writer:
    """What writes a format."""
    write: Writer = import_module(FORMATS[format_name]).write
    return write


def write_file(store: Store, format_name: str, output: Path) -> Written:
    """Export into a file, under a temporary name until it is whole; a link is followed.

    Raises CallError where it cannot be written, DataError where an annotation's or a decision's
    words are not those at its offsets; an earlier file of that name is then as it was.
    """
    with whole(output, f"claims.{format_name}", store.path) as stream:
        return write_stream(store, format_name, stream)


def write_stream(store: Store, format_name: str, stream: BinaryIO) -> Written:
    """Export into an open stream, an article at a time, as of one moment.

    Everything is checked before the first byte, since what went into a pipe cannot be taken back.
    Raises DataError where an annotation's or a decision's words are not those at its offsets.
    """
    counts = [0, 0, 0, 0, 0]

    def counted() -> Iterator[Entry]:
        for entry in entries(store):
            earlier = sum(len(text.annotations) for text in entry.earlier)
            counts[0] += 1
            counts[1] += len(entry.annotations) + earlier
            counts[2] += earlier
            counts[3] += len(entry.tags)
            counts[4] += len(entry.alignments)
            yield entry

    with store.snapshot():
        for found in adrift(store):
            raise DataError(f"{store.path}: {found}: nothing was exported; see claimdesk check")
        writer(format_name)(counted(), stream)
    return Written(*counts)


def entries(store: Store) -> Iterator[Entry]:
    """Every article with what was made on it, in the order they came, one in memory at a time."""
    decided: dict[str, list[Decided]] = {}
    for one in alignments.all_of(store):  # what people decided by hand has room in memory
        decided.setdefault(one.a, []).append(one)
    for summary in articles.each(store):
        uid = summary.uid
        text = articles.text_of(store, uid)
        yield Entry(
            Article(summary, text),
            annotations.of_article(store, uid),
            relations.of_article(store, uid),
            _earlier(store, uid),
            regions.of_article(store, uid, text),
            tuple(article_tags.of_article(store, uid)),
            tuple(decided.get(uid, ())),
        )


def _earlier(store: Store, article: str) -> tuple[Earlier, ...]:
    """The earlier texts of an article that have annotations on them, with these."""
    by_text: dict[str, list[Annotation]] = {}
    for made in annotations.off_text(store, article):
        by_text.setdefault(made.sha256, []).append(made)
    return tuple(
        Earlier(sha256, versions.text_of(store, article, sha256), made)
        for sha256, made in sorted(by_text.items())
    )
