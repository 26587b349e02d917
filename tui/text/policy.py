"""The text policy: how bytes become the one text that every offset counts into.

The text is decoded once and hardly touched: line ends become LF, code points that no article
means become U+FFFD one for one, a byte order mark goes. No normalisation, so what an export
quotes is what the source wrote. Displaying it safely is the business of `tui.text.safety`.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LAST_TWO = "".join(f"{chr(last - 1)}-{chr(last)}" for last in range(0xFFFF, 0x110000, 0x10000))
_WITHIN_16_BITS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
_UNWANTED = re.compile(f"[{_WITHIN_16_BITS}{_LAST_TWO}]")
_SUSPECT = re.compile(f"[{_WITHIN_16_BITS}\ufffe\uffff\U0001fffe-\U0010ffff]")
"""Six times as quick to search for, and enough to tell that there is nothing to do."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f]")
_CONTROL_BYTES = bytes(n for n in range(0x20) if n not in b"\t\n\r")
_BINARY = 20
"""More than one control character in this many and the data is no text."""


class NotText(ValueError):
    """The bytes are no text we can take. The message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A clean text, the codec that read it, and how many code points became U+FFFD."""

    text: str
    encoding: str
    replaced: int


def decode(data: bytes) -> Decoded:
    """The clean text in `data`: UTF-8, or UTF-16 or UTF-32 with a byte order mark.

    Raises NotText when it is none of these, when it is binary, and when nothing is in it.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        raw = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(_reason(data, encoding, error.start)) from None
    if len(_CONTROL.findall(raw)) * _BINARY > len(raw):
        raise NotText("binary data, no text: convert it first, or choose another file")
    text, replaced = clean(raw)
    if not text.strip():
        raise NotText("it is empty: choose another file")
    return Decoded(text, encoding, replaced)


def clean(text: str) -> tuple[str, int]:
    """`text` as the policy wants it, and how many code points became U+FFFD.

    CRLF and CR become LF; leading byte order marks go; control characters other than tab and LF,
    lone surrogates and noncharacters are replaced one for one. Nothing else changes, and a
    second pass changes nothing.
    """
    text = text.lstrip("\ufeff")
    if not _SUSPECT.search(text):
        return text, 0
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.subn("\ufffd", text)


def sha256(text: str) -> str:
    """The name of a text: the SHA-256 of its UTF-8 bytes, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _reason(data: bytes, encoding: str, place: int) -> str:
    """Why the byte at index `place` of `data` cannot be read, where it stands, what to do."""
    controls = len(data) - len(data.translate(None, delete=_CONTROL_BYTES))
    if encoding == "utf-8" and controls * _BINARY > len(data):
        return "binary data, no text: convert it first, or choose another file"
    before = data[:place].decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    position = len(before.rpartition("\n")[2].encode(encoding)) + 1
    where = f"byte 0x{data[place]:02X} on line {line}, byte {position} of the line,"
    if encoding == "utf-8":
        return f"{where} is not UTF-8; convert it first: iconv -f WINDOWS-1252 -t UTF-8"
    name = encoding[:6].upper()
    return f"{where} is not {name}, as its byte order mark promises; save it again as UTF-8"
