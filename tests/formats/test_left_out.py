"""What readers leave out is told in few lines, however much it is."""

from pathlib import Path

from tui.formats.left_out import MOST, Left

PLACE = Path("in.jsonl")


def test_it_is_counted_and_named_with_where_the_first_is():
    left = Left()
    left.out("lines without a text", "in.jsonl, line 3")
    left.out("lines without a text", "in.jsonl, line 9")
    left.out("colours of codes", "in.jsonl")
    left.out("vectors", count=0)
    assert left.lines(PLACE) == [
        "colours of codes: 1 left out",
        "lines without a text: 2 left out, first in line 3",
    ]


def test_of_very_many_things_the_rest_is_one_line():
    left = Left()
    for number in range(MOST + 30):
        left.out(f"what is called 'x{number}'", count=2 if number else 1_000)
    told = left.lines(PLACE)
    assert len(told) == MOST + 1
    assert "what is called 'x0': 1,000 left out" in told
    assert told[-1] == "30 other things: 60 left out"
