"""The rows of a WebAnno TSV file as they stand, with the text they are on put together.

The text is that of the sentences. Between two it is a line end and as many blanks as the offsets
say, as INCEpTION fills it; behind the last there is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NoReturn

from tui.errors import DataError
from tui.formats.face import Asked
from tui.formats.inception_files import Source
from tui.formats.reading import MEND, short
from tui.formats.tsv_escapes import text_in
from tui.text.offsets import UNITS, Offsets, Unit

Kind = Literal["T_SP", "T_RL", "T_CH"]

_FORMAT = re.compile(r"#FORMAT=WebAnno TSV 3\.([0-3])")
_ROW = re.compile(r"(\d+-\d+(?:\.\d+)?)\t(\d{1,10})-(\d{1,10})\t(.*)", re.DOTALL | re.ASCII)


@dataclass(frozen=True)
class Layer:
    """A layer of the file: its kind and name, its columns' names, and which cell is its first."""

    kind: Kind
    name: str
    columns: tuple[str, ...]
    first: int


@dataclass(frozen=True)
class Row:
    """One token or part of one. Offsets are in the unit of the file until `Table.spans`."""

    where: str
    ident: str
    start: int
    end: int
    words: str
    cells: tuple[str, ...]

    def fail(self, what: str) -> NoReturn:
        """Raise the DataError that says what is wrong in here."""
        raise DataError(f"{self.where}: {what}: {MEND}")


@dataclass
class Sentence:
    """The text of a sentence, and its rows."""

    text: str = ""
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A whole file. `spans` has the place of each row in `text`, in code points."""

    layers: tuple[Layer, ...]
    rows: tuple[Row, ...]
    spans: tuple[tuple[int, int], ...]
    text: str


def table(source: Source, asked: Asked) -> Table:
    """A file with its text. Offsets are UTF-16 unless only code points fit the words of all rows,
    or it is asked otherwise. Raises DataError with the line that is wrong."""
    lines = _lines(source)
    version = _version(next(lines, (source.where, "")))
    layers, number = _layers(lines, source.where)
    sentences = list(_sentences(lines, version, number + 3, source.where))
    rows = tuple(row for sentence in sentences for row in sentence.rows)
    wrong: DataError | None = None
    for unit in UNITS[::-1] if asked == "auto" else (asked,):
        try:
            text = _text(sentences, unit)
            return Table(layers, rows, tuple(_spans(text, rows, unit, version)), text)
        except DataError as error:
            wrong = wrong or error
    raise wrong or AssertionError


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.data[: error.start].count(b"\n") + 1
        raise DataError(f"{source.where}, line {line}: not UTF-8: save it as UTF-8") from None
    for at, words in enumerate(text.split("\n"), 1):
        yield f"{source.where}, line {at}", words.removesuffix("\r")


def _version(line: tuple[str, str]) -> int:
    where, words = line
    found = _FORMAT.fullmatch(words)
    if not found:
        raise DataError(f"{where}: {short(words)} is not '#FORMAT=WebAnno TSV 3.3': export it anew")
    return int(found[1])


def _layers(lines: Iterator[tuple[str, str]], where: str) -> tuple[tuple[Layer, ...], int]:
    """The layers of the header, up to the blank line behind it, and how many cells they have."""
    found: list[Layer] = []
    first = 0
    for where, line in lines:
        if not line:
            return tuple(found), first
        kind, _, rest = line.removeprefix("#").partition("=")
        name, *columns = [part for part in rest.split("|") if part] or [""]
        if not line.startswith("#") or kind not in ("T_SP", "T_RL", "T_CH") or not name:
            raise DataError(f"{where}: {short(line)} is no layer: {MEND}")
        layer = Layer(kind, name, tuple(columns or ("",)), first)  # type: ignore[arg-type]
        found.append(layer)
        first += len(layer.columns)
    raise DataError(f"{where}: the file ends in its header: {MEND}")


def _sentences(
    lines: Iterator[tuple[str, str]], version: int, cells: int, where: str
) -> Iterator[Sentence]:
    """The sentences, each of which has a text and rows; `cells` are those that a row has."""
    texts: list[str] = []
    one: Sentence | None = None
    for where, line in lines:
        if not line:
            if one:
                yield one
            one = None
        elif one is None and line.startswith(("#Text=", "#Sentence.id=")):
            if line.startswith("#Text="):
                texts.append(text_in(line.removeprefix("#Text="), version))
        else:
            if one is None:
                if not texts:
                    raise DataError(f"{where}: {short(line)} is in no sentence: {MEND}")
                one = Sentence("\n".join(texts))
                texts = []
            one.rows.append(_row(where, line, cells))
    if one:
        yield one
    if texts:
        raise DataError(f"{where}: the last sentence has no tokens: the file was cut off")


def _row(where: str, line: str, cells: int) -> Row:
    found = _ROW.fullmatch(line)
    if not found:
        raise DataError(f"{where}: {short(line)} is no row of a token: {MEND}")
    words, *rest = found[4].split("\t")
    if rest and not rest[-1]:
        rest.pop()
    if len(rest) != cells - 3:
        said = f"it has {len(rest) + 3} cells and not {cells}"
        raise DataError(f"{where}: {said}: {MEND}")
    return Row(where, found[1], int(found[2]), int(found[3]), words, tuple(rest))


def _text(sentences: list[Sentence], unit: Unit) -> str:
    """The text of all sentences at the offsets of their first tokens."""
    parts: list[str] = []
    length = 0
    for one in sentences:
        row = one.rows[0]
        if row.start < length:
            if row.start != length - 1:
                row.fail(f"its sentence starts at {row.start}, in the one before")
            parts[-1] = parts[-1][:-1]
            length -= 1
        if row.start - length > 1_000_000:
            row.fail(f"there is no text from {length} to {row.start}")
        parts += [" " * (row.start - length), f"{one.text}\n"]
        wide = sum(char > "\uffff" for char in one.text) if unit == "utf16" else 0
        length = row.start + len(one.text) + wide + 1
    return "".join(parts)[:-1]


def _spans(text: str, rows: tuple[Row, ...], unit: Unit, version: int) -> Iterator[tuple[int, int]]:
    """The place of each row, where the text has the words that the row has."""
    offsets = Offsets(text)
    idents: set[str] = set()
    for row in rows:
        if row.ident in idents:
            row.fail(f"the id {row.ident} comes a second time")
        idents.add(row.ident)
        try:
            start, end = offsets.read(row.start, unit), offsets.read(row.end, unit)
        except ValueError:
            row.fail(f"{row.start}–{row.end} is no stretch of the text")
        words = text[start:end]
        if words != row.words and words != text_in(row.words, version):
            said = f"at {row.start}–{row.end} the text has {short(words)}, not {short(row.words)}"
            row.fail(said)
        yield start, end
