"""The one table of formats, and writing a dataset whole or not at all."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tui.errors import CallError, DataError
from tui.formats import csv_rows, jsonl
from tui.model import Annotation, Article, Relation
from tui.store import annotations, articles, relations
from tui.store.connection import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """One article with all that was made on it: what every format writes from."""

    article: Article
    annotations: list[Annotation]
    relations: list[Relation]


@dataclass(frozen=True, slots=True)
class Written:
    """How much went out."""

    articles: int
    annotations: int


Writer = Callable[[Iterator[Entry], BinaryIO], None]

FORMATS: dict[str, Writer] = {"csv": csv_rows.write, "jsonl": jsonl.write}


def write_file(store: Store, format_name: str, output: Path) -> Written:
    """Export into a file, under a temporary name until it is whole.

    Raises CallError where it cannot be written, DataError where an annotation's words are not
    those at its offsets; an earlier file of that name is then as it was.
    """
    if output.is_dir():
        raise CallError(
            f"{output} is a folder: name a file in it, as in {output}/claims.{format_name}"
        )
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as stream:
            written = write_stream(store, format_name, stream)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(output)
    except OSError as error:
        raise CallError(f"{output} cannot be written: {error.strerror}") from None
    finally:
        if unfinished.exists():
            unfinished.unlink()
    return written


def write_stream(store: Store, format_name: str, stream: BinaryIO) -> Written:
    """Export into an open stream, an article at a time."""
    counts = [0, 0]

    def counted() -> Iterator[Entry]:
        for entry in entries(store):
            counts[0] += 1
            counts[1] += len(entry.annotations)
            yield entry

    FORMATS[format_name](counted(), stream)
    return Written(*counts)


def entries(store: Store) -> Iterator[Entry]:
    """Every article in the order it came, each checked: ``text[start:end] == exact``."""
    for summary in articles.summaries(store):
        entry = Entry(
            articles.read(store, summary.uid),
            annotations.of_article(store, summary.uid),
            relations.of_article(store, summary.uid),
        )
        _verify(entry)
        yield entry


def _verify(entry: Entry) -> None:
    for annotation in entry.annotations:
        for part in annotation.fragments:
            if entry.article.text[part.start : part.end] != part.exact:
                raise DataError(
                    f"annotation {annotation.uid} at {part.start}–{part.end} of"
                    f" {entry.article.summary.label} is not {part.exact!r}: nothing was exported;"
                    " see claimdesk check"
                )
