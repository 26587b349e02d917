"""DOCX: the paragraphs and tables of a word processor's document, with what its properties say."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.packed import Refused, opened
from tui.intake.signs import looks_like_zip, zipped
from tui.model import Extraction

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

WHAT = "a document of Word or another word processor"
SUFFIXES = (".docx",)
EXTRA = "office"
TRUSTED = False

_NAMELESS = ("python-docx", "user", "author", "administrator", "admin", "microsoft office user")
"""What programs write as the author of a document where nobody told them one."""


def knows(head: bytes) -> bool:
    """Whether a file is a zip that holds a document."""
    return looks_like_zip(head) and zipped(head) == "docx"


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The text of a document: a paragraph a line, a row a line with tabs between its cells."""
    try:
        import docx
    except ImportError:
        yield Missed(name, missing("Word documents", EXTRA))
        return
    try:
        opened(data).close()
    except Refused as error:
        yield Missed(name, str(error))
        return
    try:
        document = docx.Document(BytesIO(data))
        text = "\n".join(_lines(document))
        details = _details(document)
    except Exception:  # broken XML, parts that are not there: each has an error of its own
        yield Missed(name, "the document is damaged: save it again, or as text")
        return
    if not text:
        yield Missed(name, "no text in it: choose another file")
        return
    yield Found(text, data, Extraction("docx", "python-docx", docx.__version__), details)


def _lines(document: "Document") -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    for block in document.iter_inner_content():
        lines = block.text.split("\n") if isinstance(block, Paragraph) else _rows(block)
        yield from (line for text in lines if (line := text.strip()))


def _rows(table: "Table") -> Iterator[str]:
    """The rows of a table; a cell that spans several columns counts once."""
    for row in table.rows:
        cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
        yield "\t".join(cells.values())


def _details(document: "Document") -> dict[str, str]:
    told = document.core_properties
    author = " ".join(told.author.split())
    details = {
        "title": " ".join(told.title.split()),
        "byline": "" if author.lower() in _NAMELESS else author,
        "published": told.created.date().isoformat() if told.created else "",
        "language": told.language.strip(),
    }
    return {name: value for name, value in details.items() if value}
