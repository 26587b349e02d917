"""Mail: the article is the message's text; files attached to it are read as what they are."""

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.utils import parseaddr
from typing import cast

from tui.intake import signs
from tui.intake.dates import iso
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.reading import kind_in
from tui.model import Extraction
from tui.text.policy import NotText, decode, fitting

WHAT = "mail, as saved by a mail program"
SUFFIXES = (".eml",)
EXTRA = ""
TRUSTED = False

ENOUGH = 50
"""Words of a plain part below which the page beside it is read instead: it may only say that the
message is a page."""
PARTS = 1_000
"""Parts of a message that are looked at."""
LINES = 20_000
"""Lines that begin as those do which part a message."""

HEADERS = HeaderRegistry()

knows = signs.looks_like_eml


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The message as an article, and the files attached to it."""
    if has_too_many_parts(data):
        yield Missed(name, "it has too many parts: save its text as a file")
        return
    message = parsed(data)
    details = details_of(message)
    leaves = list(leaves_of(message))
    plain = next((part for part in leaves if _is_body(part, "text/plain")), None)
    page = next((part for part in leaves if _is_body(part, "text/html")), None)
    # A part without headers is false: their number is its length.
    words = "" if plain is None else _text(plain, options)
    found = 0
    if page is not None and len(words.split()) < ENOUGH:
        found += 1
        yield Part(bytes_of(page), "", details, declared=charset_of(page), kind="html")
    elif words.strip():
        found += 1
        yield Found(words, data, Extraction("eml"), details)
    for number, part in enumerate(leaves, 1):
        if part is plain or part is page or part.get_content_maintype() in ("image", "multipart"):
            continue
        attached = bytes_of(part)
        label = header(part, "filename") or f"part {number}"
        if attached and not _is_inline(part) and kind_in(attached, label):
            found += 1
            yield Part(attached, label, declared=charset_of(part))
    if not found:
        yield Missed(name, "the message has no text: choose another file")


def has_too_many_parts(data: bytes) -> bool:
    """Whether so many lines may part it that the parser would take minutes."""
    return data.count(b"\n--") > LINES


def parsed(data: bytes) -> EmailMessage:
    """A message from its bytes, of a mailbox or without the line that parts those."""
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    return message_from_bytes(data.lstrip(b"\r\n"), policy=FORGIVING)


def _header(name: str, value: str) -> str:
    """A header; one that is so damaged that its parser gives up is kept as the words it is."""
    try:
        return HEADERS(name, value)
    except Exception:  # it raises many kinds
        return HEADERS("subject", " ".join(value.split()))


FORGIVING = policy.default.clone(header_factory=_header)


def leaves_of(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that have no parts, in order. A message within the message is one of them."""
    waiting = [message]
    for _ in range(PARTS):
        if not waiting:
            return
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inner = cast(list[object], part.get_payload())
            waiting += [one for one in reversed(inner) if isinstance(one, EmailMessage)]
        else:
            yield part


def header(part: EmailMessage, name: str) -> str:
    """A header as words, "" where it is not there or so damaged that the parser gives up."""
    with suppress(Exception):  # the parser of headers raises many kinds for damaged ones
        value = part.get_filename() if name == "filename" else part[name]
        return " ".join(str(value or "").split())
    return ""


def details_of(message: EmailMessage) -> dict[str, str]:
    """What the head of a message says of it as an article."""
    who, address = "", ""
    with suppress(Exception):  # as above
        who, address = parseaddr(header(message, "from"))
    return {
        "title": header(message, "subject"),
        "byline": who or address,
        "published": iso(header(message, "date")),
        "language": header(message, "content-language").partition(",")[0],
    }


def bytes_of(part: EmailMessage) -> bytes:
    """What a part holds, its transfer encoding undone; of a damaged one what can be had."""
    with suppress(Exception):  # as above
        if part.get_content_maintype() == "message" and part.is_multipart():
            return bytes(cast(EmailMessage, part.get_payload(0)))
        held = part.get_payload(decode=True)
        return held if isinstance(held, bytes) else b""
    return b""


def charset_of(part: EmailMessage) -> str:
    """The charset that a part declares, or ""."""
    with suppress(Exception):  # as above
        return str(part.get_content_charset() or "")
    return ""


def _is_body(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and not _is_attached(part)


def _is_attached(part: EmailMessage) -> bool:
    return header(part, "content-disposition").lower().startswith("attachment")


def _is_inline(part: EmailMessage) -> bool:
    """Whether it belongs to the body: what a page shows, or a signature."""
    kinds = (
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
    )
    shown = bool(header(part, "content-id")) and not _is_attached(part)
    return shown or part.get_content_type() in kinds


def _text(part: EmailMessage, options: Options) -> str:
    """The text of a plain part."""
    data = bytes_of(part)
    forced = options.encoding or fitting(data, charset_of(part))
    try:
        text = decode(data, encoding=forced).text
    except NotText:
        return ""
    with suppress(Exception):  # as above
        if str(part.get_param("format", "")).lower() == "flowed":
            return unflowed(text, str(part.get_param("delsp", "")).lower() == "yes")
    return text


def unflowed(text: str, deletes: bool = False) -> str:
    """A text whose sender broke its lines softly, with its paragraphs whole: RFC 3676, §4."""
    lines: list[str] = []
    flowing = False
    for line in text.split("\n"):
        stuffed = line[1:] if line.startswith(" ") else line
        if flowing and not stuffed.startswith(">") and stuffed != "-- ":
            lines[-1] = (lines[-1][:-1] if deletes else lines[-1]) + stuffed
        else:
            lines.append(stuffed)
        flowing = stuffed.endswith(" ") and stuffed != "-- " and not stuffed.startswith(">")
    return "\n".join(lines)
