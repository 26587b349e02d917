"""Undo and redo: any operation, across a restart, never over what was changed since."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.store.conftest import add_file
from tests.store.test_annotations import mark
from tui.errors import CallError
from tui.store import annotations, history, relations
from tui.store.opening import open_store


def test_undo_takes_back_the_newest_and_redo_does_it_again(store, first):
    mark(store, first, "84")
    mark(store, first, "47")
    assert history.undo(store).label == "tag claim/number"
    assert [made.quote for made in annotations.of_article(store, first)] == ["84"]
    history.undo(store)
    assert annotations.of_article(store, first) == []
    redone = history.redo(store)
    assert redone.articles == {first}
    history.redo(store)
    assert [made.quote for made in annotations.of_article(store, first)] == ["84", "47"]
    with pytest.raises(CallError, match="nothing to redo"):
        history.redo(store)


def test_a_change_and_a_removal_are_undone_to_the_letter(store, first):
    uid = mark(store, first, "84", note="first")
    before = annotations.of_article(store, first)
    annotations.change(store, uid, label="note", note="second")
    annotations.remove(store, [uid])
    history.undo(store)
    history.undo(store)
    assert annotations.of_article(store, first) == before


def test_many_annotations_made_at_once_are_one_step(store, first):
    from tests.store.test_annotations import span
    from tui.store.annotations import Draft

    drafts = [Draft(first, "claim/number", (span(store, first, n),)) for n in ("84", "47", "2020")]
    annotations.add(store, drafts)
    assert history.operations(store)[0].label == "tag 3 annotations claim/number"
    history.undo(store)
    assert annotations.of_article(store, first) == []


def test_after_something_new_the_undone_cannot_come_back(store, first):
    mark(store, first, "84")
    history.undo(store)
    mark(store, first, "47")
    with pytest.raises(CallError, match="nothing to redo"):
        history.redo(store)


def test_undo_outlives_a_restart(path, mali):
    with open_store(path, annotator="ana", device="a") as store:
        article = add_file(store, mali)
        mark(store, article, "84")
        mark(store, article, "47")
        history.undo(store)
    with open_store(path, annotator="ana", device="a") as store:
        history.redo(store)
        assert len(annotations.of_article(store, article)) == 2
        history.undo(store)
        history.undo(store)
        assert annotations.of_article(store, article) == []


def test_an_annotator_undoes_only_their_own(path, mali):
    with open_store(path, annotator="ana", device="a") as store:
        article = add_file(store, mali)
        mark(store, article, "84")
    with open_store(path, annotator="ben", device="b") as store:
        with pytest.raises(CallError, match="nothing to undo"):
            history.undo(store)
        mark(store, article, "47")
        history.undo(store)
        assert [made.quote for made in annotations.of_article(store, article)] == ["84"]


def test_what_was_changed_since_is_left_and_counted(store, first):
    uid = mark(store, first, "84")
    annotations.change(store, uid, label="note", note="mine")
    with store.operation("another window"):
        store.run("UPDATE annotation SET note = 'theirs' WHERE uid = ?", (uid,))
    store.run("UPDATE op SET annotator = 'ben' WHERE label = 'another window'")
    assert history.undo(store).left == 1
    assert annotations.of_article(store, first)[0].note == "theirs"


def test_a_relation_and_an_article_can_be_undone(store, first, second):
    relations.add(store, "same", mark(store, first, "84"), mark(store, second, "84"))
    assert history.undo(store).articles == {first, second}
    assert relations.of_article(store, first) == []


def test_the_codebook_is_nobodys_to_undo(store):
    with pytest.raises(CallError, match="nothing to undo"):
        history.undo(store)


class UndoMachine(RuleBasedStateMachine):
    """Against a plain model: a list of states and a place in it."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile
        from pathlib import Path

        from tests.conftest import SEEDS

        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.db"
        self.store = open_store(self.path, annotator="ana", device="a")
        self.article = add_file(self.store, SEEDS / "001_5c23252eae010d18.txt")
        self.notes = 0
        self.states = [self.seen()]
        self.place = 0

    def seen(self) -> list[tuple[object, ...]]:
        return [
            (a.uid, a.tag, a.note, a.start, a.end, a.modified)
            for a in annotations.of_article(self.store, self.article)
        ]

    def did(self) -> None:
        del self.states[self.place + 1 :]
        self.states.append(self.seen())
        self.place += 1

    @rule(start=st.integers(0, 2800), length=st.integers(1, 70))
    def tag(self, start: int, length: int) -> None:
        from tui.store import articles
        from tui.text.anchors import anchor

        text = articles.text_of(self.store, self.article)
        part = anchor(text, start, start + length)
        annotations.add(self.store, [annotations.Draft(self.article, "claim/event", (part,))])
        self.did()

    @precondition(lambda self: self.states[self.place])
    @rule(note=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9))
    def note(self, note: str) -> None:
        self.notes += 1
        uid = str(self.states[self.place][0][0])
        annotations.change(self.store, uid, label="note", note=f"{self.notes} {note}")
        self.did()

    @precondition(lambda self: self.states[self.place])
    @rule()
    def remove(self) -> None:
        annotations.remove(self.store, [str(self.states[self.place][-1][0])])
        self.did()

    @precondition(lambda self: self.place > 0)
    @rule()
    def undo(self) -> None:
        history.undo(self.store)
        self.place -= 1

    @precondition(lambda self: self.place + 1 < len(self.states))
    @rule()
    def redo(self) -> None:
        history.redo(self.store)
        self.place += 1

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = open_store(self.path, annotator="ana", device="a")

    @invariant()
    def what_is_seen_is_what_the_model_says(self) -> None:
        assert self.seen() == self.states[self.place]

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestUndoMachine = UndoMachine.TestCase
TestUndoMachine.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[*HealthCheck]
)
