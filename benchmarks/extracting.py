"""``python -m benchmarks extracting``: articles found in saved pages, against gold.

The pages are those of fundus (flairNLP/fundus, MIT) in ``intake/fundus/uk`` of the corpora, or of
the folders named behind it (`benchmarks.pages` has their shapes), in two halves by publisher. A
body's F1 is over its words, as a bag; a page is lost when less than half of the gold's words are
in what was found. A title is right when its words are the gold's, near when their F1 is at least
NEAR: the gold has one of the two or three titles of a page. Authors are right when their words are
the gold's, a date when the day is. Beside it stand, in the same run, trafilatura as it is by
default and readability, which has no authors and dates.

What is counted as time is the CPU's, page by page in turn: ours against trafilatura asked for the
same things, the body and the details, and against the body alone.
"""

import logging
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import mean
from time import process_time

from rich.table import Table

from benchmarks.figures import Ratio, table
from benchmarks.pages import Gold, pages
from tui.intake.face import Found, Options
from tui.intake.page_blocks import shown, words

CORPORA = os.environ.get("CLAIMDESK_CORPORA", "")
PAGES = Path(CORPORA) / "intake" / "fundus" / "uk"
ROUNDS = 3
AIM = 1.2
NEAR = 0.85
DETAILS = ("title", "near", "author", "date")


@dataclass(frozen=True, slots=True)
class Article:
    """What a program found in a page."""

    body: str
    title: str = ""
    authors: str = ""
    day: str = ""


@dataclass(slots=True)
class Score:
    """What a program found in all pages: F1 and recall of each body, which details were right.

    A detail that has no gold is not counted.
    """

    f1: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    right: defaultdict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def add(self, found: Article, gold: Gold) -> None:
        """Count one page."""
        have = Counter(words(found.body))
        same = (have & gold.body).total()
        recall, precision = same / gold.body.total(), same / max(1, have.total())
        self.recall.append(recall)
        self.f1.append(2 * recall * precision / max(1e-9, recall + precision))
        if gold.title is not None:
            title = words(found.title)
            self.right["title"].append(title == gold.title)
            self.right["near"].append(_alike(Counter(title), Counter(gold.title)) >= NEAR)
        if gold.authors is not None:
            self.right["author"].append(sorted(words(found.authors)) == gold.authors)
        if gold.day is not None:
            self.right["date"].append(found.day == gold.day)

    def cells(self) -> tuple[str, ...]:
        """Its row of the table, without the name."""
        lost = sum(share < 0.5 for share in self.recall)
        shares = (self.right.get(name) for name in DETAILS)
        told = (f"{mean(share):.2f}" if share else "–" for share in shares)
        return (f"{mean(self.f1):.3f}", f"{lost}", *told)


def _alike(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


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
    from readability.readability import Unparseable

    made = Document(page.decode("utf-8", "replace"))
    try:
        return Article(shown(made.summary()).text, made.short_title() or "")
    except Unparseable:
        return Article("")


def tables(folders: Sequence[Path]) -> Iterator[Table | str]:
    """What was found, how long it took: in the pages of the corpora, or of the folders named."""
    golds = {str(one): list(pages(one)) for one in folders}
    if not folders and CORPORA and PAGES.is_dir():
        golds = {"": list(pages(PAGES))}
    if not any(golds.values()):
        yield "extracting: set CLAIMDESK_CORPORA to the folder that has intake/fundus/uk\n"
        return
    logging.disable(logging.CRITICAL)
    for name, some in golds.items():
        if not name:
            yield found("", some)
        for tuning in (True, False) if name else ():
            half = "tuning" if tuning else "reporting"
            if of_half := [gold for gold in some if gold.tuning == tuning]:
                yield found(f", {Path(name).name}, the {half} half", of_half)
        yield table("Time, against trafilatura", times(some))


def found(of: str, golds: list[Gold]) -> Table:
    """What each program found in some pages."""
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
        title=f"Articles in {len(golds)} saved pages{of}",
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
    )
    made.add_column("", min_width=14, no_wrap=True)
    for name in ("body F1", "lost", *DETAILS):
        made.add_column(name, justify="right", no_wrap=True)
    for name, score in scores.items():
        made.add_row(name, *score.cells())
    return made


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
