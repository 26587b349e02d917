"""REFI-QDA codebooks: the tags go out and come back, and all else is told as lost."""

from xml.etree import ElementTree

import pytest

from tests.formats.material import EXAMPLE
from tests.formats.qda import CODE, CODES, OTHER_CODE
from tui.errors import CallError, DataError
from tui.formats import qdc
from tui.formats.face import Dataset, Options
from tui.formats.out import Nowhere, StreamOut
from tui.formats.writing import write, write_into
from tui.model import Tag
from tui.store import codebook
from tui.store.opening import open_reader

PLAIN = Options()
NS = "{urn:QDA-XML:codebook:1.0}"
THEIRS = CODES.replace("<CodeBook>", '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="MAXQDA">')


@pytest.fixture
def example(tmp_path):
    with open_reader(EXAMPLE) as store:
        told = write(store, "qdc", tmp_path / "example.qdc")
        return tmp_path / "example.qdc", codebook.tags(store), told


def test_tags_come_back_with_their_meanings_and_colours(example):
    place, tags, _ = example
    found = qdc.read_tags(place)
    assert [(one.path, one.meaning, one.colour) for one in found] == [
        (one.path, one.meaning, one.colour) for one in tags
    ]
    assert len(found) > 10


def test_a_tag_is_a_code_under_that_of_its_parent(example):
    place, tags, _ = example
    root = ElementTree.fromstring(place.read_bytes())
    (codes,) = root
    paths = [path for code in codes for path in paths_of(code, "")]
    assert paths == [one.path for one in tags]


def paths_of(code, above):
    path = f"{above}/{code.get('name')}".lstrip("/")
    yield path
    for below in code.findall(f"{NS}Code"):
        yield from paths_of(below, path)


def test_what_stays_behind_is_told_each_thing_once(example):
    _, tags, told = example
    assert (told.articles, told.annotations) == (2, 40)
    lost = told.losses
    counts = ("annotations", "overlapping annotations", "annotations of several fragments")
    assert sum(lost[what] for what in counts) == 40
    assert lost["articles with annotations"] == 2
    assert lost["keys of tags"] == sum(bool(one.key) for one in tags)


def test_a_codebook_has_no_articles_and_is_checked_all_the_same(tmp_path, example):
    assert list(qdc.read(example[0], PLAIN)) == []
    (tmp_path / "wrong.qdc").write_text("<Project/>")
    with pytest.raises(DataError, match="it is a Project, not a CodeBook"):
        list(qdc.read(tmp_path / "wrong.qdc", PLAIN))


def test_a_codebook_without_a_tag_is_refused_before_anything_is_written():
    with pytest.raises(CallError, match="at least one tag: add one"):
        write_into(qdc, Dataset(iter(())), Nowhere())


def test_a_tag_whose_parent_no_codebook_has_gets_one(tmp_path):
    with (tmp_path / "out.qdc").open("wb") as stream:
        tags = (Tag("", "claim/number", meaning='“84” & <more>\n"dead"'),)
        write_into(qdc, Dataset(iter(()), tags), StreamOut(stream))
    found = qdc.read_tags(tmp_path / "out.qdc")
    assert [one.path for one in found] == ["claim", "claim/number"]
    assert found[1].meaning == tags[0].meaning


def test_what_another_tool_wrote_is_read(tmp_path):
    place = tmp_path / "theirs.qdc"
    place.write_text(f"\ufeff{THEIRS}", encoding="utf-8")
    first, second = qdc.read_tags(place)
    assert (first.path, first.colour, first.meaning) == (
        *("Claims", "orange", "What can be checked."),
    )
    assert second.path == "Claims/figures"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (THEIRS[:-30], "no whole XML"),
        (THEIRS.replace(OTHER_CODE, CODE), "another code's as well"),
        (THEIRS.replace(f'guid="{OTHER_CODE}"', ""), "Code figures: it has no guid"),
        (THEIRS.replace('name="figures"', ""), "'name' is missing"),
        (THEIRS.encode().replace(b"checked", b"\xe9"), "no whole XML"),
    ],
)
def test_what_is_wrong_is_told_with_file_code_and_remedy(tmp_path, wrong, told):
    place = tmp_path / "wrong.qdc"
    place.write_bytes(wrong if isinstance(wrong, bytes) else wrong.encode())
    with pytest.raises(DataError, match=told) as error:
        qdc.read_tags(place)
    assert str(error.value).startswith(str(place))
    assert "mend it there" in str(error.value)
