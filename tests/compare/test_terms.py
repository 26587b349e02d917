"""What counts in a sentence: stems, numbers, synonyms, in the article's language."""

import pytest

from tui.compare.stopwords import number_words, stop_words
from tui.compare.synonyms import groups
from tui.compare.terms import SHARED, has_synonyms, terms, terms_of_word, without_stemmer


def stems(words: str, language: str = "en") -> set[str]:
    return {term for term in terms(words, language) if not term.startswith(SHARED)}


def test_words_are_stemmed_folded_and_stop_words_go():
    assert stems("The rebels’ attack was “barbaric”.") == {"rebel", "attack", "barbar"}
    assert stems("Malí’s café") == stems("mali cafe")


def test_numbers_stay_whole_and_small_ones_may_be_written_out():
    assert stems("1,000 soldiers, 3.5 million") >= {"1000", "3.5"}
    assert stems("two years") == stems("2 years")


def test_words_of_one_line_of_synonyms_share_a_term():
    killed, deaths = terms("killed"), terms("deaths")
    assert stems("killed") & stems("deaths") == set()
    assert [term[0] for term in killed & deaths] == [SHARED]
    assert has_synonyms("kill")
    assert not has_synonyms("mali")


def test_synonyms_are_english_alone():
    assert not any(term.startswith(SHARED) for term in terms("attack", "fr"))


@pytest.mark.parametrize("line", groups(), ids=lambda line: line[0])
def test_a_line_of_synonyms_has_several_stems_none_of_them_a_stop_word(line):
    found = [terms_of_word(word) for word in line]
    assert len({one[0] for one in found}) == len(line)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Die Angriffe der Rebellen", "Ein Angriff von Rebellen"),
        ("fr", "L’attaque des rebelles", "les attaques d’un rebelle"),
        ("it", "dell’esercito", "gli eserciti"),
        ("es", "los soldados heridos", "el soldado herido"),
        ("pt-BR", "os soldados mortos", "o soldado morto"),
        ("nl", "de soldaten", "een soldaat"),
        ("ru", "солдаты", "солдата"),
        ("sv", "soldaterna", "soldater"),
        ("tr", "askerler", "asker"),
        ("ar", "الجنود", "جنود"),
        ("hi", "सैनिकों", "सैनिक"),
    ],
)
def test_forms_of_a_word_are_alike_in_its_language(language, one, other):
    assert stems(one, language)
    assert stems(one, language) == stems(other, language)
    assert not without_stemmer(language)


@pytest.mark.parametrize("language", ["zh", "ja", "th"])
def test_scripts_without_blanks_are_taken_two_characters_at_a_time(language):
    words = {"zh": "马里断绝外交关系", "ja": "大統領が辞任", "th": "รัฐบาลมาลี"}[language]
    found = stems(words, language)
    assert words[:2] in found
    assert len(found) <= len(words) - 1
    assert not without_stemmer(language)


def test_one_character_alone_is_a_term():
    assert stems("马 84", "zh") == {"马", "84"}


def test_a_language_without_a_stemmer_keeps_its_words_and_says_so():
    assert stems("Wanajeshi walishambulia", "sw") == {"wanajeshi", "walishambulia"}
    assert "sw" in without_stemmer("sw-KE")


def test_nobody_knows_means_english():
    assert terms("attacks", "") == terms("attacks", "en")


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "nl", "pt", "ru", "sv"])
def test_a_language_with_stop_words_has_small_numbers(language):
    assert len(stop_words(language)) > 80
    assert "10" in number_words(language).values()


@pytest.mark.parametrize("words", ["", " ", "…—!", "'", "’", "\u0301", "_", "½", "²"])
def test_nothing_to_tell_is_no_term(words):
    assert terms(words) == frozenset() or terms(words) <= {"½", "²", "1⁄2", "2"}
