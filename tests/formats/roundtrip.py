"""The round trip that every format is held to: what is read is what was written, less exactly the
declared loss. Ids, times and the like are compared where the format carries them."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.formats.datasets import as_dataset
from tui.formats.entry import Entry
from tui.formats.face import ALL, Carries, Options
from tui.formats.losses import kept, kept_relations
from tui.formats.out import FolderOut, StreamOut
from tui.formats.registry import load, load_readable
from tui.formats.sidecar import restored
from tui.formats.writing import PLAIN, Written, write_into
from tui.model import Annotation

Lessened = Callable[[list[Entry]], list[Entry]]
Edit = Callable[[Path], None]


def written(name: str, found: list[Entry], place: Path, options: Options = PLAIN) -> Written:
    """Write entries in a format at a place."""
    module = load(name)
    if module.PLACE == "folder":
        place.mkdir()
        return write_into(module, as_dataset(found), FolderOut(place), options)
    with place.open("wb") as stream:
        return write_into(module, as_dataset(found), StreamOut(stream), options)


def back(name: str, found: list[Entry], options: Options = PLAIN) -> tuple[list[Entry], Written]:
    """What reading gives of what was written, and what writing told."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"out{load(name).SUFFIX}"
        told = written(name, found, place, options)
        return list(load_readable(name).read(place, options)), told


def holds(
    name: str,
    found: list[Entry],
    options: Options = PLAIN,
    less: Lessened | None = None,
    sidecar: bool = True,
) -> Written:
    """Assert that a format gives back what `CARRIES` says, and with the sidecar everything.

    `less` takes away what the format loses beyond that, and has to be told as losses by its
    `write`. Without `sidecar` that is not looked at, as where a format changes the text.
    """
    read, told = back(name, found, options)
    carries = load(name).CARRIES
    expected = less(found) if less else found
    assert comparable(read, carries) == comparable(expected, carries)
    if sidecar:
        there = {entry.article.text for entry in read}
        everything = [one for one in found if one.article.text in there]
        if len(everything) == len(found):  # else relations lead to what did not go out
            assert comparable(restored_from(name, found, options), ALL) == comparable(found, ALL)
    return told


def restored_from(
    name: str, found: list[Entry], options: Options = PLAIN, edit: Edit | None = None
) -> list[Entry]:
    """What an import has of an export with its sidecar, when another tool has edited the file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"out{load(name).SUFFIX}"
        written(name, found, place, options)
        sidecar = Path(folder) / "out.lossless.jsonl"
        written("jsonl", found, sidecar)
        if edit:
            edit(place)
        return list(restored(load_readable(name), place, sidecar, options))


def comparable(found: Iterable[Entry], carries: Carries) -> list[Any]:
    """Entries as plain values, by their texts, with what a format does not carry left out."""
    found = list(found)
    gone = {made.uid for one in found for text in one.earlier for made in text.annotations}
    places = {
        made.uid: (text, made.tag, tuple((part.start, part.end) for part in made.fragments))
        for one in found
        for text, on_it in (
            (one.article.text, one.annotations),
            *((earlier.text, earlier.annotations) for earlier in one.earlier),
        )
        for made in on_it
    }
    return sorted(
        _entry(one, carries, gone, places)
        for one in found
        if carries.bare or kept(one, carries) or (carries.earlier and one.earlier)
    )


def _entry(one: Entry, carries: Carries, gone: set[str], places: dict[str, Any]) -> Any:
    summary, own = one.article.summary, one.article.text
    details = (
        *(summary.title, summary.source, summary.byline, summary.published),
        *(summary.url, summary.language, summary.story, summary.file),
    )
    related = kept_relations(one, carries, gone)
    return (
        own,
        summary.uid if carries.ids else "",
        details if carries.details else (),
        summary.added if carries.times else "",
        summary.status if carries.status else "",
        summary.split if carries.split else "",
        _counted(_annotation(made, carries) for made in kept(one, carries)),
        _counted(
            (
                made.uid if carries.ids else "",
                made.kind if carries.kinds else "",
                places[made.source],
                places[made.target],
                made.annotator if carries.annotators else "",
                made.note if carries.relation_notes else "",
            )
            for made in related
        ),
        _counted(
            (text.text, _counted(_annotation(made, carries) for made in text.annotations))
            for text in (one.earlier if carries.earlier else ())
        ),
        _counted(
            (made.tag, made.annotator, made.note, _pairs(made.attributes), made.uid, made.created)
            for made in (one.tags if carries.article_tags else ())
        ),
        tuple((r.start, r.end, r.kind, r.by) for r in (one.regions if carries.regions else ())),
        _counted(
            (made.uid, made.pair, made.same, made.annotator, made.a_quote, made.b_quote)
            for made in (one.alignments if carries.alignments else ())
        ),
    )


def _annotation(made: Annotation, carries: Carries) -> Any:
    claim = made.claim and (made.claim.uid if carries.ids else "", made.claim.wording)
    return (
        made.tag,
        tuple((part.start, part.end, part.exact) for part in made.fragments),
        made.uid if carries.ids else "",
        made.annotator if carries.annotators else "",
        _pairs(made.attributes) if carries.attributes else (),
        made.note if carries.notes else "",
        (made.created, made.modified) if carries.times else (),
        (claim or ()) if carries.claims else (),
    )


def _pairs(attributes: Any) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(attributes.items()))


def _counted(values: Iterable[Any]) -> Any:
    return tuple(sorted(Counter(values).items()))


def without_annotations(found: list[Entry]) -> list[Entry]:
    """The articles alone, as a database has them before anyone marked anything."""
    return [replace(one, annotations=[], relations=[], earlier=(), tags=()) for one in found]
