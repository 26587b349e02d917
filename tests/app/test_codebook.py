"""The codebook at the desk: its sheet, every edit from it, and the desk that follows at once."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tui.app.codebook_room import hard_to_see, taken_by_desk, troubles
from tui.app.screens.codebook import CodebookScreen
from tui.app.screens.desk import DeskScreen
from tui.app.theme import THEMES, shades
from tui.codebook import COLOURS, read
from tui.model import Tag
from tui.store import annotations, articles, codebook, recoding, tags
from tui.store.opening import open_reader, open_store

SMALL, MIDDLE = (80, 24), (120, 40)
both_sizes = pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["80x24", "120x40"])
DECISION = "This decision follows statements made by a senior Ukrainian official"


def sheet(seat: Seat) -> CodebookScreen:
    screen = seat.app.screen
    assert isinstance(screen, CodebookScreen)
    return screen


def at(seat: Seat) -> str:
    """The path of the tag at hand."""
    entry = sheet(seat).at_hand
    return entry.tag.path if entry else ""


async def go_to(seat: Seat, path: str) -> None:
    """Open the codebook and go to a tag."""
    if not isinstance(seat.app.screen, CodebookScreen):
        await seat.press("K")
    await seat.press("g")
    for _ in sheet(seat).entries:
        if at(seat) == path:
            return
        await seat.press("j")
    raise AssertionError(f"{path} is not in the codebook")


def told(seat: Seat) -> str:
    """What the dialog says an answer will do, on as many lines as it takes."""
    region = seat.app.screen.query(".preview").first().region
    lines = [line[region.x : region.right] for line in seat.lines()[region.y : region.bottom]]
    return " ".join(" ".join(lines).split())


def stored_tags(path: Path) -> dict[str, Tag]:
    """The tags by path, as another program reads them from the disk."""
    with closing(open_reader(path)) as store:
        return {tag.path: tag for tag in codebook.tags(store)}


def marked(seat: Seat) -> list[str]:
    """The tags of all annotations in the database."""
    return [one.tag for article in (0, 1) for one in seat.stored(article)]


async def clear(seat: Seat) -> None:
    """Take away what stands in the line that is typed in."""
    await seat.press("ctrl+u")


@both_sizes
async def test_the_tags_are_a_tree_with_key_colour_use_and_an_example(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await go_to(seat, "claim/number")
        assert "Codebook (14 tags)" in seat.page
        row = next(line for line in seat.lines() if " 2  number" in line)
        assert row.split()[row.split().index("2") :][:4] == ["2", "number", "sky", "8"]
        assert "claim/number  8 annotations in 2 articles" in seat.page
        assert "A figure or quantity that could be checked" in seat.page
        assert "“at least 84 mercenaries”  International News" in seat.page
        assert all(len(line) == size[0] for line in seat.lines())


async def test_it_is_left_where_it_was_and_opens_there_again(at_desk: AtDesk):
    async with at_desk() as seat:
        await go_to(seat, "opinion")
        await seat.press("K")
        assert isinstance(seat.app.screen, DeskScreen)
        await seat.press("K")
        assert at(seat) == "opinion"


async def test_enter_goes_to_the_example(at_desk: AtDesk):
    async with at_desk() as seat:
        await go_to(seat, "claim/cause")
        await seat.press("enter")
        assert isinstance(seat.app.screen, DeskScreen)
        here = seat.reading.here()
        assert here is not None
        assert here.tag == "claim/cause"


async def test_a_renamed_tag_is_renamed_everywhere_at_once(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await seat.go_to(DECISION)
        await seat.press("2")
        await go_to(seat, "claim/number")
        await seat.press("r")
        await clear(seat)
        await seat.type("figure")
        assert "claim/number becomes claim/figure: 9 annotations in 2 articles" in told(seat)
        assert marked(seat).count("claim/number") == 9
        await seat.press("enter")
        assert "claim/number is now claim/figure · u undo" in seat.page
        assert at(seat) == "claim/figure"
        assert (marked(seat).count("claim/figure"), marked(seat).count("claim/number")) == (9, 0)
        await seat.press("escape")
        assert "2 figure" in seat.page
        assert seat.reading.here().tag == "claim/figure"
        await seat.press("j", ".")  # the same tag again, whatever it is called by now
        assert marked(seat).count("claim/figure") == 10


async def test_what_cannot_be_is_said_while_it_is_typed_and_enter_does_nothing(at_desk: AtDesk):
    async with at_desk() as seat:
        before = stored_tags(seat.app.workspace.store.path)
        await go_to(seat, "opinion")
        await seat.press("r")
        await clear(seat)
        assert "a name needs letters" in seat.page
        await seat.type("background")
        assert "there is a tag background already" in seat.page
        await seat.press("enter", "escape")
        assert stored_tags(seat.app.workspace.store.path) == before


async def test_merging_says_how_many_and_whose_and_is_undone_in_the_sheet(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await seat.go_to(DECISION)
        await seat.press("7")
        before = marked(seat)
        await go_to(seat, "background")
        await seat.press("m")
        await seat.type("opinion")
        await seat.press("enter")
        assert "3 annotations in 2 articles (2 by example, 1 by ana) will be opinion" in told(seat)
        assert marked(seat) == before
        await seat.press("enter")
        assert at(seat) == "opinion"
        assert "background" not in marked(seat)
        assert "7 background" not in seat.lines()[-2]
        await seat.press("u")
        assert "undid: merge tag background into opinion" in seat.page
        assert marked(seat) == before
        await seat.press("ctrl+r")
        assert "background" not in marked(seat)


async def test_those_chosen_are_split_off(at_desk: AtDesk):
    async with at_desk() as seat:
        await go_to(seat, "claim/quote")
        await seat.press("s", "enter")  # none is chosen yet
        await seat.press("space", "space")
        assert "2 of 4 chosen" in seat.page
        await seat.press("enter")
        await seat.type("insult")
        assert "2 annotations (2 by example) will be claim/insult; 2 stay claim/quote" in told(seat)
        await seat.press("enter")
        assert (marked(seat).count("claim/insult"), marked(seat).count("claim/quote")) == (2, 2)
        assert at(seat) == "claim/insult"
        await seat.press("u")
        assert marked(seat).count("claim/quote") == 4


@pytest.mark.parametrize("answers", [["escape"], ["q"]])
async def test_a_question_left_changes_nothing(at_desk: AtDesk, answers):
    async with at_desk() as seat:
        before = stored_tags(seat.app.workspace.store.path), marked(seat)
        await go_to(seat, "claim/quote")
        for key in ("s", "d", "m", "v", "c", "=", "e", "f", "w", "x", "i", "a", "r"):
            await seat.press(key, *(["escape"] if key != "s" else answers))
            sheet(seat)
        assert (stored_tags(seat.app.workspace.store.path), marked(seat)) == before


async def test_a_deleted_tag_leaves_its_name_and_is_listed_until_it_is_merged(at_desk: AtDesk):
    async with at_desk() as seat:
        await go_to(seat, "background")
        await seat.press("d")
        assert "2 annotations in 2 articles (2 by example) keep the name" in told(seat)
        await seat.press("enter")
        assert marked(seat).count("background") == 2
        await go_to(seat, "background")
        assert "deleted; what was marked with it keeps its name" in seat.page
        await seat.press("r")
        assert "it is deleted: a adds it again" in seat.page
        await seat.press("m")
        await seat.type("opinion")
        await seat.press("enter", "enter")
        assert marked(seat).count("background") == 0


async def test_a_deleted_tag_can_give_its_annotations_to_another(at_desk: AtDesk):
    async with at_desk() as seat:
        await go_to(seat, "background")
        await seat.press("d", "m")
        await seat.type("opinion")
        await seat.press("enter")
        assert "will be opinion" in told(seat)
        await seat.press("enter")
        assert marked(seat).count("background") == 0
        assert "background" not in stored_tags(seat.app.workspace.store.path)


async def test_a_new_tag_is_typed_with_its_parent_and_has_a_key_at_once(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await go_to(seat, "claim/event")
        await seat.press("a")
        await seat.type("rumour")
        await seat.press("enter")
        assert at(seat) == "claim/rumour"
        await seat.press("=", "1")
        assert "1 is the key of claim/event" in seat.page
        await seat.press("backspace", "9", "enter", "c", *"sky", "enter", "escape")
        assert "9 rumour" in seat.page
        await seat.go_to(DECISION)
        await seat.press("9")
        assert [tag for tag, _ in seat.mine()] == ["claim/rumour"]


async def test_meaning_order_place_and_what_it_asks_are_changed(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await go_to(seat, "opinion")
        await seat.press("e")
        await seat.type(" More.")
        await seat.press("enter", "<", "f", "up", "up")
        await seat.type("polarity")
        await seat.press("enter", "v")
        await seat.type("claim")
        await seat.press("enter", "enter")
        tag = stored_tags(path)["claim/opinion"]
        assert tag.meaning.endswith("More.")
        assert [one.name for one in tag.attributes] == ["speaker", "polarity"]
        await seat.press("f")
        await seat.type("new")
        await seat.press("enter")
        await seat.type("tone: mild, harsh")
        assert "new: tone (mild, harsh), asked by claim/opinion" in seat.page
        await seat.press("enter", "f")
        await seat.type("polarity")
        await seat.press("enter")
        assert "asks no more for polarity; 0 annotations keep" in told(seat)
        await seat.press("enter")
        tag = stored_tags(path)["claim/opinion"]
        assert [(one.name, one.choices) for one in tag.attributes] == [
            *(("speaker", ()), ("tone", ("mild", "harsh")))
        ]


async def test_what_a_tag_is_for_is_taken_and_let_go(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await go_to(seat, "opinion")
        await seat.press("w")
        await seat.type("article")
        await seat.press("enter")
        assert stored_tags(path)["opinion"].applies == ("span", "article")
        await seat.press("w")
        await seat.type("span")
        await seat.press("enter")
        assert stored_tags(path)["opinion"].applies == ("article",)
        assert "0 opinion" not in seat.lines()[-2]


async def test_the_file_goes_out_and_comes_in_with_what_it_changes_told_first(
    at_desk: AtDesk, path, tmp_path
):
    file, more = tmp_path / "out.toml", tmp_path / "more.toml"
    more.write_text('[tags."claim/rumour"]\nkey = "1"\n')
    async with at_desk() as seat:
        await seat.press("K", "x")
        await clear(seat)
        await seat.type(str(file))
        await seat.press("enter")
        assert len(read(file).tags) == 14
        await seat.press("i")
        await seat.type(str(tmp_path / "none"))
        assert "no such file" in told(seat)
        await clear(seat)
        await seat.type(str(more))
        assert "claim/rumour: new; claim/event: key lost" in told(seat)
        await seat.press("enter")
        assert "claim/rumour" not in stored_tags(path)
        await seat.press("enter")
        assert stored_tags(path)["claim/rumour"].key == "1"
        await seat.press("u")
        assert stored_tags(path)["claim/event"].key == "1"


async def test_another_window_s_edit_is_in_the_desk_and_in_the_sheet(at_desk: AtDesk, path):
    async with at_desk(MIDDLE) as seat:
        await go_to(seat, "claim/number")
        with open_store(path, annotator="ben", device="b") as store:
            tags.rename(store, "claim/number", "figure")
        seat.app._look_for_news()
        await seat.settle()
        sheet(seat).follow()
        await seat.settle()
        assert "figure" in [entry.tag.name for entry in sheet(seat).entries]
        await seat.press("escape")
        assert "2 figure" in seat.page
        assert {one.tag for one in seat.reading.marks} & {"claim/number", "claim/figure"} == {
            "claim/figure"
        }


async def test_what_was_deleted_elsewhere_meanwhile_is_said(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await go_to(seat, "opinion")
        with open_store(path, annotator="ben", device="b") as store:
            recoding.delete(store, "opinion")
        await seat.press("c", *"sky", "enter")
        assert "no tag 'opinion' in the codebook" in " ".join(seat.page.split())


async def test_a_read_only_database_says_so_and_changes_nothing(at_desk: AtDesk, path):
    with closing(open_reader(path)) as store:
        async with at_desk(store=store) as seat:
            await go_to(seat, "opinion")
            await seat.press("c", *"sky", "enter")
            assert "read-only" in " ".join(seat.page.split())


async def test_a_large_tag_is_split_without_reading_all_of_it(at_desk: AtDesk, tmp_path):
    from tui.text.anchors import anchor

    path = library_of(tmp_path / "large.db", "word " * 2000)
    with open_store(path, annotator="ana", device="desk-1") as store:
        uid = articles.summaries(store)[0].uid
        text = articles.text_of(store, uid)
        parts = [anchor(text, 5 * n, 5 * n + 4) for n in range(1500)]
        annotations.add(store, [annotations.Draft(uid, "opinion", (part,)) for part in parts])
    async with at_desk(path=path) as seat:
        await go_to(seat, "opinion")
        await seat.press("s", "space", "G", "space", "enter")
        await seat.type("rest")
        assert "2 annotations (2 by ana) will be rest; 1498 stay" in told(seat)


async def test_a_hostile_name_is_shown_harmless(at_desk: AtDesk, path):
    from tui.codebook import Codebook

    evil = Tag("", "x\x1b]0;y\u202e", key="9", colour="pink", meaning="m\x1b[31m")
    with open_store(path, annotator="ana", device="desk-1") as store:
        codebook.take_in(store, Codebook("evil", (evil,)))
    async with at_desk() as seat:
        await seat.press("K", "G")
        for key in ("r", "m", "d", "c", "=", "e", "w", "f", "v"):
            await seat.press(key)
            assert not {"\x1b", "\u202e"} & set(seat.page), key
            await seat.press("escape")
        assert "none of the palette" in seat.page


class TestTroubles:
    def test_two_tags_with_one_key_are_told_on_both(self):
        one, other = Tag("", "a", key="x"), Tag("", "b", key="x")
        assert "tags 'a' and 'b' have the same key 'x'" in troubles(one, (one, other))[0]
        assert troubles(other, (one, other))[:1] == troubles(one, (one, other))[:1]

    def test_a_key_of_the_desk_s_own_is_told_but_not_of_a_kind_of_relation(self):
        assert "next sentence" in taken_by_desk(Tag("", "a", key="j"))
        assert taken_by_desk(Tag("", "a", key="j", applies=("relation",))) == ""
        assert taken_by_desk(Tag("", "a", key="1")) == ""

    def test_a_colour_outside_the_palette_is_told(self):
        assert "none of the palette" in hard_to_see("pink")[0]
        assert hard_to_see("") == []

    def test_a_colour_that_hardly_shows_in_a_theme_is_told(self):
        told = [words for colour in COLOURS for words in hard_to_see(colour)]
        assert "yellow hardly shows in claimdesk-light" in told
        assert not any("hard to read" in words for words in told)

    def test_too_little_contrast_in_a_theme_is_told(self, monkeypatch):
        from dataclasses import replace

        from rich.style import Style

        from tui.app import codebook_room

        bad = Style.parse("#777777 on #888888")

        def washed_out(name: str):
            look = shades(name)
            return replace(look, tints={**look.tints, "sky": bad})

        monkeypatch.setattr(codebook_room, "shades", washed_out)
        assert hard_to_see("sky") == [
            f"sky is hard to read in {theme.name}" for theme in THEMES[:-1]
        ]
