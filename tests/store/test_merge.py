"""Merging: everything another file has comes in, once, and nothing else changes."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import add_file
from tests.store.growing import broken_indexes, disagreements
from tests.store.test_annotations import mark
from tests.store.test_migrations import shape
from tui.codebook import parse
from tui.errors import CallError, DataError
from tui.store import (
    adding,
    annotations,
    articles,
    backups,
    check,
    codebook,
    conflicts,
    history,
    relations,
)
from tui.store.adding import Intake
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.store.pack import pack
from tui.store.schema import SCHEMA_VERSION
from tui.text.policy import decode

RELEASED = Path(__file__).parent / "released" / "schema-1.db"
DAY = 24 * 3_600_000


@pytest.fixture
def theirs(store, first, second, tmp_path):
    """A colleague's file, made from a pack of ours."""
    pack(store, tmp_path / "bo.db")
    return tmp_path / "bo.db"


def bo(path, **options):
    return open_store(path, annotator="bo", device="lap", **options)


def quotes(store, article):
    return [(one.annotator, one.quote) for one in annotations.of_article(store, article)]


def test_a_colleagues_annotations_come_in_on_our_articles(store, first, second, theirs):
    mark(store, first, "47")
    with bo(theirs) as other:
        mark(other, first, "84", note="as claimed")
        mark(other, second, "84")
    merged = merge(store, theirs)
    assert quotes(store, first) == [("bo", "84"), ("ana", "47")]
    assert quotes(store, second) == [("bo", "84")]
    assert (merged.annotations, merged.articles, merged.conflicts) == (2, 0, 0)
    assert merged.annotators == {"bo": 2}
    assert len(articles.summaries(store)) == 2
    assert check.faults(store) == []


def test_the_other_file_is_only_read(store, first, theirs):
    with bo(theirs) as other:
        mark(other, first, "84")
    before = theirs.read_bytes()
    merge(store, theirs)
    assert theirs.read_bytes() == before
    assert [file.name for file in theirs.parent.glob("bo.db*")] == ["bo.db"]


def test_once_more_writes_nothing(store, path, first, theirs):
    with bo(theirs) as other:
        mark(other, first, "84")
    merge(store, theirs)
    store.close()
    before = path.read_bytes()
    with open_store(path, annotator="ana", device="desk-1") as again:
        merged = merge(again, theirs)
    assert (merged.operations, merged.backup) == (0, None)
    assert path.read_bytes() == before


def test_a_backup_is_kept_from_before(store, path, first, theirs):
    with bo(theirs) as other:
        mark(other, first, "84")
    kept = merge(store, theirs).backup
    assert kept in [backup.path for backup in backups.backups(path)]
    assert kept.name.endswith("-before-merge.db")
    with open_store(kept, annotator="ana", device="d") as before:
        assert quotes(before, first) == []


def test_articles_come_with_their_texts_and_their_words_are_found(store, second, tmp_path, mali):
    raw = "Ça ira\r\nà Tombouctou.\n".encode("utf-16")
    with bo(tmp_path / "bo.db") as other:
        add_file(other, mali)
        adding.add(other, [Intake(decode(raw), raw, "ira.txt")])
    assert merge(store, tmp_path / "bo.db").articles == 2
    assert len(articles.summaries(store)) == 3
    assert [one.file for one in articles.page(store, 0, 9, "ira")] == ["ira.txt"]
    words = "SELECT count(*) FROM text_fts WHERE text_fts MATCH 'tombouctou'"
    assert store.value(words) == 1
    assert store.value("SELECT bytes FROM original") == raw
    assert check.faults(store) == []
    assert broken_indexes(store) == []


def test_the_same_text_taken_in_twice_is_one_article(store, first, tmp_path, mali):
    with bo(tmp_path / "bo.db") as other:
        assert add_file(other, mali) == first
        mark(other, first, "84")
    merge(store, tmp_path / "bo.db")
    assert len(articles.summaries(store)) == 1
    assert quotes(store, first) == [("bo", "84")]
    assert conflicts.open_conflicts(store) == []


def test_a_codebook_comes_with_its_parents(store, tmp_path):
    with bo(tmp_path / "bo.db") as other:
        codebook.take_in(other, parse('[tags."a/b/c"]\n[tags."a/d"]\n'))
    merge(store, tmp_path / "bo.db")
    paths = [tag.path for tag in codebook.tags(store)]
    assert {"a", "a/b", "a/b/c", "a/d", "claim/number"} <= set(paths)
    article = add_text(store, "The toll rose to 84.\n")
    mark(store, article, "84", tag="a/b/c")
    assert annotations.of_article(store, article)[0].tag == "a/b/c"


