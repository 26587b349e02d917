"""Reading CoNLL: a folder with the texts beside, or any file of tokens with tags.

A line has the token in its first column and the tag in its last, in between what there may be;
columns are parted by tabs where a line has one, else by spaces. Where there is no text beside, it
is the tokens with a space between them and a sentence a line, and a file without ``-DOCSTART-`` is
one article.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from tui.errors import CallError, DataError
from tui.formats.conll_tags import entities_of, is_tag
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.left_out import Left
from tui.formats.reading import MEND, Record, json_lines, lines, of_no_article, short
from tui.model import Annotation, Article, ArticleSummary
from tui.text.anchors import anchor
from tui.text.policy import clean, sha256

TEXTS = ".texts.jsonl"
EMPTY = ("_", "-", "-X-", "O")
"""What a column has that says nothing."""


@dataclass
class _Document:
    """The tokens of an article, and the annotations on them by first token, behind last, tag."""

    where: str
    words: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """Where each token's line is, in words."""
    breaks: set[int] = field(default_factory=set)
    """The tokens that begin a sentence."""
    entities: list[tuple[int, int, str]] = field(default_factory=list)


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a folder or a file, one in memory at a time.

    Raises DataError with the line of a tag that is none, of a token that is not in the text beside,
    or where articles and texts are not as many.
    """
    files = _files(place)
    ids: set[str] = set()
    for file in files:
        beside = file.with_name(file.name.removesuffix(".conll") + TEXTS)
        if not (place.is_dir() and beside.exists()):
            yield from (_joined(one) for one in _documents(file, options.left))
            continue
        for document, row in zip_longest(_documents(file, options.left), json_lines(beside)):
            if row is None:
                raise DataError(f"{document.where}: {beside.name} has no text for it: {MEND}")
            if document is None:
                row.fail(f"{file.name} has no tokens for this text: it may be cut off")
            entry = _beside(document, row)
            for uid in (entry.article.uid, *(one.uid for one in entry.annotations)):
                if uid in ids:
                    row.fail(f"the id {short(uid)} comes a second time")
                ids.add(uid)
            yield entry


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    files = sorted(place.glob("*.conll"))
    if not files and not of_no_article(place, (".conll",)):
        raise CallError(f"{place} has no file that ends in .conll: name a file")
    return files


def _documents(file: Path, left: Left) -> Iterator[_Document]:
    document: _Document | None = None
    sentence: list[tuple[str, str, str]] = []
    for where, line in lines(file):
        columns = _columns(line)
        if columns and columns[0] == "#" and not is_tag(columns[-1]):
            left.out("comments", where)
            continue  # a comment, as "# id 5f2 domain=en" of MultiCoNER
        begins = bool(columns) and columns[0] == "-DOCSTART-"
        if columns and not begins:
            if len(columns) == 1:
                raise DataError(f"{where}: {short(columns[0])} has no tag behind it: {MEND}")
            document = document or _Document(where)
            if any(one not in EMPTY for one in columns[1:-1]):
                left.out("columns between token and tag", where)
            sentence.append((columns[0], columns[-1], where))
            continue
        if document and sentence:
            _take(document, sentence)
            sentence = []
        if begins:
            if document:
                yield document
            document = _Document(where)
    if document and sentence:
        _take(document, sentence)
    if document:
        yield document


def _columns(line: str) -> list[str]:
    """The columns of a line, none of an empty one."""
    if not line.strip():
        return []
    return [one for one in line.rstrip("\r").split("\t" if "\t" in line else " ") if one.strip()]


def _take(document: _Document, sentence: list[tuple[str, str, str]]) -> None:
    first = len(document.words)
    document.breaks.add(first)
    try:
        found = entities_of([tag for _, tag, _ in sentence])
    except ValueError as error:
        number, why = error.args
        _, tag, where = sentence[number]
        raise DataError(f"{where}: {short(tag)} {why}: {MEND}") from None
    document.entities += [(first + start, first + behind, tag) for start, behind, tag in found]
    document.words += [word for word, _, _ in sentence]
    document.places += [where for _, _, where in sentence]


def _joined(document: _Document) -> Entry:
    """An article whose text is its tokens."""
    parts: list[str] = []
    starts: list[int] = []
    place = 0
    for number, word in enumerate(document.words):
        if number:
            parts.append("\n" if number in document.breaks else " ")
            place += 1
        starts.append(place)
        parts.append(word)
        place += len(word)
    if not parts:
        raise DataError(f"{document.where}: the article has no tokens: {MEND}")
    return _entry(document, Article(ArticleSummary("", "", "", place), "".join(parts)), starts, {})


def _beside(document: _Document, row: Record) -> Entry:
    """An article with its own text: each token is the next in it, and nothing else is."""
    text, digest = row.text("text"), row.text("sha256")
    if sha256(clean(text)[0]) != digest and sha256(text) != digest:
        row.fail(f"the text is not that of its sha256 {digest[:12]}: it was changed")
    starts: list[int] = []
    place = 0
    for word, where in zip(document.words, document.places, strict=True):
        place = _behind_space(text, place)
        if not text.startswith(word, place):
            there = short(text[place : place + len(word)])
            raise DataError(f"{where}: at {place} the text has {there}, not {short(word)}: {MEND}")
        starts.append(place)
        place += len(word)
    if text[place:].strip():
        why = f"the tokens end at {place} of a text of {len(text)} characters"
        raise DataError(f"{document.where}: {why}: {MEND}")
    summary = ArticleSummary(row.text("id"), digest, "", len(text))
    return _entry(document, Article(summary, text), starts, _known(row))


def _known(row: Record) -> dict[tuple[int, int, str], str]:
    """The ids of the annotations that were written, by start, end and tag."""
    found = {}
    for one in row.items("annotations", []):
        if not (isinstance(one, list) and list(map(type, one)) == [int, int, str, str]):
            row.fail(f"{short(one)} is not start, end, tag and id of an annotation")
        start, end, tag, uid = one
        found[start, end, tag] = uid
    return found


def _behind_space(text: str, place: int) -> int:
    while text[place : place + 1].isspace():
        place += 1
    return place


def _entry(
    document: _Document,
    article: Article,
    starts: list[int],
    known: dict[tuple[int, int, str], str],
) -> Entry:
    made = []
    for first, behind, tag in document.entities:
        end = starts[behind - 1] + len(document.words[behind - 1])
        part = anchor(article.text, starts[first], end)
        # Else it is called by file and line, of which none is twice in a folder.
        place = document.places[first].rpartition("/")[2]
        uid = known.get((part.start, part.end, tag), place)
        made.append(
            Annotation(uid, article.uid, tag, (part,), "", "", "", sha256=article.summary.sha256)
        )
    return Entry(article, made, [])
