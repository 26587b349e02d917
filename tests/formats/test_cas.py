"""UIMA CAS, JSON and XMI: written by dkpro-cassis, read by our own reader."""

import io
import json
import os
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.formats.datasets import entries
from tests.formats.material import EXAMPLE
from tests.formats.roundtrip import comparable, holds, written
from tui.errors import CallError, DataError
from tui.formats.cas import CARRIES
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.inception import CLAIM, annotation, asked, claim_features
from tui.formats.registry import load, load_readable
from tui.formats.taking_in import Wanted, take_in_from
from tui.formats.writing import write
from tui.model import Annotation, Article, ArticleSummary, Attribute, Tag
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.anchors import holds as stands
from tui.text.policy import sha256

FEW = settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
KINDS = ("cas", "cas-xmi")
CORPORA = Path(os.environ.get("CLAIMDESK_CORPORA", "nowhere")) / "uima"
TEXT = "😀 Rebels said 84 died.\nThe army was silent."


@pytest.fixture
def cassis():
    """The library that writes; reading needs none."""
    return pytest.importorskip("cassis")


def article(text: str = TEXT, *made: Annotation) -> Entry:
    summary = ArticleSummary(uid="a1", sha256=sha256(text), title="T", length=len(text))
    return Entry(Article(summary, text), list(made), [])


def marked(uid: str, *spans: tuple[int, int], text: str = TEXT, note: str = "") -> Annotation:
    return Annotation(
        uid=uid,
        article="a1",
        tag="claim/number",
        fragments=tuple(anchor(text, *span) for span in spans),
        annotator="ana",
        created="",
        modified="",
        note=note,
        sha256=sha256(text),
    )


@pytest.mark.parametrize("name", KINDS)
@FEW
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(name, found):
    pytest.importorskip("cassis")
    holds(name, found)


def test_offsets_are_utf16_and_the_words_are_those_that_cassis_finds(cassis, tmp_path):
    made = (marked("m1", (2, 8), (14, 16)), marked("m2", (0, 1)))
    written("cas", [article(TEXT, *made)], tmp_path / "out")
    file = tmp_path / "out" / "a1.json"
    rows = json.loads(file.read_bytes())["%FEATURE_STRUCTURES"]
    (row,) = [row for row in rows if row.get("uid") == "m1"]
    assert (row["begin"], row["end"], row["quote"]) == (3, 9, "Rebels")
    cas = cassis.load_cas_from_json(io.BytesIO(file.read_bytes()))
    relation = cas.typesystem.get_type("webanno.custom.ClaimRelation")
    assert relation.get_feature("Governor").rangeType.name == "webanno.custom.Claim"
    for layer in ("webanno.custom.Claim", "webanno.custom.ClaimPart"):
        found = list(cas.select(layer))
        assert found
        assert all(one.get_covered_text() == one.quote for one in found)


def test_what_the_codebook_asks_is_a_feature_of_its_name_where_it_can_be():
    tag = Tag(
        "1", "claim", attributes=tuple(map(Attribute, ("speaker", "tag", "how sure", "ROLE_")))
    )
    assert asked([tag]) == ("speaker",)


@pytest.mark.parametrize("names", [("speaker", "a b"), ("speaker", "polarity"), ("a b", "speaker")])
def test_attributes_come_back_in_their_order(names):
    made = replace(marked("m1", (2, 8)), attributes={name: f"{name}!" for name in names})
    features = claim_features(made, ("polarity", "speaker"))
    assert features["speaker"] == "speaker!"
    found = annotation(CLAIM, features, made.fragments, "", "a1", "here")
    assert [*found.attributes.items()] == [*made.attributes.items()]


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(CallError, match=r"pip install 'claimdesk\[cas\]'"):
        written("cas", [article()], tmp_path / "out")


def test_xmi_tells_the_characters_that_xml_does_not_have(cassis, tmp_path):
    told = written(
        "cas-xmi", [article(TEXT, marked("m1", (2, 8), note="a\x1b[0m"))], tmp_path / "x"
    )
    assert told.losses["characters that XML does not have"] == 1
    (entry,) = load_readable("cas-xmi").read(tmp_path / "x", Options())
    assert entry.annotations[0].note == "a\ufffd[0m"


