"""Conflicts: told in words, settled once for everyone, and only by those who may."""

import shutil
from pathlib import Path

import pytest

from tests.store.growing import disagreements
from tests.store.test_annotations import mark, span
from tests.store.test_merge import add_text, reword
from tui.errors import CallError
from tui.store import annotations, articles, codebook, conflicts, history, relations, tags
from tui.store.merge import merge
from tui.store.opening import open_store

NOON = 1_790_000_000_000


class Time:
    now = NOON


@pytest.fixture
def apart(tmp_path):
    """Two copies of one file, ana's and bo's, and what is in them."""
    time = Time()

    def opened(name, who):
        return open_store(tmp_path / f"{name}.db", annotator=who, device=name, now=lambda: time.now)

    with opened("ana", "ana") as first:
        article = add_text(first, "The toll rose to 84, they said.\n", "/t.txt")
        claim = relations.add_claim(first, "some died").uid
        annotation = mark(first, article, "84")
    shutil.copy(tmp_path / "ana.db", tmp_path / "bo.db")
    time.now += 60_000
    ana, bo = opened("ana", "ana"), opened("bo", "bo")
    ana.time = bo.time = time
    yield ana, bo, article, claim, annotation
    ana.close()
    bo.close()


def brought_together(ana, bo):
    """Merge both ways, as files that are closed in between."""
    counts = []
    for store, other in ((ana, bo), (bo, ana)):
        path = Path(shutil.copy(save(other), other.path.with_name("sent.db")))
        counts.append(merge(store, path, back_up=False).conflicts)
        path.unlink()
    return counts


def save(store):
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return store.path


def reworded(ana, bo, claim):
    """Both reword a claim, bo a minute later."""
    reword(ana, claim, "84 died")
    bo.time.now += 60_000
    reword(bo, claim, "none died")
    assert brought_together(ana, bo) == [1, 1]


def test_both_see_the_same_conflict_in_words(apart):
    ana, bo, _, claim, _ = apart
    reworded(ana, bo, claim)
    (told,) = conflicts.open_conflicts(ana)
    assert conflicts.open_conflicts(bo) == [told]
    assert told.what == "wording of claim “none died”"
    assert (told.kept.value, told.kept.annotator) == ("“none died”", "bo")
    assert (told.lost.value, told.lost.annotator) == ("“84 died”", "ana")
    assert told.kept.wall == "2026-09-21T14:15:20.000Z"
    assert told.stands == told.kept.value


def test_keeping_settles_it_for_everyone(apart):
    ana, bo, _, claim, _ = apart
    reworded(ana, bo, claim)
    (told,) = conflicts.open_conflicts(ana)
    assert conflicts.settle(ana, told.uid[:8], take_lost=False) == told.what
    assert conflicts.open_conflicts(ana) == []
    assert relations.claims(ana)[0].wording == "none died"
    assert brought_together(ana, bo) == [0, 0]
    assert conflicts.open_conflicts(bo) == []


def test_taking_puts_the_lost_value_back_for_everyone(apart):
    ana, bo, _, claim, _ = apart
    reworded(ana, bo, claim)
    (told,) = conflicts.open_conflicts(bo)
    conflicts.settle(bo, told.uid, take_lost=True)
    brought_together(ana, bo)
    for store in (ana, bo):
        assert relations.claims(store)[0].wording == "84 died"
        assert conflicts.open_conflicts(store) == []
        assert disagreements(store) == []


@pytest.mark.parametrize("take", [True, False])
def test_settling_is_one_operation_that_can_be_undone(apart, take):
    ana, bo, _, claim, _ = apart
    reworded(ana, bo, claim)
    before = history.count(ana)
    (told,) = conflicts.open_conflicts(ana)
    conflicts.settle(ana, told.uid, take_lost=take)
    assert history.count(ana) == before + 1
    history.undo(ana)
    assert relations.claims(ana)[0].wording == "none died"
    # Whoever undoes the taking has seen the value that was lost.
    assert conflicts.open_conflicts(ana) == ([] if take else [told])


def test_one_settled_and_opened_again_can_be_settled_again(apart):
    ana, bo, _, claim, _ = apart
    reworded(ana, bo, claim)
    (told,) = conflicts.open_conflicts(ana)
    conflicts.settle(ana, told.uid, take_lost=False)
    history.undo(ana)
    conflicts.settle(ana, told.uid, take_lost=False)
    assert conflicts.open_conflicts(ana) == []
    assert disagreements(ana) == []


