"""PDF: the text of its pages in paragraphs, with what the document's information says."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.pdf_lines import Line, goes_on, joined, paragraphs
from tui.intake.signs import looks_like_pdf
from tui.model import Extraction

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

WHAT = "a PDF that has text in it"
SUFFIXES = (".pdf",)
EXTRA = "pdf"
TRUSTED = False

_HYPHEN = "\ufffe"
"""What pdfium puts for a hyphen that only parts a word at the end of a line."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")
_PROGRAM = re.compile(r"^(?:Microsoft \w+ - |untitled$)", re.I)


def knows(head: bytes) -> bool:
    """Whether a file begins as a PDF does."""
    return looks_like_pdf(head)


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The text of all pages as one article, a paragraph a line."""
    try:
        import pypdfium2
    except ImportError:
        yield Missed(name, missing("PDF files", EXTRA))
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            yield Missed(name, "it is encrypted: save it without a password")
        else:
            yield Missed(name, "the PDF is damaged or not whole: fetch it again")
        return
    try:
        text, empty = _text(document)
        pages, details = len(document), _details(document)
    except (pypdfium2.PdfiumError, ValueError):
        yield Missed(name, "the PDF is damaged: save it again, or as text")
        return
    finally:
        document.close()
    if not text:
        yield Missed(name, "no text in it, only pictures of pages: run OCR on it first")
        return
    said = f"{empty} of {pages} pages have no text" if empty else ""
    version = str(pypdfium2.version.PYPDFIUM_INFO)
    yield Found(text, data, Extraction("pdf", "pypdfium2", version, said), details)


def _text(document: "PdfDocument") -> tuple[str, int]:
    """The paragraphs of all pages, and how many pages have none."""
    kept: list[str] = []
    empty = 0
    for number in range(len(document)):
        page = document[number]
        found = list(paragraphs(_lines(page)))
        page.close()
        empty += not found
        if kept and found and goes_on(kept[-1], found[0]):
            kept[-1] = joined(kept[-1], found.pop(0))
        kept += found
    return "\n".join(kept), empty


def _lines(page: "PdfPage") -> list[Line]:
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    placed = len(text) == textpage.count_chars()  # else the letters' numbers are not known
    lines: list[Line] = []
    start = 0
    for raw in text.split("\r\n"):
        if stripped := " ".join(raw.replace(_HYPHEN, "").split()):
            box = _box(textpage, raw, start) if placed else (0.0, 0.0, -len(lines), 1.0)
            lines.append(Line(stripped, *box))
        start += len(raw) + 2
    textpage.close()
    return lines


def _box(textpage: "PdfTextPage", raw: str, start: int) -> tuple[float, float, float, float]:
    """Where the line stands that is `raw` in the page's text from `start` on: left and right, its
    base and the height of its letters."""
    first = start + len(raw) - len(raw.lstrip())
    last = start + len(raw.rstrip()) - 1
    half = raw.strip()[: (last - first) // 2 + 1].rstrip()
    middle = first + len(half) - 1  # neither a bullet nor the number of a note
    left = textpage.get_charbox(first, loose=True)[0]
    _, bottom, _, top = textpage.get_charbox(middle, loose=True)
    right = textpage.get_charbox(last, loose=True)[2]
    return left, right, bottom, top - bottom


def _details(document: "PdfDocument") -> dict[str, str]:
    told = document.get_metadata_dict()
    title = " ".join(_PROGRAM.sub("", told.get("Title", "")).split())
    details = {
        "title": title,
        "byline": " ".join(told.get("Author", "").split()),
        "published": _date(told.get("CreationDate", "")),
    }
    return {name: value for name, value in details.items() if value}


def _date(value: str) -> str:
    """A PDF's date (D:20240131093000+01'00') as ISO 8601, "" where it is none."""
    from datetime import datetime

    if (found := _DATE.match(value)) is None:
        return ""
    year, month, day, hour, minute, second, utc, hours, minutes = found.groups()
    written = f"{year}-{month}-{day}"
    if hour:
        written += f"T{hour}:{minute}:{second or '00'}"
        written += "+00:00" if utc else f"{hours}:{minutes or '00'}" if hours else ""
    try:
        return datetime.fromisoformat(written).isoformat() if hour else written
    except ValueError:
        return ""
