"""The one table of formats. Command line, export screen, documents and tests share it.

Another package adds a format with an entry point in the group `GROUP`: its name is the format's,
and it names a module with the face that `face` describes.
"""

from functools import cache
from importlib import import_module
from typing import Any, cast, get_args

from tui import entry_points
from tui.entry_points import Others, lacking
from tui.errors import CallError
from tui.formats.face import Carries, Format, Place, Readable

GROUP = "claimdesk.formats"

FORMATS = {
    "argilla": "tui.formats.argilla",
    "averitec": "tui.formats.averitec",
    "brat": "tui.formats.brat",
    "cas": "tui.formats.cas",
    "cas-xmi": "tui.formats.cas_xmi",
    "claimreview": "tui.formats.claimreview",
    "conll": "tui.formats.conll",
    "conll-tokens": "tui.formats.conll_tokens",
    "csv": "tui.formats.csv_tables",
    "csv-spans": "tui.formats.csv_spans",
    "docbin": "tui.formats.docbin",
    "doccano": "tui.formats.doccano",
    "html": "tui.formats.report_html",
    "jsonl": "tui.formats.jsonl",
    "label-studio": "tui.formats.label_studio",
    "markdown": "tui.formats.report_markdown",
    "pairs": "tui.formats.pairs",
    "parquet": "tui.formats.parquet",
    "prodigy": "tui.formats.prodigy",
    "qdc": "tui.formats.qdc",
    "qdpx": "tui.formats.qdpx",
    "spacy": "tui.formats.spacy_folder",
    "w3c": "tui.formats.w3c",
    "webanno-tsv": "tui.formats.webanno_tsv",
}
"""The module of each format. It is imported when the format is asked for."""

FACE: dict[str, type] = {
    "WHAT": str,
    "PLACE": str,
    "SUFFIX": str,
    "EXTRA": str,
    "OFFSETS": str,
    "CARRIES": Carries,
}


def names() -> list[str]:
    """The names of all formats, this program's own and those of other packages."""
    return sorted({*FORMATS, *others().modules})


def load(name: str) -> Format:
    """A format's module. Raises CallError naming the formats where there is none of that name."""
    if name in FORMATS:
        return cast(Format, import_module(FORMATS[name]))
    found = others().modules.get(name)
    if found is None:
        raise CallError(f"there is no format {name!r}: choose {', '.join(names())}")
    return cast(Format, found)


def heeds(name: str) -> tuple[str, ...]:
    """The fields of `Options` that a format's `write` heeds."""
    return tuple(getattr(load(name), "OPTIONS", ()))


def load_readable(name: str) -> Readable:
    """A format that can be read. Raises CallError for one that only goes out, or is not there."""
    found = load(name)
    if not hasattr(found, "read"):
        readable = [one for one in names() if hasattr(load(one), "read")]
        raise CallError(f"{name} cannot be imported: choose {', '.join(readable)}")
    return cast(Readable, found)


@cache
def others() -> Others:
    """The formats of other packages. One that is broken is left out and told."""
    return entry_points.others(GROUP, "format", FORMATS, faults_of)


def faults_of(module: Any) -> list[str]:
    """What a module lacks to be a format, in words."""
    found = lacking(module, FACE)
    if getattr(module, "PLACE", "") not in get_args(Place):
        found.append('PLACE is neither "file" nor "folder"')
    if not callable(getattr(module, "write", None)):
        found.append("it has no write")
    if hasattr(module, "read") and not callable(module.read):
        found.append("its read is no function")
    return found
