"""The table of keys, held against what the desk can do."""

import inspect
from collections import Counter

import pytest
from textual import events

from tests.app.material import reading
from tui import codebook
from tui.app.action import SHOWN, Action
from tui.app.actions import Actions
from tui.app.aligning import Aligning
from tui.app.desk_keys import ON_DESK
from tui.app.extending import EXTENDING
from tui.app.keys import EVERYWHERE, IN_ARTICLE, IN_PANEL, key_name, keys_of
from tui.app.marking import Marking
from tui.app.opening import Opening
from tui.app.reading import Reading
from tui.app.rooms import APART
from tui.app.screens.dialog import KeysDialog
from tui.app.taking_back import TakingBack
from tui.app.theme import DARK, shades
from tui.app.widgets.reader import LINE_MOTIONS

OF_LINES = {*LINE_MOTIONS, *EXTENDING, "line_start", "line_end"}
"""What the widget does itself, because it takes a layout."""

ROOMS = (Actions, Aligning, Marking, Opening, TakingBack, *APART)

named = {"ids": lambda action: action.name}

INDENT = "\n" + " " * 20
"""Where the words of a key go on in a further line."""


def keys(*tables: tuple[Action, ...]) -> list[str]:
    return [key for table in tables for action in table for key in action.keys]


@pytest.mark.parametrize("action", IN_ARTICLE, **named)
def test_the_article_does_each_of_its_actions(action):
    if action.name in OF_LINES:
        return
    getattr(reading("Words to read. And more."), action.name)()


@pytest.mark.parametrize("action", ON_DESK, **named)
def test_the_desk_does_each_of_its_actions(action):
    rooms = [room for room in ROOMS if hasattr(room, action.name)]
    assert len(rooms) == 1
    assert list(inspect.signature(getattr(rooms[0], action.name)).parameters) == ["self"]


def test_no_motion_of_lines_is_missing_from_the_table():
    assert {action.name for action in IN_ARTICLE} >= OF_LINES
    assert not OF_LINES & set(dir(Reading))


def test_no_key_does_two_things_in_an_article():
    assert [key for key, times in Counter(keys(IN_ARTICLE, ON_DESK)).items() if times > 1] == []


def test_no_key_does_two_things_in_a_panel():
    assert [key for key, times in Counter(keys(IN_PANEL)).items() if times > 1] == []


def test_of_the_desk_s_keys_a_panel_takes_enter_alone_for_itself():
    assert set(keys(IN_PANEL)) & set(keys(ON_DESK)) == {"enter"}


def test_no_action_is_named_twice():
    names = Counter(action.name for action in EVERYWHERE)
    assert max(names.values()) == 1


def test_the_tags_of_the_default_codebook_have_keys_of_their_own():
    tags = [tag.key for tag in codebook.default().tags if "span" in tag.applies and tag.key]
    assert len(tags) == len(set(tags)) > 0
    assert not set(tags) & set(keys(IN_ARTICLE, ON_DESK))


@pytest.mark.parametrize("action", [*EVERYWHERE, *IN_PANEL], **named)
def test_each_key_and_what_it_does_is_in_the_help(action):
    tags = [tag for tag in codebook.default().tags if "span" in tag.applies]
    whole = KeysDialog(tags, shades(DARK.name)).all_keys().plain.replace(INDENT, " ")
    lines = whole.splitlines()
    assert any(line.split("  ")[1:2] == [action.shown] and action.help in line for line in lines)


def test_each_tag_s_key_is_in_the_help():
    tags = [tag for tag in codebook.default().tags if "span" in tag.applies]
    text = KeysDialog(tags, shades(DARK.name)).all_keys().plain
    for tag in tags:
        assert not tag.key or f"  {tag.key:<18}{tag.path}" in text


@pytest.mark.parametrize("action", EVERYWHERE, **named)
def test_an_action_says_what_it_does_in_words(action):
    assert action.hint
    assert action.help
    assert action.group


def test_keys_are_told_as_a_person_reads_them():
    assert keys_of("next_character") == "l →"
    assert keys_of("cancel") == "esc"
    assert not {"left", "right", "up", "down", "escape"} - set(SHOWN)


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("j", "j", "j"),
        ("G", "G", "G"),
        ("upper_g", "G", "G"),
        ("left_curly_bracket", "{", "{"),
        ("quotation_mark", '"', '"'),
        ("space", " ", "space"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("enter", "\r", "enter"),
        ("escape", "\x1b", "escape"),
        ("left_shift", None, "left_shift"),
    ],
)
def test_a_key_press_is_named_as_the_table_writes_it(key, character, name):
    assert key_name(events.Key(key, character)) == name
