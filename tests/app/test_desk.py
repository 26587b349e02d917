"""The desk as a person uses it: keys and mouse in, the screen and the database out."""

import sqlite3
from contextlib import closing

import pytest
from rich.style import Style
from textual import events

from tests.app.conftest import AtDesk
from tests.app.seat import Seat, library_of
from tui import codebook, places
from tui.app import clipboard, remembering, view
from tui.app.keys import EVERYWHERE
from tui.app.palette import commands
from tui.app.view import PaneView, View
from tui.app.widgets.reader import Reader
from tui.codebook import Codebook
from tui.errors import DataError
from tui.model import Tag
from tui.store import annotations, history
from tui.store import codebook as stored_codebook
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store
from tui.text.anchors import anchor

SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (160, 45)
both_sizes = pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["80x24", "120x40"])

DECISION = "This decision follows statements made by a senior Ukrainian official"
REBELS = "Northern Tuareg rebels claim to have killed"
SHOCK = "Mali’s government expressed that it learned"
TOLL = "at least 84 mercenaries"
PLAIN = "One two three. Four “five, six” seven. Eight nine.\nTen eleven twelve.\n"


def sentence(seat: Seat, words: str) -> str:
    """The whole sentence that begins with some words."""
    reading = seat.reading
    return reading.text[
        slice(*reading.sentences.span(reading.sentences.at(reading.text.index(words))))
    ]


def letter(seat: Seat, word: str) -> str:
    """The letter that stands on a word."""
    text = seat.reading.text
    return next(at for at, span in seat.reading.letters.items() if text[slice(*span)] == word)


def selected(seat: Seat) -> str:
    assert seat.reading.selection is not None
    return seat.reading.text[slice(*seat.reading.selection)]


# Keystrokes


