"""What the terminal shows after differences is what it shows after whole writes."""

import re

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.conftest import examples
from tui.app.sent import Difference, Sent, change
from tui.text.safety import display_line

WIDTH, HEIGHT = 12, 3
CONSOLE = Console(color_system="truecolor", force_terminal=True)
Update = LayoutUpdate | ChopsUpdate

STYLES = [
    None,
    Style(),
    Style(bold=True),
    Style(color="#102030", bgcolor="#f0f0f0"),
    Style(color="#405060", bgcolor="#f0f0f0", underline=True),
    Style(color="red", italic=True),
    Style(bgcolor="color(200)", reverse=True),
    Style(color="bright_blue", bgcolor="bright_black"),
]
TEXTS = st.text("ab “é▌漢字e\u0301", min_size=1, max_size=6)


@st.composite
def strips(draw: st.DrawFn, width: int) -> Strip:
    """A line of exactly so many cells."""
    parts = draw(st.lists(st.tuples(TEXTS, st.sampled_from(STYLES)), max_size=5))
    strip = Strip([Segment(text.lstrip("\u0301") or "x", style) for text, style in parts])
    return strip.adjust_cell_length(width)


@st.composite
def wholes(draw: st.DrawFn) -> LayoutUpdate:
    """A screen of two columns, painted anew."""
    left = draw(st.integers(1, WIDTH - 1))
    lines = [[draw(strips(left)), draw(strips(WIDTH - left))] for _ in range(HEIGHT)]
    return LayoutUpdate(lines, Region(0, 0, WIDTH, HEIGHT))


@st.composite
def parts(draw: st.DrawFn) -> ChopsUpdate:
    """Some lines of two columns, painted anew from somewhere to somewhere."""
    left = draw(st.integers(1, WIDTH - 1))
    chops = [{0: draw(strips(left)), left: draw(strips(WIDTH - left))} for _ in range(HEIGHT)]
    rows = sorted(draw(st.sets(st.integers(0, HEIGHT - 1), min_size=1)))
    edges = st.lists(st.integers(0, WIDTH), min_size=2, max_size=2, unique=True).map(sorted)
    spans = [(y, *draw(edges)) for y in rows]
    return ChopsUpdate(chops, spans, [[left, WIDTH]] * HEIGHT)


class Screen:
    """A terminal, empty and told not to wrap, as Textual sets it up."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)
        self.stream.feed("\x1b[?7l\x1b[20h")

    def show(self, update: Update | Difference) -> int:
        written = update.render_segments(CONSOLE)
        self.stream.feed(written)
        return len(written)

    def cells(self) -> list[list[object]]:
        return [[self.screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.one_of(wholes(), parts()), max_size=6))
def test_differences_make_the_screen_that_whole_writes_make(updates: list[Update]) -> None:
    wholly, less, sent = Screen(), Screen(), Sent()
    for update in updates:
        wholly.show(update)
        less.show(Difference(update, sent, (WIDTH, HEIGHT)))
        assert less.cells() == wholly.cells()


@settings(max_examples=examples(50), deadline=None)
@given(parts(), wholes(), wholes())
def test_a_terminal_that_lost_its_picture_is_painted_whole(
    before: ChopsUpdate, update: LayoutUpdate, other: LayoutUpdate
) -> None:
    wholly, less, sent = Screen(), Screen(), Sent()
    for screen in (wholly, less):
        screen.show(before)
    Difference(update, sent, (WIDTH, HEIGHT)).render_segments(CONSOLE)  # to what was cleared since
    sent.forget()
    less.show(other)  # another program's
    wholly.show(update)
    less.show(Difference(update, sent, (WIDTH, HEIGHT)))
    assert less.cells() == wholly.cells()


def _line(*segments: Segment) -> LayoutUpdate:
    strip = Strip(segments).adjust_cell_length(WIDTH, Style())
    return LayoutUpdate([[strip]], Region(0, 0, WIDTH, 1))


def test_what_is_sent_again_sends_nothing() -> None:
    sent = Sent()
    for _ in range(2):
        written = Difference(_line(Segment("same")), sent, (WIDTH, 1)).render_segments(CONSOLE)
    assert written == ""


def test_one_cell_that_differs_sends_one_cell() -> None:
    sent = Sent()
    Difference(_line(Segment("a word")), sent, (WIDTH, 1)).render_segments(CONSOLE)
    written = Difference(_line(Segment("a ward")), sent, (WIDTH, 1)).render_segments(CONSOLE)
    assert written == "\x1b[1;4Ha"


def test_a_line_with_an_emoji_is_sent_whole() -> None:
    sent = Sent()
    for _ in range(2):
        written = Difference(_line(Segment("👩🏽 a")), sent, (WIDTH, 1)).render_segments(CONSOLE)
    assert "👩🏽 a" in written


@given(st.sampled_from(STYLES[1:]), st.sampled_from(STYLES[1:]))
def test_a_pen_changes_by_what_differs(one: Style, other: Style) -> None:
    codes = [Strip.render_ansi(style, ColorSystem.TRUECOLOR) for style in (one, other)]
    changed, fresh = Screen(), Screen()
    changed.stream.feed(change("", codes[0]) + "x\r")
    changed.stream.feed(change(*codes) + "x")
    fresh.stream.feed(f"\x1b[0;{codes[1]}mx" if codes[1] else "x")
    assert changed.cells() == fresh.cells()


@settings(max_examples=examples(100), deadline=None)
@given(
    st.text(
        st.one_of(st.characters(), st.sampled_from("\x1b[]\x07\x9b\u202e\u2067é漢")), max_size=9
    )
)
def test_no_control_and_no_hidden_character_leaves_even_if_it_was_drawn(text: str) -> None:
    """Whatever a widget forgot to make harmless; and the cells of the line stay where they were."""
    link = Style(color="red", link="http://x\x1b\\y")
    update = _line(Segment("a"), Segment(text, link), Segment("é漢"))
    for sent in (Sent(), Sent()):
        written = Difference(update, sent, (WIDTH, 1)).render_segments(CONSOLE)
        plain = re.sub(r"\x1b\[[0-9;]*[mH]", "", written)
        assert display_line(plain) == plain
        assert cell_len(plain) == WIDTH
