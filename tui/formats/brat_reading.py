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
from tui.formats.given import Count, Given, alike
from tui.formats.reading import UnitsTied, lines, short
from tui.model import Article, ArticleSummary, Fragment
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
    places = placed(given, found.texts, named, options)
    article = Article(
        ArticleSummary("", given.sha256, "", len(given.text), file=f"{stem}.txt"), given.text
    )
    return Document(stem, article, named, options.annotator).entry(found, places)


def _text(file: Path) -> str:
    data = file.read_bytes()
    try:
        encoding = decode(data).encoding
    except NotText as error:
        raise DataError(f"{file}: {error}") from None
    return data.decode(encoding)


def placed(
    given: Given, texts: Sequence[Line], named: Named, options: Options
) -> dict[str, tuple[Fragment, ...]]:
    """Where each T line of a document is, by its id, with line breaks within it again.

    What offsets count is told by the quoted texts of all. Where the file's own words prove that one
    line counts otherwise than most it is taken so, as brat's browser counts UTF-16 in what it adds.
    """
    counts = given.counts(options.offsets)
    fits = {one.uid: _fits(given, one, counts) for one in texts}
    score = {count: sum(count in fits[one.uid] for one in texts if one.tail) for count in counts}
    best = [count for count in counts if score[count] == max(score.values())]
    best = [count for count in best if count.pairs == best[0].pairs]
    if named.codepoints and options.offsets == "auto":
        best = counts[:1]
    found = {}
    for one in texts:
        fitting = fits[one.uid]
        if not fitting:
            _refuse(given, one, best[0])
        likely = [count for count in best if count in fitting] or list(fitting)
        if any(fitting[count] != fitting[likely[0]] for count in likely):
            raise UnitsTied(
                f"{one.where}, {one.uid}: its offsets may be in code points or in UTF-16, and words"
                " do not tell: say --offsets codepoint or --offsets utf16"
            )
        found[one.uid] = fitting[likely[0]]
    return found


def _fits(given: Given, line: Line, counts: Sequence[Count]) -> dict[Count, tuple[Fragment, ...]]:
    """The ways of counting in which a line's offsets have its words, with what they are then."""
    found = {}
    spans = line.spans()
    for count in counts:
        try:
            parts = given.fragments(spans, count)
        except ValueError:
            continue
        if not line.tail or _quotes(parts, line.tail):
            joined = merged(given.text, [(one.start, one.end) for one in parts])
            found[count] = given.fragments_at(joined)
    return found


def _quotes(parts: Sequence[Fragment], tail: str) -> bool:
    """Whether the quoted text is that of the fragments, joined as brat does now or did before."""
    quoted = tail.partition("\t")[0] if not any("\t" in one.exact for one in parts) else tail
    return any(alike(joint.join(one.exact for one in parts), quoted) for joint in (" ", ""))


def _refuse(given: Given, line: Line, count: Count) -> None:
    spans = line.spans()
    told = ";".join(f"{start} {end}" for start, end in spans)
    try:
        words = " ".join(one.exact for one in given.fragments(spans, count))
    except ValueError:
        line.fail(f"{told} is no stretch of a text of {len(given.text)} characters")
    line.fail(f"at {told} the text has {short(words)}, not {short(line.tail)}")


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
