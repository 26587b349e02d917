"""What people decide of two sentences: one row each, logged, carried, merged, undone."""

from pathlib import Path

import pytest

from tests.store.conftest import add_file
from tests.store.growing import disagreements
from tests.store.state import state
from tui.errors import CallError, DataError
from tui.store import adding, alignments, articles, check, describe, history
from tui.store.adding import Intake
from tui.store.connection import Store
from tui.store.merge import merge
from tui.store.opening import open_reader, open_store
from tui.text.policy import decode

RANGE = "20 and 80"
EARLIER = "Later in the day the foreign ministry confirmed the report.\n\n"


def span(store: Store, article: str, words: str) -> tuple[int, int]:
    start = articles.text_of(store, article).index(words)
    return start, start + len(words)


def decide(store: Store, a: str, words: str, b: str, others: str, same: bool = True) -> str:
    ends = (a, span(store, a, words)), (b, span(store, b, others))
    return alignments.decide(store, *ends[0], *ends[1], same)


def later(store: Store, article: str, text: str) -> adding.Added:
    raw = text.encode()
    return adding.add_version(store, article, Intake(decode(raw), raw, "later.txt"))


def told(store: Store, *uids: str) -> list[tuple[str, str, bool, str]]:
    """What holds between articles: the words of both sentences, the decision, by whom."""
    found = []
    for one in alignments.between(store, uids):
        a, b = (articles.text_of(store, uid) for uid in (one.a, one.b))
        assert (a[slice(*one.a_span)], b[slice(*one.b_span)]) == (one.a_quote, one.b_quote)
        found.append((one.a_quote, one.b_quote, one.same, one.annotator))
    return found


@pytest.fixture
def toll(store: Store, first: str, second: str) -> str:
    """A decision that two sentences of the seed articles tell the same."""
    return decide(store, first, "84 mercenaries", second, RANGE)


@pytest.fixture
def bo(path: Path, toll: str, tmp_path: Path):
    """A copy of the file with the decision, in another's hands."""
    with open_reader(path) as store:
        copy = tmp_path / "bo.db"
        copy.write_bytes(store.connection.serialize())
    with open_store(copy, annotator="bo", device="lap") as other:
        yield other


class TestDeciding:
    def test_it_is_there_in_the_order_the_articles_are_asked_for(self, store, first, second, toll):
        assert told(store, first, second) == [("84 mercenaries", RANGE, True, "ana")]
        assert told(store, second, first) == [(RANGE, "84 mercenaries", True, "ana")]
        assert told(store, first) == []
        assert alignments.count(store) == 1

    def test_a_pair_has_one_row_whichever_way_round_it_is_named(self, store, first, second, toll):
        again = decide(store, second, RANGE, first, "84 mercenaries", same=False)
        assert again == toll
        assert told(store, first, second) == [("84 mercenaries", RANGE, False, "ana")]
        assert store.value("SELECT count(*) FROM alignment") == 1

    def test_to_say_it_again_is_no_operation(self, store, first, second, toll):
        before = history.count(store)
        assert decide(store, first, "84 mercenaries", second, RANGE) == toll
        assert history.count(store) == before

    def test_each_annotator_has_their_own(self, store, first, second, toll):
        store.annotator = "bo"
        decide(store, first, "84 mercenaries", second, RANGE, same=False)
        assert [one[2:] for one in told(store, first, second)] == [(True, "ana"), (False, "bo")]

    def test_withdrawn_nothing_is_decided_and_it_can_be_decided_anew(
        self, store, first, second, toll
    ):
        alignments.withdraw(store, [toll])
        assert told(store, first, second) == []
        assert alignments.count(store) == 0
        decide(store, first, "84 mercenaries", second, RANGE, same=False)
        assert told(store, first, second) == [("84 mercenaries", RANGE, False, "ana")]

    def test_anothers_is_theirs_to_withdraw(self, store, toll):
        store.annotator = "bo"
        with pytest.raises(CallError, match="this decision is ana's"):
            alignments.withdraw(store, [toll])
        assert alignments.count(store) == 1

    def test_what_cannot_be_is_refused_and_nothing_written(self, store, first, second):
        for ends, why in (
            (((first, (0, 5)), (first, (6, 9))), "name two articles"),
            (((first, (0, 5)), (second, (0, 10**6))), "is not within"),
            (((first, (5, 5)), (second, (0, 5))), "is not within"),
            (((first, (0, 5)), ("none", (0, 5))), "no article none"),
        ):
            with pytest.raises(CallError, match=why):
                alignments.decide(store, *ends[0], *ends[1], same=True)
        with pytest.raises(CallError, match="no longer there"):
            alignments.withdraw(store, ["none"])
        assert store.value("SELECT count(*) FROM alignment") == 0

    def test_a_file_open_for_reading_shows_it_and_takes_none(self, path, first, second, toll):
        with open_reader(path) as reader:
            assert len(told(reader, first, second)) == 1
            with pytest.raises(DataError, match="read-only"):
                decide(reader, first, "84 mercenaries", second, RANGE)

    def test_an_article_that_is_removed_takes_them_along_and_brings_them_back(
        self, store, first, second, toll
    ):
        articles.remove(store, [second])
        assert told(store, first, second) == []
        assert alignments.count(store) == 0
        history.undo(store)
        assert len(told(store, first, second)) == 1


