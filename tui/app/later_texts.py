"""Annotations that wait to be placed in a later text of their article, and the earlier texts."""

from typing import TYPE_CHECKING

from tui.app.keys import keys_of
from tui.app.sheet_keys import WAITING
from tui.model import Annotation, Fragment

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class LaterTexts:
    """The actions on the versions of articles of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.at = ""
        """The uid of the annotation the queue was left at."""

    def waiting(self) -> None:
        from tui.app.screens.waiting import WaitingScreen

        self.screen.app.push_screen(WaitingScreen(self, self.to_place()))

    def versions(self) -> None:
        from tui.app import earlier
        from tui.app.screens.versions import VersionsScreen

        article = self.screen.actions.reader().reading.article
        texts = earlier.texts_of(self.workspace.store, article.uid)
        if len(texts) > 1:
            self.screen.app.push_screen(VersionsScreen(self, article.summary, texts))
            return
        command = f"claimdesk add --version-of {article.uid[:8]} FILE"
        self.screen.telling.say(f"its only text: {command} brings a later one")

    def to_place(self) -> list[Annotation]:
        """The annotations that wait, those of the leading article first, article by article."""
        from tui.store import annotations

        leading = self.screen.reader.reading.article.uid if self.screen.reader else ""
        found = annotations.waiting(self.workspace.store)
        return sorted(found, key=lambda one: (one.article != leading, one.article, one.sha256))

    def selection(self, annotation: Annotation) -> tuple[Fragment, ...]:
        """What is selected in an annotation's article, if that leads."""
        from tui.text.anchors import anchor

        reading = self.screen.reader.reading if self.screen.reader else None
        if reading is None or reading.article.uid != annotation.article or not reading.selection:
            return ()
        return (anchor(reading.text, *reading.target()),)

    def show(self, annotation: Annotation) -> None:
        """Bring the desk up to date after an annotation was placed, left or deleted."""
        self.screen.taking_back.show_anew(frozenset({annotation.article}), codebook=False)

    def open(self, annotation: Annotation, fragments: tuple[Fragment, ...]) -> None:
        """Open an annotation's article at these words of it, or else at its top."""
        self.screen.work_on(self._open(annotation, fragments))

    async def _open(self, annotation: Annotation, fragments: tuple[Fragment, ...]) -> None:
        await self.screen.opening.open(annotation.article)
        reader = self.screen.actions.reader()
        before = reader.reading.standing
        reader.reading.pivot = None
        reader.reading.go_to(fragments[0].start if fragments else 0)
        if len(fragments) == 1:
            reader.reading.select_span((fragments[0].start, fragments[0].end))
        reader.show_change(before, tell=False)
        self.screen.follow()
        keys = f"{keys_of('waiting')} and {WAITING.key('place_selection')}"
        self.screen.telling.say(f"select its words, then {keys} place it there")

    def read(
        self, article: str, sha256: str, *, compared: bool, at: Annotation | None = None
    ) -> None:
        """Read an earlier text of an article, alone or compared with the one it has now.

        Begins at an annotation on it if one is given, else at the top.
        """
        from tui.app import earlier
        from tui.app.screens.comparison import ComparisonScreen

        old, new = earlier.both(self.workspace.store, article, sha256)
        self.screen.app.push_screen(ComparisonScreen(self.screen.look, old, new, compared, at))
