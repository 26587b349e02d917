"""What the keys for marking do, and those for the desk itself: a method for each action's name.

An action may raise CallError or DataError; the screen says it, and nothing has changed then.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import clipboard, drawing
from tui.app.drawing import short
from tui.app.finding import Finding
from tui.app.keys import keys_of
from tui.app.narrowing import Narrowing
from tui.app.theme import other
from tui.app.widgets.pane import Pane
from tui.app.widgets.reader import Reader
from tui.errors import CallError, DataError
from tui.model import NOTHING, Annotation
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

    def did(self, words: str, annotation: Annotation | None = None, then: str = "") -> None:
        """Say what was done, how it is taken back, and what can be done next."""
        said = Text.assemble(words, (f" · {keys_of('undo')} undo{then}", "dim"))
        if annotation is not None:
            said.append(f"  “{display_line(annotation.quote)}”", "dim")
        self.screen.telling.say(said)
        self.screen.remembering.soon()

    # Marking

    def tag(self, path: str, attributes: Mapping[str, str] = NOTHING, label: str = "") -> None:
        """Tag the selection or the sentence. The new annotation is the one at hand."""
        reader = self.reader()
        reading = reader.reading
        before = reading.standing
        annotation, new = self.workspace.tag(
            reading.article, reading.target(), path, attributes, label
        )
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
            asks = ", ".join(asked.name for asked in self.workspace.tag_named(path).attributes)
            offer = f" · {keys_of('details')} {display_line(asks)}" if asks else ""
            self.did(f"tagged {name}", annotation, "" if attributes else offer)
        else:
            self.screen.telling.say(f"already tagged {name}")

    def target_words(self) -> str:
        """The words a tag would go on."""
        reading = self.reader().reading
        return reading.text[slice(*reading.target())]

    # Annotations

    def note(self) -> None:
        from tui.app.screens.dialog import NoteDialog

        annotation = self.at_hand()
        self.workspace.refuse_others(annotation)  # before anything is typed, not after
        title = f"Note on {display_line(annotation.tag)} “{short(annotation.quote)}”"

        def keep(note: str) -> None:
            try:
                fresh = self.workspace.set_note(annotation, note)
            except DataError:  # not kept: what was typed must not be lost with it
                self.screen.ask(NoteDialog(title, annotation.note, note), keep)
                raise
            self.show_again(fresh)
            self.did("noted" if note else "took the note off", fresh)

        self.screen.ask(NoteDialog(title, annotation.note), keep)

    def delete(self) -> None:
        if self.screen.query_one("#library").has_focus:
            self.screen.opening.remove()
            return
        annotation = self.at_hand()
        self.workspace.delete(annotation)
        self.reader().reading.chosen = None
        self.show_again(annotation)
        self.did(f"deleted {display_line(annotation.tag.rpartition('/')[2])}", annotation)

    def show_again(self, annotation: Annotation) -> None:
        """Show an annotation that was changed or taken away."""
        for pane in self._panes_of(annotation.article):
            pane.reader.repaint_annotation(annotation)
        self.screen.telling.annotations()

    def copy(self) -> None:
        reading = self.reader().reading
        here = reading.here()
        if reading.pivot is not None or here is None:
            text = clipboard.quotation(self.target_words(), reading.article)
        else:
            text = clipboard.of_annotation(here, reading.article)
        ways = clipboard.copy(text, self.screen.app.copy_to_clipboard)
        if not ways:
            raise CallError("not copied: no clipboard and no terminal to send it to")
        self.screen.telling.say(f"copied to the {ways}: {short(text, 60)}")

    def follow(self) -> None:
        """Go round the annotations this one is related to, opening their article where needed."""
        annotation = self.at_hand()
        related = self.workspace.related(annotation)
        if not related:
            raise CallError("not related to any other annotation")
        relation = related[self._turn(annotation, len(related))]
        self.go_along(relation)

    def _turn(self, annotation: Annotation, number: int) -> int:
        """Which of several relations is next: coming back to an annotation goes on to another."""
        turn = self.screen.turns.get(annotation.uid, -1) + 1
        self.screen.turns[annotation.uid] = turn
        return turn % number

    def go_along(self, relation: drawing.Related) -> None:
        """Go to the other end of a relation."""
        self.screen.work_on(self._follow(relation))

    async def _follow(self, relation: drawing.Related) -> None:
        await self.screen.opening.open(relation.other.article, beside=True)
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
        if self.screen.finding is None:
            in_library = self.screen.query_one("#library").has_focus
            finding = Narrowing(self.screen) if in_library else Finding(self.screen, self.reader())
            self.screen.finding = finding
            self.screen.work_on(finding.open())

    # All

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
        if self.screen.writing.leave():
            self.screen.telling.say(f"still {self.screen.writing.doing}: leaves when it is done")
            return
        self.screen.remembering.now()
        self.screen.app.exit()
