"""What the tables of CSV share: a stream as text, and the cell of an annotation's fragments."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from tui.model import Annotation


@contextmanager
def as_text(stream: BinaryIO) -> Iterator[io.TextIOWrapper]:
    """A stream to write text into, UTF-8 with line ends as they are given."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()  # the stream is its owner's to close


def spans_cell(made: Annotation) -> str:
    """An annotation's fragments as ``8-12;20-24``, in code points, end exclusive."""
    return ";".join(f"{part.start}-{part.end}" for part in made.fragments)
