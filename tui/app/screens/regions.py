"""What of the leading article is not its body: each stretch with the reason, and correcting it.

Beside what stands here there are two further lists: the lines that many articles of the source
have, suggested with their count, and what was said of the source.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app.intake_keys import REGIONS
from tui.app.renewing import Touched
from tui.app.screens.refusals import told
from tui.app.screens.sheet import Sheet
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.errors import CallError, DataError
from tui.store.repeated import Repeated
from tui.text.regions import Region, Rule
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.reading import Reading
    from tui.app.regions import Regions

Item = Region | Repeated | Rule
VIEWS = ("here", "repeated", "said")
ANSWERS = {
    "here": "{choose} go there   {is_body} it is body   {reason_is_body} all {kind} lines here\n"
    "{line_of_source} the line in all of the source   {reason_of_source} all {kind} lines of it\n"
    "{pass_over} pass over or not   {undo} undo   {next_view} other lists   {close} leave",
    "repeated": "{line_of_source} not body in all of the source   {choose} the same\n"
    "{undo} undo   {next_view} other lists   {close} leave",
    "said": "{is_body} turn it round   {choose} the same\n"
    "{undo} undo   {next_view} other lists   {close} leave",
}
EMPTY = {
    "here": "all of it is body",
    "repeated": "no line stands in five articles of the source or more",
    "said": "nothing was said of the source",
}


class RegionsScreen(Sheet[None]):
    """The stretches, first those nearest the cursor. Each key acts on the one marked."""

    KEYS = REGIONS

    def __init__(self, regions: "Regions") -> None:
        super().__init__(classes="dialog-screen")
        self.regions = regions
        self.view = VIEWS[0] if self.reading.aside.regions else VIEWS[1]
        self.repeated: list[Repeated] | None = None
        """The lines that repeat; None until they are counted."""

    @property
    def reading(self) -> "Reading":
        """Who reads the leading article: another one after a later text of it came."""
        return self.regions.reading

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield Static(classes="dialog-title")
            yield Rows[Item]([], self.row, EMPTY["here"], id="regions")
            yield OneLine(id="why")
            yield Static(classes="answers")

    def heading(self) -> Text:
        """How many there are, and what becomes of them; what the other lists have."""
        from tui.app.regions import HOW

        aside, source = self.reading.aside, display_line(self.regions.source)
        others = self._others()
        if self.view == "here":
            what = f"Not body ({len(aside.regions)}): dim, {HOW[aside.skipped]}"
        elif self.view == "repeated":
            what = f"Lines that repeat in {source} ({self._number()})"
        else:
            what = f"Said of all articles of {source} ({len(self.items)})"
        return Text.assemble(what, (f"\n{others}" if others else "", "dim"))

    def _number(self) -> str:
        return "counting…" if self.repeated is None else f"{len(self.repeated):,}"

    def _others(self) -> str:
        if not self.regions.source:
            return ""
        names = {
            "here": "not body here",
            "repeated": f"lines that repeat ({self._number()})",
            "said": f"said of the source ({len(self.regions.rules)})",
        }
        others = ", ".join(name for view, name in names.items() if view != self.view)
        return f"{self.KEYS.key('next_view')}: {others}"

    def row(self, item: Item) -> Text:
        """A row: what it is, and its words."""
        if isinstance(item, Region):
            words = self.reading.text[item.start : item.end]
            return Text.assemble((f"{item.kind:<11}", "dim"), display_line(words[:200]))
        if isinstance(item, Repeated):
            return Text.assemble((f"{item.count:>6,}  ", "dim"), display_line(item.line[:200]))
        is_ = "body" if item.body else "not body"
        words = f"{item.value} lines" if item.kind == "reason" else f"“{item.value[:200]}”"
        return Text.assemble((f"{is_:<9}", "dim"), display_line(words))

    @property
    def rows(self) -> Rows[Item]:
        return self.query_one(Rows)

    @property
    def items(self) -> Sequence[Item]:
        """What the list at hand has."""
        if self.view == "here":
            return self.reading.aside.regions
        return (self.repeated or []) if self.view == "repeated" else self.regions.rules

    @property
    def at_hand(self) -> Item | None:
        """What the marked row is about; None in an empty list."""
        return self.rows.items[self.rows.at] if len(self.rows.items) else None

    def on_mount(self) -> None:
        self.rows.focus()
        self.show()
        ends = [one.end for one in self.reading.aside.regions]
        self.rows.mark(next((at for at, end in enumerate(ends) if end > self.reading.cursor), 0))
        self.show_reason()
        if self.regions.source:
            self.run_worker(self._count())

    async def _count(self, said: str = "") -> None:
        """Count the lines that repeat; what was `said` last stands when they are."""
        try:
            self.repeated = await self.regions.repeated()
        except (CallError, DataError) as error:
            self._say(str(error))
            return
        if not self.is_attached:
            return
        if self.view == "repeated":
            self.show()
        self.query_one(".dialog-title", Static).update(self.heading())
        if said:
            self._say(said)

    def show(self) -> None:
        """Bring the list at hand up to date."""
        with told(self, self._say):
            waits = self.view == "repeated" and self.repeated is None
            self.rows.empty = "counting…" if waits else EMPTY[self.view]
            self.rows.show_items(self.items)
            self.rows.repaint()
            self.query_one(".dialog-title", Static).update(self.heading())
        self.show_reason()

    def show_reason(self) -> None:
        """Say why the one at hand is taken for what it is, and what can be done with it."""
        one = self.at_hand
        kind = one.kind if isinstance(one, Region) else ""
        if isinstance(one, Region):
            self._say(one.reason)
        elif isinstance(one, Repeated):
            self._say(f"stands in {one.count:,} articles of {self.regions.source}")
        else:
            self._say(f"said by {one.by}" if one else "")
        words = ANSWERS[self.view].replace("{kind}", kind or "such")
        if not self.regions.source:
            words = words.split("\n")[0] + "\n" + words.split("\n")[-1]
            words = words.replace("   {next_view} other lists", "")
        self.query_one(".answers", Static).update(Text(self.KEYS.foot(words)))

    def _say(self, words: str) -> None:
        self.query_one("#why", OneLine).show(Text(display_line(words)))

    def on_rows_marked(self) -> None:
        self.show_reason()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.rows.mark(event.index)
        one = self.at_hand
        if isinstance(one, Region):
            self.regions.go_to(one)
            self.dismiss()
        elif isinstance(one, Repeated):
            self.do_line_of_source()
        elif one is not None:
            self.do_is_body()

    # Keys

    def do_pass_over(self) -> None:
        self.regions.skip()
        self.query_one(".dialog-title", Static).update(self.heading())

    def do_next_view(self) -> None:
        self._go_by(1)

    def do_previous_view(self) -> None:
        self._go_by(-1)

    def _go_by(self, by: int) -> None:
        with told(self, self._say):
            if not self.regions.source:
                raise CallError("the article has no source: give it one to speak of all its lines")
            self.view = VIEWS[(VIEWS.index(self.view) + by) % len(VIEWS)]
            self.rows.at = 0
            self.show()

    def do_is_body(self) -> None:
        one = self.at_hand
        if isinstance(one, Region):
            self._do(lambda: self.regions.correct(one))
        elif isinstance(one, Rule):
            self._do(lambda: self.regions.give(one.kind, one.value, not one.body))

    def do_reason_is_body(self) -> None:
        one = self.at_hand
        if isinstance(one, Region):
            self._do(lambda: self.regions.correct_reason(one.kind))

    def do_line_of_source(self) -> None:
        """What stands here is body in all of the source; a line that repeats is not."""
        one = self.at_hand
        if isinstance(one, Region):
            self._do(lambda: self.regions.line_is_body(one))
        elif isinstance(one, Repeated):
            self._do(lambda: self._accept(one))

    def _accept(self, one: Repeated) -> str:
        said = self.regions.give("line", one.line, False)
        self.repeated = [other for other in self.repeated or () if other.line != one.line]
        return said

    def do_reason_of_source(self) -> None:
        one = self.at_hand
        if isinstance(one, Region):
            self._do(lambda: self.regions.give("reason", one.kind, True))

    def do_undo(self) -> None:
        self._take_back(self.regions.workspace.undo)

    def do_redo(self) -> None:
        self._take_back(self.regions.workspace.redo)

    def _take_back(self, revert: Callable[[], Touched]) -> None:
        with told(self, self._say):
            touched = revert()
            self.regions.screen.taking_back.show(touched, "")
            self.show()
            self._say(touched.said)
            if self.regions.source:
                self.run_worker(self._count(touched.said))

    def _do(self, deed: Callable[[], str | None]) -> None:
        """Say what is body; the sheet is left where nothing is on it then."""
        with told(self, self._say):
            said = deed()
            if not self.reading.aside.regions and not self.regions.source:
                self.dismiss()
                return
            self.show()
            if said:
                self._say(f"{said} · {self.KEYS.key('undo')} undo")
