"""A file's kind is told by what is in it; its name decides between what looks alike."""

import gzip
from importlib import import_module

import pytest

from tests.intake.files import BODY, FILES, MAIL, OTHERS, PAGE, SAVED, zipped
from tui.errors import CallError
from tui.intake import registry
from tui.intake.reading import kind_in

XML = '<?xml version="1.0" encoding="utf-8"?>\n'


ALL = FILES | OTHERS


@pytest.mark.parametrize("kind", ALL)
def test_each_kind_is_told_by_its_content(kind):
    name, data = ALL[kind]
    assert kind_in(data, name) == kind


@pytest.mark.parametrize(
    "kind", [kind for kind in FILES if kind not in ("text", "markdown", "csv")]
)
def test_the_name_does_not_mislead(kind):
    _, data = ALL[kind]
    for name in ("a.txt", "a.csv", "", "a.html", "a.pdf"):
        assert kind_in(data, name) == kind


SIGNS = {
    "a page": (PAGE, "a.txt", "html"),
    "a page behind comments": (f"{XML}<!-- saved -->\n<!doctype HTML >\n<p>x", "", "html"),
    "a page by its root": ("\n <HTML><body>x", "a", "html"),
    "a piece of a page": ("<div>x</div>", "", "html"),
    "a piece of a page in a text": ("<div>x</div>", "a.txt", "text"),
    "a piece of a page in Markdown": ("<p align=center>x</p>", "a.md", "markdown"),
    "a text with an arrow": ("<- he said", "a.txt", "text"),
    "RSS": (f"{XML}<rss version='2.0'><channel>", "a.xml", "rss"),
    "Atom": (f"{XML}<feed xmlns='http://www.w3.org/2005/Atom'>", "", "rss"),
    "RSS 1.0": ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "", "rss"),
    "OPML": (f"{XML}<!-- x --><opml version='2.0'>", "a.xml", "opml"),
    "XML of another kind": (f"{XML}<nitf>", "a.xml", ""),
    "XML in a text": (f"{XML}<nitf>", "a.txt", "text"),
    "a bracket": ("{he} said", "a.txt", "text"),
    "a footnote": ("[1] He said", "a.txt", "text"),
    "an object": ('{ "text": "x"', "a.txt", "json"),
    "objects": ('[\n{"text"', "", "json"),
    "an object a line": ('{"a": {}}\n{"a": 1}\n', "a.txt", "jsonl"),
    "an object over lines": ('{\n"a": 1}\n', "a.jsonl", "jsonl"),
    "RTF": ("{\\rtf1\\ansi x}", "a.doc", "rtf"),
    "PDF": ("%PDF-1.7\n", "", "pdf"),
    "WARC": ("WARC/1.0\r\n", "", "warc"),
    "mail": ("From: a@b\nSubject: x\n\ny", "", "eml"),
    "a text with a header of mail": ("From: a\nSubject: x\n\ny", "a.txt", "text"),
    "a text with a colon": ("Gao: 40 dead\nIt rose.", "", "text"),
    "a table by its columns": ("title,text\na,b", "", "csv"),
    "a table that calls itself text": ("title,text\na,b", "a.txt", "text"),
    "a table by its name": ("x\ty\n1\t2", "a.tsv", "csv"),
    "Markdown by its name": (BODY, "a.MD", "markdown"),
    "text": (BODY, "", "text"),
    "text behind a mark": ("\ufeff" + BODY, "", "text"),
}


@pytest.mark.parametrize("sign", SIGNS)
def test_what_begins_so_is_of_this_kind(sign):
    said, name, kind = SIGNS[sign]
    assert kind_in(said.encode(), name) == kind


def test_a_wide_encoding_is_looked_through():
    assert kind_in(b"\xff\xfe" + PAGE.encode("utf-16-le"), "a.txt") == "html"
    assert kind_in(b"\xfe\xff" + BODY.encode("utf-16-be"), "a.txt") == "text"


def test_zips_are_told_apart_by_their_members_wherever_they_stand():
    many = {f"x{n}": b"x" * 50 for n in range(90)}
    assert kind_in(zipped({**many, "word/document.xml": b"<x/>"}), "a") == "docx"
    assert kind_in(zipped({"mimetype": b"application/epub+zip"}, 0), "a.zip") == "epub"
    assert kind_in(zipped({**many, "xl/workbook.xml": b""}), "a") == ""
    assert kind_in(zipped({"a/word/document.xml": b""}), "a") == "zip"


def test_what_gzip_holds_is_looked_at_for_warc_alone():
    assert kind_in(gzip.compress(b"WARC/1.0\r\n"), "a.gz") == "warc"
    assert kind_in(gzip.compress(BODY.encode()), "a.gz") == "gzip"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"\0" * 99, b"\xd0\xcf\x11\xe0\0\0\0"])
def test_what_is_no_text_is_of_no_kind(data):
    assert kind_in(data, "a.txt") == ""


def test_the_kinds_of_mail_are_told_apart():
    assert kind_in(SAVED.encode(), "a.eml") == "mhtml"
    related = MAIL.replace("multipart/mixed", "multipart/related")
    assert kind_in(related.encode(), "a.mht") == "eml"


@pytest.mark.parametrize("name", registry.KINDS)
def test_every_kind_has_the_face(name):
    module = import_module(registry.KINDS[name])
    assert registry.faults_of(module) == []
    assert (name in registry.TRUSTED) == module.TRUSTED


def test_a_kind_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(CallError, match="there is no kind 'doc': choose csv, docx, "):
        registry.load("doc")


def test_what_lies_beside_a_page_is_known():
    beside = ("a/logo.PNG", "x.css", "Toll_files/ad.html")
    assert [registry.is_beside_a_page(name) for name in (*beside, "a/b.html", "files/a.txt")] == [
        *(True, True, True, False, False)
    ]
