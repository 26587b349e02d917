"""The bytes of a web page, made fit for a parser: decoded, without what is inlined, as a tree.

The parser of libxml2 loses what stands behind an attribute of more than 10 MB, and what is nested
deeper than 256 elements (scrapy/parsel#110, dgunning/edgartools#1114). So inlined pictures are
taken out of large pages first, and the parser is told that trees may be huge. Extractors are given
this tree, never the bytes.
"""

import re
from typing import TYPE_CHECKING

from tui.text.policy import Decoded, decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LARGE = 5_000_000
"""From so many bytes on, inlined data is looked for: one attribute could be too long."""
_INLINED = re.compile(rb"\bdata:[\w./+-]{0,100}(?:;[\w=.+-]{0,100}){0,4},[^\s\"'<>)]{256,}", re.I)
"""Data written into the page itself, as a browser's "save page" does with pictures and fonts."""
_CHARSET = re.compile(
    rb"<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|^\s*<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)",
    re.I,
)
_HEAD = 8192
"""Bytes that may declare the charset. Browsers look at 1024; saved pages have more before it."""


def decoded(data: bytes, forced: str = "") -> Decoded:
    """The text of a page, by the charset it declares where nothing else tells it.

    Raises `tui.text.policy.NotText` where it is none.
    """
    if len(data) >= _LARGE:
        data = _INLINED.sub(b"data:,", data)
    return decode(data, declared=charset(data), encoding=forced)


def charset(data: bytes) -> str:
    """The charset a page declares at its head, as written there, "" where it declares none."""
    found = _CHARSET.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii", "ignore") if found else ""


def parse(text: str) -> "HtmlElement | None":
    """The tree of a decoded page; None where it has nothing in it, or is nested deeper than the
    parser goes (2,048 elements), so that the tree would not have all of it."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        huge_tree=True,
        remove_comments=True,  # trafilatura loses the text behind one
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
    )
    try:
        tree = document_fromstring(text.encode("utf-8"), parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return None
    return tree
