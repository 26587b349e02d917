"""Reading Label Studio's JSON, its own exports and those made for it.

Each label of a region is an annotation. What a control says of a region is an attribute of the
control's name; a choice for the whole text is a tag of the article. A prediction is the work of the
annotator that its model version names.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.given import Given
from tui.formats.json_array import json_array
from tui.formats.label_studio_results import SAME, Region, Results, joined, results_of
from tui.formats.losses import DETAILS
from tui.formats.placing import Place, placed
from tui.formats.reading import Record
from tui.model import Annotation, Article, ArticleSummary, ArticleTag, Claim, Relation

__all__ = ["SAME", "read"]

OURS = {"text", "article", "sha256", "offsets", "added", "status", *DETAILS}
OF_MIN = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}
"""What JSON-MIN has beside a task's data and the results, which are under their control's name."""


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The tasks of a JSON export, or of the ``tasks.json`` in a folder.

    Raises DataError with file and task where there is no text, a region is not of it, its words are
    others, an id comes twice or is not there; UnitsTied where words do not tell what its offsets
    count.
    """
    file = place / "tasks.json" if place.is_dir() else place
    ids = set[str]()
    for number, row in enumerate(json_array(file, "task"), 1):
        task = _Task(row if "data" in row.fields else _of_min(row), str(number), options, ids)
        for name in task.data.fields.keys() - {*OURS, task.key}:
            options.left.out(f"data called {name!r}", row.where)
        yield task.entry()


def _of_min(row: Record) -> Record:
    """A task of JSON-MIN as one of JSON: one annotation, which has no relations."""
    results, data = [], {}
    for name in row.fields.keys() - OF_MIN:
        said = row.fields[name]
        if not (isinstance(said, list) and all(isinstance(one, dict) for one in said)):
            data[name] = said
            continue
        for number, value in enumerate(said):
            kind = next((key for key in value if key.endswith("labels")), "labels")
            about = {"id": f"{name}{number}", "from_name": name, "type": kind}
            results.append({**about, "value": value})
    if not any(isinstance(said, str) for said in data.values()):
        row.fail("it has no 'data'", "export the project as JSON")
    made = {"result": results, "completed_by": row.fields.get("annotator")}
    made["created_at"] = row.fields.get("created_at")
    return Record({"data": data, "annotations": [made] if results else []}, row.where)


