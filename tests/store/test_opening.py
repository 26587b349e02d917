"""Opening a database: made when missing, untouched by reading, refused with a reason."""

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

from tests.store.conftest import add_file
from tui.errors import CallError, DataError
from tui.store import annotations, articles, codebook
from tui.store.opening import open_reader, open_store
from tui.store.schema import SCHEMA_VERSION


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def open_here(path: Path, **options):
    return open_store(path, annotator="ana", device="desk-1", **options)


def test_a_missing_database_is_made_with_the_default_codebook(path):
    with open_here(path) as store:
        assert [tag.path for tag in codebook.tags(store)][:2] == ["claim", "claim/event"]
    assert [file.name for file in path.parent.iterdir() if "annotations" in file.name] == [
        path.name
    ]


def test_opening_and_reading_changes_no_byte(path, mali):
    with open_here(path) as store:
        article = add_file(store, mali)
    before, stamp = digest(path), path.stat().st_mtime_ns
    with open_here(path) as store:
        articles.read(store, article)
        annotations.of_article(store, article)
    with open_reader(path) as store:
        articles.summaries(store)
    assert (digest(path), path.stat().st_mtime_ns) == (before, stamp)


def test_the_file_rests_as_one_file_after_writing(path, mali):
    with open_here(path) as store:
        add_file(store, mali)
        assert store.value("PRAGMA journal_mode") == "wal"
    assert sorted(file.name for file in path.parent.glob("annotations*")) == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01", "the header says: plain journal"


def test_every_write_waits_for_the_disk(store):
    assert store.value("PRAGMA synchronous") == 3
    assert store.value("PRAGMA foreign_keys") == 1


def test_an_operation_that_fails_leaves_nothing(store, first):
    operations = store.value("SELECT count(*) FROM op")

    def half_an_edit():
        with store.operation("half an edit"):
            store.run("UPDATE article SET title = 'changed'")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        half_an_edit()
    assert store.value("SELECT count(*) FROM op") == operations
    assert articles.summary(store, first).title != "changed"


def test_an_operation_that_changes_nothing_leaves_no_entry(store, first):
    operations = store.value("SELECT count(*) FROM op")
    with store.operation("nothing at all"):
        pass
    assert store.value("SELECT count(*) FROM op") == operations


@pytest.mark.parametrize("table", ["article", "annotation", "relation", "claim", "tag"])
def test_rows_are_never_removed(store, first, table):
    annotations.add(store, [draft_of(store, first)])
    store.connection.execute("BEGIN")
    if store.value(f"SELECT count(*) FROM {table}"):
        with pytest.raises(DataError, match="never removed"):
            store.run(f"DELETE FROM {table}")


def draft_of(store, article):
    from tui.text.anchors import anchor

    return annotations.Draft(
        article, "claim/event", (anchor(articles.text_of(store, article), 148, 212),)
    )


def test_an_edit_outside_an_operation_is_refused(store, first):
    with pytest.raises(DataError, match="edit outside an operation"):
        store.run("UPDATE article SET title = 'unsigned'")


def test_a_text_never_changes(store, first):
    with pytest.raises(DataError, match="never changes"):
        store.run("UPDATE text SET body = 'other'")


def test_the_clock_never_goes_back_in_the_log(path, mali):
    times = iter([2_000_000_000_000] * 50)
    with open_here(path, now=lambda: next(times, 1_000_000_000_000)) as store:
        article = add_file(store, mali)
        for _ in range(60):
            annotations.add(store, [draft_of(store, article)])
        clock = [hlc for (hlc,) in store.rows("SELECT hlc FROM op ORDER BY id")]
    assert clock == sorted(set(clock))


class TestRefusals:
    """Each names the file and leaves it as it was."""

    def refused(self, path: Path, error: type[Exception], *said: str) -> None:
        before = path.read_bytes() if path.is_file() else b""
        for opens in (open_here, open_reader):
            with pytest.raises(error) as caught:
                opens(path)
            assert "\n" not in str(caught.value)
            for words in (str(path), *said):
                assert words in str(caught.value)
        assert (path.read_bytes() if path.is_file() else b"") == before

    def test_bytes_that_are_no_database(self, path):
        path.write_bytes(b"Northern Tuareg rebels claim to have killed" * 100)
        self.refused(path, DataError, "is not a Claimdesk database")

    def test_an_empty_file(self, path):
        path.touch()
        self.refused(path, DataError, "is empty")

    def test_a_folder(self, path):
        path.mkdir()
        self.refused(path, CallError, "is a folder")

    def test_another_programs_database(self, path):
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE moz_places (url)")
        self.refused(path, DataError, "another program")

    def test_a_newer_schema(self, path):
        open_here(path).close()
        with sqlite3.connect(path) as newer:
            newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
            newer.execute(
                "UPDATE meta SET value = ? WHERE key = 'min_reader'", (SCHEMA_VERSION + 1,)
            )
        self.refused(path, DataError, "newer Claimdesk", "update Claimdesk")

    def test_a_truncated_file(self, path):
        open_here(path).close()
        os.truncate(path, 50)
        self.refused(path, DataError, "is damaged", "restore a backup")

    def test_a_missing_file_for_reading(self, path):
        with pytest.raises(CallError, match="does not exist"):
            open_reader(path)


def test_a_locked_file_is_said_to_be_locked_and_nothing_is_lost(path, mali):
    with open_here(path, timeout=0.05) as store:
        article = add_file(store, mali)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DataError, match="locked by another process"):
            annotations.add(store, [draft_of(store, article)])
        other.execute("ROLLBACK")
        other.close()
        annotations.add(store, [draft_of(store, article)])
        assert len(annotations.of_article(store, article)) == 1


def test_a_file_that_cannot_be_written_opens_for_reading(path, mali, unprivileged):
    with open_here(path) as store:
        article = add_file(store, mali)
    path.chmod(0o444)
    with unprivileged(), open_here(path) as store:
        assert not store.writable
        assert articles.text_of(store, article)
        with pytest.raises(DataError, match="read-only"):
            annotations.add(store, [draft_of(store, article)])


def test_a_folder_that_cannot_be_written_is_said(path, unprivileged):
    path.parent.chmod(0o555)
    with unprivileged(), pytest.raises(CallError, match="cannot be made here"):
        open_here(path)
