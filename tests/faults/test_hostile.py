"""Every byte that the desk and the commands send a terminal, with an attack in every text.

What is sent is read by a strict reader of the few sequences that Claimdesk needs. Anything else
fails: another sequence, a control, a character that is not seen or that turns the order of others.
No text can then press a key, for a terminal answers nothing but what it is asked by a sequence.
"""

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyte
import pytest

from benchmarks.terminal import NoAnswerError, Terminal
from tests import hostile
from tests.test_terminal import COMMAND
from tui.app.keys import EVERYWHERE, IN_ARTICLE, ON_DESK, Action
from tui.cli.main import COMMANDS, main
from tui.text.safety import display_safe

MODES = "7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048"
SENT = re.compile(
    "|".join(
        (
            r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)",
            r"(?P<style>\x1b\[[0-9;]*m)",
            r"(?P<place>\x1b\[[0-9]+;[0-9]+H|\x1b\[[0-9]+C)",
            rf"(?P<mode>\x1b\[\?(?:{MODES})[hl])",
            r"(?P<keys>\x1b\[>[0-9]+u|\x1b\[<u)",
            r"(?P<asks>\x1b\[\?(?:2026|2048)\$p)",
            r"(?P<pointer>\x1b\]22;[a-z-]*\x07)",
            r"(?P<copy>\x1b\]52;c;[A-Za-z0-9+/=]*\x07)",
            r"(?P<bell>\x07)",
        )
    )
)
"""What the desk may send."""
PRINTED = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)|(?P<style>\x1b\[[0-9;]*m)|(?P<line>\r\n|\t)"
    r"|(?P<bar>\r|\x1b\[2K|\x1b\[1A|\x1b\[\?25[hl])"
)
"""What a command may print: words and styles, and a bar while it works."""


def tokens(received: bytes, allowed: re.Pattern[str]) -> list[tuple[str, str]]:
    """What was sent, each sequence with its name. Fails at the first that is not allowed."""
    sent, at, found = received.decode("utf-8"), 0, []
    while at < len(sent):
        match = allowed.match(sent, at)
        assert match, f"{sent[at : at + 40]!r} after {sent[max(0, at - 80) : at]!r}"
        name = match.lastgroup or ""
        if name == "text":
            assert display_safe(match[0]) == match[0], ascii(match[0])
        found.append((name, match[0]))
        at = match.end()
    return found


def expect_only_its_own(received: bytes, pressed: int) -> None:
    """The desk sent nothing but what is its own: no bell among words, no question but at first."""
    found = tokens(received, SENT)
    assert sum(name == "text" for name, _ in found) > 100
    for before, now, after in zip(found, found[1:], found[2:], strict=False):
        if now[0] == "bell":
            assert "text" not in (before[0], after[0])
    assert sum(name == "bell" for name, _ in found) <= pressed
    asked = [at for at, (name, _) in enumerate(found) if name == "asks"]
    first = next(at for at, (name, _) in enumerate(found) if name == "place")
    assert all(at < first for at in asked)
    assert sum(name == "copy" for name, _ in found) <= 2


class Watched(Terminal):
    """A desk of which every byte is kept."""

    def __init__(self, home: Path, size: tuple[int, int]) -> None:
        self.received = b""
        self.pressed = self._drawn = 0
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        super().__init__([str(COMMAND)], home, Path.cwd(), size)

    def _read(self, timeout: float) -> bytes:
        read = super()._read(timeout)
        self.received += read
        return read

    def type(self, *keys: str) -> None:
        """Press keys one after another, and wait until nothing more is drawn."""
        for key in keys:
            os.write(self._master, NAMED.get(key, key).encode())
        self.pressed += len(keys)
        self.rest()

    def expect(self, heading: str) -> None:
        """Wait until these words stand on the screen."""
        begun = time.monotonic()
        while not self._shows(heading):
            assert time.monotonic() - begun < PATIENCE, f"{heading!r} was never seen"
            self._read(0.1)

    def _shows(self, words: str) -> bool:
        self._stream.feed(self.received[self._drawn :])
        self._drawn = len(self.received)
        return words in "\n".join(self._screen.display)

    def rest(self) -> None:
        """Wait until the desk has read what was typed, and all of it sleeps, for some time."""
        begun = since = time.monotonic()
        while (now := time.monotonic()) - since < QUIET:
            assert now - begun < PATIENCE, "it never came to rest"
            if self._read(0.004) or self._awake():
                since = time.monotonic()

    def _awake(self) -> bool:
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/stat")
        states = [file.read_text().rpartition(")")[2].split()[0] for file in threads]
        return any(state != "S" for state in states) or self._unread() > 0

    def _unread(self) -> int:
        """Bytes typed that the desk has not read."""
        keyboard = os.open(f"/proc/{self._process.pid}/fd/0", os.O_RDONLY | os.O_NOCTTY)
        try:
            return int.from_bytes(fcntl.ioctl(keyboard, termios.FIONREAD, bytes(4)), sys.byteorder)
        finally:
            os.close(keyboard)


