"""The queue of annotations whose place in a later text of their article a person has to say."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app import drawing, passages
from tui.app.earlier import Candidate, Candidates
from tui.app.renewing import Touched
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import WAITING
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.errors import CallError, DataError
from tui.model import Annotation
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.later_texts import LaterTexts

ANSWERS = (
    "{place_1} {place_2} {place_3} place it there   {place_selection} at the selection   "
    "{undo} undo   {close} leave\n"
    "{choose} open the article   {earlier_text} earlier text   {stays} stays with it   "
    "{delete} delete"
)


class WaitingScreen(Sheet[None]):
    """The waiting annotations, and for the one at hand where it was and where it could go."""

    KEYS = WAITING

    def __init__(self, later_texts: "LaterTexts", to_place: list[Annotation]) -> None:
        super().__init__(classes="dialog-screen")
        self.later_texts = later_texts
        self.workspace = later_texts.workspace
        self.to_place = to_place
        self.finding = Candidates(self.workspace.store)
        self.candidates: list[Candidate] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            yield Rows(self.to_place, self._row, "Nothing is to be placed", id="waiting")
            yield Card(id="places")
            yield OneLine(id="said")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Annotation]:
        return self.query_one(Rows)

    @property
    def at_hand(self) -> Annotation | None:
        """The annotation of the marked row; None when nothing is to be placed."""
        return self.to_place[self.rows.at] if self.to_place else None

    def on_mount(self) -> None:
        self.rows.focus()
        self._mark(self.later_texts.at)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_places)

    def _mark(self, uid: str) -> None:
        """Go to the row of an annotation, if it is there."""
        uids = [one.uid for one in self.to_place]
        if uid in uids:
            self.rows.mark(uids.index(uid))
        self._show_row()

    def _row(self, annotation: Annotation) -> Text:
        summary = self.workspace.summary(annotation.article)
        label = summary.label if summary else ""
        return drawing.waiting_row(annotation, label, self.later_texts.screen.look)

    def _show_row(self) -> None:
        """Tell how many there are, and of the one at hand."""
        heading = Text(f"To be placed in later texts ({len(self.to_place)})", "bold")
        self.query_one("#heading", OneLine).show(heading)
        self._show_places()

    def _show_places(self) -> None:
        card, annotation = self.query_one(Card), self.at_hand
        self.candidates = []
        if annotation is None:
            card.show(Text(passages.EMPTY))
            return
        self.later_texts.at = annotation.uid
        try:
            texts = self.finding.texts(annotation)
            self.candidates = self.finding.of(annotation)
            selected = self.later_texts.selection(annotation)
        except (CallError, DataError) as error:
            card.show(Text())
            self._complain(error)
            return
        self.candidates += [Candidate("0", selected)] if selected else []
        look, around = self.later_texts.screen.look, max(30, card.size.width // 2)
        card.show(passages.to_place(annotation, texts, self.candidates, look, around))

    def _say(self, words: str) -> None:
        self.query_one("#said", OneLine).show(Text(display_line(words)))

    def _complain(self, error: Exception) -> None:
        self.app.bell()
        self._say(str(error))

    def on_rows_marked(self) -> None:
        self._say("")
        self._show_places()

    def on_rows_more(self, event: Rows.More) -> None:
        self.query_one(Card).scroll_relative(y=event.lines, animate=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the article where the annotation most likely belongs, and place nothing."""
        self.rows.mark(event.index)
        self._show_places()
        annotation = self.at_hand
        if annotation is None:
            return
        best = next((one.fragments for one in self.candidates if one.key == "1"), ())
        self.dismiss()
        self.later_texts.open(annotation, best)

    # Keys

    def do_undo(self) -> None:
        self._try(lambda: self._take_back(self.workspace.undo))

    def do_redo(self) -> None:
        self._try(lambda: self._take_back(self.workspace.redo))

    def do_place_1(self) -> None:
        self._with(partial(self._place, key="1"))

    def do_place_2(self) -> None:
        self._with(partial(self._place, key="2"))

    def do_place_3(self) -> None:
        self._with(partial(self._place, key="3"))

    def do_place_selection(self) -> None:
        self._with(partial(self._place, key="0"))

    def do_earlier_text(self) -> None:
        read = self.later_texts.read
        self._with(lambda one: read(one.article, one.sha256, compared=True, at=one))

    def do_stays(self) -> None:
        self._with(self._leave)

    def do_delete(self) -> None:
        self._with(self._delete)

    def _with(self, deed: Callable[[Annotation], None]) -> None:
        """Do something with the annotation at hand, if there is one."""
        annotation = self.at_hand
        if annotation is not None:
            self._try(lambda: deed(annotation))

    def _try(self, deed: Callable[[], None]) -> None:
        """Do something that may be refused; a refusal is said and changes nothing."""
        try:
            deed()
        except DataError as error:
            self._complain(error)
        except CallError as error:
            self._read_again()  # another window may have placed it
            self._complain(error)

    def _place(self, annotation: Annotation, key: str) -> None:
        chosen = next((one for one in self.candidates if one.key == key), None)
        if chosen is None:
            nothing = f"nothing is selected in its article: {self.KEYS.key('choose')} opens it"
            raise CallError(nothing if key == "0" else f"there is no candidate {key}")
        placed = self.workspace.placing.place(annotation, chosen.fragments)
        self._done(annotation, "placed", placed.quote)

    def _leave(self, annotation: Annotation) -> None:
        self.workspace.placing.leave(annotation)
        self._done(annotation, "stays with the earlier text", annotation.quote)

    def _delete(self, annotation: Annotation) -> None:
        self.workspace.placing.delete(annotation)
        self._done(annotation, "deleted", annotation.quote)

    def _done(self, annotation: Annotation, verb: str, words: str) -> None:
        """An annotation waits no longer: the next one is at hand."""
        self.to_place.remove(annotation)
        self.rows.show_items(self.to_place)
        self.rows.repaint()
        self.later_texts.show(annotation)
        self._show_row()
        self._say(f"{verb} · {self.KEYS.key('undo')} undo  “{words}”")

    def _take_back(self, revert: Callable[[], Touched]) -> None:
        touched = revert()
        self.later_texts.screen.taking_back.show(touched, "")
        self._read_again(next(iter(touched.annotations), ""))
        self._say(touched.said)

    def _read_again(self, at: str = "") -> None:
        """Read the queue again, and go to an annotation of it, else stay."""
        try:
            self.to_place[:] = self.later_texts.to_place()
        except DataError as error:
            self._complain(error)
            return
        self.rows.show_items(self.to_place)
        self.rows.repaint()
        self._mark(at)
