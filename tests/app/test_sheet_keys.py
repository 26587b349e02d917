"""The keys inside the sheets: one table of them, held against what the sheets do."""

import ast
import inspect
from collections import Counter
from pathlib import Path

import pytest

from tui import codebook
from tui.app import keymap, keys, sheet_keys
from tui.app.action import Keymap
from tui.app.intake_keys import ADDING_LINE
from tui.app.keymap import base_keys
from tui.app.keys import IN_PANEL
from tui.app.palette import commands_of_sheet
from tui.app.screens.about import AboutScreen
from tui.app.screens.adding import AddingScreen
from tui.app.screens.adding_options import AddingOptionsScreen
from tui.app.screens.asking import ChooseSome, Confirm, TypedAnswer
from tui.app.screens.beside import BesideScreen
from tui.app.screens.claims import ClaimsScreen
from tui.app.screens.codebook import CodebookScreen
from tui.app.screens.codebook_details import Details
from tui.app.screens.codebook_edits import Edits
from tui.app.screens.comparison import ComparisonScreen
from tui.app.screens.counts import CountsScreen
from tui.app.screens.details import DetailsScreen
from tui.app.screens.dialog import LINES, KeysDialog, NoteDialog, Picker
from tui.app.screens.elsewhere import ElsewhereScreen
from tui.app.screens.export import ExportScreen
from tui.app.screens.history import HistoryScreen
from tui.app.screens.kinds import KindsScreen
from tui.app.screens.matrix import MatrixScreen
from tui.app.screens.regions import RegionsScreen
from tui.app.screens.relations import RelationsScreen
from tui.app.screens.search import SearchScreen
from tui.app.screens.sheet import Sheet
from tui.app.screens.versions import VersionsScreen
from tui.app.screens.waiting import WaitingScreen
from tui.app.sheet import short
from tui.app.theme import DARK, shades

SCREENS = [
    *(ClaimsScreen, CodebookScreen, ComparisonScreen, CountsScreen, DetailsScreen, HistoryScreen),
    *(ElsewhereScreen, KindsScreen, RegionsScreen, RelationsScreen, SearchScreen, VersionsScreen),
    *(
        AboutScreen,
        AddingScreen,
        AddingOptionsScreen,
        BesideScreen,
        ExportScreen,
        MatrixScreen,
        WaitingScreen,
        ChooseSome,
        Confirm,
        TypedAnswer,
        KeysDialog,
        NoteDialog,
        Picker,
    ),
]
FOLDER = Path(inspect.getfile(Sheet)).parent
OF_LISTS = {action.name for action in IN_PANEL}
AS_TYPED = {(NoteDialog, "take"), (NoteDialog, "new_line")}
"""What the area in which a note is typed does itself."""
AT_ONCE = {(ComparisonScreen, "turn"), (ComparisonScreen, "find")}
"""What waits for a widget to be there."""

INDENT = "\n" + " " * 20
"""Where the words of a key go on in a further line."""


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


def is_done(screen, action):
    if hasattr(screen, f"do_{action}") or (screen, action) in AS_TYPED | AT_ONCE:
        return True
    if screen is CodebookScreen and (hasattr(Edits, action) or hasattr(Details, action)):
        return True
    if screen is KeysDialog:
        return action in LINES
    return action in OF_LISTS


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_a_sheet_does_each_of_its_actions_and_no_other(screen):
    actions = {short(action.name) for action in screen.KEYS.actions}
    assert [name for name in actions if not is_done(screen, name)] == []
    done = {name[3:] for name in dir(screen) if name.startswith("do_")}
    assert done - actions - {"keys", "close"} == set()


def test_no_sheet_is_missing_from_the_table():
    lines = {sheet_keys.CLAIMS_LINE, sheet_keys.FIND, ADDING_LINE}
    assert {screen.KEYS for screen in SCREENS} | lines == {*sheet_keys.SHEETS}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda one: one.stem)
