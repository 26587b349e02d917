"""Whether the terminal is still there: one that is closed is not always told to its programs."""

import sys
import termios


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
