"""In how many articles a word occurs: as counted by hand, always current, also read-only."""

import random
import re

import pytest

from tui.store import adding, articles, frequencies
from tui.store.adding import Intake
from tui.store.opening import open_reader
from tui.text.policy import decode


def library(store, *texts):
    found = [Intake(decode(text.encode()), text.encode()) for text in texts]
    return [added.article.uid for added in adding.add(store, found)]


def test_words_are_counted_by_article_and_folded_as_the_index_folds_them(store):
    library(store, "Toll, toll and toll.", "The TOLL rose: répression.", "Ex-ministers, no more.")
    asked = ["toll", "Repression", "ex-ministers", "more", "absent", "—", "toll"]
    assert frequencies.of(store, asked) == (
        3,
        {"toll": 2, "Repression": 1, "ex-ministers": 1, "more": 1, "absent": 0, "—": 0},
    )


def test_a_library_without_articles_has_no_words(store):
    assert frequencies.of(store, ["toll"]) == (0, {"toll": 0})


def test_what_came_in_since_counts_at_once(store, path):
    library(store, "The toll rose.")
    with open_reader(path) as reader:
        assert frequencies.of(reader, ["toll"]) == (1, {"toll": 1})
        library(store, "The toll fell.")
        assert frequencies.of(reader, ["toll"]) == (2, {"toll": 2})
        assert frequencies.of(store, ["toll"]) == (2, {"toll": 2})


def test_what_was_rolled_back_does_not(store):
    library(store, "The toll rose.")

    def fails():
        with store.transaction():
            library(store, "The toll fell.")
            assert frequencies.of(store, ["toll"]) == (2, {"toll": 2})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    library(store, "It rained.")
    assert frequencies.of(store, ["toll"]) == (2, {"toll": 1})


def test_on_the_seed_articles_it_is_what_a_look_through_them_finds(store, first, second):
    texts = [articles.text_of(store, uid).lower() for uid in (first, second)]
    words = sorted({word for text in texts for word in re.findall(r"\b[a-z]+\b", text)})
    by_hand = {word: sum(bool(re.search(rf"\b{word}\b", text)) for text in texts) for word in words}
    assert len(words) > 300
    assert frequencies.of(store, words) == (2, by_hand)


@pytest.mark.parametrize("where", ["all over", "first", "last", "middle"])
def test_a_common_word_is_estimated_wherever_its_articles_stand(store, monkeypatch, where):
    """A story taken in at one go stands together in the library, and must not look common."""
    monkeypatch.setattr(frequencies, "COUNTED", 20)
    monkeypatch.setattr(frequencies, "LATEST", 20)
    of = {"all over": range(0, 300, 3), "first": range(60), "last": range(240, 300)}
    has = {*of.get(where, range(120, 180))}
    rng = random.Random(where)
    library(store, *(f"{n}: {'toll' if n in has else 'rain'} {rng.random()}" for n in range(300)))
    total, counts = frequencies.of(store, ["toll"])
    assert total == 300
    assert 0.5 * len(has) <= counts["toll"] <= 2 * len(has)
