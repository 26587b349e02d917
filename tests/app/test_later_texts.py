"""A later text of an article at the desk: placing what waits, reading earlier texts and changes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rich.style import Style

from tests.app.conftest import AtDesk
from tests.app.seat import Seat
from tui.app import clipboard
from tui.app.screens.comparison import ComparisonScreen
from tui.app.screens.desk import DeskScreen
from tui.app.screens.versions import VersionsScreen
from tui.app.screens.waiting import WaitingScreen
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.reader import Reader
from tui.model import Annotation
from tui.store import adding, annotations, articles, versions
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store
from tui.text.policy import decode

SMALL, MIDDLE = (80, 24), (120, 40)
both_sizes = pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["80x24", "120x40"])

OLD_TOLL, NEW_TOLL = "at least 84 mercenaries", "at least 96 mercenaries"
DENIED = "Malian authorities deny these allegations."
PUT_IN = "The junta gave no figures of its own, and nobody in Bamako would speak on Tuesday."
SHOCK = "learned “with deep shock”"


def later_text(text: str) -> str:
    """The first seed's text as an editor might leave it: one figure, a sentence, a paragraph."""
    fighting = "Intense fighting erupted"
    for before, after in (
        (OLD_TOLL, NEW_TOLL),
        (f" {DENIED}", ""),
        (fighting, f"{PUT_IN}\n\n{fighting}"),
    ):
        assert text.count(before) == 1
        text = text.replace(before, after)
    return text


def add_later(store: Store, change: Callable[[str], str] = later_text, number: int = 0) -> str:
    """Give an article of the example a later text, and return the article's uid."""
    uid = articles.summaries(store)[number].uid
    raw = change(articles.text_of(store, uid)).encode()
    adding.add_version(store, uid, adding.Intake(decode(raw), raw, "mali-updated.txt"))
    return uid


@pytest.fixture
def later(path: Path) -> str:
    """The example, whose first article has got a later text: the article's uid."""
    with open_store(path, annotator="importer", device="desk-2") as store:
        return add_later(store)


def waiting(path: Path) -> list[str]:
    """The words of what waits for ana, as another program reads them from the disk."""
    with open_store(path, annotator="ana", device="desk-3") as store:
        return [one.quote for one in annotations.waiting(store)]


def on_text(path: Path, article: str, current: bool) -> list[Annotation]:
    """What is on the present or the first text of an article, each checked against that text."""
    with closing(open_reader(path)) as store:
        known = versions.of_article(store, article)
        sha256 = known[-1 if current else 0].sha256
        text = versions.text_of(store, article, sha256)
        found = annotations.of_text(store, article, sha256)
    for one in found:
        for part in one.fragments:
            assert text[part.start : part.end] == part.exact
    return found


def screen(seat: Seat, kind: type) -> bool:
    return isinstance(seat.app.screen, kind)


def style_of(seat: Seat, words: str, at: int = 0) -> Style:
    """The style of some words on the screen, wherever they are on it."""
    for line in seat.cells():
        shown = "".join(part.text for part in line)
        if words in shown:
            cells = [part.style or Style() for part in line for _ in part.text]
            return cells[shown.index(words) + at]
    raise AssertionError(f"{words!r} is not on the screen:\n{seat.page}")


def said(seat: Seat) -> str:
    """What the sheet says, however long the database's path is."""
    return seat.app.screen.query_one("#said", OneLine).text.plain


def only_reader(seat: Seat) -> Reader:
    return seat.app.screen.query_one(Reader)


# The queue


async def test_the_desk_says_on_opening_that_some_need_a_look(at_desk: AtDesk, later):
    async with at_desk() as seat:
        assert "2 annotations need a look · W" in seat.status
        assert "2 to place" in seat.lines()[0]


async def test_with_nothing_to_place_nothing_is_said_and_w_tells_how_it_would_come(
    at_desk: AtDesk,
):
    async with at_desk() as seat:
        assert "need a look" not in seat.page
        assert "to place" not in seat.page
        await seat.press("W")
        assert "Nothing is to be placed" in seat.page
        assert "--version-of" in seat.page
        await seat.press("1", "s", "d", "e", "enter", "j")
        assert screen(seat, WaitingScreen)
        await seat.press("escape")
        assert screen(seat, DeskScreen)


