"""The sheet of all claims: what is on each, going there, rewording, merging."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.app import claim_lines
from tui.app.keys import keys_of
from tui.app.paged import Paged
from tui.app.renewing import Touched
from tui.app.screens.claim_picker import ClaimPicker
from tui.app.screens.dialog import Choice, NoteDialog
from tui.app.screens.refusals import told
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import CLAIMS, CLAIMS_LINE
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.app.widgets.typed import Line
from tui.errors import CallError, DataError
from tui.store import claims
from tui.store.claims import Counted, OnClaim
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.claims import Claims

ANSWERS = (
    "{next_annotation} {previous_annotation} its annotations   {go} go there   {find} find   "
    "{undo} undo   {close} leave\n"
    "{reword} reword   {note} note   {merge} merge into another   {delete} delete"
)


class ClaimsScreen(Sheet[None]):
    """The claims, and under them the annotations on the one that is marked."""

    KEYS = CLAIMS

    def __init__(self, room: "Claims") -> None:
        super().__init__(classes="dialog-screen")
        self.room = room
        self.workspace = room.workspace
        self.store = room.workspace.store
        self.found: Paged[Counted] = Paged(0, lambda skip, limit: [])
        self.on_it: Paged[OnClaim] = Paged(0, lambda skip, limit: [])

    def compose(self) -> ComposeResult:
        empty = f"No claims: {keys_of('claim')} on an annotation makes the first"
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            yield Line(
                self.room.words, placeholder=f"{CLAIMS.key('find')} finds among them", compact=True
            )
            yield Rows(self.found, claim_lines.claim_row, empty, id="claims", strong=True)
            yield Card(id="claim")
            yield Rows(self.on_it, self._on_row, "nothing is on it", id="on-claim", strong=True)
            yield Card(id="words")
            yield OneLine(id="said")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Counted]:
        return self.query_one("#claims", Rows)

    @property
    def annotations(self) -> Rows[OnClaim]:
        return self.query_one("#on-claim", Rows)

    @property
    def at_hand(self) -> Counted | None:
        """The claim of the marked row; None when there is none, or it cannot be read."""
        return self.found[self.rows.at] if len(self.found) else None

    def on_mount(self) -> None:
        self.rows.focus()
        self.call_after_refresh(self._read, self.room.at, self.room.place)

    def _on_row(self, one: OnClaim) -> Text:
        return claim_lines.on_claim_row(one, self.room.screen.look)

    def _read(self, at: str = "", place: int = 0) -> None:
        """Read the claims again, and mark one of them if it is among the first, else stay.

        The annotation in a `place` on it is marked, if it is that claim.
        """
        words = self.query_one(Line).value
        with told(self, self._say):
            total = claims.count(self.store, words)
            self.found = Paged(total, partial(claims.page, self.store, words=words))
            self.rows.show_items(self.found)
            self.rows.repaint()
            first = [self.found[index].claim.uid for index in range(min(100, total))]
            if at in first:
                self.rows.mark(first.index(at))
            name = f"with {display_line(words)} " if words.strip() else ""
            heading = f"Claims {name}({total:,})  annotations · sources"
            self.query_one("#heading", OneLine).show(Text(heading, "bold"))
        self._show_claim(place if at == self.room.at else 0)

    def _show_claim(self, place: int = 0) -> None:
        """Show the marked claim in full, and what is on it, at one of the annotations."""
        one: Counted | None = None
        with told(self, self._say):
            one = self.at_hand
        uid, number = (one.claim.uid, one.annotations) if one else ("", 0)
        self.room.at = uid
        self.on_it = Paged(number, partial(claims.on_claim, self.store, uid))
        self.annotations.at = 0
        self.annotations.show_items(self.on_it)
        self.annotations.mark(place)
        self.annotations.repaint()
        self.query_one("#claim", Card).show(claim_lines.claim_card(one) if one else Text())
        self._show_words()

    def _show_words(self) -> None:
        text = Text()
        with told(self, self._say):
            if len(self.on_it):
                text = claim_lines.on_claim_card(self.on_it[self.annotations.at])
        self.query_one("#words", Card).show(text)

    def _say(self, words: str) -> None:
        self.query_one("#said", OneLine).show(Text(display_line(words)))

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value != self.room.words:
            self.room.words = event.value
            self.rows.mark(0)
            self._read()

    def on_rows_marked(self, event: Rows.Marked) -> None:
        self._say("")
        if event.rows is self.rows:
            self._show_claim()
        else:
            self._show_words()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click: on a claim it is shown, on an annotation one goes there."""
        if event.rows is self.annotations:
            self.do_go()
        else:
            self.rows.focus()
            self._show_claim()

    def do_go(self) -> None:
        with told(self, self._say):
            if not len(self.on_it):
                raise CallError("nothing is on this claim to go to")
            self.room.place = self.annotations.at
            annotation = self.on_it[self.room.place].annotation
            self.dismiss()
            self.room.go_to(annotation)

    # Keys

    async def take_key(self, name: str) -> bool:
        """Do what a key does here, or in the line to find with while one types there."""
        if not self.query_one(Line).has_focus:
            return await super().take_key(name)
        action = CLAIMS_LINE.by_key().get(name)
        if action is not None:
            self.rows.focus()
        if action in ("up", "down"):
            self.rows.perform(action)
        return action is not None

    def do_find(self) -> None:
        self.query_one(Line).focus()

    def do_next_annotation(self) -> None:
        self.annotations.perform("down")

    def do_previous_annotation(self) -> None:
        self.annotations.perform("up")

    def do_undo(self) -> None:
        self._take_back(self.workspace.undo)

    def do_redo(self) -> None:
        self._take_back(self.workspace.redo)

    def do_reword(self) -> None:
        self._with(self._reword)

    def do_note(self) -> None:
        self._with(self._note)

    def do_merge(self) -> None:
        self._with(self._merge)

    def do_delete(self) -> None:
        self._with(self._delete)

    def _with(self, deed: Callable[[Counted], None]) -> None:
        """Do something with the claim at hand, if there is one."""
        with told(self, self._say):
            if self.at_hand is not None:
                deed(self.at_hand)

    def _ask(self, dialog: ModalScreen[str | None], then: Callable[[str], None]) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                with told(self, self._say):
                    then(answer)

        self.app.push_screen(dialog, answered)

    def _reword(self, one: Counted, typed: str | None = None) -> None:
        def keep(wording: str) -> None:
            try:
                self._did(one, "reworded", partial(claims.change, self.store, uid, wording=wording))
            except DataError:  # not kept: what was typed must not be lost with it
                self._reword(one, wording)
                raise

        uid = one.claim.uid
        self._ask(NoteDialog("The claim in other words", one.claim.wording, typed), keep)

    def _note(self, one: Counted, typed: str | None = None) -> None:
        def keep(note: str) -> None:
            try:
                self._did(one, "noted", partial(claims.change, self.store, uid, note=note))
            except DataError:
                self._note(one, note)
                raise

        uid, words = one.claim.uid, claim_lines.cut(one.claim.wording, 120)
        self._ask(NoteDialog(f"Note on “{words}”", one.claim.note, typed), keep)

    def _delete(self, one: Counted) -> None:
        self._did(one, "deleted", partial(claims.remove, self.store, one.claim.uid))

    def _merge(self, one: Counted) -> None:
        def others(typed: str) -> list[Choice]:
            found = claims.page(self.store, 0, 20, words=typed) if typed.strip() else []
            found += claims.alike(self.store, typed or one.claim.wording)
            found += claims.page(self.store, 0, 20) if not typed.strip() else []
            unique = {other.claim.uid: other for other in found if other.claim.uid != uid}
            return [
                Choice(other.claim.uid, "", claim_lines.claim_row(other))
                for other in unique.values()
            ]

        def into(other: str) -> None:
            self._did(one, "merged", partial(claims.merge, self.store, uid, other), at=other)

        uid = one.claim.uid
        title = f"Merge “{claim_lines.cut(one.claim.wording, 120)}” into"
        self._ask(ClaimPicker(title, others), into)

    def _did(self, one: Counted, verb: str, deed: Callable[[], None], at: str = "") -> None:
        """Change a claim, and show what became of it here and on the desk."""
        on_it = self.workspace.on_claim(one.claim.uid)
        deed()
        self.room.show(on_it, f"{verb} the claim “{one.claim.wording}”")
        self._read(at or one.claim.uid)
        self._say(f"{verb} · {self.KEYS.key('undo')} undo  “{one.claim.wording}”")

    def _take_back(self, revert: Callable[[], Touched]) -> None:
        with told(self, self._say):
            touched = revert()
            self.room.screen.taking_back.show(touched, "")
            self._read(self.room.at)
            self._say(touched.said)
