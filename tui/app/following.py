"""Panes that follow each other: the open articles compared, and what tells the same lit.

Nothing here waits on the path of a key: articles are compared in a thread when they come onto the
screen and when their texts, their regions or what was decided changed, and a move looks up what
belongs to the sentence it came to.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tui.app.decided import Decided, End
from tui.app.lights import Lights
from tui.app.meaning import Meaning, plain_languages
from tui.app.told import Told, told
from tui.app.widgets.pane import Pane
from tui.errors import CallError, DataError
from tui.model import Article
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen
    from tui.compare.findings import Alignment, Comparison, Decision, Place
    from tui.compare.source import Source
    from tui.text.regions import Region

AFTER = 0.05
"""Seconds between a change and the work on it, so that what the key did is painted first."""

LONGEST = 200_000
"""Code points of a text that is compared. A longer one would keep the machine busy for minutes."""

NOTHING = "nothing here about this"
TOO_LONG = "too long to be compared"


class Asked(NamedTuple):
    """The articles that are to be compared, with their regions, and what was decided of them."""

    articles: "tuple[tuple[Article, tuple[Region, ...]], ...]"
    decisions: "tuple[Decision, ...]"


class Following:
    """The comparison of one desk: of the articles that are open, in the order of their panes."""

    def __init__(self, screen: "DeskScreen", wanted: bool) -> None:
        self.screen = screen
        self.wanted = wanted
        """Whether what is open is compared; `comparing` says whether there is anything to."""
        self.comparison: Comparison | None = None
        self.at: Place | None = None
        """The sentence at the cursor of the pane that leads, while that article is compared."""
        self.told: Sequence[Told] = ()
        """How the sentences of each compared article are told in the others."""
        self.listeners: list[Callable[[], None]] = []
        """Called when the comparison is another one, and when the leader comes to a sentence."""
        self.folded = False
        """Whether what is told alike is dim and passed over."""
        self.decided = Decided(screen.workspace.store)
        self.meaning = Meaning(screen.workspace.store)
        self._asked: Asked | None = None
        self._refined: object = None
        self._sources: dict[tuple[object, ...], Source] = {}
        self._busy = False
        self._shown: tuple[object, ...] = ()
        self._due = False
        screen.telling.followers.append(self.follow)
        screen.telling.listeners.append(self.look)

    @property
    def comparing(self) -> bool:
        """Whether there are panes that follow one another."""
        return self.wanted and len(self._compared()) > 1

    def _compared(self) -> list[Pane]:
        """The panes whose articles are compared: each once, and none that is too long."""
        panes = {pane.uid: pane for pane in reversed(self.screen.panes)}
        return [
            pane
            for pane in self.screen.panes
            if panes[pane.uid] is pane and not self.is_too_long(pane)
        ]

    def is_too_long(self, pane: Pane) -> bool:
        """Whether a pane shows a text that is not compared because it is too long."""
        return len(pane.reader.reading.text) > LONGEST

    def article_of(self, pane: Pane) -> int | None:
        """Which of the compared articles a pane shows; None where it is none of them."""
        sources = self.comparison.sources if self.comparison else ()
        for article, source in enumerate(sources):
            if source.uid == pane.uid and source.text == pane.reader.reading.text:
                return article
        return None

    def pane_of(self, article: int) -> Pane | None:
        """The pane of one of the compared articles."""
        return self.screen.row.of(self.comparison.sources[article].uid) if self.comparison else None

    def end(self, place: "Place") -> End:
        """A sentence as decisions name it. Raises CallError when nothing is compared."""
        if self.comparison is None:
            raise CallError("nothing is compared any more")
        source = self.comparison.sources[place.article]
        return source.uid, source.sentences[place.sentence].span

    def at_hand(self) -> "Alignment | None":
        """The best alignment of the sentence at the cursor; None where nothing tells the same."""
        if self.comparison is None or self.at is None:
            return None
        there = self.comparison.aligned(self.at)
        return self.comparison.alignments[there[0]] if there else None

    def go_to(self, place: "Place", offset: int | None = None) -> None:
        """Lead with a compared article, the cursor on a sentence of it or on an offset in that."""
        pane = self.pane_of(place.article)
        if pane is None or self.comparison is None:
            raise CallError("that article is no longer open")
        start = self.comparison.sources[place.article].sentences[place.sentence].start
        reader = pane.reader
        before = reader.reading.standing
        reader.reading.pivot = None
        reader.reading.go_to(start if offset is None else offset)
        reader.show_change(before, tell=False)
        self.screen.lead(self.screen.panes.index(pane))
        self.screen.follow()

    def go_along(self, pane: Pane) -> None:
        """Have the cursor of a pane that is to lead stand where it is lit.

        What is in hand or selected there stays so.
        """
        reading, lit = pane.reader.reading, pane.reader.strips.lights.lit
        there = any(start <= reading.cursor < end for start, end in lit)
        if not lit or there or reading.chosen or reading.pivot is not None:
            return
        before = reading.standing
        reading.go_to(lit[0][0])
        pane.reader.show_change(before, tell=False)

    # Comparing

    def look(self) -> None:
        """Have the open articles compared where that is out of date. Costs next to nothing."""
        if not self.comparing:
            self._put(None, None, ())
        elif not self._busy:
            self._busy = True
            self.screen.work_on(self._work())

    def _ask(self) -> Asked:
        readings = [pane.reader.reading for pane in self._compared()]
        uids = [reading.article.uid for reading in readings]
        return Asked(
            tuple((reading.article, reading.aside.regions) for reading in readings),
            tuple(self.decided.between(uids)),
        )

    async def _work(self) -> None:
        """Compare until nothing is out of date; a file that fails leaves what there was."""
        try:
            with suppress(CallError, DataError):
                while True:
                    await asyncio.sleep(AFTER)
                    asked = self._ask()
                    refining = asked == self._asked
                    if not self.comparing or (refining and not self._can_refine(asked)):
                        return
                    if refining:
                        await asyncio.to_thread(self._refine, asked)
                    found, all_told = await asyncio.to_thread(self._compare, asked, refining)
                    if self.comparing and self._ask() == asked:
                        self._put(asked, found, all_told)
        finally:
            self._busy = False

    def _can_refine(self, asked: Asked) -> bool:
        """Whether a model that is installed has not yet read the articles for their meaning."""
        return asked.articles != self._refined and self.meaning.installed

    def _refine(self, asked: Asked) -> None:
        """Have the articles read for their meaning, in a thread; what fails is told once."""
        self._refined = asked.articles
        say = partial(self.screen.app.call_from_thread, self.screen.telling.say)
        try:
            self.meaning.read(
                [*self._sources.values()],
                lambda done, all_: say(f"reading for meaning: {done} of {all_} sentences"),
            )
        except (CallError, DataError) as error:
            say(f"not read for meaning: {display_line(str(error))}")

    def _compare(self, asked: Asked, anew: bool) -> "tuple[Comparison, list[Told]]":
        """Compare in a thread. The sentences of a text are found once."""
        from tui.compare.comparison import compare
        from tui.compare.decided import decided
        from tui.compare.source import source_of

        before, already = self._asked, self.comparison
        same = before is not None and before.articles == asked.articles
        if same and already is not None and not anew:
            found = decided(already, asked.decisions)
            return found, [told(found, article) for article in range(len(found.sources))]
        known, self._sources = self._sources, {}
        for article, regions in asked.articles:
            key = article.uid, article.summary.sha256, regions
            self._sources[key] = known.get(key) or source_of(article, regions)
        sources = [*self._sources.values()]
        meaning = self.meaning
        found = compare(sources, asked.decisions, meaning.counts(sources), meaning.vectors)
        return found, [told(found, article) for article in range(len(found.sources))]

    def _put(
        self, asked: Asked | None, found: "Comparison | None", all_told: Sequence[Told]
    ) -> None:
        if found is None and self.comparison is None:
            return
        self._asked, self.comparison, self.told = asked, found, all_told
        if found and (plain := plain_languages(found.sources)):
            self.screen.telling.say(plain)
        self.screen.telling.status()

    # Following

    def follow(self) -> None:
        """Take note of where the leader is. The other panes are painted behind it: what the key
        did is on the screen first."""
        leader, found = self.screen.row.pane, self.comparison
        at = self._place(leader)
        shown = (leader, at, id(found), self.folded, tuple(self.screen.panes))
        if shown == self._shown:
            return
        self._shown, self.at = shown, at
        if not self._due:
            self._due = True
            self.screen.call_after_refresh(self._show)

    def _show(self) -> None:
        """Show in the other panes what tells the same as the sentence at the leader's cursor."""
        self._due = False
        for pane in self.screen.panes:
            self._show_in(pane, self.screen.row.pane)
        for changed in self.listeners:
            changed()

    def _place(self, leader: Pane | None) -> "Place | None":
        """The sentence at the cursor of the pane that leads."""
        article = self.article_of(leader) if leader else None
        if article is None or leader is None or self.comparison is None:
            return None
        sentence = self.comparison.sources[article].at(leader.reader.reading.cursor)
        return self.told[article].places[sentence] if sentence >= 0 else None

    def _show_in(self, pane: Pane, leader: Pane | None) -> None:
        """Light in one pane what it tells of the sentence at hand, and say it in its heading."""
        article = self.article_of(pane)
        if self.comparison is None or article is None:
            several = self.wanted and len(self.screen.panes) > 1
            pane.tell(TOO_LONG if several and self.is_too_long(pane) else "")
            pane.reader.reading.aside.fold(())
            pane.reader.show_lights(Lights())
            return
        told = self.told[article]
        folded = told.alike if self.folded else ()
        pane.reader.reading.aside.fold(folded)
        if pane is leader or self.at is None:
            pane.tell("")
            pane.reader.show_lights(Lights(told, (), pane is not leader, folded))
            return
        there = self.comparison.across(self.at, article)
        lit = tuple(told.spans[one.sentence] for one in there)
        pane.tell(self._heading(there[0]) if there else self._none())
        pane.reader.show_lights(Lights(told, lit, True, folded))

    def signed(self) -> str:
        """The sign of the sentence at hand, and in how many of several others it is told."""
        if self.comparison is None or self.at is None:
            return ""
        told = self.told[self.at.article]
        sign = told.signs[self.at.sentence]
        several = f" {told.covers[self.at.sentence]}/{told.others}" if told.others > 1 else ""
        return f"{sign}{several}" if sign else ""

    def _none(self) -> str:
        """What a pane says that tells nothing of the sentence at hand."""
        return NOTHING if self.is_body else ""

    @property
    def is_body(self) -> bool:
        """Whether the sentence at hand takes part in the comparison."""
        if self.comparison is None or self.at is None:
            return False
        return not self.comparison.sources[self.at.article].sentences[self.at.sentence].region

    def _heading(self, there: "Place") -> str:
        """How the best of a pane's sentences tells the one at hand: sign, score, who says so."""
        assert self.comparison is not None
        assert self.at is not None
        one = self.between(self.at, there)
        if one is None:
            return ""
        if one.status == "confirmed":
            return f"{one.sign} confirmed"
        return f"{one.sign} {one.score:.2f}".replace("0.", ".")

    def between(self, here: "Place", there: "Place") -> "Alignment | None":
        """The alignment of two sentences; None where they have none that counts."""
        if self.comparison is None:
            return None
        alignments = (self.comparison.alignments[index] for index in self.comparison.aligned(here))
        return next((one for one in alignments if there in (one.a, one.b)), None)