def add_text(store, text, place=""):
    raw = text.encode()
    return adding.add(store, [Intake(decode(raw), raw, "t.txt", place=place)])[0].article.uid


def test_relations_and_claims_come_too(store, first, second, theirs):
    with bo(theirs) as other:
        claim = relations.add_claim(other, "84 were killed")
        one = mark(other, first, "84", claim=claim.uid)
        relations.add(other, "same", one, mark(other, second, "84"))
    merge(store, theirs)
    assert [one.kind for one in relations.of_article(store, first)] == ["same"]
    assert annotations.of_article(store, first)[0].claim == claim


def test_what_each_did_stays_theirs_to_undo(store, first, theirs):
    mark(store, first, "47")
    with bo(theirs) as other:
        mark(other, first, "84")
    merge(store, theirs)
    assert history.undo(store).label == "tag claim/number"
    assert quotes(store, first) == [("bo", "84")]
    with pytest.raises(CallError, match="theirs"):
        annotations.remove(store, [annotations.of_article(store, first)[0].uid])


def test_what_a_merge_overwrote_is_left_by_undo(store, path, first, tmp_path):
    claim = relations.add_claim(store, "some")
    store.close()
    copy = Path(shutil.copy(path, tmp_path / "bo.db"))
    with open_store(path, annotator="ana", device="desk-1") as store:
        reword(store, claim.uid, "ours")
        with bo(copy, now=lambda: store.now() + DAY) as other:
            reword(other, claim.uid, "theirs")
        assert merge(store, copy).conflicts == 1
        assert history.undo(store).left == 1
        assert relations.claims(store)[0].wording == "theirs"


def reword(store, claim, wording):
    with store.operation("reword"):
        store.run("UPDATE claim SET wording = ? WHERE uid = ?", (wording, claim))


def test_what_was_undone_there_cannot_be_redone_after_something_else_here(store, path, first):
    mark(store, first, "84")
    store.close()
    copy = Path(shutil.copy(path, path.with_name("copy.db")))
    with open_store(copy, annotator="ana", device="lap") as other:
        history.undo(other)
    with open_store(path, annotator="ana", device="desk-1") as store:
        mark(store, first, "47")
        merge(store, copy)
        assert quotes(store, first) == [("ana", "47")]
        with pytest.raises(CallError, match="nothing to redo"):
            history.redo(store)
        assert disagreements(store) == []


def test_what_is_done_next_comes_after_a_file_whose_clock_is_a_day_ahead(store, first, theirs):
    with bo(theirs, now=lambda: store.now() + DAY) as other:
        mark(other, first, "84")
    merge(store, theirs)
    mark(store, first, "47")
    last, before = store.rows("SELECT annotator, hlc FROM op ORDER BY hlc DESC LIMIT 2")
    assert (last[0], before[0]) == ("ana", "bo")


def test_an_article_removed_here_and_annotated_there_stays(store, first, theirs):
    articles.remove(store, [first])
    with bo(theirs) as other:
        mark(other, first, "84")
    assert merge(store, theirs).conflicts == 1
    assert quotes(store, first) == [("bo", "84")]
    (told,) = conflicts.open_conflicts(store)
    assert told.what.startswith("removal of article HomeInternational News")
    assert (told.stands, told.lost.value, told.lost.annotator) == ("stays", "removed", "ana")
    assert disagreements(store) == []


def test_an_annotation_on_an_earlier_text_waits_for_its_annotator(store, tmp_path):
    article = add_text(store, "The toll rose to 84.\n", "/t.txt")
    pack(store, tmp_path / "bo.db")
    with bo(tmp_path / "bo.db") as other:
        mark(other, article, "84")
    add_text(store, "The toll rose to 85, they said.\n", "/t.txt")
    merged = merge(store, tmp_path / "bo.db")
    assert merged.waiting == 0, "it is bo's to place"
    assert [one.quote for one in annotations.off_text(store, article)] == ["84"]
    with bo(tmp_path / "bo.db") as other:
        assert merge(other, store.path).waiting == 1
        assert [one.quote for one in annotations.waiting(other)] == ["84"]


def test_one_who_is_a_person_anywhere_is_a_person(store, path, first, tmp_path):
    with open_store(tmp_path / "bo.db", annotator="bo", device="lap", kind="example") as other:
        add_text(other, "An example.\n")
        mark(other, add_text(other, "The toll was 84.\n"), "84")
    merge(store, tmp_path / "bo.db")
    with bo(tmp_path / "three.db") as third:
        mark(third, add_text(third, "The toll was 85.\n"), "85")
    merge(store, tmp_path / "three.db")
    assert store.value("SELECT kind FROM annotator WHERE name = 'bo'") == "person"


