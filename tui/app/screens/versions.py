"""The texts an article has had: which there are, what is on each, and reading them."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app import drawing
from tui.app.claim_lines import several
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import VERSIONS
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.errors import CallError, DataError
from tui.model import ArticleSummary
from tui.store import annotations
from tui.store.versions import Version
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.later_texts import LaterTexts

ANSWERS = "{choose} read it   {changes} what changed since   {close} leave"


class VersionsScreen(Sheet[None]):
    """The texts of one article, the one it has now first, and what is on the one at hand."""

    KEYS = VERSIONS

    def __init__(
        self, later_texts: "LaterTexts", article: ArticleSummary, texts: list[Version]
    ) -> None:
        super().__init__(classes="dialog-screen")
        self.later_texts = later_texts
        self.article = article
        self.texts = texts

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            heading = f"Texts of {display_line(self.article.label)} ({len(self.texts)})"
            yield Static(Text(heading), classes="dialog-title")
            yield Rows(self.texts, self._row, "", id="texts")
            yield Card(id="on-it")
            yield OneLine(id="said")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Version]:
        return self.query_one(Rows)

    @property
    def at_hand(self) -> Version:
        return self.texts[self.rows.at]

    def on_mount(self) -> None:
        self.rows.focus()
        self.rows.mark(1)  # the one before the text that is read on the desk
        self._show_annotations()

    def _row(self, version: Version) -> Text:
        """A row: the number for `claimdesk show --text`, when it came, what is on it, its file."""
        number = len(self.texts) - self.texts.index(version)
        moment = version.added[:16].replace("T", " ")
        row = Text.assemble((f"{number:>2}  ", "bold"), (f"{moment}  ", "dim"))
        row.append("now  " if version.current else "", "bold")
        row.append(f"{several(version.annotations, 'annotation')}  {display_line(version.file)}")
        return row.append(f"  {version.length:,} characters", "dim")

    def _show_annotations(self) -> None:
        """Show what is on the text at hand."""
        store, look = self.later_texts.workspace.store, self.later_texts.screen.look
        card = Text()
        try:
            on_it = annotations.of_text(store, self.article.uid, self.at_hand.sha256)
        except DataError as error:
            on_it = []
            card = Text(display_line(str(error)))
        rows = [drawing.annotation_row(one, look) for one in on_it]
        self.query_one(Card).show(Text("\n").join(rows) if rows else card)

    def on_rows_marked(self) -> None:
        self.query_one("#said", OneLine).show(Text())
        self._show_annotations()

    def on_rows_more(self, event: Rows.More) -> None:
        self.query_one(Card).scroll_relative(y=event.lines, animate=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.rows.mark(event.index)
        if self.at_hand.current:  # it is read on the desk
            self.dismiss()
        else:
            self._read(compared=False)

    def do_changes(self) -> None:
        self._read(compared=True)

    def _read(self, compared: bool) -> None:
        try:
            self.later_texts.read(self.article.uid, self.at_hand.sha256, compared=compared)
        except (CallError, DataError) as error:
            self.app.bell()
            self.query_one("#said", OneLine).show(Text(display_line(str(error))))
