"""Title, byline, date, source, url and language of a web page.

Trafilatura's are the best measured for title and site. JSON-LD is asked first for authors and the
date, where it names them one by one and to the second; OpenGraph and the page's own headings are
asked where nobody else knows. What is found is white space and markup away from what was sent.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING

from tui.intake.page_linked import Linked, linked

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_LONGEST = 500
"""Characters of a detail. What is longer is no title and no name."""
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(https?://[^\s<>]{1,2000})"
)
"""What browsers and SingleFile write into a page they save."""
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s*:?\s+(?=\S)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_SCHEMES = ("http://", "https://")
_DATES = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "pubdate",
)  # fmt: skip
_SITE = re.compile(r"\s+[|–—·•-]\s+\S")
"""What parts a headline from the name of the site that some sites put behind it."""
_UNTITLED = {"untitled", "untitled document", "index", "home", "home page", "homepage"}


def details_of(tree: "HtmlElement", page: str) -> dict[str, str]:
    """What a page says of its article, by the names that `tui.intake.face.Found` has for it.

    `tree` is the page as a tree, `page` its decoded text. Only what is told is in the answer.
    """
    with linked(tree) as sent:
        found = _by_trafilatura(tree)
    meta = _meta(tree)
    url = _url(_text(found, "url")) or _url(meta.get("og:url", "")) or _url(sent.url)
    if not url and (saved := _SAVED_FROM.search(page[:4096])):
        url = _url(saved[1])
    told = {
        "title": _title(tree, sent, found),
        "byline": _byline(sent, found),
        "published": _published(tree, sent, meta, found),
        "source": tidy(meta.get("og:site_name", "")) or tidy(sent.publisher) or _site(found, url),
        "url": url,
        "language": _language(tree, sent, meta),
    }
    return {name: value for name, value in told.items() if value}


def tidy(value: str) -> str:
    """A detail without white space around it and in runs, and without HTML's entities in it.

    "" where it is too long to be one.
    """
    for _ in range(2):  # some sites escape what is escaped
        if "&" in value:
            value = unescape(value)
    value = " ".join(value.split())
    return value if len(value) <= _LONGEST else ""


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


def _by_trafilatura(tree: "HtmlElement") -> "Document | None":
    from trafilatura.metadata import extract_metadata

    from tui.intake.page_body import silent

    silent()
    try:
        return extract_metadata(tree)
    except Exception:  # whatever a page can do to it: there are the others
        return None


def _text(found: "Document | None", name: str) -> str:
    value = getattr(found, name, None)
    return value if isinstance(value, str) else ""


def _meta(tree: "HtmlElement") -> Mapping[str, str]:
    """The first content of each name in the page's meta elements."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        if name and (content := element.get("content")):
            found.setdefault(name.lower(), content)
    return found


def _title(tree: "HtmlElement", sent: Linked, found: "Document | None") -> str:
    title = tidy(_text(found, "title"))
    heading = tree.find(".//h1")
    others = (
        tidy(sent.headline),
        tidy("" if heading is None else " ".join(heading.itertext())),
        tidy(tree.findtext(".//title") or ""),
    )
    if not title or title.lower() in _UNTITLED:
        return next(filter(None, others), title)
    return next((one for one in others if one and _SITE.match(title.removeprefix(one))), title)


def _byline(sent: Linked, found: "Document | None") -> str:
    """The names of who wrote it: persons before the organisation it is said to be by."""
    for names in (sent.persons, _text(found, "author").split(";"), sent.groups):
        kept: dict[tuple[str, ...], str] = {}
        for name in names:
            name = _BY.sub("", tidy(name)).strip(" ,;|")
            if name and not name.lower().startswith(_SCHEMES):
                kept.setdefault(tuple(re.findall(r"\w+", name.casefold())), name)
        if kept:
            return ", ".join(kept.values())
    return ""


def _published(
    tree: "HtmlElement", sent: Linked, meta: Mapping[str, str], found: "Document | None"
) -> str:
    times = (one for one in tree.iter("time") if one.get("itemprop") == "datePublished")
    told = (
        sent.published,
        *(meta.get(name, "") for name in _DATES),
        *(time.get("datetime") or "" for time in times),
        _text(found, "date"),
    )
    return next(filter(None, map(when, told)), "")


def _url(value: str) -> str:
    value = value.strip()
    return value if value.lower().startswith(_SCHEMES) and len(value) <= 2_000 else ""


def _site(found: "Document | None", url: str) -> str:
    """The site a page is from, by what else tells it, at last by the page's address."""
    host = url.partition("//")[2].partition("/")[0].lower().removeprefix("www.")
    return tidy(_text(found, "sitename")) or host


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
