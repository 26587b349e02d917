"""Importing a dataset from a format's file or folder into a database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.codebook import Codebook
from tui.errors import CallError
from tui.formats.entry import Entry
from tui.formats.face import Options, Readable
from tui.formats.registry import load_readable
from tui.formats.sidecar import restored
from tui.formats.writing import PLAIN, sidecar_of
from tui.model import Tag
from tui.store import codebook
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
    if wanted.rehearsal or wanted.known_tags or not hasattr(kind, "read_tags"):
        return take_in(store, entries, taking)
    with store.transaction():  # the articles and the codebook, or neither
        done = take_in(store, entries, taking)
        done.tags += _take_in_tags(store, kind.read_tags(place), done.tags)
    return done


def _take_in_tags(store: Store, tags: Sequence[Tag], made: Sequence[str]) -> list[str]:
    """Take in what a format's codebook says of the tags that are new here; those that are here
    already stay as people have them. Returns those that no annotation had brought yet."""
    here = {tag.path for tag in codebook.tags(store)}
    absent = [tag.path for tag in tags if tag.path not in here]
    new = tuple(tag for tag in tags if tag.path in made or tag.path not in here)
    if new:
        codebook.take_in(store, Codebook("", new))
    return absent


def readable(name: str, place: Path) -> Readable:
    """The format, for a place that is there. Raises CallError where it is not read, where there is
    nothing, or a folder in the place of a file; a folder format may be handed one file of it."""
    kind = load_readable(name)
    if not place.exists():
        raise CallError(f"{place}: there is no such file or folder: check the name")
    if kind.PLACE == "file" and place.is_dir():
        raise CallError(f"{place} is a folder, and {name} is a file: name a file in it")
    return kind
