"""What the desk tells around the articles: the lines at the foot and the side panels."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import drawing, hand
from tui.app.action import in_force
from tui.app.keys import article_keys, desk_keys, keys_of
from tui.app.marks import Marks
from tui.app.reading import Reading
from tui.app.trail import Spot
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.reader import Reader
from tui.app.widgets.rows import Rows
from tui.errors import CallError, DataError
from tui.model import Annotation
from tui.store import conflicts
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Telling:
    """Brings the lines and panels of one desk up to date. `message` is what was said last."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.message = Text()
        self.pending = ""
        """What was begun and waits for more, told until it is done."""
        self.listeners: list[Callable[[], None]] = []
        """Called when annotations changed, or another article came onto the screen."""
        self.followers: list[Callable[[], None]] = []
        """Called when the reader may have moved."""

    def first(self, not_opened: Exception | None) -> None:
        """Say what a reader has to know when the desk opens."""
        screen = self.screen
        store, waiting = screen.workspace.store, screen.workspace.waiting
        taken = sorted(screen.marking.tag_keys.first & (desk_keys().keys() | article_keys().keys()))
        wrong = in_force().problems
        if not_opened is not None:
            self.complain(not_opened)
        elif not store.writable:
            self.say(display_line(store.why_read_only))
        elif waiting:
            self.say(drawing.waiting(waiting))
        elif left := len(conflicts.unsettled(store)):
            number = "1 conflict" if left == 1 else f"{left} conflicts"
            self.say(f"{number} left by a merge: claimdesk conflicts lists and settles them")
        elif wrong:
            more = f" · {len(wrong) - 1} more: claimdesk keys --check" if wrong[1:] else ""
            self.complain(CallError(f"{wrong[0]}{more}"))
        elif taken:
            keys = display_line(", ".join(taken))
            there = f"pick those tags with {keys_of('pick_tag')}"
            self.say(f"the desk has the tag keys {keys} itself: {there}")
        elif screen.panes:
            screen.opening.tell_of_text()

    def say(self, words: str | Text) -> None:
        """Say what just happened, until the next move."""
        self.message = words if isinstance(words, Text) else Text(display_line(words))
        self.status()

    def complain(self, error: Exception) -> None:
        """Say why something was not done. Nothing was lost."""
        self.screen.app.bell()
        self.say(Text(display_line(str(error)), self.screen.look.shades.complaint))

    def all(self) -> None:
        """Bring every line and panel up to date."""
        screen, workspace = self.screen, self.screen.workspace
        screen.marking.show_tags()
        for index, pane in enumerate(screen.panes):
            summary = workspace.summary(pane.uid)
            if summary is not None:
                waiting = workspace.waiting_in.get(pane.uid, 0)
                tags = workspace.whole.tags(pane.uid)
                pane.show_title(index + 1, summary, index == screen.leading, waiting, tags)
        screen.query_one("#library", Rows).show_items(workspace.library)
        heading = drawing.library_heading(len(workspace.library), workspace.library.words)
        screen.query_one("#library-heading", OneLine).show(heading)
        self.annotations()
        self.status()

    def annotations(self) -> None:
        """Bring the panel of the leading article's annotations up to date."""
        screen = self.screen
        marks = screen.reader.reading.marks if screen.reader else Marks()
        screen.query_one("#annotations", Rows).show_items(marks)
        heading = Text(f"Annotations ({len(marks)})")
        screen.query_one("#annotations-heading", OneLine).show(heading)
        screen.query_one("#library", Rows).repaint()
        self.card()
        for told in self.listeners:
            told()

    def card(self) -> None:
        """Show the annotation at hand, where there is room for its panel."""
        screen = self.screen
        if not screen.query_one("#annotations-side").display:
            return
        here = screen.reader.reading.here() if screen.reader else None
        try:
            related = screen.workspace.related(here) if here else []
        except (CallError, DataError) as error:
            related = []
            self.complain(error)
        screen.query_one("#card", Card).show(drawing.card(here, related, screen.look))
        rows = screen.query_one("#annotations", Rows)
        rows.light(here is not None)
        if here is not None and screen.reader is not None:
            rows.mark(screen.reader.reading.marks.index(here.uid))

    def status(self) -> None:
        """Bring the status line and the hints up to date."""
        for follow in self.followers:
            follow()
        screen, width = self.screen, self.screen.size.width
        right, left, situation = "", self.message, "empty"
        if screen.reader is not None:
            reading = screen.reader.reading
            share = round(100 * reading.cursor / max(1, len(reading.text) - 1))
            self._see(screen.reader)
            read = screen.trail.reach(reading)
            right = f"article {screen.leading + 1} of {len(screen.panes)} · {share} %"
            if reading.cursor < screen.trail.furthest(reading.article.uid):
                right += f" · read {read} %"
            here = reading.here()
            situation = self._situation(screen.reader, here)
            region = reading.aside.at(reading.cursor)
            if not left and here is None and region is not None:
                left = drawing.not_body(region)
            elif not left:
                left = self._at_hand(reading, here)
            begun = f"{screen.writing.doing}…" if screen.writing.doing else self.pending
            if begun and not self.message:
                alone = Text(begun, "bold")
                left = Text.assemble(alone, " · ", left) if left else alone
                if left.cell_len + len(right) + 3 > width:
                    left = alone
                if left.cell_len + len(right) + 3 > width:
                    right = ""
            signed = f"{screen.following.signed()} · "
            if right and len(signed) > 3 and left.cell_len + len(signed + right) + 3 <= width:
                right = signed + right
        if self.message and self.message.cell_len + len(right) + 3 > width:
            right = ""  # what is said, and its remedy, matter more
        screen.query_one("#status", OneLine).show(drawing.status(left, right, width))
        screen.query_one("#hints", OneLine).show(drawing.hints(situation, width))

    def _at_hand(self, reading: Reading, here: Annotation | None) -> Text:
        """What is said of the annotation at hand, where nothing just happened."""
        receiver = reading.receiver() if reading.pivot is not None else None
        if receiver is not None:
            return hand.receiving(receiver)
        among = reading.overlapping() if here is not None else []
        if here is not None and (len(among) > 1 or (among and len(here.fragments) > 1)):
            return hand.in_turn(among, here, reading.fragment_at(here) or 0, self.screen.look)
        return drawing.at_hand(here, self.screen.look) if here is not None else Text()

    def _see(self, reader: Reader) -> None:
        """Take note of where the reader is: what is more than a screen away is a jump."""
        trail, layout = self.screen.trail, reader.layout_of_text
        here = Spot(reader.reading.article.uid, reader.reading.cursor)
        lines = [layout.line_of(spot.offset) for spot in (trail.last or here, here)]
        trail.see(here, abs(lines[1] - lines[0]) <= reader.size.height)

    def _situation(self, reader: Reader, here: Annotation | None) -> str:
        if isinstance(self.screen.focused, Rows):
            return "panel"
        if reader.reading.letters:
            return "letters"
        if reader.reading.pivot is not None:
            return "selecting"
        if here:
            return "annotation"
        return "compared" if self.screen.following.comparison else "reading"
