"""What a word weighs: by the news at large, the library, and the two articles."""

from tui.compare.frequencies import DATA, MASS, Frequencies, Idf, background

PAIR = [["mali", "rebel"], ["mali", "tuareg"]]


def test_a_rarer_word_weighs_more():
    weigh = Idf(PAIR, "en")
    assert weigh("tuareg") > weigh("mali") > 0
    assert Idf([["presid", "tuareg"]], "en")("tuareg") > Idf([["presid", "tuareg"]], "en")("presid")


def test_a_word_that_is_nowhere_else_weighs_as_rare():
    assert Idf(PAIR)("tuareg") == Idf(PAIR).rare


def test_a_language_without_a_table_has_the_articles_alone():
    assert background("xx") is None
    assert background("") is None
    weigh = Idf(PAIR, "xx")
    assert weigh("tuareg") > weigh("mali") > 0


def test_the_library_tells_what_is_common_there():
    library = Frequencies.of_library(100, {"rebels": 60, "rebel": 30, "Tuareg": 1})
    assert library.counts["rebel"] > library.counts["tuareg"]
    weigh = Idf(PAIR, "en", library)
    assert weigh("rebel") < weigh("tuareg")


def test_a_word_is_in_no_more_articles_than_there_are():
    library = Frequencies.of_library(10, {"attack": 10, "attacks": 10, "attacked": 9})
    assert library.counts["attack"] == Frequencies.of_library(10, {"attack": 10}).counts["attack"]


def test_the_two_articles_weigh_the_same_beside_a_large_library():
    large = Frequencies.of_library(1_000_000, {"rebel": 10})
    assert abs(Idf(PAIR, "xx", large).rare - Idf(PAIR, "en").rare) < 0.02
    assert Idf(PAIR, "xx", large)("rebel") < Idf(PAIR, "xx", large)("absent")
    assert large.sentences > MASS


def test_an_empty_pair_has_weights_of_nothing():
    assert Idf([]).rare == 0


def test_the_english_table_holds_counts_and_no_text_and_is_small():
    file = DATA / "frequencies_en.txt.z"
    table = background("en")
    assert file.stat().st_size < 150_000
    assert table is not None
    assert 5000 < len(table.counts) < 10_000
    assert max(table.counts.values()) < table.sentences
    assert min(table.counts.values()) == 3
