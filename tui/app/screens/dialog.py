"""The small dialogs over the desk: choosing by typing, a note, and the keys."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Generic

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from tui.app import sheet
from tui.app.action import Action
from tui.app.keys import EVERYWHERE, IN_PANEL
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import HELP, NOTE, PICKER, in_sheets
from tui.app.theme import Shades
from tui.app.widgets.rows import Item, Items, Rows
from tui.app.widgets.typed import Line, NoteArea
from tui.errors import DataError
from tui.model import Tag
from tui.text.safety import display_line, display_safe

CHOOSE = "{up} {down} choose   {take} take   {close} leave"
LINES = {"down": 1, "up": -1, "further": 10, "back": -10, "page_down": 15, "page_up": -15}
"""How many lines of the keys each action goes."""
KEEP = "{take} keep   {new_line} new line   {close} leave"
MEANING = 46
"""Cells for what a key does: what a dialog of the usual width leaves beside the key."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: its uid or path, what typing is matched with, and its row."""

    value: str
    words: str
    row: Text


def draw_choice(choice: Choice) -> Text:
    """A choice's own row."""
    return choice.row.copy()


def among(choices: Sequence[Choice]) -> Callable[[str], Sequence[Choice]]:
    """Finds the choices that have each of some words, or parts of words, in theirs."""

    def fitting(typed: str) -> Sequence[Choice]:
        wanted = typed.lower().split()
        found = [c for c in choices if all(part in c.words.lower() for part in wanted)]
        # What starts with the letters typed comes before what only holds them.
        return sorted(found, key=lambda c: not c.words.lower().startswith(typed.lower()))

    return fitting


class Picker(Sheet[str | None], Generic[Item]):
    """One of several, found by typing. Enter takes it, Escape takes none.

    `items` are shown first, `find` gives those for what is typed, `draw` says how one looks,
    `value` what it answers.
    """

    KEYS = PICKER

    def __init__(
        self,
        title: str,
        items: Items[Item],
        find: Callable[[str], Items[Item]],
        draw: Callable[[Item], Text],
        value: Callable[[Item], str],
    ) -> None:
        super().__init__(classes="dialog-screen")
        self.title_text = title
        self.items = items
        self.find = find
        self.draw = draw
        self.value = value
        self.found_for = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self.title_text), classes="dialog-title")
            yield Line(placeholder="type part of it", compact=True)
            rows: Rows[Item] = Rows(
                self.items, self.draw, "Nothing like that", id="picks", strong=True
            )
            rows.styles.height = min(12, max(1, len(self.items)))
            yield rows
            yield Static(Text(self.KEYS.foot(CHOOSE)), classes="answers")

    @property
    def rows(self) -> Rows[Item]:
        return self.query_one(Rows)

    @property
    def typed(self) -> str:
        """What has been typed so far."""
        return self.query_one(Line).value

    def on_mount(self) -> None:
        self.query_one(Line).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def _find(self, typed: str) -> None:
        if typed == self.found_for:
            return
        try:
            self.rows.show_items(self.find(typed))
            self.rows.mark(0)
            self.found_for = typed
        except DataError:  # the database is busy: what was found before stays
            self.app.bell()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._take(event.index)

    def _take(self, index: int) -> None:
        if index >= len(self.rows.items):
            return
        try:
            self.dismiss(self.value(self.rows.items[index]))
        except DataError:  # gone since it was listed
            self.app.bell()

    def do_take(self) -> None:
        self._find(self.query_one(Line).value)  # Enter overtakes the news of the last letters
        self._take(self.rows.at)

    def do_down(self) -> None:
        self.rows.mark(self.rows.at + 1)

    def do_up(self) -> None:
        self.rows.mark(self.rows.at - 1)


class NoteDialog(Sheet[str | None]):
    """A note typed in. Enter keeps it, ctrl+j starts a line, Escape leaves it as it was.

    `typed` is what stands there first, when it is not the note as it is.
    """

    KEYS = NOTE

    def __init__(self, title: str, note: str, typed: str | None = None) -> None:
        super().__init__(classes="dialog-screen")
        self.title_text = title
        self.note = display_safe(note)
        self.typed = self.note if typed is None else typed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self.title_text), classes="dialog-title")
            yield NoteArea(self.typed, compact=True, highlight_cursor_line=False)
            yield Static(Text(self.KEYS.foot(KEEP)), classes="answers")

    def on_mount(self) -> None:
        area = self.query_one(NoteArea)
        area.focus()
        area.move_cursor(area.document.end)

    def on_note_area_kept(self, event: NoteArea.Kept) -> None:
        self.dismiss(None if event.note == self.note else event.note)


def indented(meaning: str) -> str:
    """What a key does, its further lines below the first."""
    return f"\n{' ' * 20}".join(wrap(meaning, MEANING))


class KeysDialog(Sheet[None]):
    """Every key, by what it is for, and the codebook's tags; those of the sheet below first."""

    KEYS = HELP

    def __init__(
        self, tags: Sequence[Tag], shades: Shades, over: sheet.Sheet | None = None
    ) -> None:
        super().__init__(classes="dialog-screen")
        self.tags = tags
        self.shades = shades
        self.over = over

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog keys"):
            yield Static(self.all_keys())

    def all_keys(self) -> Text:
        """The whole table in words: a heading for each group, a line for each action."""
        text = Text()
        groups: dict[str, list[tuple[str, str]]] = {}

        def add(actions: Iterable[Action]) -> None:
            for action in actions:
                groups.setdefault(action.group, []).append((action.shown, action.help))

        if self.over is not None:
            add(dict.fromkeys((*self.over.actions, *EVERYWHERE, *IN_PANEL, *in_sheets())))
        else:
            add((*EVERYWHERE, *IN_PANEL, *in_sheets()))
        groups["Mark"] = [(tag.key, self._of_tag(tag)) for tag in self.tags if tag.key] + groups[
            "Mark"
        ]
        groups["Mark"].insert(0, ("", "a tag's key tags the selection, or else the sentence"))
        groups["Mouse"] = [
            ("click", "put the cursor there; take the annotation there in hand"),
            ("drag", "select"),
            ("double click", "select the word"),
            ("wheel", "scroll"),
        ]
        for group, lines in groups.items():
            text.append(f"{group}\n", Style(color=self.shades.bar.color, bold=True))
            for keys, meaning in lines:
                text.append(f"  {keys:<18}", Style(bold=True))
                text.append(f"{indented(meaning)}\n")
            text.append("\n")
        text.append(self.KEYS.foot("{down} {up} scroll   {close} leave"), "dim")
        return text

    @staticmethod
    def _of_tag(tag: Tag) -> str:
        return display_line(f"{tag.path}: {tag.meaning.partition('. ')[0].rstrip('.')}")

    def perform(self, action: str) -> None:
        """Scroll, or leave."""
        if action in LINES:
            self.query_one(VerticalScroll).scroll_relative(y=LINES[action], animate=False)
        else:
            super().perform(action)
