"""Web pages: the article's own text, what the page says of it, and how many words it left out."""

import re
from collections.abc import Iterator

from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.model import Extraction
from tui.text.policy import NotText

WHAT = "a web page, as saved by a browser"
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
EXTRA = "web"
TRUSTED = False

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|main|section|div|p|h1"
    rb"|table|span|center|font)[\s/>]",
    re.I,
)
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!doctype[^>]*>\s*)*", re.S)


def knows(head: bytes) -> bool:
    """Whether a file begins with HTML: with its doctype, or with an element that HTML has."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = b"\xef\xbb\xbf" + head[2:].replace(b"\0", b"")
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<!doctype\s+html", head, re.I):
        return True
    before = _BEFORE.match(head)
    return bool(_MARKUP.match(head, before.end() if before else 0))


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The article of a page. `Found.raw` is the whole page."""
    try:
        from tui.intake.page_body import body_of
        from tui.intake.page_bytes import decoded, parse
        from tui.intake.page_details import details_of
        from tui.intake.page_blocks import shown, words
    except ImportError:
        yield Missed(name, missing("web pages", EXTRA))
        return
    try:
        page = decoded(data, options.encoding)
    except NotText as error:
        yield Missed(name, str(error))
        return
    seen = shown(page.text)
    tree = parse(page.text)
    details = {} if tree is None else details_of(tree, page.text)
    body = body_of(tree, seen, options.taking)
    if not body.text:
        yield Missed(name, "no text in this page: save it again once it has loaded")
        return
    extraction = Extraction(
        "html", body.extractor, body.version, body.options, words=len(words(seen.text))
    )
    yield Found(
        body.text, data, extraction, details, page.encoding, page.replaced, page.guessed
    )
