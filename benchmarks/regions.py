"""``python -m benchmarks regions``: how well the lines that are not body are found in plain text.

The method is tui/text/regions.py. Measured are the two seeds; and with CLAIMDESK_CORPORA set, news
pages (intake/fundus/uk) as all their words, a block a line, and as what other extractors leave of
them, both against their body written out by hand; that body itself; and the articles of a news
collection (intake/allsides). A line is body where half of its runs of three words are in the body.
"""

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from benchmarks import extracting
from benchmarks.texts import SEEDS
from tui.text.policy import decode
from tui.text.regions import regions

BLOCKS = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"),
        *("header", "footer", "nav", "aside", "figure", "figcaption", "table", "tr", "td", "th"),
        *("br", "blockquote", "form", "button", "main", "dl", "dt", "dd", "option", "label"),
    }
)
HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "head"})


class Dump(HTMLParser):
    """All words of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in HIDDEN
        if tag in BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN and self.hidden > 0
        if tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.lines[-1] += data

    def text(self) -> str:
        """The page as plain text."""
        return "\n".join(" ".join(line.split()) for line in self.lines if line.strip())


def runs(text: str) -> set[tuple[str, ...]]:
    """Every three words that stand in a row."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))}


def body_of(version: dict[str, Any]) -> str:
    """The body written out by hand, with its title."""
    body = version["body"] or {"summary": [], "sections": []}
    parts = [version.get("title") or "", *body["summary"]]
    for section in body["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


@dataclass(slots=True)
class Judged:
    """What was marked of texts of which it is known what is body: lines, and characters of it."""

    texts: int = 0
    marked: int = 0
    right: int = 0
    boilerplate: int = 0
    body: int = 0
    dimmed: int = 0

    def add(self, text: str, gold: set[tuple[str, ...]]) -> None:
        """Count one text."""
        self.texts += 1
        found = {region.start for region in regions(text)}
        start = 0
        for line in text.split("\n"):
            if line.strip():
                is_body = len(runs(line) & gold) >= 0.5 * len(runs(line))
                self.boilerplate += not is_body
                self.marked += start in found
                self.right += start in found and not is_body
                self.body += len(line) * is_body
                self.dimmed += len(line) * (is_body and start in found)
            start += len(line) + 1

    def said(self, name: str) -> str:
        """All of it on a line."""
        return (
            f"{name}, {self.texts}: of the body dimmed {self.dimmed / max(1, self.body):.2%},"
            f" precision {self.right / max(1, self.marked):.3f}"
            f" of {self.marked} lines, recall {self.right / max(1, self.boilerplate):.3f}"
            f" of {self.boilerplate}"
        )


def seeds() -> Iterator[str]:
    """How many lines of the two seeds are marked, and of how many."""
    for file, wanted in zip(sorted(SEEDS.glob("*.txt")), (17, 0), strict=True):
        text = decode(file.read_bytes()).text
        lines = [line for line in text.split("\n") if line.strip()]
        found = [text[one.start : one.end] for one in regions(text)]
        right = found == ([lines[0], *lines[7:]] if wanted else [])
        is_so = "and no others" if right else "OTHERS THAN THE BOILERPLATE"
        yield f"seed {file.name}: {len(found)} lines marked of {wanted} to be marked, {is_so}"


def pages(folder: Path) -> Iterator[str]:
    """The pages as a dump of all words, as others leave them, and as they should be."""
    dumped, clean = Judged(), Judged()
    left = {"trafilatura": Judged(), "readability": Judged(), "the desk's own": Judged()}
    finds = (extracting.trafilatura, extracting.readability, extracting.claimdesk)
    for file in sorted(folder.glob("*.html.gz")):
        gold_file = folder / f"{file.name.partition('_')[0]}.json"
        if not gold_file.exists():
            continue
        page = gzip.decompress(file.read_bytes())
        parser = Dump()
        parser.feed(page.decode("utf-8", "replace"))
        text = decode(parser.text().encode()).text
        there = runs(text)
        bodies = [body_of(one) for one in json.loads(gold_file.read_text("utf-8")).values()]
        body = max(bodies, key=lambda one: len(runs(one) & there) / max(1, len(runs(one))))
        gold = runs(body)
        if len(gold & there) < 0.6 * len(gold):
            continue  # saved for another version of the page, or without its body
        dumped.add(text, gold)
        clean.add(decode(body.encode()).text, gold)
        for (_, judged), find in zip(left.items(), finds, strict=True):
            if residue := find(page).body.strip():
                judged.add(decode(residue.encode()).text, gold)
    yield dumped.said("pages, all their words")
    for name, judged in left.items():
        yield judged.said(f"pages, what {name} leaves of them")
    yield clean.said("pages, their body written out by hand")


READ_AS_BODY = (
    "In this sense, if no other, Trump should take notes from the man he refuses to criticize.",
    "Here’s a video of her remarks, courtesy of ABC News:",
)
"""Lines of the collection that are marked, and are the article's own to one who reads them."""


def collection(file: Path) -> Iterator[str]:
    """How many lines of a news collection are marked, of what kinds, and which wrongly."""
    lines, kinds, wrong = 0, Counter[str](), 0
    for row in file.read_text("utf-8").split("\n"):
        text = decode(json.loads(row)["text"].encode()).text if row else ""
        lines += sum(bool(line.strip()) for line in text.split("\n"))
        for region in regions(text):
            kinds[region.kind] += 1
            wrong += text[region.start : region.end].strip() in READ_AS_BODY
    told = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    yield f"collection: {kinds.total()} of {lines} lines marked ({told}), {wrong} of them body"


def tables() -> Iterator[str]:
    """What was measured, a line each."""
    yield from seeds()
    if not os.environ.get("CLAIMDESK_CORPORA"):
        yield "CLAIMDESK_CORPORA is unset: no pages to measure on"
        return
    corpora = Path(os.environ["CLAIMDESK_CORPORA"])
    yield from pages(corpora / "intake" / "fundus" / "uk")
    yield from collection(corpora / "intake" / "allsides" / "groups.jsonl")
