"""The phrases that one of several compared articles alone has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.compare.comparison import compare
from tui.compare.source import Source, source_of
from tui.compare.unshared import most_telling_first, unshared
from tui.model import Article, ArticleSummary


def source(uid: str, text: str) -> Source:
    return source_of(Article(ArticleSummary(uid, uid, "", len(text), language="en"), text))


def phrases(*texts: str, article: int = 0) -> list[str]:
    found = compare([source(str(index), text) for index, text in enumerate(texts)])
    text = found.sources[article].text
    return [text[slice(*one.span)] for one in unshared(found, article)]


MINISTER = "The government said that Foreign Minister Lavrov confirmed his support."
LOSS = "He spoke of the loss of a Russian helicopter."


def test_a_phrase_is_told_where_no_other_article_has_one_of_its_words():
    assert phrases(LOSS, "He spoke of Russian soldiers.") == ["loss of a Russian helicopter"]


def test_what_the_other_article_has_in_other_forms_is_none():
    assert phrases("The rebels attacked.", "A rebel attack.") == []


def test_verbs_in_the_past_at_the_ends_are_left_off():
    assert phrases(MINISTER, "The government spoke.")[0] == "Foreign Minister Lavrov"


def test_an_owner_is_not_what_it_owns():
    assert phrases("They met Ukraine’s ambassador.", "They met.") == ["ambassador"]


@pytest.mark.parametrize("article", [0, 1])
def test_every_phrase_stands_in_a_sentence_of_the_body(article):
    found = compare([source("a", MINISTER + " " + LOSS), source("b", LOSS)])
    for one in unshared(found, article):
        start, end = found.sources[article].sentences[one.place.sentence].span
        assert start <= one.span[0] < one.span[1] <= end


def test_names_come_before_other_words_and_none_is_lost():
    found = compare([source("a", f"{LOSS} {MINISTER}"), source("b", "He spoke.")])
    told = unshared(found, 0)
    ranked = most_telling_first(found, told)
    assert set(ranked) == set(told)
    assert [one.named for one in ranked] == sorted((one.named for one in ranked), reverse=True)


def test_a_letter_newer_than_this_python_is_no_end_of_a_word():
    assert phrases("𠀀\U0003134b", "𠀀\U0003134b") == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_is_too_odd(one, other):
    assert all(phrases(one, other))
    assert phrases(one, one) == []
