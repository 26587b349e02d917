"""What a reader leaves out of a file because there is no place for it, told as a warning.

A reader only yields entries; who reads shows these with the report (`warnings.catch_warnings`).
"""

import warnings


class LeftOut(UserWarning):
    """Something of a file was not read. The message is one line."""


def left_out(what: str) -> None:
    """Tell what was left out, with the file it was in."""
    warnings.warn(what, LeftOut, stacklevel=2)
