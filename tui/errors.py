"""The two ways a request can fail, each with the exit code the command line answers with.

A message names the file and place at fault and ends with what to do about it; it is one line and
is shown as it is, on standard error or in the desk's status line.
"""


class DataError(Exception):
    """What was given or found is wrong: a damaged database, bytes that are no text. Exit 1."""

    exit_code = 1


class CallError(Exception):
    """What was asked for is wrong: a missing file, an unknown tag or format. Exit 2."""

    exit_code = 2
