"""Going through what a comparison found, and saying what is right in it."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import following
from tui.app.claim_lines import cut
from tui.app.decided import End
from tui.app.keys import keys_of
from tui.app.told import Told
from tui.errors import CallError
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen
    from tui.compare.findings import Alignment, Comparison, Place

SHOWN = 24
"""Cells of each of two sentences that the status line shows."""


class Aligning:
    """The actions on the comparison of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.room = screen.following

    def compared(self) -> tuple["Comparison", Told, int]:
        """The comparison, what the leading article tells in it, and the sentence at the cursor.

        Raises CallError when the leading article is not compared; the sentence is -1 in front of
        the first.
        """
        room = self.room
        pane, found = self.screen.row.pane, room.comparison
        article = room.article_of(pane) if pane else None
        if found is None or article is None:
            raise CallError(self._why_not())
        sentence = room.at.sentence if room.at else -1
        return found, room.told[article], sentence

    def _why_not(self) -> str:
        if len(self.screen.panes) < 2:
            return f"nothing is compared: {keys_of('beside')} opens an article beside this one"
        if not self.room.wanted:
            return f"nothing is compared: {keys_of('compare')} compares what is open"
        if any(map(self.room.is_too_long, self.screen.panes)):
            return f"a text of more than {following.LONGEST:,} characters is not compared"
        return "not compared yet: in a moment"

    # Going through it

    def next_difference(self) -> None:
        self._step("!", 1)

    def previous_difference(self) -> None:
        self._step("!", -1)

    def next_only(self) -> None:
        self._step("+", 1)

    def previous_only(self) -> None:
        self._step("+", -1)

    def _step(self, sign: str, by: int) -> None:
        _, told, here = self.compared()
        there = told.next(sign, here) if by > 0 else told.previous(sign, here)
        if there is None:
            nothing = "no detail differs" if sign == "!" else "all of it is told elsewhere, too"
            raise CallError(f"{nothing}: {keys_of('next_pane')} leads with another article")
        round_again = there <= here if by > 0 else there >= here
        reader = self.screen.actions.reader()
        before = reader.reading.standing
        reader.reading.leave_letters()
        reader.reading.pivot = None
        reader.reading.go_to(told.spans[there][0])
        reader.show_change(before, tell=False)
        self.screen.follow()
        if round_again:
            end = "end: on from the start" if by > 0 else "start: on from the end"
            self.screen.telling.say(f"past the {end}")

    def fold(self) -> None:
        """Make what is told alike dim and pass over it, or no longer."""
        _, told, _ = self.compared()
        room = self.room
        if not any(one.alike for one in room.told):
            raise CallError("no sentence is told alike in these articles")
        room.folded = not room.folded
        room.follow()
        key = keys_of("fold")
        if room.folded:
            number = len(told.alike)
            sentences = "1 sentence" if number == 1 else f"{number} sentences"
            words = f"… {sentences} told alike: dim and passed over · {key} unfolds"
        else:
            words = f"what is told alike is shown · {key} folds it"
        self.screen.telling.say(words)

    def compare(self) -> None:
        """Compare what is open, or no longer."""
        room = self.room
        room.wanted = not room.wanted
        self.screen.lead(self.screen.leading)
        key = keys_of("compare")
        room.look()
        words = "what is open is compared" if room.wanted else "nothing is compared"
        self.screen.telling.say(f"{words} · {key} changes it")
        self.screen.remembering.soon()

    # Saying what is right

    def confirm(self) -> None:
        self._decide(same=True)

    def reject(self) -> None:
        if not self.room.comparing:
            raise CallError(f"{self._why_not()}; {keys_of('close_pane')} closes a pane")
        self._decide(same=False)

    def _decide(self, same: bool) -> None:
        found, _, _ = self.compared()
        at = self.room.at
        one = self.room.at_hand()
        if one is None or at is None:
            raise CallError(f"nothing tells the same here: {keys_of('relate')} aligns by hand")
        if same and one.status == "confirmed":
            raise CallError(f"confirmed already: {keys_of('reject')} rejects it")
        room = self.room
        room.decided.decide(room.end(one.a), room.end(one.b), same)
        self._show("confirmed" if same else "rejected", found, at, one)

    def _show(self, what: str, found: "Comparison", at: "Place", one: "Alignment") -> None:
        """Say what was decided, with the other end, its article and how alike they were."""
        there = one.b if one.a == at else one.a
        self.room.look()
        score = "" if one.status == "confirmed" else f" {one.score:.2f}".replace("0.", ".")
        words = cut(found.sources[there.article].words(there.sentence), SHOWN)
        ends = f"  “{words}” {display_line(found.sources[there.article].label)}{score}"
        undo = f" · {keys_of('undo')} undo"
        self.screen.telling.say(Text.assemble(what, (undo, "dim"), (ends, "dim")))

    def align(self, first: End, second: End) -> None:
        """Say that two sentences tell the same. Raises CallError where they are of one article."""
        if first[0] == second[0]:
            raise CallError(f"both are of one article: {keys_of('next_pane')} goes to another")
        self.room.decided.decide(first, second, True)
        self.room.look()
        words = [cut(self.words(end), SHOWN) for end in (first, second)]
        ends = f"  “{words[0]}” = “{words[1]}”"
        undo = f" · {keys_of('undo')} undo"
        self.screen.telling.say(Text.assemble("aligned", (undo, "dim"), (ends, "dim")))

    def words(self, end: End) -> str:
        """The words of a sentence of an article that is open."""
        pane = self.screen.row.of(end[0])
        return pane.reader.reading.text[slice(*end[1])] if pane else ""
