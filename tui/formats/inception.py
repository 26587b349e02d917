"""The layers that an annotation has in INCEpTION: what CAS and WebAnno TSV share.

An annotation is a span of the layer `CLAIM`, on its first fragment; each further fragment is one of
`PART`, whose feature ``of`` is the uid of its claim. A relation is one of `RELATION`. What a tag of
the codebook asks is a feature of its name, where the name can be one; other attributes are JSON in
the feature ``attributes``. In a project of INCEpTION the layers have to be there before the files.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tui.errors import DataError
from tui.formats.reading import MEND, short
from tui.model import Annotation, Claim, Fragment, Relation, Tag

CLAIM = "webanno.custom.Claim"
PART = "webanno.custom.ClaimPart"
RELATION = "webanno.custom.ClaimRelation"

CLAIM_FEATURES = (
    *("tag", "note", "annotator", "attributes", "claim", "wording", "claim_note"),
    *("uid", "created", "modified"),
)
PART_FEATURES = ("of", "number")
RELATION_FEATURES = ("kind", "note", "annotator", "uid")

_JSON = json.JSONEncoder(ensure_ascii=False).encode
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TAKEN = frozenset({*CLAIM_FEATURES, "quote", "begin", "end", "sofa", "self", "type"})


def asked(tags: Iterable[Tag]) -> tuple[str, ...]:
    """The attributes of a codebook that can be features, in the order of their names."""
    names = {one.name for tag in tags for one in tag.attributes}
    return tuple(
        sorted(
            name
            for name in names
            if _NAME.fullmatch(name)
            and name not in _TAKEN
            and not name.startswith(("ROLE_", "BT_"))
        )
    )


def claim_features(made: Annotation, own: Sequence[str]) -> dict[str, str]:
    """The features of an annotation. None is empty.

    An attribute of `own` is a feature by itself. Where that changes the order in which the
    annotation has its attributes, the JSON has the names of all in their order, and null for these.
    """
    native = {name: made.attributes[name] for name in own if made.attributes.get(name)}
    rest = {name: None if name in native else value for name, value in made.attributes.items()}
    if [*rest] == [*(name for name in rest if name not in native), *native]:
        rest = {name: value for name, value in rest.items() if name not in native}
    claim = made.claim or Claim("", "")
    features = {
        "tag": made.tag,
        "note": made.note,
        "annotator": made.annotator,
        "attributes": _JSON(rest) if rest else "",
        "claim": claim.uid,
        "wording": claim.wording,
        "claim_note": claim.note,
        "uid": made.uid,
        "created": made.created,
        "modified": made.modified,
        **native,
    }
    return {name: value for name, value in features.items() if value}


def relation_features(one: Relation) -> dict[str, str]:
    """The features of a relation. None is empty."""
    features = {"kind": one.kind, "note": one.note, "annotator": one.annotator, "uid": one.uid}
    return {name: value for name, value in features.items() if value}


def annotation(
    layer: str,
    features: Mapping[str, str],
    fragments: tuple[Fragment, ...],
    ident: str,
    article: str,
    where: str,
) -> Annotation:
    """An annotation of any layer. Of another than `CLAIM`, the tag is the last part of its name and
    all features are attributes; `ident` is its uid where it has none.

    Raises DataError where ``attributes`` is no JSON object of texts.
    """
    known = features if layer == CLAIM else {}
    others = {
        name: value
        for name, value in sorted(features.items())
        if value and (layer != CLAIM or name not in _TAKEN)
    }
    claim = Claim(known.get("claim", ""), known.get("wording", ""), known.get("claim_note", ""))
    return Annotation(
        uid=known.get("uid") or ident,
        article=article,
        tag=known.get("tag") or layer.rpartition(".")[2],
        fragments=fragments,
        annotator=known.get("annotator", ""),
        created=known.get("created", ""),
        modified=known.get("modified", ""),
        attributes=_attributes(known.get("attributes", ""), others, where),
        note=known.get("note", ""),
        claim=claim if claim.uid or claim.wording else None,
    )


def _attributes(words: str, others: Mapping[str, str], where: str) -> dict[str, str]:
    """The attributes of the JSON, with those that are features in their places or behind it."""
    try:
        found: Any = json.loads(words or "{}")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(
        value is None or isinstance(value, str) for value in found.values()
    ):
        said = f"'attributes' is {short(words)}, and no JSON object of texts"
        raise DataError(f"{where}: {said}: {MEND}")
    placed = {name: others.get(name, value) for name, value in found.items()}
    return {name: value for name, value in {**placed, **others}.items() if value is not None}


def relation(
    layer: str,
    features: Mapping[str, str],
    ends: tuple[str, str],
    ident: str,
    article: str,
) -> Relation:
    """A relation of any layer between two annotations. Of another than `RELATION`, the kind is the
    last part of its name and the features are told in the note."""
    known = features if layer == RELATION else {}
    told = "; ".join(f"{name}={value}" for name, value in sorted(features.items()) if value)
    return Relation(
        uid=known.get("uid") or ident,
        kind=known.get("kind") or layer.rpartition(".")[2],
        source=ends[0],
        target=ends[1],
        source_article=article,
        target_article=article,
        annotator=known.get("annotator", ""),
        note=known.get("note", "") if layer == RELATION else told,
    )
