"""The sheet of counts: bars for tags, sources and articles, with and without colour."""

import re

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import library_of

SIZES = [(80, 24), (120, 40)]
both_sizes = pytest.mark.parametrize("size", SIZES)


def row(seat, start: str) -> str:
    return next(line for line in seat.lines() if f" {start}" in line)


@both_sizes
async def test_each_tag_has_a_bar_for_the_library_and_one_for_the_article(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("S")
        assert "40 annotations, 2 articles, 6 claims, 20 relations" in seat.page
        event, number = row(seat, "1 claim/event"), row(seat, "2 claim/number")
        assert re.findall(r" (\d+) █", event) == ["15", "8"]
        assert re.findall(r" (\d+) █", number) == ["8", "3"]
        assert event.count("█") > number.count("█") > 0
        assert any("library" in line and "International News" in line for line in seat.lines())


@both_sizes
async def test_sources_and_articles_have_bars_made_of_the_keys_of_tags(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("S", "tab")
        assert "Annotations by source (2)" in seat.page
        nairobi = row(seat, "Nairobi   ")
        assert re.search(r" 20 1+2+3+4+5+6+7+0+ ", nairobi)
        assert nairobi.count("1") > nairobi.count("5")
        await seat.press("tab")
        assert "Annotations by article (2)" in seat.page
        assert re.search(r" 20 1+2+3+4+5+6+7+0+ ", row(seat, "Nairobi · 001_"))
        await seat.press("tab", "shift+tab", "shift+tab")
        assert "Annotations by source (2)" in seat.page


async def test_without_colour_it_says_the_same(at_desk: AtDesk, monkeypatch):
    async with at_desk() as seat:
        await seat.press("S")
        tags = seat.lines()
        await seat.press("tab")
        sources = seat.lines()
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk() as seat:
        await seat.press("S")
        assert seat.lines()[4:20] == tags[4:20]
        await seat.press("tab")
        assert seat.lines()[4:20] == sources[4:20]


async def test_enter_opens_the_article_of_the_row(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("S", "tab", "tab", "j", "enter")
        assert seat.app.screen is seat.desk
        assert seat.reading.article.summary.source == "Nairobi"


async def test_what_is_marked_meanwhile_is_counted_the_next_time(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("j", "j", "1", "S")
        assert re.findall(r" (\d+) █", row(seat, "1 claim/event")) == ["16", "9"]
        await seat.press("S")
        assert seat.app.screen is seat.desk


async def test_a_library_without_annotations_or_articles_has_nothing_to_show(
    at_desk: AtDesk, tmp_path
):
    for texts in ([], ["Words.\n"]):
        path = library_of(tmp_path / f"{len(texts)}.db", *texts)
        async with at_desk(path=path) as seat:
            await seat.press("S")
            assert "0 annotations" in seat.page
            assert "█" not in seat.page
            await seat.press("tab", "enter", "tab", "enter")
            assert "Nothing is marked yet" in seat.page
            await seat.press("escape")
            assert seat.app.screen is seat.desk
