"""The small dialogs over the desk: choosing by typing, a note, and the keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Generic

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.app.keys import EVERYWHERE, IN_PANEL
from tui.app.theme import Shades
from tui.app.widgets.rows import Item, Items, Rows
from tui.app.widgets.typed import Line, NoteArea
from tui.errors import DataError
from tui.model import Tag
from tui.text.safety import display_line, display_safe

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


class Picker(ModalScreen[str | None], Generic[Item]):
    """One of several, found by typing. Enter takes it, Escape takes none.

    `items` are shown first, `find` gives those for what is typed, `draw` says how one looks,
    `value` what it answers.
    """

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

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self.title_text), classes="dialog-title")
            yield Line(placeholder="type part of it", compact=True)
            rows: Rows[Item] = Rows(
                self.items, self.draw, "Nothing like that", id="picks", strong=True
            )
            rows.styles.height = min(12, max(1, len(self.items)))
            yield rows
            yield Static(Text("↑ ↓ choose   enter take   esc leave"), classes="answers")

    @property
    def rows(self) -> Rows[Item]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.query_one(Line).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        try:
            self.rows.show_items(self.find(event.value))
            self.rows.mark(0)
        except DataError:  # the database is busy: what was found before stays
            self.app.bell()

    def on_input_submitted(self) -> None:
        self._take(self.rows.at)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._take(event.index)

    def _take(self, index: int) -> None:
        if index >= len(self.rows.items):
            return
        try:
            self.dismiss(self.value(self.rows.items[index]))
        except DataError:  # gone since it was listed
            self.app.bell()

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in ("up", "down"):
            event.stop()
            self.rows.mark(self.rows.at + (1 if event.key == "down" else -1))


class NoteDialog(ModalScreen[str | None]):
    """A note typed in. Enter keeps it, ctrl+j starts a line, Escape leaves it as it was.

    `typed` is what stands there first, when it is not the note as it is.
    """

    def __init__(self, title: str, note: str, typed: str | None = None) -> None:
        super().__init__(classes="dialog-screen")
        self.title_text = title
        self.note = display_safe(note)
        self.typed = self.note if typed is None else typed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self.title_text), classes="dialog-title")
            yield NoteArea(self.typed, compact=True, highlight_cursor_line=False)
            yield Static(Text("enter keep   ctrl+j new line   esc leave"), classes="answers")

    def on_mount(self) -> None:
        area = self.query_one(NoteArea)
        area.focus()
        area.move_cursor(area.document.end)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.dismiss(None)

    def on_note_area_kept(self, event: NoteArea.Kept) -> None:
        self.dismiss(None if event.note == self.note else event.note)


def indented(meaning: str) -> str:
    """What a key does, its further lines below the first."""
    return f"\n{' ' * 20}".join(wrap(meaning, MEANING))


class KeysDialog(ModalScreen[None]):
    """Every key, by what it is for, and the codebook's tags. Any of ? q esc leaves."""

    def __init__(self, tags: Sequence[Tag], shades: Shades) -> None:
        super().__init__(classes="dialog-screen")
        self.tags = tags
        self.shades = shades

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog keys"):
            yield Static(self.all_keys())

    def all_keys(self) -> Text:
        """The whole table in words: a heading for each group, a line for each action."""
        text = Text()
        groups: dict[str, list[tuple[str, str]]] = {}
        for action in (*EVERYWHERE, *IN_PANEL):
            groups.setdefault(action.group, []).append((action.shown, action.help))
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
        text.append("j k scroll   esc leave", "dim")
        return text

    @staticmethod
    def _of_tag(tag: Tag) -> str:
        return display_line(f"{tag.path}: {tag.meaning.partition('. ')[0].rstrip('.')}")

    def on_key(self, event: events.Key) -> None:
        scroll = self.query_one(VerticalScroll)
        by = {"j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": 10, "ctrl+u": -10, "space": 10}
        event.stop()
        if event.key in ("escape", "q", "question_mark", "enter"):
            self.dismiss()
        elif event.key in by:
            scroll.scroll_relative(y=by[event.key], animate=False)
        elif event.key in ("pagedown", "pageup"):
            scroll.scroll_relative(y=15 if event.key == "pagedown" else -15, animate=False)
