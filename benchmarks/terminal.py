"""A program in a pseudo-terminal of its own, driven by keys and watched from outside.

CPU time is that of the program's whole process, all threads, user and system, in seconds, read
from the kernel's clock of that process. It is exact to a microsecond or so, where /proc counts in
ticks of 10 ms; only Linux lets one process read the clock of another.
"""

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

COLUMNS, ROWS = 120, 40
QUIET = 0.03
"""Seconds without output and without work after which a program is done with a key."""
NO_WORK = 0.001
"""Seconds of CPU time in each such stretch that still count as none: no timer rests."""
PATIENCE = 30.0
"""Seconds after which a program that shows nothing, or never comes to rest, is given up."""
KEPT = 4000
"""Bytes kept of what a program wrote last, to be shown when it ends of itself."""
ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x09\x0b-\x1f]")
ROOT = Path(__file__).resolve().parents[1]


class NoAnswerError(RuntimeError):
    """The program ended, or did not show what it was waited for."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took: CPU and wall time in seconds, and bytes sent to the terminal."""

    cpu: float
    wall: float
    drawn: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a key: seconds to the first and the last byte drawn, CPU, bytes.

    `cpu_to_first` is the CPU time until the first byte, which a busy machine does not lengthen.
    """

    first: float
    last: float
    cpu: float
    cpu_to_first: float
    drawn: int


def environment(home: Path) -> dict[str, str]:
    """The environment both sides run in: the same terminal, nothing of the person's own."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "CLAIMDESK_ANNOTATOR": "reader",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(ROOT),  # this checkout, wherever the command was installed from
    }


def claimdesk() -> str:
    """The installed command beside this interpreter."""
    return str(Path(sys.executable).with_name("claimdesk"))


def peer(*arguments: str) -> list[str]:
    """The command line of a peer app, by the same interpreter."""
    return [sys.executable, "-m", "benchmarks.peers", *arguments]


def _take_terminal() -> None:
    """Make standard input the terminal of the new session: if we are killed, it hangs up."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A running program and the terminal it draws on. Leaving the context ends it."""

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        folder: Path = ROOT,
        size: tuple[int, int] = (COLUMNS, ROWS),
    ) -> None:
        self.command = command
        self._master, slave = os.openpty()
        self.resize(*size)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(home),
            cwd=folder,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)
        self._last = b""
        # The id Linux gives the CPU clock of a process: clock_getcpuclockid(3).
        self._clock = (~self._process.pid << 3) | 2

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        end = time.perf_counter() + 2
        while self._process.poll() is None and time.perf_counter() < end:
            with suppress(NoAnswerError):
                self._read(0.01)
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def cpu(self) -> float:
        """CPU seconds the program has used since it was started."""
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            raise self._ended() from None

    def _read(self, timeout: float) -> bytes:
        """What the program writes within `timeout` seconds, as soon as there is something."""
        if not select.select([self._master], [], [], timeout)[0]:
            return b""
        try:
            read = os.read(self._master, 65536)
        except OSError:  # the last holder of the other end has gone
            raise self._ended() from None
        self._last = (self._last + read)[-KEPT:]
        return read

    def _ended(self) -> NoAnswerError:
        words = ESCAPES.sub("", self._last.decode(errors="replace"))
        return NoAnswerError(f"{self.command[0]} has ended. Its last words:\n{words}")

    def until(self, words: Sequence[str]) -> Cost:
        """Wait until every one of these words was drawn; the cost is that since the start."""
        wanted = [word.encode() for word in words]
        drawn = b""
        while any(word not in drawn for word in wanted):
            drawn += self._read(0.1)
            cost = Cost(self.cpu, time.perf_counter() - self.started, len(drawn))
            if cost.wall > PATIENCE:
                missing = [word for word in words if word.encode() not in drawn]
                raise NoAnswerError(f"{self.command[0]} never drew {missing}")
        return cost

    def settle(self, quiet: float = QUIET) -> int:
        """Wait until the program neither writes nor works. Returns how many bytes it wrote."""
        begun = since = looked = time.perf_counter()
        worked = self.cpu
        written = 0
        while time.perf_counter() - since < quiet:
            count = len(self._read(0.002))
            written += count
            cpu, now = self.cpu, time.perf_counter()
            if count or cpu - worked > NO_WORK:
                since = looked = now
                worked = cpu
            elif now - looked > QUIET:
                looked, worked = now, cpu
            if now - begun > PATIENCE:
                raise NoAnswerError(f"{self.command[0]} never came to rest")
        return written

    def press(self, key: bytes) -> tuple[Cost, float]:
        """Send one key to a program at rest, and wait until it is at rest again.

        Returns the cost until then, and the seconds from the key to the first byte it drew.
        """
        cpu, sent = self.cpu, time.perf_counter()
        os.write(self._master, key)
        first = self._read(PATIENCE)
        latency = time.perf_counter() - sent
        if not first:
            raise NoAnswerError(f"{self.command[0]} drew nothing after {key!r}")
        written = len(first) + self.settle()
        return Cost(self.cpu - cpu, time.perf_counter() - sent, written), latency

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal this large; the kernel tells the program."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def answer(self, act: Callable[[], object]) -> Answer:
        """Do something to a program at rest, and take down when it drew its first and last byte.

        A program that draws nothing is waited for no longer than it works.
        """
        cpu, sent = self.cpu, time.perf_counter()
        act()
        first = last = since = looked = sent
        worked, to_first, drawn = cpu, 0.0, 0
        while time.perf_counter() - since < QUIET:
            count = len(self._read(0.002))
            now, used = time.perf_counter(), self.cpu
            if count:
                if not drawn:
                    first, to_first = now, used - cpu
                last, drawn = now, drawn + count
            if count or used - worked > NO_WORK:
                since = looked = now
                worked = used
            elif now - looked > QUIET:
                looked, worked = now, used
            if now - sent > PATIENCE:
                raise NoAnswerError(f"{self.command[0]} never came to rest")
        return Answer(first - sent, last - sent, self.cpu - cpu, to_first, drawn)

    def write(self, keys: bytes) -> None:
        """Send keys and wait for nothing."""
        os.write(self._master, keys)

    def send(self, key: bytes) -> None:
        """Send a key that may change nothing, and wait until the program is at rest again."""
        os.write(self._master, key)
        self.settle(0.2)

    def idle(self, seconds: float) -> float:
        """CPU seconds the program uses in each second in which nothing is asked of it."""
        cpu, begun = self.cpu, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self._read(0.05)
        return (self.cpu - cpu) / (time.perf_counter() - begun)
