"""What of the leading article is not its body: each stretch with the reason, and correcting it."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import REGIONS
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.errors import CallError, DataError
from tui.text.regions import Region
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.regions import Regions

ANSWERS = "{choose} go there   {is_body} it is body   {pass_over} pass over or not   {close} leave"


class RegionsScreen(Sheet[None]):
    """The stretches, first those nearest the cursor. Each key acts on the one marked."""

    KEYS = REGIONS

    def __init__(self, regions: "Regions") -> None:
        super().__init__(classes="dialog-screen")
        self.regions = regions
        self.reading = regions.reading

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield Static(self.heading(), classes="dialog-title")
            yield Rows(self.reading.aside.regions, self.row, "all of it is body", id="regions")
            yield OneLine(id="why")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    def heading(self) -> Text:
        """How many there are, and what becomes of them."""
        from tui.app.regions import HOW

        aside = self.reading.aside
        return Text(f"Not body ({len(aside.regions)}): dim, {HOW[aside.skipped]}")

    def row(self, region: Region) -> Text:
        """A row: what it is, and its words."""
        words = self.reading.text[region.start : region.end]
        return Text.assemble((f"{region.kind:<11}", "dim"), display_line(words[:200]))

    @property
    def rows(self) -> Rows[Region]:
        return self.query_one(Rows)

    @property
    def at_hand(self) -> Region:
        return self.reading.aside.regions[self.rows.at]

    def on_mount(self) -> None:
        self.rows.focus()
        ends = [one.end for one in self.reading.aside.regions]
        self.rows.mark(next((at for at, end in enumerate(ends) if end > self.reading.cursor), 0))
        self.show_reason()

    def show_reason(self) -> None:
        """Say why the one at hand is taken for what it is."""
        self.query_one("#why", OneLine).show(Text(display_line(self.at_hand.reason)))

    def on_rows_marked(self) -> None:
        self.show_reason()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.rows.mark(event.index)
        self.regions.go_to(self.at_hand)
        self.dismiss()

    # Keys

    def do_pass_over(self) -> None:
        self.regions.skip()
        self.query_one(".dialog-title", Static).update(self.heading())

    def do_is_body(self) -> None:
        try:
            self.regions.correct(self.at_hand)
        except (CallError, DataError) as error:
            self.app.bell()
            self.query_one("#why", OneLine).show(Text(display_line(str(error))))
            return
        if not self.reading.aside.regions:
            self.dismiss()
            return
        self.rows.show_items(self.reading.aside.regions)
        self.query_one(".dialog-title", Static).update(self.heading())
        self.show_reason()
