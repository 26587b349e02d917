"""Quoted words are found without their marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import SEEDS
from tui.text.quotations import quotations, without_stop


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and “never.”", ["no", "never."]),
        ("Er sagte „nein“ und „nie”.", ["nein", "nie"]),
        ("Il dit « non » et «jamais».", ["non", "jamais"]),
        ('He said "no" and "never."', ["no", "never."]),
        ("‘I don’t know,’ he said.", ["I don’t know,"]),
        ("“He said ‘no’ twice”", ["He said ‘no’ twice", "no"]),
        ("“Unclosed to the end \nof it", ["Unclosed to the end"]),
        ("“One\n“Two” three", ["One", "Two"]),
        ("“outer “inner” and on", ["outer “inner” and on", "inner"]),
        ("“outer «inner” on", ["outer «inner", "inner"]),
        ("It’s the soldiers’ camp, rock ’n’ roll", []),
        ("the ‘90s were “it”", ["it"]),
        ("“‘tis true” he said", ["‘tis true"]),
        ("he says ‘tis true", []),
        ("‘A paragraph goes on\nhere", ["A paragraph goes on"]),
        ('He is 6\' 2" tall and said "no"', ["no"]),
        ("“” « » “ ”", []),
        ("no” closing» mark", []),
        ("", []),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_the_quotations_of_the_seeds() -> None:
    first, second = (quoted(text) for text in SEEDS.values())
    assert [words[:24] for words in first[:6]] == [
        "all the intelligence the",
        "with deep shock",
        "admitting Ukraine’s invo",
        "immediately.",
        "unequivocal and uncondit",
        "significant amount",
    ]
    assert second == [
        "cowardly, treacherous, and barbaric",
        "The Malian government is appalled by these admissions and views them as a direct assault "
        "on our nation’s sovereignty and security,",
        "As a result, we have decided to break off all diplomatic relations with Ukraine, "
        "effective immediately.",
    ]


@given(st.text(alphabet='ab 1\n“”„«»‘’"', max_size=60))
def test_quotations_are_sorted_inside_paragraphs_and_never_cross(text: str) -> None:
    found = quotations(text)
    assert found == sorted(found, key=lambda span: (span[0], -span[1]))
    for start, end in found:
        words = text[start:end]
        assert words
        assert words == words.strip()
        assert "\n" not in words
        assert text[:start].rstrip()[-1] in '“„«‘"'
    for start, end in found:
        assert not any(start < other < end < close for other, close in found)


def test_many_open_marks_all_end_with_the_paragraph() -> None:
    found = quotations("“«" * 30_000 + "end ")
    assert found == [(start, 60_003) for start in range(1, 60_001)]


@pytest.mark.parametrize(
    ("quoted", "kept"),
    [
        ("the Russian war criminals.", "the Russian war criminals"),
        ("sovereignty and security,", "sovereignty and security"),
        ("immediately.", "immediately"),
        ("made in the U.S.", "made in the U.S."),
        ("and so on...", "and so on..."),
        ("and so on…", "and so on…"),
        ("Why?", "Why?"),
        ("(so they say).", "(so they say)"),
    ],
)
def test_a_stop_set_inside_the_closing_mark_can_be_left_off(quoted: str, kept: str) -> None:
    start, end = without_stop(f"“{quoted}”", (1, len(quoted) + 1))
    assert f"“{quoted}”"[start:end] == kept
