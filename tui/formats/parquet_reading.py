"""Reading a Hugging Face folder of this program's back; the relations are held in memory.

Nothing outside the folder is opened, whatever the names in it lead to, and the card is not read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tui.errors import CallError, DataError
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.jsonl_reading import entry_of, ids_of
from tui.formats.parquet_tables import (
    RELATION,
    Row,
    arrow,
    articles_schema,
    line,
    relations_schema,
)
from tui.formats.reading import MEND, Record, short
from tui.text.offsets import Unit

BATCH = 64
"""Rows in memory at a time."""
MOST_UNPACKED = 200
"""Times its own size that a file may unpack to; news texts come to about three."""
SMALL = 64_000_000
"""Bytes that any file may unpack to."""

Rows = Iterator[tuple[Row, str]]


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a folder, those of ``train`` first, each part in its order.

    Raises DataError with file and row where a file is cut off or missing, unpacks to far too much
    or leads out of the folder, where a column or a value is not as this program writes it, an id
    comes twice, or words are not those at their offsets.
    """
    arrow()
    _check_parts(place)
    unit: Unit = "utf16" if options.offsets == "utf16" else "codepoint"
    relations: dict[str, list[Row]] = defaultdict(list)
    wheres: dict[str, str] = {}
    for row, where in _rows(place, "relations", relations_schema()):
        for name in RELATION:
            Record(row, where).text(name)
        relations[row["from_article"]].append(row)
        wheres.setdefault(row["from_article"], where)
    ids: set[str] = set()
    for row, where in _rows(place, "data", articles_schema()):
        try:
            record = Record(line(row, relations.pop(str(row.get("id")), [])), where)
        except ValueError as error:
            raise DataError(f"{where}: {error}: {MEND}") from None
        entry = entry_of(record, unit)
        for uid in ids_of(entry):
            if uid in ids:
                record.fail(f"the id {short(uid)} comes a second time", "each has an id of its own")
            ids.add(uid)
        yield entry
    for uid in relations:
        why = f"it starts in the article {short(uid)}, which is not in data"
        raise DataError(f"{wheres[uid]}: {why}: {MEND}")


def _rows(place: Path, table: str, schema: Any) -> Rows:
    for file in _files(place, table):
        with _told(file):
            yield from _rows_of(file, schema)


def _rows_of(file: Path, schema: Any) -> Rows:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(file) as opened:
        metadata = opened.metadata
        groups = range(metadata.num_row_groups)
        unpacked = sum(metadata.row_group(group).total_byte_size for group in groups)
        size = file.stat().st_size
        if unpacked > max(SMALL, MOST_UNPACKED * size):
            why = f"its {size:,} bytes unpack to {unpacked:,}"
            raise DataError(f"{file}: {why}: it is no dataset; leave it out")
        _check_columns(file, opened.schema_arrow, schema)
        number = 0
        for batch in opened.iter_batches(BATCH, columns=schema.names):
            for row in batch.to_pylist():
                number += 1
                yield row, f"{file}, row {number}"


def _check_columns(file: Path, found: Any, schema: Any) -> None:
    for column in schema:
        at = found.get_field_index(column.name)
        if at < 0:
            raise DataError(f"{file}: the column {column.name!r} is missing: {MEND}")
        if found.field(at).type != column.type:
            why = f"the column {column.name!r} is {short(str(found.field(at).type))}"
            raise DataError(f"{file}: {why}, and not {short(str(column.type))}: {MEND}")


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What pyarrow and Python say of a file that is wrong, as one line."""
    pa = arrow()
    try:
        yield
    except UnicodeDecodeError as error:
        why = f"a byte 0x{error.object[error.start]:02X} is not UTF-8"
        raise DataError(f"{file}: {why}: export it anew") from None
    except (pa.ArrowException, OSError) as error:
        why = " ".join(str(error).split())[:120].rstrip(". ")
        raise DataError(f"{file}: no whole Parquet ({why}): export it anew") from None


def _check_parts(place: Path) -> None:
    """Each file of articles has one of relations beside it, be it without a row."""
    there = {file.name for file in _files(place, "relations")}
    for file in _files(place, "data"):
        if file.name not in there:
            raise DataError(f"{place / 'relations' / file.name} is missing: export it anew")


ORDER = ("train", "validation", "test")


def _files(place: Path, table: str) -> list[Path]:
    """The files of a table, by part and number. Raises where some are missing."""
    if not place.exists():
        raise CallError(f"{place}: there is no such folder: check the name")
    if not place.is_dir():
        raise CallError(f"{place} is a file: name the folder that has README.md and data")
    found: dict[tuple[str, int], dict[int, Path]] = defaultdict(dict)
    for file in sorted((place / table).glob("*.parquet")):
        if not file.resolve().is_relative_to(place.resolve()):
            raise DataError(f"{file} leads out of the folder: put the file itself there")
        numbers = re.fullmatch(r"(\w+)-(\d{5})-of-(\d{5})", file.stem)
        if not numbers:
            why = "its name is not as in train-00000-of-00001.parquet"
            raise DataError(f"{file}: {why}: rename it, or take it out of the folder")
        part, number, of = numbers[1], int(numbers[2]), int(numbers[3])
        found[part, of][number] = file
    if not found:
        raise DataError(f"{place / table} has no Parquet files: name the folder of an export")
    for (part, of), files in found.items():
        missing = sorted({*range(of)} - {*files})
        if missing:
            lacks = f"{part}-{missing[0]:05}-of-{of:05}.parquet"
            raise DataError(f"{place / table}: {lacks} is missing: export it anew")
    parts = sorted(found, key=lambda one: (ORDER.index(one[0]) if one[0] in ORDER else 9, one))
    return [found[part][number] for part in parts for number in sorted(found[part])]
