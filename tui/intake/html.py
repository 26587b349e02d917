"""Web pages: the article's own text, what the page says of it, and how many words it left out."""

from collections.abc import Iterator

from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.page_blocks import how_many, shown
from tui.intake.page_bytes import decoded, parse
from tui.intake.signs import looks_like_html, looks_like_html_piece
from tui.model import Extraction
from tui.text.policy import NotText

WHAT = "a web page, as saved by a browser"
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
EXTRA = "web"
TRUSTED = False


def knows(head: bytes) -> bool:
    """Whether a file begins with HTML: with its doctype, or with an element that HTML has."""
    return looks_like_html(head) or looks_like_html_piece(head)


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The article of a page. `Found.raw` is the whole page."""
    try:
        import lxml_html_clean  # noqa: F401  old installers leave it out, and all else needs it
        import trafilatura  # noqa: F401
    except ImportError:
        yield Missed(name, missing("web pages", EXTRA))
        return
    from tui.intake.page_body import body_of, is_large
    from tui.intake.page_details import details_of
    from tui.intake.page_linked import Linked, linked

    try:
        page = decoded(data, options.encoding)
    except NotText as error:
        yield Missed(name, str(error))
        return
    seen = shown(page.text)
    tree = parse(page.text)
    large = is_large(seen)
    details, sent = {}, Linked()
    if tree is not None:
        with linked(tree) as sent:
            details = details_of(tree, page.text, sent, searched=not large)
    body = body_of(tree, seen, options.taking, sent.body, details.get("title", ""))
    if not body.text:
        yield Missed(name, "no text in this page: save it again once it has loaded")
        return
    extraction = Extraction(
        "html", body.extractor, body.version, body.options, words=how_many(seen.text)
    )
    yield Found(body.text, data, extraction, details, page.encoding, page.replaced, page.guessed)
