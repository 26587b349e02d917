"""Clusters are what a reader takes for a character, in a form that terminals measure alike."""

import unicodedata

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.text.material import (
    ENGLAND,
    FAMILY,
    FLAG,
    HEART,
    KEYCAP,
    RAINBOW,
    SEEDS,
    THUMB,
    any_texts,
    hard_lines,
    hard_texts,
)
from tui.text.graphemes import clusters, is_plain, next_boundary, previous_boundary, snap
from tui.text.safety import display_safe


def shown(text: str) -> list[tuple[str, int]]:
    return [(cluster.shown, cluster.cells) for cluster in clusters(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("é", [("é", 1)]),
        ("e\u0301", [("e\u0301", 1)]),
        ("漢한", [("漢", 2), ("한", 2)]),
        ("\u1112\u1161\u11ab", [("\u1112\u1161\u11ab", 2)]),
        (FAMILY, [(FAMILY, 2)]),
        (FLAG + FLAG, [(FLAG, 2), (FLAG, 2)]),
        (HEART, [("\u2764", 1)]),
        (KEYCAP, [("1\u20e3", 1)]),
        (THUMB, [("\U0001f44d", 2)]),
        (RAINBOW, [("\U0001f3f3", 1)]),
        (ENGLAND, [("\U0001f3f4", 2)]),
        ("\U0001f1fa", [("U", 1)]),
        ("\U0001f3fd", [("·", 1)]),
        ("\u0301a", [("◌\u0301", 1), ("a", 1)]),
        ("\u200d", [("·", 1)]),
        ("a\u200bb", [("a", 1), ("·", 1), ("b", 1)]),
        ("\u202e\x1b", [("·", 1), ("␛", 1)]),
        ("a\U000e0041\U000e0042", [("a", 1), ("·", 1), ("·", 1)]),
        (ENGLAND + "\u200d" + FAMILY, [("\U0001f3f4", 2), ("·", 1), (FAMILY, 2)]),
        ("\u060012", [("\u06001", 2), ("2", 1)]),
        ("\u3164", [("·", 1)]),
    ],
)
def test_a_cluster_is_shown_in_a_certain_width(text: str, expected: list[tuple[str, int]]) -> None:
    assert shown(text) == expected


def test_a_tab_reaches_to_the_next_stop() -> None:
    assert shown("\ta\tbcd\t") == [
        (" " * 4, 4),
        ("a", 1),
        (" " * 3, 3),
        *[(c, 1) for c in "bcd"],
        (" ", 1),
    ]
    assert clusters("x\t", 1, 2, column=6)[0].cells == 2


@given(any_texts)
def test_clusters_cover_the_text_without_gap(text: str) -> None:
    found = clusters(text, 0, len(text))
    assert [c.start for c in found] == [0, *(c.end for c in found)][: len(found)]
    assert not found or found[-1].end == len(text)
    assert all(c.start < c.end for c in found)


@given(hard_lines)
def test_rich_counts_the_same_cells(text: str) -> None:
    for cluster in clusters(text, 0, len(text)):
        assert cluster.cells == cell_len(cluster.shown) > 0
        assert display_safe(cluster.shown) == cluster.shown


@given(hard_lines)
def test_boundaries_are_those_of_unicode_but_for_hidden_tags(text: str) -> None:
    place, expected = 0, []
    for cluster in wcwidth.iter_graphemes(text):
        if "\U000e0041" not in cluster:
            expected.append(place)
        place += len(cluster)
    assert set(expected) <= {c.start for c in clusters(text, 0, len(text))}


def test_prose_in_european_letters_is_plain() -> None:
    assert all(is_plain(line) for text in SEEDS.values() for line in text.split("\n"))
    assert is_plain("Жизнь, ελπίδα, Łódź: “5 €” – ½ … → №")


@pytest.mark.parametrize(
    "char", ["\t", "\n", "e\u0301", "漢", "\xad", "\u200b", "\u202e", "😀", "ب", "\x1b"]
)
def test_what_is_more_or_less_than_a_cell_is_not_plain(char: str) -> None:
    assert not is_plain(f"a{char}b")
    assert is_plain(f"a{char}b", 0, 1)


def test_every_plain_character_is_a_letter_or_sign_of_one_cell() -> None:
    for char in filter(is_plain, map(chr, range(0x110000))):
        assert wcwidth.wcwidth(char) == cell_len(char) == 1, ascii(char)
        assert unicodedata.category(char)[0] not in "MC" or unicodedata.category(char) == "Cn"
        assert display_safe(char) == char


@given(st.one_of(hard_texts, st.text(max_size=40)))
def test_stepping_visits_each_cluster_and_each_line_end(text: str) -> None:
    starts, base = [], 0
    for line in text.split("\n"):
        starts += [c.start for c in clusters(text, base, base + len(line))]
        base += len(line) + 1
        starts.append(base - 1)  # the line end, or after the last line the text's
    forward = [0]
    while forward[-1] < len(text):
        forward.append(next_boundary(text, forward[-1]))
    assert forward == starts
    backward = [len(text)]
    while backward[-1] > 0:
        backward.append(previous_boundary(text, backward[-1]))
    assert backward == starts[::-1]
    for offset in range(len(text) + 1):
        assert snap(text, offset) == max(start for start in starts if start <= offset)


def test_a_sign_that_joins_the_next_character_keeps_even_a_blank() -> None:
    text = "a\u0600 b"
    assert [snap(text, offset) for offset in range(4)] == [0, 1, 1, 3]


def test_offsets_out_of_the_text_are_drawn_into_it() -> None:
    assert (snap("abc", -5), snap("abc", 99)) == (0, 3)
    assert (next_boundary("abc", 99), previous_boundary("abc", -1)) == (3, 0)
    assert (next_boundary("", 0), previous_boundary("", 0), snap("", 0)) == (0, 0, 0)
