"""The desk: library, panes side by side, annotations, and the lines at the foot."""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen, Screen

from tui.app import drawing
from tui.app.actions import Actions
from tui.app.aligning import Aligning
from tui.app.arrangement import Arrangement, arrange
from tui.app.following import Following
from tui.app.keys import IN_ARTICLE, desk_keys, keys_of
from tui.app.marking import Marking
from tui.app.opening import Opening
from tui.app.painting import Look
from tui.app.panels import Panels
from tui.app.reading import Reading
from tui.app.remembering import Remembering
from tui.app.rooms import deeds
from tui.app.taking_back import TakingBack
from tui.app.telling import Telling
from tui.app.theme import shades
from tui.app.trail import Trail
from tui.app.view import PaneView, View
from tui.app.widgets.card import Card
from tui.app.widgets.differing import Differing
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.pane import Pane
from tui.app.widgets.panes import Panes
from tui.app.widgets.reader import Reader
from tui.app.widgets.rows import Rows
from tui.app.workspace import Workspace
from tui.app.writing import Writing
from tui.errors import CallError, DataError
from tui.model import Annotation, ArticleSummary

if TYPE_CHECKING:
    from tui.app.finding import Finding
    from tui.app.narrowing import Narrowing
    from tui.app.widgets.typed import FindBar

ARTICLE_ACTIONS = {action.name for action in IN_ARTICLE}


