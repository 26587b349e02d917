"""Annotations made longer and shorter at the desk: ends moved, fragments added and taken off."""

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tui.store import annotations, articles
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor

TOLL = "at least 84 mercenaries"
TEXT = "One two three. Four “five, six” seven. Eight nine.\nTen e\u0301leven twelve.\n"


@pytest.fixture
def desk(at_desk: AtDesk, tmp_path):
    """A desk with one small article."""
    path = library_of(tmp_path / "small.db", TEXT)
    return lambda size=(80, 24): at_desk(size=size, path=path)


def quotes(seat: Seat) -> list[str]:
    return [found.quote for found in seat.stored()]


async def mark(seat: Seat, words: str) -> None:
    """Tag some words, without a key for the way there."""
    before = seat.reading.standing
    start = seat.reading.text.index(words)
    seat.reading.select_span((start, start + len(words)))
    seat.reader.show_change(before)
    await seat.press("2")


async def select(seat: Seat, words: str) -> None:
    before = seat.reading.standing
    start = seat.reading.text.index(words)
    seat.reading.select_span((start, start + len(words)))
    seat.reader.show_change(before)
    await seat.settle()


# Ends


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ((">",), "two three"),
        ((">", ">"), "two three. Four"),
        (("(",), "One two"),
        (("shift+right",), "two "),
        (("shift+left",), "tw"),
        (("alt+left",), " two"),
        (("alt+right",), "wo"),
        ((">", "<"), "two"),
        ((">", ">", ")"), "three. Four"),
    ],
)
async def test_an_end_is_moved_by_a_key(desk, keys, after):
    async with desk() as seat:
        await mark(seat, "two")
        await seat.press(*keys)
        assert quotes(seat) == [after]
        edge = "start" if keys[-1] in ("(", ")", "alt+left", "alt+right") else "end"
        assert f"moved the {edge} of number" in seat.status


async def test_each_move_is_an_operation_that_is_undone_by_itself(desk):
    async with desk() as seat:
        await mark(seat, "two")
        await seat.press(">", ">")
        await seat.press("u")
        assert quotes(seat) == ["two three"]
        await seat.press("u")
        assert quotes(seat) == ["two"]
        assert "tw" in seat.page
        await seat.press("ctrl+r")
        assert quotes(seat) == ["two three"]


@pytest.mark.parametrize("key", ["<", ")", "shift+left", "alt+right"])
async def test_an_end_never_goes_past_the_other(desk, key):
    async with desk() as seat:
        await mark(seat, "T")
        await seat.press(key)
        assert quotes(seat) == ["T"]
        assert "can go no further" in seat.status


async def test_a_character_with_its_accent_is_one_step(desk):
    async with desk() as seat:
        await mark(seat, "Ten")
        await seat.press("shift+right", "shift+right")
        assert quotes(seat) == ["Ten e\u0301"]


async def test_the_moved_end_is_painted_and_in_sight(at_desk: AtDesk):
    async with at_desk() as seat:
        await mark(seat, TOLL)
        tint = seat.styles(TOLL).bgcolor
        await seat.press(">", ">")
        assert seat.styles("47 Malian").bgcolor == tint
        await seat.press("<")
        assert seat.styles("47 Malian", 1).bgcolor != tint
        spot = seat.reading.cursor
        assert seat.reading.text[spot] == "d"


async def test_another_s_annotation_keeps_its_ends(at_desk: AtDesk, tmp_path):
    path = library_of(tmp_path / "small.db", TEXT)
    with open_store(path, annotator="bo", device="desk-2") as store:
        (article,) = articles.summaries(store)
        annotations.add(store, [Draft(article.uid, "claim/number", (anchor(TEXT, 4, 7),))])
    async with at_desk(path=path) as seat:
        await seat.press("]", ">")
        assert quotes(seat) == ["two"]
        assert "bo" in seat.status
        await select(seat, "Eight")
        await seat.press("a")
        assert quotes(seat) == ["two"]


async def test_without_an_annotation_there_is_no_end_to_move(desk):
    async with desk() as seat:
        await seat.press(">")
        assert "no annotation here" in seat.status


# Fragments


async def test_a_selection_is_added_to_the_annotation_in_hand(desk):
    async with desk() as seat:
        await mark(seat, "two")
        await select(seat, "Eight")
        assert "a adds the selection to number “two”" in seat.status
        await seat.press("a")
        assert quotes(seat) == ["two … Eight"]
        assert "added to number" in seat.status
        assert seat.reading.selection is None
        await seat.press("u")
        assert quotes(seat) == ["two"]


