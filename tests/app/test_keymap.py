"""A person's own keys: what a file may say, what is told of it, and that everything follows."""

from collections import Counter

import pytest

from docs.keys import FILE, markdown
from tui.app import keymap, keys
from tui.app.action import Keymap
from tui.app.keymap import base_keys, load, wrong_with
from tui.app.keys import EVERYWHERE, IN_PANEL, keys_of
from tui.app.sheet_keys import every_action


@pytest.fixture(autouse=True)
def own_keys():
    """Leave the keys as they were."""
    yield
    keys.use(Keymap())


@pytest.fixture
def file(tmp_path, monkeypatch):
    """The keymap file that the desk of the test reads."""
    file = tmp_path / "keymap.toml"
    monkeypatch.setenv("CLAIMDESK_KEYMAP", str(file))
    return file


def told(text):
    import tomllib

    return list(keymap.keymap(tomllib.loads(text), "keymap.toml").problems)


@pytest.mark.parametrize("base", ["vim", "plain"])
@pytest.mark.parametrize("actions", [EVERYWHERE, IN_PANEL], ids=["desk", "panel"])
def test_in_neither_keymap_a_key_does_two_things(base, actions):
    there = base_keys(base)
    counted = Counter(key for action in actions for key in there[action.name])
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("base", ["vim", "plain"])
def test_every_key_of_both_keymaps_is_one_a_file_could_name(base):
    for name, named in base_keys(base).items():
        assert [wrong_with(key) for key in named if wrong_with(key)] == [], name


def test_the_plain_keymap_names_actions_that_there_are():
    assert keymap.PLAIN.keys() <= {action.name for action in every_action()}


def test_every_action_has_a_key_in_one_of_the_two_keymaps_or_is_for_the_palette():
    vim, plain = base_keys("vim"), base_keys("plain")
    without = [name for name in vim if not vim[name] and not plain[name]]
    assert without == ["wider", "narrower"]


def test_without_a_file_the_keys_are_the_table_s(tmp_path):
    assert load(tmp_path / "none.toml") == Keymap()


def test_a_file_that_is_named_and_not_there_is_told(file):
    (problem,) = load(file).problems
    assert problem == f"{file}: there is no such keymap file: make it, or unset CLAIMDESK_KEYMAP"


def test_a_file_that_is_no_toml_is_told_and_changes_nothing(file):
    file.write_text("[keys\n", encoding="utf-8")
    made = load(file)
    assert made.keys == {}
    assert len(made.problems) == 1
    assert "is not TOML" in made.problems[0]
    assert "\n" not in made.problems[0]


def test_the_keys_of_a_file_are_put_over_the_others(file):
    file.write_text('[keys]\nnext_sentence = ["j", "n"]\nnext_match = "f3"\n', encoding="utf-8")
    made = load(file)
    assert made.problems == ()
    keys.use(made)
    assert keys.article_keys()["n"] == "next_sentence"
    assert keys.article_keys()["f3"] == "next_match"
    assert keys.article_keys()["k"] == "previous_sentence"
    assert (keys_of("next_sentence"), keys_of("next_match")) == ("j n", "f3")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[keys]\nnext_sentense = ['j']",
            "no action is called 'next_sentense': did you mean next_",
        ),
        ("[keys]\nzzz = ['j']", "no action is called 'zzz': claimdesk keys lists them"),
        ("[keys]\nundo = ['hyper+u']", "undo: 'hyper+u' is no key: write ctrl+d, shift+left"),
        ("[keys]\nundo = ['ctrl+i']", "undo: ctrl+i is tab to a terminal: name that, or another"),
        ("[keys]\nundo = ['shift+u']", "undo: shift+u types U: name that"),
        ("[keys]\nundo = [' ']", "undo: ' ' is no key: name it space"),
        ("[keys]\nundo = 3", "undo = 3: give a list of keys"),
        ("[keys]\nundo = ['f9', 'u']\nredo = ['f9']", "f9 is for undo and redo: it does the first"),
        ("[keys]\nundo = ['n']", "n is now undo's, and next_match has no key left"),
        ("base = 'emacs'", "base is 'emacs': make it vim or plain"),
        ("keys = 3", "keys is not a table"),
        ("colour = 3", "'colour' is not known: it has base and [keys]"),
    ],
)
def test_what_is_wrong_is_told_in_a_line_that_names_the_file(text, line):
    (problem,) = told(text)
    assert problem.startswith(f"keymap.toml: {line}")
    assert "\n" not in problem


def test_what_is_wrong_is_left_out_and_the_rest_holds():
    made = keymap.keymap({"keys": {"undo": ["hyper+u"], "redo": ["U"]}}, "keymap.toml")
    assert made.keys["undo"] == ("u",)
    assert made.keys["redo"] == ("U",)


def test_tag_keys_that_the_desk_has_itself_are_told():
    keys.use(Keymap({"undo": ("1",)}))
    assert keymap.clashes_with_tags({"1": "claim/event", "2": "claim/number"}) == [
        "1 is undo's: give the tag claim/event another key, or undo"
    ]


def test_the_page_of_keys_is_made_from_the_table():
    assert FILE.read_text("utf-8") == markdown(), "run: python docs/keys.py"


async def test_the_desk_goes_by_the_file_and_says_so(at_desk, file):
    file.write_text('[keys]\nnext_sentence = ["n"]\nnext_match = ["f3"]\nundo = []\n', "utf-8")
    async with at_desk(size=(120, 30)) as seat:
        before = seat.reading.sentence
        await seat.press("j")
        assert seat.reading.sentence == before
        await seat.press("n")
        assert seat.reading.sentence == before + 1
        await seat.press("1")
        assert "· ctrl+p undo undo" in seat.status
        assert seat.hints.strip().startswith("enter details")
        await seat.press("n", "question_mark")
        assert "  n                 next sentence" in seat.page


async def test_what_is_wrong_is_said_when_the_desk_opens(at_desk, file):
    file.write_text('[keys]\nnothing = ["n"]\nundo = 3\n', "utf-8")
    async with at_desk(size=(120, 24)) as seat:
        assert "keymap.toml: no action is called 'nothing'" in seat.status
        assert "1 more: claimdesk keys --check" in seat.status


async def test_plain_keys_move_select_and_give_the_selection_up(at_desk, file):
    file.write_text('base = "plain"\n', "utf-8")
    async with at_desk() as seat:
        await seat.press("ctrl+down", "ctrl+right")
        text, cursor = seat.reading.text, seat.reading.cursor
        await seat.press("shift+right", "shift+right")
        assert seat.reading.selection == (cursor, cursor + 3)
        await seat.press("ctrl+shift+right")
        assert text[slice(*seat.reading.selection)] == "Cuts"
        await seat.press("right")
        assert seat.reading.pivot is None
        await seat.press("shift+down", "1", "ctrl+z")
        assert "undid" in seat.status
