"""W3C Web Annotation by others: the W3C's own schemas, and JSON-LD expanded by PyLD.

The schemas are in the corpora (CLAIMDESK_CORPORA); the context of JSON-LD stands beside this file,
as the W3C publishes it under its Software and Document licence.
"""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written

jsonld = pytest.importorskip("pyld", reason="make oracles has PyLD").jsonld

SOME = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
CONTEXT = json.loads(Path(__file__).with_name("anno.jsonld").read_text("utf-8"))
W3C = Path(os.environ.get("CLAIMDESK_CORPORA", "nowhere"), "w3c")
OA, AS = "http://www.w3.org/ns/oa#", "https://www.w3.org/ns/activitystreams#"


def from_here(url, options):
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"documentUrl": url, "document": CONTEXT, "contextUrl": None, "contentType": None}


def expanded(value):
    return jsonld.expand(value, {"documentLoader": from_here})


def value_of(node, name):
    return node[f"{OA}{name}"][0]["@value"]


def exported(found, folder):
    place = folder / "out.jsonld"
    place.unlink(missing_ok=True)
    written("w3c", found, place)
    return json.loads(place.read_bytes())


@SOME
@given(entries())
def test_what_pyld_expands_has_the_words_at_their_offsets(tmp_path_factory, found):
    (collection,) = expanded(exported(found, tmp_path_factory.mktemp("w3c")))
    (page,) = next(value for name, value in collection.items() if name.endswith("#first"))
    (listed,) = next(value for name, value in page.items() if name.endswith("#items"))
    items = listed["@list"]
    texts, quotes, links = {}, [], 0
    for one in items:
        (motive,) = (motive["@id"] for motive in one[f"{OA}motivatedBy"])
        targets = one[f"{OA}hasTarget"]
        if motive == f"{OA}describing":
            (body,) = one[f"{OA}hasBody"]
            (value,) = body["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"]
            texts[targets[0]["@id"]] = value["@value"]
        elif motive == f"{OA}linking":
            ends = {one[f"urn:claimdesk:{end}"][0]["@id"] for end in ("from", "to")}
            assert ends == {target["@id"] for target in targets}
            links += 1
        else:
            quotes += [target for target in targets if f"{OA}hasSource" in target]
    seen = []
    for target in quotes:
        text = texts[target[f"{OA}hasSource"][0]["@id"]]
        by_type = {one["@type"][0]: one for one in target[f"{OA}hasSelector"]}
        at, quote = by_type[f"{OA}TextPositionSelector"], by_type[f"{OA}TextQuoteSelector"]
        assert text[value_of(at, "start") : value_of(at, "end")] == value_of(quote, "exact")
        seen.append(value_of(quote, "exact"))
    marked = [part.exact for one in found for made in one.annotations for part in made.fragments]
    assert sorted(seen) == sorted(marked)
    assert links <= sum(len(one.own_relations) for one in found)


def test_a_key_without_the_prefix_is_lost_so_that_the_test_above_would_see_it():
    value = {"@context": CONTEXT["@context"], "type": "Annotation", "attribute": "x"}
    (found,) = expanded(value)
    assert list(found) == ["@type"]


def validators(musts):
    """The W3C's schemas for what an annotation, a collection or a page MUST be."""
    from jsonschema import Draft4Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT4

    files = [*(W3C / "definitions").glob("*.json"), *(W3C / "annotations").rglob("*.json")]
    loaded = [json.loads(file.read_text("utf-8")) for file in files]
    resources = [
        (one["id"], Resource.from_contents(one, default_specification=DRAFT4)) for one in loaded
    ]
    registry = Registry().with_resources(resources)
    for name in json.loads((W3C / musts).read_text("utf-8"))["assertions"]:
        schema = json.loads((W3C / name).read_text("utf-8"))
        validator = Draft4Validator(
            {key: value for key, value in schema.items() if key != "id"}, registry=registry
        )
        yield name, validator, schema.get("expectedResult", "valid") == "valid"


def faults(value, musts="annotations/annotationMusts.test"):
    return [
        name for name, validator, wanted in validators(musts) if validator.is_valid(value) != wanted
    ]


needs_schemas = pytest.mark.skipif(not W3C.is_dir(), reason="CLAIMDESK_CORPORA is not set")


@needs_schemas
@settings(SOME, max_examples=5)
@given(entries(most=2))
def test_each_annotation_is_as_the_schemas_say_it_must_be(tmp_path_factory, found):
    whole = exported(found, tmp_path_factory.mktemp("w3c"))
    for one in whole["first"]["items"]:
        assert faults({"@context": whole["@context"], **one}) == []


@needs_schemas
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


@needs_schemas
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