async def test_fragments_come_in_the_order_of_the_text_and_touching_ones_are_one(desk):
    async with desk() as seat:
        await mark(seat, "seven")
        for words in ("Eight", "One", "two"):
            await select(seat, words)
            await seat.press("a")
        assert quotes(seat) == ["One two … seven … Eight"]


async def test_words_that_are_its_already_are_taken_off(desk):
    async with desk() as seat:
        await mark(seat, "One two three")
        await select(seat, "two")
        await seat.press("a")
        assert quotes(seat) == ["One … three"]
        await seat.press("o", "+", "a")
        assert len(quotes(seat)) == 1
        assert " … " not in quotes(seat)[0]
        await seat.press("+", "a")
        assert "nothing of number would be left" in seat.status
        assert len(quotes(seat)) == 1


async def test_adding_needs_words_and_an_annotation(desk):
    async with desk() as seat:
        await seat.press("a")
        assert "select the words" in seat.status
        await select(seat, "Eight")
        await seat.press("a")
        assert "no annotation to add to" in seat.status
        assert quotes(seat) == []


async def test_a_fragment_that_reaches_the_next_becomes_one_with_it(desk):
    async with desk() as seat:
        await mark(seat, "One")
        await select(seat, "three")
        await seat.press("a")
        await seat.go_to("One")
        await seat.press(">")
        assert quotes(seat) == ["One two three"]


async def test_the_ends_of_the_fragment_at_the_cursor_are_moved(desk):
    async with desk() as seat:
        await mark(seat, "One")
        await select(seat, "seven")
        await seat.press("a")
        await seat.press(">")
        assert quotes(seat) == ["One … seven. Eight"]
        await seat.press("o", ">")
        assert quotes(seat) == ["One two … seven. Eight"]


async def test_an_annotation_of_several_fragments_reads_as_one(desk):
    async with desk(size=(120, 40)) as seat:
        await mark(seat, "two")
        await select(seat, "Eight nine")
        await seat.press("a")
        assert "two … Eight nine" in seat.panel_text
        assert seat.panel_text.count("number") >= 2, "its row and the card"
        await seat.press("]")
        first = seat.reading.cursor
        await seat.press("]")
        assert seat.reading.cursor == first
        await seat.press("d")
        assert quotes(seat) == []


# Overlapping


async def test_the_overlapping_ones_are_listed_and_the_one_meant_is_strong(desk):
    async with desk() as seat:
        await mark(seat, "five, six")
        await mark(seat, "five")
        await seat.press("o")
        assert "number “five, six”" in seat.status
        assert seat.status.count("number") == 2
        await seat.press("o")
        assert "number “five” " in seat.status
        await seat.press("l")
        assert seat.status.count("number") == 1


async def test_a_far_fragment_is_scrolled_to(at_desk: AtDesk):
    async with at_desk() as seat:
        await mark(seat, TOLL)
        await select(seat, "Denmark implements new climate policies")
        await seat.press("a")
        top = seat.reader.scroll_offset.y
        await seat.press("o")
        assert seat.reading.text.startswith(TOLL, seat.reading.cursor)
        assert seat.reader.scroll_offset.y < top
        seat.spot(TOLL)
        assert "1 of 2 “at least 84 mercenaries”" in seat.status


# Selecting by meaning, with keys


async def test_growing_and_shrinking_by_keys(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to("treacherous, deceitful")
        await seat.press("+", "+", "+", "3")
        ((_, words),) = seat.mine()
        assert words.startswith("admitting Ukraine’s involvement")
        assert words.endswith("security forces")
        await seat.go_to("treacherous, deceitful")
        await seat.press("+", "+", "-", "2")
        assert "treacherous" in [words for _, words in seat.mine()]


async def test_a_figure_is_tagged_by_two_keys(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("#", "2")
        assert ("claim/number", TOLL) in seat.mine()
        await seat.press("#", "2")
        assert ("claim/number", "47 Malian soldiers") in seat.mine()


async def test_a_word_of_another_sentence_is_picked_by_its_letters(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("|")  # the other article takes no lines
        await seat.go_to("This decision follows")
        await seat.press("f")
        text = seat.reading.text
        at = text.index("Andriy Yusov, a spokesperson")
        labels = {span[0]: label for label, span in seat.reading.letters.items()}
        assert at in labels
        shown = seat.lines()
        await seat.press(*labels[at], *labels[at])
        assert text[slice(*seat.reading.selection)] == "Andriy"
        assert shown != seat.lines()
        assert not seat.reading.letters
