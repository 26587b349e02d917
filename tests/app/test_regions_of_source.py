"""At the desk: what is said of the body once for all articles of a source, and taken back."""

import pytest

from tests.app.seat import library_of
from tui.store import articles, regions, source_rules
from tui.store.opening import open_reader

LATEST = "Latest articles"
SIZES = [(80, 24), (120, 40)]
FILM = "Watch our film"


def rules(seat):
    with open_reader(seat.app.workspace.store.path) as store:
        about = articles.summary(store, seat.reading.article.uid)
        return [
            (one.kind, one.value, one.body) for one in source_rules.of_source(store, about.source)
        ]


def not_body(seat, uid):
    with open_reader(seat.app.workspace.store.path) as store:
        text = articles.text_of(store, uid)
        found = regions.of_article(store, uid, text)
        return {text[one.start : one.end] for one in found}


def gazette(path, number=6):
    """Articles of one source: each has words of its own, and a line that all of them have."""
    towns = ["Gao", "Kidal", "Timbuktu", "Mopti", "Segou", "Kayes"][:number]
    texts = [
        f"Nobody in {town} knew on {10 + at} May why the {town} market had burned down.\n{FILM}\n"
        for at, town in enumerate(towns)
    ]
    return library_of(path, *texts, source="Gazette")


@pytest.mark.parametrize("size", SIZES)
async def test_a_line_is_body_in_all_of_the_source_and_that_is_undone(at_desk, size):
    async with at_desk(size) as seat:
        before = len(seat.reading.aside.regions)
        await seat.press("z", "j", "s")
        assert rules(seat) == [("line", LATEST, True)]
        assert f"“{LATEST}” is body in all of International News · u undo" in seat.page
        assert len(seat.reading.aside.regions) == before - 1
        await seat.press("u")
        assert rules(seat) == []
        assert len(seat.reading.aside.regions) == before
        assert "undid: “Latest articles” is body in International News" in seat.page


async def test_all_lines_for_a_reason_are_body_here_or_in_all_of_the_source(at_desk):
    async with at_desk((120, 40)) as seat:
        await seat.press("z", "j")
        assert "all teaser lines" in seat.page
        kinds = [one.kind for one in seat.reading.aside.regions]
        await seat.press("r")
        left = [one.kind for one in seat.reading.aside.regions]
        assert left == [kind for kind in kinds if kind != "teaser"]
        assert rules(seat) == []
        await seat.press("u")
        assert [one.kind for one in seat.reading.aside.regions] == kinds
        await seat.press("j", "S")
        assert rules(seat) == [("reason", "teaser", True)]
        assert [one.kind for one in seat.reading.aside.regions] == left


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_said_of_the_source_is_listed_and_turned_round(at_desk, size):
    async with at_desk(size) as seat:
        await seat.press("z", "j", "S", "shift+tab")
        assert "Said of all articles of International News (1)" in seat.page
        assert "body     teaser lines" in seat.page
        await seat.press("Z")
        assert rules(seat) == [("reason", "teaser", False)]
        assert "not body teaser lines" in seat.page
        await seat.press("tab")
        assert "Not body (17)" in seat.page


@pytest.mark.parametrize("size", SIZES)
async def test_a_line_that_repeats_is_suggested_with_its_count_and_taken_by_one_key(
    at_desk, tmp_path, size
):
    async with at_desk(size, path=gazette(tmp_path / "t.db")) as seat:
        await seat.press("z")
        assert "Lines that repeat in Gazette (1)" in seat.page
        assert f"6  {FILM}" in seat.page
        await seat.press("s")
        assert rules(seat) == [("line", FILM, False)]
        assert "Lines that repeat in Gazette (0)" in seat.page
        assert [one.reason for one in seat.reading.aside.regions] == [
            "ana said that this line is not body, in all of the source"
        ]
        library = seat.app.workspace.library
        for uid in [library[at].uid for at in range(len(library))]:
            assert not_body(seat, uid) == {FILM}
        await seat.press("u")
        assert rules(seat) == []
        assert f"6  {FILM}" in seat.page


async def test_fewer_articles_than_five_suggest_nothing(at_desk, tmp_path):
    async with at_desk(path=gazette(tmp_path / "t.db", 4)) as seat:
        await seat.press("z")
        assert "no line stands in five articles of the source or more" in seat.page


async def test_without_a_source_the_other_lists_say_what_is_missing(at_desk, tmp_path):
    path = library_of(tmp_path / "t.db", "The toll rose.\nWatch our film\n")
    async with at_desk(path=path) as seat:
        await seat.go_to("Watch")
        await seat.press("Z", "z", "s")
        assert "an article without a source has no rules" in seat.page
        await seat.press("tab")
        assert "the article has no source" in seat.page
