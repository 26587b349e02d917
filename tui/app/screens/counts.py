"""What is marked, counted: by tag in the library and in the article, by source, by article."""

import asyncio
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app import claim_lines
from tui.app.claim_lines import NUMBER
from tui.app.counting import VIEWS, Counted, count, name_of
from tui.app.paged import Paged
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import COUNTS
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Items, Rows
from tui.errors import CallError, DataError
from tui.model import ArticleSummary
from tui.store import stats
from tui.store.stats import Share
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

ANSWERS = "{next_view} tags, sources, articles   {choose} open the article   {close} leave"


class CountsScreen(Sheet[None]):
    """Bars for tags, for sources or for articles. `leading` is the article shown beside all."""

    KEYS = COUNTS

    def __init__(self, desk: "DeskScreen", leading: ArticleSummary | None) -> None:
        super().__init__(classes="dialog-screen")
        self.desk = desk
        self.leading = leading
        self.view = VIEWS[0]
        self.counted = Counted()

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
        """Count what the view of the moment shows; meanwhile one can look at another, or leave."""
        self.query_one("#heading", OneLine).show(Text("counting…", "bold"))
        self.run_worker(self._show(self.view), exclusive=True)

    async def _show(self, view: str) -> None:
        path = self.desk.workspace.store.path
        said, heading = self.query_one("#said", OneLine), self.query_one("#heading", OneLine)
        said.show(Text())
        try:
            uid = self.leading.uid if self.leading else ""
            self.counted = await asyncio.to_thread(count, path, view, uid)
        except (CallError, DataError) as error:
            self.app.bell()
            heading.show(Text("not counted", "bold"))
            said.show(Text(display_line(str(error))))
            return
        heading.show(Text(self.counted.heading, "bold"))
        self.rows.at = 0
        self.rows.show_items(self._items(self.counted))
        self.rows.repaint()
        self._show_columns()

    def _items(self, counted: Counted) -> Items[Any]:
        """The rows: those counted already, and further ones as they come into sight."""
        if counted.total == len(counted.rows):
            return counted.rows
        store = self.desk.workspace.store

        def read(skip: int, limit: int) -> list[Share]:
            if skip + limit <= len(counted.rows):
                return counted.rows[skip : skip + limit]
            return stats.most_annotated(store, skip, limit)

        return Paged(counted.total, read)

    def _show_columns(self) -> None:
        """Name the bars: of the library and of the article; or the keys the bars are made of."""
        if self.counted.view == "tags":
            bars = self._bars()
            line = Text(" " * (2 + self.counted.names + NUMBER - 6)).append(
                "library".ljust(bars + 7)
            )
            if self.leading:
                line.append(" " * (NUMBER - 6)).append(display_line(self.leading.label))
        else:
            tags = [tag for tag in self.desk.workspace.span_tags if tag.key]
            line = Text("   ").join(
                Text.assemble((tag.key, "bold"), f" {display_line(tag.name)}") for tag in tags
            )
        self.query_one("#columns", OneLine).show(line)

    def _bars(self) -> int:
        """The cells of one bar."""
        width = self.rows.size.width - self.counted.names - 1
        if self.counted.view != "tags":
            return width - NUMBER - 1
        bars = 2 if self.leading else 1
        return (width - 2) // bars - NUMBER - 1

    def _row(self, item: Any) -> Text:
        look, widths = self.desk.look, (self.counted.names, self._bars())
        if isinstance(item, Share):
            return claim_lines.share_row(
                name_of(item), item.tags, self.counted.mosts[0], widths, look
            )
        path, (all_, here) = item
        counts = (all_, here) if self.leading else (all_,)
        return claim_lines.tag_counts_row(
            look.tags.get(path), path, counts, self.counted.mosts[: len(counts)], widths, look
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
