"""Databases for the export tests: the worked example, and ones that hypothesis makes up."""

import io
import itertools
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.text.material import any_texts
from tui.formats.writing import write
from tui.store import adding, annotations, articles, relations
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store
from tui.text.anchors import anchor
from tui.text.policy import NotText, decode

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "annotations.db"

TAGS = ("claim", "claim/event", "claim/number", "attribution", "opinion")
KINDS = ("same", "supports", "conflicts", "narrows")


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation to be made: which article, the ends of its fragments, all else about it."""

    article: int
    spans: tuple[tuple[int, int], ...]
    tag: str
    attributes: dict[str, str]
    note: str
    claim: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A database to be made. `relations` are kinds with two indexes into `marks`."""

    sources: tuple[bytes, ...]
    marks: tuple[Mark, ...]
    relations: tuple[tuple[str, int, int], ...]

    @property
    def texts(self) -> list[str]:
        return [decode(source).text for source in self.sources]


words = st.one_of(
    any_texts.filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text)),
    st.sampled_from(
        ["", "=1+1", '"', 'say "so", twice', "a\r\nb", "\n", ",", "\x1b]0;x\x07", "\0"]
    ),
)


def is_text(source: bytes) -> bool:
    """Whether the text policy takes it."""
    try:
        decode(source)
    except NotText:
        return False
    return True


sources = (
    any_texts.map(lambda text: f"The desk keeps what its sources wrote. {text}")
    .map(lambda text: text.encode("utf-8", "replace"))
    .filter(is_text)
)


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """One to three articles; annotations that overlap, nest and have gaps; relations at will."""
    taken = draw(st.lists(sources, min_size=1, max_size=3, unique_by=lambda raw: decode(raw).text))
    texts = [decode(source).text for source in taken]
    marks = []
    for _ in range(draw(st.integers(0, 6))):
        article = draw(st.integers(0, len(taken) - 1))
        places = st.lists(
            st.integers(0, len(texts[article])), min_size=2, max_size=6, unique=True
        ).map(sorted)
        ends = draw(places)
        marks.append(
            Mark(
                article,
                tuple(zip(ends[::2], ends[1::2], strict=False)),
                draw(st.sampled_from(TAGS)),
                draw(st.dictionaries(st.sampled_from(["speaker", "polarity"]), words)),
                draw(words),
                draw(st.sampled_from(["", "", "The toll was 84.", "Ties are cut,\n“at once”."])),
            )
        )
    pairs = list(itertools.permutations(range(len(marks)), 2))
    related = st.tuples(st.sampled_from(KINDS), st.sampled_from(pairs or [(0, 0)]))
    chosen = draw(st.lists(related, max_size=4 if pairs else 0))
    return Dataset(tuple(taken), tuple(marks), tuple((kind, *pair) for kind, pair in chosen))


@cache
def empty_database() -> bytes:
    """A new database, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_store(path, annotator="ana", device="desk").close()
        return path.read_bytes()


@contextmanager
def made(dataset: Dataset) -> Iterator[Store]:
    """The database of a dataset, open."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        path.write_bytes(empty_database())
        with open_store(path, annotator="ana", device="desk") as store:
            store.connection.execute("PRAGMA synchronous = OFF")  # no need to outlive the test
            fill(store, dataset)
            yield store


def fill(store: Store, dataset: Dataset) -> None:
    intakes = [
        adding.Intake(decode(raw), raw, f"article, {number}.txt")
        for number, raw in enumerate(dataset.sources)
    ]
    uids = [added.article.uid for added in adding.add(store, intakes)]
    wordings = dict.fromkeys(mark.claim for mark in dataset.marks if mark.claim)
    claims = {wording: relations.add_claim(store, wording).uid for wording in wordings}
    drafts = [
        Draft(
            uids[mark.article],
            mark.tag,
            tuple(anchor(dataset.texts[mark.article], *span) for span in mark.spans),
            mark.attributes,
            mark.note,
            claims.get(mark.claim),
        )
        for mark in dataset.marks
    ]
    marked = annotations.add(store, drafts) if drafts else []
    for kind, source, target in dataset.relations:
        relations.add(store, kind, marked[source], marked[target])


LASTS = "the rebels said the toll had risen to 84"
WAITS = "Nobody else would speak of it that evening."
BEFORE = f"Bamako. On Tuesday {LASTS}.\n{WAITS}\n"
AFTER = f"Bamako, Mali. On Tuesday {LASTS}.\nAn army spokesman denied everything later.\n"


@contextmanager
def with_an_earlier_text() -> Iterator[Store]:
    """An article with a later text: one annotation was carried over, two were not."""
    with made(Dataset((BEFORE.encode(),), (), ())) as store:
        (about,) = articles.summaries(store)
        drafts = [
            Draft(about.uid, tag, (anchor(BEFORE, start, start + len(words)),))
            for tag, words in (("claim", WAITS), ("claim/event", LASTS), ("opinion", WAITS))
            if (start := BEFORE.index(words))
        ]
        first, second, _ = annotations.add(store, drafts)
        relations.add(store, "supports", first, second)
        later = adding.Intake(decode(AFTER.encode()), AFTER.encode(), "later.txt")
        adding.add_version(store, about.uid, later)
        yield store


@contextmanager
def example(folder: Path) -> Iterator[Store]:
    """A copy of the worked example, open for reading."""
    copy = folder / "example.db"
    copy.write_bytes(EXAMPLE.read_bytes())
    with open_reader(copy) as store:
        yield store


def exported(store: Store, format_name: str) -> bytes:
    """What an export writes."""
    stream = io.BytesIO()
    write(store, format_name, stream)
    return stream.getvalue()


def lines(store: Store) -> list[dict[str, Any]]:
    """The JSONL read back as its documentation says: split at LF alone, each line by itself."""
    *rows, rest = exported(store, "jsonl").decode("utf-8").split("\n")
    assert rest == "", "the last line is ended too"
    return [json.loads(row) for row in rows]
