"""Corrections of what is body: kept, undone, merged, and true to the text they were made on."""

import pytest

from tests.store.growing import disagreements
from tests.store.test_merge import add_text
from tui.errors import CallError
from tui.store import adding, articles, conflicts, describe, history, regions
from tui.store.adding import Intake
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.text.policy import decode
from tui.text.regions import Correction


def found(store, article):
    text = articles.text_of(store, article)
    return [text[one.start : one.end] for one in regions.of_article(store, article, text)]


def span_of(store, article, words):
    text = articles.text_of(store, article)
    return text.index(words), text.index(words) + len(words)


def test_without_a_word_from_anyone_the_rules_hold(store, first, second):
    assert len(found(store, first)) == 17
    assert found(store, second) == []


def test_a_correction_holds_until_it_is_undone(store, first):
    heading = span_of(store, first, "Latest articles")
    regions.correct(store, first, heading, body=True)
    assert "Latest articles" not in found(store, first)
    assert len(found(store, first)) == 16
    history.undo(store)
    assert found(store, first)[1] == "Latest articles"
    history.redo(store)
    assert len(found(store, first)) == 16


def test_a_paragraph_can_be_said_not_to_be_body_and_by_whom(store, second):
    words = "Reports suggest that between 20 and 80 Wagner fighters were killed"
    regions.correct(store, second, span_of(store, second, words), body=False)
    text = articles.text_of(store, second)
    (one,) = regions.of_article(store, second, text)
    assert (text[one.start : one.end], one.kind, one.by) == (words, "other", "ana")


def test_to_think_again_leaves_one_row_and_the_last_word(store, second):
    span = span_of(store, second, "NAIROBI, Kenya")
    for body in (False, True, False):
        regions.correct(store, second, span, body)
    assert regions.corrections(store, second) == [Correction(*span, False, "ana")]
    assert store.value("SELECT count(*) FROM region") == 1


def test_history_says_it_in_words_and_knows_the_article(store, second):
    regions.correct(store, second, span_of(store, second, "NAIROBI, Kenya"), body=False)
    (done, *_) = history.operations(store, 1, article=second)
    assert done.label == "“NAIROBI, Kenya” is not body"
    assert describe.changes(store, done.uid) == ["+ paragraph “NAIROBI, Kenya”"]
    place = history.place_of(store, done.uid)
    assert place is not None
    assert place.article == second
    assert history.undo(store).articles == {second}


@pytest.mark.parametrize("span", [(-1, 4), (4, 4), (5, 4), (0, 1_000_000)])
def test_a_span_that_is_not_within_the_article_is_refused(store, second, span):
    with pytest.raises(CallError, match="not within the article"):
        regions.correct(store, second, span, body=False)
    assert regions.corrections(store, second) == []


def test_what_two_said_is_merged_and_the_later_word_holds_in_both_files(store, first, tmp_path):
    heading = span_of(store, first, "More News")
    with open_store(tmp_path / "bo.db", annotator="bo", device="lap") as bo:
        merge(bo, store.path)
        regions.correct(store, first, heading, body=True)
        regions.correct(bo, first, span_of(bo, first, "Latest articles"), body=True)
        merge(bo, store.path)
        merge(store, bo.path)
        assert found(bo, first) == found(store, first)
        assert not {"More News", "Latest articles"} & set(found(store, first))
        assert {one.by for one in regions.corrections(bo, first)} == {"ana", "bo"}
        assert disagreements(store) == disagreements(bo) == []


STORY = (
    "The toll rose to 84 on Sunday, the rebels said.\n\nWatch our film about the desert\n\n"
    "A spokesman in Bamako called the figures pure invention.\n\n"
    "Sign up for the weekly letter of our correspondents\n"
)
FILM, LETTER = "Watch our film about the desert", "Sign up for the weekly letter"


@pytest.fixture
def story(store):
    """An article in which two stretches were said not to be body."""
    article = add_text(store, STORY, "/t.txt")
    for words in (FILM, LETTER):
        regions.correct(store, article, span_of(store, article, words), body=False)
    return article


class TestALaterText:
    LATER = "The army has not spoken yet.\n\n" + STORY.replace("our film", "the film")

    def later(self, store, text=LATER):
        raw = text.encode()
        (added,) = adding.add(store, [Intake(decode(raw), raw, "t.txt", place="/t.txt")])
        return added.carried

    def said(self, store, article):
        text = articles.text_of(store, article)
        return [
            (text[one.start : one.end], one.body, one.by)
            for one in regions.corrections(store, article)
        ]

    def test_what_was_said_goes_along_to_where_the_words_are_now(self, store, story):
        assert self.later(store).regions_lost == 0
        now = FILM.replace("our", "the")
        # In the order they were said; of two in one millisecond that is not known.
        assert {*self.said(store, story)} == {(now, False, "ana"), (LETTER, False, "ana")}
        assert disagreements(store) == []

    def test_what_has_no_place_is_counted_and_left_behind(self, store, story):
        gone = STORY.replace(FILM, "Nobody was hurt in the north, it was said")
        assert self.later(store, gone).regions_lost == 1
        assert self.said(store, story) == [(LETTER, False, "ana")]

    def test_all_of_it_is_one_operation_to_undo_and_redo(self, store, story):
        before = self.said(store, story)
        self.later(store)
        after = self.said(store, story)
        history.undo(store)
        assert self.said(store, story) == before
        history.redo(store)
        assert self.said(store, story) == after
        assert disagreements(store) == []

    def test_back_at_the_first_text_the_latest_word_holds(self, store, story):
        self.later(store)
        regions.correct(store, story, span_of(store, story, LETTER), body=True)
        for text in (STORY, self.LATER, STORY, self.LATER, STORY):
            self.later(store, text)
        last = {words: body for words, body, _ in self.said(store, story)}
        assert last == {FILM: False, LETTER: True}
        assert store.value("SELECT count(*) FROM region") <= 6

    def test_two_who_take_in_the_same_text_have_one_correction(self, store, story, tmp_path):
        with open_store(tmp_path / "bo.db", annotator="bo", device="lap") as bo:
            merge(bo, store.path)
            self.later(store)
            self.later(bo)
            merge(bo, store.path)
            merge(store, bo.path)
            assert self.said(store, story) == self.said(bo, story)
            assert len(self.said(store, story)) == 2
            assert disagreements(store) == disagreements(bo) == []
            assert conflicts.open_conflicts(bo) == []
