"""What is not body, at the desk: the list of it with the reasons, and correcting it."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.drawing import short
from tui.app.intake_keys import REGIONS
from tui.app.keys import keys_of
from tui.errors import CallError
from tui.store import source_rules
from tui.text.motions import paragraph
from tui.text.regions import Region, Rule
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.reading import Reading
    from tui.app.screens.desk import DeskScreen
    from tui.store.repeated import Repeated

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

        if not self.reading.aside.regions and not self.source:
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

    def correct_reason(self, kind: str) -> str:
        """Say that all of this article is body that is taken for one kind. Raises as the store."""
        spans = [(one.start, one.end) for one in self.reading.aside.regions if one.kind == kind]
        what = f"{kind} lines here"
        self.workspace.asides.correct(self.reading.article, spans, True, what)
        return self._shown(f"{what} are body")

    def give(self, kind: str, value: str, body: bool) -> str:
        """Say what is body of a reason or a line in all articles of the source. Raises as the
        store does."""
        self.workspace.asides.give(self.source, kind, value, body)
        said = "body" if body else "not body"
        if kind == "reason":
            return self._shown(f"{value} lines are {said} in all of {self.source}")
        return self._shown(f"“{short(value)}” is {said} in all of {self.source}")

    def line_is_body(self, region: Region) -> str:
        """Say that a line is body in all articles of the source. Raises CallError for more than
        one line, and as the store does."""
        words = self.reading.text[region.start : region.end]
        if "\n" in words:
            key = REGIONS.key("is_body")
            raise CallError(f"these are several lines: {key} says of them here that they are body")
        return self.give("line", words, True)

    @property
    def source(self) -> str:
        """The source of the leading article, empty for none."""
        about = self.workspace.summary(self.reading.article.uid)
        return about.source if about else ""

    @property
    def rules(self) -> list[Rule]:
        """What was said of the source, by this annotator or others."""
        return source_rules.of_source(self.workspace.store, self.source) if self.source else []

    async def repeated(self) -> "list[Repeated]":
        """The lines that many articles of the source have, counted in a thread."""
        from tui.app.apart import apart
        from tui.store.repeated import repeated

        source = self.source
        return await apart(self.workspace.store, lambda store: repeated(store, source))

    def _correct(self, span: tuple[int, int], body: bool) -> None:
        self.workspace.asides.correct(self.reading.article, [span], body)
        self._shown("this paragraph is body" if body else "this paragraph is not body")

    def _shown(self, what: str) -> str:
        """Paint what is open anew, and say what was done. Returns that."""
        for pane in self.screen.panes:
            pane.reader.repaint_all()
        self.screen.telling.annotations()  # nothing is suggested where it is not body
        what = display_line(what)
        self.screen.telling.say(Text.assemble(what, (f" · {keys_of('undo')} undo", "dim")))
        return what

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