def test_a_file_of_an_earlier_schema_is_merged_unchanged(store, first, tmp_path):
    old = Path(shutil.copy(RELEASED, tmp_path / "old.db"))
    before = old.read_bytes()
    assert merge(store, old).annotations > 30
    assert old.read_bytes() == before
    assert check.faults(store) == []
    assert disagreements(store) == []


def test_the_log_is_written_as_before_afterwards(store, first, theirs, tmp_path):
    with bo(theirs) as other:
        mark(other, first, "84")
    merge(store, theirs)
    with open_store(tmp_path / "new.db", annotator="ana", device="d") as new:
        assert shape(store) == shape(new)
    with pytest.raises(DataError, match="outside an operation"):
        store.run("UPDATE annotation SET note = 'x'")


def test_progress_is_told(store, first, theirs):
    with bo(theirs) as other:
        mark(other, first, "84")
        mark(other, first, "47")
    told = []
    merge(store, theirs, lambda done, of: told.append((done, of)))
    assert told[-1] == (told[-1][1], told[-1][1])


class TestRefused:
    """Whatever is wrong with the other file, this one is as it was."""

    @pytest.fixture(autouse=True)
    def untouched(self, store, path, first):
        self.path = path
        store.close()
        header = (
            100  # where SQLite counts, among others, that a write was begun (file format, §1.3)
        )
        before = path.read_bytes()[header:]
        yield
        assert path.read_bytes()[header:] == before
        assert [file.name for file in path.parent.glob("annotations*")] == [path.name]

    def refused(self, other, words, error=DataError):
        with (
            open_store(self.path, annotator="ana", device="desk-1") as store,
            pytest.raises(error, match=words) as told,
        ):
            merge(store, other, back_up=False)
        return str(told.value)

    def changed(self, statement, *drop):
        """A copy of this file with work of bo's, changed behind the log's back."""
        other = self.path.with_name("bo.db")
        shutil.copy(self.path, other)
        with bo(other) as theirs:
            (article,) = articles.summaries(theirs)
            mark(theirs, article.uid, "84")
        with closing(sqlite3.connect(other)) as plain, plain:
            for trigger in drop:
                plain.execute(f"DROP TRIGGER {trigger}")
            plain.execute(statement)
        return other

    def test_itself(self):
        self.refused(self.path, "is the database itself", CallError)
        link = self.path.with_name("link.db")
        link.symlink_to(self.path)
        self.refused(link, "is the database itself", CallError)

    def test_one_that_is_not_there(self):
        self.refused(self.path.with_name("none.db"), "does not exist", CallError)

    def test_one_that_is_no_database(self, mali):
        self.refused(mali, "not a Claimdesk database")

    def test_a_newer_one_even_if_it_may_be_read(self):
        other = self.changed(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        assert "update Claimdesk" in self.refused(other, "newer Claimdesk")

    def test_another_operation_of_the_same_name(self):
        other = self.changed("UPDATE op SET label = 'x' WHERE label LIKE 'add %'")
        assert "bo.db" in self.refused(other, "different operations of one name")

    def test_another_change_by_the_same_operation(self):
        other = self.changed("UPDATE change SET after = '{}' WHERE id = 3", "change_is_fixed")
        self.refused(other, "different operations of one name")

    def test_a_text_that_has_changed(self):
        other = self.path.with_name("bo.db")
        with bo(other) as theirs:
            add_text(theirs, "The toll rose to 84.\n")
        with closing(sqlite3.connect(other)) as plain, plain:
            plain.execute("DROP TRIGGER text_is_fixed")
            plain.execute("UPDATE text SET body = replace(body, '84', '85')")
        self.refused(other, "has changed since it was taken in")

    def test_a_log_that_refers_to_what_it_does_not_have(self):
        other = self.changed(
            "UPDATE change SET after = json_set(after, '$.tag_id', 'none')"
            " WHERE tbl = 'annotation'",
            "change_is_fixed",
        )
        self.refused(other, "cannot be merged")

    def test_a_log_without_the_making_of_a_row(self):
        other = self.changed(
            "UPDATE change SET action = 'U', before = '{}' WHERE tbl = 'annotation'",
            "change_is_fixed",
        )
        self.refused(other, "made nowhere")


def test_an_annotation_does_not_come_back_to_an_article_that_is_gone(store, first):
    uid = mark(store, first, "84")
    annotations.remove(store, [uid])
    removal = history.operations(store, 1)[0].uid
    articles.remove(store, [first])
    assert history.undo(store, removal).left == 1
    assert disagreements(store) == []


def test_removing_an_article_is_undone_with_what_was_on_it(store, first):
    mark(store, first, "84")
    articles.remove(store, [first])
    assert history.undo(store).left == 0
    assert quotes(store, first) == [("ana", "84")]
