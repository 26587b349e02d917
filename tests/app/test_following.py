"""Panes that follow each other: what tells the same is lit, and what a person decides is kept."""

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tui import places
from tui.app import following, view
from tui.app.following import NOTHING, Following
from tui.app.lights import BAR
from tui.store import alignments
from tui.store.opening import open_store

SIZES = [(80, 24), (120, 40), (40, 12)]
each_size = pytest.mark.parametrize("size", SIZES)

FLOOD = "A dam burst near Derna on Monday. At least 84 people died in the flood. Bread is dear.\n"
OTHER = "On Monday a dam burst near Derna. In the flood 47 people died. A goat was found alive.\n"
THIRD = "The dam near Derna burst on Monday. The mayor has been a baker for years.\n"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AFTER", 0)


def room(seat: Seat) -> Following:
    return seat.desk.following


def lit(seat: Seat, pane: int = 1) -> list[str]:
    """The words that are lit in a pane."""
    reader = seat.desk.panes[pane].reader
    return [reader.reading.text[slice(*span)] for span in reader.strips.lights.lit]


def title(seat: Seat, pane: int = 1) -> str:
    return seat.desk.panes[pane].title_line.text.plain


def decided(seat: Seat) -> list[bool]:
    """What the database says was decided of the articles that are open."""
    with open_store(seat.app.workspace.store.path, annotator="eve", device="e") as store:
        return [one.same for one in alignments.between(store, seat.articles)]


@pytest.fixture
def floods(tmp_path):
    return library_of(tmp_path / "floods.db", FLOOD, OTHER, THIRD)


async def three(seat: Seat) -> None:
    """Open the third article beside the first two."""
    await seat.press("c", "enter")
    await seat.press("shift+tab", "shift+tab")


