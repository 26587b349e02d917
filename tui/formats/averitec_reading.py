"""Reading AVeriTeC: our own exports with their texts, and the files of the dataset itself.

A record that did not come from here has a claim and no text that it stands in: the claim is a text
of its own then, marked from end to end. In our own exports, a field that was changed since, such as
a label that somebody filled in, is taken over.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui.errors import CallError
from tui.formats.averitec_fields import FIELDS, as_record, iso_date, tag_of, with_fields
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.json_file import load, records
from tui.formats.reading import Record, short
from tui.formats.rows import DOCUMENTS, annotation, documents
from tui.model import Annotation, Article, ArticleSummary
from tui.text.anchors import anchor
from tui.text.offsets import Unit
from tui.text.policy import clean, sha256

SPLITS = ("train", "dev", "test")


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a folder with ``train.json``, ``dev.json`` or ``test.json``, or of one file.

    Raises DataError with the record where it has no claim, an id comes twice, its document is not
    there, or words are not those at their offsets; CallError where a folder has none of the files.
    """
    unit: Unit = "utf16" if options.offsets == "utf16" else "codepoint"
    folder = place if place.is_dir() else place.parent
    articles = documents(folder, options.left) if (folder / DOCUMENTS).is_file() else {}
    if not place.is_dir() and not any("claimdesk" in row.fields for row in _rows([place])):
        articles = {}  # a file of the dataset that lies beside an export of ours
    made: dict[str, list[Annotation]] = {uid: [] for uid in articles}
    ids: set[str] = set()
    for number, row in enumerate(_rows(_files(place))):
        if "claimdesk" in row.fields:
            one = _own(row, articles, unit)
            for name in row.fields.keys() - {*FIELDS, "claimdesk"}:
                options.left.out(f"what is called {name!r}", row.where)
        else:
            one = _foreign(row, number, articles)
        if one.uid in ids:
            row.fail(f"the id {short(one.uid)} comes a second time", "each has one of its own")
        ids.add(one.uid)
        made.setdefault(one.article, []).append(one)
    for uid, entry in articles.items():
        found = sorted(made[uid], key=lambda one: (one.start, -one.end))
        summary = replace(entry.article.summary, annotations=len(found))
        yield replace(entry, article=replace(entry.article, summary=summary), annotations=found)


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = [file for file in (place / f"{split}.json" for split in SPLITS) if file.is_file()]
    if not found:
        names = ", ".join(f"{split}.json" for split in SPLITS)
        raise CallError(f"{place} has none of {names}: name the file itself")
    return found


def _rows(files: list[Path]) -> Iterator[Record]:
    for file in files:
        yield from records(load(file), file)


def _own(row: Record, articles: dict[str, Entry], unit: Unit) -> Annotation:
    """An annotation of ours, with the fields that are others than when it was exported."""
    one = annotation(Record(row.below("claimdesk").fields, row.where), articles, unit)
    was = as_record(one, articles[one.article].article.summary)
    changed = {
        name: row.fields[name]
        for name in FIELDS
        if name in row.fields and row.fields[name] != was[name]
    }
    return with_fields(one, changed)


def _foreign(row: Record, number: int, articles: dict[str, Entry]) -> Annotation:
    """The claim of a record that is not ours, as the whole of a text."""
    text = clean(row.text("claim"))[0]
    if not text.strip():
        row.fail("its claim is empty")
    digest = sha256(text)
    here = _article(row, text, digest)
    articles[digest] = _agreed(articles.get(digest, here), here)
    bare = Annotation(
        uid=f"averitec:{number + 1}:{digest[:12]}",
        article=digest,
        tag=tag_of(row.fields.get("claim_types")),
        fragments=(anchor(text, 0, len(text)),),
        annotator="",
        created="",
        modified="",
        sha256=digest,
    )
    return with_fields(bare, {name: row.fields[name] for name in row.fields if name != "claim"})


def _article(row: Record, text: str, digest: str) -> Entry:
    summary = ArticleSummary(
        uid=digest,
        sha256=digest,
        title="",
        length=len(text),
        source=_words(row.fields.get("reporting_source")),
        published=iso_date(_words(row.fields.get("claim_date"))),
        url=_words(row.fields.get("original_claim_url")),
    )
    return Entry(Article(summary, text), [], [])


def _agreed(one: Entry, other: Entry) -> Entry:
    """An article with the details that two records of one claim agree on."""
    a, b = one.article.summary, other.article.summary
    if (a.source, a.published, a.url) == (b.source, b.published, b.url):
        return one
    agreed = replace(
        a,
        source=a.source if a.source == b.source else "",
        published=a.published if a.published == b.published else "",
        url=a.url if a.url == b.url else "",
    )
    return replace(one, article=replace(one.article, summary=agreed))


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""
