"""Articles put into their form by two processes, where that is most of what an export does.

The process beside this one is given some articles, while this one works on those that follow; what
both made comes out in order. The store is read here alone. A process that cannot be started, or
dies, is done without.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import BinaryIO

from tui.formats.entry import Entry

Form = Callable[..., bytes]
"""A function at the top of a module that makes an article's part of a file, of its entry and what
else it is given."""

THERE, HERE = 24, 16
"""Articles of a turn at most: this process reads and writes as well."""
LONG = 200_000
"""Code points after which a turn has no more articles: what is made of them may be ten times that,
and is in memory."""
FEW = 400
"""Articles of an export that is done sooner than another process is ready."""


def formed(form: Form, entries: Iterator[Entry], *given: object) -> Iterator[tuple[Entry, bytes]]:
    """Each entry with what `form` makes of it and of what is `given`, in order."""
    for entry in islice(entries, FEW):
        yield entry, form(entry, *given)
    there = _turn(entries, THERE)
    if not there:
        return
    with _beside() as process:
        while there:
            sent = _send(process, (form, there, given))
            here = [(entry, form(entry, *given)) for entry in _turn(entries, HERE)]
            made = _receive(process) if sent else None
            if made is None:
                made = [form(entry, *given) for entry in there]
            yield from zip(there, made, strict=True)
            yield from here
            there = _turn(entries, THERE)


def _turn(entries: Iterator[Entry], most: int) -> list[Entry]:
    """The next articles, so many and so long at most."""
    found: list[Entry] = []
    length = 0
    for entry in islice(entries, most):
        found.append(entry)
        length += len(entry.article.text)
        if length >= LONG:
            break
    return found


@contextmanager
def _beside() -> Iterator["_Process | None"]:
    """A process that waits for articles; None where none can be started, or would be waited for
    since there is one processor. It is gone at the end.

    It finds modules where this one does, but never in the folder that the user happens to be in,
    and a Ctrl-C in the terminal is not sent to it.
    """
    where = os.pathsep.join(filter(None, sys.path))
    process = None
    if (os.cpu_count() or 1) > 1:
        with suppress(OSError):
            process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, where],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
    try:
        yield process
    finally:
        if process:
            process.kill()
            process.communicate()


_Process = subprocess.Popen[bytes]
_START = (
    "import os, sys; sys.path[:] = sys.argv.pop(1).split(os.pathsep);"
    " from tui.formats.beside import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
)


def _send(process: _Process | None, what: object) -> bool:
    """Whether a process was given something to do."""
    if not process or not process.stdin:
        return False
    try:
        process.stdin.write(pickle.dumps(what, pickle.HIGHEST_PROTOCOL))
        process.stdin.flush()
    except (OSError, TypeError, pickle.PicklingError):
        return False
    return True


def _receive(process: _Process | None) -> list[bytes] | None:
    """What a process made of what it was given; None where it died over it."""
    if not process or not process.stdout:
        return None
    try:
        made: list[bytes] = pickle.load(process.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    return made


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there is nothing more to do."""
    with suppress(EOFError, OSError):
        while True:
            form, entries, given = pickle.load(asked)
            made = [form(entry, *given) for entry in entries]
            pickle.dump(made, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
