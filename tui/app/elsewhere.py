"""The same words at other places: looking for them, and tagging those a reader left in."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from tui.app.keys import keys_of
from tui.errors import CallError
from tui.model import Annotation
from tui.store import elsewhere
from tui.store.elsewhere import Place

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

MOST = 1000
"""Places offered at once."""


class Search:
    """One look for the other places of some words, in an article or in all."""

    def __init__(self, room: "Elsewhere", tag: str, words: str, source: Annotation | None):
        self.room = room
        self.tag = tag
        self.words = words
        self.article = room.screen.actions.reader().reading.article.uid
        self.source = source
        """The annotation whose words they are, and which is not offered again, if it is one."""
        self.everywhere = False
        self.found: list[Place] = []
        self.out: set[Place] = set()
        """The places a reader took out."""
        self.tagged = 0
        self.share = 0.0

    async def batches(self) -> AsyncIterator[None]:
        """Look, letting other things happen in between; goes round for each step."""
        store, everywhere = self.room.workspace.store, self.everywhere
        self.found, self.share = [], 0.0
        mine = self.source is not None and self.source.annotator == store.annotator
        self.tagged = -1 if mine else 0
        if not everywhere:
            self._take(elsewhere.in_article(store, self.words, self.tag, self.article))
        else:
            for batch in elsewhere.in_all(store, self.words, self.tag):
                self._take(batch)
                yield
                await asyncio.sleep(0)
                if self.everywhere != everywhere or len(self.found) >= MOST:
                    return
        self.share = 1.0
        yield

    def _take(self, batch: elsewhere.Batch) -> None:
        source = self.source
        own = (self.article, (source.start, source.end)) if source else None
        others = [one for one in batch.places if (one.article, one.span) != own]
        self.found += others[: MOST - len(self.found)]
        self.tagged += batch.tagged
        self.share = batch.share

    @property
    def chosen(self) -> list[Place]:
        """The places that are still in."""
        return [place for place in self.found if place not in self.out]

    def turn(self, place: Place) -> None:
        """Take a place out, or in again."""
        self.out ^= {place}

    def turn_all(self) -> None:
        """Take all out, or all in where none is."""
        self.out = set(self.found) if self.chosen else set()


class Elsewhere:
    """The offers of one desk to tag the same words elsewhere."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def elsewhere(self) -> None:
        from tui.app.screens.elsewhere import ElsewhereScreen

        self.screen.app.push_screen(ElsewhereScreen(self.look()))

    def look(self) -> Search:
        """The look for the annotation's words at hand with its tag, or for the selection's with
        the last tag. Raises CallError where there is neither."""
        reading = self.screen.actions.reader().reading
        if reading.pivot is not None:
            if not self.screen.last_tag:
                raise CallError("no tag used yet: press a tag's key first")
            self.workspace.tag_named(self.screen.last_tag)
            return Search(self, self.screen.last_tag, self.screen.actions.target_words(), None)
        annotation = self.screen.actions.at_hand()
        if len(annotation.fragments) > 1:
            again = f"select the words and press {keys_of('elsewhere')}"
            raise CallError(f"an annotation in several pieces has no other places: {again}")
        return Search(self, annotation.tag, annotation.quote, annotation)

    def tag(self, search: Search) -> None:
        """Tag the places that are in, as one operation, and show it."""
        places = search.chosen
        if not places:
            raise CallError("no place was left in: nothing was tagged")
        elsewhere.tag_places(self.workspace.store, places, search.tag)
        touched = frozenset(place.article for place in places)
        self.workspace.take_in(touched)
        if self.screen.reader is not None:
            self.screen.reader.reading.pivot = None
        self.screen.last_tag = search.tag
        self.screen.taking_back.show_anew(touched, codebook=False)
        places_ = "1 place" if len(places) == 1 else f"{len(places)} places"
        many = f" in {len(touched)} articles" if len(touched) > 1 else ""
        self.screen.actions.did(f"tagged {places_}{many} {search.tag}")