@both_sizes
async def test_the_queue_shows_the_old_passage_and_the_candidate_with_what_differs(
    at_desk: AtDesk, later, size
):
    async with at_desk(size) as seat:
        await seat.press("W")
        assert f"claim/number “{OLD_TOLL}”" in seat.page
        assert f"claim/position “{DENIED}”" in seat.page
        assert "000_20a9162aa588d66d.txt, added 2026-01-01" in seat.page
        assert "mali-updated.txt, added" in seat.page
        assert f"claim to have killed {OLD_TOLL} and 47" in seat.page
        assert "claim to have killed at least 84→96 mercenaries and 47" in seat.page
        gone, new = style_of(seat, "84→96"), style_of(seat, "84→96", at=3)
        assert gone.strike
        assert new.underline
        assert not style_of(seat, f"killed {OLD_TOLL}", at=20).strike
        words = style_of(seat, f"killed {OLD_TOLL}", at=8)
        assert words.bold
        assert words.bgcolor != style_of(seat, f"killed {OLD_TOLL}").bgcolor


async def test_a_candidate_s_key_places_the_annotation_on_its_exact_words(
    at_desk: AtDesk, path, later
):
    async with at_desk() as seat:
        await seat.press("W", "1")
        assert "placed · u undo" in seat.page
        assert waiting(path) == [DENIED]
        placed = [one for one in on_text(path, later, current=True) if one.quote == NEW_TOLL]
        assert [one.tag for one in placed] == ["claim/number"]
        assert "1 to place" in seat.lines()[0]
        await seat.press("escape")
        assert seat.reading.marks.get(placed[0].uid).quote == NEW_TOLL
        await seat.go_to(NEW_TOLL)
        assert f"“{NEW_TOLL}”" in seat.status


async def test_a_placed_annotation_is_painted_in_the_article_at_once(at_desk: AtDesk, later):
    async with at_desk() as seat:
        await seat.press("|")
        plain = seat.styles(NEW_TOLL)
        await seat.press("W", "1", "escape")
        assert seat.styles(NEW_TOLL).bgcolor != plain.bgcolor


async def test_what_is_lost_has_no_candidate_and_is_not_placed_by_a_number(
    at_desk: AtDesk, path, later
):
    async with at_desk() as seat:
        await seat.press("W", "j")
        assert "Nothing like it is left there" in seat.page
        await seat.press("1")
        assert "there is no candidate 1" in seat.page
        assert waiting(path) == [OLD_TOLL, DENIED]


@both_sizes
async def test_the_selection_is_a_place_of_its_own(at_desk: AtDesk, path, later, size):
    async with at_desk(size) as seat:
        await seat.press("W", "j", "0")
        assert "nothing is selected" in seat.page
        await seat.press("escape")
        await seat.go_to(SHOCK)
        await seat.press("v", "e", "e", "e", "W")
        assert "0 the selection: " in seat.page
        assert "learned “with deep" in seat.page
        await seat.press("0")
        assert waiting(path) == [OLD_TOLL]
        placed = [one for one in on_text(path, later, current=True) if one.tag == "claim/position"]
        assert "learned “with deep" in [one.quote for one in placed]


async def test_each_candidate_has_a_key_of_its_own(at_desk: AtDesk, path):
    others = f"{NEW_TOLL}. An army source spoke of at least 90 mercenaries"
    with open_store(path, annotator="importer", device="desk-2") as store:
        uid = add_later(store, lambda text: text.replace(OLD_TOLL, others))
    async with at_desk() as seat:
        await seat.press("W")
        shown = {one.key: one.fragments[0].exact for one in seat.app.screen.candidates}
        assert shown == {"1": NEW_TOLL, "2": "at least 90 mercenaries"}
        assert "at least 84→96 mercenaries" in seat.page
        assert "at least 84→90 mercenaries" in seat.page
        await seat.press("2")
        assert "at least 90 mercenaries" in [one.quote for one in on_text(path, uid, current=True)]
        assert waiting(path) == []


