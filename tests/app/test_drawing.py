"""The words of titles, rows, the card and the lines at the foot: safe, and within their width."""

import time

import pytest
from rich.cells import cell_len
from rich.text import Text

from tests.app.material import article, marked
from tui import codebook
from tui.app import drawing
from tui.app.drawing import Related
from tui.app.keys import EVERYWHERE, IN_PANEL
from tui.app.painting import Look
from tui.app.screens.dialog import KeysDialog
from tui.app.theme import DARK, shades
from tui.model import Claim, Tag

TAGS = [tag for tag in codebook.default().tags if "span" in tag.applies]
LOOK = Look(shades(DARK.name), {tag.path: tag for tag in TAGS})

HOSTILE = "\x1b]0;x\x07\x9b31m\x7f\u202eevil\u2066\r\n\t\u200b\x00"
RAW = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), *"\u202e\u2066\u200b\u2028"}

EVIL_TAG = Tag("", f"claim/{HOSTILE}", key="9", colour="sky", meaning=HOSTILE)
EVIL_LOOK = Look(LOOK.shades, {EVIL_TAG.path: EVIL_TAG})
EVIL = marked(
    "m",
    (0, len(HOSTILE)),
    tag=EVIL_TAG.path,
    text=HOSTILE,
    note=HOSTILE,
    attributes={HOSTILE: HOSTILE},
)
object.__setattr__(EVIL, "claim", Claim("c", HOSTILE))
object.__setattr__(EVIL, "annotator", HOSTILE)
SUMMARY = article("words", title=HOSTILE, source=HOSTILE + "2").summary
RELATED = Related(HOSTILE, EVIL, HOSTILE, HOSTILE, elsewhere=True)

DRAWN = {
    "pane title": drawing.pane_title(1, SUMMARY, EVIL_LOOK, focused=True),
    "article row": drawing.article_row(SUMMARY, 1),
    "annotation row": drawing.annotation_row(EVIL, EVIL_LOOK),
    "card": drawing.card(EVIL, [RELATED], EVIL_LOOK),
    "annotation at hand": drawing.at_hand(EVIL, EVIL_LOOK),
    "tag bar": drawing.tag_bar([EVIL_TAG], EVIL_LOOK, 80),
    "keys": KeysDialog([EVIL_TAG], EVIL_LOOK.shades).all_keys(),
}


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN.keys())
def test_nothing_that_would_steer_a_terminal_comes_out(drawn):
    allowed = {"\n"} if drawn in (DRAWN["card"], DRAWN["keys"]) else set()
    assert set(drawn.plain) & RAW <= allowed
    assert "evil" in drawn.plain or drawn is DRAWN["tag bar"]


def test_a_line_stays_one_line_whatever_its_words():
    for name in ("pane title", "article row", "annotation row", "annotation at hand", "tag bar"):
        assert "\n" not in DRAWN[name].plain


# Hints

NAMED = {action.name: action for action in (*EVERYWHERE, *IN_PANEL)}


@pytest.mark.parametrize("width", [60, 80, 120, 160])
@pytest.mark.parametrize("situation", drawing.HINTS)
def test_hints_fit_the_width_and_end_with_the_way_out(situation, width):
    line = drawing.hints(situation, width)
    last = NAMED[drawing.HINTS[situation][-1]]
    assert line.cell_len <= width
    assert line.plain.rstrip().endswith(f"{last.shown.split(' ')[0]} {last.hint}")


@pytest.mark.parametrize("situation", drawing.HINTS)
def test_the_first_hint_is_there_at_80_columns_and_all_are_with_room_enough(situation):
    wanted = [NAMED[name] for name in drawing.HINTS[situation]]
    assert f" {wanted[0].hint}" in drawing.hints(situation, 80).plain
    assert all(f" {action.hint}" in drawing.hints(situation, 250).plain for action in wanted)


# The tag bar


@pytest.mark.parametrize("width", [60, 80, 120, 160])
def test_the_tag_bar_shows_every_key_and_the_picker_within_the_width(width):
    bar = drawing.tag_bar(TAGS, LOOK, width)
    assert bar.cell_len <= width
    assert bar.plain.endswith("t tag…")
    for tag in TAGS:
        assert not tag.key or f"{tag.key} {tag.name[:2]}" in bar.plain


def test_the_tag_bar_tells_names_in_full_where_there_is_room():
    bar = drawing.tag_bar(TAGS, LOOK, 120)
    assert all(f"{tag.key} {tag.name}" in bar.plain for tag in TAGS if tag.key)


def test_the_tag_bar_counts_wide_names_in_cells():
    wide = [Tag("", f"数字标签名称{n}", key=str(n), colour="sky") for n in range(8)]
    bar = drawing.tag_bar(wide, LOOK, 80)
    assert bar.cell_len <= 80
    assert bar.plain.endswith("t tag…")


def test_a_tag_for_relations_is_not_in_the_tag_bar():
    only = Tag("", "conflicts", key="c", applies=("relation",))
    assert "conflicts" not in drawing.tag_bar([only], LOOK, 80).plain


# The status line


@pytest.mark.parametrize("width", [40, 80, 120])
def test_where_one_is_stays_in_sight_beside_any_message(width):
    line = drawing.status(Text("long words " * 20), "article 1 of 2 · 42 %", width)
    assert line.plain.endswith("article 1 of 2 · 42 % ")
    assert cell_len(line.plain) == width


# Rows and the card


def test_an_article_row_tells_its_pane_and_how_many_annotations_it_has():
    summary = article("words", source="Nairobi", title="Mali cuts ties").summary
    object.__setattr__(summary, "annotations", 7)
    row = drawing.article_row(summary, 2).plain
    assert row.split() == ["7", "○", "2", "Nairobi", "Mali", "cuts", "ties"]


def test_an_annotation_row_tells_key_tag_words_and_that_there_is_a_note():
    one = marked("m", (0, 4), tag="claim/number", text="many more", note="see below")
    assert drawing.annotation_row(one, LOOK).plain == "2 number many ✎"


def test_the_card_tells_all_there_is():
    said = {"speaker": "Maiga", "certainty": "flat"}
    one = marked("m", (0, 4), tag="claim/quote", text="many", note="see below", attributes=said)
    object.__setattr__(one, "claim", Claim("c", "There were many."))
    other = marked("n", (0, 3), tag="claim/number", text="few")
    text = drawing.card(one, [Related("conflicts", other, "Nairobi", "few, many", True)], LOOK)
    for told in (
        *("claim/quote", "“many”", "speaker Maiga", "certainty flat", "There were many."),
        *("see below", "conflicts (Nairobi)", "“few”", "few, many", "ana, 2026-01-01"),
    ):
        assert told in text.plain


def test_the_card_says_what_to_press_where_no_annotation_is():
    assert "]" in drawing.card(None, [], LOOK).plain


def test_times_are_those_of_the_clock_on_the_wall(monkeypatch):
    monkeypatch.setenv("TZ", "Africa/Nairobi")
    time.tzset()
    try:
        assert drawing.moment("2026-01-01T22:30:00.000Z") == "2026-01-02 01:30"
        assert drawing.moment("no time at all") == "no time at all"
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
