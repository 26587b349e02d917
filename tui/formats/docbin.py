"""One file of spaCy's DocBin: a Doc for each article, an annotation a span of whole tokens.

Tokens are cut where an annotation begins or ends within one, so that text and offsets come back
exactly. ``doc.spans["ann:NAME"]`` has the spans of an annotator, with the annotation's id as
``span.id_``; the fragments of one annotation have the same. ``doc.ents`` is a view for training:
of annotations that overlap the longest, without white space at the edges. What spaCy has no place
for is in ``doc.user_data["claimdesk"]``. A file is put together in memory: `spacy` is many files.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from tui.formats.docbin_reading import EXTRA, META, OURS, PREFIX, needed, read
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.losses import kept, kept_relations
from tui.model import Annotation
from tui.text.edges import trimmed
from tui.text.token_cuts import pieces, rows, words

WHAT = "spaCy's DocBin as one file, put together in memory"
PLACE: Place = "file"
SUFFIX = ".spacy"
OFFSETS = "tokens"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    relations=True,
    across=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    ids=True,
    details=True,
    claims=True,
    status=True,
    split=True,
    relation_notes=True,
)

__all__ = ["EXTRA", "read", "write"]

ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")
"""What is stored of each token besides its word and the space behind it."""
_LONGEST = Carries()


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write all articles into one DocBin. Raises CallError where spaCy is not installed."""
    filled = Bin()
    with out.open() as stream:
        for entry in dataset.entries:
            filled.add(entry, dataset)
        stream.write(filled.to_bytes())
    return ()


class Bin:
    """A DocBin that is being filled with articles, with a vocabulary of its own."""

    def __init__(self) -> None:
        needed()
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab

        self._vocab = Vocab()
        self._bin = DocBin(attrs=ATTRIBUTES, store_user_data=True)
        self.length = 0

    def add(self, entry: Entry, dataset: Dataset) -> None:
        """Add an article with its annotations."""
        self._bin.add(as_doc(entry, dataset, self._vocab))
        self.length += 1

    def to_bytes(self) -> bytes:
        """The file."""
        return bytes(self._bin.to_bytes())


def as_doc(entry: Entry, dataset: Dataset, vocab: Any) -> Any:
    """An article as spaCy's Doc."""
    from spacy.tokens import Doc, Span, SpanGroup

    text = entry.article.text
    spans = [(part.start, part.end) for one in entry.annotations for part in one.fragments]
    found = pieces(text, spans)
    bare = words(found)
    spaces = [len(piece) > len(word) for piece, word in zip(found, bare, strict=True)]
    doc = Doc(vocab, words=bare, spaces=spaces)
    for annotator in sorted({one.annotator for one in entry.annotations}):
        made = [one for one in entry.annotations if one.annotator == annotator]
        parts = [(one, (part.start, part.end)) for one in made for part in one.fragments]
        places = rows(found, (span for _, span in parts))
        key = PREFIX + annotator
        doc.spans[key] = SpanGroup(
            doc,
            name=key,
            attrs={"annotator": annotator},
            spans=[
                Span(doc, *place, label=one.tag, span_id=one.uid)
                for (one, _), place in zip(parts, places, strict=True)
            ],
        )
    longest = [(trimmed(text, one.start, one.end), one.tag) for one in kept(entry, _LONGEST)]
    places = rows(found, (span for span, _ in longest))
    doc.ents = [
        Span(doc, *place, label=tag)
        for place, (_, tag) in zip(places, longest, strict=True)
        if place[0] < place[1]
    ]
    doc.user_data[OURS] = _beside(entry, dataset)
    return doc


def _beside(entry: Entry, dataset: Dataset) -> dict[str, Any]:
    """What spaCy has no place for, in what msgpack holds."""
    summary = entry.article.summary
    given = {name: getattr(summary, name) for name in META}
    return {
        "id": summary.uid,
        "sha256": summary.sha256,
        "meta": {name: value for name, value in given.items() if value},
        "annotations": {one.uid: _annotation(one) for one in entry.annotations},
        "relations": [
            {
                "id": one.uid,
                "kind": one.kind,
                "from": one.source,
                "to": one.target,
                "to_article": one.target_article,
                "annotator": one.annotator,
                "note": one.note,
            }
            for one in kept_relations(entry, CARRIES, dataset.on_earlier)
        ],
    }


def _annotation(made: Annotation) -> dict[str, Any]:
    row: dict[str, Any] = {
        "quotes": _exact(made),
        "created": made.created,
        "modified": made.modified,
    }
    if made.attributes:
        row["attributes"] = dict(sorted(made.attributes.items()))
    if made.note:
        row["note"] = made.note
    if claim := made.claim:
        row["claim"] = {"id": claim.uid, "wording": claim.wording, "note": claim.note}
    return row


def _exact(made: Annotation) -> Sequence[str]:
    return [part.exact for part in made.fragments]