QUIET = 0.03
"""Seconds, longer than keys wait for a dialog that opens."""
PATIENCE = 60
NAMED = {
    **{"escape": "\x1b[27u", "tab": "\t", "enter": "\r", "space": " ", "backspace": "\x7f"},
    **{"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D"},
    **{"home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~"},
    **{"delete": "\x1b[3~", "shift+tab": "\x1b[Z"},
    **{
        f"shift+{name}": f"\x1b[1;2{end}"
        for name, end in zip(("up", "down", "right", "left"), "ABCD", strict=True)
    },
    **{
        f"alt+{name}": f"\x1b[1;3{end}"
        for name, end in zip(("up", "down", "right", "left"), "ABCD", strict=True)
    },
    **{f"ctrl+shift+{name}": f"\x1b[1;6{end}" for name, end in (("right", "C"), ("left", "D"))},
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
LEFT = b"\x1b[?1006l"
"""What the desk sends last: the terminal is given back."""
NOT_PRESSED = {"leave", "suspend", "undo", "redo"}


def pressed(actions: tuple[Action, ...]) -> list[Action]:
    return [one for one in actions if one.keys and one.name.rpartition(".")[2] not in NOT_PRESSED]


def keyed(actions: tuple[Action, ...]) -> list[str]:
    return [one.keys[0] for one in pressed(actions)]


def opening(name: str) -> str:
    return next(one.keys[0] for one in EVERYWHERE if one.name == name)


@pytest.fixture
def attacked() -> list[str]:
    """The database, as annotations.db in the current folder: the uids of its articles."""
    return hostile.make(Path("annotations.db").resolve())


HEADINGS = {
    "library": "Library (",
    "annotations": "Annotations (",
    "export": "Export of the dataset",
    "history": "History (",
    "codebook": "Codebook (",
    "claims": "Claims (",
    "waiting": "To be placed",
    "regions": "Not body (",
    "search": "Find in all",
    "pick_tag": "Tag “",
    "beside": "Open beside",
    "bookmarks": "Bookmarks",
    "note": "Note on",
}
"""What must stand on the screen after the key of an action: the way is known to lead there."""


on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="looks how the threads of another process are"
)


@contextmanager
def opened(home: Path, size: tuple[int, int]) -> Iterator[Watched]:
    """The desk on the database in the current folder; it is left by its key."""
    with Watched(home, size) as desk:
        desk.until(["keys"])
        desk.rest()
        yield desk
        with suppress(NoAnswerError):
            desk.type("q")
    expect_only_its_own(desk.received, desk.pressed)
    assert desk.received.endswith(LEFT)


@on_linux
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80 by 24", "120 by 40"])
def test_every_key_of_the_desk_sends_nothing_of_the_texts(attacked, size, tmp_path):
    """Its sheets, which these keys open, too; their own keys are in tests/faults."""
    with opened(tmp_path, size) as desk:
        for key in ("V", "ctrl+l"):
            desk.type("]", key)
            desk.type("escape", "escape")
        desk.type(*keyed(IN_ARTICLE), "escape", "escape")
        unseen = dict(HEADINGS)
        for one in pressed(ON_DESK):
            desk.type("]", one.keys[0])
            if heading := unseen.pop(one.name, ""):
                desk.expect(heading)
            desk.type("down", "escape", "escape", "escape")
    assert not unseen


