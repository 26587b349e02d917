"""JSON Feed, version 1 and 1.1 (https://www.jsonfeed.org/version/1.1/): what `rss` reads of feeds
that are JSON. An article for each item, with the text that the feed has of it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tui.intake.extras import missing
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.json_records import not_json
from tui.model import Extraction
from tui.text.policy import NotText, decode

WHOLE = "the entry's content"
TEASER = "the entry's summary only"


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The items of a feed in its order. `Found.raw` is what the feed has of the item's text."""
    try:
        feed = json.loads(decode(data, encoding=options.encoding).text)
    except NotText as error:
        yield Missed(name, str(error))
        return
    except (ValueError, RecursionError) as error:
        yield Missed(name, not_json(error))
        return
    items = feed.get("items") if isinstance(feed, Mapping) else None
    if not isinstance(items, list) or not items:
        yield Missed(name, "the feed has no entries: fetch it again")
        return
    told = {"source": feed.get("title"), "language": feed.get("language"), "byline": _by(feed)}
    around = {key: said for key, said in told.items() if isinstance(said, str) and said.strip()}
    for number, item in enumerate(items, 1):
        if isinstance(item, Mapping):
            yield _article(item, number, name, around)
        else:
            yield Missed(name, f"entry {number} is no object: fetch the feed again")


def _article(
    item: Mapping[str, Any], number: int, name: str, around: Mapping[str, str]
) -> Found | Missed:
    html, plain, teaser = (_said(item, key) for key in ("content_html", "content_text", "summary"))
    text = plain.strip() or (teaser.strip() if not html else "")
    if html and not text:
        try:
            from tui.intake.page_blocks import shown

            text = shown(html).text
        except ImportError:
            return Missed(name, missing("feeds", "feeds"))
    details = {**around, **_details(item)}
    if not text:
        link = details.get("url", "")
        what = f"entry {number} has no text" + (f": add {link}" if link else ": nothing to read")
        return Missed(name, what, url=link)
    version = WHOLE if html or plain else TEASER
    extraction = Extraction("rss", "JSON Feed", "1", version, f"entry {number}")
    return Found(text, (plain or html or teaser).encode("utf-8", "replace"), extraction, details)


def _details(item: Mapping[str, Any]) -> dict[str, str]:
    from tui.intake.page_details import when

    told = {
        "title": _said(item, "title"),
        "byline": _by(item),
        "published": when(_said(item, "date_published") or _said(item, "date_modified")),
        "url": _said(item, "url") or _said(item, "external_url"),
        "language": _said(item, "language"),
    }
    return {key: said for key, said in told.items() if said}


def _said(item: Mapping[str, Any], key: str) -> str:
    said = item.get(key)
    return said if isinstance(said, str) else ""


def _by(item: Mapping[str, Any]) -> str:
    """Who wrote it: `authors`, or `author` as in version 1."""
    authors = item.get("authors")
    several = authors if isinstance(authors, list) else [item.get("author")]
    return ", ".join(filter(None, (_said(one, "name") for one in several if isinstance(one, dict))))
