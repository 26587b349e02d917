"""What a check finds in files damaged for real, what a repair mends, and what it leaves alone."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.store.conftest import add_file
from tests.store.test_opening import draft_of
from tui.store import adding, alignments, annotations, articles, backups, check, history, merge
from tui.store.check_schema import expected
from tui.store.check_search import FILLED
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store
from tui.store.repair import repair
from tui.text.policy import decode

MALI_WORDS = b"Northern Tuareg rebels claim to have killed"


def open_here(path: Path) -> Store:
    return open_store(path, annotator="ana", device="desk-1")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Two articles, one kept in other bytes than its text's own; annotations, some undone."""
    path = tmp_path_factory.mktemp("made") / "annotations.db"
    with open_here(path) as store:
        first = add_file(store, SEEDS / "000_20a9162aa588d66d.txt")
        raw = (SEEDS / "001_5c23252eae010d18.txt").read_text("utf-8").encode("utf-16")
        (added,) = adding.add(store, [adding.Intake(decode(raw), raw, "nairobi.txt")])
        alignments.decide(store, first, (10, 60), added.article.uid, (20, 80), same=True)
        for _ in range(3):
            annotations.add(store, [draft_of(store, first)])
        uids = [one.uid for one in annotations.of_article(store, first)]
        annotations.change(store, uids[0], note="where the toll is from", label="note")
        history.undo(store)
        history.redo(store)
        annotations.remove(store, [uids[2]])
        history.undo(store)
    return path


@pytest.fixture
def library(made: Path, path: Path) -> Path:
    """A copy of it to damage."""
    return Path(shutil.copy(made, path))


