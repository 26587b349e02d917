"""What makes an annotation longer or shorter: its ends moved, fragments added and taken off."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.keys import keys_of
from tui.errors import CallError
from tui.model import Annotation
from tui.text.fragments import Span, held, merged, moved, without
from tui.text.graphemes import previous_boundary
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Shaping:
    """The actions on the spans of the annotations of one desk. Each is one operation."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def start_earlier(self) -> None:
        self._move("start", -1, "word")

    def start_later(self) -> None:
        self._move("start", 1, "word")

    def end_earlier(self) -> None:
        self._move("end", -1, "word")

    def end_later(self) -> None:
        self._move("end", 1, "word")

    def start_character_earlier(self) -> None:
        self._move("start", -1, "character")

    def start_character_later(self) -> None:
        self._move("start", 1, "character")

    def end_character_earlier(self) -> None:
        self._move("end", -1, "character")

    def end_character_later(self) -> None:
        self._move("end", 1, "character")

    def _move(self, edge: str, by: int, unit: str) -> None:
        """Move an end of the annotation at hand: of the fragment the cursor is in."""
        reading = self.screen.actions.reader().reading
        annotation = self.screen.actions.at_hand()
        spans = _spans(annotation)
        at = reading.fragment_at(annotation)
        index = at if at is not None else 0 if edge == "start" else len(spans) - 1
        start, end = moved(reading.text, spans[index], edge, by, unit)
        # A fragment that reaches the next one becomes one with it, and never goes past it.
        start = max(start, spans[index - 1][1]) if index else start
        end = min(end, spans[index + 1][0]) if index + 1 < len(spans) else end
        name = _name(annotation)
        if (start, end) == spans[index]:
            raise CallError(f"the {edge} of {name} can go no further that way")
        spans[index] = start, end
        label = f"move the {edge} of {annotation.tag}"
        fresh = self._reshape(annotation, merged(reading.text, spans), label)
        cursor = start if edge == "start" else previous_boundary(reading.text, end)
        self._show(annotation, fresh, cursor, f"moved the {edge} of {name}")

    def add_fragment(self) -> None:
        """Add the selection to the annotation in hand last; what is its already is taken off."""
        reading = self.screen.actions.reader().reading
        span = reading.selected_words()
        if span is None:
            raise CallError(f"select the words to add first: {keys_of('pick_words')} or v")
        annotation = reading.receiver()
        if annotation is None:
            key = keys_of("next_annotation")
            raise CallError(f"no annotation to add to: go to one ({key}), then select the words")
        spans, name = _spans(annotation), _name(annotation)
        if held(spans, span):
            after = without(reading.text, spans, span)
            label, said = f"take words off {annotation.tag}", f"took the words off {name}"
        else:
            after = merged(reading.text, [*spans, span])
            label, said = f"add words to {annotation.tag}", f"added to {name}"
        if not after:
            raise CallError(f"nothing of {name} would be left: {keys_of('delete')} deletes it")
        fresh = self._reshape(annotation, after, label)
        reading.leave_letters()
        self._show(annotation, fresh, reading.cursor, said)

    def _reshape(self, annotation: Annotation, spans: Sequence[Span], label: str) -> Annotation:
        text = self.screen.actions.reader().reading.text
        return self.workspace.reshape(annotation, text, spans, label)

    def _show(self, before: Annotation, fresh: Annotation, cursor: int, said: str) -> None:
        """Show what became of an annotation, with the cursor there and it in hand."""
        reader = self.screen.actions.reader()
        for pane in self.screen.panes:
            if pane.uid == fresh.article:
                pane.reader.repaint_annotation(before)
                pane.reader.repaint_annotation(fresh)
        stood = reader.reading.standing
        reader.reading.pivot = None
        reader.reading.go_to(cursor)
        reader.reading.chosen = fresh.uid
        reader.show_change(stood, tell=False)
        self.screen.telling.annotations()
        words = Text.assemble(said, (f" · {keys_of('undo')} undo", "dim"))
        self.screen.telling.say(words.append(f"  “{display_line(fresh.quote)}”", "dim"))
        self.screen.remembering.soon()


def _spans(annotation: Annotation) -> list[Span]:
    return [(part.start, part.end) for part in annotation.fragments]


def _name(annotation: Annotation) -> str:
    return display_line(annotation.tag.rpartition("/")[2])
