"""Finding in the whole library from the desk, and narrowing the library itself."""

import sqlite3
from contextlib import closing

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import library_of
from tui.app.screens.search import SearchScreen
from tui.app.widgets.rows import Rows
from tui.store import annotations, articles
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.query import Query

SIZES = [(80, 24), (120, 40)]
both_sizes = pytest.mark.parametrize("size", SIZES)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Search with each letter, so that nothing waits for a time."""
    monkeypatch.setattr(SearchScreen, "set_timer", lambda screen, after, then: then())


def hits(seat):
    return seat.app.screen.query_one("#hits", Rows).items


@both_sizes
async def test_a_passage_opens_at_its_words_with_all_of_them_lit(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("ctrl+f")
        await seat.type("maiga")
        assert "Find in all articles" in seat.page
        assert len(hits(seat)) >= 3
        await seat.press("down", "enter")
        assert seat.app.screen is seat.desk
        reading = seat.reading
        assert reading.text[reading.cursor :].startswith("Maiga")
        assert [reading.text[start:end] for start, end in reading.found].count("Maiga") > 1
        assert "back to what was found" in seat.status
        before = reading.cursor
        await seat.press("n")
        assert reading.cursor != before
        assert reading.text[reading.cursor :].startswith("Maiga")


async def test_coming_back_finds_words_and_row_as_they_were_left(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("ctrl+f")
        await seat.type("mali")
        await seat.press("down", "down", "enter", "ctrl+f")
        screen = seat.app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.rows.at == 2
        assert len(hits(seat)) > 5
        assert "mali" in seat.page


async def test_an_annotation_that_is_found_is_at_hand(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("ctrl+f")
        await seat.type("tag:claim/number dozens")
        await seat.press("enter")
        here = seat.reading.here()
        assert here is not None
        assert here.quote.startswith("dozens of Malian soldiers")


async def test_a_word_may_go_on_until_a_blank_ends_it(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("ctrl+f")
        await seat.type("tuar")
        found = len(hits(seat))
        assert found
        await seat.type(" ")
        assert len(hits(seat)) == 0
        assert "nothing found" in seat.page
        await seat.press("backspace")
        assert len(hits(seat)) == found


@pytest.mark.parametrize("typed", ["date:soon", "-mali", "tag:nothing"])
async def test_what_cannot_be_understood_is_said_while_it_is_typed(at_desk: AtDesk, typed):
    async with at_desk() as seat:
        await seat.press("ctrl+f")
        await seat.type(typed)
        assert isinstance(seat.app.screen, SearchScreen)
        said = str(seat.app.screen.query_one("#said").text)
        assert said
        assert len(hits(seat)) == 0
        await seat.press("escape")
        assert seat.app.screen is seat.desk


async def test_escape_leaves_the_article_where_it_was(at_desk: AtDesk):
    async with at_desk() as seat:
        before = (seat.articles, seat.reading.cursor)
        await seat.press("ctrl+f")
        await seat.type("maiga")
        await seat.press("escape")
        assert (seat.articles, seat.reading.cursor) == before


async def test_enter_on_nothing_does_nothing(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("ctrl+f", "enter")
        assert isinstance(seat.app.screen, SearchScreen)
        await seat.type("zebra")
        await seat.press("enter")
        assert isinstance(seat.app.screen, SearchScreen)


async def test_a_locked_database_is_said_and_the_search_stays(at_desk: AtDesk, path):
    async with at_desk() as seat:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await seat.press("ctrl+f")
            await seat.type("mali")
            assert "locked" in str(seat.app.screen.query_one("#said").text)
            other.execute("ROLLBACK")
        await seat.type("a")
        assert len(hits(seat)) > 0


async def test_a_hundred_articles_stop_at_a_thousand_passages(at_desk: AtDesk, tmp_path):
    texts = (f"Number {n}. " + "again " * 9 for n in range(250))
    async with at_desk(path=library_of(tmp_path / "many.db", *texts)) as seat:
        await seat.press("ctrl+f")
        await seat.type("again")
        assert len(hits(seat)) == 1000
        assert "1000 passages so far" in seat.page
        assert seat.desk.deeds["search"].__self__.query != Query()


class TestTheLibrary:
    @pytest.fixture
    def many(self, tmp_path):
        texts = (f"Report {n} on {'Mali' if n % 3 else 'Niger'}.\n" for n in range(60))
        return library_of(tmp_path / "many.db", *texts)

    @both_sizes
    async def test_slash_narrows_it_and_escape_widens_it_again(self, at_desk, many, size):
        async with at_desk(size, path=many) as seat:
            await seat.press("O", "/")
            await seat.type("niger")
            assert len(seat.library.items) == 20
            assert "20 found" in seat.status
            await seat.press("enter")
            assert "Library: niger (20)" in seat.page
            await seat.press("j", "enter")
            assert seat.reading.text == "Report 3 on Niger.\n"
            await seat.press("O", "escape")
            assert len(seat.library.items) == 60

    async def test_escape_while_typing_leaves_it_as_it_was(self, at_desk, many):
        async with at_desk((120, 40), path=many) as seat:
            await seat.press("O", "/")
            await seat.type("nig")
            await seat.press("escape")
            assert len(seat.library.items) == 60
            assert seat.library.has_focus

    async def test_what_has_no_article_says_so(self, at_desk, many):
        async with at_desk((160, 40), path=many) as seat:
            await seat.press("O", "/")
            await seat.type("zebra")
            await seat.press("enter")
            assert len(seat.library.items) == 0
            await seat.press("j", "enter", "escape")
            assert len(seat.library.items) == 60

    async def test_d_removes_an_article_and_u_brings_it_back(self, at_desk, many):
        async with at_desk((120, 40), path=many) as seat:
            first = seat.articles[0]
            await seat.press("O", "g", "d")
            assert "removed" in seat.status
            assert len(seat.library.items) == 59
            assert first not in seat.articles
            await seat.press("u")
            assert len(seat.library.items) == 60

    async def test_an_article_with_anothers_annotations_stays(self, at_desk, path, tmp_path):
        with open_store(path, annotator="bo", device="d") as store:
            uid = articles.summaries(store)[0].uid
            text = articles.text_of(store, uid)
            annotations.add(store, [Draft(uid, "claim/event", (anchor(text, 10, 20),))])
        async with at_desk((120, 40)) as seat:
            await seat.press("O", "g", "d")
            assert "by bo, theirs to delete" in seat.desk.message.plain
            assert len(seat.library.items) == 2
