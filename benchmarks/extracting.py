"""``python -m benchmarks extracting``: articles found in saved pages, against gold.

The pages are those of fundus (flairNLP/fundus, MIT) in ``intake/fundus/uk`` of the corpora, with
title, authors, date and body as gold. A body's F1 is over its words, as a bag; a page is lost when
less than half of the gold's words are in what was found. A title is right when its words are the
gold's, authors when their words are, a date when the day is. Beside it stand, in the same run,
trafilatura as it is by default and readability, which has no authors and dates.

What is counted as time is the CPU's, page by page in turn: ours against trafilatura asked for the
same things, the body and the details, and against the body alone.
"""

import gzip
import json
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any

from rich.table import Table

from benchmarks.figures import Ratio, table
from tui.intake.face import Found, Options
from tui.intake.page_blocks import shown, words

CORPORA = os.environ.get("CLAIMDESK_CORPORA", "")
PAGES = Path(CORPORA) / "intake" / "fundus" / "uk"
ROUNDS = 3
AIM = 1.2


@dataclass(frozen=True, slots=True)
class Gold:
    """What a page holds, as people found it."""

    page: bytes
    body: Counter[str]
    title: list[str]
    authors: list[str]
    day: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a program found in a page."""

    body: str
    title: str = ""
    authors: str = ""
    day: str = ""


@dataclass(slots=True)
class Score:
    """What a program found in all pages: F1 and recall of each body, which details were right."""

    f1: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, found: Article, gold: Gold) -> None:
        """Count one page."""
        have = Counter(words(found.body))
        same = (have & gold.body).total()
        recall, precision = same / gold.body.total(), same / max(1, have.total())
        self.recall.append(recall)
        self.f1.append(2 * recall * precision / max(1e-9, recall + precision))
        self.right["title"] += words(found.title) == gold.title
        self.right["author"] += sorted(words(found.authors)) == gold.authors
        self.right["date"] += found.day == gold.day

    def cells(self) -> tuple[str, ...]:
        """Its row of the table, without the name."""
        lost = sum(share < 0.5 for share in self.recall) / len(self.recall)
        shares = (self.right[name] / len(self.f1) for name in ("title", "author", "date"))
        return (f"{mean(self.f1):.3f}", f"{lost:.3f}", *(f"{share:.2f}" for share in shares))


def pages(folder: Path) -> Iterator[Gold]:
    """The pages of a publisher in the order of their days, with the versions of its gold."""
    for file in sorted(folder.glob("*.json")):
        versions = json.loads(file.read_text("utf-8"))
        saved = sorted(folder.glob(f"{file.stem}_*.html.gz"))
        for gold, page in zip(versions.values(), saved, strict=False):
            yield _gold(gold, gzip.decompress(page.read_bytes()))


def _gold(gold: dict[str, Any], page: bytes) -> Gold:
    parts = list(gold["body"]["summary"])
    for section in gold["body"]["sections"]:
        parts += section["headline"] + section["paragraphs"]
    return Gold(
        page,
        Counter(words(" ".join(parts))),
        words(gold["title"]),
        sorted(words(" ".join(gold["authors"]))),
        gold["publishing_date"][:10],
    )


def claimdesk(page: bytes) -> Article:
    """What the desk takes in."""
    from tui.intake.html import read

    for found in read(page, "page.html", Options()):
        if isinstance(found, Found):
            told = found.details
            day = told.get("published", "")[:10]
            return Article(found.text, told.get("title", ""), told.get("byline", ""), day)
    return Article("")


def trafilatura(page: bytes, details: bool = True) -> Article:
    """What trafilatura finds by default."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, with_metadata=details)
    if found is None or isinstance(found, dict):
        return Article("")
    return Article(found.text or "", found.title or "", found.author or "", found.date or "")


def readability(page: bytes) -> Article:
    """What readability finds."""
    from readability import Document

    made = Document(page.decode("utf-8", "replace"))
    return Article(shown(made.summary()).text, made.short_title() or "")


def tables(folder: Path) -> Iterator[Table | str]:
    """What was found, how long it took."""
    golds = list(pages(PAGES)) if CORPORA and PAGES.is_dir() else []
    if not golds:
        yield "extracting: set CLAIMDESK_CORPORA to the folder that has intake/fundus/uk\n"
        return
    logging.disable(logging.CRITICAL)
    peers: dict[str, Callable[[bytes], Article]] = {
        "claimdesk": claimdesk,
        "trafilatura": trafilatura,
        "readability": readability,
    }
    scores = {name: Score() for name in peers}
    for gold in golds:
        for name, find in peers.items():
            scores[name].add(find(gold.page), gold)
    made = Table(
        title=f"Articles in {len(golds)} saved pages",
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
    )
    made.add_column("", min_width=14, no_wrap=True)
    for name in ("body F1", "lost", "title", "author", "date"):
        made.add_column(name, justify="right", no_wrap=True)
    for name, score in scores.items():
        made.add_row(name, *score.cells())
    yield made
    yield ""
    yield table("Time, against trafilatura", times(golds))


def times(golds: list[Gold]) -> list[Ratio]:
    """CPU seconds for all pages, in each round."""
    sides = {
        "ours": claimdesk,
        "asked for the same": trafilatura,
        "asked for the body alone": partial(trafilatura, details=False),
    }
    runs: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        spent: Counter[str] = Counter()
        for gold in golds:
            for name, find in sides.items():
                start = process_time()
                find(gold.page)
                spent[name] += process_time() - start
        for name, seconds in spent.items():
            runs[name].append(seconds / len(golds))
    ours = runs.pop("ours")
    return [
        Ratio(name, ours, peer, AIM if name.endswith("same") else None)
        for name, peer in runs.items()
    ]
