"""A comparison as JSON: the contract that ``docs/comparison.schema.json`` describes.

Articles and sentences are named by their places in ``articles`` and its ``sentences``, alignments
by their place in ``alignments``, all from 0. Offsets are code points into the article's text, end
exclusive, and every span has its words: ``text[start:end]``.
"""

import json
from importlib.metadata import version
from typing import Any, BinaryIO

from tui import __version__
from tui.compare.findings import Comparison, Place, Span
from tui.compare.source import Source

SPLITTER = "sentencex"


def write(comparison: Comparison, stream: BinaryIO) -> None:
    """Write the JSON, in plain ASCII so that any terminal is safe with it."""
    stream.write(json.dumps(as_json(comparison), indent=2).encode("ascii") + b"\n")


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison. What a person rejected is among the alignments, and nowhere else.

    `splitter` says what parted the sentences, since other sentences are other alignments.
    """
    texts = [source.text for source in comparison.sources]
    return {
        "claimdesk": __version__,
        "splitter": {"name": SPLITTER, "version": version(SPLITTER)},
        "method": comparison.method,
        "articles": [_article(source) for source in comparison.sources],
        "alignments": [
            {
                "a": _place(one.a),
                "b": _place(one.b),
                "score": round(one.score, 4),
                "status": one.status,
                "sign": one.sign,
            }
            for one in comparison.alignments
        ],
        "details": [
            {
                "alignment": one.alignment,
                "kind": one.kind,
                "outcome": one.outcome,
                "a": _span(texts[comparison.alignments[one.alignment].a.article], one.a),
                "b": _span(texts[comparison.alignments[one.alignment].b.article], one.b),
            }
            for one in comparison.details
        ],
        "attribution": [
            {
                **_place(one.place),
                "kind": one.kind,
                "cue": _span(texts[one.place.article], one.cue),
                **({"who": _span(texts[one.place.article], one.who)} if one.who else {}),
            }
            for one in comparison.credits
            if one.cue
        ],
        "only": [_place(place) for place in comparison.only],
        "groups": [[_place(place) for place in group] for group in comparison.groups],
    }


def _article(source: Source) -> dict[str, Any]:
    return {
        "id": source.uid,
        "path": source.path,
        "title": source.title,
        "sentences": [
            {**_span(source.text, one.span), "region": one.region} for one in source.sentences
        ],
    }


def _place(place: Place) -> dict[str, int]:
    return {"article": place.article, "sentence": place.sentence}


def _span(text: str, span: Span) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text": text[slice(*span)]}