class _Task:
    """One task on its way to an article."""

    def __init__(self, row: Record, number: str, options: Options, ids: set[str]) -> None:
        self.row, self.number, self.options, self.ids = row, number, options, ids
        self.data = row.below("data")
        self.made = list(self._annotations())
        self.key = self._key()
        self.given = Given(self.data.text(self.key))
        self.own = self.data.fields.get("sha256") == self.given.sha256
        self.article = self.data.text("article", "") if self.own else number

    def _annotations(self) -> Iterator[tuple[str, Record, Results]]:
        """Each annotation and prediction with who made it."""
        for name in ("annotations", "completions", "predictions"):
            for one in self.row.all_below(name):
                who = _author(one) or self.options.annotator
                yield who, one, results_of(one, self.options.left)

    def _key(self) -> str:
        """Which of the task's data is the text: the one that has the words of its regions."""
        texts = {name: one for name, one in self.data.fields.items() if isinstance(one, str)}
        quoted = [one.quoted() for _, _, found in self.made for one in found.regions.values()]
        scores = {}
        for name, text in texts.items():
            given = Given(text)
            counts = given.counts(self.options.offsets)
            scores[name] = max(sum(_has(given, count, one) for one in quoted) for count in counts)
        if not scores:
            self.row.fail("its data has no text", "export a project of texts")
        best = [name for name in scores if scores[name] == max(scores.values())]
        if "text" in best or len(best) == 1:
            return "text" if "text" in best else best[0]
        names = " or ".join(map(repr, best))
        return self.row.fail(f"its text may be {names} of its data", "call the text 'text'")

    def entry(self) -> Entry:
        """The article with all that was made on it."""
        annotations: list[Annotation] = []
        relations: list[Relation] = []
        tags: list[ArticleTag] = []
        for number, (who, row, found) in enumerate(self.made):
            quoted = [one.quoted() for one in found.regions.values()]
            known = self.own and self.data.fields.get("offsets") == "codepoint"
            places = placed(self.given, quoted, self.options.offsets, known)
            made = {}
            for region, place in joined(found, places):
                made[region.uid] = self._annotation(region, place, who, row, number)
                annotations += made[region.uid]
            for source, target, kind in found.relations:
                first, second = (made[found.same.get(uid, uid)][0] for uid in (source, target))
                relations.append(self._relation(kind, first, second, len(relations), row))
            tags += self._tags(found, who, row)
        summary = self._summary(len(annotations))
        return Entry(Article(summary, self.given.text), annotations, relations, tags=tuple(tags))

    def _summary(self, made: int) -> ArticleSummary:
        fields = {name: self.data.fields.get(name) for name in (*DETAILS, "added")}
        details = {
            name: one
            for name, one in fields.items()
            if isinstance(one, str) and name != self.key and (self.own or name != "added")
        }
        return ArticleSummary(
            uid=self.article,
            sha256=self.given.sha256,
            title=details.pop("title", ""),
            length=len(self.given.text),
            annotations=made,
            status=self.data.text("status", "todo") if self.own else "todo",
            **details,
        )

    def _annotation(
        self, region: Region, place: Place, who: str, row: Record, number: int
    ) -> list[Annotation]:
        """An annotation for each tag of a region; the first has its id."""
        meta = region.meta
        created = _text(meta, "created") or _text(row.fields, "created_at")
        more = _all_texts(meta.get("attributes"))
        found = []
        for at, tag in enumerate(region.tags):
            uid = f"{region.uid}#{at + 1}" if at else region.uid
            if not self.own or uid in self.ids:
                uid = f"{self.number}.{number}.{uid}"
            self.ids.add(uid)
            made = Annotation(
                uid=uid,
                article=self.article,
                tag=tag,
                fragments=place,
                annotator=_text(meta, "annotator") or who,
                created=created,
                modified=_text(meta, "modified") or created,
                attributes=dict(sorted((region.attributes | more).items())),
                note=_note(meta.get("text")),
                claim=_claim(meta.get("claim")),
                sha256=self.given.sha256,
            )
            found.append(made)
        return found

    def _relation(
        self, kind: str, source: Annotation, target: Annotation, number: int, row: Record
    ) -> Relation:
        if source.uid == target.uid:
            row.fail(f"{source.uid} is related to itself", "name two regions")
        ends = (source.uid, target.uid)
        uid = f"{self.number}.r{number + 1}"
        return Relation(uid, kind, *ends, self.article, self.article, source.annotator)

    def _tags(self, found: Results, who: str, row: Record) -> Iterator[ArticleTag]:
        created = _text(row.fields, "created_at")
        for at, (uid, choice) in enumerate(found.whole):
            own = f"{self.number}.{uid}.{at}"
            yield ArticleTag(own, self.article, choice, who, created, created)


def _has(given: Given, count: Any, one: Any) -> bool:
    try:
        return bool(one.words) and one.fits(given.fragments(one.spans, count))
    except ValueError:
        return False


def _author(row: Record) -> str:
    """Who made an annotation or prediction, as far as it says."""
    said = row.fields.get("completed_by", row.fields.get("model_version"))
    if isinstance(said, dict):
        said = said.get("email") or said.get("username") or said.get("id")
    if isinstance(said, bool) or not isinstance(said, str | int):
        return ""
    return said if isinstance(said, str) else f"user {said}"


def _text(found: Mapping[str, Any], name: str) -> str:
    said = found.get(name)
    return said if isinstance(said, str) else ""


def _all_texts(found: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _note(said: object) -> str:
    """A region's note: a text, or a list of them."""
    parts = said if isinstance(said, list) else [said]
    return "\n".join(part for part in parts if isinstance(part, str))


def _claim(said: object) -> Claim | None:
    if not isinstance(said, dict) or not _text(said, "wording"):
        return None
    return Claim(_text(said, "id"), _text(said, "wording"), _text(said, "note"))
