"""What is packed as a zip. Documents (DOCX, EPUB) are opened only where what is in them is of sane
size; `is_bomb` holds for members of archives as well.

A DOCX of 0.9 MB can hold XML of 276 MB, which takes its parser 14 seconds and 2.3 GB. The sizes
that a zip declares can be believed: no more than that is ever unpacked.
"""

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_MEMBERS = 5_000
LARGEST_XML = 40_000_000
"""Bytes of XML together. Its tree takes about eight times as much, and a reader has 1 GB."""
LARGEST = 250_000_000
"""Bytes of all members together, pictures among them."""
RATIO = 200
_SMALL = 1_000_000
"""How many times its packed size a member may have, unless it is this small: prose packs to a
quarter, markup to a fiftieth."""


class Refused(ValueError):
    """The zip is not opened. The message is one line and says what to do."""


def opened(data: bytes) -> ZipFile:
    """The zip in the bytes of a document. Raises Refused where it is none or too large unpacked."""
    try:
        archive = ZipFile(BytesIO(data))
        members = archive.infolist()
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise Refused("it is damaged or not whole: fetch or save it again") from None
    if any(member.flag_bits & 1 for member in members):
        raise Refused("it is encrypted: save it without a password")
    marked = sum(member.file_size for member in members if _is_xml(member))
    size = sum(member.file_size for member in members)
    if (
        len(members) > MOST_MEMBERS
        or marked > LARGEST_XML
        or size > LARGEST
        or any(is_bomb(member) for member in members)
    ):
        raise Refused(
            f"{size / 1e6:,.0f} MB when unpacked, too much for one: split it or save it as text"
        )
    return archive


def _is_xml(member: ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels", ".xhtml", ".html", ".htm", ".opf"))


def is_bomb(member: ZipInfo) -> bool:
    """Whether a member of a zip is so much larger than packed as no text is."""
    return bool(member.file_size > max(_SMALL, RATIO * member.compress_size))
