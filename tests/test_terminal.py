"""The installed command in a real pseudo-terminal, seen through a terminal emulator.

Nothing here waits for a time: it waits for what a person would wait for, the screen.
"""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

from tui.codebook import Codebook
from tui.model import Tag
from tui.store import adding, annotations, articles, relations
from tui.store.annotations import Draft
from tui.store.codebook import take_in
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import decode

COMMAND = Path(sys.executable).with_name("claimdesk")
EXAMPLE = Path(__file__).parents[1] / "annotations.db"
PATIENCE = 30
"""Seconds until a test gives up: many times what a slow machine needs."""

SIZES = [(80, 24), (120, 40)]
FOOT = 3
"""Lines at the foot of the desk: status, tags, hints."""


class Terminal:
    """One run of the command in a terminal of so many columns and lines."""

    def __init__(
        self,
        *arguments: object,
        size: tuple[int, int] = (80, 24),
        program: Path = COMMAND,
        **options: Any,
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.received = b""
        # Without an environment of its own it would inherit the COLUMNS that readline sets.
        self.child = pexpect.spawn(
            str(program),
            [str(argument) for argument in arguments],
            env=dict(os.environ),
            dimensions=(rows, columns),
            **options,
        )
        self.child.delaybeforesend = None

    def read(self) -> bool:
        """Take in what has come, waiting a little for something. False when it has ended."""
        try:
            data = self.child.read_nonblocking(65536, timeout=0.1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.received += data
        self.stream.feed(data)
        return True

    def until(self, condition: Callable[[], Any], what: str) -> Any:
        """Read until something holds, and return it; fail with the screen when it never does."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            if not self.read():
                break
        pytest.fail(f"never saw {what}:\n" + "\n".join(self.screen.display))

    def sees(self, *words: str) -> None:
        """Wait until each of these words stands on one line of the screen."""
        for wanted in words:
            self.until(lambda wanted=wanted: wanted in "\n".join(self.screen.display), repr(wanted))

    def loses(self, words: str) -> None:
        """Wait until these words are no longer on the screen."""
        self.until(lambda: words not in "\n".join(self.screen.display), f"no more of {words!r}")

    def press(self, keys: str) -> None:
        self.child.send(keys)

    @property
    def status(self) -> str:
        return self.screen.display[-FOOT]

    def says(self, words: str) -> None:
        """Wait until the status line says this."""
        self.until(lambda: words in self.status, f"the status {words!r}")

    def cursor(self) -> tuple[int, int, str] | None:
        """Line, column and character of the desk's cursor: the one cell in the page's colour."""
        lines = range(1, self.screen.lines - FOOT)
        cells = {
            (y, x): self.screen.buffer[y][x] for y in lines for x in range(self.screen.columns)
        }
        page = Counter(cell.bg for cell in cells.values()).most_common(1)[0][0]
        found = [(*place, cell.data) for place, cell in cells.items() if cell.fg == page]
        return found[0] if len(found) == 1 else None

    def cursor_on(self, words: str) -> tuple[int, int, str]:
        """Wait until the cursor stands where the line reads like these words, and say where."""

        def found() -> tuple[int, int, str] | None:
            place = self.cursor()
            if place and self.screen.display[place[0]][place[1] :].startswith(words):
                return place
            return None

        return self.until(found, f"the cursor on {words!r}")

    def ends(self) -> int:
        """Wait for the end, and return the exit code."""
        end = time.monotonic() + PATIENCE
        while self.read():
            assert time.monotonic() < end, "\n".join(self.screen.display)
        self.child.wait()
        return self.child.exitstatus

    def leave(self) -> int:
        """Press q, and return the exit code."""
        self.press("q")
        return self.ends()

    def kill(self) -> None:
        """As the power goes."""
        os.kill(self.child.pid, signal.SIGKILL)
        self.child.wait()
        assert self.child.signalstatus == signal.SIGKILL


Starter = Callable[..., Terminal]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Starter]:
    """Start the command in a terminal; what is left over is ended with the test."""
    for name in ("LINES", "COLUMNS", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    started: list[Terminal] = []

    def begin(*arguments: object, **options: Any) -> Terminal:
        started.append(Terminal(*arguments, **options))
        return started[-1]

    yield begin
    for terminal in started:
        terminal.child.close(force=True)


@pytest.fixture
def database() -> Path:
    """The worked example, as annotations.db in the current folder."""
    path = Path("annotations.db")
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def command(*arguments: str) -> str:
    """What the installed command prints off a terminal, when all is well."""
    done = subprocess.run(
        [COMMAND, *arguments], capture_output=True, check=False, timeout=PATIENCE, stdin=-3
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def exported() -> list[dict[str, Any]]:
    return [json.loads(line) for line in command("export", "jsonl").split("\n")[:-1]]


def added(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """The article and the one annotation that an export has more than the one before."""
    old = {made["id"] for row in before for made in row["annotations"]}
    ((article, made),) = [
        (row["id"], made) for row in after for made in row["annotations"] if made["id"] not in old
    ]
    without = [
        {**row, "annotations": [one for one in row["annotations"] if one is not made]}
        for row in after
    ]
    ((is_now, was),) = [
        pair for pair in zip(without, before, strict=True) if pair[0]["id"] == article
    ]
    is_now["meta"]["status"], begun = was["meta"]["status"], is_now["meta"]["status"]
    assert (was["meta"]["status"], begun) == ("todo", "work"), "the first mark begins the article"
    assert without == before, "everything else is as it was"
    return article, made


def view(tmp_path: Path) -> dict[str, Any]:
    """What the desk remembers of how it looked; nothing while it has not written it."""
    files = list((tmp_path / "state" / "claimdesk" / "views").glob("*.json"))
    return json.loads(files[0].read_text("utf-8")) if files else {}


@pytest.mark.parametrize("size", SIZES, ids=["80 by 24", "120 by 40"])
def test_a_sentence_tagged_with_two_keys_is_there_after_leaving(start, database, size):
    before = exported()
    desk = start(size=size)
    desk.cursor_on("HomeInternational")
    desk.sees("article 1 of 2", "j sentence")
    desk.press("jj")
    desk.cursor_on("Mali has announced")

    desk.press("j7")
    desk.says("tagged background")
    desk.press("ll")
    place = desk.cursor_on("is ")
    assert desk.leave() == 0

    again = start(size=size)
    assert again.cursor_on("is ") == place
    again.sees("article 1 of 2")
    assert again.leave() == 0

    article, made = added(before, exported())
    assert article == before[0]["id"]
    assert made["tag"] == "background"
    assert made["annotator"] == "ana"
    (quote,) = made["quotes"]
    assert quote.startswith("This decision follows statements made by")
    assert quote.endswith("Wagner Group as well as Malian troops.")
    assert made["fragments"] == [[213, 486]]


def test_what_was_tagged_outlives_a_kill_with_panes_and_cursor(start, database, tmp_path):
    before = exported()
    desk = start()
    desk.cursor_on("HomeInternational")
    desk.press("\t")
    desk.sees("article 2 of 2")
    desk.cursor_on("NAIROBI")
    desk.press("j")
    place = desk.until(
        lambda: (now := desk.cursor()) and now[2] != "N" and now, "the cursor on another sentence"
    )
    desk.press("7")
    desk.says("tagged background")
    desk.until(
        lambda: view(tmp_path).get("last_tag") == "background" and view(tmp_path)["focus"] == 1,
        "the view file",
    )
    desk.kill()

    again = start()
    again.sees("article 2 of 2")
    assert again.until(again.cursor, "the cursor") == place
    assert len(view(tmp_path)["panes"]) == 2
    assert again.leave() == 0

    article, made = added(before, exported())
    assert article == before[1]["id"]
    assert made["tag"] == "background"
    assert made["fragments"][0][0] == view(tmp_path)["panes"][1]["cursor"]
    assert command("check") == "annotations.db is whole\n"
    assert [file.name for file in Path().iterdir()] == ["annotations.db"]


def test_an_undo_outlives_a_kill_too(start, database, tmp_path):
    before = exported()
    desk = start()
    desk.cursor_on("HomeInternational")
    desk.press("7")
    desk.says("tagged background")
    desk.press("u")
    desk.says("undid")
    desk.kill()
    assert exported() == before


def test_two_desks_on_one_file_see_each_other_and_each_undoes_their_own(
    start, database, monkeypatch
):
    before = exported()
    one = start(size=(120, 40))
    one.sees("Annotations (20)")
    monkeypatch.setenv("CLAIMDESK_ANNOTATOR", "ben")
    other = start(size=(120, 40))
    other.sees("Annotations (20)")
    one.press("jjj7")
    one.says("tagged background")
    other.sees("Annotations (21)")
    other.press("jjjj0")
    other.says("tagged opinion")
    one.sees("Annotations (22)")
    one.press("H")
    one.sees("ben: tag opinion", "tag background")
    one.press("u")
    one.sees("theirs to undo")
    one.press("ju")
    one.sees("undid: tag background")
    other.sees("Annotations (21)")
    other.press("u")
    other.says("undid: tag opinion")
    one.press("\x1b")
    one.loses("ben: tag opinion")  # a q that follows Escape at once is alt+q
    one.sees("Annotations (20)")
    assert (one.leave(), other.leave()) == (0, 0)
    assert exported() == before
    assert list(Path().glob("annotations.db-*")) == [], "one file at rest"


def test_the_named_files_are_opened_side_by_side(start, mali, nairobi):
    desk = start(mali, nairobi, size=(120, 40))
    desk.sees("HomeInternational", "NAIROBI", "article 1 of 2")
    assert desk.leave() == 0
    assert command("list").count("\n") == 2


@pytest.mark.parametrize(
    ("keys", "said"),
    [("/toll\r", "found"), ("tattrib\r", "tagged attribution"), ("7mdoubtful\r", "noted")],
    ids=["find", "tag by name", "note"],
)
def test_words_typed_ahead_of_a_slow_screen_are_words_and_not_commands(start, database, keys, said):
    """Over a slow line a key and what follows it come at once; a `d` among them deletes nothing."""
    desk = start()
    desk.cursor_on("HomeInternational")
    desk.press(keys)
    desk.says(said)
    assert desk.leave() == 0


def test_leaving_gives_the_terminal_back(start, database):
    desk = start()
    desk.cursor_on("HomeInternational")
    assert desk.leave() == 0
    for mode in (b"1049", b"1000", b"1003", b"2004"):
        entered, left = b"\x1b[?%sh" % mode, b"\x1b[?%sl" % mode
        assert desk.received.rfind(left) > desk.received.rfind(entered) >= 0
    assert desk.received.rfind(b"\x1b[?25h") > desk.received.rfind(b"\x1b[?25l")


def test_a_terminal_that_is_gone_ends_the_desk(start, database):
    """Under nohup, or left behind by a dead multiplexer, nobody tells it by a signal."""
    desk = start(ignore_sighup=True)
    desk.cursor_on("HomeInternational")
    desk.child.ptyproc.fileobj.close()
    try:
        end = time.monotonic() + PATIENCE
        while os.waitpid(desk.child.pid, os.WNOHANG) == (0, 0):
            assert time.monotonic() < end, "it runs on without a terminal"
            time.sleep(0.05)
    except AssertionError:
        os.kill(desk.child.pid, signal.SIGKILL)
        os.waitpid(desk.child.pid, 0)
        raise
    finally:
        desk.child.closed = desk.child.ptyproc.closed = desk.child.terminated = True
        desk.child.ptyproc.terminated = True
        desk.child.child_fd = desk.child.ptyproc.fd = -1


def test_back_from_the_shell_the_whole_screen_is_there_again(start, database):
    shell = start("-i", program=Path("/bin/sh"))
    shell.press(f"'{COMMAND}'\r")
    shell.sees("HomeInternational", "article 1 of 2")
    shell.received = b""
    shell.press("j\x1a")
    shell.until(lambda: b"\x1b[?1049l" in shell.received, "the shell's own screen")
    shell.screen.reset()  # what a terminal shows of its other screen: nothing of the desk
    shell.press("fg\r")
    shell.sees("HomeInternational", "article 1 of 2", "1 event")
    shell.press("q")


def test_reading_changes_no_byte(start, database):
    before = (database.read_bytes(), database.stat().st_mtime_ns)
    desk = start()
    desk.cursor_on("HomeInternational")
    desk.press("jj]\tjj")
    desk.sees("article 2 of 2")
    desk.press("v")
    desk.press("\x1b")
    assert desk.leave() == 0
    assert (database.read_bytes(), database.stat().st_mtime_ns) == before
    assert [file.name for file in Path().iterdir()] == ["annotations.db"]


def test_an_error_before_the_desk_opens_is_a_line_and_no_escape(start):
    Path("annotations.db").write_bytes(b"no database at all, just some words " * 50)
    desk = start(size=(120, 24))
    assert desk.ends() == 1
    assert desk.received.count(b"\n") == 1
    assert b"is not a Claimdesk database" in desk.received
    assert b"\x1b" not in desk.received


def test_a_misspelt_command_suggests_the_right_one(start):
    desk = start("exprot", size=(120, 24))
    assert desk.ends() == 2
    assert b"did you mean claimdesk export?" in desk.received
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("end", ["input", "output", "both"])
def test_off_a_terminal_the_desk_says_so_in_one_line_and_leaves_with_2(end, database):
    """Whichever end is a pipe; the other is a terminal."""
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [COMMAND],
            stdin=theirs if end == "output" else subprocess.DEVNULL,
            stdout=theirs if end == "input" else subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
        os.set_blocking(ours, False)
        os.write(theirs, b"end")
        shown = os.read(ours, 4096)
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"needs a terminal" in done.stderr
    assert not done.stdout
    assert shown == b"end"
    assert b"\x1b" not in done.stderr


ATTACKS = {
    "an OSC that names the window": "\x1b]0;owned\x07",
    "an OSC that fills the clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "an OSC that links": "\x1b]8;;http://owned\x1b\\here\x1b]8;;\x1b\\",
    "a CSI that paints": "\x1b[3;33;41m",
    "a CSI that asks": "\x1b[6n",
    "a mode": "\x1b[?1337h",
    "a DCS": "\x1bP+q544e\x1b\\",
    "a CSI of one code point": "\u009b31m",
    "an OSC of one code point": "\u009d0;owned\u009c",
    "a right-to-left override": "\u202egnp.exe\u202c",
    "an isolate": "\u2067owned\u2069",
    "a word in tag characters": "\U000e006f\U000e0077",
    "a carriage return": "told\rowned",
}
SHORT = "\x1b]0;owned\x07\x1b[3;33;41m\u202egnp\u009b31m"
NAME = "a\x1b]0;owned\x07\x1b[3;33;41m\u202egnp\u009b31m\nb.txt"


@pytest.fixture
def attacked() -> Path:
    """A database whose every text holds an attack, and a file of such a name."""
    path = Path("annotations.db")
    attack, tag = "".join(ATTACKS.values()), f"odd{SHORT}"
    parts = [
        f"The {what} is {sent} here. " + "Plain words. " * 10 for what, sent in ATTACKS.items()
    ]
    raw = f"{attack}A headline of {'plain words ' * 120}\n\n{''.join(parts)}".encode()
    with open_store(path, annotator=f"ana{SHORT}", device="desk") as store:
        take_in(store, Codebook("mine", (Tag("", tag, key="9", meaning=attack),)))
        names = ("title", "source", "byline", "published", "url", "story")
        details = {name: f"{name} {attack}" for name in names}
        (taken,) = adding.add(store, [adding.Intake(decode(raw), raw, NAME, details)])
        uid = taken.article.uid
        text = articles.text_of(store, uid)
        claim = relations.add_claim(store, f"Claimed {SHORT}", attack)
        drafts = [
            Draft(
                uid,
                tag,
                (anchor(text, 0, end),),
                {f"speaker{SHORT}": f"Someone {SHORT}"},
                f"Noted {SHORT}",
                claim.uid,
            )
            for end in (40, 80)
        ]
        one, two = annotations.add(store, drafts, f"mark {attack}")
        relations.add(store, f"same{SHORT}", one, two, f"Why {SHORT}")
    Path(NAME).write_bytes(b"Another text. " * 3 + raw)
    return path


def nothing_came_through(received: bytes) -> None:
    """No sequence of the texts' is among what the terminal was sent, whole or in part."""
    for what, sent in ATTACKS.items():
        # The line ends and tabs that a text may hold are not attacks; the rest is, as it stands.
        assert sent.encode() not in received, what
    assert re.findall(rb"\x1b\][^\x07]*owned", received) == []
    assert set(re.findall(rb"\x1b\](\d*)", received)) <= {b"22"}, "the shape of the mouse pointer"
    assert re.findall(rb"\x1b[P_^X]", received) == []
    assert re.findall(rb"\xc2[\x80-\x9f]", received) == []
    text = received.decode("utf-8", "replace")
    assert re.findall("[\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", text) == []


def test_no_escape_of_an_article_reaches_the_terminal(start, attacked):
    desk = start(NAME, size=(120, 40))
    desk.sees("article 1 of 1", "Another text.", "�]52;c;")
    desk.press("c")
    desk.sees("Open beside", "source ␛]0;owned␇")
    desk.press("\x1b")
    desk.loses("Open beside")
    desk.press("O")
    desk.sees("Library (2)", "j down")
    desk.press("\x1b")
    desk.sees("j sentence")
    for key, said in (
        *(("9", "tagged odd"), ("9", "already tagged odd"), ("u", "undid"), ("\x12", "did again")),
        *(("]", "odd"), ("d", "deleted odd"), ("u", "undid: delete odd")),
    ):
        desk.press(key)
        desk.says(said)
        nothing_came_through(desk.received)
    desk.press("]")
    desk.press("m")
    desk.sees("Note on")
    desk.press("\x1b")
    desk.loses("Note on")
    desk.press("jj")
    desk.press("t")
    desk.sees("Tag “")
    desk.press("\x1b")
    desk.loses("Tag “")
    desk.press("G")
    desk.says("100 %")
    assert desk.leave() == 0
    nothing_came_through(desk.received)


def test_no_escape_of_an_annotation_reaches_the_terminal(start, attacked):
    desk = start(size=(160, 60))
    desk.sees("article 1 of 1", "Annotations (2)")
    desk.press("]")
    desk.sees("Noted", "Someone", "Claimed", "Why")
    desk.press("d")  # another annotator's, whose name is in the refusal
    desk.says("theirs to change")
    desk.press("/")
    desk.sees("find")
    desk.press("owned")
    desk.says("owned")
    desk.press("\r")
    desk.says("found")
    assert desk.leave() == 0
    nothing_came_through(desk.received)


@pytest.mark.parametrize(
    "arguments", [("list",), ("stats",), ("check",), ("add", NAME)], ids=lambda given: given[0]
)
def test_no_escape_of_a_database_reaches_the_terminal_without_the_desk(start, attacked, arguments):
    run = start(*arguments, size=(120, 40))
    assert run.ends() == 0
    assert run.received
    nothing_came_through(run.received)


def test_no_escape_of_a_name_reaches_the_terminal_in_an_error(start):
    for arguments in ((NAME,), ("--db", f"missing/{NAME}"), ("list", "--db", NAME)):
        run = start(*arguments, size=(120, 24))
        assert run.ends() == 2
        assert "␛]0;owned".encode() in run.received
        nothing_came_through(run.received)
        assert b"\x1b" not in run.received


def test_no_escape_of_the_name_of_an_output_reaches_the_terminal(start, database):
    run = start("export", "csv", "-o", NAME, size=(120, 24))
    assert run.ends() == 0
    nothing_came_through(run.received)
    assert b"\x1b" not in run.received
