"""A file packed with gzip: what is in it, as the kind that it is."""

import zlib
from collections.abc import Iterator

from tui.intake import signs
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.reading import too_large

WHAT = "a file packed with gzip"
SUFFIXES = (".gz",)
EXTRA = ""
TRUSTED = False

STEP = 1 << 20
"""Bytes unpacked at a time."""
MEMBERS = 1_000
"""Streams one behind the other at most: each costs a copy of what is left."""

knows = signs.looks_like_gzip


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The file inside, unpacked up to the most that a file may have. Of one that breaks off, what
    came before."""
    parts: list[bytes] = []
    size = 0
    rest = data
    why = ""
    for _ in range(MEMBERS):
        if why or not rest.startswith(b"\x1f\x8b"):
            break
        unpacking = zlib.decompressobj(wbits=31)
        while not unpacking.eof:
            try:
                part = unpacking.decompress(rest, STEP)
            except zlib.error:
                why = "it is damaged: pack it again"
                break
            rest = unpacking.unconsumed_tail
            size += len(part)
            if size > options.largest:
                yield Missed(name, f"unpacked, {too_large(size, options)}")
                return
            parts.append(part)
            if not part and not rest and not unpacking.eof:
                why = "it breaks off: only what came before was read; fetch it again"
                break
        rest = unpacking.unused_data
    if size:
        yield Part(b"".join(parts), "")
    elif not why:
        why = "nothing is in it: choose another file"
    if why:
        yield Missed(name, why)
