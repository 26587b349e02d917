"""All the text of a web page, in blocks, read in one pass without a tree.

A page may be nested deeper, and have more elements, than any extractor can take; what is read
here takes as long as the page is long, whatever the page is like.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from tui.text.words import UNSPACED


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_BLANK = re.compile(r"[ \t\n\r\f]+")
_UNSEEN = _tags(
    "head script style noscript template svg math iframe object audio video canvas map select "
    "textarea datalist button dialog"
)
_NO_TEXT = _tags("head script style noscript template svg math")
_MUCH = 2_000
"""Characters within one that is not shown, from which on it is doubted that it was meant to end
so late: the parser overlooks the end of a button where an element within it is left open."""
_VOID = _tags("area base br col embed hr img input link meta source track wbr")
_BLOCKS = _tags(
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody tfoot thead tr ul"
)
_CELLS = frozenset(("td", "th"))
_PARAGRAPHS = _tags("p li dd blockquote")
_BESIDE = _tags("nav footer aside menu")
_FRAME = frozenset(("html", "body"))
"""Hidden until a script of the page has run: what is kept of a page is read all the same."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LATE = re.compile(r"S:\w{1,8}$")
"""The name of a part that React sends behind the page, for a script to put in its place."""
_LONGEST = 500
"""Characters of a detail. What is longer is no title and no name."""
_CELL = "\0"
"""Stands for the border of two cells until the row is whole: the text policy leaves none in."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or row: its text, how many of its letters are in links, whether
    it stands in what is beside an article (navigation, a footer), and the number of the element
    that holds it together with its neighbours."""

    text: str
    linked: int = 0
    beside: bool = False
    within: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, in its order, and how many elements it has.

    `swallowed` says that nearly all of it stands in an element that should have ended before, so
    that what element a block is in means nothing.
    """

    blocks: Sequence[Block]
    elements: int
    swallowed: bool = False

    @property
    def text(self) -> str:
        """All of it, a paragraph, heading, item or row a line."""
        return "\n".join(block.text for block in self.blocks)


def shown(page: str) -> Shown:
    """All the text of a decoded page that a reader would see.

    White space is what HTML takes it for, except that a line break stays one and the cells of a
    row are parted by tabs. What the page hides and what is no text (scripts, forms' buttons) is
    left out, unless that is nearly all of the page.
    """
    from lxml.etree import HTMLParser, LxmlError, XMLSyntaxError

    for all_ in (False, True):
        seen = _Seen(all_)
        parser = HTMLParser(target=seen, huge_tree=True, encoding="utf-8")
        try:
            parser.feed(page.encode("utf-8"))
            parser.close()
        except (LxmlError, XMLSyntaxError, AssertionError):
            seen.close()
        if not seen.swallowed:
            break
    return Shown(seen.blocks, seen.elements, all_)


def how_many(text: str) -> int:
    """How many words a text has, counted as `words` has them."""
    return len(_WORD.findall(text))


def words(text: str) -> list[str]:
    """The words of a text as they are counted: a sign each in scripts without blanks."""
    return _WORD.findall(text.casefold())


def tidy(value: str) -> str:
    """A detail without white space around it and in runs, and without HTML's entities in it.

    "" where it is too long to be one.
    """
    for _ in range(2):  # some sites escape what is escaped
        if "&" in value:
            value = unescape(value)
    value = " ".join(value.split())
    return value if len(value) <= _LONGEST else ""


class _Seen:
    """What the parser tells of a page, gathered as blocks."""

    def __init__(self, all_: bool) -> None:
        self.blocks: list[Block] = []
        self.elements = 0
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._beside = 0
        self._open: list[int] = []
        """The numbers of the open elements that are blocks, the innermost last."""
        self._unseen = 0
        """How deep inside of what is not shown: nothing is told from there."""
        self._all = all_
        """Whether buttons and what else is no text of the page is told as well."""
        self._without = False
        """Whether that is no script or style: these have much that is no text."""
        self._left = self._taken = 0
        """Characters that were left and taken."""

    @property
    def swallowed(self) -> bool:
        """Whether nearly all of the text is in what is not shown."""
        return self._left > _MUCH and self._left > 3 * self._taken

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        if self._unseen:
            self._unseen += tag not in _VOID
            return
        if self._is_unseen(tag, attributes):
            self._unseen = int(tag not in _VOID)
            self._without = tag in _UNSEEN - _NO_TEXT
            return
        if tag in _BLOCKS:
            self._end_of_block()
            self._open.append(self.elements)
            self._beside += tag in _BESIDE
        elif tag == "a":
            self._links += 1

    def end(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= tag not in _VOID
            return
        if tag in _BLOCKS:
            self._end_of_block(holder=-2 if tag in _PARAGRAPHS else -1)
            if self._open:
                self._open.pop()
            self._beside -= tag in _BESIDE
        elif tag in _CELLS:
            self._parts.append(_CELL)
        elif tag == "a":
            self._links -= 1

    def data(self, text: str) -> None:
        if self._unseen:
            self._left += len(text.strip()) if self._without else 0
            return
        self._taken += len(text.strip())
        self._parts.append(text)
        if self._links:
            self._linked += len(text)

    def comment(self, text: str) -> None:
        """A comment is not shown."""

    def pi(self, target: str, data: str) -> None:
        """An instruction to a program is not shown."""

    def close(self) -> None:
        self._end_of_block()

    def _is_unseen(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in (_NO_TEXT if self._all else _UNSEEN):
            return True
        return bool(attributes) and tag not in _FRAME and _is_hidden(attributes)

    def _end_of_block(self, holder: int = -1) -> None:
        if not self._parts:
            return
        text = _BLANK.sub(" ", "".join(self._parts))
        if _CELL in text:
            text = "\t".join(cell.strip(" ") for cell in text.split(_CELL))
        if text := text.strip(" \t"):
            within = self._open[holder] if len(self._open) >= -holder else 0
            self.blocks.append(Block(text, self._linked, self._beside > 0, within))
        self._parts, self._linked = [], 0


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes:
        return not _LATE.match(attributes.get("id") or "")
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))