async def test_the_selection_of_another_article_is_none_of_its_places(at_desk: AtDesk, path, later):
    async with at_desk() as seat:
        await seat.press("tab", "v", "e", "W")
        assert seat.reading.selection is not None
        assert "the selection: " not in seat.page
        await seat.press("0")
        assert waiting(path) == [OLD_TOLL, DENIED]


async def test_s_lets_an_annotation_stay_with_the_earlier_text(at_desk: AtDesk, path, later):
    async with at_desk() as seat:
        await seat.press("W", "j", "s")
        assert "stays with the earlier text · u undo" in seat.page
        assert waiting(path) == [OLD_TOLL]
        assert DENIED in [one.quote for one in on_text(path, later, current=False)]
        await seat.press("u")
        assert waiting(path) == [OLD_TOLL, DENIED]


async def test_d_deletes_it(at_desk: AtDesk, path, later):
    async with at_desk() as seat:
        await seat.press("W", "j", "d")
        assert "deleted · u undo" in seat.page
        assert waiting(path) == [OLD_TOLL]
        assert [one.quote for one in on_text(path, later, current=False)] == [OLD_TOLL]


@both_sizes
async def test_each_answer_is_undone_from_the_queue_and_comes_back_at_hand(
    at_desk: AtDesk, path, later, size
):
    async with at_desk(size) as seat:
        before = on_text(path, later, current=True)
        await seat.press("W", "1", "s")
        assert "Nothing is to be placed" in seat.page
        assert waiting(path) == []
        await seat.press("u")
        assert waiting(path) == [DENIED]
        await seat.press("u")
        assert "undid: place claim/number" in seat.page
        assert waiting(path) == [OLD_TOLL, DENIED]
        assert on_text(path, later, current=True) == before
        assert seat.app.screen.at_hand.quote == OLD_TOLL
        assert "2 to place" in seat.lines()[0]


async def test_enter_opens_the_article_at_the_best_candidate_and_places_nothing(
    at_desk: AtDesk, path, later
):
    async with at_desk() as seat:
        await seat.press("tab", "W", "enter")
        assert screen(seat, DeskScreen)
        assert seat.reading.article.uid == later
        assert seat.reading.text[slice(*seat.reading.selection)] == NEW_TOLL
        assert "W and 0" in seat.status
        assert waiting(path) == [OLD_TOLL, DENIED]


async def test_the_queue_opens_again_where_it_was_left(at_desk: AtDesk, later):
    async with at_desk() as seat:
        await seat.press("W", "j", "enter", "W")
        assert seat.app.screen.at_hand.quote == DENIED


async def test_e_reads_the_earlier_text_at_that_place_and_comes_back(at_desk: AtDesk, later):
    async with at_desk() as seat:
        await seat.press("W", "j", "e")
        assert screen(seat, ComparisonScreen)
        assert "earlier text: position" in seat.page
        assert style_of(seat, "Malian authorities deny").strike
        await seat.press("escape")
        assert screen(seat, WaitingScreen)
        assert seat.app.screen.at_hand.quote == DENIED


async def test_what_waits_for_another_annotator_is_not_offered(at_desk: AtDesk, path):
    with open_store(path, annotator="bob", device="desk-2") as store:
        uid = articles.summaries(store)[0].uid
        mine = annotations.of_article(store, uid)
        toll = next(one for one in mine if one.quote == OLD_TOLL)
        annotations.add(store, [annotations.Draft(uid, "claim/event", toll.fragments)])
        add_later(store)
    async with at_desk() as seat:
        await seat.press("W")
        assert "(2)" in seat.page
        assert "claim/event" not in seat.page


async def test_what_another_window_placed_is_not_placed_again(at_desk: AtDesk, path, later):
    async with at_desk() as seat:
        await seat.press("W")
        with open_store(path, annotator="ana", device="desk-2") as other:
            uid = seat.app.screen.at_hand.uid
            annotations.place(other, uid, seat.app.screen.candidates[0].fragments)
            annotations.change(other, uid, label="note", note="placed elsewhere")
        await seat.press("d")
        assert "placed meanwhile" in seat.page
        assert waiting(path) == [DENIED]
        notes = [one.note for one in on_text(path, later, current=True) if one.quote == NEW_TOLL]
        assert notes == ["placed elsewhere"]
        assert seat.app.screen.at_hand.quote == DENIED


