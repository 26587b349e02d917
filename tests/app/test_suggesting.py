"""The desk proposes what is not yet marked; a key takes it, another dismisses it for good."""

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tui.app import view
from tui.formats.writing import write
from tui.store import history, suggestions
from tui.store.opening import open_reader, open_store

TEXT = "The mayor spoke. Police said at least 84 men were “treacherous and cruel.” It rained.\n"


@pytest.fixture
def path(tmp_path):
    return library_of(tmp_path / "own.db", TEXT, TEXT.replace("84", "47") + "Then it cleared up.\n")


def suggested(seat: Seat) -> list[str]:
    outlines = seat.reader.strips.outlines
    return [outlines.text[one.start : one.end] for one in outlines.all]


def selected(seat: Seat) -> str:
    span = seat.reading.selection
    return seat.reading.text[slice(*span)] if span else ""


async def test_what_is_suggested_has_corners_and_is_nobodys_annotation(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        assert suggested(seat) == ["Police said", "at least 84 men", "treacherous and cruel"]
        assert "⌊Police said⌋" in seat.page or "⌋at least 84 men⌋" in seat.page
        assert seat.stored() == []


async def test_a_key_goes_to_the_next_and_says_what_and_why(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.press("p")
        assert selected(seat) == "Police said"
        await seat.press("p")
        assert selected(seat) == "at least 84 men"
        assert "suggested number “at least 84 men” · ; take · , dismiss · a" in seat.status
        await seat.press("p", "p")
        assert selected(seat) == "Police said"


async def test_taking_one_makes_an_annotation_whose_history_says_so(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.press("p", "p", ";")
        assert seat.mine() == [("claim/number", "at least 84 men")]
        assert suggested(seat) == ["Police said", "treacherous and cruel"]
        store = seat.app.workspace.store
        assert history.operations(store, 1)[0].label == "take a suggestion: tag claim/number"


async def test_the_words_can_be_given_another_tag(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.press("p", "p", "1")
        assert seat.mine() == [("claim/event", "at least 84 men")]
        assert "at least 84 men" not in suggested(seat)


async def test_one_at_the_cursor_is_taken_without_going_there(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.go_to("cruel")
        await seat.press(";")
        assert seat.mine() == [("claim/quote", "treacherous and cruel")]


async def test_undo_suggests_it_again(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.press("p", ";", "u")
        assert suggested(seat) == ["Police said", "at least 84 men", "treacherous and cruel"]


async def test_one_dismissed_never_comes_back_but_by_undo(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.press("p", ",")
        assert selected(seat) == "at least 84 men"
        assert "dismissed · u undo" in seat.status
        assert suggested(seat) == ["at least 84 men", "treacherous and cruel"]
    async with at_desk() as seat:
        assert suggested(seat) == ["at least 84 men", "treacherous and cruel"]
        await seat.press("u")
        assert suggested(seat)[0] == "Police said"


async def test_what_one_dismissed_another_may_still_see(at_desk: AtDesk, path) -> None:
    async with at_desk() as seat:
        await seat.press("p", ",")
    with open_store(path, annotator="ben", device="desk-2") as store:
        async with at_desk(store=store) as seat:
            assert suggested(seat)[0] == "Police said"


async def test_where_nothing_is_suggested_the_keys_say_so(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.press(";")
        assert "no suggestion here: p goes to the next" in seat.status
        await seat.press("p", ",", ",", ",")
        assert "nothing more is suggested" in seat.status
        await seat.press("p")
        assert "nothing is suggested in this article" in seat.status


async def test_off_is_off_and_remembered(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.press("P")
        assert suggested(seat) == []
        assert "⌊" not in seat.page
        assert "suggestions off" in seat.status
        await seat.press("p")
        assert "suggestions are off: P turns them on" in seat.status
        file = seat.desk.remembering.file
    assert view.load(file).suggestions is False
    async with at_desk() as seat:
        assert suggested(seat) == []
        await seat.press("P")
        assert len(suggested(seat)) == 3


async def test_nothing_suggested_or_dismissed_is_exported(at_desk: AtDesk, path) -> None:
    async with at_desk() as seat:
        await seat.press("p", ",", ";")
        assert len(suggested(seat)) == 1
    with open_reader(path) as store:
        (article, *_) = store.rows("SELECT uid FROM article ORDER BY id")[0]
        assert len(suggestions.dismissed(store, article, "ana")) == 1
        for form in ("csv", "jsonl"):
            out = path.with_suffix(f".{form}")
            assert write(store, form, out).annotations == 1
            said = out.read_text(encoding="utf-8")
            assert "at least 84 men" in said
            assert "dismiss" not in said
            assert "suggest" not in said


async def test_nothing_is_suggested_in_what_is_not_body(at_desk: AtDesk) -> None:
    async with at_desk() as seat:
        await seat.go_to("Police said")
        assert len(suggested(seat)) == 3
        await seat.press("Z")
        assert suggested(seat) == []
        await seat.press("u")
        assert len(suggested(seat)) == 3
