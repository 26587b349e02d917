"""PyLD expands what is exported as Web Annotations, and finds the same words in it.

The context of JSON-LD stands beside this file, as the W3C publishes it under its Software and
Document licence.
"""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyld import jsonld

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tui.formats.losses import kept_relations
from tui.formats.w3c import CARRIES

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
CONTEXT = json.loads(Path(__file__).with_name("anno.jsonld").read_text("utf-8"))
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
    gone = {made.uid for one in found for text in one.earlier for made in text.annotations}
    assert links == sum(len(kept_relations(one, CARRIES, gone)) for one in found)


def test_a_key_without_the_prefix_is_lost_so_that_the_test_above_would_see_it():
    value = {"@context": CONTEXT["@context"], "type": "Annotation", "attribute": "x"}
    (found,) = expanded(value)
    assert list(found) == ["@type"]


BROKEN = {
    "an id that is none": {"id": 7},
    "a context that is none": {"@context": 7},
    "a value with an id": {"body": {"type": "TextualBody", "value": {"@value": 1, "@id": "x"}}},
    "a type that is none": {"type": {"of": "Annotation"}},
}


@pytest.mark.parametrize("broken", BROKEN)
def test_pyld_refuses_what_is_broken(tmp_path, broken):
    good = exported([], tmp_path)
    assert expanded(good)
    with pytest.raises(jsonld.JsonLdError):
        expanded({**good, **BROKEN[broken]})