async def test_the_annotations_of_several_articles_wait_article_by_article(
    at_desk: AtDesk, path, later
):
    with open_store(path, annotator="importer", device="desk-2") as store:
        second = add_later(
            store, lambda text: text.replace("killed 84 Wagner", "killed 79 Wagner"), number=1
        )
    async with at_desk() as seat:
        await seat.press("tab", "W")
        queue = [one.article for one in seat.app.screen.to_place]
        assert queue == [second] * queue.count(second) + [later] * 2
        assert second in queue


async def test_a_read_only_database_places_nothing_and_says_so(at_desk: AtDesk, path, later):
    with closing(open_reader(path)) as store:
        async with at_desk(store=store) as seat:
            await seat.press("W", "1")
            assert "read-only" in said(seat)
            assert seat.app.screen.at_hand.quote == OLD_TOLL
            await seat.press("escape", "V", "d")
            assert "84→96" in seat.page
    assert waiting(path) == [OLD_TOLL, DENIED]


async def test_a_locked_database_refuses_in_words_and_the_sheet_stays(at_desk: AtDesk, path, later):
    async with at_desk() as seat:
        await seat.press("W")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await seat.press("1")
            assert "locked" in said(seat)
            other.execute("ROLLBACK")
            other.execute("BEGIN EXCLUSIVE")
            await seat.press("j", "k", "s", "u")
            assert screen(seat, WaitingScreen)
            other.execute("ROLLBACK")
        assert waiting(path) == [OLD_TOLL, DENIED]
        await seat.press("k", "1")
        assert waiting(path) == [DENIED]


# The versions


