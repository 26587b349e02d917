"""Reading brat's standoff files: texts found beside their annotations, every quoted text checked.

An event is the annotation of its trigger, and its arguments are relations of the kind of their
role; what is declared the same (``*``) is a chain of relations. A normalisation, and a note of any
other type than brat's own, is an attribute of that name; an attribute without a value is "yes".
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.errors import CallError, DataError
from tui.formats.brat_document import Document
from tui.formats.brat_lines import Line, sorted_lines
from tui.formats.brat_names import NAMES, Named
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.given import Given
from tui.formats.placing import Quoted, placed
from tui.formats.reading import lines
from tui.model import Article, ArticleSummary
from tui.text.offsets import Span
from tui.text.policy import NotText, decode

PARTS = (".ann", ".a1", ".a2", ".co", ".rel")
"""What brat calls files of annotations; the last four are parts of one document's."""

BREAKS = "\n\u2028\u2029"


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The documents in a folder and those below it, or the one whose .ann or .txt is named.

    Raises CallError where there is none, DataError with file and line where a text is missing or is
    no text, a line is none of brat's or was cut off, an id comes twice or is not there, or quoted
    words are not at their offsets. Where words do not tell the unit and it matters, UnitsTied.
    """
    if not place.exists():
        raise CallError(f"{place}: there is no such folder: check the name")
    root = place if place.is_dir() else place.parent
    named = Named(root / NAMES)
    found = _documents(place)
    if not found:
        raise DataError(f"{place}: no .ann file is in it: name a folder of brat's documents")
    for stem, parts in found.items():
        yield _entry(root, stem, parts, named, options)


def _documents(place: Path) -> dict[str, list[Path]]:
    """The files of annotations by the name of their document, within the folder and in order."""
    if not place.is_dir():
        there = [place.with_suffix(suffix) for suffix in PARTS]
        return {place.stem: [file for file in there if file.exists()] or [there[0]]}
    found: dict[str, list[Path]] = {}
    for file in sorted(place.rglob("*")):
        inside = file.relative_to(place)
        if file.suffix in PARTS and not any(part.startswith(".") for part in inside.parts):
            _stay(file, place)
            found.setdefault(inside.with_suffix("").as_posix(), []).append(file)
    return found


def _stay(file: Path, root: Path) -> None:
    """A link must not lead out of the folder that was named."""
    if not file.resolve().is_relative_to(root.resolve()):
        raise DataError(f"{file} leads out of {root}: put the file itself there")


def _entry(root: Path, stem: str, parts: list[Path], named: Named, options: Options) -> Entry:
    file = root / f"{stem}.txt"
    if not file.exists():
        raise DataError(f"{parts[0]}: its text {file.name} is missing: put it beside it")
    _stay(file, root)
    given = Given(_text(file))
    found = sorted_lines([line for part in parts for line in lines(part)])
    quoted = [_quoted(given, line) for line in found.texts]
    places = {
        uid: given.fragments_at(merged(given.text, [(one.start, one.end) for one in place]))
        for uid, place in placed(given, quoted, options.offsets, named.codepoints).items()
    }
    article = Article(
        ArticleSummary(stem, given.sha256, "", len(given.text), file=f"{stem}.txt"), given.text
    )
    return Document(stem, article, named, options.annotator).entry(found, places)


def _text(file: Path) -> str:
    data = file.read_bytes()
    try:
        encoding = decode(data, encoding="utf-8").encoding
    except NotText as error:
        raise DataError(f"{file}: {error}") from None
    return data.decode(encoding)


def _quoted(given: Given, line: Line) -> Quoted:
    """A T line with the text it quotes, which ends at a tab unless the text has one there."""
    tail = line.tail or ""
    quoted = tail if "\t" in given.text else tail.partition("\t")[0]
    return Quoted(line.uid, f"{line.where}, {line.uid}", line.spans(), quoted, (" ", ""))


def merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans as they were before they were parted at line breaks: with one alone between two of
    them, they are one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start - found[-1][1] == 1 and text[start - 1] in BREAKS:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
