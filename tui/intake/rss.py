"""Feeds (RSS, Atom, JSON Feed): an article for each entry, with the text that the feed has of it.

Nothing is fetched: where a feed only has a summary, that is the text, and `Extraction.options` says
so. What a feed has of an entry is its body already, so all of it is taken.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from tui.intake import json_feed
from tui.intake.entities import REFUSED, declares_entities
from tui.intake.extras import missing
from tui.intake.face import HEAD, Found, Missed, Options, Part
from tui.intake.json_feed import TEASER, WHOLE
from tui.intake.signs import looks_like_json_feed, looks_like_rss
from tui.model import Extraction

WHAT = "a feed, an article for each entry that has a text"
SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
EXTRA = "feeds"
TRUSTED = False

_OPEN = 1_000
"""Entries that do not end, which feedparser takes to be inside of each other and takes the square
of their number over."""


def knows(head: bytes) -> bool:
    """Whether a file begins as a feed does."""
    return looks_like_rss(head) or looks_like_json_feed(head)


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The entries of a feed in its order. `Found.raw` is the markup of the entry's text."""
    if looks_like_json_feed(data[:HEAD]):
        yield from json_feed.read(data, name, options)
        return
    try:
        import feedparser
        import lxml.etree  # noqa: F401
    except ImportError:
        yield Missed(name, missing("feeds", EXTRA))
        return
    if declares_entities(data):
        yield Missed(name, REFUSED)
        return
    if any(data.count(b"<" + tag) - data.count(b"</" + tag) > _OPEN for tag in (b"item", b"entry")):
        yield Missed(name, "the feed is damaged, its entries do not end: fetch it again")
        return
    headers = {"content-type": "application/xml"}
    if options.encoding:
        headers["content-type"] += f"; charset={options.encoding}"
    try:  # a stream, never bytes or text: feedparser would take these for a path or an address
        feed = feedparser.parse(
            BytesIO(data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # it promises to raise nothing, and does not keep that for broken files
        yield Missed(name, "the feed is damaged: fetch it again")
        return
    if not feed.entries:
        yield Missed(name, "a feed without entries: fetch it again later")
    around = _around(feed.feed)
    for number, entry in enumerate(feed.entries, 1):
        yield _article(entry, number, name, around, feedparser.__version__)


def _article(
    entry: Mapping[str, Any], number: int, name: str, around: Mapping[str, str], version: str
) -> Found | Missed:
    contents = [value for one in _each(entry, "content") if (value := str(one.get("value", "")))]
    markup = max(contents, key=len, default="") or str(entry.get("summary", ""))
    text = _plain(markup)
    details = {**around, **_details(entry)}
    if not text:
        link = details.get("url", "")
        what = f"entry {number} has no text" + (f": add {link}" if link else ": nothing to read")
        return Missed(name, what, url=link)
    extraction = Extraction(
        "rss", "feedparser", version, WHOLE if contents else TEASER, f"entry {number}"
    )
    return Found(text, markup.encode("utf-8", "replace"), extraction, details)


def _plain(markup: str) -> str:
    """The text of what may be HTML: feeds do not always tell."""
    from tui.intake.page_blocks import shown

    return shown(markup).text if "<" in markup or "&" in markup else markup.strip()


def _around(feed: Mapping[str, Any]) -> dict[str, str]:
    """What a feed says of all its entries."""
    told = {
        "source": " ".join(_plain(str(feed.get("title", ""))).split()),
        "language": str(feed.get("language", "")).strip(),
    }
    return {key: value for key, value in told.items() if value}


def _details(entry: Mapping[str, Any]) -> dict[str, str]:
    from tui.intake.page_blocks import tidy
    from tui.intake.page_details import when

    authors = [str(one["name"]) for one in _each(entry, "authors") if one.get("name")]
    date = next((key for key in ("published", "updated") if key in entry), "")
    told = {
        "title": tidy(_plain(str(entry.get("title", "")))),
        "byline": tidy(", ".join(authors) or str(entry.get("author", ""))),
        "published": when(str(entry[date])) or _utc(entry.get(f"{date}_parsed")) if date else "",
        "url": tidy(str(entry.get("link", ""))),
        "language": tidy(str(entry.get("language", ""))),
    }
    return {key: value for key, value in told.items() if value}


def _each(entry: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """What feedparser lists under a key; nothing where the feed has an element of that name."""
    found = entry.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _utc(parsed: Any) -> str:
    """A time as feedparser has read it, in UTC."""
    if not isinstance(parsed, tuple) or len(parsed) < 6:
        return ""
    year, month, day, hour, minute, second = tuple(parsed)[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00"