async def test_an_article_of_one_text_says_how_a_later_one_comes(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("V")
        assert screen(seat, DeskScreen)
        command = f"claimdesk add --version-of {seat.reading.article.uid[:8]} FILE"
        assert command in seat.status


@both_sizes
async def test_the_texts_of_an_article_are_listed_newest_first(at_desk: AtDesk, later, size):
    async with at_desk(size) as seat:
        await seat.press("V")
        rows = [line for line in seat.lines() if " annotations  " in line]
        assert "now" in rows[0]
        assert "18 annotations  mali-updated.txt" in rows[0]
        assert "2026-01-01 00:00  2 annotations  000_20a9162aa588d66d.txt" in rows[1]
        assert DENIED in seat.page
        await seat.press("k", "enter")
        assert screen(seat, DeskScreen)


@both_sizes
async def test_the_earlier_text_can_be_read_with_what_is_on_it(at_desk: AtDesk, later, size):
    async with at_desk(size) as seat:
        await seat.press("V", "enter")
        assert "earlier text, added 2026-01-01 00:00" in seat.page
        reading = only_reader(seat).reading
        assert [one.quote for one in reading.marks] == [OLD_TOLL, DENIED]
        assert PUT_IN not in reading.text
        await seat.press("]")
        assert OLD_TOLL in seat.page
        assert style_of(seat, OLD_TOLL).bgcolor != style_of(seat, "Mali").bgcolor
        assert "number “at least 84 mercenaries”" in seat.page
        before = reading.cursor
        await seat.press("j", "ctrl+d")
        assert reading.cursor > before
        await seat.press("G", "[")
        assert reading.here().quote == DENIED
        await seat.press("2")
        assert "only read" in seat.page
        await seat.press("escape", "escape")
        assert screen(seat, DeskScreen)
        assert len(seat.reading.marks) == 18


@both_sizes
async def test_the_difference_shows_gone_and_new_words_and_the_annotations_of_both(
    at_desk: AtDesk, later, size
):
    async with at_desk(size) as seat:
        await seat.press("V", "d", "n")
        assert "change 1 of 3" in seat.page
        shown = "at least 84→96²mercenaries"
        gone, new = style_of(seat, shown, 10), style_of(seat, shown, 12)
        assert gone.strike
        assert new.underline
        assert not new.strike
        assert gone.color != new.color
        page = style_of(seat, "rebels claim").bgcolor
        assert style_of(seat, shown).bgcolor != page  # the annotation on the earlier text
        assert style_of(seat, "Malian soldiers over").bgcolor != page  # one on the later text
        assert any(line.lstrip().startswith("± Tuareg rebels claim") for line in seat.lines())
        await seat.press("n")
        assert "change 2 of 3" in seat.page
        assert style_of(seat, PUT_IN[:30]).underline
        put_in = next(i for i, line in enumerate(seat.lines()) if PUT_IN[:30] in line)
        assert seat.lines()[put_in].lstrip().startswith("+ The junta")
        assert seat.lines()[put_in + 2].strip() == ""  # the blank line that came with it
        await seat.press("n")
        assert style_of(seat, "Malian authorities").strike
        await seat.press("n")
        assert "change 1 of 3" in seat.page
        await seat.press("N")
        assert "change 3 of 3" in seat.page


async def test_without_colour_what_is_gone_and_new_still_shows(at_desk: AtDesk, later, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk() as seat:
        await seat.press("V", "d", "n", "n")
        new, same = style_of(seat, PUT_IN[:20]), style_of(seat, "as support for")
        assert (new.bold, new.underline) == (True, True)
        assert not same.bold
        assert not same.underline
        await seat.press("n")
        assert style_of(seat, "Malian authorities").strike
        assert any(line.lstrip().startswith(("−", "±")) for line in seat.lines())


async def test_tab_turns_to_the_earlier_text_alone_and_back_at_the_same_words(
    at_desk: AtDesk, later
):
    async with at_desk() as seat:
        await seat.press("V", "d", "n", "n", "n", "j", "tab")
        reading = only_reader(seat).reading
        assert PUT_IN not in reading.text
        there = reading.text[reading.cursor :][:12]
        assert there == "Latest artic"
        await seat.press("d")
        reading = only_reader(seat).reading
        assert PUT_IN in reading.text
        assert reading.text[reading.cursor :].startswith(there)


async def test_words_can_be_found_in_both_texts(at_desk: AtDesk, later):
    async with at_desk() as seat:
        await seat.press("V", "d", "/")
        await seat.type("mercenaries")
        found = only_reader(seat).reading.found
        assert f"{len(found)} found" in seat.page
        assert len(found) == 1
        await seat.press("enter")
        await seat.press("escape")
        assert screen(seat, ComparisonScreen)
        await seat.press("n")
        assert "change 1 of 3" not in seat.page  # that one lies behind what was found
        await seat.press("/", "x", "escape")
        assert screen(seat, ComparisonScreen)
        assert only_reader(seat).reading.found == []


async def test_what_is_copied_says_what_it_was_and_what_it_is(at_desk: AtDesk, later, monkeypatch):
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda text, _: copied.append(text) or "clipboard")
    async with at_desk() as seat:
        await seat.press("V", "d", "n", "v", "e", "l", "l", "l", "y")
        was, now = copied[0].split("\n")
        assert was.startswith("“84")
        assert was.endswith("(text added 2026-01-01 00:00)")
        assert now.startswith("“96")
        await seat.press("escape", "n", "y")
        assert copied[1].startswith(f"“{PUT_IN}")
        await seat.press("d", "]", "y")
        assert OLD_TOLL in copied[2] or DENIED in copied[2]


async def test_the_present_text_is_compared_with_the_one_before_it(at_desk: AtDesk, path, later):
    with open_store(path, annotator="importer", device="desk-2") as store:
        add_later(store, lambda text: text.replace(NEW_TOLL, "at least 101 mercenaries"))
    async with at_desk() as seat:
        await seat.press("V", "k", "d")
        reading = only_reader(seat).reading
        assert "96→101" in reading.text
        assert "84" not in reading.text.replace("1984", "")
        await seat.press("escape", "G", "d")
        reading = only_reader(seat).reading
        assert "84→101" in reading.text


async def test_a_locked_database_is_told_in_the_list_of_texts(at_desk: AtDesk, path, later):
    async with at_desk() as seat:
        await seat.press("V")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await seat.press("d")
            assert "locked" in said(seat)
            assert screen(seat, VersionsScreen)
            other.execute("ROLLBACK")
        await seat.press("d")
        assert screen(seat, ComparisonScreen)