def printed(*arguments: str, keys: bytes = b"") -> tuple[bytes, int]:
    """What a command sends a terminal of 100 by 30, on all of its outputs, and its exit code."""
    pid, ours = pty.fork()
    if pid == 0:
        code = 99
        try:
            code = _run(arguments)
        finally:
            os._exit(code)
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    received = b""
    if keys:
        os.write(ours, keys)
    try:
        while select.select([ours], [], [], PATIENCE)[0]:
            part = os.read(ours, 65536)
            if not part:
                break
            received += part
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
    return received, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _run(arguments: tuple[str, ...]) -> int:
    """The command itself, in a process of its own that need not import all of it again."""
    os.environ |= {"COLUMNS": "100", "LINES": "30", "CLAIMDESK_ANNOTATOR": f"ana{hostile.SHORT}"}
    sys.argv = ["claimdesk", *arguments]
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
    try:
        main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


ARTICLE = "article"
"""Stands for the id of an article in COMMANDS; OTHER for that of the next one."""
OTHER = "other"
NAME, FOLDER = hostile.NAME, f"folder{hostile.SHORT}"
LINES = (
    ("list",),
    ("show", ARTICLE),
    ("show", ARTICLE, "--json"),
    ("show", f"nothing{hostile.SHORT}"),
    ("show", ARTICLE, "--origin"),
    ("search", "bridge"),
    ("search", hostile.SHORT),
    ("history",),
    ("history", "--article", ARTICLE),
    ("stats",),
    ("check",),
    ("check", "--db", NAME),
    ("compare", ARTICLE, OTHER),
    ("compare", ARTICLE, OTHER, "--csv"),
    ("compare", ARTICLE, OTHER, "--html"),
    ("compare", ARTICLE, OTHER, "--matrix", "markdown"),
    ("compare", ARTICLE, OTHER, "--matrix", "csv"),
    ("conflicts",),
    ("codebook", "export", f"{NAME}.toml"),
    ("codebook", "import", f"{NAME}.toml"),
    ("codebook", "import", NAME),
    ("stories",),
    ("stories", "--apply"),
    ("split",),
    ("keys",),
    ("keys", "--check"),
    ("export", "jsonl"),
    ("export", "markdown"),
    ("export", "html"),
    ("export", "csv", "-o", FOLDER),
    ("export", "webanno-tsv", "-o", FOLDER),
    ("export", hostile.SHORT),
    ("export", "jsonl", "--tag", hostile.SHORT),
    ("export", "jsonl", "-o", f"{NAME}.jsonl"),
    ("import", "jsonl", f"{NAME}.jsonl", "--db", f"{NAME}.db"),
    ("import", "jsonl", NAME),
    ("pack", f"{NAME}.tar"),
    ("backup",),
    ("backup", "--list"),
    ("merge", f"{NAME}.db"),
    ("add", NAME),
    ("add", f"plain{NAME}"),
    ("add", NAME, FOLDER, f"missing{NAME}"),
    ("set", ARTICLE, "--title", hostile.KEPT, "--source", hostile.SHORT),
    ("set", ARTICLE, "--published", hostile.SHORT),
    ("extract", ARTICLE),
    ("extract", hostile.SHORT),
    ("remove", ARTICLE),
    ("restore", NAME),
    ("open", f"missing{NAME}"),
    (hostile.SHORT,),
    ("list", f"--{hostile.SHORT}"),
)


def test_every_command_prints_no_control_and_no_hidden_character_of_the_texts(attacked):
    assert {words[0] for words in LINES} >= set(COMMANDS)
    Path(NAME).write_text(hostile.text(1).replace("bridge", "tower"), encoding="utf-8")
    names = {ARTICLE: attacked[1], OTHER: attacked[2]}
    told = 0
    Path(f"plain{NAME}").write_text(
        "A bridge \u202egnp\u200b\u2028 and words. " * 9, encoding="utf-8"
    )
    for words in LINES:
        received, code = printed(*(names.get(word, word) for word in words))
        assert code in (0, 1, 2), (words, code, received)
        try:
            found = tokens(received, PRINTED)
        except AssertionError as error:
            raise AssertionError(f"{words}: {error}") from None
        assert "Traceback" not in received.decode(), words
        told += "␛[6n" in "".join(text for name, text in found if name == "text")
    assert told > 20


def test_the_bytes_of_an_export_are_as_they_were_for_a_program(attacked, tmp_path):
    """Only a terminal is spared them."""
    done = subprocess.run([COMMAND, "export", "jsonl"], capture_output=True, check=True)
    rows = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert [row["text"] for row in rows][1:] == [hostile.text(1), hostile.text(2)]
    done = subprocess.run([COMMAND, "show", attacked[1], "--origin"], capture_output=True)
    assert done.stderr == b""
    assert done.stdout.decode() == hostile.text(1)