def test_it_stays_open_when_what_stands_is_written_over(apart):
    ana, bo, _, claim, _ = apart
    reworded(ana, bo, claim)
    (told,) = conflicts.open_conflicts(bo)
    reword(bo, claim, "few died")
    (now,) = conflicts.open_conflicts(bo)
    assert (now.uid, now.lost, now.kept) == (told.uid, told.lost, told.kept)
    assert now.stands == "“few died”"


def test_it_is_settled_when_the_one_who_lost_it_writes_over_what_stands(apart):
    ana, bo, _, claim, _ = apart
    reworded(ana, bo, claim)
    reword(ana, claim, "84 or none died")
    assert conflicts.open_conflicts(ana) == []
    brought_together(ana, bo)
    assert conflicts.open_conflicts(bo) == []


def test_an_annotation_is_its_annotators_to_settle(apart, tmp_path):
    ana, bo, article, _, annotation = apart
    annotations.change(ana, annotation, label="note", note="here")
    bo.annotator = "ana"  # on another device
    bo.time.now += 60_000
    annotations.change(bo, annotation, label="note", note="there")
    part = span(bo, article, "The toll rose to 84")
    annotations.change(bo, annotation, label="span", fragments=(part,))
    bo.annotator = "bo"
    assert brought_together(ana, bo) == [1, 1]
    (told,) = conflicts.open_conflicts(bo)
    words = "“The toll rose to 84” in The toll rose to 84, they said."
    assert told.what == f"note of number {words}"
    for take in (True, False):
        with pytest.raises(CallError, match="ana's and theirs"):
            conflicts.settle(bo, told.uid, take_lost=take)
    conflicts.settle(ana, told.uid, take_lost=True)
    assert annotations.of_article(ana, article)[0].note == "here"


def test_a_conflict_on_an_annotation_that_is_gone_is_not_told(apart):
    ana, bo, _, _, annotation = apart
    annotations.change(ana, annotation, label="note", note="here")
    bo.annotator = "ana"
    bo.time.now += 60_000
    annotations.change(bo, annotation, label="note", note="there")
    brought_together(ana, bo)
    annotations.remove(ana, [annotation])
    assert conflicts.open_conflicts(ana) == []
    history.undo(ana)
    assert len(conflicts.open_conflicts(ana)) == 1


def test_two_later_texts_leave_one_and_the_other_can_be_taken(apart):
    ana, bo, article, _, annotation = apart
    add_text(ana, "The toll rose to 84, they said on Monday.\n", "/t.txt")
    bo.time.now += 60_000
    add_text(bo, "The toll rose to 84, they said on Tuesday.\n", "/t.txt")
    assert brought_together(ana, bo) == [1, 1]
    assert "Tuesday" in articles.text_of(ana, article)
    (told,) = conflicts.open_conflicts(ana)
    assert told.what.startswith("text of article")
    conflicts.settle(ana, told.uid, take_lost=True)
    assert "Monday" in articles.text_of(ana, article)
    assert [one.uid for one in annotations.of_article(ana, article)] == [annotation]
    brought_together(ana, bo)
    for store in (ana, bo):
        assert "Monday" in articles.text_of(store, article)
        assert conflicts.open_conflicts(store) == []
        assert disagreements(store) == []


def test_a_removal_that_did_not_hold_can_be_taken_by_one_who_may(apart):
    ana, bo, article, _, _ = apart
    articles.remove(ana, [article])
    bo.time.now += 60_000
    theirs = mark(bo, article, "toll")
    assert brought_together(ana, bo) == [1, 1]
    (told,) = conflicts.open_conflicts(ana)
    with pytest.raises(CallError, match="by bo"):
        conflicts.settle(ana, told.uid, take_lost=True)
    conflicts.settle(bo, told.uid, take_lost=True)
    brought_together(ana, bo)
    for store in (ana, bo):
        assert articles.summaries(store) == []
        assert conflicts.open_conflicts(store) == []
        assert disagreements(store) == []
    history.undo(bo)
    assert [one.uid for one in annotations.of_article(bo, article)] == [theirs]


def test_one_that_is_not_there_is_refused(apart):
    ana, *_ = apart
    for uid in ("", "none"):
        with pytest.raises(CallError, match="no open conflict starts with"):
            conflicts.settle(ana, uid, take_lost=False)


def test_the_order_of_tags_is_the_last_ones_to_say_and_no_conflict(apart):
    ana, bo, *_ = apart
    tags.reorder(ana, "claim/event", 1)
    bo.time.now += 60_000
    tags.reorder(bo, "claim/event", 2)
    assert brought_together(ana, bo) == [0, 0]
    assert conflicts.open_conflicts(ana) == conflicts.open_conflicts(bo) == []
    assert [one.path for one in codebook.tags(ana)] == [one.path for one in codebook.tags(bo)]
    assert disagreements(ana) == disagreements(bo) == []