def test_no_screen_compares_a_key_with_one_it_names_itself(file):
    """What is typed may be compared with digits: those take what is offered."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Compare):
            continue
        words = ast.unparse(node)
        literal = any(
            isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
            for side in (node.left, *node.comparators)
            for one in ast.walk(side)
        )
        if "event.key" in words or (literal and words.startswith("name ")):
            found.append(words)
    assert [words for words in found if words != "name in '123456789'"] == []


def test_only_what_all_sheets_are_made_of_listens_to_keys():
    """Textual runs the listener of each class: a second one would do a key twice."""
    listening = [file.stem for file in FOLDER.glob("*.py") if "def on_key(" in file.read_text()]
    assert listening == ["sheet"]


@pytest.mark.parametrize("base", ["vim", "plain"])
@pytest.mark.parametrize("section", sheet_keys.sections())
def test_in_no_section_a_key_does_two_things(base, section):
    there = base_keys(base)
    counted = Counter(
        key for action in sheet_keys.sections()[section].values() for key in there[action.name]
    )
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("action", sheet_keys.in_sheets(), ids=lambda one: one.name)
def test_an_action_has_keys_and_is_in_the_help(action):
    assert action.default
    tags = [tag for tag in codebook.default().tags if "span" in tag.applies]
    whole = KeysDialog(tags, shades(DARK.name)).all_keys().plain.replace(INDENT, " ")
    lines = whole.splitlines()
    assert any(action.shown in line and action.help in line for line in lines)


def test_the_foot_names_the_keys_in_force_and_leaves_out_what_has_none():
    words = "{choose} go   {undo_this} this\n{article_or_all} one   {close} leave"
    assert sheet_keys.HISTORY.foot(words) == "enter go   u this\na one   esc leave"
    keys.use(Keymap({"history.undo_this": ("x",), "history.article_or_all": ()}))
    assert sheet_keys.HISTORY.foot(words) == "enter go   x this\nesc leave"


def test_the_key_that_opens_a_sheet_closes_it_unless_it_is_the_sheets_own():
    assert sheet_keys.HISTORY.by_key()["H"] == "close"
    keys.use(Keymap({"history": ("f7",)}))
    assert sheet_keys.HISTORY.by_key()["f7"] == "close"
    assert "H" not in sheet_keys.HISTORY.by_key()
    keys.use(Keymap({"history": ("u",)}))
    assert sheet_keys.HISTORY.by_key()["u"] == "undo_this"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[histroy]\nundo_this = 'x'", "'histroy' is not known: it has base and [keys], did you"),
        ("[history]\nundo_thsi = 'x'", "no action is called 'history.undo_thsi': did you mean h"),
        ("[history]\nundo_this = 'a'", "a is now history.undo_this's, and history.article_or_all"),
        (
            "[history]\nundo_this = 'x'\nundo_back_to = 'x'",
            "x is for history.undo_this and history.undo_back_to: it does the first",
        ),
        (
            "[history]\nundo_this = ['escape', 'q']",
            "in [history] escape q does something else, and close has no key left there",
        ),
        ("[typing]\nclose = 'x'", "typing.close: x is typed there: name a key that types nothing"),
        ("history = 3", "history is not a table: write [history] and a line for each action"),
        ("[keys]\nhistory.undo_this = 'x'", "history is a sheet: write [history] and not under"),
    ],
)
def test_what_is_wrong_is_told_in_a_line_that_names_the_file(text, line):
    (problem,) = told(text)
    assert problem.startswith(f"keymap.toml: {line}")


def test_the_same_key_in_two_sheets_is_no_clash():
    assert told("[history]\nundo_this = 'x'\n[relations]\nnote = 'x'") == []


async def test_a_sheet_goes_by_the_file_and_its_foot_says_so(at_desk, file):
    file.write_text('[history]\nundo_this = "x"\n[sheets]\nclose = "f9"\n', "utf-8")
    async with at_desk(size=(100, 30)) as seat:
        await seat.press("1", "H")
        assert "x undo this" in seat.page
        assert "f9 leave" in seat.page
        before = len(seat.app.screen.entries)
        await seat.press("u", "escape")
        assert len(seat.app.screen.entries) == before
        await seat.press("x")
        assert len(seat.app.screen.entries) == before + 1
        await seat.press("f9")
        assert seat.app.screen is seat.desk


async def test_the_keys_of_a_sheet_are_listed_first_over_it(at_desk):
    async with at_desk(size=(100, 30)) as seat:
        await seat.press("H", "question_mark")
        assert seat.page.index("undo this alone") < seat.page.index("next row")
        await seat.press("q")
        assert isinstance(seat.app.screen, HistoryScreen)


async def test_the_palette_over_a_sheet_has_its_actions(at_desk):
    async with at_desk() as seat:
        await seat.press("S")
        sheet = seat.app.screen
        found = {title: do for title, _, do in commands_of_sheet(sheet)}
        found["Tags, sources, articles: the next"]()
        assert sheet.view == "sources"


async def test_where_one_types_the_keys_of_the_file_hold(at_desk, file):
    file.write_text('[typing]\ntake = "f2"\nclose = "f9"\ndown = "ctrl+n"\n', "utf-8")
    async with at_desk() as seat:
        await seat.press("t", "f9")
        assert seat.app.screen is seat.desk
        await seat.press("t", "ctrl+n")
        picker = seat.app.screen
        assert picker.rows.at == 1
        await seat.press("enter")
        assert seat.app.screen is picker
        await seat.press("f2")
        assert seat.app.screen is seat.desk
