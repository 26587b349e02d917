"""Going back and forward, bookmarks, how far an article was read; the page's width and focus."""

import pytest

from tests.app.material import reading
from tui.app import view
from tui.app.aside import Aside
from tui.app.comfort import Comfort
from tui.app.trail import Spot, Trail
from tui.app.view import View
from tui.text.regions import Region

FIRST, SECOND, THIRD = Spot("a", 0), Spot("a", 900), Spot("b", 5)


def been(*spots, near=False):
    trail = Trail()
    for spot in spots:
        trail.see(spot, near)
    return trail


def test_back_and_forward_go_round_the_places_jumped_from():
    trail = been(FIRST, SECOND, THIRD)
    assert [trail.back(), trail.back(), trail.back()] == [SECOND, FIRST, None]
    assert [trail.forward(), trail.forward(), trail.forward()] == [SECOND, THIRD, None]


def test_a_step_nearby_is_no_jump_and_another_article_always_is():
    assert been(FIRST, SECOND, near=True).back() is None
    assert been(FIRST, THIRD, near=True).back() == FIRST


def test_a_new_jump_forgets_what_lay_ahead():
    trail = been(FIRST, SECOND, THIRD)
    trail.back()
    trail.arrived()
    trail.see(Spot("c", 1), near=False)
    assert trail.forward() is None
    assert trail.back() == SECOND


def test_a_bookmark_is_set_and_taken_off():
    trail = Trail([("a", 3)])
    assert trail.mark(FIRST)
    assert trail.bookmarks == [Spot("a", 3), FIRST]
    assert not trail.mark(Spot("a", 3))
    assert trail.bookmarks == [FIRST]


def test_how_far_is_the_furthest_sentence_of_the_body():
    text = "One is here. Two is here.\nThree is here.\nLatest\n"
    one, trail = reading(text), Trail()
    one.aside = Aside(text, [Region(41, 47, "teaser", "so")])
    shares = []
    for words in ("One", "Three", "Two", "Latest"):
        one.go_to(text.index(words))
        shares.append(trail.reach(one))
    assert shares == [30, 100, 100, 100]
    assert trail.bar("a") == "█"
    assert trail.bar("b") == " "


@pytest.mark.parametrize("text", ["", " \n", "…"])
def test_a_text_without_sentences_has_been_read_when_it_was_seen(text):
    assert 0 <= Trail().reach(reading(text)) <= 100


def test_all_of_it_is_remembered(tmp_path):
    made = View(comfort=Comfort(60, True), bookmarks=(("a", 3),), read={"a": (9, 40)}, passes=False)
    view.save(tmp_path / "v.json", made)
    assert view.load(tmp_path / "v.json") == made


async def test_ctrl_o_goes_back_after_a_jump_and_ctrl_n_forward(at_desk):
    async with at_desk() as seat:
        await seat.press("j", "j")
        there = seat.reading.cursor
        await seat.press("G")
        end = seat.reading.cursor
        await seat.press("ctrl+o")
        assert seat.reading.cursor == there
        await seat.press("ctrl+n")
        assert seat.reading.cursor == end
        await seat.press("ctrl+n")
        assert "there is no later place" in seat.status


async def test_going_back_opens_the_article_again(at_desk):
    async with at_desk() as seat:
        first = seat.articles[0]
        await seat.press("j", "j")
        there = seat.reading.cursor
        await seat.press("tab", "j", "ctrl+o")
        assert (seat.reading.article.uid, seat.reading.cursor) == (first, there)


async def test_a_bookmark_is_set_listed_gone_to_and_remembered(at_desk):
    async with at_desk() as seat:
        await seat.press("j", "j")
        there = seat.reading.cursor
        await seat.press("B", "enter")
        assert "bookmark set" in seat.status
        await seat.press("G")
    async with at_desk() as seat:
        await seat.press("B", "down", "enter")
        assert seat.reading.cursor == there
        await seat.press("B", "enter")
        assert "bookmark taken off" in seat.status
        assert seat.desk.trail.bookmarks == []


async def test_how_far_one_has_read_is_in_the_status_and_remembered(at_desk):
    async with at_desk() as seat:
        await seat.go_to("Malian authorities deny")
        await seat.press("g")
        assert "read 100 %" in seat.status
    async with at_desk() as seat:
        await seat.press("j", "O")
        assert any("█" in line for line in seat.lines())


async def test_in_focus_mode_the_other_paragraphs_are_dim(at_desk):
    async with at_desk() as seat:
        faded = seat.desk.look.shades.faded.color
        await seat.press("|")
        await seat.go_to("Northern Tuareg")
        await seat.press("F")
        assert seat.styles("fighting at the end").color != faded
        assert seat.styles("On July 29").color == faded
        await seat.press("}")
        assert seat.styles("fighting at the end").color == faded
        assert seat.styles("On July 29", 4).color != faded
        await seat.press("F")
        assert seat.styles("fighting at the end").color != faded


async def test_in_focus_mode_annotations_keep_their_ink(at_desk):
    async with at_desk() as seat:
        await seat.press("F")
        assert seat.styles("killed at least", 2).color == seat.desk.look.shades.faded.color
        assert seat.styles("at least 84", 2).color == seat.desk.look.shades.text.color


async def test_in_focus_mode_a_step_within_the_paragraph_repaints_no_other(at_desk):
    async with at_desk() as seat:
        await seat.go_to("Mali has announced")
        await seat.press("F")
        strips = seat.reader.strips
        before = seat.reading.standing
        seat.reading.next_sentence()
        spans = list(strips.differing(before, seat.reading.standing))
        start = seat.reading.text.index("Mali has announced")
        end = seat.reading.text.index("\n", start)
        assert all(start <= first and last <= end for first, last in spans)


async def test_lines_are_made_wider_and_narrower_and_stay_so(at_desk):
    async with at_desk(size=(120, 24)) as seat:
        await seat.press("ctrl+w")
        was = seat.reader.layout_of_text.width
        words = seat.top
        seat.desk.do("narrower")
        seat.desk.do("narrower")
        await seat.settle()
        assert seat.reader.layout_of_text.width == was - 8
        assert seat.top == words
        seat.desk.do("wider")
    async with at_desk(size=(120, 24)) as seat:
        assert seat.desk.comfort.measure == was - 4


async def test_forty_columns_and_twelve_lines_are_enough_to_read_and_tag(at_desk):
    async with at_desk(size=(40, 12)) as seat:
        await seat.press("j", "j", "2")
        assert "Mali has announced the severing of" in seat.page
        assert seat.reader.size.height == 5  # and two lines of the other article under it
        assert "tagged number" in seat.status
        assert "? keys" in seat.hints
