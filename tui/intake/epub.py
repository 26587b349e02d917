"""EPUB: the chapters of a book, an article each.

A book is read by the chapter, and what is marked in it is found again by the chapter; an article
of 100,000 words would be neither. The book's title is each chapter's source.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZipFile

from tui.intake.entities import declares_entities
from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.packed import Refused, opened
from tui.intake.signs import looks_like_zip, zipped
from tui.model import Extraction
from tui.text.policy import NotText

WHAT = "a book, its chapters an article each"
SUFFIXES = (".epub",)
EXTRA = "web"
TRUSTED = False

_PAGES = ("application/xhtml+xml", "text/html", "application/html+xml")
_HEADING = re.compile(r"<h[1-3]\b[^>]{0,500}>(.{1,2000}?)</h[1-3]\s*>", re.S | re.I)
_BEGINNING = 50_000
"""Characters of a chapter in which its heading stands."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What a package document says: the details of the book, and its chapters in order."""

    details: dict[str, str]
    chapters: list[str]


def knows(head: bytes) -> bool:
    """Whether a file is a zip that holds a book."""
    return looks_like_zip(head) and zipped(head) == "epub"


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The chapters of a book in its order. `Found.raw` is the chapter's own page."""
    try:
        import lxml.etree  # noqa: F401
    except ImportError:
        yield Missed(name, missing("books", EXTRA))
        return
    try:
        archive = opened(data)
    except Refused as error:
        yield Missed(name, str(error))
        return
    with archive:
        try:
            book = _book(archive)
        except Exception:  # missing members, broken XML: whatever it is, the book cannot be read
            yield Missed(name, "the book's list of chapters is damaged: fetch it again")
            return
        found = False
        for number, chapter in enumerate(book.chapters, 1):
            article = _chapter(archive, chapter, number, book, name)
            if article is not None:
                found = True
                yield article
    if not found:
        yield Missed(name, "no chapter with text in it: choose another file")


def _book(archive: ZipFile) -> _Book:
    container = _xml(archive, "META-INF/container.xml")
    place = next(one.get("full-path", "") for one in container.iter() if _tag(one) == "rootfile")
    package = _xml(archive, place)
    items, spine = {}, []
    for element in package.iter():
        if _tag(element) == "item" and element.get("media-type") in _PAGES:
            if "nav" not in (element.get("properties") or "").split():
                items[element.get("id")] = element.get("href", "")
        elif _tag(element) == "itemref" and element.get("linear") != "no":
            spine.append(element.get("idref"))
    folder = posixpath.dirname(place)
    return _Book(
        _details(package),
        [
            posixpath.normpath(posixpath.join(folder, unquote(items[one])))
            for one in spine
            if one in items
        ],
    )


def _xml(archive: ZipFile, member: str) -> ElementTree.Element:
    data = archive.read(member)
    if declares_entities(data):
        raise ValueError(f"{member} declares entities")
    return ElementTree.fromstring(data)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _details(package: ElementTree.Element) -> dict[str, str]:
    told: dict[str, list[str]] = {}
    for element in package.iter():
        if value := " ".join((element.text or "").split()):
            told.setdefault(_tag(element), []).append(value)
    date = re.match(r"\d{4}(?:-\d\d){0,2}", told.get("date", [""])[0])
    details = {
        "source": told.get("title", [""])[0],
        "byline": ", ".join(told.get("creator", ())),
        "published": date[0] if date else "",
        "language": told.get("language", [""])[0],
    }
    return {name: value for name, value in details.items() if value}


def _chapter(
    archive: ZipFile, member: str, number: int, book: _Book, name: str
) -> Found | Missed | None:
    """A chapter, None where there is no text in it: a cover, a page of pictures."""
    from tui.intake.page_blocks import shown
    from tui.intake.page_bytes import decoded

    try:
        data = archive.read(member)
    except Exception:  # not there, or its checksum is wrong
        return Missed(f"{name}: {member}", "the chapter is damaged or not there: fetch it again")
    try:
        page = decoded(data)
    except NotText:
        return None
    text = shown(page.text).text
    if not text:
        return None
    heading = _HEADING.search(page.text[:_BEGINNING])
    title = shown(heading[1]).text.replace("\n", " ") if heading else ""
    details = {**book.details, "title": title or f"Chapter {number}"}
    extraction = Extraction("epub", "whole page", "1", member=member)
    return Found(text, data, extraction, details, page.encoding, page.replaced, page.guessed)
