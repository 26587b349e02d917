"""Reading pairs of sentences back: the annotations and relations that they were made of."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.jsonl_reading import alignment_of
from tui.formats.reading import Record, json_lines, record, short
from tui.formats.rows import DOCUMENTS, annotation, documents
from tui.model import Annotation, Relation
from tui.store.alignments import Decided
from tui.text.offsets import Unit

KNOWN = {
    *("id", "label", "note", "annotator", "made_of", "sentence1", "sentence2"),
    *("span1", "span2", "tag1", "tag2"),
}
SPLITS = ("train", "dev", "test")


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a folder with ``documents.jsonl`` and ``train.jsonl``, in memory as a whole.

    Raises DataError with file and line where a pair has not what it was made of, its document is
    not there, an annotation is told in two ways, or words are not those at their offsets.
    """
    unit: Unit = "utf16" if options.offsets == "utf16" else "codepoint"
    articles = documents(place, options.left)
    made: dict[str, Annotation] = {}
    relations: dict[str, Relation] = {}
    decided: dict[str, Decided] = {}
    for row in _pairs(place):
        if "made_of" not in row.fields:
            row.fail("it does not say where its sentences are from", "only our own pairs are read")
        for name in row.fields.keys() - KNOWN:
            options.left.out(f"what is called {name!r}", row.where)
        made_of = record(row.text("made_of"), f"{row.where}, made_of")
        if "alignment" in made_of.fields:
            one = alignment_of(made_of.below("alignment"))
            _once(row, one.uid, {**relations, **decided})
            if one.a not in articles:
                row.fail(f"the document {short(one.a)} is not in {DOCUMENTS}")
            decided[one.uid] = one
            continue
        ends = [annotation(made_of.below(name), articles, unit) for name in ("from", "to")]
        for end in ends:
            if made.setdefault(end.uid, end) != end:
                row.fail(f"the annotation {short(end.uid)} is another one here than above")
        uid = row.text("id")
        _once(row, uid, {**relations, **decided})
        relations[uid] = _relation(row, *ends)
    yield from _entries(articles, made, relations, decided)


def _pairs(place: Path) -> Iterator[Record]:
    there = [place / f"{split}.jsonl" for split in SPLITS]
    for file in there[:1] + [file for file in there[1:] if file.exists()]:
        yield from json_lines(file)


def _once(row: Record, uid: str, known: dict[str, object]) -> None:
    if uid in known:
        row.fail(f"the id {short(uid)} comes a second time", "each has one of its own")


def _relation(row: Record, source: Annotation, target: Annotation) -> Relation:
    return Relation(
        uid=row.text("id"),
        kind=row.text("label"),
        source=source.uid,
        target=target.uid,
        source_article=source.article,
        target_article=target.article,
        annotator=row.text("annotator", ""),
        note=row.text("note", ""),
    )


def _entries(
    articles: dict[str, Entry],
    made: dict[str, Annotation],
    relations: dict[str, Relation],
    decided: dict[str, Decided],
) -> Iterator[Entry]:
    on: dict[str, list[Annotation]] = {}
    for one in sorted(made.values(), key=lambda one: (one.start, -one.end)):
        on.setdefault(one.article, []).append(one)
    starting: dict[str, list[Relation]] = {}
    for relation in relations.values():
        starting.setdefault(relation.source_article, []).append(relation)
    aligned: dict[str, list[Decided]] = {}
    for alignment in decided.values():
        aligned.setdefault(alignment.a, []).append(alignment)
    for uid, entry in articles.items():
        found = on.get(uid, [])
        summary = replace(entry.article.summary, annotations=len(found))
        yield replace(
            entry,
            article=replace(entry.article, summary=summary),
            annotations=found,
            relations=starting.get(uid, []),
            alignments=tuple(aligned.get(uid, ())),
        )
