"""Who wrote the article of a page.

JSON-LD names authors one by one. Where it names none, the links from the byline to the pages of
its authors do: in 73 of 142 news pages there were such links, and in 67 they were all and only the
authors.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from tui.intake.page_blocks import how_many, tidy, words
from tui.intake.page_linked import Linked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s*:?\s+(?=\S)", re.IGNORECASE)
_SCHEMES = ("http://", "https://")
_AND = re.compile(r"(?<=\w\s)(\S+)\s+(?:and|und|et|og|och|en|y|&)\s+(?=\S+\s+\S)", re.IGNORECASE)
"""Between two names of two words each: Ortega y Gasset is one."""
_SIGN = re.compile(r"\s*\(\w{1,6}\.?\)$")
"""The letters by which an author is known in the house: "Jo Ray (jor)"."""
_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|a|e|i)?|auteurs?|by|contributors?|columnists?|firmas?|forfatter|"
    r"journalist(?:e|es|s)?|people|persons?|profiles?|redakt(?:ion|oren)|reporters?|skribent|staff|"
    r"team|writers?)/[^/?#]",
    re.IGNORECASE,
)
"""The address of an author's page on the site."""
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_LINE = re.compile(
    rf"(?:(?:[Ww]ritten |[Pp]osted )?[Bb][Yy]|[Aa]uthor|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor)\s?:?\s"
    rf"({_NAME}(?: (?:(?:de|da|van|von|der|den|la|le|al|bin) )*{_NAME}){{0,3}})"
    r"\s?(?:$|[,|·•–—]|on\b)"
)
_PIECES = 8
_SCRIPTS = ("script", "style", "noscript")
_NEAR = 400
"""Elements behind the heading in which a byline stands."""
_PARAGRAPH = 30
"""Words of a paragraph of the body, which ends the search for a byline above it."""
_FEWEST, _MOST = 2, 5
"""Words of a name."""


def by_persons(sent: Linked, site: str) -> str:
    """The authors that JSON-LD names. A group that is alone, and the site itself, is not yet
    one of them: an article has a better name where the page has one."""
    sites = [found for one in (sent.publisher, site) if (found := words(one))]
    groups = (one for one in sent.groups if sent.persons or (sites and words(one) not in sites))
    return names((*map(_parted, sent.persons), *groups))


def by_links(tree: "HtmlElement", sites: Iterable[str]) -> str:
    """The names that are linked to authors' pages between the heading and the body of a page."""
    known = [words(site) for site in sites]
    found = (one for one in _links(tree) if words(one) not in known)
    return names(one for one in found if not re.search(r"\d", one) and _is_long(one))


def by_line(tree: "HtmlElement") -> str:
    """The name in a line of its own that begins with "By", between the heading and the body."""
    lines = (tidy(" ".join(islice(one.itertext(), _PIECES))) for one in _above(tree))
    return next((found[1] for line in lines if (found := _LINE.match(line))), "")


def _is_long(name: str) -> bool:
    return _FEWEST <= how_many(name) <= _MOST


def _links(tree: "HtmlElement") -> Iterator[str]:
    for element in _above(tree):
        if element.tag != "a":
            continue
        rel = (element.get("rel") or "").lower().split()
        if "author" in rel or _PAGE.search(element.get("href") or ""):
            yield _BY.sub("", tidy(" ".join(element.itertext())))


def _above(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """The elements between the heading of a page and the first paragraph of its body."""
    heading = tree.find(".//h1")
    if heading is None:
        return
    for element in heading.xpath(f"following::*[position() <= {_NEAR}]"):
        if element.tag == "p" and how_many(element.text_content()) >= _PARAGRAPH:
            return
        if element.tag not in _SCRIPTS:
            yield element


def by_house(byline: str, sent: Linked) -> str:
    """The byline, or the group that JSON-LD has for an author where nobody else is named."""
    house = names(sent.groups)
    if not byline or (house and set(words(house)) <= set(words(byline)) and not sent.persons):
        return house
    return byline


def _parted(name: str) -> str:
    """Two persons that are named in one breath, with a comma between them."""
    return _AND.sub(r"\1, ", name)


def names(names: Iterable[str]) -> str:
    """Names in a line, none twice, none that is an address, without the "By" in front."""
    kept: dict[tuple[str, ...], str] = {}
    for name in names:
        name = _SIGN.sub("", _BY.sub("", tidy(name)).strip(" ,;|"))
        if name and not name.lower().startswith(_SCHEMES):
            kept.setdefault(tuple(re.findall(r"\w+", name.casefold())), name)
    return ", ".join(kept.values())
