"""How well the lines that are not body are found in plain text (tui/text/regions.py).

With CLAIMDESK_CORPORA set: saved news pages, dumped a block a line, against their body written out
by hand (intake/fundus/uk), and articles as a news collection has them (intake/allsides). A line is
body where half of its runs of three words are in the body. Run: python benchmarks/regions.py
"""

import gzip
import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

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


def pages(folder: Path) -> None:
    """Print precision, recall and the share of the body wrongly marked, over all saved pages."""
    right = marked = boilerplate = dimmed = body = number = 0
    for file in sorted(folder.glob("*.html.gz")):
        gold_file = folder / f"{file.name.partition('_')[0]}.json"
        if not gold_file.exists():
            continue
        parser = Dump()
        parser.feed(gzip.decompress(file.read_bytes()).decode("utf-8", "replace"))
        text = decode(parser.text().encode()).text
        there = runs(text)
        golds = [runs(body_of(one)) for one in json.loads(gold_file.read_text("utf-8")).values()]
        gold = max(golds, key=lambda one: len(one & there) / max(1, len(one)))
        if len(gold & there) < 0.6 * len(gold):
            continue  # saved for another version of the page, or without its body
        number += 1
        found = {region.start for region in regions(text)}
        start = 0
        for line in text.split("\n"):
            is_body = len(runs(line) & gold) >= 0.5 * len(runs(line))
            boilerplate += not is_body
            marked += start in found
            right += start in found and not is_body
            body += len(line) * is_body
            dimmed += len(line) * (is_body and start in found)
            start += len(line) + 1
    print(
        f"saved pages {number}: precision {right / max(1, marked):.3f},"
        f" recall {right / max(1, boilerplate):.3f}, of the body marked {dimmed / max(1, body):.2%}"
    )


def collection(file: Path) -> None:
    """Print how many lines of a news collection are marked, and of what kinds."""
    lines, kinds = 0, dict[str, int]()
    for row in file.read_text("utf-8").split("\n"):
        text = decode(json.loads(row)["text"].encode()).text if row else ""
        lines += sum(bool(line.strip()) for line in text.split("\n"))
        for region in regions(text):
            kinds[region.kind] = kinds.get(region.kind, 0) + 1
    print(f"collection: {sum(kinds.values())} of {lines} lines marked: {kinds}")


if __name__ == "__main__":
    if not os.environ.get("CLAIMDESK_CORPORA"):
        sys.exit("CLAIMDESK_CORPORA is unset: no pages to measure on")
    corpora = Path(os.environ["CLAIMDESK_CORPORA"])
    pages(corpora / "intake" / "fundus" / "uk")
    collection(corpora / "intake" / "allsides" / "groups.jsonl")
