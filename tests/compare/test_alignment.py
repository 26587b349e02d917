"""Which sentences of two articles tell the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.making import SEEDS, gold, source
from tui.compare import frequencies
from tui.compare.alignment import THRESHOLD, align, scored
from tui.compare.frequencies import Frequencies
from tui.compare.source import Source
from tui.text.regions import regions

WORDS = [
    *("mali", "ukraine", "rebels", "killed", "84", "soldiers", "wagner", "coup", "2020", "attack"),
    *("deaths", "ties", "cut", "broke", "off", "the", "of", "said", "relations", "algeria"),
    *("border", "two", "clash", "ambush", "junta"),
]
sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
articles = st.lists(sentence, max_size=8).map(lambda said: source(*said))


@given(articles, articles)
def test_it_is_the_same_from_both_sides(a, b):
    mirrored = sorted((link.b, link.a, link.score, link.alike) for link in align(b, a))
    assert [tuple(link) for link in align(a, b)] == mirrored


@given(articles, articles, st.randoms(use_true_random=False))
def test_the_order_of_sentences_is_nothing(a, b, chance):
    order = list(range(len(a.sentences)))
    chance.shuffle(order)
    other = source(*(a.words(index) for index in order))
    back = sorted((order[link.a], *link[1:]) for link in align(other, b))
    assert [tuple(link) for link in align(a, b)] == back


@given(articles, articles)
def test_scores_lie_between_0_and_1_and_links_are_in_order(a, b):
    found = scored(a, b)
    assert all(0 <= link.score <= 1 and 0 <= link.alike <= 1 + 1e-9 for link in found)
    assert found == sorted(found)
    links = align(a, b)
    assert all(link.score >= THRESHOLD for link in links)
    assert set(links) <= set(found)


@given(articles, articles, st.sets(st.integers(0, 7)))
def test_what_is_not_body_takes_no_part(a, b, aside):
    marked = source(*map(a.words, a.body), aside="".join(map(str, aside)))
    left = [index for index in a.body if index not in aside]
    cut = source(*(a.words(index) for index in left))
    kept = [(left[link.a], *link[1:]) for link in align(cut, b)]
    assert [tuple(link) for link in align(marked, b)] == kept


def test_empty_articles_have_no_links():
    some = source("Rebels killed 84 soldiers.")
    for a, b in ((source(), some), (some, source()), (source(), source())):
        assert align(a, b) == []
    assert align(source("…", "—"), some) == []
    assert align(source("Of the."), source("Of the.")) == []


def test_the_same_article_is_linked_sentence_by_sentence():
    a, _, _, _ = gold()
    found = align(a, replace(a, uid="copy"))
    assert {(index, index) for index in a.body} <= {link[:2] for link in found}
    assert all(link.alike == pytest.approx(1) for link in found if link.a == link.b)


def test_what_a_near_copy_left_out_is_only_in_the_first():
    a, _, _, _ = gold()
    found = align(a, replace(a, uid="copy", sentences=a.sentences[::2]))
    assert {(2 * index, index) for index in range(9)} <= {link[:2] for link in found}
    assert len({link.a for link in found if link.a % 2}) <= 2


def test_a_lower_threshold_gives_more_links():
    a, b, _, _ = gold()
    assert len(align(a, b, threshold=0.05)) > len(align(a, b)) > len(align(a, b, threshold=0.5))


def f1(a: Source, b: Source, sure: set, possible: set) -> float:
    found = {link[:2] for link in align(a, b)} - possible
    return 2 * len(found & sure) / (len(found) + len(sure))


def test_the_seed_pair_is_aligned_as_by_hand():
    assert f1(*gold()) >= 0.78


def test_without_a_table_of_the_language_it_is_nearly_as_good(monkeypatch):
    monkeypatch.setattr(frequencies, "background", lambda language: None)
    assert f1(*gold()) >= 0.7


def test_a_library_of_other_things_does_not_spoil_it():
    a, b, sure, possible = gold()
    library = Frequencies.of_library(500, {"mali": 2, "ukraine": 90, "attack": 80, "police": 200})
    found = {link[:2] for link in align(a, b, library)} - possible
    assert 2 * len(found & sure) / (len(found) + len(sure)) >= 0.7


def test_the_title_of_the_first_seed_is_body_and_linked_to_the_lede():
    """Only the line in front, with navigation glued to the same words, is passed over."""
    a, b, _, _ = gold()
    found = regions((SEEDS / "000_20a9162aa588d66d.txt").read_text("utf-8"))
    title = a.sentences[0]
    assert not any(one.start < title.end and title.start < one.end for one in found)
    assert (0, 0) in {link[:2] for link in align(a, b)}


def test_articles_on_different_events_share_nothing_by_chance():
    a, _, _, _ = gold()
    other = source(
        "The central bank raised interest rates on Thursday.",
        "Police in Ohio said two people were killed in the attack.",
        "The military will support the government, officials said.",
        "The film won three awards in July.",
    )
    assert align(a, other) == []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "de",
            ("Mali bricht die Beziehungen zur Ukraine ab.", "Der Trainer lobte seine Mannschaft."),
            ("Die Regierung von Mali brach alle Beziehungen mit der Ukraine ab.", "Es regnete."),
        ),
        (
            "zh",
            ("马里宣布与乌克兰断绝外交关系。", "今天天气很好。"),
            ("马里政府决定断绝与乌克兰的外交关系。", "股市上涨。"),
        ),
        (
            "sw",
            ("Mali yavunja uhusiano na Ukraine.", "Mvua ilinyesha jana."),
            ("Serikali ya Mali yavunja uhusiano wote na Ukraine.", "Timu ilishinda mechi."),
        ),
    ],
)
def test_other_languages_are_aligned_too(language, one, other):
    a, b = source(*one, language=language), source(*other, language=language)
    assert [link[:2] for link in align(a, b)] == [(0, 0)]


def test_articles_in_two_languages_meet_in_names_and_numbers_at_most():
    a = source("Mali brach 2024 die Beziehungen zur Ukraine ab.", language="de")
    b = source("Mali cut ties with Ukraine in 2024.", language="en")
    assert [tuple(link) for link in scored(a, b)] == [
        (link.b, link.a, *link[2:]) for link in scored(b, a)
    ]
