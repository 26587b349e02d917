"""What a page says of its article in JSON-LD (schema.org), which most news sites send for search
engines: headline, authors, dates, publisher, language."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TYPES = ("article", "posting", "report", "review")
"""What the name of a type ends with: NewsArticle, LiveBlogPosting, ReportageNewsArticle."""
_PAGES = ("webpage",)
"""What some blogs give authors and a date to instead."""
_SCRIPTS = ("application/ld+json", "application/settings+json")
_READ = "application/x-read"
_WRAPPED = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$")
_LAST_COMMA = re.compile(r",(?=\s*[}\]])")
_LONG = 20_000
_MOST = 2_000
"""Things that are looked at in what a page sends."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What JSON-LD says of the article of a page, "" where nothing. Names are as they are sent."""

    headline: str = ""
    persons: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    body: str = ""


@contextmanager
def linked(tree: "HtmlElement") -> Iterator[Linked]:
    """What the JSON-LD of a page says of its article: the first it names.

    Inside, the scripts that were read, and long ones that cannot be read, go by another type:
    trafilatura, which breaks some good ones, would look for names in them by expressions for
    longer than all the rest of the page takes.
    """
    things: list[Mapping[str, Any]] = []
    passed = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if kind not in _SCRIPTS:
            continue
        sent = _sent(script.text or "")
        things += _things(sent)
        if sent is not None or len(script.text or "") > _LONG:
            passed.append((script, kind))
    for script, _ in passed:
        script.set("type", _READ)
    try:
        yield _article(things)
    finally:
        for script, kind in passed:
            script.set("type", kind)


def _sent(text: str) -> Any:
    """What a script holds, None where it is no JSON. Last commas and CDATA are overlooked."""
    text = _WRAPPED.sub("", text)
    for tried in (text, _LAST_COMMA.sub("", text)):
        try:
            return json.loads(tried, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _article(things: list[Mapping[str, Any]]) -> Linked:
    named = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str)}
    articles = [thing for thing in things if _is(thing, _TYPES)]
    for article in articles:
        if "headline" in article or "datePublished" in article:
            return _told(article, named)
    if articles:
        return _told(articles[0], named)
    for page in (thing for thing in things if _is(thing, _PAGES)):
        if "author" in page or "datePublished" in page:
            return _told(page, named)
    return Linked()


def _things(sent: Any) -> list[Mapping[str, Any]]:
    """What is described in a script, the outermost first, as far as it is about the page."""
    found: list[Mapping[str, Any]] = []
    left = [sent]
    while left and len(found) < _MOST:
        one = left.pop(0)
        if isinstance(one, list):
            left[:0] = one
        elif isinstance(one, dict):
            found.append(one)
            left += [one[key] for key in ("@graph", "mainEntity") if key in one]
    return found


def _is(thing: Mapping[str, Any], types: tuple[str, ...]) -> bool:
    return any(kind.lower().endswith(types) for kind in _texts(thing.get("@type")))


def _told(article: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]]) -> Linked:
    persons: list[str] = []
    groups: list[str] = []
    for author in _each(article.get("author")):
        if isinstance(author, dict) and "name" not in author:
            author = named.get(str(author.get("@id")), author)
        kinds = _texts(author.get("@type")) if isinstance(author, dict) else ()
        is_group = any(kind.endswith("Organization") for kind in kinds)
        (groups if is_group else persons).extend(_names(author))
    publisher = article.get("publisher")
    if isinstance(publisher, dict) and "name" not in publisher:
        publisher = named.get(str(publisher.get("@id")), publisher)
    place = article.get("mainEntityOfPage")
    return Linked(
        _first(article.get("headline")),
        tuple(persons),
        tuple(groups),
        _first(article.get("datePublished")) or _first(article.get("dateCreated")),
        next(_names(publisher), ""),
        _first(article.get("inLanguage")),
        _first(article.get("url"))
        or _first(place.get("@id") if isinstance(place, dict) else place),
        _first(article.get("articleBody")),
    )


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: Any) -> list[str]:
    return [one for one in _each(value) if isinstance(one, str)]


def _first(value: Any) -> str:
    return next(iter(_texts(value)), "")


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _texts(value.get("name"))
    else:
        yield from _texts(value)
