"""One open database: operations whole or not at all, also inside one another."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.store.conftest import add_file
from tests.store.state import state
from tests.store.test_annotations import mark
from tui.errors import DataError
from tui.store import adding, annotations, articles, history, texts
from tui.store.adding import Intake
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store
from tui.text.policy import decode


def labels(store: Store) -> list[str]:
    return [operation.label for operation in history.operations(store)]


def broken(store: Store, article: str) -> None:
    """An operation that fails after it has written."""
    with store.operation("broken"):
        store.run("UPDATE article SET title = 'broken' WHERE uid = ?", (article,))
        raise RuntimeError("in the middle")


class TestOperationsInsideATransaction:
    """Each is an entry of the log; all are on the disk at its end, or none."""

    def test_are_there_for_others_when_the_outermost_ends(self, store, path, first):
        with closing(sqlite3.connect(path)) as other, store.transaction():
            mark(store, first, "84")
            with store.transaction():
                mark(store, first, "47")
            assert other.execute("SELECT count(*) FROM annotation").fetchone() == (0,)
        with open_reader(path) as other:
            assert len(annotations.of_article(other, first)) == 2

    def test_are_all_gone_after_an_error(self, store, first):
        before, log = state(store), labels(store)

        def two() -> None:
            with store.transaction():
                mark(store, first, "84")
                broken(store, first)

        with pytest.raises(RuntimeError):
            two()
        assert (state(store), labels(store)) == (before, log)
        mark(store, first, "84")

    def test_one_that_fails_leaves_nothing_where_the_error_is_dealt_with(self, store, first, mali):
        title = articles.summary(store, first).title
        with store.transaction():
            mark(store, first, "84")
            with pytest.raises(RuntimeError):
                broken(store, first)
            mark(store, first, "47")
        assert articles.summary(store, first).title == title
        assert labels(store)[:3] == ["tag claim/number", "tag claim/number", f"add {mali.name}"]
        with pytest.raises(DataError, match="edit outside an operation"):
            store.run("UPDATE article SET title = 'unsigned'")

    def test_one_that_changes_nothing_leaves_no_entry_and_the_others_stand(self, store, first):
        with store.transaction():
            mark(store, first, "84")
            with store.operation("nothing at all"):
                pass
            mark(store, first, "47")
        assert "nothing at all" not in labels(store)
        assert len(annotations.of_article(store, first)) == 2

    def test_come_one_after_the_other_in_the_log(self, store, first):
        with store.transaction():
            for words in ("84", "47", "2020"):
                mark(store, first, words)
        clock = [hlc for (hlc,) in store.rows("SELECT hlc FROM op ORDER BY id")]
        assert clock == sorted(set(clock))


class TestTextsInMemory:
    """A text that was rolled back leaves its row to another; it is not remembered there."""

    def intake(self, text: str) -> Intake:
        return Intake(decode(text.encode()), text.encode())

    def taken_in(self, store: Store, text: str) -> str:
        (added,) = adding.add(store, [self.intake(text)])
        return articles.text_of(store, added.article.uid)

    def rolled_back(self, store: Store) -> None:
        with suppress(RuntimeError), store.transaction():
            assert self.taken_in(store, "Rolled back.") == "Rolled back."
            raise RuntimeError

    def test_after_an_error(self, store):
        self.rolled_back(store)
        assert self.taken_in(store, "Kept.") == "Kept."

    def test_after_an_error_inside_that_is_dealt_with(self, store, first):
        with store.transaction():
            self.rolled_back(store)
            assert self.taken_in(store, "Kept.") == "Kept."

    def test_after_an_operation_that_changed_nothing(self, store):
        with store.operation("only a text"):
            raw = b"Only a text."
            kept = texts.keep(store, decode(raw), None, "0" * 64)
            assert texts.body(store, kept.id) == "Only a text."
        assert self.taken_in(store, "Kept.") == "Kept."

    def test_many_are_read_and_few_are_held(self, store):
        uids = [
            added.article.uid
            for added in adding.add(
                store, [self.intake(f"Text {n}.") for n in range(3 * texts.KEPT)]
            )
        ]
        assert [articles.text_of(store, uid) for uid in uids][-1] == f"Text {len(uids) - 1}."
        assert len(store.texts) == texts.KEPT


class TestReadOnly:
    """A store that may not be written says why and what to do, and writes nothing."""

    def refused(self, store: Store, article: str, said: str) -> None:
        with pytest.raises(DataError) as caught:
            mark(store, article, "84")
        assert said in str(caught.value)
        assert str(store.path) in str(caught.value)
        assert "\n" not in str(caught.value)
        assert not store.writable

    def test_a_reader(self, path, mali):
        with open_store(path, annotator="ana", device="a") as store:
            article = add_file(store, mali)
        with open_reader(path) as reader:
            self.refused(reader, article, "open read-only")

    def test_a_file_that_may_not_be_written(self, path, mali, unprivileged):
        with open_store(path, annotator="ana", device="a") as store:
            article = add_file(store, mali)
        path.chmod(0o444)
        with unprivileged(), open_store(path, annotator="ana", device="a") as store:
            self.refused(store, article, "copy it to where you may write")

    def test_a_file_of_a_newer_program_that_this_one_may_read(self, path, mali):
        with open_store(path, annotator="ana", device="a") as store:
            article = add_file(store, mali)
        with closing(sqlite3.connect(path)) as newer:
            newer.execute("PRAGMA user_version = 99")
        before = Path(path).read_bytes()
        with open_store(path, annotator="ana", device="a") as store:
            assert articles.text_of(store, article)
            self.refused(store, article, "update Claimdesk")
        assert Path(path).read_bytes() == before


def test_reading_inside_a_snapshot_is_as_of_one_moment(store, path, first):
    with (
        open_store(path, annotator="ben", device="b") as ben,
        store.snapshot(),
    ):
        assert annotations.of_article(store, first) == []
        mark(ben, first, "84")
        assert annotations.of_article(store, first) == []
    assert len(annotations.of_article(store, first)) == 1


@pytest.mark.parametrize("word", ["locked", "readonly", "full", "unable to open", "malformed"])
def test_whatever_sqlite_says_comes_as_one_line_with_the_file_and_a_remedy(store, word):
    from tui.store.connection import plain_errors

    with pytest.raises(DataError) as caught, plain_errors(store.path):
        raise sqlite3.OperationalError(f"database is {word}")
    said = str(caught.value)
    assert said.count(str(store.path)) >= 1
    assert "\n" not in said
    assert ": " in said
