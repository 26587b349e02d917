"""What Claimdesk is measured against: ``python -m benchmarks.peers trivial|textarea|reader FILE``.

trivial
    The least that Textual can do: one `Static` on the screen.

textarea
    The text in Textual's own `TextArea`, read-only and soft-wrapped, as wide as an article of the
    desk, so that both have the same number of cells to draw. Its cursor does not blink, so that
    it is at rest between keys. Three keys are added: ``g`` goes to the top, ``s`` and ``m`` each
    show one span, about a sentence long, from the cursor on.

reader
    The desk's own reader alone in an app, as TextArea is alone in its: what the widget costs
    without library, panels, status line and database around it. ``1`` tags the sentence, in memory.

A span shown stands for an annotation made, which TextArea cannot do. ``s`` selects it: the one way
its public interface has, and as dear as adding to its syntax highlighting and refreshing it. ``m``
is the least that any program could do with what TextArea keeps to itself: it adds a tint to the
map of its highlighting, drops the painted lines it kept, and paints the rows of that span again
and no others. Neither is remembered anywhere but on the screen.
"""

import sys
from pathlib import Path

FIRST_WORDS = "nothing but one line"
WIDTH = 78
"""Columns: a line of text of the desk with its gutter."""
SPAN = 120
"""Code points to a tinted span: about a sentence."""


def trivial() -> None:
    """Run the least app."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Trivial(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(FIRST_WORDS)

    Trivial().run()


def textarea(text: str) -> None:
    """Run TextArea on a text."""
    from textual.app import App, ComposeResult
    from textual.geometry import Region
    from textual.widgets import TextArea
    from textual.widgets.text_area import Selection

    class Tinted(TextArea):
        BINDINGS = [("g", "top"), ("s", "show"), ("m", "tint")]  # noqa: RUF012

        def action_top(self) -> None:
            self.move_cursor((0, 0))

        def span(self) -> tuple[int, int, int]:
            row, column = self.cursor_location
            while not (line := self.document.get_line(row)):
                row -= 1
            return row, column, min(column + SPAN, len(line))

        def action_show(self) -> None:
            row, column, end = self.span()
            self.selection = Selection((row, end), (row, column))

        def action_tint(self) -> None:
            row, column, end = self.span()
            line = self.document.get_line(row)
            first, last = (len(line[:at].encode()) for at in (column, end))
            self._highlights[row].append((first, last, "string"))
            self._line_cache.clear()
            top = self.wrapped_document.location_to_offset((row, column)).y
            bottom = self.wrapped_document.location_to_offset((row, end)).y
            y = top - self.scroll_offset.y
            self.refresh(Region(0, y, self.size.width, bottom - top + 1))

    class Area(App[None]):
        CSS = f"Tinted {{ width: {WIDTH}; border: none; padding: 0; }}"

        def compose(self) -> ComposeResult:
            area = Tinted(text, read_only=True, soft_wrap=True, theme="monokai")
            area.cursor_blink = False
            yield area

    Area().run()


def reader(text: str) -> None:
    """Run the desk's reader on a text."""
    from textual import events
    from textual.app import App, ComposeResult

    from tui.app.keys import key_name
    from tui.app.marks import Marks
    from tui.app.painting import Look
    from tui.app.reading import Reading
    from tui.app.theme import DARK, shades
    from tui.app.widgets.reader import Reader
    from tui.model import Annotation, Article, ArticleSummary, Tag
    from tui.text.anchors import anchor

    tag = Tag("", "claim/event", key="1", colour="orange")
    summary = ArticleSummary("a", "0" * 64, "a title", len(text))

    class Alone(App[None]):
        CSS = "Reader { overflow-y: scroll; scrollbar-size: 0 0; }"

        def compose(self) -> ComposeResult:
            self.reading = Reading(Article(summary, text), Marks())
            yield Reader(self.reading, Look(shades(DARK.name), {tag.path: tag}))

        async def on_event(self, event: events.Event) -> None:
            if not isinstance(event, events.Key) or event.is_forwarded:
                await super().on_event(event)
            elif event.key == "1":
                self.mark()
            else:
                self.query_one(Reader).take_key(key_name(event))

        def mark(self) -> None:
            uid = str(len(self.reading.marks))
            part = anchor(text, *self.reading.target())
            made = Annotation(uid, "a", tag.path, (part,), "ana", "", "")
            self.reading.marks.put(made)
            self.query_one(Reader).repaint_annotation(made)

    Alone().run()


if __name__ == "__main__":
    if sys.argv[1:] == ["trivial"]:
        trivial()
    elif sys.argv[1:2] == ["textarea"] and len(sys.argv) == 3:
        textarea(Path(sys.argv[2]).read_text(encoding="utf-8"))
    elif sys.argv[1:2] == ["reader"] and len(sys.argv) == 3:
        reader(Path(sys.argv[2]).read_text(encoding="utf-8"))
    else:
        sys.exit("usage: python -m benchmarks.peers trivial|textarea|reader FILE")
