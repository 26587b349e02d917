"""Writing a dataset: the whole file or none of it, and never in the place of something else."""

import errno
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.formats.material import EXAMPLE, exported, with_an_earlier_text
from tui.errors import CallError, DataError
from tui.formats import registry
from tui.formats.registry import FORMATS, faults_of, load
from tui.formats.writing import write as write_dataset
from tui.store.opening import open_reader

BEFORE = b"what was here before\n"


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "annotations.db"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


@pytest.fixture
def folder(tmp_path):
    """A folder for what is written, with nothing else in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def write(database: Path, output: Path, format_name: str = "jsonl", make: bool = False):
    if make:
        output.parent.mkdir()
    with open_reader(database) as store:
        return write_dataset(store, format_name, output)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def damage_an_anchor(database: Path) -> None:
    """Give the second article's last annotation words that are not at its offsets."""
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TRIGGER annotation_update")
        connection.execute(
            "UPDATE annotation SET fragments = json_set(fragments, '$[0].exact', 'other words')"
            " WHERE id = (SELECT max(id) FROM annotation)"
        )
    connection.close()


OF_ONE_FILE = [name for name in sorted(FORMATS) if load(name).PLACE == "file"]
FOLDERS = [name for name in sorted(FORMATS) if load(name).PLACE == "folder"]


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_each_format_of_the_table_has_the_face(format_name):
    module = load(format_name)
    assert faults_of(module) == []
    assert module.__doc__
    assert module.WHAT
    assert not module.WHAT.endswith(".")
    assert module.SUFFIX.startswith(".") or module.PLACE == "folder"


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_two_exports_of_one_database_are_the_same_bytes(database, folder, format_name):
    for number in "12":
        write(database, folder / number / "out", format_name, make=True)
    assert in_it(folder / "1") == in_it(folder / "2")


