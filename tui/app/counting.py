"""The sheet of counts, and counting for it: over a connection of its own, in a thread."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from tui.app.claim_lines import several
from tui.store import stats
from tui.store.connection import Store
from tui.store.opening import open_reader
from tui.store.stats import Share
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

VIEWS = ("tags", "sources", "articles")
LONGEST = 30
"""Cells for a name at most."""
FIRST = 1000
"""Articles counted at once, those with the most annotations; further ones are read by the page."""
PATIENCE = 1.0
"""Seconds to wait while the database is locked."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one view of the sheet shows, and in one line.

    `mosts` are the longest bars, `names` the cells of the longest name. Of articles `rows` are the
    first, and there are `total`.
    """

    view: str = VIEWS[0]
    heading: str = ""
    rows: list[Any] = field(default_factory=list)
    total: int = 0
    mosts: tuple[int, int] = (0, 0)
    names: int = LONGEST


class Counting:
    """Counting on one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen

    def counts(self) -> None:
        from tui.app.screens.counts import CountsScreen

        leading = self.screen.reader.reading.article.summary if self.screen.reader else None
        self.screen.app.push_screen(CountsScreen(self.screen, leading))


def count(path: Path, view: str, article: str) -> Counted:
    """Count for a view of the sheet beside an article (empty for none). Raises as `open_reader`."""
    counts: dict[str, Callable[[Store], Counted]] = {"sources": _sources, "articles": _articles}
    with open_reader(path, PATIENCE) as store:
        return counts[view](store) if view in counts else _tags(store, article)


def _tags(store: Store, article: str) -> Counted:
    counted = stats.stats(store)
    here = stats.of_article(store, article) if article else {}
    whole = sum(counted.article_tags.values())
    heading = ", ".join(
        (
            several(counted.annotations, "annotation"),
            several(counted.articles, "article"),
            several(counted.claims, "claim"),
            several(counted.relations, "relation"),
            *([several(whole, "article tag")] if whole else []),
        )
    )
    rows = [(path, (number, here.get(path, 0))) for path, number in counted.tags.items()]
    mosts = max(counted.tags.values(), default=0), max(here.values(), default=0)
    names = min(LONGEST, max(map(cell_len, counted.tags), default=0))
    return Counted("tags", heading, rows, len(rows), mosts, names)


def _sources(store: Store) -> Counted:
    found = stats.by_source(store)
    return _shares("sources", f"Annotations by source ({len(found):,})", found, len(found))


def _articles(store: Store) -> Counted:
    total = stats.annotated(store)
    found = stats.most_annotated(store, 0, FIRST)
    return _shares("articles", f"Annotations by article ({total:,})", found, total)


def _shares(view: str, heading: str, found: list[Share], total: int) -> Counted:
    seen = found if view == "sources" else found[:20]
    most = max((one.annotations for one in seen), default=0)
    names = min(LONGEST, max((cell_len(name_of(one)) for one in seen), default=0))
    return Counted(view, heading, found, total, (most, 0), names)


def name_of(share: Share) -> str:
    """What a source or an article is called; an article by its source too."""
    if not share.uid:
        return display_line(share.name) or "no source"
    return display_line(f"{share.source} · {share.name}" if share.source else share.name)
