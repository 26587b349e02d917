"""Files that are wrong: each is refused with one line that has the file and a remedy, or taken in
as a whole where nothing can tell that it is wrong; never half, and never with a traceback."""

import re

import pytest

from tests.formats.damages import SUBJECTS, again, cuts, exported, group, hit, laid, with_members
from tests.formats.material import empty_database
from tests.store.state import state
from tui.errors import DataError
from tui.formats.registry import FORMATS, load
from tui.formats.taking_in import Wanted, take_in_from
from tui.store import history
from tui.store.opening import open_store

READ = sorted(name for name in FORMATS if hasattr(load(name), "read"))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A database that nothing of what is wrong comes into."""
    path = tmp_path_factory.mktemp("bad") / "annotations.db"
    path.write_bytes(empty_database())
    with open_store(path, annotator="ana", device="desk") as store:
        yield store


class _Whole(Exception):
    """It came in; it is taken back."""


def taken_in(store, name, place, known_tags=False):
    """What came in, and is gone again. Raises DataError where it is refused, and checks how."""
    before = state(store), history.count(store)
    done = None
    try:
        with store.transaction():
            done = take_in_from(store, name, place, Wanted(known_tags=known_tags))
            raise _Whole
    except _Whole:
        assert done is not None
        return done
    except DataError as error:
        said = str(error)
        assert said.startswith(str(place)), "it names the file"
        assert re.search(r": \w[^:]*$", said), "it ends with the remedy"
        assert len(said) < 500
        assert said.isprintable()
        assert "cannot be read as" not in said, "its reader knows what is wrong"
        raise
    finally:
        assert (state(store), history.count(store)) == before


def refused(store, name, place, files):
    with pytest.raises(DataError) as told:
        taken_in(store, name, laid(files, place))
    return str(told.value)


@pytest.fixture
def place(tmp_path, request):
    return tmp_path / f"in{load(request.node.callspec.params['format_name']).SUFFIX}"


def test_each_format_that_is_read_has_a_row():
    assert sorted(SUBJECTS) == READ


@pytest.mark.parametrize("format_name", READ)
def test_what_is_whole_comes_in(store, place, format_name):
    """Else it would be no wonder that the rest is refused."""
    done = taken_in(store, format_name, laid(exported(format_name), place))
    assert done.articles == (0 if format_name == "qdc" else 2)


@pytest.mark.parametrize("format_name", READ)
def test_a_file_that_was_cut_off_is_refused(store, place, format_name):
    for files in cuts(format_name):
        refused(store, format_name, place, files)


ENCODED = {
    "latin": lambda data: data[: len(data) // 2] + b"\xe9" + data[len(data) // 2 :],
    "nul": lambda data: data[: len(data) // 2] + b"\0" + data[len(data) // 2 :],
    "utf16": lambda data: data.decode("utf-8", "replace").encode("utf-16"),
}


@pytest.mark.parametrize("how", ENCODED)
@pytest.mark.parametrize("format_name", READ)
def test_a_file_of_another_encoding_is_refused(store, place, format_name, how):
    refused(store, format_name, place, hit(format_name, ENCODED[how]))


@pytest.mark.parametrize("format_name", [name for name in READ if SUBJECTS[name].offset])
def test_words_that_are_not_at_their_offsets_are_refused(store, place, format_name):
    subject = SUBJECTS[format_name]
    shifts = [lambda number: b"%d" % (int(number) + 1)] if subject.quoted else []
    for shift in (*shifts, lambda number: b"9" * 9, lambda number: b"9" * 40, lambda number: b"-1"):
        damaged = hit(format_name, lambda data, shift=shift: group(subject.offset, data, shift))
        refused(store, format_name, place, damaged)


@pytest.mark.parametrize("format_name", [name for name in READ if SUBJECTS[name].record])
def test_an_id_that_comes_a_second_time_is_refused(store, place, format_name):
    record = SUBJECTS[format_name].record
    refused(store, format_name, place, hit(format_name, lambda data: again(record, data)))


@pytest.mark.parametrize("format_name", [name for name in READ if SUBJECTS[name].tag])
def test_a_tag_that_is_not_known_is_made_and_told_or_refused_where_that_is_asked(
    store, place, format_name
):
    """A format whose files have a list of the tags refuses one that is not in it."""
    subject = SUBJECTS[format_name]
    files = hit(format_name, lambda data: group(subject.tag, data, lambda tag: b"sighting", 0))
    laid(files, place)
    if subject.own_tags:
        with pytest.raises(DataError, match="sighting"):
            taken_in(store, format_name, place)
        return
    assert "sighting" in taken_in(store, format_name, place).tags
    if format_name != "qdc":
        with pytest.raises(DataError, match="no tag 'sighting' in the codebook"):
            taken_in(store, format_name, place, known_tags=True)


LARGE = 60_000_000
ZIPPED = {"cas": "a.json", "cas-xmi": "a.xmi", "doccano": "all.jsonl", "webanno-tsv": "a.tsv"}
"""Formats that are read from a zip, too, with the name of a file in it."""


@pytest.mark.parametrize("format_name", [*ZIPPED, "qdpx"])
def test_a_zip_that_unpacks_to_far_too_much_is_refused(store, tmp_path, format_name):
    place, (whole,) = tmp_path / "in.zip", [*exported("qdpx").values()]
    inside = {ZIPPED.get(format_name, "sources/a.txt"): b" " * LARGE}
    place.write_bytes(with_members(whole if format_name == "qdpx" else b"", inside))
    with pytest.raises(DataError, match=r"60,000,0|60,0\d\d,\d\d\d"):
        taken_in(store, format_name, place)


@pytest.mark.parametrize("name", ["../a", "/tmp/a", "x/../../a"])
@pytest.mark.parametrize("format_name", ZIPPED)
def test_a_zip_with_a_name_that_leads_out_of_it_is_refused(store, tmp_path, format_name, name):
    place = tmp_path / "in.zip"
    suffix = ZIPPED[format_name].removeprefix("a").removeprefix("all")
    place.write_bytes(with_members(b"", {f"{name}{suffix}": b"{}"}))
    with pytest.raises(DataError, match="leads out of the zip"):
        taken_in(store, format_name, place)


@pytest.mark.parametrize("name", [b"internal://../a.txt", b"/etc/hosts", b"internal:///../a.txt"])
def test_a_project_that_names_a_text_outside_itself_is_refused(store, tmp_path, name):
    named = r'plainTextPath="([^"]+)'
    files = hit("qdpx", lambda data: group(named, data, lambda _: name))
    assert "leads out of the archive" in refused(store, "qdpx", tmp_path / "in.qdpx", files)


@pytest.mark.parametrize("format_name", [name for name in READ if load(name).PLACE == "folder"])
def test_a_file_that_is_a_link_out_of_the_folder_is_refused(store, tmp_path, format_name):
    place = laid(exported(format_name), tmp_path / "in")
    pattern = SUBJECTS[format_name].file
    file = next(
        file
        for file in sorted(place.rglob("*"))
        if re.fullmatch(pattern, file.relative_to(place).as_posix())
    )
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DataError, match="leads out of"):
        taken_in(store, format_name, place)


LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10 if number else b"ha" * 50)
    for number in range(9)
)
"""A billion of them where all is put in."""


@pytest.mark.parametrize("format_name", ["cas-xmi", "qdc", "qdpx"])
def test_xml_that_grows_beyond_measure_is_refused(store, place, format_name):
    def grown(data):
        head, _, rest = data.partition(b"?>")
        return head + b"?><!DOCTYPE a [" + LAUGHS + b"]>" + rest.replace(b'="', b'="&l8;', 40)

    refused(store, format_name, place, hit(format_name, grown))


@pytest.mark.parametrize(
    "format_name", ["argilla", "doccano", "jsonl", "label-studio", "prodigy", "w3c"]
)
def test_half_a_character_that_json_names_is_refused(store, place, format_name):
    named = r'source":"(International News)"'
    files = hit(format_name, lambda data: group(named, data, lambda _: rb"\ud800"))
    assert "half a character" in refused(store, format_name, place, files)
