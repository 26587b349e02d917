"""Which articles share words with one."""

from tests.store.test_frequencies import library
from tests.store.test_versions import take_in
from tui.store import articles, frequencies, history, kin

WORDS = ["Tinzaouaten", "helicopter", "Bamako", "toll"]
FULL = "At Tinzaouaten a helicopter fell; Bamako gave no toll."
TWO = "Bamako spoke of a helicopter."
ONE = "The toll rose."
NONE = "It rained all day."


def test_those_with_most_of_the_words_come_first(store):
    none, one, full, two = library(store, NONE, ONE, FULL, TWO)
    assert kin.sharing(store, WORDS, 9) == [(full, 4), (two, 2), (one, 1)]
    assert kin.sharing(store, WORDS, 1) == [(full, 4)]
    assert kin.sharing(store, WORDS, 1, without=[full, none]) == [(two, 2)]
    assert kin.sharing(store, ["absent", "—"], 9) == []


def test_one_word_written_in_two_ways_counts_once(store):
    (one,) = library(store, ONE)
    assert kin.sharing(store, ["toll", "Toll", "TOLL"], 9) == [(one, 1)]


def test_removed_articles_and_earlier_texts_are_no_kin(store):
    changed = take_in(store, FULL).article.uid
    gone, two = library(store, f"{FULL} So it was said.", TWO)
    take_in(store, NONE)
    articles.remove(store, [gone])
    assert kin.sharing(store, WORDS, 1) == [(two, 2)]
    history.undo(store)
    assert kin.sharing(store, WORDS, 1) == [(gone, 4)]
    assert changed not in dict(kin.sharing(store, WORDS, 9))


def test_words_that_are_everywhere_are_not_asked_for(store):
    texts = [f"The toll of day {n} is known." for n in range(40)]
    *_, last = library(store, *texts, f"{ONE} Tinzaouaten.")
    assert kin.sharing(store, ["the", "toll", "Tinzaouaten"], 99) == [(last, 1)]


def test_no_more_of_the_index_is_read_than_is_allowed(store, monkeypatch):
    monkeypatch.setattr(kin, "LISTED", 3)
    uids = library(store, FULL, TWO, ONE)
    asked = []
    real = frequencies.phrase
    monkeypatch.setattr(kin.frequencies, "phrase", lambda word: asked.append(word) or real(word))
    found = dict(kin.sharing(store, WORDS, 9))
    assert found[uids[0]] == 2  # the rarest, one article, and one word of two articles
    assert set(asked) == set(WORDS)
