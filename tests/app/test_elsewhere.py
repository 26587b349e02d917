"""Tagging the same words at other places, at the desk."""

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tui.app.screens.desk import DeskScreen
from tui.app.screens.elsewhere import ElsewhereScreen
from tui.app.widgets.card import Card

FIRST = "The toll is 84. They said 84. It was 84, not 184. And 84 again."
SECOND = "In the end 84 died."


@pytest.fixture
def path(tmp_path):
    return library_of(tmp_path / "own.db", FIRST, SECOND, "Nothing here.")


async def first_number(seat: Seat) -> None:
    """Tag the first 84."""
    await seat.go_to("84.")
    await seat.press("v", "e", "2")
    assert seat.mine() == [("claim/number", "84")]
    seat.presses = 0


def sheet(seat: Seat) -> ElsewhereScreen:
    screen = seat.app.screen
    assert isinstance(screen, ElsewhereScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_tagging_all_occurrences_takes_two_keys_and_one_undo(at_desk: AtDesk, path, size):
    async with at_desk(size, path=path) as seat:
        await first_number(seat)
        await seat.press("*", "enter")
        assert seat.presses == 2
        assert seat.mine() == [("claim/number", "84")] * 4
        assert "tagged 3 places claim/number · u undo" in seat.status
        await seat.press("u")
        assert len(seat.mine()) == 1
        assert "undid: tag 3 annotations claim/number" in seat.status


async def test_places_are_taken_out_one_by_one(at_desk: AtDesk, path):
    async with at_desk(path=path) as seat:
        await first_number(seat)
        await seat.press("*")
        assert "3 of 3 places in this article" in seat.page
        await seat.press("j", "space")
        assert "2 of 3 places" in seat.page
        await seat.press("x", "k", "k", "k", "x", "enter")
        assert isinstance(seat.app.screen, DeskScreen)
        assert "no place was left in" in seat.status
        assert len(seat.mine()) == 1


async def test_all_out_and_one_in_again(at_desk: AtDesk, path):
    async with at_desk(path=path) as seat:
        await first_number(seat)
        await seat.press("*", "*", "G", "space", "enter")
        assert "tagged 1 place claim/number" in seat.status
        assert [one.start for one in seat.stored()] == [12, FIRST.index("84 again")]


async def test_in_all_articles_and_what_is_tagged_so_is_counted(at_desk: AtDesk, path):
    async with at_desk(path=path) as seat:
        await first_number(seat)
        await seat.press("*", "enter", "[", "*")
        assert "0 of 0 places in this article · 3 tagged so already" in seat.page
        await seat.press("a")
        assert "1 of 1 places in all articles · 3 tagged so already" in seat.page
        assert "text-1.txt" in seat.page
        await seat.press("enter")
        assert seat.mine(1) == [("claim/number", "84")]
        await seat.press("tab")
        assert len(seat.reading.marks) == 1


async def test_a_selection_is_offered_with_the_last_tag_and_its_own_place(at_desk: AtDesk, path):
    async with at_desk(path=path) as seat:
        await seat.press("G", "0")
        await seat.go_to("84.")
        await seat.press("v", "e", "*")
        assert sheet(seat).search.tag == "opinion"
        await seat.press("enter")
        assert seat.mine().count(("opinion", "84")) == 4
        assert seat.reading.selection is None


async def test_it_can_be_left_and_needs_words_and_a_tag(at_desk: AtDesk, path):
    async with at_desk(path=path) as seat:
        await seat.press("*")
        assert "no annotation here" in seat.status
        await seat.press("v", "e", "*")
        assert "no tag used yet" in seat.status
        await seat.press("escape")
        await first_number(seat)
        await seat.press("*", "escape", "j")
        assert len(seat.mine()) == 1
        assert isinstance(seat.app.screen, DeskScreen)


async def test_the_place_at_hand_is_shown_with_what_stands_around_it(at_desk: AtDesk, path):
    async with at_desk((120, 40), path=path) as seat:
        await first_number(seat)
        await seat.press("*", "G")
        context = sheet(seat).query_one(Card).text.plain
        assert "not 184. And 84 again" in context
