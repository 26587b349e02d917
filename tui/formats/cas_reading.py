"""Reading CAS: what its feature structures are to us.

Every view with a text is an article. What has a begin and an end in it is an annotation, except
sentences, tokens and what is about the whole document. What has a Governor and a Dependent that are
annotations is a relation, and so is every other reference from one annotation to another, as by a
link or in a chain. An annotation of no width marks nothing and is left out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tui.errors import DataError
from tui.formats.cas_layers import ARTICLE, ARTICLE_TAG, DETAILS, REGION
from tui.formats.cas_leaving import UNITS, leave_rest, leave_view
from tui.formats.cas_structures import Cas, Structure, parse
from tui.formats.entry import Entry
from tui.formats.face import Asked, Options
from tui.formats.inception import CLAIM, PART, RELATION, annotation, relation
from tui.formats.inception_files import Source, sources
from tui.formats.left_out import Left
from tui.formats.reading import MEND, fragments, short
from tui.model import Annotation, Article, ArticleSummary, ArticleTag, Fragment, Relation
from tui.text.offsets import Unit, scored
from tui.text.policy import clean, sha256
from tui.text.regions import Region


def read(place: Path, options: Options, suffixes: tuple[str, ...]) -> Iterator[Entry]:
    """The articles of a file, folder or zip, one file in memory at a time.

    Offsets are UTF-16 unless the quoted words fit code points better or `options` says so. Raises
    DataError with file and structure where an id comes twice, a type is not declared, a text is not
    that of its sha256, or an annotation is out of the text or on other words than it quotes.
    """
    ids: set[str] = set()
    for source in sources(place, suffixes):
        for entry in _entries(parse(source), source, options):
            for uid in _ids(entry):
                if uid in ids:
                    said = f"the id {short(uid)} comes a second time"
                    raise DataError(f"{source.where}: {said}: each has an id of its own")
                ids.add(uid)
            yield entry


def _ids(entry: Entry) -> Iterator[str]:
    yield entry.article.uid
    for rows in (entry.annotations, entry.relations, entry.tags):
        yield from (one.uid for one in rows)


def _entries(cas: Cas, source: Source, options: Options) -> Iterator[Entry]:
    texts = [one for one in cas.sofas.values() if one.words.get("sofaString")]
    for sofa in texts:
        name = source.name
        if len(texts) > 1:
            name = f"{name}#{sofa.words.get('sofaID', sofa.ident)}"
        yield View(cas, source, sofa, name, options.offsets, options.left).entry()
    leave_rest(cas, options.left)


@dataclass
class View:
    """One text of a CAS, with the structures on it."""

    cas: Cas
    source: Source
    sofa: Structure
    name: str
    asked: Asked
    left: Left

    def entry(self) -> Entry:
        """The article with all that is on it. Raises DataError where something does not fit."""
        here = [one for one in self.cas.structures.values() if self._is_here(one)]
        self.text = self.sofa.words["sofaString"]
        self.summary = self._summary(here)
        self.unit = self._unit(here)
        relations = [one for one in here if {"Governor", "Dependent"} <= one.refs.keys()]
        parts = self._parts(here)
        apart = {one.ident for one in relations}
        made: dict[str, Annotation] = {}
        for one in here:
            if one.ident not in apart and self._is_annotation(one):
                found = self._annotation(one, parts.pop(one.words.get("uid", ""), ()))
                made[one.ident] = found
        for uid in parts:
            self.cas.fail(f"a part of {short(uid)} stands alone: there is no such annotation")
        leave_view(self.cas, here, made.keys(), self.left)
        related = [*self._relations(relations, made), *self._references(here, made)]
        summary = replace(self.summary, annotations=len(made))
        return Entry(
            Article(summary, self.text),
            list(made.values()),
            related,
            regions=tuple(self._region(one) for one in here if one.type == REGION),
            tags=tuple(self._article_tag(one) for one in here if one.type == ARTICLE_TAG),
        )

    def _is_here(self, one: Structure) -> bool:
        return one.refs.get("sofa") == [self.sofa.ident]

    def _is_annotation(self, one: Structure) -> bool:
        words = one.words
        return (
            "begin" in words
            and words["begin"] != words.get("end")
            and one.type not in (PART, REGION)
            and one.type.rpartition(".")[2] not in UNITS
            and not self.cas.is_document(one.type)
        )

    def _summary(self, here: list[Structure]) -> ArticleSummary:
        said = [one.words for one in here if one.type == ARTICLE]
        meta = [one.words for one in here if self.cas.is_document(one.type)]
        about = said[0] if said else {}
        given = {name: about.get(name, "") for name in DETAILS}
        if not said:
            for words in meta:
                given["title"] = given["title"] or words.get("documentTitle", "")
                language = words.get("language", "x-unspecified")
                given["language"] = given["language"] or language.replace("x-unspecified", "")
            given["file"] = f"{self.name}{self.source.suffix}"
        if "sha256" in about and about["sha256"] != _named(self.text):
            self.cas.fail(f"the text is not that of its sha256 {about['sha256'][:12]}")
        return ArticleSummary(
            uid=about.get("uid", "") or self.name,
            sha256=_named(self.text),
            length=len(self.text),
            annotations=0,
            status=about.get("status", "") or "todo",
            **given,
        )

    def _unit(self, here: list[Structure]) -> Unit:
        """UTF-16, as CAS says, unless more quoted words are at their offsets in code points."""
        if self.asked != "auto":
            return self.asked
        quoted = [
            (self._span(one), one.words["quote"])
            for one in here
            if one.type in (CLAIM, PART) and "quote" in one.words
        ]
        counts = scored(self.text, quoted)
        return "codepoint" if counts["codepoint"] > counts["utf16"] else "utf16"

    def _span(self, one: Structure) -> tuple[int, int]:
        begin, end = one.words.get("begin", ""), one.words.get("end", "")
        for offset in (begin, end):
            if not (offset.isascii() and offset.isdigit() and len(offset) < 12):
                self.cas.fail(f"structure {one.ident} has the offset {short(offset)}")
        return int(begin), int(end)

    def _fragments(self, *rows: Structure) -> tuple[Fragment, ...]:
        where = f"{self.source.where}, structure {rows[0].ident}"
        quotes = [one.words.get("quote", "") for one in rows if one.type in (CLAIM, PART)]
        spans = [self._span(one) for one in rows]
        return fragments(
            self.text, spans, quotes if all(quotes) and quotes else None, where, self.unit
        )

    def _parts(self, here: list[Structure]) -> dict[str, tuple[Structure, ...]]:
        """The further fragments of each annotation, in the order of their numbers."""
        found: dict[str, list[Structure]] = defaultdict(list)
        for one in here:
            if one.type == PART:
                found[one.words.get("of", "")].append(one)
        return {
            uid: tuple(sorted(rows, key=lambda one: self._number(one)))
            for uid, rows in found.items()
        }

    def _number(self, one: Structure) -> int:
        number = one.words.get("number", "")
        if not (number.isascii() and number.isdigit() and len(number) < 12):
            self.cas.fail(f"structure {one.ident} has the number {short(number)}")
        return int(number)

    def _annotation(self, one: Structure, parts: tuple[Structure, ...]) -> Annotation:
        where = f"{self.source.where}, structure {one.ident}"
        features = {
            name: value
            for name, value in one.words.items()
            if name not in ("begin", "end") and (name != "quote" or one.type != CLAIM)
        }
        found = annotation(
            one.type,
            features,
            self._fragments(one, *parts),
            f"{self.name}#{one.ident}",
            self.summary.uid,
            where,
        )
        return replace(found, sha256=self.summary.sha256)

    def _relations(self, rows: list[Structure], made: dict[str, Annotation]) -> Iterator[Relation]:
        """The relations whose ends are annotations; those of tokens are none of ours."""
        for one in rows:
            ends = (next(iter(one.refs[name]), "") for name in ("Governor", "Dependent"))
            source, target = map(made.get, ends)
            if source is None or target is None:
                if one.type == RELATION:
                    self.cas.fail(f"an end of the relation {one.ident} is no annotation")
                name = one.type.rpartition(".")[2]
                self.left.out(f"relations {name} of what is no annotation", self.cas.where)
                continue
            features = {
                name: value for name, value in one.words.items() if name not in ("begin", "end")
            }
            ident = f"{self.name}#{one.ident}"
            yield relation(one.type, features, (source.uid, target.uid), ident, self.summary.uid)

    def _references(self, here: list[Structure], made: dict[str, Annotation]) -> Iterator[Relation]:
        """What refers to another annotation, itself or by a link, is related to it: as the link's
        role says, or else the feature's name."""
        for one in here:
            for name, idents in one.refs.items() if one.ident in made else ():
                for number, ident in enumerate(idents):
                    kind, target = self._target(name, ident, made)
                    if target:
                        yield Relation(
                            uid=f"{self.name}#{one.ident}.{name}.{number}",
                            kind=kind,
                            source=made[one.ident].uid,
                            target=target.uid,
                            source_article=self.summary.uid,
                            target_article=self.summary.uid,
                            annotator="",
                        )

    def _target(
        self, name: str, ident: str, made: dict[str, Annotation]
    ) -> tuple[str, Annotation | None]:
        if ident in made:
            return name, made[ident]
        link = self.cas.structures.get(ident)
        if link is None or len(link.refs.get("target", ())) != 1:
            return name, None
        return link.words.get("role") or name, made.get(link.refs["target"][0])

    def _region(self, one: Structure) -> Region:
        (part,) = self._fragments(one)
        words = one.words
        kind, reason = words.get("kind", "other"), words.get("reason", "")
        return Region(part.start, part.end, kind, reason, words.get("by", ""))

    def _article_tag(self, one: Structure) -> ArticleTag:
        where = f"{self.source.where}, structure {one.ident}"
        ident = f"{self.name}#{one.ident}"
        said = annotation(CLAIM, one.words, (), ident, self.summary.uid, where)
        if not one.words.get("tag"):
            raise DataError(f"{where}: its tag is missing: {MEND}")
        return ArticleTag(
            uid=said.uid,
            article=said.article,
            tag=said.tag,
            annotator=said.annotator,
            created=said.created,
            modified=said.modified,
            attributes=said.attributes,
            note=said.note,
        )


def _named(text: str) -> str:
    """The sha256 of a text that is as the policy has it; "" for another, which is cleaned first."""
    return sha256(text) if clean(text)[0] == text else ""