def sample(**changes) -> bytes:
    """A CAS by hand, as another program writes it."""
    claim = {"%ID": 3, "%TYPE": "webanno.custom.Claim", "@sofa": 1, "begin": 3, "end": 9}
    claim |= {"tag": "claim", "quote": "Rebels", "uid": "m1"} | changes
    cas = {
        "%TYPES": {"webanno.custom.Claim": {"%SUPER_TYPE": "uima.tcas.Annotation"}},
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": TEXT},
            claim,
        ],
        "%VIEWS": {},
    }
    return json.dumps(cas).encode()


def read(data: bytes, place: Path, offsets="auto"):
    place.write_bytes(data)
    return list(load_readable("cas").read(place, Options(offsets=offsets)))


def test_offsets_in_code_points_are_known_by_the_quoted_words(tmp_path):
    (entry,) = read(sample(begin=2, end=8), tmp_path / "x.json")
    assert entry.annotations[0].quote == "Rebels"
    (entry,) = read(sample(begin=2, end=8, quote=""), tmp_path / "x.json", "codepoint")
    assert entry.annotations[0].quote == "Rebels"


def test_an_annotation_of_no_width_marks_nothing(tmp_path):
    (entry,) = read(sample(end=3), tmp_path / "x.json")
    assert not entry.annotations


