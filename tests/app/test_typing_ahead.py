"""Keys typed faster than the screens change: each is for the screen that is there by its turn."""

from textual import events

from tests.app.conftest import AtDesk
from tests.app.seat import NAMES, Seat


async def at_once(seat: Seat, *keys: str) -> None:
    """Keys that come in one burst, as over a slow line."""
    for key in keys:
        name = NAMES.get(key, key)
        seat.app.post_message(events.Key(name, key if len(key) == 1 else None))
    await seat.settle()


async def test_what_closes_a_sheet_has_closed_it_before_the_next_key(at_desk: AtDesk):
    async with at_desk() as seat:
        for sheet in ("H", "B", "M", "T"):
            before = seat.reading.cursor
            await at_once(seat, sheet, "escape", "j")
            assert seat.app.screen is seat.desk, sheet
            assert seat.reading.cursor > before, sheet


async def test_a_burst_may_open_close_and_leave(at_desk: AtDesk):
    async with at_desk() as seat:
        await at_once(seat, "H", "escape", "q")
        assert seat.app._exit


async def test_a_key_for_what_goes_with_its_screen_holds_up_none_after_it(at_desk: AtDesk):
    async with at_desk() as seat:
        before = seat.reading.cursor
        await at_once(seat, "?", "escape", "escape", "j", "j")
        assert seat.app.screen is seat.desk
        assert seat.reading.cursor > before


async def test_what_is_typed_after_the_end_of_a_find_is_no_part_of_its_words(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("/", *"sovereignty", "enter", "j")
        slowly = seat.reading.cursor
        await seat.press("g")
        await at_once(seat, "/", *"sovereignty", "enter", "j")
        assert seat.reading.cursor == slowly > 0
