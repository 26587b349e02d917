"""Reading an earlier text of an article, alone or with what changed since; marking nothing."""

from functools import cached_property

from rich.text import Text
from textual.app import ComposeResult

from tui.app import clipboard, drawing
from tui.app.comparing import Comparison
from tui.app.earlier import Written
from tui.app.keys import article_keys, keys_of
from tui.app.marks import Marks
from tui.app.painting import Look
from tui.app.passages import moment
from tui.app.reading import Reading
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import COMPARISON
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.reader import Reader
from tui.app.widgets.typed import FindBar
from tui.model import Annotation
from tui.text.safety import display_line

ABOVE = 400
"""Characters shown above the place a text is opened at."""


class ComparisonScreen(Sheet[None]):
    """An earlier text of an article and the one after it, read as one or the earlier one alone.

    It opens at an annotation of the earlier text, `at`, if one is given.
    """

    KEYS = COMPARISON

    def __init__(
        self, look: Look, old: Written, new: Written, compared: bool, at: Annotation | None
    ) -> None:
        super().__init__(classes="reading-screen")
        self.look = look
        self.old, self.new = old, new
        self.compared = compared
        self.at = at
        self.origin = 0
        """Where the cursor was when the find began."""

    def compose(self) -> ComposeResult:
        yield OneLine(id="title")
        yield self._reader()
        yield OneLine(id="status")
        yield OneLine(id="hints")

    @cached_property
    def comparison(self) -> Comparison:
        """Both texts as one, made when first read so."""
        return Comparison(self.old, self.new)

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    @property
    def reading(self) -> Reading:
        return self.reader.reading

    def _reader(self, cursor: int = 0) -> Reader:
        """A reader of the earlier text or of both, at an offset into what it reads."""
        if self.compared:
            reading = self.comparison.reading()
        else:
            reading = Reading(self.old.article, Marks(self.old.annotations))
        reading.go_to(cursor)
        if self.at is not None and (there := reading.marks.get(self.at.uid)) is not None:
            reading.choose(there)
        reader = Reader(reading, self.look, max(0, reading.cursor - ABOVE))
        reader.strips.changes = self.comparison.changed if self.compared else ()
        return reader

    def on_mount(self) -> None:
        self.reader.focus()
        self._tell()

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell)

    # What is told

    def _tell(self, said: str = "") -> None:
        """Bring the lines around the text up to date, and say something."""
        width, reading = self.size.width, self.reading
        self.query_one("#title", OneLine).show(self._title())
        left = Text(said) if said else self._here()
        share = round(100 * reading.cursor / max(1, len(reading.text) - 1))
        right = f"{self._place()}{share} %"
        self.query_one("#status", OneLine).show(drawing.status(left, right, width))
        self.query_one("#hints", OneLine).show(_hints(self.compared, width))

    def _here(self) -> Text:
        """The annotation at hand, and whether it is on the earlier text."""
        here = self.reading.here()
        if here is None:
            return Text()
        if not self.compared:
            return drawing.at_hand(here, self.look)
        there = self.comparison.annotations[here.uid]
        earlier = there.sha256 == self.old.version.sha256
        told = drawing.at_hand(there, self.look)
        return Text.assemble(("earlier text: ", "dim"), told) if earlier else told

    def _title(self) -> Text:
        label = display_line(self.old.article.summary.label)
        if not self.compared:
            version = self.old.version
            file = f" ({display_line(version.file)})" if version.file else ""
            earlier = f" · earlier text, added {moment(version)}{file}"
            return Text.assemble((f" {label}", "bold"), earlier)
        return Text.assemble(
            (f" {label}", "bold"),
            f" · {moment(self.old.version)} → {moment(self.new.version)}  ",
            ("gone", self.look.shades.gone),
            "  ",
            ("new", self.look.shades.new),
        )

    def _place(self) -> str:
        """Which change the cursor is in, or how many there are."""
        if not self.compared:
            return f"{len(self.reading.marks)} annotations · " if len(self.reading.marks) else ""
        at, total = self.comparison.change_at(self.reading.cursor), len(self.comparison.changes)
        if at is None:
            return f"{total} changes · " if total != 1 else "1 change · "
        return f"change {at + 1} of {total} · "

    def on_reader_moved(self) -> None:
        self._tell()

    # Keys

    async def take_key(self, name: str) -> bool:
        """Do what a key does here: what is the sheet's own, then what is the reader's."""
        if isinstance(self.focused, FindBar):
            return False
        action = self.KEYS.by_key().get(name, "")
        if self._is_for_the_reader(name, action):
            self.reader.take_key(name)
            self._tell()
        elif action:
            await self.run_action_of(action)
        elif self.reader.take_key(name):
            self._tell()
        else:
            leave = self.KEYS.key("close")
            only_read = f"an earlier text is only read: {leave} leaves it"
            self._tell(only_read if len(name) == 1 else "")
        return True

    def _is_for_the_reader(self, name: str, action: str) -> bool:
        """Whether a key is the reader's first, because of what stands or is found there."""
        reading = self.reading
        if action == "close":
            busy = reading.letters or reading.pivot is not None or reading.found
            return bool(busy) and article_keys().get(name) == "cancel"
        if action in ("next_change", "previous_change") and reading.found:
            return name in article_keys()
        return bool(reading.letters)

    def perform(self, action: str) -> None:
        """Do one of the actions of the sheet, by its own name."""
        self.call_next(self.run_action_of, action)

    async def run_action_of(self, action: str) -> None:
        """Do one of the actions of the sheet now, and tell of it."""
        if action == "turn":
            await self._turn()
            self._tell()
        elif action == "find":
            await self._open_find()
        else:
            super().perform(action)

    def do_next_change(self) -> None:
        self._tell(self._go_to_change(True))

    def do_previous_change(self) -> None:
        self._tell(self._go_to_change(False))

    def do_copy(self) -> None:
        self._tell(self._copy())

    async def _turn(self) -> None:
        """Turn from both texts to the earlier one alone, or back, at the same words."""
        cursor, chosen = self.reading.cursor, self.reading.chosen
        place = self.comparison.to_old if self.compared else self.comparison.from_old
        self.compared = not self.compared
        self.at = self.comparison.annotations.get(chosen or "")
        await self.reader.remove()
        await self.mount(self._reader(place(cursor)), after="#title")
        self.reader.focus()

    def _go_to_change(self, forward: bool) -> str:
        if not self.compared:
            return f"{self.KEYS.key('turn')} shows what changed since"
        changes, cursor = self.comparison.changes, self.reading.cursor
        if not changes:
            return "nothing changed"
        step = self.comparison.next_change if forward else self.comparison.previous_change
        before = self.reading.standing
        self.reading.go_to(changes[step(cursor)][0])
        self.reader.show_change(before, tell=False)
        return ""

    def _copy(self) -> str:
        """Copy what is selected, or else the annotation or the sentence here, with its source."""
        reading, here = self.reading, self.reading.here()
        if reading.pivot is None and here is not None and not self.compared:
            text = clipboard.of_annotation(here, self.old.article)
        elif self.compared:
            text = self._quotations(*self.comparison.words(reading.target()))
        else:
            text = clipboard.quotation(reading.text[slice(*reading.target())], self.old.article)
        ways = clipboard.copy(text, self.app.copy_to_clipboard)
        return f"copied to the {ways}" if ways else "not copied: no clipboard to send it to"

    def _quotations(self, was: str, now: str) -> str:
        """Some words of both texts, the earlier ones apart where they differ."""
        quoted = [clipboard.quotation(now, self.new.article)] if now.strip() else []
        if was.strip() and was != now:
            earlier = clipboard.quotation(was, self.old.article)
            quoted.insert(0, f"{earlier} (text added {moment(self.old.version)})")
        return "\n".join(quoted)

    # Finding

    async def _open_find(self) -> None:
        self.origin = self.reading.cursor
        self.query_one("#hints").display = False
        bar = FindBar("find (small letters match either case)")
        await self.mount(bar)
        bar.focus()

    def on_find_bar_typed(self, event: FindBar.Typed) -> None:
        found = self.reader.find(event.query, self.origin)
        self._tell(f"{found} found" if event.query else "")

    async def on_find_bar_done(self, event: FindBar.Done) -> None:
        bars = self.query(FindBar)
        if not bars:
            return
        await bars.remove()
        self.query_one("#hints").display = True
        if not event.kept:
            self.reader.find("", self.origin)
        self.reader.focus()
        found = len(self.reading.found)
        keys = f"{keys_of('next_match')} next · {keys_of('cancel')} leave the find"
        self._tell(f"{found} found · {keys}" if found else "")


def _hints(compared: bool, width: int) -> Text:
    """The keys that matter in a text that is only read, as many as there is room for."""
    keys = COMPARISON.key
    changes = f"{keys('next_change')} {keys('previous_change')}"
    turned = (changes, "change"), (keys("turn"), "earlier text alone")
    annotations = f"{keys_of('next_annotation')} {keys_of('previous_annotation')}"
    wanted = [
        *(turned if compared else ((keys("turn"), "what changed since"),)),
        *(((annotations, "annotation"), (keys("copy"), "copy"), (keys("find"), "find"))),
    ]
    last = drawing.keyed(keys("close"), "leave")
    line = Text(" ")
    for shown, word in wanted:
        hint = drawing.keyed(shown, word)
        if line.cell_len + hint.cell_len + last.cell_len <= width:
            line.append_text(hint)
    return line.append_text(last)
