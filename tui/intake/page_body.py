"""The body of a web page: by the best extractor, by another one, or all its text.

The best (trafilatura) almost never loses an article. Where it does, the paragraphs it left out
tell. The element that holds the most words of long, unlinked paragraphs holds the body, or a part
of it: in 24 news pages whose bodies trafilatura found, it had at least 0.93 of those words. Where
it has less than half of them, or of the articleBody that the page sends for search engines, the
other extractor (readability) is asked, and where that one has no more of them that articleBody is
taken, or the whole page. Where both extractors found the same, they are believed: a short report
may stand above a long list of others. Of a page that shows next to nothing, what its scripts hold
is taken.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tui.intake.face import Taking
from tui.intake.page_blocks import Block, Shown, how_many, shown, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_ELEMENTS = 30_000
"""Extractors take more than linear time: from so many elements on they are not asked."""
_MOST_TEXT = 3_000_000
"""The same for characters of text. The longest books of the Bible have 200,000."""
_LONG = 12
"""Words of a paragraph that is likely to be of the body: fewer are a heading or a caption."""
_ENOUGH = 100
"""Words in long paragraphs that it takes to doubt an extractor."""
_HALF = 0.5
_MOST_OF = 0.7
_ALIKE = 0.8
_NEARLY_ALL = 0.9
_ALL = 0.97


@dataclass(frozen=True, slots=True)
class Body:
    """The text that was taken, by which extractor in which version, and how it came to that."""

    text: str
    extractor: str
    version: str
    options: str = ""


def is_large(page: Shown) -> bool:
    """Whether a page is more than an extractor can take."""
    return page.elements > MOST_ELEMENTS or len(page.text) > _MOST_TEXT


def body_of(
    tree: "HtmlElement | None", page: Shown, taking: Taking, declared: str = "", title: str = ""
) -> Body:
    """The body of a page whose tree and text are given, as `taking` asks for it.

    `declared` is the articleBody of its JSON-LD, `title` its title. `Body.options` says so where
    something else was taken because the one asked for lost the page, or could not be asked. A page
    without a word has the body "".
    """
    if taking == "whole":
        return _whole(page, "")
    if tree is None:
        return _whole(page, "nested too deeply for an extractor")
    if page.elements > MOST_ELEMENTS:
        return _whole(page, f"{page.elements:,} elements, too many for an extractor")
    if len(page.text) > _MOST_TEXT:
        return _whole(page, f"{len(page.text):,} characters, too many for an extractor")
    if taking == "other":
        made = _other(tree)
        return made if made.text else _whole(page, "readability found nothing")
    made = _best_that_has(tree, page, shown(declared).text if "<" in declared else declared)
    return _in_scripts(tree, made, title) or made


def _best_that_has(tree: "HtmlElement", page: Shown, declared: str) -> Body:
    """The first body that has what is surely of it."""
    best = _best(tree)
    best = replace(best, text=_as_often(best.text, page.text))
    held, long = _long_paragraphs(() if page.swallowed else page.blocks)
    have, said = Counter(words(best.text)), Counter(words(declared))
    sure = max(held, said, key=Counter.total)
    has = _share(sure, have)
    if best.text and (has >= _HALF or have.total() >= 2 * sure.total()):
        return (_fuller(tree, have, long) if _share(long, have) < _MOST_OF else None) or best
    why = f"trafilatura found {has:.0%} of the body" if best.text else "trafilatura found nothing"
    other = _other(tree)
    found = Counter(words(other.text))
    if found.total() > have.total() and _share(sure, found) >= max(_HALF, 2 * has):
        return Body(other.text, other.extractor, other.version, why)
    if (have & found).total() * 2 >= _ALIKE * (have.total() + found.total()) > 0:
        return best  # both found the same
    if _share(sure, said) >= _HALF and said.total() >= _ENOUGH:
        return Body(_tidy(declared), "articleBody", "1", why)
    if best.text and _share(sure, Counter(words(page.text))) <= has:
        return best
    return _whole(page, why)


def _fuller(tree: "HtmlElement", have: Counter[str], long: Counter[str]) -> Body | None:
    """What readability finds, where that is all of the long paragraphs of a page, and what the
    best has, which has too few of them."""
    other = _other(tree)
    found = Counter(words(other.text))
    if _share(long, found) < _ALL or (have & found).total() < _ALIKE * have.total():
        return None
    why = f"trafilatura found {_share(long, have):.0%} of the long paragraphs"
    return Body(other.text, other.extractor, other.version, why)


def _in_scripts(tree: "HtmlElement", made: Body, title: str) -> Body | None:
    """What the scripts of a page hold, where the page shows too little: the words of its title and
    of what it shows must be in that."""
    if (shows := how_many(made.text)) >= _ENOUGH:
        return None
    from tui.intake.page_scripts import scripted

    text = scripted(tree)
    known = set(words(f"{title} {made.text}"))
    if how_many(text) < max(_ENOUGH, 2 * shows):
        return None
    if len(known.intersection(words(text))) < _HALF * len(known):
        return None
    return Body(_tidy(text), "scripts", "1", f"the page shows {shows:,} words without its scripts")


def _whole(page: Shown, why: str) -> Body:
    return Body(page.text, "whole page", "1", why)


def _long_paragraphs(blocks: Sequence[Block]) -> tuple[Counter[str], Counter[str]]:
    """The words of the long paragraphs that one element holds, of the one that holds the most,
    and those of all long paragraphs, each once.

    Teasers and readers' comments are long as well, but each stands in an element of its own.
    Where nearly all of a page is beside something, its navigation was not closed in time, and
    nothing is beside.
    """
    beside = sum(len(block.text) for block in blocks if block.beside)
    all_ = beside >= _NEARLY_ALL * sum(len(block.text) for block in blocks)
    held: defaultdict[int, Counter[str]] = defaultdict(Counter)
    long: Counter[str] = Counter()
    met: set[str] = set()
    for block in blocks:
        if (block.beside and not all_) or block.linked * 3 >= len(block.text):
            continue
        if len(found := words(block.text)) >= _LONG:
            held[block.within].update(found)
            if block.text not in met:
                met.add(block.text)
                long.update(found)
    return max(held.values(), key=Counter.total, default=Counter()), long


def _share(sure: Counter[str], have: Counter[str]) -> float:
    """How much of the words that are surely of the body a text has, 1 where these are too few."""
    if (all_ := sure.total()) < _ENOUGH:
        return 1.0
    return (sure & have).total() / all_


@cache
def silent() -> None:
    """The extractors log what they cannot do; what matters of it stands in `Body.options`."""
    for name in ("trafilatura", "htmldate", "justext", "readability", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False


def _best(tree: "HtmlElement") -> Body:
    """What trafilatura finds, as it is by default, without readers' comments. It does not change
    the tree. Its `extract` would normalise the text to NFC, which `bare_extraction` does not."""
    import trafilatura

    silent()
    try:
        found = trafilatura.bare_extraction(tree)
    except Exception:  # whatever a page can do to it: the caller takes another way
        found = None
    text = found.text if found is not None and not isinstance(found, dict) else ""
    return Body(_tidy(text or ""), "trafilatura", trafilatura.__version__)


def _other(tree: "HtmlElement") -> Body:
    """What readability finds."""
    from importlib.metadata import version

    from readability import Document

    silent()
    try:
        summary = Document(tree).summary(html_partial=True)
    except Exception:  # Unparseable, and what the cleaner behind it raises
        summary = ""
    return Body(_tidy(shown(summary).text), "readability", version("readability-lxml"))


def _tidy(text: str) -> str:
    """A paragraph a line, none empty, none a second time at once."""
    kept: list[str] = []
    for line in text.split("\n"):
        if (line := line.strip()) and (not kept or line != kept[-1]):
            kept.append(line)
    return "\n".join(kept)


def _as_often(text: str, page: str) -> str:
    """A text without the long paragraphs that it has more often than the page
    (adbar/trafilatura#817, #660)."""
    lines = text.split("\n")
    if not any(number > 1 and len(line) >= _LONG for line, number in Counter(lines).items()):
        return text
    shows = "".join(page.split())
    number: Counter[str] = Counter()
    kept: list[str] = []
    for line in lines:
        squeezed = "".join(line.split())
        again = number[squeezed] > 0 and how_many(line) >= _LONG
        if not again or number[squeezed] < shows.count(squeezed):
            number[squeezed] += 1
            kept.append(line)
    return "\n".join(kept)
