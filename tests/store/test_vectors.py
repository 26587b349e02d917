"""The cache of sentence vectors: outside the log, bounded, and never in anyone's way."""

import pytest

from tui.errors import DataError
from tui.store import check, history, vectors
from tui.store.merge import merge
from tui.store.opening import open_reader, open_store
from tui.store.pack import pack

MODEL, OTHER = "minilm@1", "minilm@2"
SAID = {"The toll rose to 84.": b"\x00\x01", "Kyiv denies it – „entirely“.": b"\x02\x03"}


def test_what_is_kept_is_found_again_by_its_sentence_and_model(store):
    vectors.keep(store, MODEL, SAID)
    wanted = [*SAID, "Never seen.", *SAID]
    assert vectors.kept(store, MODEL, wanted) == SAID
    assert vectors.kept(store, OTHER, wanted) == {}
    vectors.keep(store, MODEL, {"The toll rose to 84.": b"new"})
    assert vectors.kept(store, MODEL, wanted) == SAID


def test_it_is_no_part_of_the_log_and_needs_no_operation(store, first):
    before = history.count(store)
    vectors.keep(store, MODEL, SAID)
    assert history.count(store) == before
    assert check.faults(store) == []
    history.undo(store)
    assert vectors.kept(store, MODEL, [*SAID]) == SAID


def test_another_window_has_no_news_of_it(store, path, first):
    seen = history.seen(store)
    with open_store(path, annotator="ana", device="worker") as worker:
        vectors.keep(worker, MODEL, SAID)
    news, _ = history.news(store, seen)
    assert news is None or (news.articles, news.codebook) == (frozenset(), False)
    assert vectors.kept(store, MODEL, [*SAID]) == SAID


def test_the_oldest_give_way(store, monkeypatch):
    monkeypatch.setattr(vectors, "MOST", 3)
    for number in range(5):
        vectors.keep(store, MODEL, {f"Sentence {number}.": bytes([number])})
    wanted = [f"Sentence {number}." for number in range(5)]
    assert [*vectors.kept(store, MODEL, wanted)] == wanted[2:]
    vectors.keep(store, MODEL, {f"Later {number}.": b"x" for number in range(9)})
    assert store.value("SELECT count(*) FROM sentence_vector") == 3


def test_forgotten_they_are_gone_by_model_or_all(store):
    vectors.keep(store, MODEL, SAID)
    vectors.keep(store, OTHER, SAID)
    assert vectors.forget(store, MODEL) == 2
    assert vectors.kept(store, MODEL, [*SAID]) == {}
    assert vectors.kept(store, OTHER, [*SAID]) == SAID
    assert vectors.forget(store) == 2


def test_a_file_open_for_reading_gives_them_and_keeps_none(store, path):
    vectors.keep(store, MODEL, SAID)
    with open_reader(path) as reader:
        assert vectors.kept(reader, MODEL, [*SAID]) == SAID
        vectors.keep(reader, MODEL, {"New.": b"x"})
    assert vectors.kept(store, MODEL, ["New."]) == {}


def test_while_another_writes_nothing_is_kept_and_it_is_said(store, path):
    with open_store(path, annotator="ana", device="worker", timeout=0.01) as worker:
        with store.transaction(), pytest.raises(DataError, match="locked"):
            vectors.keep(worker, MODEL, SAID)
        assert vectors.kept(worker, MODEL, [*SAID]) == {}


def test_neither_a_pack_nor_a_merge_takes_them(store, path, first, tmp_path):
    vectors.keep(store, MODEL, SAID)
    pack(store, tmp_path / "pack.db")
    with open_store(tmp_path / "pack.db", annotator="bo", device="lap") as other:
        merge(other, path, back_up=False)
        assert vectors.kept(other, MODEL, [*SAID]) == {}
