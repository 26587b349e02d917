"""The history screen, a large library, and two desks on one file."""

import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat
from tui.app import paged
from tui.app.screens.desk import DeskScreen
from tui.app.screens.history import HistoryScreen
from tui.codebook import Codebook
from tui.model import Tag
from tui.store import adding, annotations, articles, claims, codebook, history, relations
from tui.store.adding import Intake
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import decode

SMALL, MIDDLE = (80, 24), (120, 40)
both_sizes = pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["80x24", "120x40"])
DECISION = "This decision follows statements made by a senior Ukrainian official"
SHOCK = "Mali’s government expressed that it learned"
REBELS = "Northern Tuareg rebels claim to have killed"
EARLIER = "Later in the day the foreign ministry confirmed the report. "


def screen_of(seat: Seat) -> HistoryScreen:
    screen = seat.app.screen
    assert isinstance(screen, HistoryScreen)
    return screen


def rows_of(seat: Seat) -> list[str]:
    """The rows of the history that are on the screen."""
    rows = screen_of(seat).rows
    top, height = rows.content_region.y, rows.content_region.height
    left, right = rows.content_region.x, rows.content_region.right
    found = [line[left:right].strip() for line in seat.lines()[top : top + height]]
    return [line for line in found if line]


def said(seat: Seat) -> str:
    """What the history screen says, on as many lines as it takes."""
    return shown(seat, "#said")


def heading(seat: Seat) -> str:
    return shown(seat, "#heading")


def shown(seat: Seat, line: str) -> str:
    region = screen_of(seat).query_one(line).content_region
    lines = seat.lines()[region.y : region.bottom]
    return " ".join(" ".join(one[region.x : region.right] for one in lines).split())


def mark(store: Store, article: str, words: str, tag: str = "claim/event") -> str:
    text = articles.text_of(store, article)
    start = text.index(words)
    (uid,) = annotations.add(
        store, [Draft(article, tag, (anchor(text, start, start + len(words)),))]
    )
    return uid


async def tag_two(seat: Seat) -> None:
    """Tag a sentence of the first article, then one further on."""
    for words in (DECISION, SHOCK):
        await seat.go_to(words)
        await seat.press("2")


