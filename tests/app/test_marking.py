"""Tagging with a prefix and a letter, and how far the articles are read, at the desk."""

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tui.codebook import parse
from tui.store import article_tags, articles, codebook
from tui.store.opening import open_reader, open_store

NESTED = """
[tags.fact]
key = "8"
colour = "sky"
[tags."fact/money"]
key = "8m"
[tags."fact/date"]
key = "8d"
"""
TEXT = "One two three. Four five six.\nSeven eight nine. Ten.\n"


@pytest.fixture
def nested(tmp_path):
    path = library_of(tmp_path / "nested.db", TEXT, "Another text.\n", "A third.\n")
    with open_store(path, annotator="importer", device="d") as store:
        codebook.take_in(store, parse(NESTED))
    return path


def tags(seat: Seat) -> str:
    return seat.lines()[-2]


def states(path) -> list[str]:
    with open_store(path, annotator="x", device="d") as store:
        return [one.status for one in articles.summaries(store)]


async def test_a_prefix_shows_the_letters_under_it_and_a_letter_tags(at_desk: AtDesk, nested):
    async with at_desk(path=nested) as seat:
        await seat.press("8")
        assert "m money" in tags(seat)
        assert "d date" in tags(seat)
        assert "event" not in tags(seat)
        assert "8 fact" in tags(seat)
        assert seat.mine() == []
        await seat.press("m")
        assert seat.mine() == [("fact/money", "One two three.")]
        assert seat.presses == 2
        assert "8 fact" in tags(seat)
        assert "event" in tags(seat)


@pytest.mark.parametrize("key", ["8", "enter"])
async def test_the_prefix_again_or_enter_tags_with_the_parent(at_desk: AtDesk, nested, key):
    async with at_desk(path=nested) as seat:
        await seat.press("8", key)
        assert seat.mine() == [("fact", "One two three.")]


@pytest.mark.parametrize("key", ["escape", "j", "x", "tab"])
async def test_any_other_key_leaves_the_prefix_and_does_nothing_else(at_desk: AtDesk, nested, key):
    async with at_desk(path=nested) as seat:
        before = seat.reading.standing, seat.articles
        await seat.press("8", key)
        assert (seat.reading.standing, seat.articles) == before
        assert "event" in tags(seat)
        assert seat.mine() == []
        await seat.press("j", "2")
        assert seat.mine() == [("claim/number", "Four five six.")]


async def test_a_flat_key_of_a_child_tags_at_once_in_its_parent_s_company(at_desk: AtDesk, nested):
    async with at_desk(path=nested) as seat:
        await seat.press("2")
        assert seat.mine() == [("claim/number", "One two three.")]


async def test_a_click_leaves_the_prefix(at_desk: AtDesk, nested):
    async with at_desk(path=nested) as seat:
        await seat.press("8")
        await seat.pilot.click(seat.reader, offset=seat.spot("Seven"))
        await seat.settle()
        assert "event" in tags(seat)


async def test_the_first_mark_sets_in_work_and_d_goes_round(at_desk: AtDesk, nested):
    async with at_desk((160, 30), path=nested) as seat:
        assert "○" in seat.page
        await seat.press("2")
        assert states(nested) == ["work", "todo", "todo"]
        assert "◐" in seat.page
        await seat.press("D")
        assert states(nested)[0] == "done"
        assert "●" in seat.page
        assert "is done · u undo" in seat.status
        await seat.press("D")
        assert states(nested)[0] == "todo"
        await seat.press("u", "u")
        assert states(nested)[0] == "work"


async def test_in_the_library_d_is_about_the_row(at_desk: AtDesk, nested):
    async with at_desk((160, 30), path=nested) as seat:
        await seat.press("O", "G", "D", "D")
        assert states(nested) == ["todo", "todo", "done"]


async def test_next_to_do_opens_it_and_says_when_there_is_none(at_desk: AtDesk, nested):
    async with at_desk(path=nested) as seat:
        await seat.press("J")
        assert seat.reading.text == "Another text.\n"
        await seat.press("J")
        assert seat.reading.text == "A third.\n"
        await seat.press("J")
        assert seat.reading.text == TEXT
        for _ in range(2):
            await seat.press("D", "D", "J")
        await seat.press("D", "D", "J")
        assert "no other article is to do" in seat.status


