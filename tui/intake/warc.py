"""WARC, what web archives are kept in: the pages that were answered with, one by one."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BytesIO, StringIO
from typing import Any

from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.signs import looks_like_warc

WHAT = "a web archive, the pages in it"
SUFFIXES = (".warc",)
EXTRA = "warc"
TRUSTED = False

_PAGES = ("text/html", "application/xhtml+xml")
_KINDS = dict.fromkeys(_PAGES, "html") | {"text/plain": "text"}


def knows(head: bytes) -> bool:
    """Whether a file begins with a WARC record, packed or not."""
    return looks_like_warc(head)


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The pages of an archive in its order, each with its address.

    The date of a record is when it was fetched, not when it was published, so it is no detail.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        yield Missed(name, missing("web archives", EXTRA))
        return
    number = pages = 0
    records = iter(ArchiveIterator(BytesIO(data)))
    while True:
        try:
            with redirect_stderr(StringIO()):  # it complains there of what it overlooks
                record = next(records, None)
                part = None if record is None else _page(record, number + 1, options)
        except Exception:  # warcio has no one error for what is damaged
            yield Missed(name, f"damaged behind record {number}: what comes after it is not read")
            return
        if record is None:
            break
        number += 1
        if part is not None:
            pages += 1
            yield part
    if not pages:
        yield Missed(name, f"no page among its {number} records: choose another file")


def _page(record: Any, number: int, options: Options) -> Part | Missed | None:
    """The page in a record, None where it is something else or none was answered."""
    kind, charset = _kind(record)
    if not kind:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.strip("<>")  # WARC 1.0 had these around it
    name = url or f"record {number}"
    body = record.content_stream().read(options.largest + 1)
    if len(body) > options.largest:
        return Missed(name, f"larger than {options.largest / 1e6:g} MB: raise the limit to read it")
    details = {"url": url} if url.lower().startswith(("http://", "https://")) else {}
    return Part(body, name, details, charset, kind)


def _kind(record: Any) -> tuple[str, str]:
    """What a record holds, "" where it is no page, and the charset it was sent with."""
    if record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return "", ""
        sent = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type in ("resource", "conversion"):
        sent = record.rec_headers.get_header("Content-Type") or ""
    else:
        return "", ""
    media, _, rest = sent.lower().partition(";")
    kind = _KINDS.get(media.strip(), "")
    if kind == "text" and record.rec_type == "response":  # robots.txt, scripts sent as text
        return "", ""
    return kind, rest.partition("charset=")[2].strip("\"' ")
