"""What each key of the desk does: one method for each action of keys.ON_DESK.

An action may raise CallError or DataError; the screen says it, and nothing has changed then.
"""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import clipboard, drawing
from tui.app.arrangement import both_fit
from tui.app.finding import Finding
from tui.app.keys import keys_of
from tui.app.marks import Marks, order
from tui.app.theme import other
from tui.app.widgets.pane import Pane
from tui.app.widgets.panes import MOST
from tui.app.widgets.reader import Reader
from tui.app.widgets.rows import Rows
from tui.app.workspace import Touched
from tui.errors import CallError, DataError
from tui.model import Annotation
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Actions:
    """The actions of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def reader(self) -> Reader:
        """The reader that leads. Raises CallError when no article is open."""
        if self.screen.reader is None:
            raise CallError(f"no article is open: {keys_of('library')} opens the library")
        return self.screen.reader

    def at_hand(self) -> Annotation:
        """The annotation at hand. Raises CallError when there is none."""
        here = self.reader().reading.here()
        if here is None:
            raise CallError(f"no annotation here: {keys_of('next_annotation')} goes to the next")
        return here

    def _panes_of(self, uid: str) -> list[Pane]:
        return [pane for pane in self.screen.panes if pane.uid == uid]

    def _did(self, words: str, annotation: Annotation | None = None) -> None:
        said = Text.assemble(words, (f" · {keys_of('undo')} undo", "dim"))
        if annotation is not None:
            said.append(f"  “{display_line(annotation.quote)}”", "dim")
        self.screen.telling.say(said)
        self.screen.remembering.soon()

    # Marking

    def tag(self, path: str) -> None:
        """Tag the selection or the sentence. The new annotation is the one at hand."""
        reader = self.reader()
        reading = reader.reading
        before = reading.standing
        annotation, new = self.workspace.tag(reading.article, reading.target(), path)
        reading.pivot = None
        reading.leave_letters()
        reading.chosen = annotation.uid
        self.screen.last_tag = path
        for pane in self._panes_of(annotation.article):
            pane.reader.repaint_annotation(annotation)
        reader.show_change(before, tell=False)
        self.screen.telling.annotations()
        name = display_line(self.workspace.tag_named(path).name)
        if new:
            self._did(f"tagged {name}", annotation)
        else:
            self.screen.telling.say(f"already tagged {name}")

    def pick_tag(self) -> None:
        from tui.app.screens.dialog import Choice, Picker

        self.reader()
        choices = [
            Choice(
                tag.path,
                f"{tag.name} {tag.path}",
                Text.assemble(
                    (f" {tag.key or ' '} ", self.screen.look.shades.tint(tag.colour)),
                    f" {display_line(tag.path)}  ",
                    (display_line(tag.meaning), "dim"),
                ),
            )
            for tag in self.workspace.span_tags
        ]
        title = f"Tag “{_short(self._target_words(), 200)}”"
        self.screen.ask(Picker(title, choices), self.tag)

    def _target_words(self) -> str:
        reading = self.reader().reading
        return reading.text[slice(*reading.target())]

    def tag_again(self) -> None:
        if not self.screen.last_tag:
            raise CallError("no tag used yet: press a tag's key first")
        self.tag(self.screen.last_tag)

    # Annotations

    def note(self) -> None:
        from tui.app.screens.dialog import NoteDialog

        annotation = self.at_hand()
        self.workspace.refuse_others(annotation)  # before anything is typed, not after
        title = f"Note on {display_line(annotation.tag)} “{_short(annotation.quote)}”"

        def keep(note: str) -> None:
            try:
                fresh = self.workspace.set_note(annotation, note)
            except DataError:  # not kept: what was typed must not be lost with it
                self.screen.ask(NoteDialog(title, annotation.note, note), keep)
                raise
            self._show_again(fresh)
            self._did("noted" if note else "took the note off", fresh)

        self.screen.ask(NoteDialog(title, annotation.note), keep)

    def delete(self) -> None:
        annotation = self.at_hand()
        self.workspace.delete(annotation)
        self.reader().reading.chosen = None
        self._show_again(annotation)
        self._did(f"deleted {display_line(annotation.tag.rpartition('/')[2])}", annotation)

    def _show_again(self, annotation: Annotation) -> None:
        for pane in self._panes_of(annotation.article):
            pane.reader.repaint_annotation(annotation)
        self.screen.telling.annotations()

    def copy(self) -> None:
        reading = self.reader().reading
        here = reading.here()
        if reading.pivot is not None or here is None:
            text = clipboard.quotation(self._target_words(), reading.article)
        else:
            text = clipboard.of_annotation(here, reading.article)
        ways = clipboard.copy(text, self.screen.app.copy_to_clipboard)
        if not ways:
            raise CallError("not copied: no clipboard and no terminal to send it to")
        self.screen.telling.say(f"copied to the {ways}: {_short(text, 60)}")

    def follow(self) -> None:
        """Go round the annotations this one is related to, opening their article where needed."""
        annotation = self.at_hand()
        related = self.workspace.related(annotation)
        if not related:
            raise CallError("not related to any other annotation")
        relation = related[self._turn(annotation, len(related))]
        self.screen.work_on(self._follow(relation))

    def _turn(self, annotation: Annotation, number: int) -> int:
        """Which of several relations is next: coming back to an annotation goes on to another."""
        turn = self.screen.turns.get(annotation.uid, -1) + 1
        self.screen.turns[annotation.uid] = turn
        return turn % number

    async def _follow(self, relation: drawing.Related) -> None:
        await self.screen.actions.open(relation.other.article, beside=True)
        self.go_to(relation.other)
        words = f"{relation.kind}: {relation.note}" if relation.note else relation.kind
        self.screen.telling.say(display_line(words))

    def go_to(self, annotation: Annotation) -> None:
        """Show an annotation of the leading article and take it in hand."""
        reader = self.reader()
        before = reader.reading.standing
        reader.reading.choose(annotation)
        reader.show_change(before, tell=False)
        self.screen.telling.card()
        self.screen.telling.say("")
        self.screen.remembering.soon()

    # Finding

    def find(self) -> None:
        reader = self.reader()
        if self.screen.finding is None:
            self.screen.finding = Finding(self.screen, reader)
            self.screen.work_on(self.screen.finding.open())

    # Articles

    def next_pane(self) -> None:
        self._lead(1)

    def previous_pane(self) -> None:
        self._lead(-1)

    def _lead(self, by: int) -> None:
        if isinstance(self.screen.focused, Rows):  # from a panel, back to the article
            by = 0
        if self.screen.panes:
            self.screen.lead((self.screen.leading + by) % len(self.screen.panes))
            self.screen.remembering.soon()

    async def open(self, uid: str, beside: bool = False) -> None:
        """Open an article in the leading pane, or beside it; go there if it is open already."""
        there = self.screen.row.of(uid)
        if there is None:
            beside = beside and len(self.screen.panes) < MOST
            place = self.screen.row.place(uid)
            instead = None if beside else self.screen.row.pane
            await self.screen.open_pane(place, instead)
            there = self.screen.row.of(uid)
        if there is not None:
            self.screen.lead(self.screen.panes.index(there))
        self.screen.remembering.soon()

    def beside(self) -> None:
        from tui.app.screens.dialog import Choice, Picker

        if len(self.screen.panes) >= MOST:
            raise CallError(f"four articles are open: {keys_of('close_pane')} closes one")
        closed = [s for s in self.workspace.summaries if self.screen.row.of(s.uid) is None]
        if not closed:
            raise CallError("every article of the library is open")
        choices = [
            Choice(s.uid, f"{s.label} {s.title}", drawing.article_row(s, None)) for s in closed
        ]
        self.screen.ask(Picker("Open beside", choices), self._open_beside)

    def _open_beside(self, uid: str) -> None:
        self.screen.work_on(self.open(uid, beside=True))

    def close_pane(self) -> None:
        pane = self.screen.row.pane
        if pane is None:
            raise CallError("no article is open")
        self.screen.work_on(self.screen.close_pane(pane))
        self.screen.remembering.soon()

    def library(self) -> None:
        self.screen.library_wanted = not self._in_panel("library")
        if self.screen.library_wanted and not both_fit(self.screen.size.width):
            self.screen.annotations_wanted = None
        self._show_panel("library")

    def annotations(self) -> None:
        self.screen.annotations_wanted = not self._in_panel("annotations")
        if self.screen.annotations_wanted and not both_fit(self.screen.size.width):
            self.screen.library_wanted = None
        self._show_panel("annotations")

    def _in_panel(self, name: str) -> bool:
        """Whether the keys are in a side panel: the key that opened it then closes it."""
        return self.screen.query_one(f"#{name}", Rows).has_focus

    def _show_panel(self, name: str) -> None:
        self.screen.fit()
        self.screen.telling.all()
        rows = self.screen.query_one(f"#{name}", Rows)
        if self.screen.query_one(f"#{name}-side").display:
            rows.focus()
        else:
            self.screen.lead(self.screen.leading)
        self.screen.remembering.soon()

    # All

    def undo(self) -> None:
        self._after(self.workspace.undo(), f"{keys_of('redo')} redo")

    def redo(self) -> None:
        self._after(self.workspace.redo(), f"{keys_of('undo')} undo")

    def _after(self, touched: Touched, back: str) -> None:
        for uid in touched.articles:
            for pane in self._panes_of(uid):
                pane.reader.repaint_all()
        gone = [p for p in self.screen.panes if self.workspace.summary(p.uid) is None]
        for pane in gone:
            self.screen.work_on(self.screen.close_pane(pane))
        self.screen.telling.all()
        self._show_first(touched.annotations)
        self.screen.telling.say(Text.assemble(display_line(touched.said), (f" · {back}", "dim")))

    def _show_first(self, uids: frozenset[str]) -> None:
        """Go to the first of these annotations that is there in the leading article."""
        marks = self.screen.reader.reading.marks if self.screen.reader else Marks()
        there = [one for one in map(marks.get, uids) if one is not None]
        if there:
            self.go_to(min(there, key=order))

    def keys(self) -> None:
        from tui.app.screens.dialog import KeysDialog

        self.screen.app.push_screen(KeysDialog(self.workspace.span_tags, self.screen.look.shades))

    def palette(self) -> None:
        self.screen.app.action_command_palette()

    def theme(self) -> None:
        self.screen.app.theme = other(self.screen.app.theme)
        self.screen.show_theme()
        self.screen.remembering.soon()

    def suspend(self) -> None:
        self.screen.app.action_suspend_process()

    def leave(self) -> None:
        self.screen.remembering.now()
        self.screen.app.exit()


def _short(words: str, length: int = 40) -> str:
    """Some words cut to a length, safe to show on one line."""
    line = display_line(words)
    return line if len(line) <= length else line[: length - 1] + "…"
