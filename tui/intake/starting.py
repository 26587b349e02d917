"""Starting a process that reads files, and the pipes to it."""

import fcntl
import os
import subprocess
import sys
from contextlib import suppress

PIPE = 1 << 20
"""Bytes of a pipe to or from a process, so that a page goes into it at once and nobody waits for a
turn; the most that Linux gives everybody."""


def started(limits: list[str]) -> subprocess.Popen[bytes]:
    """A process that reads (`limited`), with its limits as it wants them told.

    It finds modules where this one does, but never in the folder that the user happens to be in,
    and a Ctrl-C in the terminal is not sent to it.
    """
    where = os.pathsep.join(filter(None, sys.path))
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _START, where, *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for pipe in (process.stdin, process.stdout):
        if pipe and hasattr(fcntl, "F_SETPIPE_SZ"):
            with suppress(OSError):  # a person may have no more of such pipes
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)
    return process


_START = (
    "import os, sys; sys.path[:] = sys.argv.pop(1).split(os.pathsep);"
    " from tui.intake.limited import main; sys.exit(main())"
)
