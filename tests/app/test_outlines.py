"""Corners stand beside what is suggested, in cells that are blank."""

from rich.style import Style

from tui.app.outlines import CLOSES, OPENS, Outlines, differing
from tui.text.proposals import Proposal

DIM = Style(dim=True)


def suggested(text: str, *parts: str) -> Outlines:
    spans = [(text.index(part), text.index(part) + len(part)) for part in parts]
    return Outlines(text, [Proposal(*span, "number", "figure", 0.5, "why") for span in spans])


def corners(outlines: Outlines, start: int = 0, end: int | None = None) -> dict[int, str]:
    end = len(outlines.text) if end is None else end
    return {at: sign for at, (sign, _) in outlines.on_line(start, end, DIM)[0].items()}


def test_a_corner_at_each_end() -> None:
    assert corners(suggested("a 84 men b", "84 men")) == {1: OPENS, 8: CLOSES}


def test_corners_stand_beyond_quotation_marks_and_stops() -> None:
    assert corners(suggested("a “84 men.” b", "84 men")) == {1: OPENS, 11: CLOSES}


def test_at_the_start_of_a_line_the_corner_is_in_the_gutter_alone() -> None:
    outlines = suggested("long ago 84 men", "84 men")
    assert corners(outlines, 0, 9) == {}
    assert outlines.on_line(9, 15, DIM)[:2] == ({15: (CLOSES, DIM)}, OPENS)


def test_without_blanks_the_words_are_underlined() -> None:
    outlines = suggested("死者84人以上", "84人")
    signs, gutter, lines = outlines.on_line(0, 7, DIM)
    assert (signs, gutter) == ({}, "")
    assert lines == [(2, 5, Style(underline=True))]


def test_one_in_another_keeps_its_own_corners() -> None:
    assert corners(suggested("x said 84 men fell y", "said 84 men fell", "84 men")) == {
        1: OPENS,
        6: OPENS,
        13: CLOSES,
        18: CLOSES,
    }


def test_what_differs_is_what_was_there_once() -> None:
    text = "a 84 men b and then some words c 47 men d"
    one, other = suggested(text, "84 men"), suggested(text, "84 men", "47 men")
    assert differing(one, one) == []
    ((start, end),) = differing(one, other)
    assert start <= text.index("47") - 1
    assert end >= text.index("47 men") + 7
