"""After an undo no more is read and painted again than what it changed."""

from dataclasses import replace

import pytest

from tui.app import renewing, workspace
from tui.app.renewing import FEW, is_small
from tui.app.workspace import Workspace
from tui.store import annotations, articles, relations
from tui.store.annotations import Draft
from tui.text.anchors import anchor


@pytest.fixture
def at_work(store):
    """Someone at work with the first article of the example open, and its uid."""
    at_work = Workspace(store)
    uid = articles.summaries(store)[0].uid
    at_work.marks(uid)
    return at_work, uid


def on_disk(store, uid):
    return [one.uid for one in annotations.of_article(store, uid)]


def shown(at_work, uid):
    return [one.uid for one in at_work.marks(uid)]


def refuse(*_):
    raise AssertionError("the whole article was read again")


def tag(at_work, uid, span=(0, 5)):
    return at_work.tag(at_work.article(uid), span, "claim/event")[0]


def test_undo_and_redo_read_only_the_annotation_they_changed(at_work, monkeypatch):
    desk, uid = at_work
    made = tag(desk, uid)
    monkeypatch.setattr(workspace.annotations, "of_article", refuse)
    assert desk.undo().repaint == (made,)
    assert made.uid not in shown(desk, uid)
    assert [one.uid for one in desk.redo().repaint or ()] == [made.uid]
    assert made.uid in shown(desk, uid)


def test_the_marks_are_those_of_the_database_after_each_step(at_work):
    desk, uid = at_work
    made = tag(desk, uid)
    desk.set_note(made, "a note")
    tag(desk, uid, (10, 20))
    desk.delete(desk.marks(uid).get(made.uid))
    for step in (*[desk.undo] * 4, *[desk.redo] * 4):
        step()
        assert list(desk.marks(uid)) == annotations.of_article(desk.store, uid)


def test_a_note_taken_back_is_told_as_it_was_and_as_it_is(at_work):
    desk, uid = at_work
    noted = desk.set_note(tag(desk, uid), "a note")
    before, now = desk.undo().repaint
    assert (before.uid, before.note) == (noted.uid, "a note")
    assert (now.uid, now.note) == (noted.uid, "")


def test_a_relation_comes_back_with_its_annotation(at_work):
    desk, uid = at_work
    first, second = tag(desk, uid), tag(desk, uid, (10, 20))
    relations.add(desk.store, "supports", first.uid, second.uid)
    desk = Workspace(desk.store)
    desk.marks(uid)
    desk.delete(second)
    assert not desk.related(first)
    desk.undo()
    assert [one.other.uid for one in desk.related(first)] == [second.uid]


def test_a_relation_taken_back_is_no_longer_told(at_work):
    desk, uid = at_work
    first, second = tag(desk, uid), tag(desk, uid, (10, 20))
    relations.add(desk.store, "supports", first.uid, second.uid)
    desk = Workspace(desk.store)
    desk.marks(uid)
    desk.undo()
    assert not desk.related(first)


def test_an_article_that_is_not_open_is_counted_anew(store, at_work):
    desk, _ = at_work
    other = articles.summaries(store)[1].uid
    before = desk.summary(other).annotations
    text = articles.text_of(store, other)
    annotations.add(store, [Draft(other, "claim/event", (anchor(text, 0, 5),))])
    desk.undo()
    assert desk.summary(other).annotations == before


def test_many_are_read_with_their_article(at_work):
    desk, uid = at_work
    text = desk.article(uid).text
    spans = [anchor(text, start, start + 5) for start in range(FEW + 1)]
    annotations.add(desk.store, [Draft(uid, "claim/event", (span,)) for span in spans])
    assert desk.undo().repaint is None
    assert shown(desk, uid) == on_disk(desk.store, uid)


@pytest.mark.parametrize(
    ("tables", "count", "small"),
    [
        ({"annotation"}, 1, True),
        ({"annotation"}, FEW, True),
        ({"annotation"}, FEW + 1, False),
        ({"annotation", "tag"}, 1, False),
        ({"claim"}, 0, False),
        ({"relation"}, 0, False),
    ],
)
def test_what_else_changed_is_read_whole(tables, count, small):
    assert is_small(tables, [str(n) for n in range(count)]) is small


def test_what_is_on_another_text_is_taken_away(at_work):
    desk, uid = at_work
    made = tag(desk, uid)
    another = replace(desk.summary(uid), sha256="0" * 64)
    changed = renewing.renew_marks(
        desk.store, {uid: desk.marks(uid)}, [made.uid], lambda _: another
    )
    assert changed == [made]
    assert made.uid not in shown(desk, uid)


async def test_undo_paints_the_words_as_they_were(at_desk):
    async with at_desk() as seat:
        await seat.press("j", "j")
        before = seat.bare()
        await seat.press("1", "u")
        painted = seat.bare()
        assert painted[:-3] == before[:-3]
