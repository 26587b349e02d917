"""What the first bytes of a file tell of its kind. Cheap: no reader is imported to ask.

Each `looks_like_…` takes the first bytes of a file (`face.HEAD` of them, or all of a shorter one);
a reader's `knows` is one of them. A text is UTF-8 or a codec near to it; what has the byte order
mark of UTF-16 or UTF-32 is looked at as `plain` gives it.
"""

import re
import zlib

_BLANK = b" \t\r\n\x0c"
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROLS = bytes(n for n in range(0x20) if n not in b"\t\n\r\x0c")
_BINARY = 20
"""As in `tui.text.policy`: more than one control character in this many is no text."""

_DOCTYPE = rb"<!doctype\s[^<>\[]*(?:\[.*?\]\s*)?>"
_PROLOGUE = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|" + _DOCTYPE + rb")*", re.I | re.S)
_ELEMENT = re.compile(rb"<([A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)(?=[\s/>]|$)")
_HTML_DOCTYPE = re.compile(rb"<!doctype\s+html\b", re.I)
_OF_A_PAGE = {b"html", b"head", b"body", b"title", b"meta", b"script", b"style", b"link", b"base"}
_IN_A_PAGE = {
    *(b"a", b"article", b"aside", b"b", b"blockquote", b"br", b"center", b"div", b"em", b"figure"),
    *(b"font", b"footer", b"h1", b"h2", b"h3", b"h4", b"header", b"hr", b"i", b"iframe", b"img"),
    *(b"li", b"main", b"nav", b"ol", b"p", b"pre", b"section", b"span", b"strong", b"table"),
    *(b"td", b"tr", b"u", b"ul"),
}
_END = rb"(?:\r?\n|\r|$)"
_HEADER = re.compile(
    rb"([!-9;-~]+):[ \t]*([^\r\n]*)" + _END + rb"((?:[ \t][^\r\n]*" + _END + rb")*)"
)
_MAIL = {b"from", b"to", b"subject", b"date", b"sender", b"cc", b"reply-to", b"newsgroups"}
_SENT = {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to", b"path"}
_OBJECT = re.compile(rb'\s*\{\s*(?:"(?:[^"\\\x00-\x1f]|\\.)*"\s*(?::|$)|\}|$)')
_OBJECTS = re.compile(rb'\s*\[\s*(?:\{\s*(?:"(?:[^"\\\x00-\x1f]|\\.)*"\s*(?::|$)|\}|$)|\]\s*$)')

_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/1')

_TEXT_COLUMNS = {b"text", b"body", b"content", b"article", b"article_text", b"maintext"}
_COLUMNS = _TEXT_COLUMNS | {
    *(b"id", b"title", b"headline", b"source", b"publisher", b"outlet", b"domain", b"date"),
    *(b"published", b"url", b"link", b"author", b"authors", b"byline", b"lang", b"language"),
}


def plain(head: bytes) -> bytes:
    """The first bytes without a byte order mark, as UTF-8 where the mark is a wider codec's."""
    for mark, codec in _WIDE:
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, "ignore").encode("utf-8", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def looks_binary(head: bytes) -> bool:
    """Whether it has more control characters than a text has."""
    return (len(head) - len(head.translate(None, delete=_CONTROLS))) * _BINARY > len(head)


def looks_like_pdf(head: bytes) -> bool:
    """Whether it is a PDF. Some begin with a few bytes of something else: PDF 1.7, note 13."""
    return head.startswith(b"%PDF-") or (looks_binary(head) and b"%PDF-" in head[:1024])


def looks_like_zip(head: bytes) -> bool:
    """Whether it is a zip of any kind: a DOCX and an EPUB are zips too."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def looks_like_gzip(head: bytes) -> bool:
    return head.startswith(b"\x1f\x8b\x08")


def looks_like_rtf(head: bytes) -> bool:
    return head.lstrip(_BLANK).startswith(b"{\\rtf")


def looks_like_warc(head: bytes) -> bool:
    """Whether it is a WARC, as it is or within gzip."""
    return (unpacked(head) if looks_like_gzip(head) else head).startswith(b"WARC/")


def unpacked(head: bytes) -> bytes:
    """The first bytes inside a gzip, as far as the first of its own tell."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 4096)
    except zlib.error:
        return b""


def zipped(data: bytes) -> str:
    """The kind of a zip by the names of its members: docx, epub, zip, or "" for a document that
    is read as none of them. `data` is all of it, or its first and last bytes."""
    if _member(data, rb"word/document\.xml") or _member(data, rb"word/document2\.xml"):
        return "docx"
    if b"mimetypeapplication/epub+zip" in data[:200] or _member(data, rb"META-INF/container\.xml"):
        return "epub"
    of_another = rb"(?:xl/workbook\.(?:xml|bin)|ppt/presentation\.xml|META-INF/manifest\.xml)"
    if b"mimetypeapplication/vnd.oasis" in data[:200] or _member(data, of_another):
        return ""
    return "zip"


def _member(data: bytes, name: bytes) -> bool:
    """Whether there is a member of this name, in a local header or the central directory."""
    local = rb"PK\x03\x04.{26}" + name
    central = rb"PK\x01\x02.{42}" + name
    return re.search(local + rb"|" + central, data, re.S) is not None


def root(head: bytes) -> bytes:
    """The name of the first element of a markup, lower case and without its prefix."""
    text = plain(head)
    start = _PROLOGUE.match(text)
    found = _ELEMENT.match(text, start.end() if start else 0)
    return found[2].lower() if found else b""


def looks_like_rss(head: bytes) -> bool:
    """Whether it is a feed: RSS in any of its versions, or Atom."""
    first = root(head)
    return first in (b"rss", b"feed") or (first == b"rdf" and b"purl.org/rss" in plain(head))


def looks_like_opml(head: bytes) -> bool:
    return root(head) == b"opml"


def looks_like_html(head: bytes) -> bool:
    """Whether it is a whole page: it says so, or begins with what only pages begin with."""
    before = _PROLOGUE.match(plain(head))
    said = before is not None and _HTML_DOCTYPE.search(before[0]) is not None
    return said or root(head) in _OF_A_PAGE


def looks_like_html_piece(head: bytes) -> bool:
    """Whether it begins with an element that stands in pages: a text may, too."""
    return root(head) in _IN_A_PAGE


def looks_like_xml(head: bytes) -> bool:
    return plain(head).lstrip(_BLANK).startswith(b"<?xml")


def headers(head: bytes) -> dict[bytes, bytes]:
    """The header lines that it begins with, by lower-case name: the first of each, unfolded."""
    text = plain(head).lstrip(b"\r\n")
    if text.startswith(b"From "):  # of a mailbox, before the message itself
        text = text.partition(b"\n")[2]
    found: dict[bytes, bytes] = {}
    place = 0
    while line := _HEADER.match(text, place):
        found.setdefault(line[1].lower(), b" ".join((line[2] + b" " + line[3]).split()))
        place = line.end()
    return found


def looks_like_eml(head: bytes, strict: bool = False) -> bool:
    """Whether it is a message: its header names at least a sender and what else mail has. With
    `strict` it must have what only programs write."""
    found = headers(head)
    sent = found.keys() & _SENT
    if strict:
        return bool(sent) and len(found.keys() & _MAIL) >= 2
    return len(found.keys() & _MAIL) >= 2 - bool(sent) and (
        bool(sent) or {b"from", b"subject"} <= found.keys()
    )


def looks_like_mhtml(head: bytes) -> bool:
    """Whether it is a page saved as one file, RFC 2557, and no mail that holds a page."""
    found = headers(head)
    if not found.get(b"content-type", b"").lower().startswith(b"multipart/related"):
        return False
    return b"snapshot-content-location" in found or not found.keys() & {b"to", b"received"}


def looks_like_mailbox(head: bytes) -> bool:
    return head.startswith(b"From ") and looks_like_eml(head, strict=True)


def looks_like_json(head: bytes) -> bool:
    """Whether it is a JSON object, or an array of objects."""
    text = plain(head)
    return _OBJECT.match(text) is not None or _OBJECTS.match(text) is not None


def looks_like_json_feed(head: bytes) -> bool:
    """Whether it is a JSON Feed: it says so, as its specification asks it to, at its beginning."""
    text = plain(head)
    return _OBJECT.match(text) is not None and _JSON_FEED.search(text) is not None


def looks_like_jsonl(head: bytes) -> bool:
    """Whether it is a JSON object with another on the line after it."""
    text = plain(head)
    if not _OBJECT.match(text):
        return False
    first, ended, rest = text.lstrip(_BLANK).partition(b"\n")
    return bool(ended) and first.rstrip().endswith(b"}") and rest.lstrip(_BLANK)[:1] == b"{"


def looks_like_table(head: bytes) -> bool:
    """Whether its first line names columns, one of which is the text of an article."""
    line = plain(head).partition(b"\n")[0].strip().lower()
    for mark in (b",", b"\t", b";", b"|"):
        cells = {cell.strip().strip(b'"') for cell in line.split(mark)}
        if cells & _TEXT_COLUMNS and len(cells & _COLUMNS) >= 2 and all(len(c) < 40 for c in cells):
            return True
    return False
