"""Label Studio's JSON: ``tasks.json``, and ``config.xml`` for a project that can show it.

https://labelstud.io/guide/task_format. Each annotator has an annotation of their own in a task;
its author is not named there, since an address that a server does not know is refused, but in the
meta data of each region, beside times and claim. Offsets are code points. The fragments of an
annotation are regions with the relation `SAME` between them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from tui.codebook import asked
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.json_text import compact
from tui.formats.label_studio_config import LABELS, TEXT, config
from tui.formats.label_studio_reading import SAME, read
from tui.formats.losses import DETAILS, kept_relations
from tui.model import Annotation, Relation

__all__ = ["read", "write"]

WHAT = "Label Studio: a folder with tasks.json and the labelling configuration config.xml"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = ""
OFFSETS = "code points"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    relations=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    details=True,
    claims=True,
    status=True,
)
BETWEEN = "relations between annotations of two annotators"
MAKERS = "annotators of relations"
OF_KIND = f"relations of the kind {SAME}"


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the tasks, then the configuration for what was in them."""
    project = _Project(dataset)
    with out.open("tasks.json") as stream:
        parted = "[\n"
        for entry in dataset.entries:
            line = compact(project.task(entry))
            stream.write(f"{parted}{line}".encode())
            parted = ",\n"
        stream.write(b"\n]\n" if parted == ",\n" else b"[]\n")
    with out.open("config.xml") as stream:
        stream.write(config(project.tags, project.kinds, project.attributes))
    return [Loss(*one) for one in project.lost.items()]


class _Project:
    """What the tasks have in common, as it grows."""

    def __init__(self, dataset: Dataset) -> None:
        self.on_earlier = dataset.on_earlier
        self.tags = {tag.path: tag.colour for tag in dataset.tags if "span" in tag.applies}
        self.kinds = {tag.path: None for tag in dataset.tags if "relation" in tag.applies}
        self.attributes: dict[str, Sequence[str]] = {
            name: one.choices for name, one in asked(dataset.tags).items() if not _taken(name)
        }
        self.lost = dict.fromkeys((BETWEEN, MAKERS, OF_KIND), 0)

    def task(self, entry: Entry) -> dict[str, Any]:
        """An article with an annotation for each annotator."""
        summary = entry.article.summary
        details = {name: getattr(summary, name) for name in (*DETAILS, "added", "status")}
        data = {TEXT: entry.article.text, "article": summary.uid, "sha256": summary.sha256}
        data |= {"offsets": "codepoint", **{k: v for k, v in details.items() if v}}
        who = {made.uid: made.annotator for made in entry.annotations}
        results: dict[str, list[dict[str, Any]]] = {name: [] for name in who.values()}
        for made in entry.annotations:
            results[made.annotator] += self._results(made)
        for one in kept_relations(entry, CARRIES, self.on_earlier):
            if self._holds(one, who):
                results[who[one.source]].append(_relation(one.source, one.target, one.kind))
        made_by = [{"result": one, "ground_truth": False} for one in results.values()]
        return {"data": data, "annotations": made_by}

    def _holds(self, one: Relation, who: dict[str, str]) -> bool:
        self.kinds[one.kind] = None
        self.lost[BETWEEN] += who[one.source] != who[one.target]
        if who[one.source] != who[one.target]:
            return False
        self.lost[OF_KIND] += one.kind == SAME
        self.lost[MAKERS] += one.kind != SAME and one.annotator != who[one.source]
        return one.kind != SAME

    def _results(self, made: Annotation) -> Iterator[dict[str, Any]]:
        self.tags.setdefault(made.tag, "")
        ids = [f"{made.uid}.{number}" if number else made.uid for number in _numbers(made)]
        meta = _meta(made)
        attributes = list(self._attributes(made, meta))
        for uid, part in zip(ids, made.fragments, strict=True):
            value = {"start": part.start, "end": part.end, "text": part.exact, "labels": [made.tag]}
            about = {"id": uid, "from_name": LABELS, "to_name": TEXT, "type": "labels"}
            yield about | {"value": value} | ({"meta": meta} if uid == made.uid else {})
        yield from attributes
        for first, second in pairwise(ids):
            yield _relation(first, second, SAME)

    def _attributes(self, made: Annotation, meta: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The results for attributes. What no control can have goes into the meta data."""
        place = {"start": made.fragments[0].start, "end": made.fragments[0].end}
        for name, value in sorted(made.attributes.items()):
            choices = () if _taken(name) else self.attributes.setdefault(name, ())
            if _taken(name) or (choices and value not in choices):
                meta.setdefault("attributes", {})[name] = value
                continue
            kind = "choices" if choices else "textarea"
            about = {"id": made.uid, "from_name": name, "to_name": TEXT, "type": kind}
            yield about | {"value": place | {"choices" if choices else "text": [value]}}


def _taken(name: str) -> bool:
    return name in (LABELS, TEXT)


def _numbers(made: Annotation) -> range:
    return range(len(made.fragments))


def _meta(made: Annotation) -> dict[str, Any]:
    """What is known of an annotation beside its place, tag and attributes."""
    told: dict[str, Any] = {"annotator": made.annotator}
    told |= {"created": made.created, "modified": made.modified}
    if made.note:
        told["text"] = [made.note]
    if claim := made.claim:
        told["claim"] = {"id": claim.uid, "wording": claim.wording, "note": claim.note}
    return told


def _relation(source: str, target: str, kind: str) -> dict[str, Any]:
    ends = {"from_id": source, "to_id": target}
    return {**ends, "type": "relation", "direction": "right", "labels": [kind]}
