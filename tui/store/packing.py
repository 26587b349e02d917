"""Original bytes as the database keeps them: compressed where that saves room.

Web pages take a fifth of their size so. An original is named by the sha256 of its own bytes,
however they are packed, so that two files may pack one in different ways.
"""

import hashlib
import zlib

PLAIN, ZLIB = "", "zlib"
FROM = 512
"""Bytes from which on it is tried."""
MOST = 256_000_000
"""Bytes of the largest original that is compressed, and so the most that one can unpack to."""
LEVEL = 4
"""Of zlib: pages take 5 % more than by its usual 6, and half the time."""
SAVES = 0.9
"""The share of its size that a compressed original may have; more is not worth unpacking it."""


def packed(raw: bytes) -> tuple[bytes, str]:
    """Bytes as they are to be kept, and how they are packed: `ZLIB` or `PLAIN`."""
    if not FROM <= len(raw) <= MOST:
        return raw, PLAIN
    smaller = zlib.compress(raw, LEVEL)
    return (smaller, ZLIB) if len(smaller) < SAVES * len(raw) else (raw, PLAIN)


def unpacked(kept: bytes, packing: str) -> bytes:
    """The bytes that were packed. Raises ValueError where they are damaged, are packed in a way
    that is not known here, or unpack to more than we ever pack."""
    if packing == PLAIN:
        return kept
    if packing != ZLIB:
        raise ValueError(f"packed as {packing!r}")
    unpacking = zlib.decompressobj()
    try:
        raw = unpacking.decompress(kept, MOST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("not whole, or larger than an original can be")
    return raw


def is_original(sha256: str, kept: object, packing: object) -> bool:
    """Whether what a row has unpacks to the bytes of this name."""
    if not isinstance(kept, bytes) or not isinstance(packing, str):
        return False
    try:
        return hashlib.sha256(unpacked(kept, packing)).hexdigest() == sha256
    except ValueError:
        return False
