"""Pairs of sentences from two articles, with how they stand to each other: to train models on.

``train.jsonl`` (and ``dev.jsonl``, ``test.jsonl`` where the dataset is split) has a pair a line,
with `sentence1`, `sentence2` and `label`: the sentences around two annotations that are related,
and the relation; or two sentences that someone said tell the same, or do not. Every row has the
same columns, all texts, so that data frames take them; `made_of` has as JSON which annotations or
sentences they are, with offsets into the texts of ``documents.jsonl``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, BinaryIO

from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.jsonl import alignment_as_json
from tui.formats.pairs_reading import read
from tui.formats.rows import DOCUMENTS, annotation_with_article, compact, document_as_json, line
from tui.model import Annotation, Relation
from tui.store.alignments import Decided

WHAT = "pairs of sentences from two articles with their relation, to train models on"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = ""
OFFSETS = "code points"
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
    article_tags=True,
    alignments=True,
    status=True,
    split=True,
    relation_notes=True,
)

__all__ = ["read", "write"]


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a relation: its annotation, the sentences it is in, and its part of the whole."""

    made: Annotation
    sentence: str
    split: str


class _Files:
    """The files of pairs, each opened with its first pair."""

    def __init__(self, out: Out, stack: ExitStack) -> None:
        self.out, self.stack = out, stack
        self.open: dict[str, BinaryIO] = {}

    def add(self, split: str, row: dict[str, Any]) -> None:
        if split not in self.open:
            self.open[split] = self.stack.enter_context(self.out.open(f"{split}.jsonl"))
        self.open[split].write(line(row))


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the texts and the pairs. A pair is written once its second article has come; until then
    its first end is in memory."""
    lost = Counter[str]()
    waiting: dict[str, _End] = {}
    with ExitStack() as stack:
        texts = stack.enter_context(out.open(DOCUMENTS))
        files = _Files(out, stack)
        files.open["train"] = stack.enter_context(out.open("train.jsonl"))
        for entry in dataset.entries:
            texts.write(line(document_as_json(entry)))
            related = sorted(_across(entry, dataset), key=lambda one: one.uid)
            lost["annotations without a related one in another article"] += _alone(entry, related)
            lost["relations within an article"] += sum(
                one.source_article == one.target_article for one in entry.own_relations
            )
            for relation, end in _ends(entry, related, dataset.split_of(entry)):
                other = waiting.pop(relation.uid, None)
                if other is None:
                    waiting[relation.uid] = end
                    continue
                ends = (other, end) if other.made.uid == relation.source else (end, other)
                if ends[0].split != ends[1].split:
                    lost["pairs across the parts of the dataset"] += 1
                    continue
                files.add(end.split, _pair(relation, *ends))
            for decided in entry.alignments:
                split = dataset.split_of(entry)
                if dataset.splits.get(decided.b, "train") != split:
                    lost["pairs across the parts of the dataset"] += 1
                    continue
                files.add(split, _aligned(decided))
    lost["relations to articles that are left out"] = len(waiting)
    return [Loss(*one) for one in lost.items()]


def _across(entry: Entry, dataset: Dataset) -> Iterator[Relation]:
    """The relations to other articles that have both ends on present texts."""
    for one in entry.relations:
        gone = dataset.on_earlier & {one.source, one.target}
        if one.source_article != one.target_article and not gone:
            yield one


def _alone(entry: Entry, related: list[Relation]) -> int:
    ends = {uid for one in related for uid in (one.source, one.target)}
    return sum(made.uid not in ends for made in entry.annotations)


def _ends(entry: Entry, related: list[Relation], split: str) -> Iterator[tuple[Relation, _End]]:
    """The end that each relation has in this article."""
    if not related:
        return
    from tui.text.sentences import Sentences
    from tui.text.sentences import split as sentences_of

    by_uid = {made.uid: made for made in entry.annotations}
    sentences: Sentences = sentences_of(entry.article.text, entry.article.summary.language or "en")
    for one in related:
        here = one.source if one.source_article == entry.article.uid else one.target
        made = by_uid[here]
        first, last = sentences.at(made.start), sentences.at(made.end - 1)
        if first < 0:  # a text of white space alone
            yield one, _End(made, made.quote, split)
            continue
        start = min(made.start, sentences.span(first)[0])
        end = max(made.end, sentences.span(last)[1])
        yield one, _End(made, entry.article.text[start:end], split)


def _pair(relation: Relation, source: _End, target: _End) -> dict[str, Any]:
    ends = {
        "from": annotation_with_article(source.made),
        "to": annotation_with_article(target.made),
    }
    return {
        "id": relation.uid,
        "sentence1": source.sentence,
        "sentence2": target.sentence,
        "label": relation.kind,
        "span1": source.made.quote,
        "span2": target.made.quote,
        "tag1": source.made.tag,
        "tag2": target.made.tag,
        "note": relation.note,
        "annotator": relation.annotator,
        "made_of": compact(ends),
    }


def _aligned(decided: Decided) -> dict[str, Any]:
    return {
        "id": decided.uid,
        "sentence1": decided.a_quote,
        "sentence2": decided.b_quote,
        "label": "same" if decided.same else "different",
        **dict.fromkeys(("span1", "span2", "tag1", "tag2", "note"), ""),
        "annotator": decided.annotator,
        "made_of": compact({"alignment": alignment_as_json(decided)}),
    }
