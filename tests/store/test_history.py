"""Undo and redo: any operation, across a restart, never over what was changed since."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.conftest import SEEDS, examples
from tests.store.conftest import add_file
from tests.store.state import state
from tests.store.test_annotations import mark, span
from tui.codebook import Codebook
from tui.errors import CallError, DataError
from tui.model import Tag
from tui.store import (
    adding,
    annotations,
    articles,
    check,
    claims,
    codebook,
    history,
    progress,
    recoding,
    relations,
    taking_back,
    together,
)
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import decode


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


class TestAnAddition:
    """Several operations, of one call, over one connection after the other."""

    @pytest.fixture
    def added(self, store, path) -> list[str]:
        def take_in(store: Store, *numbers: int) -> list[str]:
            raws = [b"Article %d." % number for number in numbers]
            some = adding.add(store, [adding.Intake(decode(raw), raw) for raw in raws])
            return [one.article.uid for one in some]

        before = take_in(store, 0)
        with store.together() as ending:
            uids = take_in(store, 1, 2) + take_in(store, 3, 4)
        with open_store(path, annotator="ana", device="d") as again, again.together(ending):
            uids += take_in(again, 5)
        assert [one.label for one in history.operations(store, 3)] == [
            *("add a text", "add 2 texts", "add 2 texts")
        ]
        return before + uids

    def here(self, store) -> list[str]:
        return [about.uid for about in articles.summaries(store)]

    def test_is_taken_back_and_done_again_whole(self, store, added):
        assert together.changes(store, together.to_undo(store)) == 5
        undone = history.undo(store)
        assert (undone.label, undone.articles) == ("3 operations", frozenset(added[1:]))
        assert self.here(store) == added[:1]
        assert together.changes(store, together.to_redo(store)) == 5
        history.redo(store)
        assert self.here(store) == added
        history.undo(store)
        assert history.undo(store).label == "add a text"
        assert history.redo(store).label == "add a text"
        assert self.here(store) == added[:1]
        assert list(check.faults(store)) == []

    def test_one_of_it_is_taken_back_by_its_name_and_the_rest_after_it(self, store, added):
        history.undo(store, history.operations(store, 3)[1].uid)
        assert self.here(store) == [*added[:3], added[5]]
        history.undo(store)
        assert self.here(store) == added[:1]

    def test_is_parted_by_what_was_done_between(self, store, path, added):
        ending = history.operations(store, 1)[0].uid[-12:]
        progress.set_status(store, added[0], "done")
        with store.together(ending):
            raw = b"Article 6."
            adding.add(store, [adding.Intake(decode(raw), raw)])
        assert history.undo(store).label == "add a text"
        assert history.undo(store).label != "3 operations"
        assert history.undo(store).label == "3 operations"


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
    max_examples=examples(15),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[*HealthCheck],
)


def intake(text: str, place: str = "") -> adding.Intake:
    return adding.Intake(decode(text.encode()), text.encode(), "a.txt", place=place)


class TestOneOperation:
    """Undo of one particular operation: only where its values still stand, the rest counted."""

    def test_a_note_below_another_change_is_put_back_and_nothing_is_counted(self, store, first):
        uid = mark(store, first, "84", note="first")
        annotations.change(store, uid, label="note", note="second")
        note = history.operations(store)[0].uid
        annotations.change(store, uid, label="tag", tag="claim/event")
        assert history.undo(store, note).left == 0
        (made,) = annotations.of_article(store, first)
        assert (made.note, made.tag) == ("first", "claim/event")

    def test_a_value_changed_since_stands_and_is_counted_the_others_go_back(self, store, first):
        uid = mark(store, first, "84")
        annotations.change(store, uid, label="both", note="one", attributes={"speaker": "Mali"})
        both = history.operations(store)[0].uid
        annotations.change(store, uid, label="note", note="two")
        assert history.undo(store, both).left == 1
        (made,) = annotations.of_article(store, first)
        assert (made.note, made.attributes) == ("two", {})

    def test_it_is_one_entry_of_the_log_with_one_row_changed(self, store, first):
        uid = mark(store, first, "84")
        annotations.change(store, uid, label="both", note="one", attributes={"speaker": "Mali"})
        history.undo(store)
        newest = history.operations(store)[0]
        assert (newest.kind, newest.label, newest.changes) == ("undo", "undo both", 1)

    def test_span_and_text_go_together(self, store, first):
        uid = mark(store, first, "84")
        annotations.change(store, uid, label="span", fragments=(span(store, first, "47"),))
        moved = history.operations(store)[0].uid
        adding.add_version(store, first, intake("Before. " + articles.text_of(store, first)))
        assert history.undo(store, moved).left == 1
        (made,) = annotations.of_article(store, first)
        assert articles.text_of(store, first)[made.start : made.end] == made.quote == "47"

    def test_it_can_be_done_again(self, store, first):
        mark(store, first, "84")
        made = history.operations(store)[0].uid
        mark(store, first, "47")
        before = state(store)
        history.undo(store, made)
        assert [one.quote for one in annotations.of_article(store, first)] == ["47"]
        assert history.redo(store).label == "tag claim/number"
        assert state(store) == before

    def test_done_again_is_what_the_undo_took_back_and_nothing_more(self, store, first):
        mark(store, first, "84")
        made = history.operations(store)[0].uid
        articles.remove(store, [first])
        before = state(store)
        assert history.undo(store, made).left == 1
        history.redo(store)
        assert state(store) == before, "the annotation of a removed article stays away"
        history.undo(store)
        assert [one.quote for one in annotations.of_article(store, first)] == ["84"]

    def test_an_article_with_annotations_made_since_stays(self, store, first):
        taken_in = history.operations(store)[0].uid
        mark(store, first, "84")
        assert history.undo(store, taken_in).left == 1
        assert articles.count(store) == 1

    @pytest.mark.parametrize("what", ["undo", "undone", "not there", "another's"])
    def test_what_cannot_be_undone_is_said(self, store, first, path, what):
        mark(store, first, "84")
        made = history.operations(store)[0].uid
        said = {"undo": "is an undo", "undone": "undone already", "not there": "no operation"}
        if what in ("undo", "undone"):
            history.undo(store)
        op = {"undo": history.operations(store)[0].uid, "not there": "none"}.get(what, made)
        before = state(store)
        with open_store(path, annotator="ben", device="b") as ben:
            who = ben if what == "another's" else store
            with pytest.raises(CallError, match=said.get(what, "was done by ana: theirs to undo")):
                history.undo(who, op)
        assert state(store) == before


class TestBackToAPoint:
    def test_all_of_ones_own_after_it_goes_and_anothers_stays(self, store, first, path):
        mark(store, first, "84")
        point = history.operations(store)[0].uid
        before = state(store)
        for words in ("47", "2020"):
            mark(store, first, words)
        annotations.remove(store, [annotations.of_article(store, first)[0].uid])
        with open_store(path, annotator="ben", device="b") as ben:
            theirs = mark(ben, first, "84")
        done = history.undo_back_to(store, point)
        assert (done.label, done.left, done.articles) == ("3 operations", 0, {first})
        assert {key: row for key, row in state(store).items() if key[1] != theirs} == before
        with pytest.raises(CallError, match="nothing of yours to undo after this"):
            history.undo_back_to(store, point)
        for _ in range(3):
            history.redo(store)
        assert len(annotations.of_article(store, first)) == 3

    def test_an_error_in_the_middle_leaves_all_as_it_was(self, store, first, monkeypatch):
        point = history.operations(store)[0].uid
        for words in ("84", "47"):
            mark(store, first, words)
        before, log = state(store), history.count(store)
        put_back, calls = taking_back.put_back, []

        def breaking(*arguments):
            calls.append(arguments)
            if len(calls) == 2:
                raise DataError("the disk is full")
            return put_back(*arguments)

        monkeypatch.setattr(taking_back, "put_back", breaking)
        with pytest.raises(DataError, match="full"):
            history.undo_back_to(store, point)
        assert (state(store), history.count(store)) == (before, log)


def test_a_tag_retired_or_renamed_and_undone(store, first):
    uid = mark(store, first, "84", tag="claim/number")
    before = state(store), codebook.tags(store)
    with store.operation("retire claim"):
        store.run("UPDATE tag SET deleted = 1 WHERE name = 'claim'")
    retired = history.operations(store)[0].uid
    paths = {tag.path for tag in codebook.tags(store)}
    assert "claim" not in paths
    assert "claim/number" in paths, "what is under a retired tag keeps its name"
    assert annotations.with_uids(store, [uid])[0].tag == "claim/number"
    mark(store, first, "47", tag="claim/number")
    with store.operation("rename number"):
        store.run("UPDATE tag SET name = 'figure' WHERE name = 'number'")
    assert annotations.with_uids(store, [uid])[0].tag == "claim/figure"
    assert history.undo(store).codebook
    history.undo(store)
    assert history.undo(store, retired).codebook
    assert (state(store), codebook.tags(store)) == before


class TestRelationsAndClaims:
    @pytest.fixture
    def related(self, store, first) -> str:
        return relations.add(store, "same", mark(store, first, "84"), mark(store, first, "47"))

    def test_each_change_is_undone_to_the_letter(self, store, first, related):
        claim = relations.add_claim(store, "84 died.")
        mark(store, first, "2020", claim=claim.uid)
        deeds = [
            lambda: relations.change(store, related, kind="disputes"),
            lambda: relations.change(store, related, note="in part"),
            lambda: claims.change(store, claim.uid, wording="84 were killed."),
            lambda: claims.change(store, claim.uid, note="by one side's count"),
            lambda: relations.remove(store, [related]),
            lambda: claims.remove(store, claim.uid),
        ]
        states = [state(store)]
        for deed in deeds:
            deed()
            states.append(state(store))
        assert relations.of_article(store, first) == relations.claims(store) == []
        assert annotations.of_article(store, first)[-1].claim is None
        for before in states[-2::-1]:
            assert history.undo(store).articles == {first}
            assert state(store) == before
        assert annotations.of_article(store, first)[-1].claim == claim

    def test_nobody_changes_anothers_relation(self, store, first, related, path):
        with open_store(path, annotator="ben", device="b") as ben:
            for deed in (
                lambda: relations.change(ben, related, kind="disputes"),
                lambda: relations.remove(ben, [related]),
            ):
                with pytest.raises(CallError, match="ana's and theirs to change"):
                    deed()
        assert [one.kind for one in relations.of_article(store, first)] == ["same"]

    def test_what_is_gone_is_said(self, store, related):
        claim = relations.add_claim(store, "84 died.")
        relations.remove(store, [related])
        claims.remove(store, claim.uid)
        for deed in (
            lambda: relations.change(store, related, kind="disputes"),
            lambda: relations.remove(store, [related]),
            lambda: claims.change(store, claim.uid, wording="84 were killed."),
            lambda: claims.remove(store, claim.uid),
        ):
            with pytest.raises(CallError, match="no longer there"):
                deed()

    def test_a_claim_keeps_a_wording(self, store):
        claim = relations.add_claim(store, "84 died.")
        with pytest.raises(CallError, match="needs a wording"):
            claims.change(store, claim.uid, wording="  ")
        assert relations.claims(store) == [claim]


class TestPlaces:
    """Where an operation can be seen."""

    def place(self, store) -> history.Place | None:
        return history.place_of(store, history.operations(store)[0].uid)

    def test_of_annotations_it_is_the_first_in_the_text(self, store, first):
        texts = ("47", "84", "2020")
        drafts = [Draft(first, "claim/number", (span(store, first, words),)) for words in texts]
        uids = annotations.add(store, drafts)
        assert self.place(store) == history.Place(first, uids[1])
        assert history.undo(store)
        assert self.place(store) == history.Place(first, None), "they are no longer there"

    def test_of_a_later_text_it_is_what_went_along(self, store, first):
        uid = mark(store, first, "84")
        text = articles.text_of(store, first)
        adding.add_version(store, first, intake("Before. " + text))
        assert self.place(store) == history.Place(first, uid)
        adding.add_version(store, first, intake("Nothing is left."))
        assert self.place(store) == history.Place(first, None)

    def test_of_a_relation_and_a_claim_it_is_an_annotation(self, store, first, second):
        one, two = mark(store, first, "84"), mark(store, second, "84")
        relations.add(store, "same", two, one)
        assert self.place(store) == history.Place(second, two)
        claim = relations.add_claim(store, "84 died.")
        assert self.place(store) is None
        annotations.change(store, one, label="claim", claim=claim.uid)
        claims.change(store, claim.uid, wording="84 were killed.")
        assert self.place(store) == history.Place(first, one)
        assert history.operations(store, article=first)[0].label.startswith("reword")

    def test_of_an_article_that_is_gone_and_of_the_codebook_there_is_none(self, store, first):
        articles.remove(store, [first])
        assert self.place(store) is None
        with store.operation("retire"):
            store.run("UPDATE tag SET deleted = 1 WHERE name = 'number'")
        assert self.place(store) is None
        assert history.place_of(store, "none") is None


def test_the_operations_of_one_article_newest_first_a_page_at_a_time(store, first, second):
    for _ in range(12):
        mark(store, first, "84")
        mark(store, second, "84")
    relations.add(store, "same", mark(store, first, "47"), mark(store, second, "47"))
    everything = history.operations(store, 1000)
    assert history.count(store) == len(everything) == 2 + 24 + 3 + 1
    ours = history.operations(store, 1000, article=first)
    assert history.count(store, first) == len(ours) == 1 + 12 + 1 + 1
    assert [one.label for one in ours[:2]] == ["relate as same", "tag claim/number"]
    paged = [
        one for skip in (0, 6, 12) for one in history.operations(store, 6, skip=skip, article=first)
    ]
    assert paged == ours
    assert [one.uid for one in ours] == [one.uid for one in everything if one in ours]


class TestNews:
    """What other windows on the same file wrote."""

    @pytest.fixture
    def other(self, path) -> Iterator[Store]:
        with open_store(path, annotator="ben", device="b") as other:
            yield other

    def test_ones_own_work_is_none(self, store, first):
        seen = history.seen(store)
        mark(store, first, "84")
        history.undo(store)
        assert history.news(store, seen)[0] is None

    def test_the_first_mark_in_a_file_at_rest_is_none(self, path, first, store):
        store.close()
        with open_store(path, annotator="ana", device="a") as mine:
            seen = history.seen(mine)
            mark(mine, first, "84")
            news, _ = history.news(mine, seen)
            assert news is None or not news.articles

    def test_anothers_is_told_with_the_articles_touched(self, store, other, first, second):
        seen = history.seen(store)
        uid = mark(other, first, "84")
        news, seen = history.news(store, seen)
        assert news == history.News(frozenset({first}), False)
        assert history.news(store, seen)[0] is None
        history.undo(other)
        news, seen = history.news(store, seen)
        assert news.articles == {first}
        history.redo(other)
        relations.add(other, "same", uid, mark(other, second, "84"))
        news, seen = history.news(store, seen)
        assert news.articles == {first, second}
        claim = relations.add_claim(other, "84 died.")
        annotations.change(other, uid, label="claim", claim=claim.uid)
        _, seen = history.news(store, seen)
        claims.change(other, claim.uid, wording="84 were killed.")
        news, seen = history.news(store, seen)
        assert news == history.News(frozenset({first}), False)
        adding.add_version(other, second, intake("Another text."))
        news, seen = history.news(store, seen)
        assert news.articles == {second}

    def test_tags_are_told_and_articles_that_are_gone(self, store, other, first):
        seen = history.seen(store)
        with other.operation("retire"):
            other.run("UPDATE tag SET deleted = 1 WHERE name = 'number'")
        news, seen = history.news(store, seen)
        assert news == history.News(frozenset(), True)
        history.undo(other)
        news, seen = history.news(store, seen)
        assert news.codebook
        articles.remove(other, [first])
        news, seen = history.news(store, seen)
        assert news == history.News(frozenset({first}), False)

    @settings(max_examples=examples(25), deadline=None, suppress_health_check=[*HealthCheck])
    @given(turns=st.lists(st.sampled_from("mtulr"), min_size=1, max_size=25))
    def test_nothing_is_missed_when_both_write_in_turns(self, turns, mali, nairobi):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.db"
            with (
                open_store(path, annotator="ana", device="a") as mine,
                open_store(path, annotator="ben", device="b") as theirs,
            ):
                uids = [add_file(mine, file) for file in (mali, nairobi)]
                seen = history.seen(mine)
                missed: set[str] = set()
                for number, turn in enumerate(turns):
                    article = uids[number % 2]
                    if turn == "m":
                        mark(mine, article, "84")
                    elif turn == "t":
                        mark(theirs, article, "84")
                        missed.add(article)
                    elif turn in "ur":
                        deed = history.undo if turn == "u" else history.redo
                        with suppress(CallError):
                            missed |= deed(theirs).articles
                    else:
                        news, seen = history.news(mine, seen)
                        told = news.articles if news else frozenset()
                        assert missed <= told
                        assert news is None or missed
                        missed = set()


TEXTS = [
    "Mali cut its ties. At least 84 were killed, the rebels said on Monday in the north.",
    "Bamako said so first. Mali cut its ties. At least 84 were killed, the rebels said on Monday"
    " in the north.",
    "Mali cut its ties. At least 97 were killed, the rebels said on Monday in the north.",
]


class EverythingMachine(RuleBasedStateMachine):
    """Every kind of edit, undo and redo, against the states it went through.

    The stack is used as the desk uses it; `by_hand` does what an undo of one operation may do.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.db"
        self.store = open_store(self.path, annotator="ana", device="a")
        raw = (SEEDS / "001_5c23252eae010d18.txt").read_bytes()
        add_file(self.store, SEEDS / "001_5c23252eae010d18.txt")
        adding.add(self.store, [intake(TEXTS[0], "/place")])
        self.raw, self.number = raw, 0
        self.states = [state(self.store)]
        self.place = 0

    def did(self) -> None:
        now = state(self.store)
        if now != self.states[self.place]:
            del self.states[self.place + 1 :]
            self.states.append(now)
            self.place += 1

    def uids(self, table: str) -> list[str]:
        return sorted(uid for name, uid in self.states[self.place] if name == table)

    def articles(self) -> list[str]:
        return [one.uid for one in articles.summaries(self.store)]

    @precondition(lambda self: self.articles())
    @rule(which=st.integers(0), many=st.integers(1, 4), start=st.integers(0, 60))
    def tag(self, which: int, many: int, start: int) -> None:
        article = self.articles()[which % len(self.articles())]
        text = articles.text_of(self.store, article)
        ends = [min(len(text), start + 5 * n + 1) for n in range(1, many + 1)]
        spans = [(min(start, end - 1), end) for end in ends]
        tags = [tag.path for tag in codebook.tags(self.store) if "span" in tag.applies]
        drafts = [
            Draft(article, tags[(which + n) % len(tags)], (anchor(text, *one),))
            for n, one in enumerate(spans)
        ]
        annotations.add(self.store, drafts)
        self.did()

    @precondition(lambda self: self.uids("annotation"))
    @rule(
        which=st.integers(0), field=st.sampled_from(["note", "tag", "attributes", "claim", "span"])
    )
    def change(self, which: int, field: str) -> None:
        uid = self.uids("annotation")[which % len(self.uids("annotation"))]
        self.number += 1
        claims_ = self.uids("claim")
        tags = [tag.path for tag in codebook.tags(self.store)]
        (made,) = annotations.with_uids(self.store, [uid])
        text = articles.text_of(self.store, made.article)
        given: dict[str, dict[str, Any]] = {
            "note": {"note": str(self.number)},
            "tag": {"tag": tags[which % len(tags)]},
            "attributes": {"attributes": {"speaker": str(self.number)}},
            "claim": {"claim": claims_[which % len(claims_)] if claims_ else ""},
            "span": {"fragments": (anchor(text, which % 50, which % 50 + 9),)},
        }
        annotations.change(self.store, uid, label=field, **given[field])
        self.did()

    @precondition(lambda self: self.uids("annotation"))
    @rule(which=st.integers(0), many=st.integers(1, 3))
    def remove(self, which: int, many: int) -> None:
        uids = self.uids("annotation")
        annotations.remove(self.store, uids[which % len(uids) :][:many])
        self.did()

    @precondition(lambda self: len(self.uids("annotation")) > 1)
    @rule(which=st.integers(0), kind=st.sampled_from(["same", "disputes"]))
    def relate(self, which: int, kind: str) -> None:
        uids = self.uids("annotation")
        one = which % (len(uids) - 1)
        relations.add(self.store, kind, uids[one], uids[one + 1])
        self.did()

    @precondition(lambda self: self.uids("relation"))
    @rule(which=st.integers(0), gone=st.booleans())
    def change_relation(self, which: int, gone: bool) -> None:
        uid = self.uids("relation")[which % len(self.uids("relation"))]
        self.number += 1
        if gone:
            relations.remove(self.store, [uid])
        else:
            relations.change(self.store, uid, note=str(self.number))
        self.did()

    @rule()
    def claim(self) -> None:
        self.number += 1
        relations.add_claim(self.store, f"Claim {self.number}.")
        self.did()

    @precondition(lambda self: self.uids("claim"))
    @rule(which=st.integers(0), gone=st.booleans())
    def change_claim(self, which: int, gone: bool) -> None:
        uid = self.uids("claim")[which % len(self.uids("claim"))]
        self.number += 1
        if gone:
            claims.remove(self.store, uid)
        else:
            claims.change(self.store, uid, wording=f"Claim {self.number}.")
        self.did()

    @rule(name=st.sampled_from("xyz"), colour=st.sampled_from(["red", "blue"]))
    def take_in_codebook(self, name: str, colour: str) -> None:
        parent = Tag("", "extra", "", colour, "Extra.", ("span",), ())
        child = Tag("", f"extra/{name}", "", colour, f"{name}.", ("span",), ())
        codebook.take_in(self.store, Codebook("extra", (parent, child)))
        self.did()

    @rule(which=st.integers(0, 2))
    def later_text(self, which: int) -> None:
        adding.add(self.store, [intake(TEXTS[which], "/place")])
        self.did()

    @rule()
    def add_article(self) -> None:
        raw = self.raw
        adding.add(self.store, [adding.Intake(decode(raw), raw, "b.txt")])
        self.did()

    @precondition(lambda self: self.articles())
    @rule(which=st.integers(0))
    def remove_article(self, which: int) -> None:
        articles.remove(self.store, [self.articles()[which % len(self.articles())]])
        self.did()

    @precondition(lambda self: self.place > 0)
    @rule(many=st.integers(1, 3))
    def undo(self, many: int) -> None:
        for _ in range(min(many, self.place)):
            assert history.undo(self.store).left == 0
            self.place -= 1

    @precondition(lambda self: self.place > 1)
    @rule(which=st.integers(0))
    def undo_back_to(self, which: int) -> None:
        standing = [one for one in history.operations(self.store, 999) if not one.undone]
        ours = [one for one in standing if one.annotator == "ana" and one.kind == "do"]
        back = 1 + which % (self.place - 1)
        assert history.undo_back_to(self.store, ours[back].uid).left == 0
        self.place -= back

    @precondition(lambda self: self.place + 1 < len(self.states))
    @rule()
    def redo(self) -> None:
        assert history.redo(self.store).left == 0
        self.place += 1

    @precondition(lambda self: self.place > 0)
    @rule(which=st.integers(0))
    def by_hand(self, which: int) -> None:
        """Undo one from anywhere, then do it again: what stood is as it was."""
        ours = [
            one
            for one in history.operations(self.store, 999)
            if one.annotator == "ana" and one.kind == "do" and not one.undone
        ]
        before = state(self.store)
        if self.place + 1 < len(self.states):
            return
        one = ours[which % self.place]
        newer = ours[: ours.index(one)]
        done = history.undo(self.store, one.uid)
        after = state(self.store)
        changed = {key for key in before.keys() | after if before.get(key) != after.get(key)}
        rows = set(
            self.store.rows(
                "SELECT tbl, row_uid FROM change JOIN op ON op.id = op_id WHERE op.uid = ?",
                (one.uid,),
            )
        )
        assert changed <= rows, "it touches its own rows alone"
        if done.left == 0 and not newer:
            assert after == self.states[self.place - 1]
        history.redo(self.store)
        if done.left == 0:
            assert state(self.store) == before

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = open_store(self.path, annotator="ana", device="a")

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        assert state(self.store) == self.states[self.place]

    def teardown(self) -> None:
        try:
            assert check.faults(self.store) == []
        finally:
            self.store.close()
            self.folder.cleanup()


