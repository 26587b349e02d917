"""What is known of an article, to be changed, and where its text came from."""

from collections.abc import Callable
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.adding.extracting import PAGES
from tui.app.about import HIDDEN, WORDS, of_words
from tui.app.intake_keys import ABOUT
from tui.app.renewing import Touched
from tui.app.screens.asking import TypedAnswer
from tui.app.screens.refusals import told
from tui.app.screens.sheet import Sheet
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.errors import CallError, DataError
from tui.model import Article
from tui.store.article_details import checked
from tui.store.articles import DETAILS
from tui.store.origins import Origin
from tui.text.safety import display_line, hidden_count

if TYPE_CHECKING:
    from tui.app.about import About
    from tui.intake.face import Taking

ANSWERS = "{edit} {choose} change it   {undo} undo   {card_down} more   {close} leave"
OF_A_PAGE = "{other} the other extractor's text   {whole} the whole page   {best} the best text\n"
NAME = 11
"""Cells for the name of a row."""


class AboutScreen(Sheet[None]):
    """The details of an article, row by row, and under them where its text came from."""

    KEYS = ABOUT

    def __init__(self, room: "About", article: Article) -> None:
        super().__init__(classes="dialog-screen")
        self.room = room
        self.uid = article.uid
        self.origin: Origin | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            yield Rows[str](DETAILS, self._row, "", id="about", strong=True)
            yield Card(id="origin")
            yield Static(id="said")
            yield Static(classes="answers")

    @property
    def rows(self) -> Rows[str]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.rows.focus()
        self.show()

    def show(self) -> None:
        """Bring the sheet up to date, and read where the text came from."""
        with told(self, self._say):
            about = self.room.summary(self.uid)
            title = Text.assemble(("About ", "bold"), display_line(about.title))
            self.query_one("#heading", OneLine).show(title)
        self.rows.repaint()
        self._foot()
        self.run_worker(self._read(), exclusive=True)

    def _foot(self) -> None:
        page = self.origin is not None and self.origin.extraction.kind in PAGES
        words = (OF_A_PAGE if page else "") + ANSWERS
        self.query_one(".answers", Static).update(Text(self.KEYS.foot(words)))

    async def _read(self) -> None:
        try:
            self.origin = await self.room.origin(self.uid)
            article = self.room.workspace.article(self.uid)
        except (CallError, DataError) as error:
            self._say(str(error))
            return
        if self.is_attached:
            self._foot()
            card = self.query_one(Card)
            card.show(came_from(article, self.origin, card.size.width))

    def _row(self, name: str) -> Text:
        row = Text(f"{name:<{NAME}}", Style(dim=True))
        about = self.room.workspace.summary(self.uid)
        value = getattr(about, name) if about else ""
        return row.append(display_line(value) or "–", Style(dim=False))

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Text(display_line(words)))

    def on_rows_more(self, event: Rows.More) -> None:
        self.query_one(Card).scroll_relative(y=event.lines, animate=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.do_edit()

    # Keys

    def do_edit(self) -> None:
        """Ask for another value of the row's detail; what it cannot be is said while one types."""
        name = DETAILS[self.rows.at]
        with told(self, self._say):
            now = getattr(self.room.summary(self.uid), name)
            self._ask(name, now, now)

    def _ask(self, name: str, now: str, typed: str) -> None:
        shown = display_line(now)

        def will_be(typed: str) -> str:
            value = now if typed == shown else checked(name, typed)
            return f"{name}: {value}" if value else f"no {name}"

        def answered(answer: str | None) -> None:
            if answer is None or answer == shown:  # hidden characters are not typed over unseen
                return
            with told(self, self._say):
                try:
                    said = self.room.change(self.uid, name, answer)
                except DataError:  # not kept: what was typed must not be lost with it
                    self._ask(name, now, answer)
                    raise
                self.show()
                undo = f" · {self.KEYS.key('undo')} undo"
                self._say(said + undo if said else "that is what it has already")

        self.app.push_screen(TypedAnswer(f"{name} of the article", typed, will_be), answered)

    def do_other(self) -> None:
        self._take("other")

    def do_whole(self) -> None:
        self._take("whole")

    def do_best(self) -> None:
        self._take("best")

    def _take(self, taking: "Taking") -> None:
        with told(self, self._say):
            self.room.take(self.uid, taking, self._taken, self._refused)
            self._say(f"looking for {WORDS[taking]}…")

    def _taken(self, words: str) -> None:
        """Say what was taken: here, or on the desk where the sheet was left meanwhile."""
        if self.is_attached:
            self.show()
            self._say(f"{words} · {self.KEYS.key('undo')} undo")
        self.room.screen.telling.say(display_line(words))

    def _refused(self, error: Exception) -> None:
        if self.is_attached:
            self.app.bell()
            self._say(str(error))
        else:
            self.room.screen.telling.complain(error)

    def do_hidden(self) -> None:
        with told(self, self._say):
            self.room.hidden()
            self.dismiss()

    def do_undo(self) -> None:
        self._take_back(self.room.workspace.undo)

    def do_redo(self) -> None:
        self._take_back(self.room.workspace.redo)

    def _take_back(self, revert: Callable[[], Touched]) -> None:
        with told(self, self._say):
            touched = revert()
            self.room.screen.taking_back.show(touched, "")
            self.show()
            self._say(touched.said)


def came_from(article: Article, origin: Origin, width: int) -> Text:
    """Where a text came from, in lines of `width` cells."""
    found = origin.extraction
    hidden, sha256, room = hidden_count(article.text), origin.sha256, max(20, width - NAME)
    how = " ".join(filter(None, (found.extractor, found.version)))
    lines = {
        "came from": article.summary.file or "the clipboard, standard input or an address",
        "inside it": found.member,
        "kind": f"{found.kind}, {len(origin.raw):,} bytes, read as {origin.encoding}",
        "found by": how,
        "options": found.options,
        "words": of_words(article.text, found.words),
        "characters": f"{len(article.text):,}",
        "hidden": f"{HIDDEN}: {hidden:,}" if hidden else "",
        "replaced": f"{origin.replaced:,} by U+FFFD" if origin.replaced else "",
        "added": article.summary.added[:16].replace("T", " "),
        "sha256": sha256 if len(sha256) <= room else f"{sha256[:32]} {sha256[32:]}",
    }
    text = Text()
    for name, words in lines.items():
        for number, line in enumerate(wrap(display_line(words), room)):
            text.append(f"{'' if number else name:<{NAME}}", Style(dim=True)).append(f"{line}\n")
    text.rstrip()
    return text
