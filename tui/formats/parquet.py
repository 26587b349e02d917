"""A folder as Hugging Face's `datasets` reads it: parquet files, and a card that describes them.

``data/train-00000-of-00001.parquet`` has a row for each article, with its annotations in it; so
have ``validation`` (what `claimdesk split` calls dev) and ``test``, and ``unsplit`` for articles
that came after the split. ``relations/`` has those that start in the articles of each part; the
card passes over files without a row, which `datasets` refuses to load. ``README.md`` is the card.
Offsets are code points, end exclusive.

pyarrow writes the files, and not `datasets`: what that adds to them no earlier version of it reads
(huggingface/datasets issues 7676 and 7739).
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO

from tui.formats.dataset_card import Card
from tui.formats.face import ALL, Dataset, Loss, Options, Out, Place
from tui.formats.parquet_reading import read
from tui.formats.parquet_tables import (
    Row,
    arrow,
    article_row,
    articles_schema,
    relation_row,
    relations_schema,
)

WHAT = "a folder for Hugging Face datasets: Parquet files and a dataset card"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = "parquet"
OPTIONS = ("licence",)
OFFSETS = "code points"
CARRIES = ALL

__all__ = ["read", "write"]

ROWS = 1000
"""Rows that are written at a time, as one group."""
LETTERS = 4_000_000
"""Code points of text from which on fewer rows are."""
NAMES = {"dev": "validation"}
"""What a part is called by `datasets`, where it is another name."""


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the files and, from what went into them, the card. Nothing is lost.

    Raises CallError where pyarrow is not installed.
    """
    arrow()
    card = Card(dataset.name, dataset.tags, options.licence, dataset.split_by)
    with ExitStack() as open_ones:
        parts: dict[str, tuple[_Table, _Table]] = {}

        def tables(name: str) -> tuple[_Table, _Table]:
            if name not in parts:
                file = f"{name}-00000-of-00001.parquet"
                parts[name] = (
                    open_ones.enter_context(_table(out, f"data/{file}", articles_schema())),
                    open_ones.enter_context(_table(out, f"relations/{file}", relations_schema())),
                )
            return parts[name]

        for entry in dataset.entries:
            part = dataset.split_of(entry)
            articles, relations = tables(NAMES.get(part, part))
            articles.take(article_row(entry), entry.article.summary.length)
            for one in entry.own_relations:
                relations.take(relation_row(one))
            card.take(entry, NAMES.get(part, part))
        if not parts:
            tables("train")
    with out.open("README.md") as stream:
        stream.write(card.markdown().encode())
    return ()


class _Table:
    """A parquet file that is written some rows at a time."""

    def __init__(self, writer: Any, schema: Any) -> None:
        self.writer, self.schema = writer, schema
        self.rows: list[Row] = []
        self.letters = 0

    def take(self, row: Row, letters: int = 0) -> None:
        """One more row, with a text so long."""
        self.rows.append(row)
        self.letters += letters
        if len(self.rows) >= ROWS or self.letters >= LETTERS:
            self.flush()

    def flush(self) -> None:
        """Write the rows there are as a group."""
        if self.rows:
            self.writer.write_table(arrow().Table.from_pylist(self.rows, self.schema))
        self.rows, self.letters = [], 0


@contextmanager
def _table(out: Out, name: str, schema: Any) -> Iterator[_Table]:
    from pyarrow.parquet import ParquetWriter

    with out.open(name) as stream, ParquetWriter(_Sink(stream), schema, compression="zstd") as file:
        table = _Table(file, schema)
        yield table
        table.flush()


class _Sink:
    """A stream as pyarrow wants it: it asks where it is, which a stream into nowhere cannot say."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.at = 0

    def write(self, data: bytes) -> int:
        """Write all of it."""
        self.stream.write(data)
        self.at += len(data)
        return len(data)

    def tell(self) -> int:
        """How many bytes were written."""
        return self.at

    def flush(self) -> None:
        """Pass on what was written."""
        self.stream.flush()

    def close(self) -> None:
        """Nothing: the stream is its owner's to close."""
