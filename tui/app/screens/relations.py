"""The relations of one annotation: going to the other end, their notes, taking them away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app import claim_lines
from tui.app.renewing import Touched
from tui.app.screens.dialog import NoteDialog
from tui.app.screens.refusals import told
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import RELATIONS
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.errors import DataError
from tui.model import Annotation, Relation
from tui.store import annotations, relations
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.relating import Relating

ANSWERS = "{choose} go there   {note} note   {delete} delete   {undo} undo   {close} leave"


class RelationsScreen(Sheet[None]):
    """What one annotation is related to, and how."""

    KEYS = RELATIONS

    def __init__(self, room: "Relating", annotation: Annotation) -> None:
        super().__init__(classes="dialog-screen")
        self.room = room
        self.workspace = room.workspace
        self.store = room.workspace.store
        self.annotation = annotation
        self.found: list[Relation] = []
        self.others: dict[str, Annotation] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            words = claim_lines.cut(self.annotation.quote, 120)
            yield Static(Text(f"Relations of “{words}”"), classes="dialog-title")
            yield Rows(self.found, self._row, "none any more", id="relations")
            yield Card(id="pair")
            yield OneLine(id="said")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Relation]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.rows.focus()
        self.call_after_refresh(self._read)

    def other(self, relation: Relation) -> Annotation:
        """The other end of a relation."""
        forward = relation.source == self.annotation.uid
        return self.others[relation.target if forward else relation.source]

    def _row(self, relation: Relation) -> Text:
        other, look = self.other(relation), self.room.screen.look
        label = self.room.label(other)
        return claim_lines.relation_row(relation, self.annotation.uid, other, label, look)

    def _read(self) -> None:
        with told(self, self._say):
            known = relations.of_annotation(self.store, self.annotation.uid)
            ends = {uid for one in known for uid in (one.source, one.target)}
            self.others = {one.uid: one for one in annotations.with_uids(self.store, sorted(ends))}
            self.found = known
            self.rows.show_items(known)
            self.rows.repaint()
        self._show_words()

    def _show_words(self) -> None:
        text = Text()
        if self.found:
            relation = self.found[self.rows.at]
            here, other = self.annotation.quote, self.other(relation).quote
            first, second = (
                (here, other) if relation.source == self.annotation.uid else (other, here)
            )
            text.append(f"“{display_line(first)}”\n")
            text.append(f"{display_line(relation.kind)} ", "bold")
            text.append(f"“{display_line(second)}”\n")
            for line in relation.note.splitlines():
                text.append(f"✎ {display_line(line)}\n")
            text.append(display_line(relation.annotator), "dim")
        self.query_one(Card).show(text)

    def _say(self, words: str) -> None:
        self.query_one("#said", OneLine).show(Text(display_line(words)))

    def on_rows_marked(self) -> None:
        self._say("")
        self._show_words()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.dismiss()
        self.room.go_to(self.other(self.found[event.index]))

    # Keys

    def do_undo(self) -> None:
        self._take_back(self.workspace.undo)

    def do_redo(self) -> None:
        self._take_back(self.workspace.redo)

    def do_note(self) -> None:
        self._with(self._note)

    def do_delete(self) -> None:
        self._with(self._delete)

    def _with(self, deed: Callable[[Relation], None]) -> None:
        """Do something with the relation at hand, if there is one."""
        with told(self, self._say):
            if self.found:
                deed(self.found[self.rows.at])

    def _note(self, relation: Relation, typed: str | None = None) -> None:
        relations.mine(self.store, relation.uid)  # before anything is typed, not after

        def answered(note: str | None) -> None:
            with told(self, self._say):
                if note is not None:
                    keep(note)

        def keep(note: str) -> None:
            try:
                relations.change(self.store, relation.uid, note=note)
            except DataError:  # not kept: what was typed must not be lost with it
                self._note(relation, note)
                raise
            self._did(relation, "noted" if note else "took the note off")

        title = f"Note on the relation {display_line(relation.kind)}"
        self.app.push_screen(NoteDialog(title, relation.note, typed), answered)

    def _delete(self, relation: Relation) -> None:
        relations.remove(self.store, [relation.uid])
        self._did(relation, "deleted")

    def _did(self, relation: Relation, verb: str) -> None:
        self.room.show(self.annotation, self.other(relation))
        self._read()
        self._say(f"{verb} · {self.KEYS.key('undo')} undo  {relation.kind}")

    def _take_back(self, revert: Callable[[], Touched]) -> None:
        with told(self, self._say):
            touched = revert()
            self.room.screen.taking_back.show(touched, "")
            self._read()
            self._say(touched.said)
