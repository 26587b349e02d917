"""The one table of the kinds of file that articles come in, and how a kind is told.

Another package adds a kind with an entry point in the group `GROUP`: its name is the kind's, and it
names a module with the face that `face` describes. Its `knows` is asked where no kind of this
program's own is sure.
"""

from functools import cache
from importlib import import_module
from typing import Any, cast

from tui import entry_points
from tui.entry_points import Others, lacking
from tui.errors import CallError
from tui.intake import signs
from tui.intake.face import HEAD, Kind

GROUP = "claimdesk.kinds"

KINDS = {
    "csv": "tui.intake.table",
    "docx": "tui.intake.docx",
    "eml": "tui.intake.eml",
    "epub": "tui.intake.epub",
    "gzip": "tui.intake.gzipped",
    "html": "tui.intake.html",
    "json": "tui.intake.json_records",
    "jsonl": "tui.intake.json_lines",
    "markdown": "tui.intake.markdown",
    "mhtml": "tui.intake.mhtml",
    "opml": "tui.intake.opml",
    "pdf": "tui.intake.pdf",
    "rss": "tui.intake.rss",
    "rtf": "tui.intake.rtf",
    "text": "tui.intake.text",
    "warc": "tui.intake.warc",
    "zip": "tui.intake.zipped",
}
"""The module of each kind. It is imported when a file of that kind is read."""

TRUSTED = frozenset({"markdown", "text"})
"""The kinds whose module says TRUSTED, known without importing one."""

FACE: dict[str, type] = {"WHAT": str, "SUFFIXES": tuple, "EXTRA": str, "TRUSTED": bool}

_TEXTS = {"", ".txt", ".text"}
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_PAGES = {".html", ".htm", ".xhtml", ".xht", ".shtml"}
_TABLES = {".csv", ".tsv", ".tab"}
_LINES = {".jsonl", ".ndjson"}
_BESIDE = {
    *(".avif", ".bmp", ".css", ".eot", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".map", ".mp3"),
    *(".mp4", ".otf", ".png", ".svg", ".ttf", ".webm", ".webp", ".woff", ".woff2"),
}


def names() -> list[str]:
    """The names of all kinds, this program's own and those of other packages."""
    return sorted({*KINDS, *others().modules})


def load(name: str) -> Kind:
    """A kind's module. Raises CallError naming the kinds where there is none of that name."""
    if name in KINDS:
        return cast(Kind, import_module(KINDS[name]))
    found = others().modules.get(name)
    if found is None:
        raise CallError(f"there is no kind {name!r}: choose {', '.join(names())}")
    return cast(Kind, found)


def is_trusted(name: str) -> bool:
    """Whether files of this kind may be read in this process."""
    return name in TRUSTED or (name not in KINDS and load(name).TRUSTED)


def kind_of(head: bytes, name: str, tail: bytes = b"") -> str:
    """The kind of a file by its first bytes, or "" where it is none that is known.

    `name` decides only between kinds that look alike (text, Markdown, tables). `tail`, the file's
    last bytes, tells zips apart whose members come in an unusual order.
    """
    first = head[:HEAD]
    start = first.lstrip(b"\xef\xbb\xbf \t\r\n\x0c")[:1]
    found = _packed(first, tail)
    if found is None and (start == b"<" or first.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0"))):
        found = _markup(first, suffix(name))
    if found is None and start in b"{[":
        found = _json(first, suffix(name))
    if found is None:
        found = _lines(first, suffix(name))
    unsure = not found or (found == "text" and suffix(name) not in _TEXTS - {""})
    if unsure and (theirs := others().modules):
        return next((one for one, kind in theirs.items() if kind.knows(first)), found)
    return found


def is_beside_a_page(name: str) -> bool:
    """Whether a file in a folder or archive is what lies beside saved pages and is no article:
    pictures, styles, scripts, and all in the folder that a browser makes for them."""
    folders, _, last = name.replace("\\", "/").rpartition("/")
    return suffix(last) in _BESIDE or any(one.endswith("_files") for one in folders.split("/"))


def suffix(name: str) -> str:
    """The suffix of a file's name, lower case, with its dot; what gzip adds is passed over."""
    stem = name.lower().rpartition("/")[2].removesuffix(".gz")
    before, dot, after = stem.rpartition(".")
    return dot + after if before else ""


def _packed(head: bytes, tail: bytes) -> str | None:
    """The kind of what no text begins like; None where it may be text."""
    if head[:1] not in b"%P{\x1fW" and not signs.looks_binary(head):
        return None
    if signs.looks_like_zip(head):
        return signs.zipped(head + tail)
    if signs.looks_like_gzip(head):
        return "warc" if signs.looks_like_warc(head) else "gzip"
    if signs.looks_like_pdf(head):
        return "pdf"
    if signs.looks_like_rtf(head):
        return "rtf"
    if signs.looks_like_warc(head):
        return "warc"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    return "" if signs.looks_binary(head) and not wide else None


def _markup(head: bytes, ending: str) -> str | None:
    """The kind of what begins with ``<``; None for a text."""
    if signs.looks_like_rss(head):
        return "rss"
    if signs.looks_like_opml(head):
        return "opml"
    if signs.looks_like_html(head):
        return "html"
    may_be_text = ending != "" and ending in _TEXTS | _MARKDOWN | _TABLES
    if signs.looks_like_html_piece(head) and not may_be_text:
        return "html"
    if ending in _PAGES:
        return "html"
    return "" if signs.looks_like_xml(head) and not may_be_text else None


def _json(head: bytes, ending: str) -> str | None:
    """The kind of what begins with a bracket; None for a text."""
    if signs.looks_like_json_feed(head):
        return "rss"
    if signs.looks_like_jsonl(head):
        return "jsonl"
    if signs.looks_like_json(head):
        return "jsonl" if ending in _LINES else "json"
    return "json" if ending == ".json" else "jsonl" if ending in _LINES else None


def _lines(head: bytes, ending: str) -> str:
    """The kind of what is lines of text."""
    if ending == ".mht" or ending == ".mhtml" or b":" in head[:200]:
        if signs.looks_like_mailbox(head):
            return ""
        if signs.looks_like_eml(head, strict=ending in _TEXTS | _MARKDOWN and ending != ""):
            return "mhtml" if signs.looks_like_mhtml(head) else "eml"
    if ending in _TABLES:
        return "csv"
    if ending == "" and signs.looks_like_table(head):
        return "csv"
    if ending in _PAGES:
        return "html"
    return "markdown" if ending in _MARKDOWN else "json" if ending == ".json" else "text"


@cache
def others() -> Others:
    """The kinds of other packages. One that is broken is left out and told."""
    return entry_points.others(GROUP, "kind", KINDS, faults_of)


def faults_of(module: Any) -> list[str]:
    """What a module lacks to be a kind, in words."""
    found = lacking(module, FACE)
    for name in ("knows", "read"):
        if not callable(getattr(module, name, None)):
            found.append(f"it has no {name}")
    return found
