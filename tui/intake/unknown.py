"""What to say of a file that is of no kind that articles are read from: what it is, what to do."""

from tui.intake import signs

BINARY = "binary data, no text: convert it first, or choose another file"

_MAGIC = (
    (b"\x89PNG", "an image: add its text, typed or recognised by another program"),
    (
        b"\xff\xd8\xff",
        "an image: add its text, typed or recognised by another program",
    ),
    (b"GIF8", "an image: add its text, typed or recognised by another program"),
    (b"II*\0", "an image: add its text, typed or recognised by another program"),
    (b"MM\0*", "an image: add its text, typed or recognised by another program"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Word, Excel or Outlook: save it as DOCX, CSV or EML"),
    (b"SQLite format 3\0", "a database: use claimdesk merge for one of Claimdesk's"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first, or make a zip of it"),
    (b"Rar!", "a RAR archive: unpack it first, or make a zip of it"),
    (b"\xfd7zXZ\0", "packed with xz: unpack it first"),
    (b"BZh", "packed with bzip2: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it first"),
    (b"ID3", "a recording: it has to be written down first"),
    (b"OggS", "a recording: it has to be written down first"),
    (b"RIFF", "a picture or a recording, no text: choose another file"),
)


def reason(head: bytes, name: str, tail: bytes = b"") -> str:
    """One line on a file that `registry.kind_of` does not know, ending with what to do."""
    if signs.looks_like_zip(head):
        if b"xl/workbook" in head + tail:
            return "a spreadsheet: save it as CSV"
        return "a document of a kind that is not read here: save it as DOCX, PDF or HTML"
    for magic, said in _MAGIC:
        if head.startswith(magic):
            return said
    if head[4:8] == b"ftyp":
        return "a recording: it has to be written down first"
    if head[257:262] == b"ustar":
        return "a tar archive: unpack it first, or make a zip of it"
    if signs.looks_like_mailbox(head):
        return "a mailbox of many messages: save each as EML"
    if signs.looks_like_xml(head):
        return "XML, and neither a page nor a feed nor a list of feeds: save it as text"
    return BINARY
