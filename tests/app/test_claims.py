"""Claims at the desk: giving one, making one by typing, the same again, and the sheet of all."""

import sqlite3
from contextlib import closing

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat
from tui.app.screens.claims import ClaimsScreen
from tui.app.widgets.rows import Rows
from tui.store import annotations, claims
from tui.store.opening import open_reader, open_store

SIZES = [(80, 24), (120, 40)]
both_sizes = pytest.mark.parametrize("size", SIZES)
SEVERED = "Mali has announced the severing of diplomatic ties with Ukraine."
CUT = "Mali cuts its diplomatic ties with Ukraine at once."


def claim_of(seat: Seat, quote: str, article: int = 0) -> str | None:
    """The claim of an annotation as another program reads it from the disk."""
    (found,) = [one for one in seat.stored(article) if one.quote == quote]
    return found.claim.wording if found.claim else None


def wordings(seat: Seat) -> list[str]:
    with closing(open_reader(seat.app.workspace.store.path)) as store:
        return [one.claim.wording for one in claims.page(store)]


def offered(seat: Seat) -> list[str]:
    return [choice.row.plain.strip() for choice in seat.app.screen.query_one("#picks", Rows).items]


def sheet(seat: Seat) -> ClaimsScreen:
    screen = seat.app.screen
    assert isinstance(screen, ClaimsScreen)
    return screen


