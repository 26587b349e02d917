"""What is not body, at the desk: the list of it with the reasons, and correcting it."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.keys import keys_of
from tui.errors import CallError
from tui.text.motions import paragraph
from tui.text.regions import Region

if TYPE_CHECKING:
    from tui.app.reading import Reading
    from tui.app.screens.desk import DeskScreen

HOW = {True: "passed over by sentence and word", False: "shown, not passed over"}


class Regions:
    """The actions on what is not the body of the leading article."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    @property
    def reading(self) -> "Reading":
        """Who reads the leading article. Raises CallError when none is open."""
        return self.screen.actions.reader().reading

    def regions(self) -> None:
        from tui.app.screens.regions import RegionsScreen

        if not self.reading.aside.regions:
            said = f"all of it is taken for body: {keys_of('not_body')} says a paragraph is not"
            self.screen.telling.say(said)
            return
        self.screen.app.push_screen(RegionsScreen(self))

    def not_body(self) -> None:
        """Say that the paragraph at the cursor is not body; where it is taken for that, it is."""
        reading = self.reading
        start, end = paragraph(reading.text, reading.cursor)
        words = reading.text[start:end]
        start += len(words) - len(words.lstrip())
        found = reading.aside.within(start, start + len(words.strip()))
        if not words.strip():
            raise CallError("this paragraph is blank")
        if found:
            self.correct(found[0])
            return
        self._correct((start, start + len(words.strip())), body=False)

    def correct(self, region: Region) -> None:
        """Say that a region is body after all. Raises CallError and DataError as the store does."""
        self._correct((region.start, region.end), body=True)

    def _correct(self, span: tuple[int, int], body: bool) -> None:
        article = self.reading.article
        self.workspace.asides.correct(article, span, body)
        pane = self.screen.row.of(article.uid)
        if pane is not None:
            pane.reader.repaint_all()
        self.screen.telling.annotations()  # nothing is suggested where it is not body
        what = "this paragraph is body" if body else "this paragraph is not body"
        said = Text.assemble(what, (f" · {keys_of('undo')} undo", "dim"))
        self.screen.telling.say(said)

    def skip(self) -> None:
        """Pass over what is not body, or no longer, in every article."""
        asides = self.workspace.asides
        asides.skip(not asides.skipped)
        self.screen.telling.say(f"what is not body is {HOW[asides.skipped]}")
        self.screen.remembering.soon()

    def go_to(self, region: Region) -> None:
        """Put the cursor on a region."""
        reader = self.screen.actions.reader()
        before = reader.reading.standing
        reader.reading.pivot = None
        reader.reading.go_to(region.start)
        reader.show_change(before, tell=False)
        self.screen.follow()
