"""The desk: library, panes side by side, annotations, and the lines at the foot."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.timer import Timer
from textual.widgets import Static

from tui.app import drawing, view
from tui.app.actions import Actions
from tui.app.arrangement import arrange
from tui.app.keys import IN_ARTICLE, ON_DESK, by_key, key_name, keys_of
from tui.app.marks import Marks
from tui.app.painting import Look
from tui.app.reading import Reading
from tui.app.theme import shades
from tui.app.view import PaneView, View
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.pane import Pane
from tui.app.widgets.reader import Reader
from tui.app.widgets.rows import Rows
from tui.app.workspace import Workspace
from tui.errors import CallError, DataError
from tui.model import Annotation, ArticleSummary
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.widgets.find_bar import FindBar

KEYS = by_key(ON_DESK)
ARTICLE_ACTIONS = {action.name for action in IN_ARTICLE}
MOST_PANES = 4
REMEMBER_AFTER = 0.2
"""Seconds after the last move until the view is written: a kill loses no more than that."""


class DeskScreen(Screen[None]):
    """The one screen a reader works in. It hands each action to `Actions`."""

    def __init__(
        self, workspace: Workspace, remembered: View, view_file: Path, show: list[str]
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.view_file = view_file
        self.library_wanted = remembered.library
        self.annotations_wanted = remembered.annotations
        self.last_tag = remembered.last_tag
        self.places = dict(remembered.places)
        self.actions = Actions(self)
        self.panes: list[Pane] = []
        self.leading = 0
        self.message = Text()
        self._first = self._first_panes(remembered, show)
        self._first_focus = 0 if show else remembered.focus
        self.turns: dict[str, int] = {}
        """How often the reader went on from an annotation to a related one."""
        self._remembering: Timer | None = None

    def _first_panes(self, remembered: View, show: list[str]) -> list[PaneView]:
        """The articles to open: those named, else those open last time, else the first two."""
        known = {summary.uid for summary in self.workspace.summaries}
        if show:
            return [self.place(uid) for uid in dict.fromkeys(show)][-MOST_PANES:]
        panes = [pane for pane in remembered.panes if pane.article in known]
        return panes or [self.place(summary.uid) for summary in self.workspace.summaries[:2]]

    def place(self, uid: str) -> PaneView:
        """Where the reader of an article was last."""
        return PaneView(uid, *self.places.get(uid, (0, 0)))

    def compose(self) -> ComposeResult:
        with Horizontal(id="body"):
            with Vertical(id="library-side"):
                yield OneLine(id="library-heading", classes="heading")
                yield Rows(
                    self.workspace.summaries,
                    self._article_row,
                    "none yet: claimdesk add FILE",
                    id="library",
                )
            yield Horizontal(id="panes")
            with Vertical(id="annotations-side"):
                yield OneLine(id="annotations-heading", classes="heading")
                yield Rows[Annotation]([], self._annotation_row, "none yet", id="annotations")
                with VerticalScroll(id="card", can_focus=False):
                    yield Static(id="card-text")
        yield OneLine(id="status")
        yield OneLine(id="tags")
        yield OneLine(id="hints")

    async def on_mount(self) -> None:
        for pane in self._first:
            await self.open_pane(pane)
        self.lead(min(self._first_focus, len(self.panes) - 1))

    # Panes

    @property
    def look(self) -> Look:
        tags = {tag.path: tag for tag in self.workspace.tags}
        return Look(shades(self.app.theme), tags, self.app.no_color)

    @property
    def pane(self) -> Pane | None:
        """The pane that leads, None when none is open."""
        return self.panes[self.leading] if self.panes else None

    @property
    def reader(self) -> Reader | None:
        return self.pane.reader if self.pane else None

    async def open_pane(self, place: PaneView, instead: Pane | None = None) -> None:
        """Open an article in a pane of its own, or instead of what another pane shows."""
        article = self.workspace.article(place.article)
        reading = Reading(article, self.workspace.marks(place.article), place.cursor)
        pane = Pane(reading, self.look, self.workspace.tag_keys(), place.top)
        if instead is None:
            self.panes.append(pane)
            await self.query_one("#panes").mount(pane)
            return
        index = self.panes.index(instead)
        self.keep_place(instead)
        self.panes[index] = pane
        await self.query_one("#panes").mount(pane, after=instead)
        await instead.remove()

    async def close_pane(self, pane: Pane) -> None:
        """Close a pane; where its reader was is remembered."""
        self.keep_place(pane)
        self.panes.remove(pane)
        await pane.remove()
        self.lead(min(self.leading, len(self.panes) - 1))

    def keep_place(self, pane: Pane) -> None:
        """Remember where the reader of a pane stands, for when the article is opened again."""
        reading = pane.reader.reading
        self.places[reading.article.uid] = (reading.cursor, pane.reader.top)

    def panes_of(self, uid: str) -> list[Pane]:
        """Every pane an article is open in."""
        return [pane for pane in self.panes if pane.uid == uid]

    def pane_of(self, uid: str) -> Pane | None:
        """The pane an article is open in."""
        return next(iter(self.panes_of(uid)), None)

    def lead(self, index: int) -> None:
        """Make a pane the one that leads, and give it the keys."""
        self.leading = max(0, index)
        self.fit()
        if self.reader is not None:
            self.reader.focus()
        self.show_lines()

    def fit(self) -> None:
        """Show as many panes and panels as there is room for."""
        fits = arrange(
            self.size.width, len(self.panes), self.library_wanted, self.annotations_wanted
        )
        self.query_one("#library-side").display = fits.library
        self.query_one("#annotations-side").display = fits.annotations
        first = max(0, min(self.leading, len(self.panes) - fits.panes))
        if self.leading >= first + fits.panes:
            first = self.leading - fits.panes + 1
        for index, pane in enumerate(self.panes):
            pane.display = first <= index < first + fits.panes
            pane.set_class(index > first, "ruled")

    def on_resize(self) -> None:
        self.fit()
        self.show_lines()

    # Lines and panels

    def say(self, words: str | Text) -> None:
        """Say what just happened, until the next move."""
        self.message = words if isinstance(words, Text) else Text(words)
        self.show_status()

    def complain(self, error: Exception) -> None:
        """Say why something was not done. Nothing was lost."""
        self.app.bell()
        self.say(Text(display_line(str(error)), self.look.shades.complaint))

    def show_lines(self) -> None:
        """Bring every line and panel up to date."""
        self.query_one("#tags", OneLine).show(
            drawing.tag_bar(self.workspace.span_tags, self.look, self.size.width)
        )
        for index, pane in enumerate(self.panes):
            summary = self.workspace.summary(pane.uid)
            if summary is not None:
                pane.show_title(index + 1, summary, index == self.leading)
        library = self.query_one("#library", Rows)
        library.show_items(self.workspace.summaries)
        self.query_one("#library-heading", OneLine).show(
            Text(f"Library ({len(self.workspace.summaries)})")
        )
        self.show_annotations()
        self.show_status()

    def show_annotations(self) -> None:
        """Bring the panel of the leading article's annotations up to date."""
        marks = self.reader.reading.marks if self.reader else Marks()
        self.query_one("#annotations", Rows).show_items(marks)
        self.query_one("#annotations-heading", OneLine).show(Text(f"Annotations ({len(marks)})"))
        self.show_card()

    def show_card(self) -> None:
        """Show the annotation at hand, in the panel or, without it, in the status line."""
        here = self.reader.reading.here() if self.reader else None
        if not self.query_one("#annotations-side").display:
            return
        related = self.workspace.related(here) if here else []
        self.query_one("#card-text", Static).update(drawing.card(here, related, self.look))
        if here is not None and self.reader is not None:
            self.query_one("#annotations", Rows).mark(self.reader.reading.marks.index(here.uid))

    def show_status(self) -> None:
        """Bring the status line and the hints up to date."""
        width = self.size.width
        reader = self.reader
        right, left, situation = "", self.message, "empty"
        if reader is not None:
            reading = reader.reading
            share = round(100 * reading.cursor / max(1, len(reading.text) - 1))
            right = f"article {self.leading + 1} of {len(self.panes)} · {share} %"
            here = reading.here()
            situation = self._situation(reader, here)
            if not left and here is not None:
                left = drawing.at_hand(here, self.look)
        self.query_one("#status", OneLine).show(drawing.status(left, right, width))
        self.query_one("#hints", OneLine).show(drawing.hints(situation, width))

    def _situation(self, reader: Reader, here: Annotation | None) -> str:
        if isinstance(self.focused, Rows):
            return "panel"
        if reader.reading.letters:
            return "letters"
        if reader.reading.pivot is not None:
            return "selecting"
        return "annotation" if here else "reading"

    def _article_row(self, summary: ArticleSummary) -> Text:
        pane = self.pane_of(summary.uid)
        number = self.panes.index(pane) + 1 if pane else None
        return drawing.article_row(self.workspace.summary(summary.uid) or summary, number)

    def _annotation_row(self, annotation: Annotation) -> Text:
        return drawing.annotation_row(annotation, self.look)

    def show_theme(self) -> None:
        """Paint everything in the theme just chosen."""
        for pane in self.panes:
            pane.reader.set_look(self.look)
        self.show_lines()

    # Keys and messages

    def on_key(self, event: events.Key) -> None:
        name = KEYS.get(key_name(event))
        if name is not None:
            event.stop()
            event.prevent_default()
            self.do(name)

    def do(self, name: str) -> None:
        """Do an action of the key table by name."""
        if name in ARTICLE_ACTIONS:
            if self.reader is not None:
                self.reader.focus()
                self.reader.perform(name)
            return
        self.attempt(getattr(self.actions, name))

    def attempt(self, what: Callable[[], None]) -> None:
        """Do something that may be refused; a refusal is said and changes nothing."""
        try:
            what()
        except (CallError, DataError) as error:
            self.complain(error)

    def doing(self, name: str) -> Callable[[], None]:
        """An action as something to be called later."""
        return lambda: self.do(name)

    def tagging(self, path: str) -> Callable[[], None]:
        """Tagging as something to be called later."""
        return lambda: self.attempt(lambda: self.actions.tag(path))

    def ask(self, dialog: ModalScreen[str | None], then: Callable[[str], None]) -> None:
        """Open a dialog and do something with its answer, if there is one."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.attempt(lambda: then(answer))

        self.app.push_screen(dialog, answered)

    async def open_find(self) -> None:
        """Put the find line in the place of the status line."""
        from tui.app.widgets.find_bar import FindBar

        if not self.query(FindBar):
            self.query_one("#status").display = False
            bar = FindBar(self.reader.reading.cursor if self.reader else 0)
            await self.mount(bar, before="#status")
            bar.focus()

    def on_find_bar_typed(self, event: "FindBar.Typed") -> None:
        if self.reader is not None:
            found = self.reader.find(event.query, event.origin)
            self.message = Text(f"{found} found" if event.query else "")
            self.show_card()

    async def on_find_bar_done(self, event: "FindBar.Done") -> None:
        from tui.app.widgets.find_bar import FindBar

        await self.query(FindBar).remove()
        self.query_one("#status").display = True
        if self.reader is not None:
            self.reader.focus()
            if not event.kept:
                self.reader.find("", event.origin)
        words = f"{keys_of('next_match')} next · {keys_of('cancel')} leave the find"
        self.say(Text.assemble(self.message, (f" · {words}", "dim")) if event.kept else "")

    def on_reader_mark(self, event: Reader.Mark) -> None:
        self.attempt(lambda: self.actions.tag(event.tag))

    def on_reader_moved(self, event: Reader.Moved) -> None:
        if event.reader is self.reader:
            self.message = Text()
            self.show_card()
            self.show_status()
        self.remember_soon()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for index, pane in enumerate(self.panes):
            if pane.reader is event.widget and index != self.leading:
                self.leading = index
                self.show_lines()
        self.show_status()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        if event.rows.id == "library":
            self.library_wanted = None
            self.run_worker(self.actions.open(self.workspace.summaries[event.index].uid))
        elif self.reader is not None:
            self.actions.go_to(self.reader.reading.marks[event.index])

    def on_rows_marked(self, event: Rows.Marked) -> None:
        if event.rows.id == "annotations" and self.reader is not None:
            self.actions.go_to(self.reader.reading.marks[event.index])

    def on_rows_left(self, event: Rows.Left) -> None:
        """Back to the article; a panel there is no room for goes away."""
        if event.rows.id == "library":
            self.library_wanted = None
        else:
            self.annotations_wanted = None
        self.lead(self.leading)

    # Remembering

    def remember_soon(self) -> None:
        """Write the view a moment after the last of a run of moves."""
        if self._remembering is None:
            self._remembering = self.set_timer(REMEMBER_AFTER, self.remember)

    def remember(self) -> None:
        """Write the view now. Where that fails the desk goes on, and says so."""
        if self._remembering is not None:
            self._remembering.stop()
            self._remembering = None
        try:
            view.save(self.view_file, self.current_view())
        except OSError as error:
            self.say(f"the view is not remembered: {self.view_file}: {error.strerror}")

    def current_view(self) -> View:
        """How the desk looks now."""
        for pane in self.panes:
            self.keep_place(pane)
        uids: Iterable[str] = (pane.uid for pane in self.panes)
        return View(
            panes=tuple(self.place(uid) for uid in uids),
            focus=self.leading,
            library=self.library_wanted,
            annotations=self.annotations_wanted,
            theme=self.app.theme,
            last_tag=self.last_tag,
            places=self.places,
        )

    def on_unmount(self) -> None:
        self.remember()
