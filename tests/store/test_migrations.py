"""Bringing files of earlier releases up to date, with what is in them, and files of later ones."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tui.errors import DataError
from tui.store import annotations, articles, check, history, relations
from tui.store.opening import open_reader, open_store
from tui.store.schema import SCHEMA_VERSION

RELEASED = sorted((Path(__file__).parent / "released").glob("schema-*.db"))


def schema_of(file):
    with closing(sqlite3.connect(file)) as plain:
        return plain.execute("PRAGMA user_version").fetchone()[0]


OLDER = [file for file in RELEASED if schema_of(file) < SCHEMA_VERSION]


@pytest.fixture(params=RELEASED, ids=lambda file: file.stem)
def released(request, path):
    """A file as a release left it: the example, and bo's work, some of it undone."""
    return Path(shutil.copy(request.param, path))


@pytest.fixture(params=OLDER, ids=lambda file: file.stem)
def older(request, path):
    """A file of a release that had an earlier schema."""
    return Path(shutil.copy(request.param, path))


def shape(store):
    """The SQL of every table, index and trigger, as SQLite keeps it."""
    return store.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2")


def contents(store):
    """All that a reader sees: articles with their annotations and relations."""
    return [
        (
            articles.read(store, one.uid),
            annotations.of_article(store, one.uid),
            relations.of_article(store, one.uid),
        )
        for one in articles.summaries(store)
    ]


def rows_of_old(file):
    """What schema 1 had of articles and annotations, read without the program."""
    with closing(sqlite3.connect(file)) as plain:
        texts = "SELECT article.uid, title, body FROM article JOIN text ON text.id = text_id"
        marks = "SELECT uid, fragments, note, attributes, deleted, modified FROM annotation"
        log = "SELECT uid, hlc, label, undone, dead FROM op"
        return [plain.execute(sql + " ORDER BY 1").fetchall() for sql in (texts, marks, log)]


def columns_of(file):
    """The columns of each table, but for those of the steps and the search indexes."""
    with closing(sqlite3.connect(file)) as plain:
        tables = plain.execute("PRAGMA table_list").fetchall()
        return {
            name: ", ".join(f'"{one[1]}"' for one in plain.execute(f"PRAGMA table_info({name})"))
            for _, name, kind, *_ in tables
            if kind == "table" and not name.startswith(("sqlite_", "_sqlite", "meta"))
        }


def rows_of(file, columns):
    """All that these columns hold, read without the program."""
    with closing(sqlite3.connect(file)) as plain:
        return {
            table: plain.execute(f"SELECT {names} FROM {table} ORDER BY 1").fetchall()
            for table, names in columns.items()
        }


def test_nothing_in_it_is_lost_or_changed(released):
    columns = columns_of(released)
    before = rows_of(released, columns)
    with open_store(released, annotator="bo", device="d") as store:
        assert check.faults(store) == []
    assert rows_of(released, columns) == before
    assert schema_of(released) == SCHEMA_VERSION


@pytest.mark.parametrize("file", RELEASED[1:], ids=lambda file: file.stem)
def test_it_has_rows_in_every_table(file):
    """So that a step that forgets one of them is seen."""
    rows = rows_of(file, columns_of(file))
    assert [table for table in rows if not rows[table]] == ["current_op"]


def test_it_has_the_same_shape_as_a_new_one(released, tmp_path):
    with (
        open_store(released, annotator="bo", device="d") as old,
        open_store(tmp_path / "new.db", annotator="bo", device="d") as new,
    ):
        assert shape(old) == shape(new)


def test_what_was_done_before_can_still_be_undone_and_redone(released):
    with open_store(released, annotator="bo", device="d") as store:
        seen = contents(store)
        assert history.redo(store).label == "delete claim/event"
        assert contents(store) != seen
        history.undo(store)
        assert contents(store) == seen
        while history.operations(store, 1)[0].label != "undo add monde.txt":
            history.undo(store)
        assert len(articles.summaries(store)) == 2


def test_its_words_are_found(released):
    with open_store(released, annotator="bo", device="d") as store:
        found = store.rows("SELECT rowid FROM text_fts WHERE text_fts MATCH 'soldats' ORDER BY 1")
        assert found == store.rows("SELECT id FROM text WHERE body LIKE '% soldats %' ORDER BY 1")
        assert found


def test_reading_it_changes_no_byte(released):
    before = released.read_bytes()
    with open_reader(released) as store:
        seen = contents(store)
        assert len(seen) == 3
    assert released.read_bytes() == before
    with open_store(released, annotator="bo", device="d") as store:
        assert contents(store) == seen


def test_it_is_read_where_it_cannot_be_written(released, unprivileged):
    before = schema_of(released)
    released.chmod(0o444)
    with unprivileged(), open_store(released, annotator="bo", device="d") as store:
        assert not store.writable
        assert len(contents(store)) == 3
        with pytest.raises(DataError, match="read-only"):
            history.undo(store)
    assert schema_of(released) == before


def test_a_step_that_fails_leaves_it_as_it_was(older, monkeypatch):
    from tui.store import migrations

    before, schema = older.read_bytes(), schema_of(older)
    monkeypatch.setitem(migrations.LOGGED, "no_such_table", ("deleted",))
    with pytest.raises(DataError):
        open_store(older, annotator="bo", device="d")
    assert schema_of(older) == schema
    assert older.read_bytes() == before


class TestNewer:
    def made(self, path, oldest_reader):
        open_store(path, annotator="ana", device="d").close()
        with closing(sqlite3.connect(path)) as newer, newer:
            newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
            newer.execute("UPDATE meta SET value = ? WHERE key = 'min_reader'", (oldest_reader,))
        return path.read_bytes()

    def test_one_that_this_program_may_read_is_opened_for_reading(self, path):
        before = self.made(path, SCHEMA_VERSION)
        with open_store(path, annotator="ana", device="d") as store:
            assert not store.writable
            assert "newer Claimdesk" in store.why_read_only
            assert articles.summaries(store) == []
        with open_reader(path) as store:
            assert articles.summaries(store) == []
        assert path.read_bytes() == before

    @pytest.mark.parametrize("says", [SCHEMA_VERSION + 1, "soon"])
    def test_any_other_is_refused_untouched(self, path, says):
        before = self.made(path, says)
        for open_it in (open_reader, lambda file: open_store(file, annotator="a", device="d")):
            with pytest.raises(DataError, match="update Claimdesk; the file is unchanged"):
                open_it(path)
        assert path.read_bytes() == before
