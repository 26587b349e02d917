"""Relations between annotations: making one from two that are at hand, and those there are."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.claim_lines import cut
from tui.app.decided import End
from tui.app.keys import keys_of
from tui.errors import CallError
from tui.model import Annotation
from tui.store import annotations, relations
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

MARK_FIRST = " "
"""What the bar of kinds answers where another annotation is to be gone to: no path is a blank."""


SHOWN = 20
"""Cells of the quotation that a relation was begun from, so that the line is whole at 80."""


class Relating:
    """The actions on the relations of one desk. `first` is the uid of the end chosen before."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.first = ""
        self._sentence: End | None = None
        """The sentence in which that was, while articles are compared."""

    def relate(self) -> None:
        """Relate two annotations; where not both ends have one, align the sentences instead."""
        if self.screen.following.comparing:
            self._relate_or_align()
            return
        here = self.screen.actions.at_hand()
        if self.first == here.uid:
            self._leave()
            self.screen.telling.say("no longer relating")
            return
        pair = self._from_first(here) or self._both_at_hand(here)
        if pair is None:
            self._mark(here)
        else:
            self._ask(*pair)

    def _from_first(self, here: Annotation | None) -> tuple[Annotation, Annotation] | None:
        """The annotation that was chosen before and this one."""
        found = annotations.with_uids(self.workspace.store, [self.first] if self.first else [])
        return (found[0], here) if found and here is not None else None

    def _relate_or_align(self) -> None:
        here, end = self.screen.actions.reader().reading.here(), self._end_here()
        first = self._sentence
        if end is not None and end == first and (here.uid if here else "") == self.first:
            self._leave()
            self.screen.telling.say("no longer relating")
            return
        pair = self._from_first(here)
        if pair is None and first is None and here is not None:
            pair = self._both_at_hand(here)
        if pair is not None:
            self._ask(*pair)
        elif first is not None and end is not None:
            self._leave()
            self.screen.aligning.align(first, end)
        elif here is not None or end is not None:
            self._mark(here)
        else:
            self.screen.actions.at_hand()

    def _both_at_hand(self, here: Annotation) -> tuple[Annotation, Annotation] | None:
        """This annotation and the one at hand in the other pane, if in one other there is one."""
        leading = self.screen.row.pane
        there = [pane.reader.reading.here() for pane in self.screen.panes if pane is not leading]
        others = [one for one in there if one is not None]
        return (here, others[0]) if len(others) == 1 else None

    def _mark(self, annotation: Annotation | None, begin: bool = True) -> None:
        """Begin at this annotation, or without one at the sentence here; or no longer."""
        self.first = annotation.uid if annotation else ""
        self._sentence = self._end_here() if begin else None
        if annotation is not None:
            words, verb = annotation.quote, "relating"
        else:
            words = self.screen.aligning.words(self._sentence) if self._sentence else ""
            verb = "aligning"
        telling = self.screen.telling
        again = f"{keys_of('relate')} on another"
        telling.pending = f"{verb} from “{cut(words, SHOWN)}”: {again}" if words else ""
        telling.say("")

    def _end_here(self) -> End | None:
        """The sentence at the cursor, where it is compared."""
        following = self.screen.following
        return following.end(following.at) if following.at and following.is_body else None

    def _leave(self) -> None:
        """Nothing is begun any more."""
        self._mark(None, begin=False)

    def _ask(self, source: Annotation, target: Annotation) -> None:
        from tui.app.screens.kinds import KindsScreen

        if not self.workspace.kinds:
            raise CallError("the codebook has no kind of relation: add a tag that applies to them")
        bar = KindsScreen(self, source, target)

        def answered(kind: str) -> None:
            if kind == MARK_FIRST:
                self._mark(self.screen.actions.at_hand())
            else:
                self.make(kind, *bar.pair)

        self.screen.ask(bar, answered)

    def label(self, annotation: Annotation) -> str:
        """What the article of an annotation is called."""
        about = self.workspace.summary(annotation.article)
        return about.label if about else ""

    def make(self, kind: str, source: Annotation, target: Annotation) -> None:
        """Relate two annotations. Raises CallError where they are related so already."""
        store = self.workspace.store
        self._leave()
        for one in relations.of_annotation(store, source.uid):
            same = (one.kind, one.source, one.target) == (kind, source.uid, target.uid)
            if same and one.annotator == store.annotator:
                raise CallError(f"related as {display_line(kind)} already")
        relations.add(store, kind, source.uid, target.uid)
        self.show(source, target)
        undo = (f" · {keys_of('undo')} undo  ", "dim")
        ends = f"“{cut(source.quote, 24)}” → “{cut(target.quote, 24)}”"
        self.screen.telling.say(Text.assemble(display_line(kind), undo, (ends, "dim")))

    def show(self, *ends: Annotation) -> None:
        """Bring the desk up to date after a relation of these annotations changed."""
        self.workspace.related_anew(*(one.article for one in ends))
        self.screen.telling.card()

    def relations(self) -> None:
        from tui.app.screens.relations import RelationsScreen

        annotation = self.screen.actions.at_hand()
        if not relations.of_annotation(self.workspace.store, annotation.uid):
            raise CallError(f"not related to any other annotation: {keys_of('relate')} relates it")
        self.screen.app.push_screen(RelationsScreen(self, annotation))

    def go_to(self, annotation: Annotation) -> None:
        """Show the other end of a relation, beside the article that leads if it is in another."""
        self.screen.work_on(self._go_to(annotation))

    async def _go_to(self, annotation: Annotation) -> None:
        await self.screen.opening.open(annotation.article, beside=True)
        found = self.screen.actions.reader().reading.marks.get(annotation.uid)
        if found is None:
            waits = f"it is on an earlier text of this article: {keys_of('versions')} shows it"
            self.screen.telling.say(waits)
        else:
            self.screen.actions.go_to(found)
