"""The W3C's own schemas judge what is exported as Web Annotations. They are in the corpora
(CLAIMDESK_CORPORA)."""

import json
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from tests.formats.datasets import entries
from tests.formats.roundtrip import written

SOME = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
W3C = Path(os.environ["CLAIMDESK_CORPORA"], "w3c")


def exported(found, folder):
    written("w3c", found, folder / "out.jsonld")
    return json.loads((folder / "out.jsonld").read_bytes())


@cache
def validators(musts):
    """The W3C's schemas for what an annotation, a collection or a page MUST be."""
    files = [*(W3C / "definitions").glob("*.json"), *(W3C / "annotations").rglob("*.json")]
    loaded = [json.loads(file.read_text("utf-8")) for file in files]
    resources = [
        (one["id"], Resource.from_contents(one, default_specification=DRAFT4)) for one in loaded
    ]
    registry = Registry().with_resources(resources)
    found = []
    for name in json.loads((W3C / musts).read_text("utf-8"))["assertions"]:
        schema = json.loads((W3C / name).read_text("utf-8"))
        validator = Draft4Validator(
            {key: value for key, value in schema.items() if key != "id"}, registry=registry
        )
        found.append((name, validator, schema.get("expectedResult", "valid") == "valid"))
    return found


def faults(value, musts="annotations/annotationMusts.test"):
    return [
        name for name, validator, wanted in validators(musts) if validator.is_valid(value) != wanted
    ]


@SOME
@given(entries(most=2))
def test_each_annotation_is_as_the_schemas_say_it_must_be(tmp_path_factory, found):
    whole = exported(found, tmp_path_factory.mktemp("w3c"))
    for one in whole["first"]["items"]:
        assert faults({"@context": whole["@context"], **one}) == []


def test_the_collection_and_its_page_are_as_the_schemas_say(tmp_path):
    whole = exported([], tmp_path)
    assert faults(whole, "collections/collectionMusts.test") == []
    page = {"@context": whole["@context"], **whole["first"]}
    assert faults(page, "collections/pages/pageMusts.test") == []


BROKEN = {
    "no target": {"target": None},
    "a selector without its words": {
        "target": {"source": "http://a.org", "selector": {"type": "TextQuoteSelector"}}
    },
    "a body and a bodyValue": {"bodyValue": "both"},
    "two times": {"created": ["2026-11-21T18:00:00Z", "2026-11-22T18:00:00Z"]},
}


@pytest.mark.parametrize("broken", BROKEN)
def test_the_schemas_refuse_what_is_broken(broken):
    good = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/a",
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "claim"},
        "target": "http://example.org/page",
    }
    assert faults(good) == []
    bad = {key: value for key, value in {**good, **BROKEN[broken]}.items() if value is not None}
    assert faults(bad) != []