def edit(path: Path, *statements: str, lost: str = "") -> None:
    """Change rows as another program would, that knows nothing of the triggers."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        triggers = other.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        for name, _ in (kept := triggers.fetchall()):
            other.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            other.execute(statement)
        for name, sql in kept:
            if name != lost:
                other.execute(sql)


def flip(path: Path, words: bytes, last: bool = False, to: int | None = None) -> None:
    """Change the first byte of these words in the file itself, as a bad disk does."""
    data = bytearray(path.read_bytes())
    at = data.rindex(words) if last else data.index(words)
    data[at] = data[at] ^ 1 if to is None else to
    path.write_bytes(data)


def faults(path: Path) -> list[check.Fault]:
    with open_reader(path) as store:
        return check.faults(store)


def kinds(path: Path) -> set[str]:
    return {fault.kind for fault in faults(path)}


def contents(path: Path) -> list[object]:
    with open_reader(path) as store:
        return [
            (articles.read(store, one.uid), annotations.of_article(store, one.uid))
            for one in articles.summaries(store)
        ]


def log_of(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        ops = plain.execute(
            "SELECT uid, hlc, kind, label, undoes, undone, dead FROM op ORDER BY id"
        )
        return [*ops.fetchall(), *plain.execute("SELECT * FROM change ORDER BY id").fetchall()]


def mended(path: Path):
    with open_here(path) as store:
        return repair(store)


def test_a_whole_database_is_left_alone(library):
    before = library.read_bytes()
    assert faults(library) == []
    done = mended(library)
    assert (done.fixed, done.left, done.kept) == ((), (), None)
    assert library.read_bytes() == before
    assert not backups.folder_of(library).exists()


MENDABLE = {
    "a lost trigger": (
        (),
        "schema",
        "made the trigger annotation_update again",
    ),
    "a lost index": (("DROP INDEX annotation_tag",), "schema", "made the index annotation_tag"),
    "another index of that name": (
        ("DROP INDEX annotation_tag", "CREATE INDEX annotation_tag ON annotation (note)"),
        "schema",
        "made the index annotation_tag",
    ),
    "a lost search index": (
        ("DROP TABLE text_fts",),
        "schema",
        "rebuilt the search index text_fts",
    ),
    "a search index with a table missing": (
        ("DROP TABLE note_fts_idx",),
        "search",
        "rebuilt the search index note_fts",
    ),
    "a text not in the search index": (
        (
            "INSERT INTO text_fts (text_fts, rowid, body)"
            " SELECT 'delete', id, body FROM text WHERE id = 1",
        ),
        "search",
        "rebuilt the search index text_fts",
    ),
    "words in the search index that no text has": (
        ("INSERT INTO text_fts (rowid, body) VALUES (99, 'ghost')",),
        "search",
        "rebuilt the search index text_fts",
    ),
    "a title not in the search index": (
        ("DELETE FROM article_fts_docsize WHERE id = 1",),
        "search",
        "rebuilt the search index article_fts",
    ),
    "a note not in the search index": (
        ("INSERT INTO note_fts (note_fts) VALUES ('delete-all')",),
        "search",
        "rebuilt the search index note_fts",
    ),
    "words in the search index that no claim has": (
        ("INSERT INTO claim_fts (rowid, wording) VALUES (99, 'ghost')",),
        "search",
        "rebuilt the search index claim_fts",
    ),
    "a lost cache": (
        ("DROP TABLE sentence_vector",),
        "schema",
        "made the table sentence_vector again",
    ),
    "a decision a little off": (
        (
            "UPDATE alignment SET b_fragments = json_set(b_fragments, '$[0].start',"
            " b_fragments ->> '$[0].start' + 1) WHERE id = 1",
        ),
        "anchor",
        "has again what its log says (b_text_id, b_fragments)",
    ),
    "a decision on another article's text": (
        ("UPDATE alignment SET a_text_id = b_text_id WHERE id = 1",),
        "anchor",
        "has again what its log says (a_text_id, a_fragments)",
    ),
    "a decision without its article": (
        ("UPDATE alignment SET a_article_id = 999 WHERE id = 1",),
        "reference",
        "has again what its log says (a_article_id)",
    ),
    "an operation left open": (
        ("INSERT INTO current_op SELECT 1, max(id) FROM op",),
        "log",
        "cleared an operation that was left open",
    ),
    "an undo that is not marked": (
        ("UPDATE op SET undone = NOT undone WHERE kind = 'do'",),
        "log",
        "marked again which operations are undone",
    ),
    "a text of another length": (
        ("UPDATE text SET length = length + 1 WHERE id = 2",),
        "text",
        "from the bytes it came as",
    ),
    "a text with other words": (
        ("UPDATE text SET body = replace(body, 'e', 'a') WHERE id = 2",),
        "text",
        "from the bytes it came as",
    ),
    "offsets a little off": (
        (
            "UPDATE annotation SET fragments = json_set(fragments, '$[0].start',"
            " fragments ->> '$[0].start' + 1) WHERE id = 1",
        ),
        "anchor",
        "has again what its log says (text_id, fragments)",
    ),
    "an annotation on another article's text": (
        ("UPDATE annotation SET text_id = 2 WHERE id = 1",),
        "anchor",
        "has again what its log says (text_id, fragments)",
    ),
    "a tag that is not there": (
        ("UPDATE annotation SET tag_id = 999 WHERE id = 1",),
        "reference",
        "has again what its log says (tag_id)",
    ),
    "attributes that are no JSON": (
        (
            "PRAGMA ignore_check_constraints = ON",
            "UPDATE annotation SET attributes = '{' WHERE id = 1",
        ),
        "log",
        "has again what its log says (attributes)",
    ),
    "a title that is no text": (
        ("UPDATE article SET title = CAST(x'ff41' AS TEXT) WHERE id = 1",),
        "log",
        "has again what its log says (title)",
    ),
}


@pytest.mark.parametrize("fault", MENDABLE)
def test_it_is_found_told_with_the_command_and_mended(fault, library):
    statements, kind, said = MENDABLE[fault]
    before, log = contents(library), log_of(library)
    edit(library, *statements, lost="annotation_update" if fault == "a lost trigger" else "")
    broken = library.read_bytes()
    found = faults(library)
    assert kind in {one.kind for one in found}
    told = f"claimdesk check --repair --db {library}"
    assert told in {one.remedy for one in found if one.kind == kind}
    done = mended(library)
    assert any(said in line for line in done.fixed), done.fixed
    assert done.left == ()
    assert faults(library) == []
    assert contents(library) == before
    assert log_of(library) == log
    assert done.kept is not None
    assert done.kept.name.endswith("-before-repair.db")
    assert library.read_bytes() != broken
    with closing(sqlite3.connect(done.kept)) as kept, closing(sqlite3.connect(library)) as here:
        assert kept.execute("SELECT count(*) FROM change").fetchone() == (
            here.execute("SELECT count(*) FROM change").fetchone()
        )


def test_what_was_mended_can_be_worked_in_and_is_logged(library):
    with closing(sqlite3.connect(library)) as other:
        for table in ("annotation_insert", "annotation_update", "article_words"):
            other.execute(f"DROP TRIGGER {table}")
    mended(library)
    with open_here(library) as store:
        article = articles.summaries(store)[0].uid
        (uid,) = annotations.add(store, [draft_of(store, article)])
        history.undo(store)
        assert uid not in [one.uid for one in annotations.of_article(store, article)]
    assert faults(library) == []


def test_a_flipped_byte_of_a_text_is_found_and_taken_back_from_a_backup(library):
    """The text's own UTF-8 was its original, so the file has it once; the backup has it too."""
    with open_here(library) as store:
        good = backups.make(store)
    before = contents(library)
    flip(library, MALI_WORDS)
    found = [fault for fault in faults(library) if fault.kind == "text"]
    assert found[0].remedy.startswith("claimdesk check --repair")
    done = mended(library)
    assert any(f"is whole again, from {good.path.name}" in line for line in done.fixed)
    assert done.left == ()
    assert contents(library) == before


