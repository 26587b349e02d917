"""Where data goes that no file was named for: as it is to a program, harmless to a terminal."""

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from tui.text.safety import display_safe

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output for bytes. A file or a pipe gets them as they are.

    On a terminal they are read as UTF-8, and no control or hidden character of them is sent.
    """
    if not sys.stdout.isatty():
        yield sys.stdout.buffer
        return
    with io.BufferedWriter(_Shown(sys.stdout.buffer)) as stream:
        yield stream
    sys.stdout.buffer.flush()


class _Shown(io.RawIOBase):
    """What is written, as a terminal may have it."""

    def __init__(self, terminal: BinaryIO) -> None:
        self._terminal = terminal
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        """A carriage return whose line feed may be on its way."""

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer", /) -> int:
        self._show(self._decoder.decode(bytes(data)))
        return memoryview(data).nbytes

    def close(self) -> None:
        if not self.closed:
            self._show(self._decoder.decode(b"", final=True), final=True)
        super().close()

    def _show(self, text: str, final: bool = False) -> None:
        text, self._held = self._held + text, ""
        if text.endswith("\r") and not final:
            text, self._held = text[:-1], "\r"
        self._terminal.write(display_safe(text.replace("\r\n", "\n")).encode("utf-8", "replace"))