def in_it(folder):
    """Every file below a folder, with its bytes."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


@pytest.mark.parametrize("format_name", OF_ONE_FILE)
def test_a_file_holds_what_the_stream_holds_and_the_counts_are_told(database, folder, format_name):
    output = folder / "out"
    written = write(database, output, format_name)
    with open_reader(database) as store:
        assert output.read_bytes() == exported(store, format_name)
    assert (written.articles, written.annotations, written.earlier) == (2, 40, 0)
    assert names(folder) == ["out"]


@pytest.mark.parametrize("format_name", OF_ONE_FILE)
def test_annotations_on_an_earlier_text_are_counted_too(folder, format_name):
    with with_an_earlier_text() as store:
        written = write_dataset(store, format_name, folder / "out")
    assert (written.articles, written.annotations, written.earlier) == (1, 3, 2)


def test_an_earlier_file_is_replaced_by_the_whole_new_one(database, folder):
    output = folder / "out.jsonl"
    output.write_bytes(BEFORE * 100_000)
    write(database, output)
    assert output.read_bytes().count(b"\n") == 2


FAILURES = {
    "the data": (DataError("an annotation is wrong"), DataError),
    "the disk": (OSError(errno.ENOSPC, "No space left on device"), CallError),
    "a key press": (KeyboardInterrupt(), KeyboardInterrupt),
    "a fault of our own": (KeyError("tag"), KeyError),
}


@pytest.mark.parametrize("earlier", [True, False], ids=["over an earlier file", "anew"])
@pytest.mark.parametrize("failure", FAILURES)
def test_an_export_stopped_in_the_middle_leaves_all_as_it_was(
    database, folder, monkeypatch, failure, earlier
):
    error, raised = FAILURES[failure]

    def half(dataset, out, options):
        with out.open() as stream:
            stream.write(f"{next(dataset.entries).article.uid}\n".encode())
            stream.flush()
            raise error

    monkeypatch.setattr(registry.load("jsonl"), "write", half)
    output = folder / "out.jsonl"
    if earlier:
        output.write_bytes(BEFORE)
    with pytest.raises(raised):
        write(database, output)
    assert names(folder) == (["out.jsonl"] if earlier else [])
    if earlier:
        assert output.read_bytes() == BEFORE


@pytest.mark.parametrize("format_name", OF_ONE_FILE)
def test_words_that_are_not_at_their_offsets_refuse_the_export(database, folder, format_name):
    damage_an_anchor(database)
    output = folder / "out"
    output.write_bytes(BEFORE)
    with pytest.raises(DataError, match=r"annotation .* is not 'other words'.*claimdesk check"):
        write(database, output, format_name)
    assert output.read_bytes() == BEFORE
    assert names(folder) == ["out"]


@pytest.mark.parametrize("format_name", OF_ONE_FILE)
def test_a_stream_is_left_open_for_whoever_opened_it(database, folder, format_name):
    with (folder / "out").open("wb") as stream, open_reader(database) as store:
        write_dataset(store, format_name, stream)
        stream.write(b"more")


@pytest.mark.parametrize("format_name", OF_ONE_FILE)
def test_a_stream_is_left_open_where_the_export_fails_too(database, folder, format_name):
    damage_an_anchor(database)
    with (folder / "out").open("wb") as stream, open_reader(database) as store:
        with pytest.raises(DataError):
            write_dataset(store, format_name, stream)
        assert not stream.closed


def test_a_folder_as_output_is_refused_with_a_name_to_try(database, folder):
    with pytest.raises(CallError, match=r"is a folder.*claims\.jsonl"):
        write(database, folder)
    assert names(folder) == []


def test_a_folder_that_is_not_there_is_not_made(database, folder):
    with pytest.raises(CallError, match="cannot be written"):
        write(database, folder / "missing" / "out.jsonl")
    assert names(folder) == []


def test_a_file_in_the_place_of_a_folder_is_left_alone(database, folder):
    (folder / "plain").write_bytes(BEFORE)
    with pytest.raises(CallError, match="cannot be written"):
        write(database, folder / "plain" / "out.jsonl")
    assert (folder / "plain").read_bytes() == BEFORE


def test_a_folder_that_may_not_be_written_is_said(database, folder, unprivileged):
    folder.chmod(0o555)
    with unprivileged(), pytest.raises(CallError, match=r"out\.jsonl cannot be written"):
        write(database, folder / "out.jsonl")
    assert names(folder) == []


def test_a_name_that_is_just_short_enough_is_written(database, folder):
    """The temporary name must not be what makes a name too long."""
    output = folder / ("n" * 250)
    write(database, output)
    assert names(folder) == [output.name]


def test_a_name_too_long_is_refused(database, folder):
    with pytest.raises(CallError, match="cannot be written"):
        write(database, folder / ("n" * 300))
    assert names(folder) == []


@pytest.mark.parametrize("way", ["its own name", "a symbolic link", "a hard link"])
def test_the_database_itself_is_not_written_over(database, tmp_path, way):
    output = database
    if way == "a symbolic link":
        output = tmp_path / "link.jsonl"
        output.symlink_to(database)
    elif way == "a hard link":
        output = tmp_path / "link.jsonl"
        output.hardlink_to(database)
    before = database.read_bytes()
    with pytest.raises(CallError, match="database"):
        write(database, output)
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    "way", ["its own name", "a folder above", "a symbolic link", "a hard link"]
)
@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("format_name", ["jsonl", "csv"])
def test_nor_is_a_file_that_sqlite_has_beside_it(database, tmp_path, format_name, suffix, way):
    """Also where it is not there at the moment, and where the database is called by a link."""
    beside = output = tmp_path / f"annotations.db{suffix}"
    if way == "a folder above":
        output = tmp_path / "work" / ".." / beside.name
    elif way == "a symbolic link":
        output = tmp_path / "link.jsonl"
        output.symlink_to(beside)
        (tmp_path / "link.db").symlink_to(database)
        database = tmp_path / "link.db"
    with open_reader(database) as store:
        if way == "a hard link":
            output = tmp_path / "link.jsonl"
            beside.touch()
            output.hardlink_to(beside)
        before = in_it(tmp_path)
        with pytest.raises(CallError, match="a part of the database: name another"):
            write_dataset(store, format_name, output)
        assert in_it(tmp_path) == before


def test_a_link_as_output_is_written_where_it_points(database, folder):
    (folder / "link").symlink_to("real.jsonl")
    write(database, folder / "link")
    assert (folder / "link").is_symlink()
    assert (folder / "real.jsonl").read_bytes().count(b"\n") == 2


def test_a_pipe_or_device_as_output_is_not_replaced_by_a_file(database, folder):
    """As root, `-o /dev/stdout` and `-o /dev/null` must not make a file of the device."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        refused = ""
        try:
            write(database, pipe)
        except CallError as error:
            refused = str(error)
        assert str(pipe) in refused or os.read(reader, 6) == b'{"id":'
        assert stat.S_ISFIFO(pipe.stat().st_mode)
    finally:
        os.close(reader)
    assert names(folder) == ["pipe"]
