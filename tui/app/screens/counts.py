"""What is marked, counted: by tag in the library and in the article, by source, by article."""

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app import claim_lines
from tui.app.claim_lines import NUMBER, several
from tui.app.paged import Paged
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import COUNTS
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Items, Rows
from tui.errors import DataError
from tui.model import ArticleSummary
from tui.store import stats
from tui.store.stats import Share
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

ANSWERS = "{next_view} tags, sources, articles   {choose} open the article   {close} leave"
VIEWS = ("tags", "sources", "articles")
LONGEST = 30
"""Cells for a name at most."""


class CountsScreen(Sheet[None]):
    """Bars for tags, for sources or for articles. `leading` is the article shown beside all."""

    KEYS = COUNTS

    def __init__(self, desk: "DeskScreen", leading: ArticleSummary | None) -> None:
        super().__init__(classes="dialog-screen")
        self.desk = desk
        self.leading = leading
        self.view = VIEWS[0]
        self.mosts = 0, 0
        self.names = LONGEST

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            yield OneLine(id="columns")
            rows: Rows[Any] = Rows([], self._row, "Nothing is marked yet", id="counts")
            yield rows
            yield OneLine(id="said")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Any]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.rows.focus()
        self.call_after_refresh(self._read)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_columns)

    def _read(self) -> None:
        """Count what the view of the moment shows."""
        try:
            heading, items = getattr(self, f"_{self.view}")()
        except DataError as error:
            self.app.bell()
            self.query_one("#said", OneLine).show(Text(display_line(str(error))))
            return
        self.query_one("#heading", OneLine).show(Text(heading, "bold"))
        self.rows.at = 0
        self.rows.show_items(items)
        self.rows.repaint()
        self._show_columns()

    def _tags(self) -> tuple[str, Items[Any]]:
        store = self.desk.workspace.store
        counted = stats.stats(store)
        here = stats.of_article(store, self.leading.uid) if self.leading else {}
        self.mosts = max(counted.tags.values(), default=0), max(here.values(), default=0)
        self.names = min(LONGEST, max(map(cell_len, counted.tags), default=0))
        heading = ", ".join(
            (
                several(counted.annotations, "annotation"),
                several(counted.articles, "article"),
                several(counted.claims, "claim"),
                several(counted.relations, "relation"),
            )
        )
        rows = [(path, (number, here.get(path, 0))) for path, number in counted.tags.items()]
        return heading, rows

    def _sources(self) -> tuple[str, Items[Any]]:
        found = stats.by_source(self.desk.workspace.store)
        self._fit(found)
        return f"Annotations by source ({len(found):,})", found

    def _articles(self) -> tuple[str, Items[Any]]:
        store = self.desk.workspace.store
        total = stats.annotated(store)
        found = Paged(total, lambda skip, limit: stats.most_annotated(store, skip, limit))
        self._fit([found[index] for index in range(min(20, total))])
        return f"Annotations by article ({total:,})", found

    def _fit(self, shares: list[Share]) -> None:
        self.mosts = max((one.annotations for one in shares), default=0), 0
        self.names = min(LONGEST, max((cell_len(_name(one)) for one in shares), default=0))

    def _show_columns(self) -> None:
        """Name the bars: of the library and of the article; or the keys the bars are made of."""
        if self.view == "tags":
            bars = self._bars()
            line = Text(" " * (2 + self.names + NUMBER - 6)).append("library".ljust(bars + 7))
            if self.leading:
                line.append(" " * (NUMBER - 6)).append(display_line(self.leading.label))
        else:
            tags = [tag for tag in self.desk.workspace.span_tags if tag.key]
            line = Text("   ").join(
                Text.assemble((tag.key, "bold"), f" {display_line(tag.name)}") for tag in tags
            )
        line.stylize("dim")
        self.query_one("#columns", OneLine).show(line)

    def _bars(self) -> int:
        """The cells of one bar."""
        width = self.rows.size.width - self.names - 1
        if self.view != "tags":
            return width - NUMBER - 1
        bars = 2 if self.leading else 1
        return (width - 2) // bars - NUMBER - 1

    def _row(self, item: Any) -> Text:
        look, widths = self.desk.look, (self.names, self._bars())
        if isinstance(item, Share):
            return claim_lines.share_row(_name(item), item.tags, self.mosts[0], widths, look)
        path, (all_, here) = item
        counts = (all_, here) if self.leading else (all_,)
        return claim_lines.tag_counts_row(
            look.tags.get(path), path, counts, self.mosts[: len(counts)], widths, look
        )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        item = event.rows.items[event.index]
        if isinstance(item, Share) and item.uid:
            self.dismiss()
            self.desk.work_on(self.desk.opening.open(item.uid))

    # Keys

    def do_next_view(self) -> None:
        self._turn(1)

    def do_previous_view(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.view = VIEWS[(VIEWS.index(self.view) + by) % len(VIEWS)]
        self._read()


def _name(share: Share) -> str:
    """What a source or an article is called; an article by its source too."""
    if not share.uid:
        return display_line(share.name) or "no source"
    return display_line(f"{share.source} · {share.name}" if share.source else share.name)
