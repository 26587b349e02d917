"""Files of each kind, made in memory as small as they can be."""

import gzip
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

SENTENCE = (
    "The council voted on Monday to buy forty new buses for the eastern districts of the town."
)
STORY = [
    f"{SENTENCE} The first of them will run in spring, said Ana Ruiz, who leads the council.",
    "Opponents called the price of 12 million euros too high. They had asked for a second offer.",
    "The buses replace a fleet from 1998, whose engines no longer pass the tests of the ministry.",
    "A decision on the depot in which they will stand is expected before the end of the year.",
]


def page(body: str = "", head: str = "", lang: str = "en") -> bytes:
    """A page with a menu, an article of the four paragraphs above and what is given, a footer."""
    story = "".join(f"<p>{line}</p>\n" for line in STORY)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>Buses bought | The Daily</title>{head}</head><body>"
        '<nav><a href="/">Home</a> <a href="/town">Town</a></nav>'
        f"<article><h1>Buses bought</h1>{story}{body}</article>"
        '<footer><a href="/terms">Terms of use</a> © The Daily</footer></body></html>'
    ).encode()


def feed(*items: str, title: str = "The Daily") -> bytes:
    """An RSS feed of these items."""
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{title}</title><language>en-gb</language>{''.join(items)}</channel></rss>"
    ).encode()


ITEM = (
    "<item><title>Buses &amp;amp; trams</title><link>https://daily.example/1</link>"
    "<dc:creator>Jo Ray</dc:creator><pubDate>Tue, 05 Mar 2024 10:20:00 +0100</pubDate>"
    "<description>A teaser.</description>"
    "<content:encoded><![CDATA[<p>First.</p><p>Second &amp; last.</p>]]></content:encoded></item>"
)
ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Wire</title><entry><title>One</title><link href="https://wire.example/1"/><id>1</id>
<updated>2024-03-05T09:00:00Z</updated><author><name>A. Writer</name></author>
<summary>Only this.</summary></entry></feed>"""
OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="Wire" xmlUrl="https://wire.example/feed"/></outline>
</body></opml>"""
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Buses bought}{\author Jo Ray}"
    rb"{\creatim\yr2024\mo3\dy5}}\f0 First \'e9t\'e9 \u8364?5.\par Second.\par}"
)


def docx() -> bytes:
    """A document of two paragraphs around a table, with properties."""
    from datetime import datetime

    from docx import Document

    made = Document()
    made.core_properties.title = "Buses bought"
    made.core_properties.author = "Jo Ray"
    made.core_properties.created = datetime(2024, 3, 5)
    made.add_paragraph("Before.")
    table = made.add_table(2, 2)
    for number, word in enumerate(("year", "buses", "1998", "40")):
        table.cell(number // 2, number % 2).text = word
    made.add_paragraph("After.")
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def epub(opf_head: str = "") -> bytes:
    """A book of a cover without text and two chapters."""
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container><rootfiles><rootfile full-path='in/book.opf'/>"
        "</rootfiles></container>",
        "in/book.opf": f"{opf_head}<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>"
        "<dc:title>On buses</dc:title><dc:creator>Jo Ray</dc:creator><dc:date>2024-03-05T00:00:00Z"
        "</dc:date><dc:language>en</dc:language></metadata><manifest>"
        "<item id='c' href='cover.xhtml' media-type='application/xhtml+xml'/>"
        "<item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>"
        "<item id='b' href='two.xhtml' media-type='application/xhtml+xml'/>"
        "<item id='a' href='one%20.xhtml' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='c'/><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/>"
        "</spine></package>",
        "in/cover.xhtml": "<html><body><img src='x.png'/></body></html>",
        "in/nav.xhtml": "<html><body><p>Contents</p></body></html>",
        "in/one .xhtml": "<html><body><h1>The <i>fleet</i></h1><p>It was old.</p></body></html>",
        "in/two.xhtml": "<html><body><p>It was new.</p></body></html>",
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def warc(*bodies: tuple[str, str, bytes], pack: bool = True) -> bytes:
    """An archive with a response for each address, HTTP status and body."""
    made = b""
    for number, (url, status, body) in enumerate(bodies):
        http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n"
        block = http.encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-03-05T10:20:30Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        made += packed(record) if pack else record
    return made


def pdf(*pages: list[tuple[int, int, int, str]], info: str = "") -> bytes:
    """A PDF whose pages have lines at places: left, base and size in points, and the text."""
    objects = ["", ""]  # catalog and tree, once the pages are known
    kids = []
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for lines in pages:
        content = "".join(
            f"BT /F1 {size} Tf {left} {base} Td ({text}) Tj ET\n"
            for left, base, size, text in lines
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R"
            f" >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    made = b"%PDF-1.4\n"
    places = []
    for number, value in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{value}\nendobj\n".encode("latin-1")
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    return made + f"{trailer}startxref\n{start}\n%%EOF\n".encode()


def samples() -> dict[str, bytes]:
    """A file of each kind that a parser is needed for, by the name of the kind."""
    return {
        "docx": docx(),
        "epub": epub(),
        "html": page(),
        "opml": OPML,
        "pdf": pdf([(72, 700, 12, "A line."), (72, 660, 12, "Another.")]),
        "rss": feed(ITEM),
        "rtf": RTF,
        "warc": warc(("https://daily.example/1", "200 OK", page())),
    }


def bomb(member: str) -> bytes:
    """A zip of a few hundred kilobytes whose member has 100 MB of nothing."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", "<w/>")
        with archive.open(member, "w", force_zip64=True) as file:
            for _ in range(100):
                file.write(b" " * 1_000_000)
    return stream.getvalue()


def packed(data: bytes) -> bytes:
    """The bytes in gzip, the same each time."""
    return gzip.compress(data, mtime=0)