@both_sizes
async def test_tagging_the_next_sentence_takes_two_keys(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.go_to("Mali has announced")
        await seat.press("j", "2")
        assert seat.presses == 2
        assert seat.mine() == [("claim/number", sentence(seat, DECISION))]
        assert "tagged number · u undo" in seat.status


@both_sizes
async def test_tagging_a_quotation_inside_the_sentence_takes_two_keys(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.go_to(SHOCK)
        await seat.press('"', "3")
        assert seat.presses == 2
        assert seat.mine() == [("claim/quote", "with deep shock")]


@both_sizes
async def test_the_same_tag_on_the_next_sentence_takes_two_keys(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.go_to(DECISION)
        await seat.press("2")
        seat.presses = 0
        await seat.press("j", ".")
        assert seat.presses == 2
        assert seat.mine()[1] == ("claim/number", sentence(seat, REBELS))


@both_sizes
async def test_tagging_any_run_of_words_in_the_sentence_takes_four_keys(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.go_to(DECISION)
        await seat.press("f")
        await seat.press(letter(seat, "senior"), letter(seat, "official"), "6")
        assert seat.presses == 4
        assert seat.mine() == [("attribution", "senior Ukrainian official")]


# Tagging


@both_sizes
async def test_a_tag_is_picked_by_typing_a_part_of_its_name(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.go_to(DECISION)
        await seat.press("t")
        await seat.type("numb")
        assert "claim/number" in seat.page
        assert "claim/event" not in seat.page
        await seat.press("enter")
        assert seat.mine() == [("claim/number", sentence(seat, DECISION))]


async def test_picking_a_tag_can_be_left_and_nothing_like_it_is_said(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("t")
        await seat.type("nonesuch")
        await seat.press("enter")
        assert "Nothing like that" in seat.page
        await seat.press("escape")
        assert "Nothing like that" not in seat.page
        assert seat.mine() == []


async def test_the_same_tag_is_not_put_twice_on_the_same_words(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "2")
        assert len(seat.mine()) == 1
        assert "already tagged number" in seat.status


async def test_two_tags_can_lie_on_the_same_words(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "0")
        assert {tag for tag, _ in seat.mine()} == {"claim/number", "opinion"}


async def test_the_same_tag_again_needs_a_first_one(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press(".")
        assert "press a tag's key first" in seat.status


async def test_what_is_selected_is_tagged_and_the_selection_ends(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to("Wagner Group’s largest")
        await seat.press("v", "w", "w", "1")
        assert seat.mine() == [("claim/event", "Wagner Group’s")]
        assert seat.reading.selection is None


async def test_a_tag_in_the_middle_of_the_letters_leaves_none_of_them_behind(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("f")
        await seat.press(letter(seat, "senior"), "6")
        await seat.press("j", "f")
        await seat.press(letter(seat, "rebels"), letter(seat, "rebels"))
        assert selected(seat) == "rebels"


async def test_a_click_in_the_middle_of_the_letters_leaves_none_of_them_behind(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("f")
        await seat.press(letter(seat, "senior"))
        await seat.pilot.click(seat.reader, offset=seat.spot(REBELS))
        await seat.press("f")
        await seat.press(letter(seat, "rebels"), letter(seat, "rebels"))
        assert selected(seat) == "rebels"


async def test_letters_can_be_seen_as_long_as_they_are_taken_for_letters(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("f", *["down"] * 7)
        in_sight = any(
            part.style
            and part.style.bold
            and part.style.bgcolor == seat.desk.look.shades.letter.bgcolor
            for line in seat.cells()[1:20]
            for part in line
        )
        assert in_sight or not seat.reading.letters


# Notes, deleting, undoing


@both_sizes
async def test_a_note_is_kept_with_the_annotation_at_hand(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "m")
        await seat.type("who?")
        await seat.press("ctrl+j")
        await seat.type("when?")
        await seat.press("enter")
        (mine,) = [one for one in seat.stored() if one.annotator == "ana"]
        assert mine.note == "who?\nwhen?"
        await seat.press("u")
        (mine,) = [one for one in seat.stored() if one.annotator == "ana"]
        assert mine.note == ""


async def test_leaving_a_note_leaves_it_as_it_was(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "m")
        await seat.type("who?")
        await seat.press("escape")
        assert [one.note for one in seat.stored() if one.annotator == "ana"] == [""]


async def test_a_note_that_is_not_changed_is_no_step_to_undo(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await seat.go_to("47 Malian soldiers")
        await seat.press("m", "enter")
        with closing(open_reader(path)) as store:
            assert all(op.annotator != "ana" for op in history.operations(store))


async def test_without_an_annotation_there_is_nothing_to_note_or_to_delete(at_desk: AtDesk):
    async with at_desk() as seat:
        for key in ("m", "d", "enter", "apostrophe"):
            await seat.press(key)
            assert "no annotation here: ]" in seat.status


async def test_a_deleted_annotation_is_gone_and_comes_back_by_undo(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(TOLL)
        before = seat.stored()
        await seat.press("d")
        assert len(seat.stored()) == len(before) - 1
        assert "deleted number · u undo" in seat.status
        await seat.press("u")
        assert seat.stored() == before
        assert "undid" in seat.status


async def test_redo_does_again_what_undo_took_back(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "j", "0")
        after = seat.mine()
        await seat.press("u", "u")
        assert seat.mine() == []
        await seat.press("ctrl+r", "ctrl+r")
        assert seat.mine() == after
        await seat.press("ctrl+r")
        assert "nothing to redo" in seat.status


async def test_undo_reaches_back_beyond_the_last_opening_and_so_does_redo(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2", "q")
    async with at_desk() as seat:
        assert len(seat.mine()) == 1
        await seat.press("u")
        assert seat.mine() == []
        assert len(seat.reading.marks) == 20
    async with at_desk() as seat:
        await seat.press("ctrl+r")
        assert seat.mine() == [("claim/number", sentence(seat, DECISION))]
        await seat.press("u", "u")
        assert "nothing to undo" in seat.status


async def test_undoing_the_adding_of_the_open_articles_closes_them(at_desk: AtDesk, tmp_path):
    with open_store(tmp_path / "own.db", annotator="ana", device="desk-1") as store:
        pass
    path = library_of(tmp_path / "own.db", PLAIN)
    with open_store(path, annotator="importer", device="desk-1") as store:
        async with at_desk(store=store) as seat:
            await seat.press("u")
            assert seat.articles == []
            await seat.press("ctrl+r", "O", "enter")
            assert len(seat.articles) == 1


# Panes


async def test_the_first_two_articles_are_open_side_by_side(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        assert "1 International News" in seat.lines()[0]
        assert "2 Nairobi" in seat.lines()[0]


async def test_at_80_columns_one_article_is_shown_and_tab_goes_to_the_other(at_desk: AtDesk):
    """Where nothing is compared; else they are stacked (`test_following`)."""
    async with at_desk(SMALL) as seat:
        await seat.press("|")
        assert "Nairobi" not in seat.lines()[0]
        await seat.press("tab")
        assert "2 Nairobi" in seat.lines()[0]
        assert "NAIROBI, Kenya" in seat.page
        assert "article 2 of 2" in seat.status
        await seat.press("shift+tab")
        assert "1 International News" in seat.lines()[0]


@both_sizes
async def test_panes_can_be_closed_to_the_last_and_the_screen_says_what_to_press(
    at_desk: AtDesk, size
):
    async with at_desk(size) as seat:
        await seat.press("tab", "ctrl+w", "ctrl+w")
        assert seat.articles == []
        assert "O library" in seat.page
        for key in ("d", "y", "/", "t", "m"):
            await seat.press(key)
            assert "no article is open: O" in seat.status
        await seat.press("ctrl+w")
        assert "no article is open" in seat.status
        await seat.press("O", "j", "enter")
        assert "NAIROBI, Kenya" in seat.page


async def test_closing_quickly_closes_as_many(at_desk: AtDesk, tmp_path):
    path = library_of(tmp_path / "four.db", *(f"Text {n}.\n" for n in range(4)))
    async with at_desk((200, 12), path=path) as seat:
        for _ in range(2):
            await seat.press("c", "enter")
        assert len(seat.articles) == 4
        await seat.press("ctrl+w", "ctrl+w", "ctrl+w")
        assert len(seat.articles) == 1


async def test_up_to_four_articles_are_opened_beside_each_other(at_desk: AtDesk, tmp_path):
    path = library_of(tmp_path / "five.db", *(f"Text number {n}.\n" for n in range(5)))
    async with at_desk((200, 12), path=path) as seat:
        await seat.press("c", "enter", "c", "enter")
        assert len(seat.articles) == 4
        assert all(f"Text number {n}." in seat.page for n in range(4))
        await seat.press("c")
        assert "four articles are open: ctrl+w closes one" in seat.status
        assert len(seat.articles) == 4


async def test_when_every_article_is_open_there_is_none_to_open_beside(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await seat.press("c")
        assert "every article of the library is open" in seat.status


async def test_an_article_is_picked_to_be_beside_by_typing(at_desk: AtDesk, tmp_path):
    path = library_of(tmp_path / "three.db", "Alpha.", "Beta.", "Gamma ray.")
    async with at_desk(MIDDLE, path=path) as seat:
        await seat.press("c")
        await seat.type("gam")
        await seat.press("enter")
        assert seat.reading.text == "Gamma ray."


async def test_an_article_open_in_two_panes_shows_its_annotations_in_both(at_desk: AtDesk, path):
    with closing(open_reader(path)) as store:
        uid = str(store.value("SELECT uid FROM article ORDER BY id"))
    view.save(places.view_file(path), View(panes=(PaneView(uid, 0, 0), PaneView(uid, 0, 0))))
    async with at_desk(MIDDLE) as seat:
        await seat.go_to(DECISION)
        await seat.press("2")
        first, second = (pane.reader.reading.marks for pane in seat.desk.panes)
        assert len(first) == len(second) == 21
        assert seat.page.count("²This") == 2


# Panels


@both_sizes
async def test_the_library_opens_an_article_instead_of_the_leading_one(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("ctrl+w", "O")
        assert seat.shown("library")
        assert "Library (2)" in seat.page
        await seat.press("k", "enter")
        assert len(seat.articles) == 1
        assert "HomeInternational" in seat.page
        assert seat.app.focused is seat.reader


async def test_at_80_columns_a_panel_comes_on_its_key_and_goes_on_it_again(at_desk: AtDesk):
    async with at_desk(SMALL) as seat:
        for key, side in (("O", "library"), ("A", "annotations")):
            assert not seat.shown(side)
            await seat.press(key)
            assert seat.shown(side)
            assert seat.app.focused is seat.desk.query_one(f"#{side}")
            await seat.press(key)
            assert not seat.shown(side)
            assert seat.app.focused is seat.reader


async def test_at_80_columns_one_panel_gives_way_to_the_other(at_desk: AtDesk):
    async with at_desk(SMALL) as seat:
        await seat.press("O", "A")
        assert (seat.shown("library"), seat.shown("annotations")) == (False, True)
        assert seat.reader.size.width >= 43


async def test_panels_asked_for_on_a_wide_terminal_leave_the_article_its_room_on_a_narrow_one(
    at_desk: AtDesk,
):
    async with at_desk(LARGE) as seat:
        await seat.press("O", "A")
        await seat.resize(80, 24)
        assert seat.reader.size.width >= 43


async def test_the_annotations_panel_goes_to_an_annotation_row_by_row(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("A", "j")
        assert seat.reading.here().quote == TOLL
        assert "claim/number" in seat.page
        await seat.press("G")
        assert seat.reading.here().quote == "Malian authorities deny these allegations."
        assert "Malian authorities deny" in " ".join(seat.page.split())
        await seat.press("escape")
        assert seat.app.focused is seat.reader
        assert seat.reading.here().quote == "Malian authorities deny these allegations."


async def test_the_panel_shows_speaker_note_claim_and_relations_of_the_annotation(at_desk: AtDesk):
    async with at_desk(LARGE) as seat:
        await seat.go_to(TOLL)
        card = " ".join(seat.panel_text.split())
        for told in ("Northern Tuareg rebels", "conflicts (Nairobi)", "of the other no report"):
            assert told in card


async def test_the_library_counts_an_annotation_as_soon_as_it_is_made(at_desk: AtDesk):
    async with at_desk(LARGE) as seat:
        await seat.go_to(DECISION)
        assert seat.lines()[1].split()[0] == "20"
        await seat.press("2")
        assert seat.lines()[1].split()[0] == "21"


async def test_the_annotations_of_whichever_article_leads_are_shown(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await seat.press("|")
        assert "at least 84" in seat.panel_text
        await seat.press("tab")
        assert "84 Wagner mercenaries" in seat.panel_text


# Annotations and relations


async def test_jumping_goes_from_annotation_to_annotation_and_round(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("]", "]")
        assert seat.reading.here().quote == TOLL
        await seat.press("[", "[")
        assert seat.reading.here().quote == "Malian authorities deny these allegations."
        assert "Malian authorities" in seat.page
        await seat.press("]")
        assert seat.reading.here().quote.startswith("Mali has announced")


@both_sizes
async def test_a_relation_is_followed_to_the_other_article(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.go_to(TOLL)
        await seat.press("apostrophe")
        assert seat.desk.leading == 1
        assert seat.reading.here().quote == "between 20 and 80 Wagner fighters"
        assert "conflicts: 84 lies outside 20 to 80" in seat.status
        assert "20 and 80" in seat.page


async def test_following_again_goes_to_the_next_relation(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await seat.go_to(TOLL)
        await seat.press("apostrophe", "shift+tab")
        await seat.go_to(TOLL)
        await seat.press("apostrophe")
        assert seat.reading.here().quote == "84 Wagner mercenaries"


async def test_a_relation_opens_the_other_article_where_it_is_not_open(at_desk: AtDesk):
    async with at_desk(SMALL) as seat:
        await seat.press("tab", "ctrl+w")
        await seat.go_to(TOLL)
        await seat.press("apostrophe")
        assert len(seat.articles) == 2
        assert "between 20 and 80" in " ".join(seat.page.split())


async def test_copying_says_where_it_went(at_desk: AtDesk, monkeypatch):
    copied: list[str] = []
    monkeypatch.setenv("SSH_CONNECTION", "a b c d")
    async with at_desk() as seat:
        monkeypatch.setattr(seat.app, "copy_to_clipboard", copied.append)
        await seat.go_to(TOLL)
        await seat.press("y")
        assert "copied to the terminal (OSC 52)" in seat.status
        monkeypatch.setattr(clipboard, "copy", lambda *_: "")
        await seat.press("y")
        assert "not copied" in seat.status
    (said,) = copied
    assert said.startswith(f"Northern Tuareg rebels: “{TOLL}” — International News, Mali Cuts")


# Finding


@both_sizes
async def test_find_follows_the_typing_and_enter_stays_there(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("/")
        await seat.type("lavrov")
        assert "Sergey Lavrov" in " ".join(seat.page.split())
        await seat.press("enter")
        assert seat.reading.text.startswith("Lavrov", seat.reading.cursor)
        assert "1 found" in seat.status
        assert seat.app.focused is seat.reader


async def test_the_matches_are_gone_through_and_left_with_escape(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("/")
        await seat.type("Tinz")
        await seat.press("enter", "n", "N")
        assert seat.reading.text.startswith("Tinz", seat.reading.cursor)
        await seat.press("escape")
        assert seat.reading.found == []


async def test_escape_brings_cursor_page_and_annotation_back_to_where_they_were(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("]")
        before = seat.reading.cursor, seat.reading.here(), seat.reader.scroll_offset.y
        await seat.press("/")
        await seat.type("Danish")
        await seat.press("escape")
        assert seat.reading.found == []
        assert seat.reading.cursor == before[0]
        assert seat.reading.here() == before[1]
        assert seat.reader.scroll_offset.y == before[2]


async def test_while_one_types_the_screen_says_how_many_were_found(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("/")
        await seat.type("zzz")
        assert "0 found" in seat.page


async def test_the_find_line_can_be_left_with_the_mouse_and_the_status_line_comes_back(
    at_desk: AtDesk,
):
    async with at_desk() as seat:
        await seat.press("/")
        await seat.type("rebels")
        await seat.pilot.click(seat.reader, offset=(10, 5))
        await seat.settle()
        await seat.press("2")
        assert "tagged number" in seat.page


async def test_find_can_be_asked_for_again_after_a_click_beside_it(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("/")
        await seat.pilot.click(seat.reader, offset=(10, 5))
        await seat.settle()
        await seat.press("/")
        await seat.type("lavrov")
        await seat.press("enter")
        assert seat.reading.text.startswith("Lavrov", seat.reading.cursor)


# Keys, palette, theme


async def test_the_keys_are_shown_and_left(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("?")
        assert "next sentence" in seat.page
        await seat.press("escape")
        assert "next sentence" not in seat.page


async def test_every_action_and_every_tag_is_in_the_palette(at_desk: AtDesk):
    async with at_desk() as seat:
        offered = [title for title, *_ in commands(seat.desk)]
        assert offered[: len(EVERYWHERE)] == [a.help[0].upper() + a.help[1:] for a in EVERYWHERE]
        tags = [tag for tag in codebook.default().tags if "span" in tag.applies]
        assert set(offered[len(EVERYWHERE) :]) == {f"Tag {tag.path}" for tag in tags}


async def test_the_palette_does_what_is_typed(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("ctrl+p")
        await seat.type("Tag claim/number")
        await seat.press("enter")
        assert seat.mine() == [("claim/number", sentence(seat, DECISION))]


@pytest.mark.parametrize(
    "tag", ['"see [/note]"', '"quote [direct"', 'plain]\nmeaning="[/b] not [x']
)
async def test_brackets_in_a_codebook_are_words_in_the_palette(at_desk: AtDesk, path, tag):
    entry = f"[tags.{tag}]" if "meaning" not in tag else f'[tags.{tag}"'
    with open_store(path, annotator="ana", device="desk-1") as store:
        stored_codebook.take_in(store, codebook.parse(entry))
    async with at_desk() as seat:
        await seat.press("ctrl+p")
        await seat.type("Tag")
        await seat.press("escape")
        assert seat.app.screen is seat.desk


async def test_the_theme_changes_and_is_remembered(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.press("T")
        assert seat.app.theme == "claimdesk-light"
        assert seat.reader.strips.look.shades.text.bgcolor.get_truecolor() == (0xFB, 0xFA, 0xF7)
        await seat.press("q")
    async with at_desk() as seat:
        assert seat.app.theme == "claimdesk-light"


async def test_without_colours_a_selection_stands_out_from_the_text(at_desk: AtDesk, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk() as seat:
        await seat.go_to("Wagner Group as well")
        await seat.press("v", "e", "e")
        text, selection = seat.styles("Malian troops"), seat.styles("Wagner Group as")
        assert abs(ground(selection) - ground(text)) > 80


async def test_without_colours_annotations_keep_their_keys_and_underlines(
    at_desk: AtDesk, monkeypatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk() as seat:
        await seat.press("|")
        assert "²at least 84 mercenaries" in seat.page
        assert seat.styles(TOLL).underline
        assert not seat.styles("claim to have killed").underline


def ground(style: Style) -> int:
    """How bright the ground of a cell is, as a terminal shows it."""
    colour = style.color if style.reverse else style.bgcolor
    assert colour is not None
    return sum(colour.get_truecolor()) // 3


# Mouse


async def test_a_click_places_the_cursor_and_takes_the_annotation_in_hand(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.pilot.click(seat.reader, offset=seat.spot("severing"))
        await seat.settle()
        assert seat.reading.text.startswith("severing", seat.reading.cursor)
        assert seat.reading.chosen is not None
        assert seat.reading.here().quote.startswith("Mali has announced")


async def test_a_click_in_the_other_pane_makes_it_lead(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await seat.pilot.click(seat.desk.panes[1].reader, offset=(10, 3))
        await seat.settle()
        assert seat.desk.leading == 1
        assert seat.app.focused is seat.reader


async def test_a_drag_selects_to_the_word_and_back_over_its_start(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.pilot.mouse_down(seat.reader, offset=seat.spot("statements"))
        await seat.pilot.hover(seat.reader, offset=seat.spot("statements made", at=14))
        await seat.settle()
        assert selected(seat) == "statements made"
        await seat.pilot.hover(seat.reader, offset=seat.spot("follows"))
        await seat.pilot.mouse_up(seat.reader, offset=seat.spot("follows"))
        await seat.settle()
        assert selected(seat) == "follows s"
        await seat.press("2")
        assert seat.mine() == [("claim/number", "follows s")]


async def test_a_double_click_selects_the_word(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.pilot.double_click(seat.reader, offset=seat.spot("statements", at=3))
        await seat.settle()
        assert selected(seat) == "statements"


async def test_another_button_than_the_first_changes_nothing(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(TOLL)
        before = seat.reading.standing
        await seat.pilot.click(seat.reader, offset=seat.spot("severing"), button=3)
        await seat.settle()
        assert seat.reading.standing == before


async def test_the_wheel_scrolls_and_leaves_the_cursor(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.wheel(5)
        assert seat.reader.scroll_offset.y > 0
        assert seat.reading.cursor == 0


async def test_a_click_on_a_row_goes_to_its_annotation(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await seat.pilot.click(seat.panel, offset=(5, 1))
        await seat.settle()
        assert seat.reading.here().quote == TOLL


# Resizing and reopening


@pytest.mark.parametrize("width", [50, 62, 100])
async def test_resizing_keeps_the_words_at_the_top(at_desk: AtDesk, width):
    async with at_desk() as seat:
        seat.reader.scroll_to(y=13, animate=False, immediate=True)
        await seat.settle()
        top = seat.reader.top
        await seat.resize(width, 24)
        layout = seat.reader.layout_of_text
        assert layout.line_of(top) == seat.reader.scroll_offset.y


async def test_resizing_to_and_fro_ends_where_it_began(at_desk: AtDesk):
    async with at_desk() as seat:
        seat.reader.scroll_to(y=23, animate=False, immediate=True)
        await seat.settle()
        top = seat.reader.top
        for width in (62, 80, 55, 80, 50, 80):
            await seat.resize(width, 24)
        # The signs of a comparison may have come meanwhile, and taken a cell of each line.
        assert seat.reader.layout_of_text.line_of(top) == seat.reader.scroll_offset.y


@both_sizes
async def test_reopening_brings_back_panes_cursor_scroll_and_panels(at_desk: AtDesk, size):
    async with at_desk(size) as seat:
        await seat.press("G", "k", "tab", "j", "j", "j", "A")
        seat.reader.focus()
        await seat.settle()
        where = [(pane.reader.reading.cursor, pane.reader.top) for pane in seat.desk.panes]
        shown = seat.lines()[:-3]
        await seat.press("q")
    async with at_desk(size) as seat:
        assert seat.lines()[:-3] == shown
        assert seat.desk.leading == 1
        assert seat.shown("annotations")
        now = [(pane.reader.reading.cursor, pane.reader.top) for pane in seat.desk.panes]
        assert now == where


@pytest.mark.parametrize("how", ["q", "ctrl+q"])
async def test_each_way_to_leave_remembers_the_place(at_desk: AtDesk, how):
    async with at_desk() as seat:
        await seat.press("j", "j", "j", how)
        there = seat.reading.cursor
    async with at_desk() as seat:
        assert seat.reading.cursor == there > 0


async def test_an_article_closed_and_opened_again_is_where_it_was(at_desk: AtDesk):
    async with at_desk(MIDDLE) as seat:
        await seat.press("|", "G")
        there = seat.reading.cursor, seat.top
        await seat.press("ctrl+w", "c", "enter")
        assert seat.desk.leading == 1
        assert (seat.reading.cursor, seat.top) == there


async def test_a_desk_that_is_killed_has_remembered_the_last_move(
    at_desk: AtDesk, path, monkeypatch
):
    monkeypatch.setattr(remembering, "AFTER", 0.001)
    async with at_desk() as seat:
        await seat.press("G", "k")
        await seat.pilot.pause(0.01)
        kept = view.load(places.view_file(path))
        assert kept.panes[0].cursor == seat.reading.cursor > 0
        assert kept.panes[0].top == seat.reader.top > 0
        assert [pane.article for pane in kept.panes] == seat.articles


async def test_a_desk_that_is_killed_has_remembered_where_the_wheel_went(
    at_desk: AtDesk, path, monkeypatch
):
    monkeypatch.setattr(remembering, "AFTER", 0.001)
    async with at_desk() as seat:
        await seat.press("j")
        await seat.wheel(5)
        await seat.pilot.pause(0.01)
        assert view.load(places.view_file(path)).panes[0].top == seat.reader.top > 0


async def test_articles_named_on_opening_are_shown_first(at_desk: AtDesk, store):
    uid = str(store.value("SELECT uid FROM article ORDER BY id DESC"))
    async with at_desk(store=store, show=[uid]) as seat:
        assert seat.articles == [uid]


async def test_a_damaged_view_still_opens_the_desk(at_desk: AtDesk, path):
    file = places.view_file(path)
    file.parent.mkdir(parents=True)
    file.write_text("{", encoding="utf-8")
    async with at_desk() as seat:
        assert len(seat.articles) == 2


async def test_a_view_that_cannot_be_kept_is_said_and_the_desk_goes_on(
    at_desk: AtDesk, monkeypatch
):
    monkeypatch.setattr(remembering, "AFTER", 0.001)
    async with at_desk(LARGE) as seat:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(view, "save", full)
        await seat.press("j")
        await seat.pilot.pause(0.01)
        await seat.settle()
        assert "No space left on device" in seat.desk.message.plain
        await seat.go_to(DECISION)
        await seat.press("2")
        assert len(seat.mine()) == 1


# A library that is empty, a text that is hostile


@both_sizes
async def test_an_empty_database_says_how_to_add_an_article(at_desk: AtDesk, tmp_path, size):
    async with at_desk(size, path=library_of(tmp_path / "empty.db")) as seat:
        assert "claimdesk add" in seat.page


async def test_the_library_opens_where_no_article_was_there_the_last_time(at_desk, tmp_path):
    path = library_of(tmp_path / "empty.db")
    async with at_desk(path=path) as seat:
        await seat.press("j")
        seat.desk.remembering.now()
    library_of(path, "Words to read.\n")
    async with at_desk(path=path) as seat:
        assert seat.desk.focused is None
        await seat.press("O")
        assert seat.shown("library")
        await seat.press("enter")
        assert seat.reading.text == "Words to read.\n"


async def test_an_empty_database_takes_every_key(at_desk: AtDesk, tmp_path):
    async with at_desk(path=library_of(tmp_path / "empty.db")) as seat:
        for action in EVERYWHERE:
            if action.keys and action.name not in ("leave", "suspend", "palette"):
                await seat.press(action.keys[0], "escape")
        assert seat.app.screen is seat.desk


HOSTILE = (
    "Evil \x9b31m \u202edrow\u202c \u2066x\u2069 a\u200bb \ufeffword. "
    "字 👨\u200d👩\u200d👧 e\u0301\ttab.\n"
)
RAW = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), *"\u202a\u202b\u202c\u202d\u202e"}
RAW |= {*"\u2066\u2067\u2068\u2069\u200b\ufeff\u2028\u200e\u200f"}


def raw(seat: Seat) -> set[str]:
    return {char for line in seat.lines() for char in line} & RAW


async def test_a_hostile_article_never_reaches_the_terminal_as_it_is(at_desk: AtDesk, tmp_path):
    path = library_of(tmp_path / "evil.db", HOSTILE * 3, title="T\x1b]0;x\x07", source="\u202eS")
    async with at_desk(LARGE, path=path) as seat:
        steps = (
            "j",
            "2",
            "f",
            "escape",
            "m",
            "escape",
            "t",
            "escape",
            "O",
            "escape",
            "c",
            "y",
            "u",
        )
        for key in steps:
            await seat.press(key)
            assert raw(seat) == set(), key


async def test_a_hostile_codebook_never_reaches_the_terminal_as_it_is(at_desk: AtDesk, path):
    evil = Tag("", "x\x1b]0;y\u202e", key="9", colour="sky", meaning="m\x1b[31m")
    with open_store(path, annotator="ana", device="desk-1") as store:
        stored_codebook.take_in(store, Codebook("evil", (evil,)))
    async with at_desk(LARGE) as seat:
        for key in ("9", "t", "escape", "m", "escape", "9", "?", "escape", "d", "u", "u"):
            await seat.press(key)
            assert raw(seat) == set(), key


@pytest.mark.parametrize("key", ["/", "t", "m"])
async def test_what_is_pasted_never_reaches_the_terminal_as_it_is(at_desk: AtDesk, key):
    async with at_desk() as seat:
        await seat.go_to(TOLL)
        await seat.press(key)
        seat.app.focused.post_message(events.Paste("a\x1b]0;x\x9bb\u202ec"))
        await seat.settle()
        assert raw(seat) == set()


# A database that cannot be written or read


async def test_a_read_only_database_says_so_and_stays_readable(at_desk: AtDesk, path):
    with closing(open_reader(path)) as store:
        async with at_desk(store=store) as seat:
            await seat.go_to(DECISION)
            await seat.press("2")
            assert "read-only" in seat.desk.message.plain
            await seat.press("]", "d")
            assert "read-only" in seat.desk.message.plain
            assert len(seat.reading.marks) == len(seat.stored()) == 20


async def test_a_locked_database_refuses_a_tag_in_words_and_takes_it_afterwards(
    at_desk: AtDesk, path
):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await seat.press("2")
            assert "locked" in seat.desk.message.plain
            assert len(seat.reading.marks) == 20
            other.execute("ROLLBACK")
        await seat.press("2")
        assert len(seat.mine()) == 1


@both_sizes
async def test_the_annotations_can_be_gone_through_while_the_database_is_locked(
    at_desk: AtDesk, path, size
):
    async with at_desk(size) as seat:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await seat.press("]", "]")
            assert seat.reading.here().quote == TOLL
            other.execute("ROLLBACK")


async def test_an_article_that_cannot_be_read_now_is_said_and_the_desk_stays(
    at_desk: AtDesk, tmp_path
):
    path = library_of(tmp_path / "three.db", "Alpha.", "Beta.", "Gamma.")
    async with at_desk(MIDDLE, path=path) as seat:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await seat.press("c")
            assert "locked" in seat.desk.message.plain
            other.execute("ROLLBACK")
        assert len(seat.articles) == 2


async def test_a_note_that_could_not_be_kept_is_not_lost(at_desk: AtDesk, path):
    async with at_desk() as seat:
        await seat.go_to(TOLL)
        await seat.press("m")
        await seat.type("precious")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await seat.press("enter")
            other.execute("ROLLBACK")
        if "precious" not in seat.page:
            await seat.press("m")
        assert "precious" in seat.page


async def test_a_write_that_breaks_off_in_the_middle_leaves_everything_as_it_was(
    at_desk: AtDesk, monkeypatch
):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        run = Store.run

        def full(self: Store, sql: str, *parameters: object) -> int:
            if sql.startswith("INSERT INTO annotation "):
                raise DataError("the disk is full, nothing was written")
            return run(self, sql, *parameters)

        with monkeypatch.context() as broken:
            broken.setattr(Store, "run", full)
            await seat.press("2")
            assert "the disk is full" in seat.status
            assert seat.mine() == []
            assert len(seat.reading.marks) == 20
        await seat.press("2")
        assert len(seat.mine()) == 1


async def test_an_annotation_of_another_annotator_is_theirs_to_change(at_desk: AtDesk, path):
    with open_store(path, annotator="model", kind="model", device="desk-1") as store:
        (uid, text), _ = store.rows(
            "SELECT article.uid, body FROM article JOIN text USING (id) ORDER BY id"
        )
        start = text.index(DECISION)
        span = anchor(text, start, start + 13)
        annotations.add(store, [Draft(uid, "claim/event", (span,))])
    async with at_desk(MIDDLE) as seat:
        await seat.go_to(DECISION)
        before = seat.stored()
        await seat.press("d")
        assert "model's and theirs to change" in seat.status
        assert seat.stored() == before


async def test_one_may_put_the_same_tag_where_a_model_put_it(at_desk: AtDesk, path):
    """Two annotators are compared by what each of them marked."""
    with open_store(path, annotator="model", kind="model", device="desk-1") as store:
        async with at_desk(store=store) as seat:
            await seat.go_to(DECISION)
            await seat.press("2")
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("2")
        made_by = [one.annotator for one in seat.stored() if one.quote.startswith(DECISION)]
        assert sorted(made_by) == ["ana", "model"]


# What is painted


@pytest.fixture
def painted(monkeypatch) -> list[int]:
    """The lines of readers that are painted, as they are."""
    lines: list[int] = []
    paint = Reader.render_line

    def note(self: Reader, y: int):
        lines.append(y)
        return paint(self, y)

    monkeypatch.setattr(Reader, "render_line", note)
    return lines


async def test_a_move_inside_a_line_repaints_that_line_alone(at_desk: AtDesk, painted):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("w")
        painted.clear()
        await seat.press("l")
        assert 1 <= len(painted) <= 2


async def test_a_move_to_the_next_line_of_a_sentence_repaints_two(at_desk: AtDesk, painted):
    async with at_desk() as seat:
        await seat.go_to("decision follows")
        painted.clear()
        await seat.press("down")
        assert len(painted) == 2


async def test_a_new_annotation_repaints_its_own_lines_alone(at_desk: AtDesk, painted):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        _, first = seat.spot(DECISION)
        _, last = seat.spot("Malian troops")
        painted.clear()
        await seat.press("2")
        assert set(painted) == set(range(first, last + 1))
        assert len(painted) == len(set(painted))


@pytest.mark.parametrize(
    "keys",
    [
        ("tab",),
        ("]", "]", "d", "u"),
        ("]", "o", "o", "]", "T"),
        ("f", "a", "c", "1", "j", "."),
        ("v", "}", "o", "k", "escape"),
        ("f", "down", "down", "down", "escape"),
        ("/", "M", "a", "l", "i", "enter", "n", "n", "escape"),
        ("/", "M", "a", "l", "i", "escape"),
        ("ctrl+d", "2", "0", "[", "[", "d", "u", "u", "ctrl+r"),
        ("A", "j", "j", "d", "escape", "k"),
        ("+", "+", "+", "-", "#", "2", "(", ">", "<", "u"),
        ("#", "2", "#", "a", "o", "o", "shift+left", ")", "u", "u"),
        ("f", "X", "a", "Z", "b", "2", "alt+left", "f", "Y"),
    ],
    ids=" ".join,
)
async def test_what_is_on_the_screen_is_what_painting_it_all_anew_gives(at_desk: AtDesk, keys):
    async with at_desk(MIDDLE) as seat:
        await seat.go_to(DECISION)
        await seat.press(*keys)
        await same_as_new(seat)


async def same_as_new(seat: Seat) -> None:
    shown = seat.bare()
    for pane in seat.desk.panes:
        pane.reader.repaint_all()
    await seat.settle()
    assert [y for y, line in enumerate(seat.bare()) if line != shown[y]] == []


async def test_a_key_that_moves_to_the_far_end_of_its_annotation_is_painted_there(
    at_desk: AtDesk, tmp_path
):
    text = "“" + "Alpha beta gamma delta epsilon. " * 8 + "Omega” is the last.\n"
    path = library_of(tmp_path / "long.db", text)
    with open_store(path, annotator="ana", device="desk-1") as store:
        uid = str(store.value("SELECT uid FROM article"))
        span = anchor(text, 1, text.index("”"))
        annotations.add(store, [Draft(uid, "claim/quote", (span,))])
    async with at_desk(path=path) as seat:
        await seat.press("v", "e", "1")
        await same_as_new(seat)
        await seat.press("d")
        await same_as_new(seat)


async def test_a_tag_key_that_the_desk_has_itself_is_told_at_the_start(at_desk: AtDesk, path):
    with open_store(path, annotator="ana", device="desk-1") as store:
        tag = Tag("", "nonsense", key="n", colour="sky")
        stored_codebook.take_in(store, Codebook("more", (tag,)))
    async with at_desk() as seat:
        assert "tag keys n itself" in seat.status


async def test_undo_goes_to_what_it_brought_back(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(TOLL)
        await seat.press("d", "G")
        assert TOLL not in seat.page
        await seat.press("u")
        assert seat.reading.here().quote == TOLL
        assert TOLL in seat.page


async def test_a_note_on_anothers_annotation_is_refused_before_it_is_typed(at_desk: AtDesk, path):
    with open_store(path, annotator="model", kind="model", device="desk-1") as store:
        async with at_desk(store=store) as seat:
            await seat.go_to(DECISION)
            await seat.press("2")
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("m")
        assert seat.app.screen is seat.desk
        assert "model's and theirs to change" in seat.status


async def test_a_move_after_one_letter_selects_nothing(at_desk: AtDesk):
    async with at_desk() as seat:
        await seat.go_to(DECISION)
        await seat.press("f")
        await seat.press(letter(seat, "senior"), "down")
        assert seat.reading.selection is None
        assert seat.reading.letters == {}