class TestFollowing:
    @each_size
    async def test_the_other_pane_lights_what_tells_the_same_and_has_it_in_sight(
        self, at_desk: AtDesk, size
    ):
        async with at_desk(size) as seat:
            await seat.go_to("Northern Tuareg")
            assert lit(seat)[0].startswith("The Tuareg-led separatists claimed responsibility")
            other = seat.desk.panes[1].reader
            start, end = other.sight
            assert start <= other.reading.text.index("The Tuareg-led") < end
            assert f"{BAR} The Tuareg-led" in seat.page

    async def test_what_was_in_sight_before_stays_where_it_is(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.go_to("Mali has announced the severing")
            top = seat.desk.panes[1].reader.scroll_offset.y
            await seat.go_to("This attack reportedly")
            await seat.go_to("Mali has announced the severing")
            assert lit(seat)
            assert seat.desk.panes[1].reader.scroll_offset.y == top

    async def test_a_sentence_that_nothing_tells_is_said_and_the_pane_stays(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.go_to("Northern Tuareg")
            top = seat.desk.panes[1].reader.scroll_offset.y
            await seat.press("%")
            assert lit(seat) == []
            assert NOTHING in title(seat)
            assert NOTHING in seat.lines()[0]
            assert seat.desk.panes[1].reader.scroll_offset.y == top

    async def test_the_rest_is_dim_and_the_leader_is_not(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            faded = seat.desk.look.shades.faded.color
            await seat.go_to("Northern Tuareg")
            assert seat.styles("This decision follows").color != faded
            await seat.press("tab")
            assert seat.styles("The Tuareg-led", 4).color != faded
            cells = seat.cells()
            assert any(part.style and part.style.color == faded for part in cells[12])

    async def test_tab_makes_the_other_lead_where_it_is_lit(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.go_to("Northern Tuareg")
            await seat.press("tab")
            assert seat.reading.text[seat.reading.cursor :].startswith("The Tuareg-led")
            assert any(words.startswith("Northern Tuareg") for words in lit(seat, 0))
            assert lit(seat, 1) == []

    async def test_an_annotation_in_hand_in_the_other_pane_stays_in_hand(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.press("tab", "]", "]")
            held = seat.reading.here().uid
            await seat.press("tab")
            await seat.go_to("Northern Tuareg")
            await seat.press("tab")
            assert seat.reading.chosen == held

    async def test_a_click_in_the_other_pane_makes_it_lead(self, at_desk: AtDesk):
        async with at_desk((80, 24)) as seat:
            await seat.pilot.click(seat.desk.panes[1].reader, offset=(10, 2))
            await seat.settle()
            assert seat.desk.leading == 1
            other, leader = (pane.reader.size.height for pane in seat.desk.panes)
            assert leader > other
            start, end = seat.reader.sight
            assert start <= seat.reading.cursor <= end

    async def test_what_is_not_body_takes_no_part(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.press("g")
            assert room(seat).at is not None
            assert not room(seat).is_body
            assert lit(seat) == []
            assert NOTHING not in title(seat)

    async def test_signs_stand_at_the_first_line_of_each_sentence(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            told = room(seat).told[0]
            for index in range(len(told.spans)):
                before, reader = seat.reading.standing, seat.reader
                seat.reading.go_to(told.spans[index][0])
                reader.show_change(before)
                await seat.settle()
                y = reader.layout_of_text.line_of(told.spans[index][0]) - reader.scroll_offset.y
                here = seat.lines()[reader.region.y + y][: reader.left]
                assert not told.signs[index] or here.strip() in {"!", "+", "~", "="}
            assert {*told.signs} >= {"!", "+", "~"}

    async def test_one_article_alone_has_no_margin_for_signs(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            width = seat.reader.layout_of_text.width
            await seat.press("ctrl+w")
            assert not seat.reader.strips.signed
            assert seat.reader.layout_of_text.width > width
            assert room(seat).comparison is None
            assert lit(seat, 0) == []

    async def test_a_paragraph_that_is_no_longer_body_is_compared_no_longer(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.go_to("Northern Tuareg")
            assert lit(seat)
            await seat.press("Z")
            assert not room(seat).is_body
            assert lit(seat) == []
            await seat.press("u")
            assert lit(seat)

    async def test_an_article_that_is_too_long_says_so(self, at_desk: AtDesk, monkeypatch):
        monkeypatch.setattr(following, "LONGEST", 3500)
        async with at_desk((120, 40)) as seat:
            assert room(seat).comparison is None
            assert following.TOO_LONG in title(seat, 0) + title(seat, 1)
            await seat.press("!")
            assert "a text of more than 3,500 characters is not compared" in seat.status


class TestSeveral:
    async def test_how_many_of_the_others_tell_it_is_said(self, at_desk: AtDesk, floods):
        async with at_desk((160, 40), path=floods) as seat:
            await three(seat)
            assert len(room(seat).told) == 3
            await seat.press("g")
            assert "2/2 · article" in seat.status

    @pytest.mark.parametrize("size", [(80, 24), (99, 30)])
    async def test_panes_are_stacked_where_it_is_narrow(self, at_desk: AtDesk, floods, size):
        async with at_desk(size, path=floods) as seat:
            await three(seat)
            regions = [pane.reader.region for pane in seat.desk.panes]
            assert len({one.x for one in regions}) == 1
            assert [one.y for one in regions] == sorted({one.y for one in regions})
            heights = [one.height for one in regions]
            assert heights[0] > heights[1] >= 2
            await seat.press("tab")
            heights = [pane.reader.size.height for pane in seat.desk.panes]
            assert heights[1] > heights[0] >= 2

    async def test_at_a_hundred_columns_two_stand_side_by_side(self, at_desk: AtDesk):
        async with at_desk((100, 30)) as seat:
            one, other = (pane.reader.region for pane in seat.desk.panes)
            assert one.y == other.y
            assert one.right <= other.x


class TestGoing:
    async def test_to_what_differs_and_back_and_round(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            told = room(seat).told[0]
            wanted = [index for index, sign in enumerate(told.signs) if sign == "!"]
            met = []
            for _ in wanted:
                await seat.press("!")
                met.append(room(seat).at.sentence)
            assert met == wanted
            await seat.press("!")
            assert "on from the start" in seat.status
            await seat.press("@")
            assert room(seat).at.sentence == wanted[-1]
            assert "on from the end" in seat.status

    async def test_to_what_is_only_here_and_back(self, at_desk: AtDesk):
        async with at_desk((80, 24)) as seat:
            told = room(seat).told[0]
            wanted = [index for index, sign in enumerate(told.signs) if sign == "+"]
            await seat.press("g", "%")
            assert room(seat).at.sentence == wanted[0]
            await seat.press("%", "^")
            assert room(seat).at.sentence == wanted[0]

    async def test_where_nothing_differs_it_is_said(self, at_desk: AtDesk, tmp_path):
        path = library_of(tmp_path / "two.db", FLOOD, THIRD)
        async with at_desk(path=path) as seat:
            await seat.press("!")
            assert "no detail differs: tab leads with another article" in seat.status

    async def test_with_one_article_it_is_said_how_to_open_another(self, at_desk: AtDesk):
        async with at_desk() as seat:
            await seat.press("ctrl+w", "!")
            assert "nothing is compared: c opens an article beside this one" in seat.status
            await seat.press("x")
            assert "ctrl+w closes a pane" in seat.status

    async def test_what_is_told_alike_is_passed_over_while_folded(self, at_desk: AtDesk, tmp_path):
        same = "A dam burst near Derna on Monday."
        one = f"The mayor wept in Paris. {same} Bread is dear this year. Milk is not.\n"
        other = f"Goats were found alive. {same} Nobody knows why they climbed.\n"
        async with at_desk((120, 40), path=library_of(tmp_path / "two.db", one, other)) as seat:
            told = room(seat).told[0]
            assert told.signs[1] == "="
            await seat.press("_")
            assert "1 sentence told alike" in seat.status
            await seat.press("g", "j")
            assert seat.reading.text[seat.reading.cursor :].startswith("Bread")
            assert seat.styles("dam burst", 1).color == seat.desk.look.shades.faded.color
            await seat.press("k")
            assert seat.reading.cursor == 0
            await seat.press("w", "w", "w", "w", "w")
            assert seat.reading.text[seat.reading.cursor :].startswith("Bread")
            await seat.press("_", "g", "j")
            assert seat.reading.text[seat.reading.cursor :].startswith(same)

    async def test_comparing_is_turned_off_and_on_and_remembered(self, at_desk: AtDesk, path):
        async with at_desk((80, 24)) as seat:
            await seat.press("|")
            assert "nothing is compared" in seat.status
            assert room(seat).comparison is None
            assert not seat.desk.panes[1].display
            seat.desk.remembering.now()
            assert view.load(places.view_file(path)).compares is False
        async with at_desk((80, 24)) as seat:
            assert room(seat).comparison is None
            await seat.press("|")
            assert room(seat).comparison is not None
            assert seat.desk.panes[1].display


class TestDeciding:
    async def test_a_proposal_is_confirmed_and_that_is_undone(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.go_to("Northern Tuareg")
            await seat.press("=")
            assert decided(seat) == [True]
            assert "confirmed · u undo" in seat.status
            assert "confirmed" in title(seat)
            await seat.press("=")
            assert "confirmed already" in seat.status
            await seat.press("u")
            assert decided(seat) == []
            assert "confirmed" not in title(seat)
            await seat.press("ctrl+r")
            assert decided(seat) == [True]
            assert "confirmed" in title(seat)

    async def test_a_proposal_is_rejected_and_lit_no_more(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.go_to("Northern Tuareg")
            rejected = lit(seat)[0]
            await seat.press("x")
            assert decided(seat) == [False]
            assert "rejected · u undo" in seat.status
            assert rejected not in lit(seat)
            await seat.press("u")
            assert lit(seat)[0] == rejected

    async def test_two_sentences_are_aligned_by_hand(self, at_desk: AtDesk, floods):
        async with at_desk((120, 40), path=floods) as seat:
            await seat.go_to("Bread is dear")
            assert NOTHING in title(seat)
            await seat.press("L")
            assert "aligning from “Bread is dear.”: L on another" in seat.status
            await seat.press("tab")
            await seat.go_to("A goat was found")
            await seat.press("L")
            assert "aligned · u undo" in seat.status
            assert decided(seat) == [True]
            assert lit(seat, 0) == ["Bread is dear."]
            await seat.press("j", "u")
            assert decided(seat) == []

    async def test_two_sentences_of_one_article_are_not_aligned(self, at_desk: AtDesk, floods):
        async with at_desk((120, 40), path=floods) as seat:
            await seat.press("L", "j", "L")
            assert "both are of one article: tab goes to another" in seat.status
            assert decided(seat) == []

    async def test_the_same_key_on_the_same_sentence_leaves_it(self, at_desk: AtDesk, floods):
        async with at_desk((120, 40), path=floods) as seat:
            await seat.press("L", "L")
            assert "no longer relating" in seat.status
            await seat.press("j")
            assert "aligning" not in seat.status

    async def test_what_another_window_decides_is_seen(self, at_desk: AtDesk, path):
        async with at_desk((120, 40)) as seat:
            await seat.go_to("Northern Tuareg")
            one = room(seat).at_hand()
            with open_store(path, annotator="ben", device="b") as store:
                ends = (*room(seat).end(one.a), *room(seat).end(one.b))
                alignments.decide(store, *ends, same=True)
            seat.app._look_for_news()
            await seat.settle()
            assert "confirmed" in title(seat)

    async def test_nothing_to_confirm_is_said(self, at_desk: AtDesk):
        async with at_desk((120, 40)) as seat:
            await seat.press("%", "=")
            assert "nothing tells the same here: L aligns by hand" in seat.status
            assert decided(seat) == []


async def test_whoever_listens_is_told_of_each_sentence_and_each_comparison(at_desk: AtDesk):
    async with at_desk((120, 40)) as seat:
        heard = []
        room(seat).listeners.append(lambda: heard.append((room(seat).comparison, room(seat).at)))
        await seat.go_to("Northern Tuareg")
        assert heard[-1][1] == room(seat).at
        before = heard[-1][0]
        await seat.press("=")
        assert heard[-1][0] is not before
        number = len(heard)
        await seat.press("l")
        assert len(heard) == number


async def test_a_passage_is_gone_to_in_its_pane(at_desk: AtDesk):
    async with at_desk((80, 24)) as seat:
        at = room(seat).comparison.only[-1]
        room(seat).go_to(at)
        await seat.settle()
        assert room(seat).at == at
        assert seat.desk.leading == at.article


async def test_a_move_paints_only_the_lines_that_are_lit_otherwise(at_desk: AtDesk, monkeypatch):
    async with at_desk((120, 40)) as seat:
        for _ in range(3):
            await seat.press("j")
        reader, painted = seat.desk.panes[1].reader, []
        paint = type(reader.strips)._painted

        def note(strips, y, *rest):
            if strips is reader.strips:
                painted.append(y)
            return paint(strips, y, *rest)

        monkeypatch.setattr(type(reader.strips), "_painted", note)
        await seat.press("j")
        await seat.press("k")
        painted.clear()
        await seat.press("j", "k", "j", "k")
        assert len({*painted}) <= 1, "the line of its cursor is never kept"