@pytest.mark.parametrize("to", [None, 0xFF], ids=["another letter", "no letter"])
def test_without_a_backup_a_flipped_text_is_named_and_left(library, to):
    flip(library, MALI_WORDS, to=to)
    (found,) = [fault for fault in faults(library) if fault.kind == "text"]
    assert found.remedy == "restore a copy of the file from before this"
    done = mended(library)
    assert [fault for fault in done.left if fault.kind == "text"]
    assert not any("text" in line and "whole" in line for line in done.fixed)


def test_a_backup_with_the_same_fault_is_no_help(library):
    with open_here(library) as store:
        bad = backups.make(store)
    flip(bad.path, MALI_WORDS)
    flip(library, MALI_WORDS)
    (found,) = [fault for fault in faults(library) if fault.kind == "text"]
    assert found.remedy.startswith("claimdesk restore")


def test_an_original_whose_bytes_changed_is_taken_back_from_a_backup(library):
    with open_here(library) as store:
        backups.make(store)
    edit(library, "UPDATE original SET bytes = substr(bytes, 1, 100)")
    assert kinds(library) == {"original"}
    assert mended(library).left == ()
    assert faults(library) == []


def test_a_text_is_read_again_in_the_encoding_that_a_person_named(library):
    raw = "Żółta łódź".encode("cp1250")
    with open_here(library) as store:
        adding.add(store, [adding.Intake(decode(raw, encoding="cp1250"), raw, "boat.txt")])
    edit(library, "UPDATE text SET body = 'a' || body WHERE length = 10")
    assert "text" in kinds(library)
    assert mended(library).left == ()
    assert faults(library) == []


def test_an_index_that_misses_a_row_is_rebuilt(library):
    edit(
        library,
        "DROP INDEX annotation_tag",
        "CREATE INDEX annotation_tag ON annotation (tag_id, article_id) WHERE id <> 2",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, ' WHERE id <> 2', '')"
        " WHERE name = 'annotation_tag'",
    )
    found = faults(library)
    assert "row 2 missing from index annotation_tag" in {fault.where for fault in found}
    done = mended(library)
    assert done.fixed == ("rebuilt the indexes",)
    assert done.left == ()


def page_of(path: Path, table: str) -> range:
    """Where the first page of a table is in the file."""
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    return range((page - 1) * size, page * size)


@pytest.mark.parametrize(
    ("words", "to"),
    [(b'[{"start":148', ord("X")), (b'[{"start":148', 0xFF), (b'"end":212', ord("X"))],
    ids=["no JSON", "no text", "no end"],
)
def test_a_flipped_byte_of_fragments_is_mended_from_the_log(words, to, library):
    before = contents(library)
    place = page_of(library, "annotation")
    data = bytearray(library.read_bytes())
    data[data.index(words, place.start, place.stop)] = to
    library.write_bytes(data)
    assert "anchor" in kinds(library)
    done = mended(library)
    assert any("has again what its log says (text_id, fragments)" in one for one in done.fixed)
    assert done.left == ()
    assert contents(library) == before


class TestLeftAlone:
    """What would be a guess is named, and stays as it is."""

    def left(self, library: Path, kind: str, words: str) -> check.Fault:
        row = contents(library)
        done = mended(library)
        (fault,) = [one for one in done.left if one.kind == kind]
        assert words in fault.where
        assert "--repair" not in fault.remedy
        assert contents(library) == row
        return fault

    def test_a_note_that_is_not_the_logs(self, library):
        edit(library, "UPDATE annotation SET note = 'other' WHERE note <> ''")
        mended(library)
        self.left(library, "log", "(note)")

    def test_a_row_made_outside_the_log(self, library):
        edit(library, "INSERT INTO claim (uid, wording) VALUES ('x', 'y')")
        self.left(library, "log", "claim x was made outside the log")

    def test_a_row_that_is_in_the_log_alone(self, library):
        edit(library, "PRAGMA foreign_keys = OFF", "DELETE FROM annotation WHERE id = 2")
        mended(library)
        self.left(library, "log", "is in the log and nowhere else")

    def test_words_that_neither_the_row_nor_the_log_has_right(self, library):
        change = "json_set({}, '$[0].exact', 'other words')"
        edit(
            library,
            f"UPDATE annotation SET fragments = {change.format('fragments')} WHERE id = 1",
            "UPDATE change SET after = json_set(after, '$.fragments',"
            " (SELECT fragments FROM annotation WHERE id = 1))"
            " WHERE row_uid = (SELECT uid FROM annotation WHERE id = 1) AND action = 'I'",
        )
        fault = self.left(library, "anchor", "is not 'other words'")
        assert fault.remedy == "delete it and mark it again"

    def test_an_entry_of_the_log_that_cannot_be_read(self, library):
        edit(
            library,
            "PRAGMA ignore_check_constraints = ON",
            "UPDATE change SET after = '{' WHERE id = (SELECT max(id) FROM change)",
        )
        mended(library)
        self.left(library, "log", "cannot be read")


