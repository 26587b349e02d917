"""Finding words as a reader types them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import SEEDS, hard_texts
from tui.text.find import after, before, matches


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in matches(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Mali and mali", "mali", ["Mali", "mali"]),
        ("Mali and mali", "Mali", ["Mali"]),
        ("Élysée ÉLYSÉE", "élysée", ["Élysée", "ÉLYSÉE"]),
        ("the Wagner\nGroup, Wagner  Group", "wagner group", ["Wagner\nGroup", "Wagner  Group"]),
        ("Kyiv’s, Kyiv's, Kyiv‘s", "kyiv's", ["Kyiv’s", "Kyiv's", "Kyiv‘s"]),
        ('“no” and "no"', '"no"', ["“no”", '"no"']),
        ('“no” and "no"', "“no”", ["“no”"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("a.b (c) a+b", "a.b", ["a.b"]),
        ("cat concat cat", " cat", [" cat"]),
        ("is this", "is ", ["is "]),
        ("text", "", []),
        ("some  text", "  ", []),
        ("", "a", []),
    ],
)
def test_what_a_query_finds(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected


def test_offsets_are_those_of_the_text_even_where_case_changes_lengths() -> None:
    assert matches("İİ ßß Mali", "mali") == [(6, 10)]


def test_a_seed_is_searched() -> None:
    counts = [len(matches(text, "wagner")) for text in SEEDS.values()]
    assert counts == [text.lower().count("wagner") for text in SEEDS.values()]
    assert min(counts) > 2


def test_next_and_previous_go_round() -> None:
    spans = [(2, 4), (6, 8), (6, 9)]
    assert [after(spans, n) for n in (0, 2, 5, 6, 9)] == [0, 1, 1, 0, 0]
    assert [before(spans, n) for n in (0, 2, 3, 6, 7)] == [2, 2, 0, 0, 2]


def test_without_matches_there_is_no_next() -> None:
    assert after([], 3) == before([], 3) == -1


def test_a_blank_megabyte_is_searched_in_a_moment() -> None:
    assert matches(" " * 1_000_000, " a ") == []


@given(hard_texts.filter(lambda text: bool(text.strip())), st.data())
def test_every_stretch_of_a_text_finds_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    query = text[start:end].strip()
    spans = matches(text, query)
    assert bool(spans) == bool(query)
    assert all(first < last for first, last in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
