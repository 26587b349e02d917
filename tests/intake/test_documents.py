"""PDF, Word, RTF and books: their paragraphs, their properties, and what is refused."""

import pytest

from tests.intake.made import RTF, bomb, docx, epub, pdf
from tui.intake import docx as docx_kind
from tui.intake import epub as epub_kind
from tui.intake import pdf as pdf_kind
from tui.intake import rtf as rtf_kind
from tui.intake.face import Found, Missed, Options
from tui.intake.packed import Refused, opened
from tui.intake.pdf_lines import Line, goes_on, paragraphs

INFO = "/Title (Microsoft Word - Buses) /Author (Jo Ray) /CreationDate (D:20240305102030+01'00')"


def the_one(kind, data: bytes) -> Found:
    (found,) = kind.read(data, "file", Options())
    assert isinstance(found, Found), found
    assert found.raw == data
    return found


def why_not(kind, data: bytes) -> str:
    (missed,) = kind.read(data, "file", Options())
    assert isinstance(missed, Missed), missed
    return missed.reason


def test_a_pdf_has_its_lines_joined_to_paragraphs_and_what_it_says_of_itself():
    lines = [
        (72, 700, 12, "The council voted"),
        (72, 685, 12, "on Monday."),
        (72, 655, 12, "Next."),
    ]
    found = the_one(pdf_kind, pdf(lines, info=INFO))
    assert found.text == "The council voted on Monday.\nNext."
    assert found.details == {
        "title": "Buses",
        "byline": "Jo Ray",
        "published": "2024-03-05T10:20:30+01:00",
    }
    assert found.extraction.extractor == "pypdfium2"


def test_a_paragraph_goes_on_over_the_page_and_a_page_without_text_is_told():
    first, last = [(72, 72, 12, "The council voted")], [(72, 700, 12, "on Monday.")]
    found = the_one(pdf_kind, pdf(first, [], last))
    assert found.text == "The council voted on Monday."
    assert found.extraction.options == "1 of 3 pages have no text"


def test_pictures_of_pages_are_told_to_need_ocr():
    assert why_not(pdf_kind, pdf([])).endswith("run OCR on it first")


def line(text: str, base: float, left: float = 72, right: float = 500, height: float = 12) -> Line:
    return Line(text, left, right, base, height)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ([line("One goes", 100), line("on.", 86), line("And on.", 72)], 1),
        ([line("A heading", 100, height=18), line("Then text.", 80)], 2),
        ([line("It ends.", 100, right=200), line("Another begins here", 86)], 2),
        ([line("It ends", 100), line("An indented one.", 86, left=90)], 2),
        ([line("It is:", 100), line("• one", 86), line("• two", 72)], 3),
        ([line("• hangs over", 100), line("its bullet", 86, left=84)], 1),
        ([line("End of a column", 72), line("goes on", 700, left=320)], 1),
        ([line("End of a column.", 72), line("Anew", 700, left=320)], 2),
    ],
)
def test_a_paragraph_begins_where_a_reader_sees_one_begin(lines, number):
    assert len(list(paragraphs(lines))) == number


def test_a_hyphen_at_the_end_of_a_line_stays_and_signs_without_blanks_are_joined():
    assert list(paragraphs([line("a long-", 100), line("term plan", 86)])) == ["a long-term plan"]
    assert list(paragraphs([line("東京", 100), line("都は", 86)])) == ["東京都は"]
    assert goes_on("the end", "of it")
    assert not goes_on("“The end.”", "of it")


def test_a_word_document_has_its_paragraphs_and_rows():
    found = the_one(docx_kind, docx())
    assert found.text == "Before.\nyear\tbuses\n1998\t40\nAfter."
    told = {"title": "Buses bought", "byline": "Jo Ray", "published": "2024-03-05"}
    assert found.details == told


def test_rich_text_has_its_letters_whatever_they_are_written_as():
    found = the_one(rtf_kind, RTF)
    assert found.text == "First été €5.\nSecond."
    told = {"title": "Buses bought", "byline": "Jo Ray", "published": "2024-03-05"}
    assert found.details == told


def test_a_book_is_an_article_a_chapter_in_the_order_of_its_spine():
    data = epub()
    one, two = epub_kind.read(data, "book.epub", Options())
    assert (one.text, one.details["title"]) == ("The fleet\nIt was old.", "The fleet")
    assert (two.text, two.details["title"]) == ("It was new.", "Chapter 3")
    assert one.details["source"] == two.details["source"] == "On buses"
    assert one.details["byline"] == "Jo Ray"
    assert one.extraction.member == "in/one .xhtml"
    assert b"It was old." in one.raw


def test_a_book_that_declares_entities_is_refused():
    declared = '<!DOCTYPE package [<!ENTITY a "b">]>'
    assert why_not(epub_kind, epub(declared)).startswith("the book's list of chapters is damaged")


@pytest.mark.parametrize("member", ["word/styles.xml", "word/media/image.png"])
def test_a_zip_that_unpacks_to_a_hundred_times_its_size_is_not_unpacked(member):
    data = bomb(member)
    assert len(data) < 1_000_000
    with pytest.raises(Refused, match="100 MB when unpacked"):
        opened(data)
    assert "100 MB when unpacked" in why_not(docx_kind, data)
