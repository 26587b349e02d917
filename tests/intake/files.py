"""Small valid files of the kinds that the core reads: for the tests, and seeds for the fuzzer."""

import gzip
import io
import json
import zipfile

BODY = (
    "The toll rose to 40, the rebels said on Monday, and the army denied it.\n\n"
    "“It rose again,” a doctor in Gao told us on Tuesday."
)
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Toll rises</title></head>"
    "<body><nav><a href='/'>Home</a></nav><article><h1>Toll rises</h1>"
    + "".join(f"<p>{line}</p>" for line in BODY.split("\n\n") * 3)
    + "</article><footer>© 2020</footer></body></html>"
)
MARKDOWN = f"---\ntitle: 'Toll rises'\ndate: 2020-05-01\nauthors: [Ann, Bo]\n---\n# Gao\n\n{BODY}\n"
RECORDS = [
    {"title": "Toll", "text": BODY, "authors": ["Ann", "Bo"], "date": "2020-05-01"},
    {"title": "Truce", "text": "A truce holds.", "source": {"name": "BBC"}, "date": None},
]
TABLE = (
    'id;Title;Body;Date\n1;Toll;"It rose.\nIt ""rose""; again.";1 May 2020\n2;Truce;It holds.;\n'
)
MAIL = (
    "From: =?utf-8?q?Ann_B=C3=B6?= <ann@example.org>\nTo: desk@example.org\n"
    "Subject: Toll rises\nDate: Fri, 01 May 2020 10:00:00 +0200\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'
    "Content-Type: text/plain; charset=iso-8859-1; format=flowed\n"
    "Content-Transfer-Encoding: quoted-printable\n\n"
    "A caf=E9 in \nGao.\n\nIt rose.\n--b\nContent-Type: text/markdown\n"
    'Content-Disposition: attachment; filename="more.md"\n\n# More\n\nIt fell.\n--b--\n'
).replace("\n", "\r\n")
SAVED = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/toll\n"
    "Subject: Toll rises\nDate: Fri, 01 May 2020 10:00:00 +0200\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
    "Content-Type: text/html\nContent-Location: https://example.org/toll\n\n"
    f"{PAGE}\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO\n--b--\n"
).replace("\n", "\r\n")


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, the same bytes each time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return held.getvalue()


FILES: dict[str, tuple[str, bytes]] = {
    "text": ("a.txt", BODY.encode()),
    "markdown": ("a.md", MARKDOWN.encode()),
    "json": ("a.json", json.dumps({"status": "ok", "articles": RECORDS}).encode()),
    "jsonl": ("a.jsonl", "\n".join(json.dumps(one) for one in RECORDS).encode()),
    "csv": ("a.csv", TABLE.encode()),
    "eml": ("a.eml", MAIL.encode()),
    "mhtml": ("a.mhtml", SAVED.encode()),
    "zip": ("a.zip", zipped({"a.txt": BODY.encode(), "b/c.md": MARKDOWN.encode()})),
    "gzip": ("a.csv.gz", gzip.compress(TABLE.encode(), mtime=0)),
}
"""By kind: a name, and what is in the file."""


FEED = (
    "<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0'><channel><title>Desk</title><item>"
    "<title>Toll rises</title><link>https://example.org/toll</link><author>Ann</author>"
    "<pubDate>Fri, 01 May 2020 10:00:00 +0200</pubDate>"
    "<description>&lt;p&gt;It rose.&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Desk</title><entry><title>Toll</title>"
    "<link href='https://example.org/toll'/><updated>2020-05-01T10:00:00Z</updated>"
    "<content type='html'>&lt;p&gt;It rose.&lt;/p&gt;</content></entry></feed>"
)
OUTLINE = (
    "<?xml version='1.0'?>\n<opml version='2.0'><head><title>Desk</title></head><body>"
    "<outline text='Gao' type='rss' xmlUrl='https://example.org/feed'/></body></opml>"
)
_ANSWER = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode()
ARCHIVED = (
    (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Target-URI: https://example.org/toll\r\nWARC-Date: 2020-05-01T10:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(_ANSWER)}\r\n\r\n"
    ).encode()
    + _ANSWER
    + b"\r\n\r\n"
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCUMENT = zipped(
    {
        "[Content_Types].xml": (
            f"<Types xmlns='{_PACKAGE}/content-types'><Default Extension='rels' "
            "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            f"<Override PartName='/word/document.xml' ContentType='{_MAIN}'/></Types>"
        ).encode(),
        "_rels/.rels": (
            f"<Relationships xmlns='{_PACKAGE}/relationships'><Relationship Id='r' "
            f"Type='{_OFFICE}' Target='word/document.xml'/></Relationships>"
        ).encode(),
        "word/document.xml": (
            f"<w:document xmlns:w='{_WORD}'><w:body><w:p><w:r><w:t>It rose.</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>It fell.</w:t></w:r></w:p></w:body></w:document>"
        ).encode(),
    }
)
BOOK = zipped(
    {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": (
            b"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'>"
            b"<rootfiles><rootfile full-path='a.opf' media-type='application/oebps-package+xml'/>"
            b"</rootfiles></container>"
        ),
        "a.opf": (
            b"<package xmlns='http://www.idpf.org/2007/opf' version='3.0'>"
            b"<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Toll</dc:title>"
            b"</metadata><manifest><item id='a' href='a.xhtml' "
            b"media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine>"
            b"</package>"
        ),
        "a.xhtml": PAGE.encode(),
    },
    zipfile.ZIP_STORED,
)
_DRAWN = b"BT /F 12 Tf 72 700 Td (It rose, the rebels said.) Tj ET"
PRINT = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
    b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
    b"trailer<</Root 1 0 R/Size 5>>\n%%%%EOF\n" % (len(_DRAWN), _DRAWN)
)
OTHERS: dict[str, tuple[str, bytes]] = {
    "html": ("a.html", PAGE.encode()),
    "rss": ("a.xml", FEED.encode()),
    "opml": ("a.opml", OUTLINE.encode()),
    "warc": ("a.warc", ARCHIVED),
    "docx": ("a.docx", DOCUMENT),
    "epub": ("a.epub", BOOK),
    "pdf": ("a.pdf", PRINT),
    "rtf": ("a.rtf", b"{\\rtf1\\ansi It rose.\\par \\'e9t\\u233?.\\par}"),
}
"""The same for the kinds that an extra reads."""