class TestHistory:
    @both_sizes
    async def test_it_says_who_did_what_and_when_newest_first(self, at_desk: AtDesk, size):
        async with at_desk(size) as seat:
            await tag_two(seat)
            await seat.press("H")
            rows = rows_of(seat)
            assert heading(seat) == f"History ({history.count(seat.app.workspace.store)})"
            assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d  tag claim/number", rows[0])
            assert rows[0].endswith("tag claim/number")
            assert rows[1].endswith("tag claim/number"), "that the article is in work goes along"
            assert "example: " in rows[2]
            assert f"+ number “{SHOCK}" in seat.page
            assert all(len(line) == size[0] for line in seat.lines())

    async def test_going_down_shows_what_each_changed(self, at_desk: AtDesk):
        async with at_desk(MIDDLE) as seat:
            await tag_two(seat)
            await seat.press("H", "j")
            assert f"+ number “{DECISION}" in seat.page
            await seat.press("k")
            assert f"+ number “{SHOCK}" in seat.page
            await seat.press("G")
            assert screen_of(seat).rows.at == len(screen_of(seat).entries) - 1
            assert "+ tag claim" in seat.page

    @pytest.mark.parametrize("key", ["escape", "q", "H"])
    async def test_it_is_left_with_nothing_changed(self, at_desk: AtDesk, key):
        async with at_desk() as seat:
            before = seat.stored()
            await seat.press("H", "j", key)
            assert isinstance(seat.app.screen, DeskScreen)
            assert seat.stored() == before
            await seat.press("2")
            assert len(seat.mine()) == 1, "the keys are the article's again"

    async def test_a_narrows_it_to_the_article_and_back(self, at_desk: AtDesk):
        async with at_desk(MIDDLE) as seat:
            await tag_two(seat)
            await seat.press("tab")
            await seat.go_to("The accusations")
            await seat.press("2", "H")
            everything = len(screen_of(seat).entries)
            await seat.press("a")
            assert heading(seat).startswith("History of Nairobi (")
            assert len(screen_of(seat).entries) < everything
            assert sum("tag claim/number" in row for row in rows_of(seat)) == 1
            await seat.press("a")
            assert len(screen_of(seat).entries) == everything

    @both_sizes
    async def test_enter_goes_there(self, at_desk: AtDesk, size):
        async with at_desk(size) as seat:
            await tag_two(seat)
            await seat.press("tab", "H", "j", "enter")
            assert isinstance(seat.app.screen, DeskScreen)
            here = seat.reading.here()
            assert here is not None
            assert here.quote.startswith(DECISION)

    async def test_enter_opens_the_article_where_it_is_closed(self, at_desk: AtDesk):
        async with at_desk() as seat:
            await tag_two(seat)
            first = seat.articles[0]
            await seat.press("ctrl+w")
            assert first not in seat.articles
            await seat.press("H", "enter")
            assert seat.desk.panes[seat.desk.leading].uid == first

    async def test_where_nothing_is_left_to_go_to_it_says_so(self, at_desk: AtDesk):
        async with at_desk() as seat:
            await seat.press("H", "G", "enter")
            assert said(seat) == "nothing of this is left to go to"

    @both_sizes
    async def test_u_undoes_one_from_the_middle_and_stays_on_it(self, at_desk: AtDesk, size):
        async with at_desk(size) as seat:
            await tag_two(seat)
            await seat.press("H", "j", "u")
            assert said(seat) == "undid: tag claim/number"
            assert [quote[:20] for _, quote in seat.mine()] == [SHOCK[:20]]
            entry = screen_of(seat).entries[screen_of(seat).rows.at]
            assert (entry.label, entry.undone) == ("tag claim/number", True)
            assert rows_of(seat)[0].endswith("undo tag claim/number")
            assert "undone" in rows_of(seat)[screen_of(seat).rows.at]
            await seat.press("u")
            assert "undone already" in said(seat)
            await seat.press("escape")
            assert len(seat.reading.marks) == 21
            await seat.press("ctrl+r")
            assert len(seat.mine()) == 2

    async def test_U_undoes_all_that_came_after(self, at_desk: AtDesk):
        async with at_desk(MIDDLE) as seat:
            await tag_two(seat)
            await seat.go_to(REBELS)
            await seat.press("3", "H", "j", "j", "U")
            assert said(seat) == "undid: 2 operations"
            assert [quote[:20] for _, quote in seat.mine()] == [DECISION[:20]]
            assert screen_of(seat).entries[screen_of(seat).rows.at].undone is False
            await seat.press("U")
            assert said(seat) == "nothing of yours to undo after this"

    async def test_what_another_did_is_theirs_to_undo(self, at_desk: AtDesk):
        async with at_desk() as seat:
            before = seat.stored()
            await seat.press("H", "u")
            assert "was done by example: theirs to undo" in said(seat)
            assert seat.stored() == before
            assert isinstance(seat.app.screen, HistoryScreen)

    async def test_an_undo_cannot_be_undone_it_is_redone(self, at_desk: AtDesk):
        async with at_desk() as seat:
            await tag_two(seat)
            await seat.press("u", "H", "u")
            assert "is an undo" in said(seat)

    async def test_what_was_changed_since_is_left_and_said(self, at_desk: AtDesk, path):
        async with at_desk(MIDDLE) as seat:
            await seat.go_to(DECISION)
            await seat.press("2", "m")
            await seat.type("one")
            await seat.press("enter", "m")
            await seat.type(" two")
            await seat.press("enter", "H", "j", "u")
            assert said(seat) == "undid: note on claim/number; 1 since changed, left as they are"

    async def test_an_empty_log_says_so_and_takes_every_key(self, at_desk: AtDesk, monkeypatch):
        monkeypatch.setattr(history, "count", lambda *arguments: 0)
        async with at_desk() as seat:
            await seat.press("H")
            assert "Nothing was done yet" in seat.page
            await seat.press("j", "G", "u", "U", "enter", "a", "ctrl+d", "ctrl+u", "end", "pageup")
            assert "Nothing was done yet" in seat.page
            await seat.press("escape")
            assert isinstance(seat.app.screen, DeskScreen)

    async def test_without_an_open_article_it_is_that_of_all(self, at_desk: AtDesk):
        async with at_desk() as seat:
            await seat.press("ctrl+w", "ctrl+w", "H", "a")
            assert heading(seat).startswith("History (")

    async def test_of_many_operations_pages_alone_are_read(
        self, at_desk: AtDesk, path, monkeypatch
    ):
        with open_store(path, annotator="ana", device="b") as store:
            article = articles.summaries(store)[0].uid
            with store.transaction():
                for _ in range(5000):
                    with store.operation("title"):
                        store.run(
                            "UPDATE article SET story = story || 'x' WHERE uid = ?", (article,)
                        )
        asked: list[int] = []
        operations = history.operations

        def counted(store, limit=100, **rest):
            found = operations(store, limit, **rest)
            asked.append(len(found))
            return found

        monkeypatch.setattr(history, "operations", counted)
        async with at_desk(MIDDLE) as seat:
            await seat.press("H")
            assert heading(seat) == f"History ({history.count(seat.app.workspace.store)})"
            assert sum(asked) == paged.PAGE
            await seat.press("ctrl+d", "ctrl+d", "j", "G")
            assert sum(asked) <= 4 * paged.PAGE
            assert "take in codebook" in rows_of(seat)[-1]

    @pytest.mark.parametrize("keys", [["H"], ["H", "j"], ["H", "u"], ["H", "a"], ["H", "enter"]])
    async def test_a_locked_database_says_so_and_the_screen_stays(
        self, at_desk: AtDesk, path, keys
    ):
        async with at_desk() as seat:
            await seat.press(*keys[:-1])
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                await seat.press(keys[-1])
                assert "is locked by another process" in said(seat)
                assert "try again" in said(seat)
                other.execute("ROLLBACK")
            await seat.press("escape")
            assert isinstance(seat.app.screen, DeskScreen)

    async def test_hostile_labels_and_names_are_shown_safely(self, at_desk: AtDesk, path):
        with open_store(path, annotator="eve\x1b]0;x\x07", device="b") as store:
            article = articles.summaries(store)[0].uid
            with store.operation("\x1b[31mred\nline\u202e"):
                store.run("UPDATE article SET story = '\x1b[2J' WHERE uid = ?", (article,))
        async with at_desk() as seat:
            await seat.press("H")
            assert "\x1b" not in seat.page
            assert "\u202e" not in seat.page
            assert all(len(line) == 80 for line in seat.lines())


