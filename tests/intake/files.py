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