async def test_the_library_is_narrowed_to_what_is_to_do(at_desk: AtDesk, nested):
    async with at_desk((160, 30), path=nested) as seat:
        await seat.press("2", "O", "/")
        await seat.type("is:todo")
        assert len(seat.library.items) == 2


@pytest.fixture
def kinds(nested):
    with open_store(nested, annotator="importer", device="d") as store:
        kinds = (
            '[tags."kind/report"]\napplies = ["article"]\n[tags.fit]\napplies = ["span", "article"]'
        )
        codebook.take_in(store, parse(kinds))
    return nested


async def pick(seat: Seat, words: str) -> None:
    await seat.press("t")
    await seat.type(words)
    await seat.press("enter")


async def test_a_tag_for_articles_is_picked_shown_in_the_title_and_picked_off(
    at_desk: AtDesk, kinds
):
    async with at_desk(path=kinds) as seat:
        await seat.press("t")
        await seat.type("repo")
        assert "kind/report  whole article" in seat.page
        await seat.press("enter")
        assert "#report" in seat.lines()[0]
        assert "tagged the article report · u undo" in seat.status
        assert states(kinds)[0] == "work"
        await pick(seat, "repo")
        assert "#report" not in seat.lines()[0]
        await seat.press("u")
        assert "#report" in seat.lines()[0]
        await seat.press("u", "u")
        assert "#report" not in seat.lines()[0]
        assert seat.mine() == []
    async with at_desk(path=kinds) as seat:
        await seat.press("ctrl+r")
        assert "#report" in seat.lines()[0]


async def test_a_tag_for_both_is_offered_for_both_and_a_selection_takes_it_for_itself(
    at_desk: AtDesk, kinds
):
    async with at_desk(path=kinds) as seat:
        await pick(seat, "fit whole")
        assert "#fit" in seat.lines()[0]
        assert seat.mine() == []
        await seat.press("v", "e", "t")
        assert "whole article" not in seat.page
        await seat.type("fit")
        await seat.press("enter")
        assert seat.mine() == [("fit", "One")]


async def test_another_s_tag_of_the_article_is_shown_and_stays(at_desk: AtDesk, kinds):
    with open_store(kinds, annotator="bo", device="d") as store:
        article_tags.add(store, articles.summaries(store)[0].uid, "kind/report")
    async with at_desk(path=kinds) as seat:
        assert "#report" in seat.lines()[0]
        await pick(seat, "repo")
        await pick(seat, "repo")
        assert "#report" in seat.lines()[0]


@pytest.fixture
def asking(nested):
    with open_store(nested, annotator="importer", device="d") as store:
        tag = '[tags.slant]\napplies = ["article"]\nattributes = ["lean", "why"]\n'
        lean = '[attributes.lean]\nchoices = ["left", "right"]\n[attributes.why]\n'
        codebook.take_in(store, parse(tag + lean))
    return nested


def of_first(path) -> list[tuple[dict[str, str], str]]:
    with open_reader(path) as store:
        uid = articles.summaries(store)[0].uid
        found = article_tags.of_article(store, uid)
        return [(dict(one.attributes), one.note) for one in found]


async def test_a_tag_that_asks_for_something_asks_when_the_article_is_tagged(
    at_desk: AtDesk, asking
):
    async with at_desk(path=asking) as seat:
        await pick(seat, "slant")
        assert "slant whole article" in seat.page
        await seat.press("r")
        await seat.type("its verbs\n")
        assert seat.app.screen is seat.desk
        assert of_first(asking) == [({"lean": "right", "why": "its verbs"}, "")]
        await seat.press("u", "u")
        assert of_first(asking) == [({}, "")]


async def test_enter_beside_no_annotation_opens_the_panel_of_the_article_s_tag_again(
    at_desk: AtDesk, asking
):
    async with at_desk(path=asking) as seat:
        await pick(seat, "slant")
        await seat.press("escape", "enter", "down", "down", "enter")
        await seat.type("as a whole\n")
        assert of_first(asking) == [({}, "as a whole")]
