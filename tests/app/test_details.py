"""The panel of an annotation: filled in by key, in nobody's way, and left by whoever reads on."""

from tests.app.conftest import AtDesk
from tests.app.seat import Seat
from tui.app.screens.claim_picker import ClaimPicker
from tui.app.screens.desk import DeskScreen
from tui.app.screens.details import DetailsScreen
from tui.store import history
from tui.store.opening import open_reader

DECISION = "This decision follows statements made by a senior Ukrainian official"
STATED = "On July 29, Andriy Yusov"
REBELS = "Northern Tuareg rebels claim to have killed"


def mine(seat: Seat) -> list[dict[str, str]]:
    return [dict(one.attributes) for one in seat.stored() if one.annotator == "ana"]


def is_open(seat: Seat) -> bool:
    return isinstance(seat.app.screen, DetailsScreen)


async def test_tagging_tells_what_can_be_filled_in_and_takes_no_key_for_it(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2")
        assert "tagged number · u undo · enter speaker, polarity, certainty" in seat.status
        await seat.press("j", "2", "k", "0")
        assert seat.presses == 5
        assert len(seat.mine()) == 3
        assert not is_open(seat)


async def test_setting_the_speaker_takes_two_keys(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(STATED)
        await seat.press("1")
        seat.presses = 0
        await seat.press("enter", "1")
        assert seat.presses == 2
        assert mine(seat) == [{"speaker": "Andriy Yusov"}]


async def test_tag_speaker_polarity_and_certainty_take_five_keys_and_the_panel_is_gone(
    at_desk: AtDesk,
):
    async with at_desk() as seat:
        await seat.go_to(STATED)
        await seat.press("1", "enter", "1", "a", "h")
        assert seat.presses == 5
        assert mine(seat) == [
            {"speaker": "Andriy Yusov", "polarity": "asserts", "certainty": "hedged"}
        ]
        assert not is_open(seat)
        await seat.press("j", "2")
        assert len(seat.mine()) == 2


async def test_a_verdict_is_not_asked_of_a_kind_of_claim_and_can_be_given(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(STATED)
        await seat.press("1")
        assert "verdict" not in seat.status
        await seat.press("enter", "1", "a", "h", "enter", *["down"] * 3, "r")
        assert is_open(seat)  # its page is next
        await seat.type("https://a.org/1")
        await seat.press("enter")
        assert not is_open(seat)
    (told,) = mine(seat)
    assert (told["verdict"], told["review_url"]) == ("Refuted", "https://a.org/1")


async def test_the_same_tag_again_has_the_same_attributes(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(STATED)
        await seat.press("1", "enter", "1", "escape", "j", ".")
        assert mine(seat) == [{"speaker": "Andriy Yusov"}] * 2
    async with at_desk() as seat:
        await seat.go_to(REBELS)
        await seat.press(".")
        assert mine(seat) == [{"speaker": "Andriy Yusov"}] * 3


async def test_after_a_tag_without_attributes_the_same_again_has_none(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(STATED)
        await seat.press("1", "enter", "1", "escape", "j", "1", "j", ".")
        assert mine(seat) == [{"speaker": "Andriy Yusov"}, {}, {}]


async def test_free_text_is_typed_completed_with_tab_and_kept_with_enter(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("1", "enter")
        await seat.type("col")
        assert "Colonel Abdoulaye Maiga" in seat.page
        await seat.press("tab", "enter")
        assert mine(seat) == [{"speaker": "Colonel Abdoulaye Maiga"}]
        await seat.press("escape", "enter", "up")
        await seat.press(*["backspace"] * 40)
        await seat.type("Somebody 2")
        await seat.press("enter")
        assert mine(seat) == [{"speaker": "Somebody 2"}]


async def test_enter_goes_on_without_an_answer_and_escape_leaves_the_annotation_made(
    at_desk: AtDesk,
):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "enter", "enter", "enter", "f")
        assert mine(seat) == [{"certainty": "flat"}]
        await seat.press("enter", "escape")
        assert len(seat.mine()) == 1
        assert isinstance(seat.app.screen, DeskScreen)


async def test_a_move_leaves_the_choices_and_moves(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "enter", "enter")
        before = seat.reading.sentence
        await seat.press("j", "2")
        assert seat.reading.sentence == before + 1
        assert len(seat.mine()) == 2
        assert not is_open(seat)


async def test_a_choice_is_taken_off_with_backspace_and_each_answer_is_undone(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "enter", "enter", "d", "up", "backspace", "escape")
        assert mine(seat) == [{}]
        await seat.press("u")
        assert mine(seat) == [{"polarity": "denies"}]
        await seat.press("u", "u")
        assert mine(seat) == []


async def test_the_same_answer_again_is_no_operation(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "enter", "enter", "d", "up", "d", "escape")
        with open_reader(path) as store:
            labels = [one.label for one in history.operations(store, 3)]
        assert labels[:2] == ["polarity “denies” on claim/number", "tag claim/number"]


async def test_the_panel_shows_note_claim_and_relations_and_enter_follows_one(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        await seat.go_to("at least 84 mercenaries")
        await seat.press("enter")
        for words in ("speaker", "Northern Tuareg rebels", "[hedged]", "note", "claim"):
            assert words in seat.page
        screen = seat.app.screen
        assert isinstance(screen, DetailsScreen)
        kinds = [line.kind for line in screen.lines]
        await seat.press(*["down"] * kinds.index("relation"), "enter")
        assert seat.reading.article.summary.source == "Nairobi"
        here = seat.reading.here()
        assert here is not None
        assert here.quote == screen.lines[kinds.index("relation")].value


async def test_the_note_is_written_from_the_panel(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("7", "enter", "enter")
        await seat.type("who?")
        await seat.press("enter")
        assert [one.note for one in seat.stored() if one.annotator == "ana"] == ["who?"]


async def test_another_s_annotation_is_shown_and_stays_as_it_is(at_desk: AtDesk, path, store):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2")
        store.annotator = "bo"
    store.annotator = "bo"
    async with at_desk(store=store) as seat:
        await seat.go_to(DECISION)
        await seat.press("enter", "enter", "d")
        assert "ana's and theirs to change" in seat.status
        assert mine(seat) == [{}]


async def test_enter_on_the_claim_opens_the_picker_of_claims(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(STATED)
        await seat.press("7", "enter", "down", "enter")
        assert isinstance(seat.app.screen, ClaimPicker), seat.page
        await seat.type("Yusov spoke\n")
        (mine,) = [one for one in seat.stored() if one.annotator == "ana"]
        assert mine.claim is not None
        assert mine.claim.wording == "Yusov spoke"
