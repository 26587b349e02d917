"""Files made to keep a reader busy, to fill the memory, or to crash it. As a program: reads them.

``python -m tests.faults.bombs FILES…`` reads each by `Readers`, with a line of JSON for each, and a
last one with what this process and the largest of those that read had of memory at most, in bytes.
"""

import gzip
import io
import json
import random
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from tests.intake.files import FILES, OTHERS
from tui.intake.child import Readers, Source
from tui.intake.face import Missed, Options

MEGABYTE = 1_000_000
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "owned">{ENTITIES}]>'


def files() -> Iterator[tuple[str, bytes]]:
    """Every bomb by its name."""
    zeros = bytes(400 * MEGABYTE)
    yield "bomb.txt.gz", gzip.compress(zeros, 6)
    yield "bomb.zip", _zip({f"{n}.txt": zeros for n in range(2)})
    inner = _zip({"a.txt": b"A text of some words. " * 40})
    for _ in range(8):
        inner = _zip({f"{n}.zip": inner for n in range(2)})
    yield "nested.zip", inner
    yield "many.zip", _zip({f"{n}.txt": b"Some words." for n in range(120_000)}, stored=True)
    for name, root in (("bomb.rss", "rss"), ("bomb.opml", "opml")):
        yield name, f"{BOMB}<{root} version='2.0'>&e11;</{root}>".encode()
    for kind, part in (("docx", "word/document.xml"), ("epub", "a.opf")):
        name, data = OTHERS[kind]
        yield f"bomb.{name}", _with(data, part, f"{BOMB}<package>&e11;</package>".encode())
        yield f"large.{name}", _with(data, part, b"<package>" + b" " * (300 * MEGABYTE))
    for depth in (300, 100_000):
        page = f"<html><body>{'<div>' * depth}It rose.{'</div>' * depth}</body></html>"
        yield f"deep{depth}.html", page.encode()
    yield "deep.json", b'[{"text":' + b"[" * 200_000
    yield "deep.rtf", rb"{\rtf1 " + b"{" * 500_000 + b"It rose."
    links = "".join(f"<a href='/{n}'>Link {n}</a> " for n in range(100_000))
    yield "links.html", f"<html><body>{links}</body></html>".encode()
    data_uri = "A" * (12 * MEGABYTE)
    image = f"<p>It rose.</p><img src='data:image/png;base64,{data_uri}'>"
    yield "image.html", f"<html><body>{image * 2}</body></html>".encode()
    yield "line.txt", b"word " * (5 * MEGABYTE - 1)
    yield "line.html", b"<html><body><p>" + b"word " * (4 * MEGABYTE)
    yield "columns.csv", b"text," * (2 * MEGABYTE)
    yield "boundary.eml", b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\n" * MEGABYTE


def broken() -> Iterator[tuple[str, bytes]]:
    """Files of every kind that end too early, and bytes that mean nothing behind a kind's first."""
    by_chance = random.Random(7)
    for kind, (name, data) in sorted((FILES | OTHERS).items()):
        for part in (0.1, 0.5, 0.9):
            yield f"{kind}-{part}-{name}", data[: int(len(data) * part)]
        for number in range(3):
            noise = by_chance.randbytes(4000)
            yield f"{kind}-noise{number}-{name}", data[: 16 * number] + noise


def _zip(members: dict[str, bytes], stored: bool = False) -> bytes:
    held = io.BytesIO()
    packing = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(held, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def _with(data: bytes, part: str, other: bytes) -> bytes:
    """A packed document of which one part is another."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert part in members
    return _zip(members | {part: other})


def main(paths: list[str]) -> None:
    begun = _children()
    with Readers(Options(), processes=1) as readers:
        for path in paths:
            before = monotonic()
            ((_, results),) = readers.read([Source(Path(path).name, path=Path(path))])
            missed = [one.reason for one in results if isinstance(one, Missed)]
            told = {
                "file": Path(path).name,
                "found": len(results) - len(missed),
                "missed": len(missed),
                "reasons": missed[:3],
                "seconds": round(monotonic() - before, 1),
            }
            print(json.dumps(told), flush=True)
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    spent = round(_children() - begun, 1)
    print(json.dumps({"parent": _most(), "largest": child * 1024, "spent": spent}))


def _most() -> int:
    """Bytes of memory that this process had at most. What it was forked from is not its own."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0]) * 1024


def _children() -> float:
    """CPU seconds of the processes that have read."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:])
