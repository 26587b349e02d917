"""Importing a dataset from a format's file or folder into a database."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tui.errors import CallError
from tui.formats.entry import Entry
from tui.formats.face import Options, Readable
from tui.formats.registry import load_readable
from tui.formats.sidecar import restored
from tui.formats.writing import PLAIN, sidecar_of
from tui.store.connection import Store
from tui.store.importing import Imported, Taking, take_in


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an import is to be: see `Taking`. `sidecar` is the file with what the format left out;
    one that lies beside the export under its own name is used without being named."""

    options: Options = PLAIN
    known_tags: bool = False
    rehearsal: bool = False
    sidecar: Path | None = None


def take_in_from(store: Store, name: str, place: Path, wanted: Wanted) -> Imported:
    """Take in what a format's file or folder has, as one operation or not at all.

    Raises CallError for a format that is not read or a place that is not there, DataError with
    file, record and remedy for what is wrong in it.
    """
    kind = readable(name, place)
    sidecar = wanted.sidecar or (beside if (beside := sidecar_of(place)).exists() else None)
    taking = Taking(
        name,
        str(place),
        annotator=wanted.options.annotator,
        known_tags=wanted.known_tags,
        ids=kind.CARRIES.ids or sidecar is not None,
        regions=kind.CARRIES.regions or sidecar is not None,
        rehearsal=wanted.rehearsal,
    )
    if sidecar is None:
        entries: Iterator[Entry] = kind.read(place, wanted.options)
    else:
        entries = restored(kind, place, sidecar, wanted.options)
    return take_in(store, entries, taking)


def readable(name: str, place: Path) -> Readable:
    """The format, for a place that is there. Raises CallError where it is not read, where there is
    nothing, or a folder in the place of a file; a folder format may be handed one file of it."""
    kind = load_readable(name)
    if not place.exists():
        raise CallError(f"{place}: there is no such file or folder: check the name")
    if kind.PLACE == "file" and place.is_dir():
        raise CallError(f"{place} is a folder, and {name} is a file: name a file in it")
    return kind