class TestTheLog:
    def test_it_says_in_words_what_was_decided_when(self, store, first, second, toll):
        decide(store, first, "84 mercenaries", second, RANGE, same=False)
        alignments.withdraw(store, [toll])
        withdrawn, changed, made = history.operations(store, 3)
        assert made.label == f"told the same: “84 mercenaries” and “{RANGE}”"
        assert changed.label == f"not told the same: “84 mercenaries” and “{RANGE}”"
        assert withdrawn.label == f"withdraw the decision on “{RANGE}” and “84 mercenaries”"
        pair = f"“{RANGE}” and “84 mercenaries”"
        assert [describe.changes(store, one.uid) for one in (made, changed, withdrawn)] == [
            [f"+ told the same: {pair}"],
            [f"± not told the same: {pair}: was told the same"],
            [f"− not told the same: {pair}"],
        ]

    def test_it_belongs_to_both_articles(self, store, first, second, toll):
        (operation,) = history.operations(store, 1)
        for article in (first, second):
            assert history.operations(store, article=article)[0] == operation
        assert history.place_of(store, operation.uid) == history.Place(first, None)
        assert history.undo(store).articles == {first, second}

    def test_each_step_is_undone_and_redone_to_the_letter(self, store, first, second, toll):
        states = [state(store)]
        decide(store, first, "84 mercenaries", second, RANGE, same=False)
        states.append(state(store))
        alignments.withdraw(store, [toll])
        for was in reversed(states):
            assert history.undo(store).left == 0
            assert state(store) == was
        for now in (states[1], None):
            history.redo(store)
            assert now is None or state(store) == now
        assert alignments.count(store) == 0
        assert check.faults(store) == []


class TestALaterText:
    def test_each_end_goes_along_with_its_own_text(self, store, first, second, toll):
        for article in (first, second):
            added = later(store, article, EARLIER + articles.text_of(store, article))
            assert added.carried
            assert added.carried.alignments_left == 0
        assert told(store, first, second) == [("84 mercenaries", RANGE, True, "ana")]
        operation = history.operations(store, 1)[0]
        pair = f"“{RANGE}” and “84 mercenaries”"
        assert f"± told the same: {pair}: carried over" in describe.changes(store, operation.uid)
        assert disagreements(store) == []

    def test_decided_again_on_the_later_text_it_is_the_same_row(self, store, first, second, toll):
        later(store, first, EARLIER + articles.text_of(store, first))
        assert decide(store, first, "84 mercenaries", second, RANGE, same=False) == toll

    def test_a_sentence_without_a_place_is_counted_and_the_decision_kept_where_it_was_made(
        self, store, first, second, toll
    ):
        text = articles.text_of(store, second)
        added = later(store, second, text.replace(RANGE, "hundreds"))
        assert added.carried
        assert added.carried.alignments_left == 1
        assert told(store, first, second) == []
        (kept,) = alignments.all_of(store)
        assert {kept.a_quote, kept.b_quote} == {"84 mercenaries", RANGE}
        assert check.faults(store) == []
        added = later(store, second, EARLIER + text)
        assert added.carried
        assert added.carried.alignments_left == 0
        assert told(store, first, second) == [("84 mercenaries", RANGE, True, "ana")]

    def test_the_step_is_undone_and_redone_with_it(self, store, first, second, toll):
        before = state(store)
        later(store, first, EARLIER + articles.text_of(store, first))
        after = state(store)
        history.undo(store)
        assert state(store) == before
        history.redo(store)
        assert state(store) == after


class TestMerging:
    def test_two_people_who_decide_differently_keep_each_their_own(
        self, store, path, first, second, bo
    ):
        decide(bo, first, "84 mercenaries", second, RANGE, same=False)
        merge(store, bo.path, back_up=False)
        assert [one[2:] for one in told(store, first, second)] == [(True, "ana"), (False, "bo")]
        assert disagreements(store) == []

    def test_of_what_one_person_decided_in_two_files_the_last_holds(
        self, store, first, second, toll, tmp_path, mali, nairobi
    ):
        """Here said anew in a file that did not know of it: two rows, of which one holds."""
        with open_store(tmp_path / "o.db", annotator="ana", device="lap") as other:
            assert (add_file(other, mali), add_file(other, nairobi)) == (first, second)
            other.now = lambda: store.now() + 60_000
            decide(other, first, "84 mercenaries", second, RANGE, same=False)
            merge(other, store.path, back_up=False)
            merge(store, other.path, back_up=False)
            for one in (store, other):
                assert told(one, first, second) == [("84 mercenaries", RANGE, False, "ana")]
                assert alignments.count(one) == 1
            decide(store, first, "84 mercenaries", second, RANGE)
            assert told(store, first, second) == [("84 mercenaries", RANGE, True, "ana")]
            alignments.withdraw(store, [alignments.between(store, [first, second])[0].uid])
            assert told(store, first, second) == []
            assert history.undo(store).left == 0
            assert told(store, first, second) == [("84 mercenaries", RANGE, True, "ana")]

    def test_one_made_on_a_text_that_another_file_has_replaced_is_placed_as_it_is_read(
        self, store, first, second, bo
    ):
        later(store, first, EARLIER + articles.text_of(store, first))
        made = decide(bo, first, "Wagner", second, "Wagner")
        merge(store, bo.path, back_up=False)
        found = [("84 mercenaries", RANGE, True, "ana"), ("Wagner", "Wagner", True, "bo")]
        assert sorted(told(store, first, second)) == found
        store.annotator = "bo"
        assert decide(store, second, "Wagner", first, "Wagner", same=False) == made
        alignments.withdraw(store, [made])
        assert told(store, first, second) == found[:1]

    def test_both_articles_given_later_texts_apart_are_both_carried(self, store, first, second, bo):
        later(store, first, EARLIER + articles.text_of(store, first))
        later(bo, second, EARLIER + articles.text_of(bo, second))
        merge(store, bo.path, back_up=False)
        assert told(store, first, second) == [("84 mercenaries", RANGE, True, "ana")]
        assert disagreements(store) == []
