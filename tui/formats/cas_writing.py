"""Writing CAS with dkpro-cassis: a file for each article, JSON or XMI, all of the same layers."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tui.errors import CallError
from tui.formats.cas_layers import (
    ARTICLE,
    ARTICLE_FEATURES,
    ARTICLE_TAG,
    ARTICLE_TAG_FEATURES,
    DETAILS,
    REGION,
    REGION_FEATURES,
)
from tui.formats.entry import Entry
from tui.formats.inception import (
    CLAIM,
    CLAIM_FEATURES,
    PART,
    PART_FEATURES,
    RELATION,
    RELATION_FEATURES,
    asked,
    claim_features,
    relation_features,
)
from tui.model import Annotation, Tag

if TYPE_CHECKING:
    from cassis import Cas

_LAYERS = {
    CLAIM: ("uima.tcas.Annotation", (*CLAIM_FEATURES, "quote")),
    PART: ("uima.tcas.Annotation", (*PART_FEATURES, "quote")),
    RELATION: ("uima.tcas.Annotation", RELATION_FEATURES),
    REGION: ("uima.tcas.Annotation", REGION_FEATURES),
    ARTICLE: ("uima.cas.AnnotationBase", ARTICLE_FEATURES),
    ARTICLE_TAG: ("uima.cas.AnnotationBase", ARTICLE_TAG_FEATURES),
}
Mended = Callable[[str], str]


class Writer:
    """Makes the CAS of each article. `mended` is what becomes of words in a feature.

    Raises CallError where dkpro-cassis is not installed.
    """

    def __init__(self, tags: Iterable[Tag], mended: Mended = str) -> None:
        try:
            from cassis import TypeSystem
        except ImportError:
            said = "CAS needs the extra: pip install 'claimdesk[cas]'"
            raise CallError(said) from None
        self.own = asked(tags)
        self.mended = mended
        self.types = TypeSystem()
        self.made: dict[str, Any] = {}
        for name, (above, features) in _LAYERS.items():
            layer = self.types.create_type(name, supertypeName=above)
            for feature in (*features, *(self.own if name == CLAIM else ())):
                self.types.create_feature(layer, feature, "uima.cas.String")
            if name == RELATION:
                for end in ("Governor", "Dependent"):  # the layer that INCEpTION attaches it to
                    self.types.create_feature(layer, end, CLAIM)
            self.made[name] = layer

    def cas(self, entry: Entry) -> "Cas":
        """An article with its annotations and the relations within it."""
        from cassis import Cas

        summary = entry.article.summary
        cas = Cas(typesystem=self.types)
        cas.sofa_string = entry.article.text
        cas.sofa_mime = "text/plain"
        if summary.language:
            cas.document_language = self.mended(summary.language)
        details = {name: getattr(summary, name) for name in (*DETAILS, "status")}
        self._add(cas, ARTICLE, {"uid": summary.uid, "sha256": summary.sha256, **details})
        for tag in entry.tags:
            as_claim = Annotation(
                *(tag.uid, tag.article, tag.tag, (), tag.annotator, tag.created, tag.modified),
                attributes=tag.attributes,
                note=tag.note,
            )
            self._add(cas, ARTICLE_TAG, claim_features(as_claim, ()))
        for region in entry.regions:
            words = {"kind": region.kind, "reason": region.reason, "by": region.by}
            self._add(cas, REGION, words, begin=region.start, end=region.end)
        ends = {made.uid: self._claim(cas, made) for made in entry.annotations}
        for one in entry.own_relations:
            if one.source in ends and one.target in ends:
                source, target = ends[one.source], ends[one.target]
                place = {"begin": target.begin, "end": target.end}
                refs = {"Governor": source, "Dependent": target}
                self._add(cas, RELATION, relation_features(one), **place, **refs)
        return cas

    def _claim(self, cas: "Cas", made: Annotation) -> Any:
        first, *more = made.fragments
        words = {**claim_features(made, self.own), "quote": first.exact}
        head = self._add(cas, CLAIM, words, begin=first.start, end=first.end)
        for number, part in enumerate(more, 2):
            words = {"of": made.uid, "number": str(number), "quote": part.exact}
            self._add(cas, PART, words, begin=part.start, end=part.end)
        return head

    def _add(self, cas: "Cas", layer: str, words: Mapping[str, str], **others: Any) -> Any:
        features = {name: self.mended(value) for name, value in words.items() if value}
        one = self.made[layer](**features, **others)
        cas.add(one)
        return one


def file_name(uid: str, suffix: str) -> str:
    """The name of an article's file."""
    return f"{re.sub(r'[^A-Za-z0-9._-]', '_', uid).lstrip('.') or 'article'}{suffix}"
