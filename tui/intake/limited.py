"""The process that reads one file after another under limits.

It is started by `child` and answers over its standard output. It has so much memory, so much
processor time for each file, may write to no file, start no program and call no other machine. A
file that makes it fail costs this process and nothing else.
"""

import os
import resource
import sys
import tempfile
from contextlib import suppress
from typing import Any

from tui.intake import frames
from tui.intake.reading import Step, steps

MEMORY = 1_000_000_000
"""Bytes of address space."""
SECONDS = 20
"""Of processor time for one file, or one file within a file."""
MEMORY_GONE = 77
"""The exit code that says so."""

_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
)


def main() -> int:
    """Read what is asked for until nobody asks any more."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    memory = int(sys.argv[2]) if len(sys.argv) > 2 else MEMORY
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):  # what a library prints is no answer
        os.dup2(nothing, standard)
    tempfile.gettempdir()  # found out by writing, which is not allowed from here on
    _limit(memory)
    sys.addaudithook(_refuse)
    while True:
        _allow(seconds)
        try:
            data, name, options, declared, after = frames.asked(questions)
        except frames.Broken:
            return 0
        except MemoryError:
            return MEMORY_GONE
        for item in steps(data, name, options, declared, after):
            if isinstance(item, Step):
                _allow(seconds)
            frames.send(answers, item, data)
        frames.write(answers, ["end"])
        del data


def _limit(memory: int) -> None:
    """Limits that hold for good. A system that refuses one is left without it: macOS, memory."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _allow(seconds: int) -> None:
    """So much processor time from now on, to the second below."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} is not allowed while a file is read")


if __name__ == "__main__":
    sys.exit(main())
