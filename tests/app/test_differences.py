"""The strip under the panes at the desk: there while articles are compared, for each sentence."""

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tui.app.widgets.differing import Differing

SIZES = [(80, 24), (120, 40)]
both_sizes = pytest.mark.parametrize("size", SIZES)


def strip_of(seat: Seat) -> Differing:
    return seat.desk.query_one(Differing)


def lines_of(seat: Seat) -> list[str]:
    region = strip_of(seat).region
    return seat.lines()[region.y : region.bottom]


async def to(seat: Seat, words: str) -> None:
    """Come to a sentence of the leading article as a key would."""
    await seat.go_to(words)
    seat.desk.follow()
    await seat.settle()


@both_sizes
async def test_it_says_what_differs_in_the_sentence_at_the_cursor(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await to(seat, "Northern Tuareg rebels claim")
        lines = lines_of(seat)
        assert lines[0].startswith(" ! told otherwise ")
        assert "= confirms · x rejects" in lines[0]
        number = next(line for line in lines if line.startswith(" number"))
        assert "≥84" in number.partition("│")[0]
        assert "84" in number.partition("│")[2]


async def test_at_first_all_that_differs_and_what_only_one_tells_is_in_sight(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        page = "\n".join(lines_of(seat))
        for words in ("≥84", "20–80", "a significant number", "Tinzaouatene / Tinzaouaten"):
            assert words in page
        for words in ("deceitful", "cowardly", "2020 / 2020 and 2021", "largest defeat"):
            assert words in page
        for words in ("ambassador to Senegal", "Lavrov", "Russian helicopter"):
            assert words in page


@both_sizes
async def test_it_takes_two_to_eight_lines_and_at_most_four_of_twenty_four(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        height = strip_of(seat).size.height
        assert 2 <= height <= (4 if size[1] == 24 else 8)


async def test_it_takes_no_line_where_nothing_is_compared(at_desk: AtDesk, tmp_path):
    path = library_of(tmp_path / "one.db", "Alone.")
    async with at_desk(path=path) as seat:
        assert strip_of(seat).region.height == 0
    async with at_desk((120, 40)) as seat:
        assert strip_of(seat).size.height > 0
        await seat.press("ctrl+w")
        assert strip_of(seat).region.height == 0


async def test_it_grows_and_shrinks_with_the_screen(at_desk: AtDesk):
    async with at_desk((80, 24)) as seat:
        await seat.resize(120, 40)
        assert strip_of(seat).size.height == 8
        await seat.resize(80, 12)
        assert strip_of(seat).size.height == 2
        assert all(len(line) == 80 for line in lines_of(seat))


async def test_a_key_goes_on_in_what_is_longer_and_then_back_to_the_top(at_desk: AtDesk):
    async with at_desk((80, 24)) as seat:
        first = lines_of(seat)
        assert first[-1].endswith("▾")
        seen = [first]
        while (now := await _more(seat)) != first:
            assert now not in seen
            seen.append(now)
        assert len(seen) > 1
        assert any("helicopter" in line for lines in seen for line in lines)


async def _more(seat: Seat) -> list[str]:
    await seat.press("ctrl+e")
    return lines_of(seat)


async def test_the_key_says_what_is_missing_where_nothing_is_compared(at_desk: AtDesk, tmp_path):
    path = library_of(tmp_path / "one.db", "Alone.")
    async with at_desk(path=path) as seat:
        await seat.press("ctrl+e")
        assert "c opens another beside it" in seat.status


async def test_what_was_confirmed_is_told_as_such(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        await to(seat, "Northern Tuareg rebels claim")
        assert "· proposed ·" in lines_of(seat)[0]
        await seat.press("=")
        assert "· confirmed · x rejects" in lines_of(seat)[0]
        await seat.press("u")
        assert "· proposed ·" in lines_of(seat)[0]


async def test_without_colour_it_says_the_same(at_desk: AtDesk, monkeypatch):
    async with at_desk((120, 40)) as seat:
        await to(seat, "Northern Tuareg rebels claim")
        with_colour = lines_of(seat)
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk((120, 40)) as seat:
        await to(seat, "Northern Tuareg rebels claim")
        assert lines_of(seat) == with_colour
