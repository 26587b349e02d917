"""At the desk: what is known of an article is seen and changed, and more of its page is taken."""

import pytest

from tests.app.seat import library_of
from tui.intake.face import Options
from tui.intake.reading import articles_in
from tui.store import adding, articles, origins, versions
from tui.store.opening import open_reader, open_store
from tui.text.policy import Decoded

SIZES = [(80, 24), (120, 40)]
BODY = [
    f"The council of {town} said on {day} May that the bridge over the river would be closed "
    "for repairs until the autumn, since its piers had been damaged by the flood of last year."
    for day, town in enumerate(["Gao", "Kidal", "Mopti", "Segou"], 10)
]
PAGE = (
    "<!doctype html><html lang=en><head><title>The bridge is closed</title></head><body>"
    "<nav><a href=/>Home</a> <a href=/news>News of the day</a></nav><article><h1>The bridge is"
    f" closed</h1>{''.join(f'<p>{one}</p>' for one in BODY)}</article>"
    "<footer>All about us, our terms and where we are to be found in the city</footer>"
    "</body></html>"
).encode()


def page_library(path):
    """A library with one article, found in a page by the best extractor."""
    (found,) = articles_in(PAGE, "bridge.html", Options(kind="html"))
    decoded = Decoded(found.text, found.encoding, found.replaced)
    with open_store(path, annotator="importer", device="desk-1") as store:
        intake = adding.Intake(
            decoded, found.raw, "bridge.html", found.details, extraction=found.extraction
        )
        adding.add(store, [intake])
    return path


def stored(seat):
    with open_reader(seat.app.workspace.store.path) as store:
        return articles.summary(store, seat.reading.article.uid)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return page_library(tmp_path_factory.mktemp("page") / "t.db")


@pytest.fixture
def bridge(page, tmp_path):
    """The test's own copy."""
    import shutil

    return shutil.copy(page, tmp_path / "t.db")


@pytest.mark.parametrize("size", SIZES)
async def test_a_detail_is_changed_checked_and_undone(at_desk, size):
    async with at_desk(size) as seat:
        before = stored(seat).published
        await seat.press("E", "j", "j", "j", "e")
        await seat.press(*["backspace"] * 30)
        await seat.type("31 July")
        assert "is no date: write 2024-07-31" in seat.page
        await seat.press("enter")
        assert stored(seat).published == before
        await seat.press(*["backspace"] * 30)
        await seat.type("2024-08-09")
        await seat.press("enter")
        assert stored(seat).published == "2024-08-09"
        assert "published  2024-08-09" in seat.page
        await seat.press("u")
        assert stored(seat).published == before
        await seat.press("escape")
        assert seat.app.screen is seat.desk


async def test_another_source_is_in_the_title_and_in_what_is_copied(at_desk):
    async with at_desk() as seat:
        await seat.press("E", "j", "enter")
        await seat.press(*["backspace"] * 40)
        await seat.type("Gazette")
        await seat.press("enter", "escape")
        assert "1 Gazette" in seat.page
        assert seat.reading.article.summary.source == "Gazette"


@pytest.mark.parametrize("size", SIZES)
async def test_it_tells_where_the_text_came_from(at_desk, bridge, size):
    async with at_desk(size, path=bridge) as seat:
        await seat.press("E")
        with open_reader(bridge) as store:
            origin = origins.origin(store, seat.reading.article.uid)
        card = seat.app.screen.query_one("Card").text.plain
        assert origin.sha256 in "".join(card.split())  # on two lines where one has no room
        assert f"html, {len(PAGE):,} bytes, read as utf-8" in card
        assert f"trafilatura {origin.extraction.version}" in card
        assert "bridge.html" in card
        assert f"of {origin.extraction.words} words" in card


@pytest.mark.parametrize("size", SIZES)
async def test_opened_it_says_once_what_was_left_out_and_the_whole_page_is_taken(
    at_desk, bridge, size
):
    async with at_desk(size, path=bridge) as seat:
        assert "words · E more" in seat.status
        assert seat.status.strip().startswith("extracted ")
        uid = seat.reading.article.uid
        await seat.press("j")
        assert "extracted" not in seat.status
        await seat.press("E", "w")
        assert "took the whole page: all of its words · u undo" in seat.page
        assert "where we are to be found in the city" in seat.reading.text
        with open_reader(bridge) as store:
            assert len(versions.of_article(store, uid)) == 2
            assert origins.origin(store, uid).raw == PAGE
        await seat.press("u")
        assert "where we are to be found in the city" not in seat.reading.text
        await seat.press("b")
        assert "is the text that it has already" in seat.page


async def test_the_other_extractor_finds_a_later_text_and_the_desk_says_so_when_left(
    at_desk, bridge
):
    async with at_desk(path=bridge) as seat:
        uid = seat.reading.article.uid
        await seat.press("E", "o", "escape")
        with open_reader(bridge) as store:
            found = origins.origin(store, uid).extraction
        assert found.extractor == "readability"
        assert "took what the other extractor finds by readability" in seat.status


async def test_a_plain_text_has_no_page_to_take_more_of(at_desk):
    async with at_desk() as seat:
        await seat.press("E", "w")
        said = str(seat.app.screen.query_one("#said").render())
        assert "all of which is its text: choose a web page" in said
        assert "the whole page" not in seat.page


HIDDEN = "The to\u202ell was\u202c 12.\nNo\u200bbody knew.\n"


@pytest.mark.parametrize("size", SIZES)
async def test_hidden_characters_are_told_and_each_is_gone_to_in_turn(at_desk, tmp_path, size):
    path = library_of(tmp_path / "t.db", HIDDEN, "Nothing to hide.\n")
    async with at_desk(size, path=path) as seat:
        assert "hidden or bidirectional characters: 3 · ~ shows them" in seat.status
        assert "1 hidden: 3  text-0.txt" in seat.page
        seen = []
        for _ in range(4):
            await seat.press("~")
            seen.append(seat.reading.cursor)
        assert seen == [6, 13, 21, 6]
        assert "hidden character 1 of 3: U+202E right-to-left override" in seat.status
        await seat.press("~")
        assert "U+202C pop directional formatting" in seat.status
        await seat.press("E")
        assert (
            "hidden or bidirectional characters: 3" in seat.app.screen.query_one("Card").text.plain
        )


async def test_a_text_that_hides_nothing_says_so(at_desk):
    async with at_desk() as seat:
        await seat.press("~")
        assert "no hidden or bidirectional character is in this text" in seat.status
        assert "hidden or bidirectional characters:" not in seat.page