class DeskScreen(Screen[None]):
    """The one screen a reader works in. It hands each action to `Actions`."""

    AUTO_FOCUS = ""  # without an article, Textual would give the keys to a library out of sight

    def __init__(
        self, workspace: Workspace, remembered: View, view_file: Path, show: list[str]
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.library_wanted = remembered.library
        self.annotations_wanted = remembered.annotations
        self.comfort = remembered.comfort
        self.trail = Trail(remembered.bookmarks, remembered.read)
        self.last_tag = remembered.last_tag
        self.suggestions_wanted = remembered.suggestions
        self.row = Panes(dict(remembered.places), id="panes")
        self.actions = Actions(self)
        self.opening = Opening(self)
        self.taking_back = TakingBack(self)
        self.marking = Marking(self)
        self.remembering = Remembering(self, view_file)
        self.telling = Telling(self)
        self.writing = Writing(self)
        self.panels = Panels(self)
        self.following = Following(self, remembered.compares)
        self.aligning = Aligning(self)
        self.deeds = deeds(self)
        self._look: Look | None = None
        self.turns: dict[str, int] = {}  # how often one went on from an annotation to another
        self.finding: Finding | Narrowing | None = None
        self._not_opened: Exception | None = None
        self._first, self._first_focus = self.row.first(remembered, show, workspace)

    def compose(self) -> ComposeResult:
        for place in self._first:
            try:
                self.row.open.append(self._pane_at(place))
            except (CallError, DataError) as error:
                self._not_opened = error
        self.row.leading = max(0, min(self._first_focus, len(self.panes) - 1))
        fits = self._fitting(self.app.size.width)  # so that the first layout is the one that stays
        with Horizontal(id="body"):
            with Vertical(id="library-side") as library:
                library.display = fits.library
                yield OneLine(id="library-heading", classes="heading")
                yield Rows(
                    self.workspace.library,
                    self.article_row,
                    f"none yet: {keys_of('add_articles')} adds some",
                    id="library",
                )
            yield self.row
            with Vertical(id="annotations-side") as annotations:
                annotations.display = fits.annotations
                yield OneLine(id="annotations-heading", classes="heading")
                yield Rows[Annotation]([], self._annotation_row, "none yet", id="annotations")
                yield Card(id="card")
        yield Differing(id="differing")
        yield OneLine(id="status")
        yield OneLine(id="tags")
        yield OneLine(id="hints")

    def on_mount(self) -> None:
        self.lead(self.leading)
        self.telling.first(self._not_opened)

    # Panes

    @property
    def look(self) -> Look:
        """How annotations are painted, in the theme of the moment."""
        if self._look is None:
            tags = {tag.path: tag for tag in self.workspace.tags}
            self._look = Look(shades(self.app.theme), tags, self.app.no_color, self.comfort)
        return self._look

    @property
    def message(self) -> Text:
        """What the status line says until the next move."""
        return self.telling.message

    @property
    def panes(self) -> list[Pane]:
        """The open panes, from left to right."""
        return self.row.open

    @property
    def leading(self) -> int:
        """The place of the pane that leads."""
        return self.row.leading

    @property
    def reader(self) -> Reader | None:
        """The reader that leads, None when no article is open."""
        return self.row.pane.reader if self.row.pane else None

    async def open_pane(self, place: PaneView, instead: Pane | None = None) -> None:
        """Open an article in a pane of its own, or instead of what another pane shows."""
        await self.row.add(self._pane_at(place), instead)

    def _pane_at(self, place: PaneView) -> Pane:
        article = self.workspace.article(place.article)
        reading = Reading(article, self.workspace.marks(place.article), place.cursor)
        reading.aside = self.workspace.asides.of(article)
        return Pane(reading, self.look, place.top)

    async def close_pane(self, pane: Pane) -> None:
        """Close a pane; the one beside it leads."""
        await self.row.close(pane)
        self.lead(self.leading)

    def lead(self, index: int) -> None:
        """Make a pane the one that leads, and give it the keys."""
        self.row.leading = max(0, index)
        self.fit()
        if self.reader is not None:
            self.set_focus(self.reader)
        else:
            self.set_focus(None)
        self.telling.all()

    def fit(self) -> None:
        """Show as many panes and panels as there is room for."""
        fits = self._fitting(self.size.width)
        self.query_one("#library-side").display = fits.library
        self.query_one("#annotations-side").display = fits.annotations
        empty = drawing.nothing_open(self.workspace.has_articles)
        self.row.fit(fits.panes, fits.stacked, self.following.comparing, empty)

    def _fitting(self, width: int) -> Arrangement:
        lines = self.app.size.height if self.following.comparing else 0
        wanted = self.library_wanted, self.annotations_wanted
        return arrange(width, len(self.panes), *wanted, compared_on=lines)

    def on_resize(self) -> None:
        self.fit()
        self.telling.all()

    def article_row(self, summary: ArticleSummary) -> Text:
        """A row of the library: with its pane's number where the article is open."""
        pane = self.row.of(summary.uid)
        number = self.panes.index(pane) + 1 if pane else None
        now = self.workspace.summary(summary.uid) or summary
        return drawing.article_row(now, number, self.trail.bar(summary.uid))

    def _annotation_row(self, annotation: Annotation) -> Text:
        return drawing.annotation_row(annotation, self.look)

    def show_theme(self) -> None:
        """Paint everything in the theme just chosen."""
        self._look = None
        for rows in self.query(Rows):
            rows.repaint()
        for pane in self.panes:
            pane.reader.set_look(self.look)
        self.telling.all()

    # Keys and messages

    @property
    def is_opening(self) -> bool:
        """Whether the find line was asked for and cannot take keys yet, or is on its way out."""
        return self.finding is not None and not self.finding.is_open

    def take_key(self, name: str) -> bool:
        """Do what a key does on the desk. Returns whether it does anything there."""
        focused = self.focused
        if focused is not None and not isinstance(focused, Reader | Rows):
            return False
        if self.marking.tag_keys.held:
            return self.marking.take_key(name)
        if focused is not None and focused.take_key(name):
            if isinstance(focused, Reader):
                self.follow()
            return True
        if name in desk_keys():
            self.do(desk_keys()[name])
            return True
        return not isinstance(focused, Rows) and self.marking.take_key(name)

    def do(self, name: str) -> None:
        """Do an action of the key table by name."""
        if name in ARTICLE_ACTIONS:
            if self.reader is not None:
                self.set_focus(self.reader)
                self.reader.perform(name)
                self.follow()
            return
        self.attempt(self.deeds[name])

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something that may be refused; a refusal is said and changes nothing."""
        try:
            what()
        except (CallError, DataError) as error:
            self.telling.complain(error)

    def ask(self, dialog: ModalScreen[str | None], then: Callable[[str], None]) -> None:
        """Open a dialog and do something with its answer, if there is one."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.attempt(lambda: then(answer))

        self.app.push_screen(dialog, answered)

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        if self.finding is not None:
            self.finding.look_for(event.query)

    async def on_find_bar_done(self, event: "FindBar.Done") -> None:
        if self.finding is not None and self.finding.is_open:
            await self.finding.end(event.kept, event.selects)
            self.finding = None

    def work_on(self, deed: Coroutine[object, object, None]) -> None:
        """Do something that takes the screen a while; a refusal is said, as by `attempt`."""

        async def attempted() -> None:
            try:
                await deed
            except (CallError, DataError) as error:
                self.telling.complain(error)

        self.run_worker(attempted())

    def follow(self) -> None:
        """The reader moved: tell where they are now, and no longer what was said before."""
        self.telling.message = Text()
        self.telling.card()
        self.telling.status()
        self.remembering.soon()

    def on_reader_scrolled(self) -> None:
        self.remembering.soon()

    def on_reader_moved(self, event: Reader.Moved) -> None:
        self.marking.leave_prefix()
        if event.reader is self.reader:
            self.follow()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for index, pane in enumerate(self.panes):
            if pane.reader is event.widget and index != self.leading:
                self.row.leading = index
                self.telling.all()
        self.telling.status()

    def on_mouse_up(self) -> None:
        """Give the pane that a click made lead its room; before, words would move under a drag."""
        self.fit()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.panels.chosen(event.rows, event.index)

    def on_rows_marked(self, event: Rows.Marked) -> None:
        self.panels.marked(event.rows, event.index)

    def on_rows_more(self, event: Rows.More) -> None:
        self.panels.more(event.rows, event.lines)

    def on_rows_left(self, event: Rows.Left) -> None:
        self.panels.left(event.rows)

    def on_unmount(self) -> None:
        with suppress(OSError):  # there is no line left to say it on
            self.remembering.write()
