"""Claims above annotations: giving one, the same again, and the sheet of all of them."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import claim_lines
from tui.app.keys import keys_of
from tui.errors import CallError
from tui.model import Annotation, Claim
from tui.store import claims
from tui.text.alike import alike
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen
    from tui.app.screens.dialog import Choice

OFF, MAKE, GIVE = "off", "make ", "give "
"""What the picker answers: the last two go on with a wording or a uid."""


class Claims:
    """The actions on the claims of one desk.

    The sheet was left at the claim `at` and the annotation on it in `place`, with `words` typed.
    """

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.last: Claim | None = None
        self.at = ""
        self.place = 0
        self.words = ""

    def claim(self) -> None:
        from tui.app.screens.claim_picker import ClaimPicker

        annotation = self.screen.actions.at_hand()
        self.workspace.refuse_others(annotation)  # before anything is typed, not after
        title = f"The claim of “{claim_lines.cut(annotation.quote, 200)}”"
        picker = ClaimPicker(title, lambda typed: self.choices(annotation, typed))
        self.screen.ask(picker, lambda answer: self._answered(annotation, answer))

    def claim_again(self) -> None:
        annotation = self.screen.actions.at_hand()
        if self.last is None:
            raise CallError(f"no claim given yet: {keys_of('claim')} gives one")
        self._give(annotation, self.last.uid)

    def claims(self) -> None:
        from tui.app.screens.claims import ClaimsScreen

        self.screen.app.push_screen(ClaimsScreen(self))

    def choices(self, annotation: Annotation, typed: str) -> list["Choice"]:
        """What the picker offers for some words: claims, a new one, or none any more.

        Claims with all the words come first, then the new one, then those that share words with
        what was typed or marked. Untyped, a claim that is like the quotation comes before the new
        one, which has the quotation for its wording.
        """
        from tui.app.screens.dialog import Choice

        store, quote = self.workspace.store, " ".join(annotation.quote.split())
        wording = " ".join(typed.split())
        fitting = claims.page(store, 0, 20, words=typed) if wording else []
        near = claims.alike(store, wording or quote)
        if not wording:
            fitting = [one for one in near if alike(one.claim.wording, quote)]
        known = {one.claim.uid for one in fitting}
        there = annotation.claim.uid if annotation.claim else ""
        before, after = (
            [
                Choice(f"{GIVE}{one.claim.uid}", "", claim_lines.claim_row(one))
                for one in some
                if one.claim.uid != there
            ]
            for some in (fitting, [one for one in near if one.claim.uid not in known])
        )
        new = Choice(f"{MAKE}{wording or quote}", "", claim_lines.new_row(wording or quote))
        same = wording.casefold() in {one.claim.wording.casefold() for one in fitting}
        found = [*before, *([] if wording and same else [new]), *after]
        if annotation.claim and not wording:
            off = claim_lines.off_row(annotation.claim)
            found.insert(0, Choice(OFF, "", off))
        return found

    def _answered(self, annotation: Annotation, answer: str) -> None:
        if answer == OFF:
            claims.take_off(self.workspace.store, [annotation.uid])
            self.show([annotation.uid], "off its claim")
        elif answer.startswith(MAKE):
            wording = answer.removeprefix(MAKE)
            self.last = claims.make(self.workspace.store, wording, [annotation.uid])
            self.show([annotation.uid], f"made the claim “{self.last.wording}”")
        else:
            self._give(annotation, answer.removeprefix(GIVE))

    def _give(self, annotation: Annotation, uid: str) -> None:
        claims.give(self.workspace.store, uid, [annotation.uid])
        self.last = claims.counted(self.workspace.store, uid).claim
        self.show([annotation.uid], f"on the claim “{self.last.wording}”")

    def show(self, uids: list[str], words: str) -> None:
        """Bring the desk up to date after annotations changed their claim, or that its wording."""
        self.workspace.refresh(uids)
        self.screen.telling.annotations()
        undo = (f" · {keys_of('undo')} undo", "dim")
        self.screen.telling.say(Text.assemble(display_line(words), undo))

    def go_to(self, annotation: Annotation) -> None:
        """Show an annotation in its article, beside the one that leads if that is another."""
        self.screen.work_on(self._go_to(annotation))

    async def _go_to(self, annotation: Annotation) -> None:
        await self.screen.opening.open(annotation.article, beside=True)
        found = self.screen.actions.reader().reading.marks.get(annotation.uid)
        if found is not None:
            self.screen.actions.go_to(found)
            self.screen.telling.say(f"{keys_of('claims')} back to its claim")
        else:
            waits = f"it is on an earlier text of this article: {keys_of('versions')} shows it"
            self.screen.telling.say(waits)
