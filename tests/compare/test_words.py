"""The words of an article are those of the search index, and some tell what it is about."""

from hypothesis import given
from hypothesis import strategies as st

from tui.compare.words import NAME, Telling, body, day, nearness, rarity
from tui.text.regions import Region
from tui.text.runs import words
from tui.text.tokens import words_in


@given(st.text(st.sampled_from("aZ9_ \n.,'’“—…€éß\xa0\u0301")))
def test_the_words_are_those_of_the_search_index(text):
    assert words(text) == words_in(text)


def test_scripts_without_blanks_come_sign_by_sign():
    assert words("马里 cut 关系") == ["马", "里", "cut", "关", "系"]


def test_two_signs_together_tell_something():
    assert set(Telling().of("马里断交", "zh")) == {"马里", "里断", "断交"}


def test_stop_words_tell_nothing_names_and_repetition_more():
    told = Telling().of("The army said that Wagner lost. The army left the town and the army base.")
    assert "the" not in told
    assert "that" not in told
    assert told["wagner"] == NAME
    assert told["army"] > told["town"] == 1


def test_the_body_is_what_no_region_covers():
    text = "Home\nThe text.\nRead more"
    regions = [Region(0, 4, "navigation", ""), Region(15, 24, "teaser", "")]
    assert body(text, regions) == "\nThe text.\n"
    assert body(text, ()) == text


def test_a_day_is_known_or_not():
    assert day("2024-08-05") == day("2024-08-04T10:00:00Z") + 1
    assert day("") is None
    assert day("2024-08") is None
    assert day("5 August") is None


def test_days_apart_speak_against_one_event_but_never_more_than_by_half():
    assert nearness(None, 5) == nearness(5, 7) == 1
    assert nearness(5, 10) == nearness(10, 5) < 1
    assert nearness(5, 500) == 0.5


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_a_word_that_more_articles_have_tells_less(articles, having):
    having = min(having, articles)
    assert rarity(articles, having) >= rarity(articles, having + 1) or having == articles
    assert rarity(articles, having) > 0
