"""A page that a browser saved as one file, RFC 2557: the page in it, with the url it came from."""

from collections.abc import Iterator

from tui.intake import signs
from tui.intake.eml import bytes_of, charset_of, has_too_many_parts, header, leaves_of, parsed
from tui.intake.face import Found, Missed, Options, Part

WHAT = "a page that a browser saved as one file"
SUFFIXES = (".mhtml", ".mht")
EXTRA = ""
TRUSTED = False

knows = signs.looks_like_mhtml


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The page that the others in the file belong to. When it was saved is not when it was
    published, and is left out."""
    if has_too_many_parts(data):
        yield Missed(name, "it has too many parts: save the page again, as HTML alone")
        return
    message = parsed(data)
    wanted = ""
    if isinstance(start := message.get_param("start", ""), str):
        wanted = start.strip("<> ")
    pages = [part for part in leaves_of(message) if part.get_content_type() in _PAGES]
    named = (part for part in pages if wanted and header(part, "content-id").strip("<> ") == wanted)
    page = next(named, pages[0] if pages else None)
    held = b"" if page is None else bytes_of(page)
    if page is None or not held:
        yield Missed(name, "no page is in it: save the page again")
        return
    places = (header(page, "content-location"), header(message, "snapshot-content-location"))
    url = next((place for place in places if place.startswith(("http://", "https://"))), "")
    details = {"url": url, "title": header(message, "subject")}
    yield Part(held, "", details, declared=charset_of(page), kind="html")


_PAGES = ("text/html", "application/xhtml+xml")
