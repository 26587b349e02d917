"""Details over several articles: one row for each, however many sentences and articles tell it."""

import pytest

from tests.compare.material import seeds, sources
from tui.compare.comparison import compare
from tui.compare.differing import around, differing
from tui.compare.findings import Alignment, Comparison, Detail, Place

TOLLS = (
    "The rebels killed at least 84 men. It was a bloody day.",
    "The rebels killed 84 men. Some say between 20 and 80 men.",
    "The rebels killed 90 men.",
)


def found(*details: tuple[int, str, str], alignments: tuple[Alignment, ...]) -> Comparison:
    """A comparison of the tolls, with these details of its alignments."""
    some = sources(*TOLLS)
    spans = []
    for index, a, b in details:
        pair = alignments[index]
        one, other = TOLLS[pair.a.article], TOLLS[pair.b.article]
        here, there = one.index(a), other.index(b)
        spans.append(
            Detail(index, "number", "conflict", (here, here + len(a)), (there, there + len(b)))
        )
    return Comparison(tuple(some), alignments, tuple(spans), (), ())


def words(comparison: Comparison) -> list[list[list[str]]]:
    return [
        [
            [source.text[slice(*span)] for span in spans]
            for source, spans in zip(comparison.sources, row.spans, strict=True)
        ]
        for row in differing(comparison)
    ]


A0, B0, B1, C0 = Place(0, 0), Place(1, 0), Place(1, 1), Place(2, 0)


def test_the_same_words_told_otherwise_in_two_sentences_are_one_detail():
    both = Alignment(A0, B0, 0.5), Alignment(A0, B1, 0.3)
    told = found((0, "at least 84", "84"), (1, "at least 84", "between 20 and 80"), alignments=both)
    assert words(told) == [[["at least 84"], ["84", "between 20 and 80"], []]]


def test_the_same_words_in_three_articles_are_one_detail():
    three = Alignment(A0, B0, 0.5), Alignment(A0, C0, 0.5), Alignment(B0, C0, 0.5)
    told = found(
        (0, "at least 84", "84"), (1, "at least 84", "90"), (2, "84", "90"), alignments=three
    )
    assert words(told) == [[["at least 84"], ["84"], ["90"]]]
    (row,) = differing(told)
    assert (row.places, row.alignments) == ((A0, B0, C0), (0, 1, 2))


def test_what_only_the_others_tell_otherwise_is_a_row_with_the_first():
    """The first article has nothing against the third: its figure is told by the second, too."""
    two = Alignment(A0, B0, 0.5), Alignment(B0, C0, 0.5)
    told = found((0, "at least 84", "84"), (1, "84", "90"), alignments=two)
    assert words(told) == [[["at least 84"], ["84"], ["90"]]]


def test_what_is_told_against_two_figures_does_not_make_them_one():
    both = Alignment(A0, B1, 0.5), Alignment(Place(0, 1), B1, 0.3)
    told = found(
        (0, "at least 84", "between 20 and 80"),
        (1, "bloody", "between 20 and 80"),
        alignments=both,
    )
    assert words(told) == [
        [["at least 84"], ["between 20 and 80"], []],
        [["bloody"], ["between 20 and 80"], []],
    ]


def test_other_words_are_another_detail():
    one = (Alignment(A0, B0, 0.5),)
    told = found((0, "at least 84", "84"), (0, "men", "men"), alignments=one)
    assert len(words(told)) == 2


@pytest.mark.parametrize(
    ("words", "before", "behind"),
    [
        ("four", "two three ", " five six"),
        ("one", "", " two three"),
        ("eight", "seven ", ""),
        ("ten", "", ""),
    ],
)
def test_the_words_around_a_detail_are_whole_and_of_its_line(words, before, behind):
    text = "one two three four five six\nseven eight\nten"
    start = text.index(words)
    assert around(text, (start, start + len(words)), 11) == (before, behind)


def test_every_detail_of_the_seeds_is_in_a_row_and_every_row_has_a_head():
    comparison = compare(seeds())
    rows = differing(comparison)
    for one in comparison.details:
        holding = [
            row
            for row in rows
            if row.kind == one.kind and one.a in row.spans[0] and one.b in row.spans[1]
        ]
        assert len(holding) == 1
    assert {len(row.spans[0]) for row in rows} == {1}
    assert sorted(rows, key=lambda row: row.places) == rows
