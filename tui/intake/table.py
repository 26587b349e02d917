"""Tables: CSV, TSV and their kin, an article a row. Which columns hold what, `columns` knows.

Rows are read one by one. Line breaks may stand in quotes, rows may be short or long, and what
divides the columns is told by the first line.
"""

import csv
from collections.abc import Iterator, Sequence

from tui.intake import signs
from tui.intake.columns import Columns, article, columns_of
from tui.intake.face import Found, Missed, Options, Part
from tui.model import Extraction
from tui.text.policy import NotText, decode

WHAT = "tables: CSV and TSV, an article a row"
SUFFIXES = (".csv", ".tsv", ".tab")
EXTRA = ""
TRUSTED = False

DIVIDERS = ",\t;|"
EMPTY = 20
"""Rows without a text that are told one by one."""

knows = signs.looks_like_table


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The articles in the rows of a table."""
    try:
        text = decode(data, encoding=options.encoding).text
    except NotText as error:
        yield Missed(name, str(error))
        return
    divider = divider_of(text)
    before = csv.field_size_limit(options.largest)
    try:
        yield from _articles(text, divider, name, options)
    except csv.Error as error:
        yield Missed(name, f"it is no table ({error}): save it again as CSV")
    finally:
        csv.field_size_limit(before)


def _articles(
    text: str, divider: str, name: str, options: Options
) -> Iterator[Found | Part | Missed]:
    rows = csv.reader(_lines(text), delimiter=divider)
    header = [cell.strip() for cell in next(rows, [])]
    alone = {"text": header[0]} if len(header) == 1 and header[0] else {}
    columns = columns_of(header, options.columns or alone)
    if isinstance(columns, str):
        yield Missed(name, columns, columns=tuple(filter(None, header)))
        return
    empty = 0
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        for item in _article(row, number, header, columns, divider, name):
            empty += isinstance(item, Missed)
            if not isinstance(item, Missed) or empty <= EMPTY:
                yield item
    if empty > EMPTY:
        yield Missed(name, f"{empty - EMPTY:,} more rows have no text: choose another column")


def _article(
    row: Sequence[str], number: int, header: list[str], columns: Columns, divider: str, name: str
) -> Iterator[Found | Part | Missed]:
    cells = list(row)
    if len(cells) > len(header) and header.index(columns.text) == len(header) - 1:
        # A text that nobody quoted: what divides columns stands in it as well.
        cells[len(header) - 1 :] = [divider.join(cells[len(header) - 1 :])]
    # Of columns with the same name the first counts.
    record = dict(reversed(list(zip(header, cells, strict=False))))
    raw = divider.join(_quoted(cell, divider) for cell in row).encode("utf-8", "replace")
    yield from article(record, columns, raw, name, Extraction("csv", member=f"row {number}"))


def divider_of(text: str) -> str:
    """What divides the columns: of the usual signs the one that stands most often in the first
    line outside quotes; a comma where none does."""
    line = text.lstrip().partition("\n")[0]
    outside = "".join(line.split('"')[::2])
    return max(DIVIDERS, key=outside.count)


def _quoted(cell: str, divider: str) -> str:
    if divider in cell or '"' in cell or "\n" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends. Not `splitlines`: a line separator inside a cell ends no line."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end