TestEverything = EverythingMachine.TestCase
TestEverything.settings = settings(
    max_examples=examples(12),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[*HealthCheck],
    phases=[phase for phase in Phase if phase not in (Phase.explain, Phase.shrink)],
)


def test_an_article_that_comes_into_work_along_with_a_mark_is_no_row_of_it(store, first):
    mark(store, first, "84")
    assert history.operations(store, 1)[0].changes == 1
    history.undo(store)
    assert history.operations(store, 1)[0].changes == 1
    progress.set_status(store, first, "done")
    assert history.operations(store, 1)[0].changes == 1


@pytest.mark.parametrize("changed_since", [True, False])
def test_many_rows_are_taken_back_at_once_just_as_one_by_one(
    path, mali, monkeypatch, changed_since
):
    """What has been changed since stays and is counted, whichever way it is done."""
    with open_store(path, annotator="ana", device="desk-1") as store:
        article = add_file(store, mali)
        text = articles.text_of(store, article)
        drafts = [
            Draft(article, "claim/event", (anchor(text, at, at + 9),)) for at in range(0, 400, 10)
        ]
        made = annotations.add(store, drafts)
        annotations.remove(store, made[:3])
        recoding.merge(store, "claim/event", "claim/number")
        merged = history.operations(store, 1)[0].uid
        if changed_since:
            annotations.change(store, made[5], label="note", note="since then")
            annotations.change(store, made[6], label="tag", tag="claim/quote")
    found = []
    for name, many in (("one", 10**9), ("many", 2)):
        copy = Path(shutil.copy(path, path.with_name(f"{name}.db")))
        monkeypatch.setattr(taking_back, "MANY", many)
        fixed = {"now": lambda: 2_000_000_000_000, "new_uid": lambda ms: "undoing"}
        with open_store(copy, annotator="ana", device="desk-1", **fixed) as store:
            undone = history.undo(store, merged)
            rows = store.rows("SELECT uid, tag_id, modified, deleted, note FROM annotation")
            log = store.rows("SELECT tbl, row_uid, before, after FROM change ORDER BY 1, 2, id")
            found.append((undone, rows, log))
            assert check.faults(store) == []
    assert found[0] == found[1]
    assert found[0][0].left == changed_since
