"""A pack: the articles and the codebook, and nothing of anyone's work."""

import pytest

from tests.store.growing import broken_indexes, disagreements
from tests.store.test_annotations import mark
from tests.store.test_merge import add_text
from tests.store.test_migrations import shape
from tui.codebook import parse
from tui.errors import CallError
from tui.store import (
    adding,
    alignments,
    annotations,
    articles,
    check,
    codebook,
    history,
    progress,
    relations,
    versions,
)
from tui.store.adding import Intake
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.store.pack import Packed, pack
from tui.text.policy import decode


@pytest.fixture
def packed(store, first, second, tmp_path):
    """A library with work in it, packed."""
    claim = relations.add_claim(store, "84 were killed", "a private thought")
    one = mark(store, first, "84", claim=claim.uid, note="a private note")
    relations.add(store, "same", one, mark(store, second, "84"))
    alignments.decide(store, first, (0, 40), second, (0, 40), same=True)
    raw = "Ça ira\r\n".encode("utf-16")
    adding.add(store, [Intake(decode(raw), raw, "ira.txt", {"source": "Le Monde"})])
    codebook.take_in(store, parse('[tags."a/b"]\nkey = "z"\n'))
    assert pack(store, tmp_path / "bo.db") == Packed(3, 16)
    return tmp_path / "bo.db"


def bo(path):
    return open_store(path, annotator="bo", device="lap")


def test_articles_and_codebook_are_the_same(store, packed):
    with bo(packed) as other:
        known = [(one.uid, one.title, one.source, one.sha256) for one in articles.summaries(store)]
        assert [
            (one.uid, one.title, one.source, one.sha256) for one in articles.summaries(other)
        ] == known
        assert codebook.tags(other) == codebook.tags(store)
        assert store.rows("SELECT * FROM original") == other.rows("SELECT * FROM original")


def test_nobodys_work_or_name_is_in_it(store, packed):
    with bo(packed) as other:
        for table in (
            "annotation",
            "article_tag",
            "claim",
            "relation",
            "annotator",
            "conflict",
            "settled",
            "region",
            "alignment",
            "sentence_vector",
        ):
            assert other.rows(f"SELECT * FROM {table}") == []
        assert other.rows("SELECT DISTINCT annotator, label FROM op") == [
            ("claimdesk", "pack of annotations.db")
        ]
    data = packed.read_bytes()
    for words in (b"ana", b"private"):
        assert data.count(words) == sum(one.encode().count(words) for one in bodies(store))


def test_every_article_is_to_do_again(store, first, tmp_path):
    progress.set_status(store, first, "done")
    pack(store, tmp_path / "anew.db")
    with bo(tmp_path / "anew.db") as other:
        assert {one.status for one in articles.summaries(other)} == {"todo"}


def bodies(store):
    """The texts, which are stored once and indexed by word."""
    return [body for (body,) in store.rows("SELECT body FROM text")]


def test_it_is_whole_and_of_the_same_shape(store, packed):
    with bo(packed) as other:
        assert check.faults(other) == []
        assert disagreements(other) == []
        assert broken_indexes(other) == []
        assert shape(other) == shape(store)
        with pytest.raises(CallError, match="nothing to undo"):
            history.undo(other)


def test_it_leaves_one_file_and_changes_nothing_here(store, packed):
    assert [file.name for file in packed.parent.glob("*bo.db*")] == ["bo.db"]
    assert history.operations(store, 1)[0].label == "take in codebook"


def test_an_article_that_was_removed_stays_here(store, first, tmp_path):
    articles.remove(store, [first])
    assert pack(store, tmp_path / "bo.db").articles == 0
    with bo(tmp_path / "bo.db") as other:
        assert other.rows("SELECT * FROM text") == []


def test_details_that_were_changed_come_back_unchanged(store, first, packed):
    """The pack makes the article anew, which is older news than any change here."""
    with store.operation("details"):
        store.run("UPDATE article SET title = 'Toll' WHERE uid = ?", (first,))
    merge(store, packed)
    assert articles.summary(store, first).title == "Toll"


def test_an_earlier_text_goes_along_for_what_is_marked_on_it(store, tmp_path):
    article = add_text(store, "The toll rose to 84.\n", "/t.txt")
    pack(store, tmp_path / "early.db")
    add_text(store, "The toll rose to 85, they said.\n", "/t.txt")
    pack(store, tmp_path / "late.db")
    with bo(tmp_path / "early.db") as early:
        uid = mark(early, article, "84")
    with open_store(tmp_path / "late.db", annotator="cy", device="d") as late:
        assert len(versions.of_article(late, article)) == 2
        merge(late, tmp_path / "early.db")
        assert [one.uid for one in annotations.off_text(late, article)] == [uid]
        assert check.faults(late) == []


def test_what_is_there_is_not_overwritten(store, first, tmp_path):
    out = tmp_path / "out.db"
    out.write_bytes(b"mine")
    with pytest.raises(CallError, match="is there already"):
        pack(store, out)
    assert out.read_bytes() == b"mine"


def test_where_it_cannot_be_made_it_says_so(store, tmp_path):
    with pytest.raises(CallError, match="cannot be made here"):
        pack(store, tmp_path / "none" / "out.db")


def test_interrupted_it_leaves_nothing(store, first, tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.store.pack.texts.index_after", stop)
    with pytest.raises(KeyboardInterrupt):
        pack(store, tmp_path / "out.db")
    assert [file.name for file in tmp_path.glob("*out.db*")] == []
