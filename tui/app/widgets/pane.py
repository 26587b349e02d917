"""One open article: its title and the reader under it."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.app.drawing import pane_title
from tui.app.painting import Look
from tui.app.reading import Reading
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.reader import Reader
from tui.model import ArticleSummary, ArticleTag
from tui.text.safety import hidden_count


class Pane(Vertical):
    """A reader with its title."""

    def __init__(self, reading: Reading, look: Look, top: int) -> None:
        super().__init__()
        self.title_line = OneLine(classes="title")
        self.reader = Reader(reading, look, top)
        self._about: Callable[..., Text] | None = None
        self._told = ""
        self.hidden = hidden_count(reading.text)
        """Characters of the text that are not seen, or reorder their neighbours."""

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.reader

    @property
    def uid(self) -> str:
        """The article's uid."""
        return self.reader.reading.article.uid

    def show_title(
        self,
        number: int,
        summary: ArticleSummary,
        focused: bool,
        waiting: int = 0,
        tags: Sequence[ArticleTag] = (),
    ) -> None:
        """Say which article this is, brighter where it leads, what is to be placed, its tags."""
        look = self.reader.strips.look
        about = number, summary, look, focused, waiting, tags
        self._about = partial(pane_title, *about, hidden=self.hidden)
        self.title_line.show(self._about(told=self._told))

    def tell(self, words: str) -> None:
        """Say in the title what this article tells of the sentence at hand in the leading one."""
        if words != self._told:
            self._told = words
            if self._about is not None:
                self.title_line.show(self._about(told=words))
