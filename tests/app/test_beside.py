"""Choosing an article to set beside: those that tell of the same event first, copies as such."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import library_of
from tui.app.kindred import Kindred, kindred
from tui.app.screens.beside import Offers, row
from tui.model import ArticleSummary
from tui.store import articles
from tui.store.opening import open_reader, open_store

SEEDS = Path(__file__).parents[2] / "seeds"
FIRST, SECOND = sorted(SEEDS.glob("*.txt"))
OTHERS = (
    "The harvest of olives in Crete was poor this year, farmers said on Sunday in Chania.",
    "A new bridge over the Elbe opens on Monday. Its builders had asked for two more years.",
    "The orchestra of Lyon plays Ravel and Debussy in spring, and the tickets are sold already.",
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Three articles on other things, then the seeds, the second one also as a changed copy."""
    second = SECOND.read_text("utf-8")
    copied = second.replace("deadly", "lethal", 1).replace("NAIROBI, Kenya – ", "(Wire) ")
    path = tmp_path / "library.db"
    return library_of(path, *OTHERS, second, copied, FIRST.read_text("utf-8"))


def uid_of(path: Path, words: str) -> str:
    with closing(open_reader(path)) as store:
        there = [articles.read(store, one.uid) for one in articles.summaries(store)]
    return next(one.uid for one in there if words in one.text)


def test_what_tells_of_the_same_event_comes_first_and_nothing_else_is_listed(library):
    ranked = kindred(library, uid_of(library, "Intense fighting erupted"), ())
    wire, nairobi = uid_of(library, "(Wire) Mali"), uid_of(library, "NAIROBI, Kenya")
    assert {one.uid for one in ranked} == {wire, nairobi}
    assert [one.share for one in ranked] == sorted((one.share for one in ranked), reverse=True)
    assert all(0.2 < one.share <= 1 for one in ranked)


def test_a_near_copy_says_of_what_and_how_much_is_changed(library):
    nairobi = uid_of(library, "NAIROBI, Kenya")
    ranked = kindred(library, nairobi, (nairobi,))
    copy = next(one for one in ranked if one.uid == uid_of(library, "(Wire) Mali"))
    with closing(open_reader(library)) as store:
        assert copy.copied == articles.read(store, nairobi).summary.label
    assert 0 < copy.changed < 0.1
    assert copy.share > 0.8
    (other,) = [one for one in ranked if one is not copy]
    assert other.copied == ""


def test_what_is_open_is_not_offered(library):
    first, nairobi = uid_of(library, "Intense fighting"), uid_of(library, "NAIROBI, Kenya")
    assert nairobi not in [one.uid for one in kindred(library, first, (first, nairobi))]


def test_a_row_has_a_bar_the_share_and_what_it_is_a_copy_of():
    about = ArticleSummary("a", "a", "Mali cuts ties", 10, source="Wire", story="Mali")
    text = row(Kindred(about, 0.52, "Nairobi", 0.04)).plain
    assert text.startswith("███▏    52 %  Wire  same text as Nairobi, 4 % changed  [Mali]")
    assert row(about).plain.index("Wire") == text.index("Wire")


def test_ranked_rows_stand_before_the_rest():
    about = [ArticleSummary(uid, uid, uid, 1) for uid in "abc"]
    offers = Offers([Kindred(about[2], 0.4)], about[:2])
    assert [offers[index].uid for index in range(len(offers))] == ["c", "a", "b"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_first_row_is_what_tells_most_of_the_leading_article(
    at_desk: AtDesk, library, size
):
    first = uid_of(library, "Intense fighting")
    async with at_desk(size, path=library, show=[first]) as seat:
        await seat.press("c")
        rows = [line for line in seat.lines() if " % " in line and "█" in line]
        assert len(rows) == 2
        await seat.press("enter")
        assert "Maiga" in seat.reading.text
        assert len(seat.articles) == 2


async def test_typing_narrows_what_is_ranked_and_the_rest_alike(at_desk: AtDesk, library):
    first = uid_of(library, "Intense fighting")
    with closing(open_store(library, annotator="ana", device="d")) as store:
        titles = {one.uid: one.label for one in articles.summaries(store)}
    wire = uid_of(library, "(Wire) Mali")
    async with at_desk((120, 40), path=library, show=[first]) as seat:
        await seat.press("c")
        await seat.type(titles[wire].partition(".")[0])
        await seat.press("enter")
        assert seat.reading.article.uid == wire
