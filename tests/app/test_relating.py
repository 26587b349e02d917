"""Relating annotations: two keys for two at hand, marking the first, the other way round, notes."""

from contextlib import closing

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat
from tui.app.screens.kinds import KindsScreen
from tui.app.screens.relations import RelationsScreen
from tui.app.widgets.card import Card
from tui.codebook import Codebook
from tui.model import Relation, Tag
from tui.store import adding, articles, codebook, relations
from tui.store.opening import open_reader, open_store
from tui.text.policy import decode

SIZES = [(80, 24), (120, 40)]
both_sizes = pytest.mark.parametrize("size", SIZES)


def related(seat: Seat, uid: str) -> list[Relation]:
    """The relations of an annotation as another program reads them from the disk."""
    with closing(open_reader(seat.app.workspace.store.path)) as store:
        return relations.of_annotation(store, uid)


def mine(seat: Seat, uid: str) -> list[tuple[str, str, str]]:
    return [
        (one.kind, one.source, one.target) for one in related(seat, uid) if one.annotator == "ana"
    ]


async def both_at_hand(seat: Seat) -> tuple[str, str]:
    """Take an annotation of each pane in hand; the second pane's leads not."""
    await seat.press("tab", "]", "]", "]")
    other = seat.reading.here().uid
    await seat.press("tab", "g", "]")  # its cursor came along to what the other tells
    seat.presses = 0
    return seat.reading.here().uid, other


