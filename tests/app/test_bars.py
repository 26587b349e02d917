"""The bar beside the sentence at the cursor moves with it, and costs a cell for each line."""

from textual.geometry import Region

from tests.app.conftest import AtDesk
from tests.app.seat import Seat

FIRST = "Mali has announced"


def barred(seat: Seat) -> list[int]:
    """The lines of the screen that have the bar."""
    region = seat.reader.region
    at = region.x + seat.reader.left
    return [y for y, line in enumerate(seat.lines()) if y in region.line_range and line[at] == "▌"]


def sentence_lines(seat: Seat) -> list[int]:
    """The lines of the screen that the sentence at the cursor stands on."""
    first, last = seat.reader.strips.sentence_lines()
    top = seat.reader.region.y - seat.reader.scroll_offset.y
    return list(range(top + first, top + last + 1))


async def test_the_bar_is_where_the_sentence_is(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        for key in "jjjwwbkjk":
            await seat.press(key)
            assert barred(seat) == sentence_lines(seat)


async def test_lines_without_the_cursor_are_not_painted_anew_for_the_bar(
    at_desk: AtDesk, monkeypatch
):
    async with at_desk((120, 40)) as seat:
        await seat.go_to(FIRST)
        before = seat.reading.cursor
        asked: list[Region] = []
        monkeypatch.setattr(seat.reader, "refresh", lambda *regions, **_: asked.extend(regions))
        seat.reader.take_key("j")
        lines = {seat.reader.layout_of_text.line_of(at) for at in (before, seat.reading.cursor)}
        assert {y for one in asked if one.width > 1 for y in one.line_range} == lines
        bars = [one for one in asked if one.width == 1]
        assert {one.x for one in bars} == {seat.reader.left}
        assert {y for one in bars for y in one.line_range} > lines
