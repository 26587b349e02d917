"""Whether the terminal is still there: one that is closed is not always told to its programs."""

import sys
import termios
from contextlib import suppress
from typing import Any, TextIO

from textual.driver import Driver


def is_gone() -> bool:
    """Whether standard input was a terminal that has since hung up.

    A program that ignores SIGHUP (nohup, a multiplexer that died) would otherwise read the end of
    the file for ever.
    """
    if sys.__stdin__ is None:
        return True
    try:
        termios.tcgetattr(sys.__stdin__.fileno())
    except (termios.error, OSError, ValueError):
        return True
    return False


class Outlasting:
    """A stream to a terminal that may go away: what is written from then on is dropped.

    Textual writes in a thread. An error would end that thread, and whatever was written after it
    would wait for room in its queue for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def outlasting(driver: type[Driver]) -> type[Driver]:
    """A driver of Textual's that writes to an outlasting stream."""

    def start(self: Any, *given: Any, **named: Any) -> None:
        driver.__init__(self, *given, **named)
        self._file = Outlasting(self._file)

    return type(driver.__name__, (driver,), {"__init__": start})
