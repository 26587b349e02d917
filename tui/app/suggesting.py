"""Suggestions on the desk: worked out aside, drawn as outlines, gone through by key.

Nothing here is on the path of a key: the articles on the screen are looked at in a thread when
they come onto it and after their annotations changed, and what was found is painted when it is
there.
"""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.keys import keys_of
from tui.app.outlines import Outlines
from tui.app.widgets.pane import Pane
from tui.errors import CallError, DataError
from tui.text.anchors import anchor
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.proposing import Asked, Proposing
    from tui.app.screens.desk import DeskScreen
    from tui.text.proposals import Proposal

AFTER = 0.05
"""Seconds between a change and the work on it, so that what the key did is painted first."""

FIRST = 1.0
"""Seconds before the first work on a desk: it learns from the articles marked lately, and whoever
opens the desk to read has the machine for that."""

SHOWN = 24
"""Code points of a suggestion's words that the status line shows: they are selected anyway."""

LONGEST = 200_000
"""Code points of a text that suggestions are worked out for. A longer one keeps the machine busy
for seconds after each mark: those of a text of 10 MB took 20, and the keys waited with them."""

State = tuple[object, ...]


class Suggesting:
    """The suggestions of one desk. What stands is drawn by the readers and kept there."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self._proposing: Proposing | None = None
        self._found: dict[str, tuple[State, Outlines]] = {}
        self._busy = False
        screen.telling.listeners.append(self.look)

    # Working them out

    def look(self) -> None:
        """Have suggestions worked out where they are out of date. Costs next to nothing."""
        if not self.screen.suggestions_wanted:
            return
        stale = False
        for pane in self._panes():
            state, outlines = self._found.get(pane.uid, ((), None))
            if state != self._state(pane):
                stale = True
            elif outlines is not None and outlines is not pane.reader.strips.outlines:
                pane.reader.suggest(outlines)
        if stale and not self._busy:
            self._busy = True
            self.screen.work_on(self._work())

    def _panes(self) -> list[Pane]:
        """The panes whose texts are not too long."""
        return [one for one in self.screen.panes if len(one.reader.reading.text) <= LONGEST]

    def _state(self, pane: Pane) -> State:
        """All that the suggestions for a pane depend on."""
        reading = pane.reader.reading
        return (
            reading.article.summary.sha256,
            reading.marks.revision,
            reading.aside.regions,
            self.workspace.tags,
            self.workspace.store.connection.total_changes,
        )

    async def _work(self) -> None:
        """Go on until nothing is out of date; a file that fails leaves what was drawn."""
        try:
            with suppress(CallError, DataError):
                while self.screen.suggestions_wanted:
                    await asyncio.sleep(AFTER if self._proposing else FIRST)
                    stale = [
                        (pane, self._state(pane))
                        for pane in self._panes()
                        if self._found.get(pane.uid, ((), None))[0] != self._state(pane)
                    ]
                    if not stale:
                        return
                    asked = [self._asked(pane) for pane, _ in stale]
                    answers = await asyncio.to_thread(self._answers, asked)
                    for pane, state in stale:
                        outlines = Outlines(pane.reader.reading.text, _of_body(pane, answers))
                        self._found[pane.uid] = state, outlines
                        self._draw(pane.uid, outlines)
        except asyncio.CancelledError:  # the desk closes
            if self._proposing is not None:
                self._proposing.stopped = True
            raise
        finally:
            self._busy = False

    def _asked(self, pane: Pane) -> "Asked":
        from tui.app.proposing import Asked

        article = pane.reader.reading.article
        return Asked(
            article.uid,
            article.summary.sha256,
            article.text,
            article.summary.language,
            pane.reader.reading.marks.all(),
            tuple(tag.path for tag in self.workspace.span_tags),
        )

    def _answers(self, asked: "list[Asked]") -> "dict[str, list[Proposal]]":
        from tui.app.proposing import Proposing

        if self._proposing is None:
            store = self.workspace.store
            self._proposing = Proposing(store.path, store.annotator)
        return self._proposing.answer(asked)

    def _draw(self, article: str, outlines: Outlines) -> None:
        for pane in self.screen.panes:
            if pane.uid == article and pane.reader.reading.text == outlines.text:
                pane.reader.suggest(outlines)

    # Going through them

    def next_suggestion(self) -> None:
        reading = self.screen.actions.reader().reading
        self._refuse_off()
        there = self._there()
        if not there:
            raise CallError("nothing is suggested in this article")
        at = self._selected()
        here = (at.start, -at.end) if at else (reading.cursor - 1, 0)
        ahead = [one for one in there if (one.start, -one.end) > here]
        self._go_to((ahead or there)[0])

    def take_suggestion(self) -> None:
        one = self._at_hand()
        self.screen.actions.reader().reading.select_span((one.start, one.end))
        self.screen.actions.tag(one.tag, label=f"take a suggestion: tag {one.tag}")
        self._drop(one)

    def dismiss_suggestion(self) -> None:
        from tui.store import suggestions

        one = self._at_hand()
        reading = self.screen.actions.reader().reading
        fragment = anchor(reading.text, one.start, one.end)
        suggestions.dismiss(self.workspace.store, reading.article.uid, fragment, one.tag)
        self._drop(one)
        self.look()
        said = f"dismissed · {keys_of('undo')} undo · "
        ahead = [other for other in self._there() if other.start >= one.start]
        if ahead:
            self._go_to(ahead[0], said)
        else:
            reader = self.screen.actions.reader()
            before = reader.reading.standing
            reader.reading.pivot = None
            reader.show_change(before, tell=False)
            self.screen.telling.say(f"{said}nothing more is suggested from here on")

    def suggestions(self) -> None:
        wanted = self.screen.suggestions_wanted = not self.screen.suggestions_wanted
        if wanted:
            self._found.clear()
            self.look()
        else:
            for pane in self.screen.panes:
                pane.reader.suggest(Outlines(pane.reader.reading.text))
        key = keys_of("suggestions")
        self.screen.telling.say(f"suggestions {'on' if wanted else 'off'} · {key} changes it")
        self.screen.remembering.soon()

    def _refuse_off(self) -> None:
        if not self.screen.suggestions_wanted:
            raise CallError(f"suggestions are off: {keys_of('suggestions')} turns them on")
        if len(self.screen.actions.reader().reading.text) > LONGEST:
            raise CallError(f"nothing is suggested in a text of more than {LONGEST:,} characters")

    def _there(self) -> "tuple[Proposal, ...]":
        return self.screen.actions.reader().strips.outlines.all

    def _selected(self) -> "Proposal | None":
        selected = self.screen.actions.reader().reading.selection
        return next((one for one in self._there() if (one.start, one.end) == selected), None)

    def _at_hand(self) -> "Proposal":
        """The suggestion selected, else the shortest at the cursor. Raises CallError for none."""
        reading = self.screen.actions.reader().reading
        self._refuse_off()
        covering = [one for one in self._there() if one.start <= reading.cursor < one.end]
        innermost = min(covering, key=lambda one: one.end - one.start, default=None)
        found = self._selected() or innermost
        if found is None:
            raise CallError(f"no suggestion here: {keys_of('next_suggestion')} goes to the next")
        return found

    def _go_to(self, one: "Proposal", said: str = "") -> None:
        """Select a suggestion's words and say what it is."""
        reader = self.screen.actions.reader()
        before = reader.reading.standing
        reader.reading.leave_letters()
        reader.reading.select_span((one.start, one.end))
        reader.show_change(before, tell=False)
        self.screen.telling.card()
        name = display_line(one.tag.rpartition("/")[2])
        keys = f"{keys_of('take_suggestion')} take · {keys_of('dismiss_suggestion')} dismiss"
        quote = display_line(reader.reading.text[one.start : one.end])
        quote = quote if len(quote) <= SHOWN else quote[: SHOWN - 1] + "…"
        words = Text.assemble(said, "suggested ", (name, "bold"), f" “{quote}”")
        self.screen.telling.say(words.append(f" · {keys} · {one.why}", "dim"))
        self.screen.remembering.soon()

    def _drop(self, one: "Proposal") -> None:
        """Draw it no longer; what follows from that for the others is worked out aside."""
        for pane in self.screen.panes:
            drawn = pane.reader.strips.outlines
            if one in drawn.all:
                left = [other for other in drawn.all if other is not one]
                pane.reader.suggest(Outlines(drawn.text, left))


def _of_body(pane: Pane, answers: "dict[str, list[Proposal]]") -> "list[Proposal]":
    """What is proposed for a pane's article, without what is in regions that are not its body."""
    aside = pane.reader.reading.aside
    return [one for one in answers[pane.uid] if not aside.within(one.start, one.end)]