@both_sizes
async def test_two_keys_relate_what_is_at_hand_in_both_panes(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        here, other = await both_at_hand(seat)
        await seat.press("L", "c")
        assert seat.presses == 2
        assert mine(seat, here) == [("conflicts", here, other)]
        assert "conflicts" in seat.status
        assert "u undo" in seat.status
        await seat.press("u")
        assert mine(seat, here) == []


@both_sizes
async def test_the_bar_names_both_ends_and_the_kinds_of_the_codebook(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await both_at_hand(seat)
        await seat.press("L")
        this, kinds, that, answers = seat.lines()[-4:]
        assert this.startswith(" this International")
        assert "Mali has announced the severing" in this
        assert that.startswith(" that Nairobi")
        assert kinds.split() == [
            *("s", "same", "p", "supports", "c", "conflicts"),
            *("n", "narrows", "u", "updates"),
        ]
        assert "tab swap" in answers
        await seat.press("tab")
        assert seat.lines()[-4].startswith(" this Nairobi")
        await seat.press("escape")
        assert seat.app.screen is seat.desk


async def test_the_other_way_round_is_a_key_more(at_desk: AtDesk):
    async with at_desk() as seat:
        here, other = await both_at_hand(seat)
        await seat.press("L", "tab", "p")
        assert mine(seat, here) == [("supports", other, here)]


async def test_what_they_are_already_is_told_and_the_same_again_refused(at_desk: AtDesk):
    async with at_desk() as seat:
        here, _ = await both_at_hand(seat)
        await seat.press("L", "c", "L")
        assert "already conflicts" in seat.page
        await seat.press("c")
        assert "related as conflicts already" in seat.status
        assert len(mine(seat, here)) == 1
        await seat.press("L", "n")
        assert len(mine(seat, here)) == 2


async def test_the_first_is_marked_and_the_next_one_gone_to_is_the_second(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("tab", "ctrl+w", "]")
        first = seat.reading.here().uid
        await seat.press("L")
        assert "relating from “Mali has announced …”: L on another" in seat.status
        await seat.press("]")
        assert "relating from “Mali has announced" in seat.status  # until it is done
        second = seat.reading.here().uid
        await seat.press("L", "s")
        assert mine(seat, first) == [("same", first, second)]
        await seat.press("]")
        assert "relating from" not in seat.status


async def test_with_two_at_hand_another_can_be_meant(at_desk: AtDesk):
    async with at_desk() as seat:
        here, _ = await both_at_hand(seat)
        await seat.press("L", "L")
        assert "relating from" in seat.status
        await seat.press("]")
        third = seat.reading.here().uid
        await seat.press("L", "u")
        assert mine(seat, here) == [("updates", here, third)]


async def test_the_same_key_on_the_first_again_leaves_it(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("tab", "ctrl+w", "]", "L", "L")
        assert "no longer relating" in seat.status
        await seat.press("w")
        assert "relating from" not in seat.status


async def test_a_first_that_is_gone_is_begun_anew(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("tab", "ctrl+w", "]", "L", "d", "]", "L")
        assert not isinstance(seat.app.screen, KindsScreen)
        assert f"relating from “{seat.reading.here().quote[:10]}" in seat.status


async def test_nothing_at_hand_is_said(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("L")
        assert "no annotation here" in seat.status
        await seat.press("ctrl+l")
        assert "no annotation here" in seat.status


async def test_a_kind_of_one_s_own_without_a_key_is_picked_by_typing(at_desk: AtDesk, path):
    with open_store(path, annotator="ana", device="desk-2") as store:
        codebook.take_in(store, Codebook("", (Tag("", "echoes", applies=("relation",)),)))
    async with at_desk() as seat:
        here, other = await both_at_hand(seat)
        await seat.press("L", "enter")
        await seat.type("ech")
        await seat.press("enter")
        assert mine(seat, here) == [("echoes", here, other)]


async def test_other_keys_do_nothing_while_the_bar_waits(at_desk: AtDesk):
    async with at_desk() as seat:
        here, _ = await both_at_hand(seat)
        await seat.press("L", "d", "j", "1", "x")
        assert isinstance(seat.app.screen, KindsScreen)
        await seat.press("escape")
        assert mine(seat, here) == []
        assert seat.mine() == []


async def test_the_new_relation_is_in_the_card_at_once(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        await both_at_hand(seat)
        await seat.press("L", "c")
        assert "↔ conflicts (Nairobi)" in seat.desk.query_one("#card", Card).text.plain
        await seat.press("u")
        assert "↔ conflicts" not in seat.desk.query_one("#card", Card).text.plain


async def test_the_sheet_of_relations_goes_to_the_other_end(at_desk: AtDesk):
    async with at_desk() as seat:
        _, other = await both_at_hand(seat)
        await seat.press("L", "c", "ctrl+l")
        assert "Relations of “Mali has announced" in seat.page
        assert "→ conflicts" in seat.page
        await seat.press("G", "enter")
        assert seat.reading.here().uid == other
        await seat.press("ctrl+l")
        assert "← conflicts" in seat.page


async def test_a_note_is_kept_and_a_relation_deleted_and_undone(at_desk: AtDesk):
    async with at_desk() as seat:
        here, _ = await both_at_hand(seat)
        await seat.press("L", "c", "ctrl+l", "G", "m")
        await seat.type("not both")
        await seat.press("enter")
        assert [one.note for one in related(seat, here) if one.annotator == "ana"] == ["not both"]
        assert "✎ not both" in seat.page
        await seat.press("d")
        assert mine(seat, here) == []
        assert isinstance(seat.app.screen, RelationsScreen)
        await seat.press("u")
        assert len(mine(seat, here)) == 1
        await seat.press("u", "u", "escape")
        assert mine(seat, here) == []


async def test_another_person_s_relation_is_theirs_to_change(at_desk: AtDesk, path):
    async with at_desk() as seat:
        here, _ = await both_at_hand(seat)
        await seat.press("L", "c")
    with open_store(path, annotator="ben", device="desk-2") as store:
        async with at_desk(store=store) as seat:
            await seat.press("home")
            await both_at_hand(seat)
            await seat.press("ctrl+l", "G", "d")
            assert "ana's and theirs to change" in seat.page
            await seat.press("m")
            assert isinstance(seat.app.screen, RelationsScreen)
            assert len(mine(seat, here)) == 1


async def test_an_annotation_without_relations_says_how_to_relate_it(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to("On July 29")
        await seat.press("v", "e", "e", "1", "ctrl+l")
        assert "not related to any other annotation: L relates it" in seat.status


async def test_with_three_articles_open_the_first_is_marked(at_desk: AtDesk, path):
    raw = b"A third report. It says little.\n"
    with open_store(path, annotator="ana", device="desk-2") as store:
        adding.add(store, [adding.Intake(decode(raw), raw, "third.txt")])
        uids = [one.uid for one in articles.summaries(store)]
    async with at_desk(show=uids) as seat:
        await seat.press("]", "tab", "]", "tab", "1", "L")
        assert "relating from “A third report" in seat.status
        await seat.press("tab", "L", "s")
        assert [one.kind for one in related(seat, seat.reading.here().uid)][-1:] == ["same"]
