"""One reader under a coverage-guided fuzzer: python tests/fuzz/target.py KIND FOUND CORPUS [-x …]

`KIND` is a kind of the registry, or ``any``: told by the bytes. Any bytes must give articles as the
text policy has them, or reasons on one line; no reader may raise, in whatever it is wrapped.
Options after the folder of the corpus are libFuzzer's own. What fails is written into FOUND.
"""

import hashlib
import io
import logging
import sys
from pathlib import Path

import atheris  # pyright: ignore

PURE = (
    "tui",
    "docx",
    "feedparser",
    "listparser",
    "readability",
    "striprtf",
    "trafilatura",
    "warcio",
)
"""Each branch of these is seen by the fuzzer."""
STANDARD = ("zipfile", "email", "csv", "gzip", "json", "html")

KIND = sys.argv[1]
FAULTS = Path(sys.argv[2])
with atheris.instrument_imports(include=[*PURE, *STANDARD], enable_loader_override=False):
    import zipfile

    from tests.intake.files import FILES, OTHERS, zipped
    from tui.intake import registry
    from tui.intake.face import Found, Options
    from tui.intake.reading import articles_in
    from tui.text.policy import clean

    # Readers import what they need when they first read: that is not to be after this.
    for name in registry.names() if KIND == "any" else [KIND]:
        for _, valid in FILES.get(name, ("", b"")), OTHERS.get(name, ("", b"")):
            list(articles_in(valid, f"a{registry.load(name).SUFFIXES[0]}", Options(kind=name)))

INSIDE = {"docx": "word/document.xml", "epub": "a.opf", "zip": "a.txt"}
NAME = "a" if KIND == "any" else f"a{registry.load(KIND).SUFFIXES[0]}"
OPTIONS = Options(kind="" if KIND == "any" else KIND, largest=500_000)


def wrapped(data: bytes) -> bytes:
    """The bytes as the file they are, or as the part of one that its reader is most about: a fuzzer
    does not find out how to pack, or what a checksum is."""
    if data.startswith(b"PK") or KIND not in INSIDE:
        return data
    with zipfile.ZipFile(io.BytesIO((FILES | OTHERS)[KIND][1])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, INSIDE[KIND]: data}, zipfile.ZIP_STORED)


def look(data: bytes) -> None:
    """What holds of any bytes. Raises AssertionError where it does not."""
    for item in articles_in(wrapped(data), NAME, OPTIONS):
        if isinstance(item, Found):
            assert clean(item.text) == (item.text, 0), "the text is not clean"
            assert item.text.strip(), "the text is empty"
            for said in item.details.values():
                assert said == " ".join(clean(said)[0].split()), f"the detail {said!r} is not clean"
            continue
        assert item.reason, "no reason"
        assert "\n" not in item.reason, "a reason of two lines"
        assert not item.reason.startswith("it cannot be read ("), f"a reader raised: {item.reason}"


def one(data: bytes) -> None:
    """Look, and keep the bytes that something is wrong with."""
    try:
        look(data)
    except BaseException:
        name = hashlib.sha256(data).hexdigest()
        (FAULTS / f"{KIND}-{name}").write_bytes(data)
        print(f"\n{KIND}: fault at the bytes of sha256 {name}, kept in {FAULTS}", flush=True)
        raise


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    atheris.Setup([sys.argv[0], *sys.argv[3:]], one)
    atheris.Fuzz()