class TestALargeLibrary:
    @pytest.fixture
    def library(self, tmp_path: Path) -> Path:
        path = tmp_path / "many.db"
        with open_store(path, annotator="importer", device="b") as store:
            raws = [f"Text {n} of many. A second sentence.".encode() for n in range(300)]
            intakes = [
                Intake(decode(raw), raw, f"file-{n:03}.txt", {"title": f"Headline {n:03}"})
                for n, raw in enumerate(raws)
            ]
            adding.add(store, intakes)
        return path

    @both_sizes
    async def test_it_is_gone_through_to_its_end_and_any_can_be_opened(
        self, at_desk: AtDesk, library, size
    ):
        async with at_desk(size, path=library) as seat:
            await seat.press("O")
            assert "Library (300)" in seat.page
            await seat.press("G")
            assert "file-299.txt" in seat.page
            await seat.press("g")
            assert "file-000.txt" in seat.page
            seat.library.mark(249)
            await seat.press("enter")
            assert "Headline 249" in seat.page
            assert seat.reading.text.startswith("Text 249 of many")

    async def test_another_is_picked_by_typing_words_of_it(self, at_desk: AtDesk, library):
        async with at_desk(MIDDLE, path=library) as seat:
            await seat.press("c")
            await seat.type("headl 217")
            assert "file-217.txt" in seat.page
            assert "file-218.txt" not in seat.page
            await seat.press("enter")
            assert seat.reading.text.startswith("Text 217 of many")
            assert len(seat.articles) == 3

    async def test_what_is_open_is_not_offered(self, at_desk: AtDesk, library):
        async with at_desk(MIDDLE, path=library) as seat:
            await seat.press("c")
            await seat.type("headline 000")
            assert "Nothing like that" in seat.page
            await seat.press("enter", "escape")
            assert len(seat.articles) == 2

    async def test_articles_removed_elsewhere_do_not_stop_one_who_scrolls(
        self, at_desk: AtDesk, library
    ):
        async with at_desk(MIDDLE, path=library) as seat:
            await seat.press("O")
            with open_store(library, annotator="ben", device="b") as store:
                articles.remove(store, [one.uid for one in articles.page(store, 100, 150)])
            await seat.press("G", "enter", "k", "g")
            seat.app._look_for_news()
            await seat.settle()
            assert "Library (150)" in seat.page
            await seat.press("G")
            assert "file-299.txt" in seat.page


