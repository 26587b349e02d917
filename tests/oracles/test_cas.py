"""dkpro-cassis reads what is exported as CAS, JSON and XMI, and finds the same words."""

import io
from collections import Counter
from pathlib import Path

import cassis
import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tests.oracles.claims import CLAIM, PART, RELATION, quotes, sample, within

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def load_json(place: Path):
    return cassis.load_cas_from_json(io.BytesIO(place.read_bytes()))


def load_xmi(place: Path):
    types = cassis.load_typesystem(io.BytesIO(place.with_name("TypeSystem.xml").read_bytes()))
    return cassis.load_cas_from_xmi(io.BytesIO(place.read_bytes()), typesystem=types, lenient=False)


KINDS = {"cas": (".json", load_json), "cas-xmi": (".xmi", load_xmi)}


def agrees(cas, entry) -> bool:
    """Whether a CAS has the words that were marked, where it says, and the relations on them."""
    found = [*cas.select(CLAIM), *cas.select(PART)]
    related = list(cas.select(RELATION))
    return (
        cas.sofa_string == entry.article.text
        and all(one.get_covered_text() == one.quote for one in found)
        and Counter(one.get_covered_text() for one in found) == quotes(entry)
        and len(related) == within(entry)
        and all((it.begin, it.end) == (it.Dependent.begin, it.Dependent.end) for it in related)
    )


@pytest.mark.parametrize("name", KINDS)
@FEW
@given(made=entries())
def test_cassis_finds_the_words_that_were_marked(name, tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("cas") / "out"
    written(name, made, folder)
    suffix, load = KINDS[name]
    for entry in made:
        assert agrees(load(folder / f"{entry.article.uid}{suffix}"), entry)


def test_cassis_tells_code_points_from_utf16_and_refuses_what_is_broken(tmp_path):
    entry = sample()
    for name in KINDS:
        written(name, [entry], tmp_path / name)
    as_json, as_xmi = tmp_path / "cas" / "a1.json", tmp_path / "cas-xmi" / "a1.xmi"
    assert agrees(load_json(as_json), entry)
    assert agrees(load_xmi(as_xmi), entry)
    good = as_json.read_text(encoding="utf-8")
    as_json.write_text(good.replace('"begin": 3', '"begin": 2').replace('"end": 9', '"end": 8'))
    assert not agrees(load_json(as_json), entry)
    as_json.write_text(good[:-100])
    with pytest.raises(ValueError, match="delimiter|Expecting|Unterminated"):
        load_json(as_json)
    as_xmi.write_text(as_xmi.read_text(encoding="utf-8").replace(":Claim ", ":Unknown "))
    with pytest.raises(Exception, match="Unknown"):
        load_xmi(as_xmi)
