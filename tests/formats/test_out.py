"""Where an export goes: a folder is whole or not there, and nothing is written over unasked."""

import zipfile
from hashlib import sha256

import pytest

from tests.formats.material import EXAMPLE
from tui.errors import CallError
from tui.formats.out import MARKER, FolderOut, Nowhere, folder_out
from tui.formats.writing import write
from tui.store.opening import open_reader


@pytest.fixture
def place(tmp_path):
    """Where a folder is to be, in a folder with nothing else in it."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here" / "out"


def put(place, files):
    with folder_out(place) as out:
        for name, data in files.items():
            with out.open(name) as stream:
                stream.write(data)


def below(folder):
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != MARKER)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_files_are_in_the_folder_and_in_folders_of_it(place):
    put(place, {"one.txt": b"1", "ana/two.txt": b"2"})
    assert below(place) == {"one.txt": b"1", "ana/two.txt": b"2"}
    assert [file.name for file in place.parent.iterdir()] == ["out"]


def test_an_earlier_export_is_replaced_with_all_its_files(place):
    put(place, {"one.txt": b"1", "ana/two.txt": b"2"})
    put(place, {"three.txt": b"3"})
    assert below(place) == {"three.txt": b"3"}
    assert [file.name for file in place.parent.iterdir()] == ["out"]


def test_an_empty_folder_is_taken(place):
    place.mkdir()
    put(place, {"one.txt": b"1"})
    assert below(place) == {"one.txt": b"1"}


def added(place):
    (place / "mine.txt").write_bytes(b"mine")


def changed(place):
    (place / "one.txt").write_bytes(b"edited")


def without_its_list(place):
    (place / MARKER).unlink()


@pytest.mark.parametrize("become", [added, changed, without_its_list])
def test_a_folder_that_is_no_longer_as_it_was_exported_stays(place, become):
    put(place, {"one.txt": b"1"})
    become(place)
    before = below(place)
    with pytest.raises(CallError, match=r"out has .*: name a new folder with -o"):
        put(place, {"two.txt": b"2"})
    assert below(place) == before
    assert [file.name for file in place.parent.iterdir()] == ["out"]


def test_a_folder_with_the_database_in_it_is_not_written_over(place):
    place.mkdir()
    (place / "annotations.db").write_bytes(EXAMPLE.read_bytes())
    with (
        open_reader(place / "annotations.db") as store,
        pytest.raises(CallError, match="no export made"),
    ):
        write(store, "csv", place)
    assert below(place) == {"annotations.db": EXAMPLE.read_bytes()}


def test_a_file_in_the_place_of_the_folder_stays(place):
    place.write_bytes(b"plain")
    with pytest.raises(CallError, match="is a file"):
        put(place, {"one.txt": b"1"})
    assert place.read_bytes() == b"plain"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), KeyError("tag"), CallError("no")])
def test_a_folder_stopped_in_the_middle_leaves_all_as_it_was(place, error):
    put(place, {"one.txt": b"1"})

    def half():
        with folder_out(place) as out, out.open("two.txt") as stream:
            stream.write(b"2")
            raise error

    with pytest.raises(type(error)):
        half()
    assert below(place) == {"one.txt": b"1"}
    assert [file.name for file in place.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["", "/etc/x", "../x", "a/../../x", "a\0b", MARKER])
def test_a_name_that_leads_out_of_the_folder_is_no_name(tmp_path, name):
    with pytest.raises(ValueError, match="no name"), FolderOut(tmp_path).open(name):
        pass


def test_no_file_is_written_twice(tmp_path):
    out = FolderOut(tmp_path)
    with out.open("a.txt"):
        pass
    with pytest.raises(ValueError, match="twice"), out.open("a.txt"):
        pass


def test_what_goes_nowhere_may_be_an_archive():
    with Nowhere().open() as stream, zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a" * 100_000)
        assert archive.namelist() == ["a.txt"]


def test_csv_is_four_tables_in_a_folder_and_one_where_a_file_is_named(place, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(EXAMPLE.read_bytes())
    with open_reader(copy) as store:
        write(store, "csv", place)
        write(store, "csv", place.with_suffix(".csv"))
    assert sorted(below(place)) == ["documents.csv", "labels.csv", "relations.csv", "spans.csv"]
    assert place.with_suffix(".csv").read_bytes().startswith(b"article,sha256,title")


@pytest.mark.parametrize("go_back", [False, True])
def test_the_list_has_the_sum_of_each_file_however_it_was_written(place, go_back):
    with folder_out(place) as out, out.open("one.txt") as stream:
        stream.writelines([b"one ", b"two"])
        if go_back:
            stream.seek(0)
            stream.write(b"ONE")
    digest = sha256((place / "one.txt").read_bytes()).hexdigest()
    assert (place / MARKER).read_text(encoding="utf-8") == f"{digest}  one.txt\n"


def test_the_list_of_many_files_is_written_as_they_are(place, monkeypatch):
    monkeypatch.setattr("tui.formats.out.NOTED", 2)
    files = {f"{n}.txt": b"%d" % n for n in range(5)}
    with folder_out(place) as out:
        for name, data in files.items():
            with out.open(name) as stream:
                stream.write(data)
        assert len((out.folder / MARKER).read_text(encoding="utf-8").splitlines()) == 4
    lines = [f"{sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    assert (place / MARKER).read_text(encoding="utf-8") == "".join(lines)
