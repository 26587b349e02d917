"""Title, byline, date, source, url and language of a web page.

JSON-LD and OpenGraph are asked first: JSON-LD names authors one by one and dates to the second.
Trafilatura, which looks at the page's bylines as well, is asked only where these leave something
open: it takes as long over the details as over the body.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import TYPE_CHECKING

from tui.intake.page_blocks import tidy
from tui.intake.page_byline import by_house, by_line, by_links, by_persons, names
from tui.intake.page_linked import Linked
from tui.intake.page_title import title_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BY_TRAFILATURA = ("title", "byline", "published", "source", "url")
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(https?://[^\s<>]{1,2000})"
)
"""What browsers and SingleFile write into a page they save."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_SCHEMES = ("http://", "https://")
_DATES = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "pubdate",
)  # fmt: skip
_HEADINGS = 20


def details_of(
    tree: "HtmlElement", page: str, sent: Linked, searched: bool = True
) -> dict[str, str]:
    """What a page says of its article, by the names that `tui.intake.face.Found` has for it.

    `tree` is the page as a tree, `page` its decoded text, `sent` its JSON-LD. Without `searched`
    only what the page says for machines to read is looked at. Only what is told is in the answer.
    """
    meta = _meta(tree)
    told = _told(tree, page, sent, meta)
    sites = (told["source"], tidy(sent.publisher), tidy(meta.get("og:site_name", "")))
    told["byline"] = told["byline"] or by_links(tree, sites)
    if searched and not all(told.get(name) for name in _BY_TRAFILATURA):
        for name, value in _by_trafilatura(tree, told["published"]).items():
            told[name] = told.get(name) or value
    told["byline"] = by_house(told["byline"], sent) or by_line(tree)
    told["source"] = told["source"] or _host(told["url"])
    told["title"] = title_of(
        tidy(sent.headline),
        told["title"],
        tidy(tree.findtext(".//title") or ""),
        [tidy(" ".join(one.itertext())) for one in islice(tree.iter("h1"), _HEADINGS)],
        (*sites, told["source"], _host(told["url"])),
    )
    return {name: value for name, value in told.items() if value}


def _told(tree: "HtmlElement", page: str, sent: Linked, meta: Mapping[str, str]) -> dict[str, str]:
    """What the page says for machines to read."""
    canonical = (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical")
    saved = _SAVED_FROM.search(page[:4096])
    urls = (*canonical, meta.get("og:url", ""), sent.url, saved[1] if saved else "")
    times = (time for time in tree.iter("time") if time.get("itemprop") == "datePublished")
    dates = (
        sent.published,
        *(meta.get(name, "") for name in _DATES),
        *(time.get("datetime") or "" for time in times),
    )
    return {
        "title": tidy(meta.get("og:title", "")) or tidy(sent.headline),
        "byline": by_persons(sent, meta.get("og:site_name", "")),
        "published": next(filter(None, map(when, dates)), ""),
        "source": tidy(meta.get("og:site_name", "")) or tidy(sent.publisher),
        "url": next(filter(None, (_url(url or "") for url in urls)), ""),
        "language": _language(tree, sent, meta),
    }


def when(value: str) -> str:
    """A date or time as ISO 8601, with its offset where it has one; "" where it is none.

    Midnight is what is written where only the day is known, so the day alone is given.
    """
    value = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", value.strip())
    made = None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            made = read(value)
            break
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    if made is None or made.year < 1800 or made.timetuple()[:3] == (1970, 1, 1):
        return ""
    if not (made.hour or made.minute or made.second):
        return made.date().isoformat()
    return made.replace(microsecond=0).isoformat()


def _by_trafilatura(tree: "HtmlElement", published: str) -> dict[str, str]:
    """What trafilatura finds, which looks at the page's own headings, names and dates as well.

    It is told a date that is known: to look for one can take longer than all the rest.
    """
    from lxml.html import Element
    from trafilatura.metadata import extract_metadata

    from tui.intake.page_body import silent

    silent()
    known = Element("meta", property="article:published_time", content=published)
    if published:
        tree.insert(0, known)
    try:
        found = extract_metadata(tree)
    except Exception:  # whatever a page can do to it: there are the others
        return {}
    finally:
        if published:
            tree.remove(known)
    return {
        "title": tidy(found.title or ""),
        "byline": names((found.author or "").split(";")),
        "published": _day(found.date or ""),
        "source": tidy(found.sitename or ""),
        "url": _url(found.url or ""),
    }


def _day(date: str) -> str:
    """A date that was looked for in all the page, unless it is only some year named in it."""
    return "" if date.endswith("-01-01") else when(date)


def _meta(tree: "HtmlElement") -> Mapping[str, str]:
    """The first content of each name in the page's meta elements."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        if name and (content := element.get("content")):
            found.setdefault(name.lower(), content)
    return found


def _url(value: str) -> str:
    value = value.strip()
    return value if value.lower().startswith(_SCHEMES) and len(value) <= 2_000 else ""


def _host(url: str) -> str:
    """The site a page is from, where only its address tells it."""
    return url.partition("//")[2].partition("/")[0].lower().removeprefix("www.")


def _language(tree: "HtmlElement", sent: Linked, meta: Mapping[str, str]) -> str:
    """The language a page declares, as BCP 47 has it ("en-GB")."""
    root = tree.getroottree().getroot()
    declared = (
        root.get("lang") or root.get("xml:lang") or "",
        meta.get("og:locale", ""),
        meta.get("content-language", ""),
        sent.language,
    )
    for value in declared:
        if _LANGUAGE.match(value.strip()):
            return value.strip().replace("_", "-")
    return ""