async def test_two_keys_take_an_annotation_off_its_claim_and_two_put_it_on_again(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("]")
        assert claim_of(seat, SEVERED) == CUT
        await seat.press("C", "enter")
        assert claim_of(seat, SEVERED) is None
        assert "off its claim · u undo" in seat.status
        await seat.press("C", "enter")  # the claim with its words comes first
        assert claim_of(seat, SEVERED) == CUT
        assert f"on the claim “{CUT}”" in seat.status
        await seat.press("u", "u")
        assert claim_of(seat, SEVERED) == CUT


async def test_what_is_typed_finds_a_claim_or_becomes_one(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("]", "C")
        await seat.type("worst")
        assert offered(seat)[0].endswith("The fighting was Wagner's worst since it came to Mali.")
        await seat.press("enter")
        assert claim_of(seat, SEVERED) == "The fighting was Wagner's worst since it came to Mali."
        await seat.press("C")
        await seat.type("  Ties are  cut")
        assert offered(seat)[0] == "+ new  Ties are cut"
        await seat.press("enter")
        assert claim_of(seat, SEVERED) == "Ties are cut"
        assert wordings(seat)[0] == "Ties are cut"
        await seat.press("u")  # made and given are one
        assert "Ties are cut" not in wordings(seat)
        assert claim_of(seat, SEVERED) == "The fighting was Wagner's worst since it came to Mali."


async def test_without_a_claim_like_it_the_quotation_is_the_wording(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to("On July 29")
        await seat.press("v", "e", "e", "1", "C")
        assert offered(seat)[0] == "+ new  On July"
        await seat.press("enter")
        assert wordings(seat)[0] == "On July"
        assert "made the claim “On July” · u undo" in seat.status


async def test_the_wording_of_a_claim_there_is_makes_no_second_one(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("]", "]", "C")
        await seat.type(CUT.upper())
        assert not any(row.startswith("+ new") for row in offered(seat))
        await seat.press("enter")
        assert wordings(seat).count(CUT) == 1


async def test_the_same_claim_goes_on_another_annotation_with_one_key(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("]", "R")
        assert "no claim given yet: C gives one" in seat.status
        await seat.press("C")
        await seat.type("Ties cut")
        await seat.press("enter", "]", "R")
        assert claim_of(seat, seat.reading.here().quote) == "Ties cut"


async def test_without_an_annotation_at_hand_it_is_said(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("C")
        assert "no annotation here" in seat.status
        await seat.press("R")
        assert "no annotation here" in seat.status


async def test_another_person_s_annotation_is_not_given_a_claim(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await seat.go_to("On July 29")
        await seat.press("v", "e", "e", "1")
    with open_store(path, annotator="ben", device="desk-2") as store:
        async with at_desk(store=store) as seat:
            await seat.go_to("On July 29")
            await seat.press("C")
            assert "ana's and theirs to change" in seat.status
            assert seat.app.screen is seat.desk


@both_sizes
async def test_the_sheet_shows_each_claim_with_what_is_on_it_in_all_articles(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("ctrl+k")
        assert "Claims (6)" in seat.page
        await seat.press("j")
        assert "2 annotations in 2 articles of 2 sources" in seat.page
        rows = [line for line in seat.lines() if " 1 event " in line and "·" in line]
        assert ["International" in rows[0], "reports · hedged" in rows[0]] == [True, True]
        assert ["Nairobi" in rows[1], "asserts · flat" in rows[1]] == [True, True]
        assert "polarity reports" in seat.page
        await seat.press("n")
        assert "polarity asserts" in seat.page
        await seat.press("p")
        assert "polarity reports" in seat.page


async def test_enter_goes_there_and_opens_the_article_beside_the_one_that_leads(
    at_desk: AtDesk, path
):
    async with at_desk(show=[]) as seat:
        await seat.press("tab", "ctrl+w")
        first = seat.articles
        assert len(first) == 1
        await seat.press("ctrl+k", "j", "n", "enter")
        assert seat.app.screen is seat.desk
        assert len(seat.articles) == 2
        assert seat.articles[0] == first[0]
        here = seat.reading.here()
        assert here.quote.startswith("The recent clashes in Tinzaouaten")
        assert seat.articles[1] == here.article
        await seat.press("ctrl+k")  # back at the claim it was left at
        assert "The recent clashes in Tinzaouaten" in seat.page
        assert sheet(seat).rows.at == 1


async def test_claims_are_found_by_typing_and_all_are_there_again(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("ctrl+k", "/")
        await seat.type("army los")
        assert "Claims with army los (1)" in seat.page
        await seat.press("enter", "n")
        assert "The Malian army lost many soldiers" in seat.page
        await seat.press("/", "ctrl+u", "escape")
        assert "Claims (6)" in seat.page
        await seat.press("escape")
        assert seat.app.screen is seat.desk


async def test_a_claim_is_reworded_noted_and_both_undone(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        await seat.press("]", "ctrl+k", "/")
        await seat.type("cuts")
        await seat.press("enter", "r", "ctrl+a", "ctrl+k")
        await seat.type("Mali breaks with Kyiv")
        await seat.press("enter")
        assert "reworded · u undo" in seat.page
        assert "Mali breaks with Kyiv" in wordings(seat)
        await seat.press("/", "ctrl+u", "escape", "m")
        await seat.type("said on Sunday")
        await seat.press("enter")
        assert "noted · u undo" in seat.page
        assert "said on Sunday" in seat.page
        await seat.press("escape")
        assert "claim Mali breaks with Kyiv" in " ".join(seat.panel_text.split())
        await seat.press("u", "u")
        assert CUT in wordings(seat)
        assert "claim Mali cuts its" in " ".join(seat.panel_text.split())


async def test_a_deleted_claim_leaves_its_annotations_and_comes_back(at_desk: AtDesk):
    async with at_desk() as seat:
        before = [one.quote for one in seat.stored()]
        await seat.press("ctrl+k", "/")
        await seat.type("cuts")
        await seat.press("enter", "d")
        assert CUT not in wordings(seat)
        assert claim_of(seat, SEVERED) is None
        assert [one.quote for one in seat.stored()] == before
        assert all(one.claim is None or one.claim.wording != CUT for one in seat.reading.marks)
        await seat.press("u")
        assert claim_of(seat, SEVERED) == CUT
        assert any(one.claim and one.claim.wording == CUT for one in seat.reading.marks)


async def test_two_claims_are_merged_into_the_one_that_is_picked(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("ctrl+k", "/")
        await seat.type("cuts")
        await seat.press("enter", "M")
        assert not any(CUT in row for row in offered(seat))
        await seat.type("worst")
        await seat.press("enter")
        assert "merged · u undo" in seat.page
        worst = "The fighting was Wagner's worst since it came to Mali."
        assert claim_of(seat, SEVERED) == worst
        assert CUT not in wordings(seat)
        await seat.press("u")
        assert claim_of(seat, SEVERED) == CUT


async def test_a_library_without_claims_says_how_one_is_made(at_desk: AtDesk, path):
    with open_store(path, annotator="ana", device="desk-2") as store:
        for one in claims.page(store):
            claims.remove(store, one.claim.uid)
    async with at_desk() as seat:
        await seat.press("ctrl+k")
        assert "No claims: C on an annotation makes the first" in seat.page
        await seat.press("r", "m", "M", "d", "n", "p", "j", "enter")
        assert "nothing is on this claim to go to" in seat.page
        await seat.press("escape")
        assert seat.app.screen is seat.desk


async def test_a_locked_database_keeps_the_words_that_were_typed(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await seat.press("ctrl+k", "m")
        await seat.type("mine")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await seat.press("enter")
            assert "mine" in seat.page
            other.execute("ROLLBACK")
        await seat.press("enter")
        with closing(open_reader(path)) as store:
            assert "mine" in [one.claim.note for one in claims.page(store)]


async def test_an_annotation_on_an_earlier_text_is_told_to_be_there(at_desk: AtDesk, path):
    from tests.app.test_later_texts import add_later

    with open_store(path, annotator="importer", device="desk-2") as store:
        uid = add_later(store, lambda text: text.replace(SEVERED, "Nothing more is known."))
        assert any(one.quote == SEVERED for one in annotations.off_text(store, uid))
    async with at_desk() as seat:
        await seat.press("ctrl+k", "/")
        await seat.type("cuts")
        await seat.press("enter", "enter")
        assert "earlier text of this article: V shows it" in seat.status


async def test_of_many_claims_only_pages_are_read(at_desk: AtDesk, path, monkeypatch):
    with open_store(path, annotator="ana", device="desk-2") as store:
        for number in range(250):
            claims.make(store, f"Claim number {number}")
    asked: list[tuple[int, int]] = []
    page, on_claim = claims.page, claims.on_claim

    def counted(store, skip=0, limit=100, *, words=""):
        asked.append((skip, limit))
        return page(store, skip, limit, words=words)

    monkeypatch.setattr(claims, "page", counted)
    monkeypatch.setattr(
        claims, "on_claim", lambda *given: asked.append(given[2:]) or on_claim(*given)
    )
    async with at_desk() as seat:
        await seat.press("ctrl+k")
        assert "Claims (256)" in seat.page
        assert set(asked) == {(0, 100)}
        await seat.press("j", "j", "k")
        assert set(asked) == {(0, 100)}
        await seat.press("G")
        assert "in 2 articles of 2 sources" in seat.page
        assert {limit for _, limit in asked} == {100}
        assert len(asked) < 8