def test_pages_that_are_lost_are_told_with_the_backup_to_restore(library):
    with open_here(library) as store:
        good = backups.make(store)
    place = page_of(library, "relation")
    data = bytearray(library.read_bytes())
    data[place.start : place.stop] = b"\xa5" * len(place)
    library.write_bytes(data)
    found = faults(library)
    assert {fault.where for fault in found} >= {
        "the pages: database disk image is malformed",
        "the table relation: database disk image is malformed",
    }
    assert f"claimdesk restore {good.path} --db {library}" in {fault.remedy for fault in found}
    was = library.read_bytes()
    done = mended(library)
    assert (set(done.left), done.fixed, done.kept) == (set(found), (), None)
    assert library.read_bytes() == was


def test_a_file_with_lost_pages_is_not_written_to(library):
    edit(library, "DROP INDEX annotation_tag")
    place = page_of(library, "relation")
    data = bytearray(library.read_bytes())
    data[place.start : place.stop] = b"\xa5" * len(place)
    library.write_bytes(data)
    done = mended(library)
    assert (done.fixed, done.kept) == ((), None)
    assert "the index annotation_tag is missing" in {fault.where for fault in done.left}
    assert not any("--repair" in fault.remedy for fault in done.left)
    assert library.read_bytes() == data


def test_a_table_that_is_gone_is_told(library):
    edit(library, "DROP TABLE conflict")
    assert [fault.where for fault in faults(library)] == ["the table conflict is missing"]


def test_an_annotation_that_waits_on_an_earlier_text_is_no_fault(library):
    with open_here(library) as store:
        article = articles.summaries(store)[0].uid
        later = "Quite another text, with nothing of the earlier one in it at all.\n"

        adding.add_version(store, article, adding.Intake(decode(later.encode()), later.encode()))
        assert annotations.count_waiting(store) == 3
    assert faults(library) == []


def test_checking_takes_no_lock_and_changes_no_byte(library):
    with closing(sqlite3.connect(library, isolation_level=None)) as desk:
        desk.execute("PRAGMA journal_mode = WAL").fetchall()
        desk.execute("BEGIN IMMEDIATE")
        before = library.read_bytes()
        assert faults(library) == []
        assert library.read_bytes() == before
        desk.execute("ROLLBACK")


def test_a_repair_that_is_stopped_leaves_the_file_as_it_was(library, monkeypatch):
    edit(library, "DROP INDEX annotation_tag", "UPDATE annotation SET tag_id = 999 WHERE id = 1")
    before = faults(library)
    from tui.store import repair as repairing

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(repairing._Repair, "_make_again", stop)
    with pytest.raises(KeyboardInterrupt):
        mended(library)
    monkeypatch.undo()
    assert faults(library) == before
    assert mended(library).left == ()


def test_what_was_merged_from_another_file_is_whole(library, tmp_path):
    """A row two have changed, an article one has removed while the other marked it, a note."""
    other = Path(shutil.copy(library, tmp_path / "other.db"))
    with open_store(other, annotator="bo", device="desk-2") as store:
        article = articles.summaries(store)[0].uid
        annotations.add(store, [draft_of(store, article)])
        second = articles.summaries(store)[1].uid
        articles.remove(store, [second])
    with open_here(library) as store:
        marks = annotations.of_article(store, articles.summaries(store)[0].uid)
        annotations.change(store, marks[0].uid, note="→ another 1️⃣ note", label="note")
        merge.merge(store, other)
    assert faults(library) == []


def test_every_search_index_of_the_schema_can_be_filled():
    tables = {name for (kind, name), sql in expected().items() if "USING fts5" in sql}
    assert tables == FILLED.keys()