@asynccontextmanager
async def two(at_desk: AtDesk, path: Path, name: str = "ben") -> AsyncIterator[tuple[Seat, Seat]]:
    """Two desks on one file, the second one's annotator called `name`."""
    async with AsyncExitStack() as stack:
        other = stack.enter_context(open_store(path, annotator=name, device="b", timeout=0))
        mine = await stack.enter_async_context(at_desk(MIDDLE, path=path))
        theirs = await stack.enter_async_context(at_desk(MIDDLE, store=other))
        yield mine, theirs


async def look(seat: Seat) -> None:
    seat.app._look_for_news()
    await seat.settle()


class TestTwoDesks:
    """Each sees the other's work; neither blocks the other, or overwrites."""

    @pytest.mark.parametrize("name", ["ben", "ana"])
    async def test_what_one_tags_the_other_shows(self, at_desk: AtDesk, path, name):
        async with two(at_desk, path, name) as (mine, theirs):
            await theirs.go_to(DECISION)
            await theirs.press("2")
            assert len(mine.reading.marks) == 20
            unmarked = mine.styles(DECISION, 5).bgcolor
            await look(mine)
            assert len(mine.reading.marks) == 21
            assert "Annotations (21)" in mine.page
            assert mine.styles(DECISION, 5).bgcolor != unmarked
            await mine.go_to(SHOCK)
            await mine.press("3")
            await look(theirs)
            assert len(theirs.reading.marks) == 22
            assert [one.uid for one in mine.reading.marks] == [
                one.uid for one in theirs.reading.marks
            ]

    async def test_each_undoes_their_own(self, at_desk: AtDesk, path):
        async with two(at_desk, path) as (mine, theirs):
            await mine.go_to(DECISION)
            await mine.press("2")
            await theirs.go_to(SHOCK)
            await theirs.press("3")
            await mine.press("u")
            await look(theirs)
            assert [
                one.annotator for one in theirs.reading.marks if one.annotator != "example"
            ] == ["ben"]
            await theirs.press("u", "u")
            assert "nothing to undo" in theirs.status
            await look(mine)
            await look(theirs)
            assert len(mine.reading.marks) == len(theirs.reading.marks) == 20
            await mine.press("ctrl+r")
            await theirs.press("ctrl+r")
            await look(mine)
            await look(theirs)
            assert len(mine.reading.marks) == len(theirs.reading.marks) == 22

    async def test_cursor_page_and_selection_stay_when_the_other_tags(self, at_desk: AtDesk, path):
        async with two(at_desk, path) as (mine, theirs):
            await mine.go_to(SHOCK)
            await mine.press("v", "w", "w")
            before = mine.reading.standing, mine.top
            await theirs.go_to(DECISION)
            await theirs.press("2")
            await look(mine)
            assert (mine.reading.standing, mine.top) == before

    async def test_a_codebook_changed_elsewhere_brings_its_keys(self, at_desk: AtDesk, path):
        async with at_desk(MIDDLE) as seat:
            with open_store(path, annotator="ben", device="b") as store:
                tag = Tag("", "doubt", "9", "red", "What is doubted.", ("span",), ())
                codebook.take_in(store, Codebook("mine", (tag,)))
            await look(seat)
            assert "9 doubt" in seat.page
            await seat.go_to(DECISION)
            await seat.press("9")
            assert [tag for tag, _ in seat.mine()] == ["doubt"]

    async def test_an_article_removed_elsewhere_is_closed(self, at_desk: AtDesk, path):
        async with at_desk(MIDDLE) as seat:
            first, second = seat.articles
            with open_store(path, annotator="ben", device="b") as store:
                articles.remove(store, [first])
                seat.app._look_for_news()
                seat.app._look_for_news()
                await seat.settle()
                assert seat.articles == [second]
                assert len(seat.library.items) == 1
                await seat.press("2", "H", "escape")
                history.undo(store)
            await look(seat)
            assert len(seat.library.items) == 2

    async def test_all_articles_removed_elsewhere_leave_an_empty_desk(self, at_desk: AtDesk, path):
        async with at_desk(MIDDLE) as seat:
            with open_store(path, annotator="ben", device="b") as store:
                articles.remove(store, seat.articles)
            await look(seat)
            assert seat.articles == []
            assert "No articles yet" in seat.page
            await seat.press("j", "2", "]", "u", "O", "escape", "H", "escape")

    @both_sizes
    async def test_a_later_text_taken_in_elsewhere_is_shown_at_the_same_sentence(
        self, at_desk: AtDesk, path, size
    ):
        async with at_desk(size) as seat:
            await seat.go_to(SHOCK)
            before = seat.reading.text
            with open_store(path, annotator="ben", device="b") as store:
                text = EARLIER + before.replace("84 mercenaries", "37 mercenaries")
                raw = text.encode()
                adding.add_version(store, seat.articles[0], Intake(decode(raw), raw, "later.txt"))
            seat.app._look_for_news()
            seat.app._look_for_news()
            await seat.settle()
            assert seat.reading.text == text
            assert seat.reading.text[seat.reading.cursor :].startswith(SHOCK)
            assert SHOCK[7:27] in seat.page
            assert len(seat.articles) == 2
            await seat.press("2")
            assert seat.mine()[-1][1].startswith(SHOCK)
            for made in seat.reading.marks:
                assert text[made.start : made.end].startswith(made.fragments[0].exact)

    async def test_where_the_sentence_was_rewritten_the_cursor_stays_near(
        self, at_desk: AtDesk, path
    ):
        async with at_desk(MIDDLE) as seat:
            await seat.go_to(SHOCK)
            share = seat.reading.cursor / len(seat.reading.text)
            sentence = seat.reading.text[slice(*seat.reading.sentence_span())]
            with open_store(path, annotator="ben", device="b") as store:
                text = seat.reading.text.replace(sentence, "")
                raw = text.encode()
                adding.add_version(store, seat.articles[0], Intake(decode(raw), raw, "later.txt"))
            await look(seat)
            assert seat.reading.text == text
            assert abs(seat.reading.cursor / len(text) - share) < 0.2

    @pytest.mark.parametrize("what", ["later text", "removed"])
    async def test_who_types_in_the_find_line_goes_on_typing_there(
        self, at_desk: AtDesk, path, what
    ):
        async with at_desk(MIDDLE) as seat:
            before = seat.stored()
            await seat.press("/")
            await seat.type("de")
            with open_store(path, annotator="ben", device="b") as store:
                if what == "removed":
                    articles.remove(store, [seat.articles[0]])
                else:
                    raw = (EARLIER + seat.reading.text).encode()
                    intake = Intake(decode(raw), raw, "later.txt")
                    adding.add_version(store, seat.articles[0], intake)
            await look(seat)
            await seat.type("adly")
            assert "deadly" in seat.lines()[-1]
            await seat.press("enter")
            assert isinstance(seat.app.screen, DeskScreen)
            await seat.press("j", "k", "escape")
            if what != "removed":
                assert len(seat.stored()) == len(before), "no letter was a command"

    async def test_the_find_line_of_the_last_article_is_left_in_good_order(
        self, at_desk: AtDesk, path
    ):
        async with at_desk(MIDDLE) as seat:
            await seat.press("/")
            await seat.type("de")
            with open_store(path, annotator="ben", device="b") as store:
                articles.remove(store, seat.articles)
            await look(seat)
            await seat.type("a")
            await seat.press("escape", "O", "escape")
            assert "No articles yet" in seat.page

    async def test_who_is_in_the_library_stays_there(self, at_desk: AtDesk, path):
        async with at_desk(MIDDLE) as seat:
            await seat.press("O", "j")
            with open_store(path, annotator="ben", device="b") as store:
                raw = (EARLIER + seat.reading.text).encode()
                adding.add_version(store, seat.articles[0], Intake(decode(raw), raw, "later.txt"))
            await look(seat)
            assert seat.library.has_focus

    async def test_a_note_being_typed_is_kept_while_news_comes(self, at_desk: AtDesk, path):
        async with two(at_desk, path) as (mine, theirs):
            await mine.go_to(DECISION)
            await mine.press("2", "m")
            await mine.type("half a")
            await theirs.go_to(SHOCK)
            await theirs.press("3")
            await look(mine)
            await mine.type(" note")
            await mine.press("enter")
            assert [one.note for one in mine.stored() if one.annotator == "ana"] == ["half a note"]

    async def test_news_while_the_history_is_open_is_shown_behind_it(self, at_desk: AtDesk, path):
        async with two(at_desk, path) as (mine, theirs):
            await mine.press("H")
            await theirs.go_to(SHOCK)
            await theirs.press("3")
            await look(mine)
            assert isinstance(mine.app.screen, HistoryScreen)
            await mine.press("escape")
            assert len(mine.reading.marks) == 21

    async def test_a_database_locked_while_one_looks_is_looked_at_again(
        self, at_desk: AtDesk, path
    ):
        async with at_desk(MIDDLE) as seat:
            with open_store(path, annotator="ben", device="b") as store:
                mark(store, seat.articles[0], DECISION)
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                await look(seat)
                assert len(seat.reading.marks) == 20
                other.execute("ROLLBACK")
            await look(seat)
            assert len(seat.reading.marks) == 21

    async def test_news_that_could_not_be_read_to_the_end_comes_again(
        self, at_desk: AtDesk, path, monkeypatch
    ):
        from tui.errors import DataError
        from tui.store import relations

        async with at_desk(MIDDLE) as seat:
            with open_store(path, annotator="ben", device="b") as store:
                mark(store, seat.articles[0], DECISION)

            def locked(*_: object) -> None:
                raise DataError("locked")

            with monkeypatch.context() as patch:
                patch.setattr(relations, "of_article", locked)
                await look(seat)
            await look(seat)
            assert "Annotations (21)" in seat.page
            assert len(seat.reading.marks) == 21


async def test_conflicts_that_a_merge_left_are_told_on_opening(at_desk: AtDesk, path, tmp_path):
    other = shutil.copy(path, tmp_path / "other.db")
    with open_store(path, annotator="ana", device="one") as store:
        claim = relations.claims(store)[0].uid
        claims.change(store, claim, wording="in ana's words")
    with open_store(Path(other), annotator="bo", device="two") as store:
        claims.change(store, claim, wording="in bo's words")
    with open_store(path, annotator="ana", device="one") as store:
        assert merge(store, Path(other), back_up=False).conflicts == 1
    async with at_desk((120, 40)) as seat:
        assert "1 conflict left by a merge: claimdesk conflicts" in seat.status
