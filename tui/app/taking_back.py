"""Undo and redo, the history, and what others wrote meanwhile: bringing the desk up to date."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import writing
from tui.app.earlier import same_place
from tui.app.finding import Finding
from tui.app.keys import keys_of
from tui.app.marks import Marks, order
from tui.app.renewing import Touched
from tui.app.view import PaneView
from tui.app.widgets.pane import Pane
from tui.errors import DataError
from tui.model import Annotation
from tui.store import history, together
from tui.store.history import Place
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class TakingBack:
    """The actions on the log of one desk, and the look at what came from elsewhere."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def undo(self) -> None:
        self.revert(False, lambda touched: self.show(touched, f"{keys_of('redo')} redo"))

    def redo(self) -> None:
        self.revert(True, lambda touched: self.show(touched, f"{keys_of('undo')} undo"))

    def revert(
        self,
        redo: bool,
        then: Callable[[Touched], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> str:
        """Undo or redo, and then `then`; what changes many rows is written in a thread.

        Returns what is being written meanwhile, nothing where it is done.
        """
        self.screen.writing.refuse_while_writing()
        store = self.workspace.store
        changes = together.changes(store, (together.to_redo if redo else together.to_undo)(store))
        if changes < writing.MANY:
            then(self.workspace.redo() if redo else self.workspace.undo())
            return ""
        words = f"{'doing again' if redo else 'undoing'} {changes:,} changes"
        deed, said = (history.redo, "did again") if redo else (history.undo, "undid")
        done: Callable[[history.Reverted], None] = lambda one: then(  # noqa: E731
            self.workspace.reverted(said, one)
        )
        self.screen.writing.begin(words, deed, done, failed)
        return words

    def history(self) -> None:
        from tui.app.screens.history import HistoryScreen

        leading = self.screen.reader.reading.article.uid if self.screen.reader else None
        self.screen.app.push_screen(HistoryScreen(self, leading))

    def show(self, touched: Touched, back: str) -> None:
        """Show what an undo or redo changed, go there, and say it."""
        self.show_anew(touched.articles, touched.codebook, touched.repaint)
        self._show_first(touched.annotations)
        said = Text(display_line(touched.said))
        self.screen.telling.say(said.append(f" · {back}", "dim") if back else said)

    def look_for_news(self) -> None:
        """Show what other windows wrote, if they did."""
        try:
            news = self.workspace.news()
            if news is not None:
                self.show_anew(news.articles, news.codebook)
                self.workspace.shown()
        except DataError:  # busy just now: the next look finds it
            return

    def show_anew(
        self,
        articles: frozenset[str],
        codebook: bool,
        only: Sequence[Annotation] | None = None,
    ) -> None:
        """Paint these articles as they are now, close those that are gone.

        Of the text, `only` the words of these annotations are painted, if they are given.
        """
        if codebook:
            last = self.screen.last_tag
            self.screen.last_tag = self.workspace.renamed.get(last, last)
            self.screen.marking.read_tags()  # other keys, other colours
            self.screen.show_theme()
        for pane in list(self.screen.panes):
            summary = self.workspace.summary(pane.uid)
            if summary is None:
                self.screen.work_on(self._close(pane))
            elif summary.sha256 != pane.reader.reading.article.summary.sha256:
                self.screen.work_on(self._open_later_text(pane))
            elif pane.uid in articles and only is None:
                pane.reader.reading.take_details(summary)
                pane.reader.repaint_all()
            elif only is not None:
                for annotation in only:
                    if annotation.article == pane.uid:
                        pane.reader.repaint_annotation(annotation)
        self.screen.telling.all()

    async def _open_later_text(self, pane: Pane) -> None:
        """Show the text an article has now where its other one was, at the same sentence."""
        before = pane.reader.reading
        article = self.workspace.article(pane.uid)
        if pane not in self.screen.panes or before.article.summary.sha256 == article.summary.sha256:
            return  # closed, or shown, since this was asked for
        cursor = same_place(before.text, before.sentence_span(), article.text)
        with self._keys_staying(pane):
            await self.screen.open_pane(PaneView(pane.uid, cursor, cursor), pane)

    async def _close(self, pane: Pane) -> None:
        with self._keys_staying(pane):
            await self.screen.row.close(pane)

    @contextmanager
    def _keys_staying(self, pane: Pane) -> Iterator[None]:
        """Take a pane away inside. The keys go on to the one that leads, if they were in it.

        Who types elsewhere, in the find line or a panel, goes on typing there.
        """
        screen = self.screen
        typed_here = screen.focused in (None, pane.reader)
        yield
        if isinstance(screen.finding, Finding) and screen.finding.reader is pane.reader:
            screen.finding.go_on_in(screen.reader)
        if typed_here:
            screen.lead(screen.leading)
        else:
            screen.fit()
            screen.telling.all()

    def go_to(self, place: Place) -> None:
        """Open an article and go to an annotation of it."""
        self.screen.work_on(self._go_to(place))

    async def _go_to(self, place: Place) -> None:
        await self.screen.opening.open(place.article)
        reader = self.screen.reader
        found = reader.reading.marks.get(place.annotation) if reader else None
        if found is not None:
            self.screen.actions.go_to(found)

    def _show_first(self, uids: frozenset[str]) -> None:
        """Go to the first of these annotations that is there in the leading article."""
        marks = self.screen.reader.reading.marks if self.screen.reader else Marks()
        there = [one for one in map(marks.get, uids) if one is not None]
        if there:
            self.screen.actions.go_to(min(there, key=order))