BAD = {
    "truncated": (sample()[:-40], "no whole JSON"),
    "mis-encoded": (sample().replace(b"Rebels said", b"Rebels \xff"), "not UTF-8"),
    "no CAS": (b'{"a": 1}', "no UIMA CAS JSON"),
    "no object": (b"[1, 2]", "no whole XML"),
    "out of the text": (sample(end=900), "structure 3: 3–900 is no stretch"),
    "inside a character": (sample(begin=1, quote=""), "structure 3: 1–9 is no stretch"),
    "other words": (sample(begin=4), "not 'Rebels'"),
    "no number": (sample(begin="x"), "the offset 'x'"),
    "unknown type": (sample(**{"%TYPE": "webanno.custom.Other"}), "not declared"),
    "an id twice": (
        sample().replace(b'"%FEATURE_STRUCTURES": [', b'"%FEATURE_STRUCTURES": [{"%ID": 3,'
                         b' "%TYPE": "uima.tcas.Annotation"},'),
        "the id '3' comes a second time",
    ),
    "attributes that are none": (sample(attributes="[1]"), "no JSON object of texts"),
    "XML cut off": (b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><a', "no whole XML"),
    "another XML": (b"<a/>", "neither UIMA CAS JSON nor XMI"),
    "a document type": (
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "document type",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_one_line_with_file_and_remedy(what, tmp_path):
    data, said = BAD[what]
    with pytest.raises(DataError) as error:
        read(data, tmp_path / "x.json")
    assert str(error.value).startswith(str(tmp_path / "x.json"))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


AS_XMI = """<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>
 <custom:Claim xmi:id="2" sofa="1" begin="3" end="9" tag="claim" quote="Rebels" uid="m1"/>
 <custom:Claim xmi:id="3" sofa="1" begin="10" end="14" tag="claim" quote="said" uid="m2"/>
 <custom:ClaimRelation xmi:id="4" sofa="1" begin="10" end="14" Governor="2" Dependent="3"/>
 <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="😀 Rebels said 84."/>
 <cas:View sofa="1" members="2 3 4"/></xmi:XMI>"""
TYPES = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
 <typeDescription><name>webanno.custom.Claim</name><supertypeName>uima.tcas.Annotation
 </supertypeName></typeDescription></types></typeSystemDescription>"""


def test_xmi_is_read_without_its_types_and_held_against_them_where_they_are(tmp_path):
    place = tmp_path / "x.xmi"
    (entry,) = read(AS_XMI.encode(), place)
    assert [made.quote for made in entry.annotations] == ["Rebels", "said"]
    assert [(it.source, it.target) for it in entry.relations] == [("m1", "m2")]
    (tmp_path / "TypeSystem.xml").write_text(TYPES)
    with pytest.raises(DataError, match="structure 4 has the type 'webanno.custom.ClaimRelation'"):
        read(AS_XMI.encode(), place)
    packed = zipped(tmp_path / "x.zip", **{"x.xmi": AS_XMI.encode(), "TypeSystem.xml": b"<a"})
    with pytest.raises(DataError, match=r"TypeSystem\.xml: no whole XML"):
        list(load_readable("cas-xmi").read(packed, Options()))


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_whatever_is_damaged_is_told_in_one_line_or_still_fits(data):
    good = data.draw(st.sampled_from([sample(), AS_XMI.encode()]))
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 8)))
    put = data.draw(st.sampled_from([b"", b'"', b"5", b"[", b"]", b"null", b"{}", b"\xff", b"<a>"]))
    found, said = [], ""
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = read(good[:start] + put + good[end:], Path(folder) / "x.json")
        except DataError as error:
            said = str(error)
    assert "\n" not in said
    for entry in found:
        assert all(holds_in(entry.article.text, made) for made in entry.annotations)


def holds_in(text: str, made: Annotation) -> bool:
    return all(stands(text, part) for part in made.fragments)


def test_one_id_in_two_files_is_refused(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.json").write_bytes(sample())
    with pytest.raises(DataError, match=r"b\.json: the id 'm1' comes a second time"):
        list(load_readable("cas").read(tmp_path, Options()))


def zipped(place: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("DOWN", "../"), data)
    return place


def test_a_zip_is_read_and_one_that_leads_out_or_grows_is_refused(tmp_path):
    good = zipped(tmp_path / "good.zip", **{"a.json": sample()})
    assert len(list(load_readable("cas").read(good, Options()))) == 1
    out = zipped(tmp_path / "out.zip", **{"DOWNa.json": sample()})
    with pytest.raises(DataError, match="leads out of the zip"):
        list(load_readable("cas").read(out, Options()))
    bomb = zipped(tmp_path / "bomb.zip", **{"a.json": b" " * 30_000_000})
    with pytest.raises(DataError, match="grows to 30,000,000 bytes"):
        list(load_readable("cas").read(bomb, Options()))
    cut = tmp_path / "cut.zip"
    cut.write_bytes(good.read_bytes()[:-30])
    with pytest.raises(DataError, match="no whole zip"):
        list(load_readable("cas").read(cut, Options()))


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.json").write_bytes(sample())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(DataError, match="leads out of the folder"):
        list(load_readable("cas").read(tmp_path / "in", Options()))


def test_a_place_without_files_of_the_kind_is_said(tmp_path):
    with pytest.raises(DataError, match=r"no file that ends in \.json or \.xmi"):
        list(load_readable("cas").read(tmp_path, Options()))


@pytest.mark.parametrize("name", [*KINDS, "webanno-tsv"])
def test_the_example_is_known_again_where_it_came_from(name, tmp_path):
    if load(name).EXTRA:
        pytest.importorskip("cassis")
    copy = tmp_path / "example.db"
    copy.write_bytes(EXAMPLE.read_bytes())
    with open_store(copy, annotator="ana", device="desk") as store:
        write(store, name, tmp_path / "out")
        done = take_in_from(store, name, tmp_path / "out", Wanted())
    assert (done.articles, done.annotations, done.relations, done.here) == (0, 0, 0, 40)


def real_files():
    if not CORPORA.is_dir():
        return []
    return sorted(file for suffix in ("json", "xmi") for file in CORPORA.rglob(f"*.{suffix}"))


@pytest.mark.skipif(not CORPORA.is_dir(), reason="CLAIMDESK_CORPORA is not set")
@pytest.mark.parametrize("name", KINDS)
def test_real_files_are_read_and_reading_what_is_written_of_them_changes_nothing(
    cassis, name, tmp_path
):
    total = 0
    for number, file in enumerate(real_files()):
        found = list(load_readable("cas").read(file, Options()))
        total += sum(len(one.annotations) for one in found)
        with_ids = [_named(one, f"{number}-{place}") for place, one in enumerate(found)]
        written(name, with_ids, tmp_path / str(number))
        if found:
            again = list(load_readable(name).read(tmp_path / str(number), Options()))
            assert comparable(again, CARRIES) == comparable(with_ids, CARRIES)
    assert total > 40


def _named(one: Entry, uid: str) -> Entry:
    """An entry as taking it in makes it: with a uid that can be the name of a file."""
    return replace(
        one,
        article=replace(one.article, summary=replace(one.article.summary, uid=uid)),
        annotations=[replace(made, article=uid) for made in one.annotations],
        relations=[replace(it, source_article=uid, target_article=uid) for it in one.relations],
    )


def test_the_face_says_what_it_needs():
    assert [load(name).EXTRA for name in KINDS] == ["cas", "cas"]
    assert [load(name).OFFSETS for name in KINDS] == ["UTF-16", "UTF-16"]
