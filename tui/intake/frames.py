"""What goes between this process and one that reads files: frames of plain bytes.

A frame is a line of JSON and the byte strings that the line tells the lengths of. Nothing in it is
run when it is read: what comes from a process that read a hostile file is only looked at.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from typing import IO, Any

from tui.intake.face import Found, Missed, Options
from tui.intake.reading import Step, polished
from tui.model import Extraction

LONGEST_LINE = 1_000_000
"""Bytes of the line of JSON at most."""


class Broken(Exception):
    """The other end is gone, or what came from it is no frame."""


def write(pipe: IO[bytes], about: Sequence[Any], *blobs: bytes) -> None:
    """Send a frame. Raises OSError where nobody is there to take it."""
    line = json.dumps([*about, [len(blob) for blob in blobs]]).encode()
    pipe.write(line + b"\n")
    for blob in blobs:
        pipe.write(blob)
    pipe.flush()


def read(pipe: IO[bytes], most: int) -> tuple[list[Any], list[bytes]]:
    """The next frame, of `most` bytes besides its line. Raises Broken where there is none."""
    line = pipe.readline(LONGEST_LINE)
    try:
        *about, sizes = json.loads(line)
        if sum(sizes) > most or any(size < 0 for size in sizes):
            raise Broken
    except (ValueError, TypeError, RecursionError):
        raise Broken from None
    blobs = [_exactly(pipe, size) for size in sizes]
    return about, blobs


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    blob = pipe.read(size)
    if len(blob) < size:
        raise Broken
    return blob


def ask(
    pipe: IO[bytes], data: bytes, name: str, options: Options, declared: str, after: int
) -> None:
    """Ask for a file to be read, as `reading.steps` has it."""
    known = {one.name: getattr(options, one.name) for one in fields(options)}
    known["columns"] = dict(options.columns)
    write(pipe, [_sendable(name), known, declared, after], data)


def asked(pipe: IO[bytes]) -> tuple[bytes, str, Options, str, int]:
    """What is asked for. Raises Broken where nothing is, any more."""
    (name, known, declared, after), (data,) = read(pipe, 1 << 62)
    return data, name, Options(**known), declared, after


def send(pipe: IO[bytes], item: Found | Missed | Step, data: bytes) -> None:
    """Answer with one thing that was found in `data`, the file that was asked for."""
    if isinstance(item, Missed):
        columns = [_sendable(column) for column in item.columns]
        told = (item.name, item.reason, item.url)
        write(pipe, ["missed", *map(_sendable, told), columns])
    elif isinstance(item, Step):
        write(pipe, ["step", item.number, _sendable(item.name), item.done])
    else:
        whole = item.raw is data
        about = {"encoding": item.encoding, "replaced": item.replaced, "guessed": item.guessed}
        known = {key: _sendable(said) for key, said in item.details.items()}
        extraction = asdict(item.extraction)
        text = item.text.encode("utf-8", "replace")
        write(pipe, ["found", whole, about, known, extraction], text, b"" if whole else item.raw)


def answered(
    pipe: IO[bytes], data: bytes, name: str, most: int
) -> tuple[Found | Missed | Step | None, int]:
    """The next thing found in `data`, None at the end, and its size in bytes. Raises Broken."""
    about, blobs = read(pipe, most)
    try:
        size = sum(map(len, blobs))
        return _KINDS[about[0]](about[1:], blobs, data, name), size
    except (KeyError, IndexError, ValueError, TypeError):
        raise Broken from None


def _found(about: list[Any], blobs: list[bytes], data: bytes, name: str) -> Found | Missed:
    whole, decoded, details, extraction = about
    text, raw = blobs
    found = Found(
        text.decode(),
        data if whole else raw,
        Extraction(**extraction),
        details,
        encoding=str(decoded["encoding"]),
        replaced=int(decoded["replaced"]),
        guessed=bool(decoded["guessed"]),
    )
    return polished(found, name)


def _missed(about: list[Any], blobs: list[bytes], data: bytes, name: str) -> Missed:
    said, reason, url, columns = about
    return Missed(str(said), str(reason), str(url), tuple(map(str, columns)))


def _step(about: list[Any], blobs: list[bytes], data: bytes, name: str) -> Step:
    number, said, done = about
    return Step(int(number), str(said), bool(done))


def _end(about: list[Any], blobs: list[bytes], data: bytes, name: str) -> None:
    return None


_KINDS: dict[str, Callable[[list[Any], list[bytes], bytes, str], Found | Missed | Step | None]]
_KINDS = {"found": _found, "missed": _missed, "step": _step, "end": _end}


def _sendable(text: str) -> str:
    """A name or a detail without half characters, which JSON could not carry back."""
    return text.encode("utf-8", "replace").decode()
