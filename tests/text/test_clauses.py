"""Sentences are parted into clauses where a reader would part them."""

import pytest
from hypothesis import given

from tests.text.material import any_texts
from tui.text.clauses import clauses
from tui.text.graphemes import snap


def parted(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in clauses(text, 0, len(text), (), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maiga stated that Ukraine violated it.", ["Maiga stated", "that Ukraine violated it"]),
        ("He came in; he went out.", ["He came in", "he went out"]),
        ("NAIROBI, Kenya – Mali has announced it.", ["NAIROBI, Kenya", "Mali has announced it"]),
        ("However, the plan was dropped.", ["However, the plan was dropped"]),
        ("They took red, green and blue ones.", ["They took red, green and blue ones"]),
        (
            "It was a treacherous, deceitful, and barbaric attack.",
            ["It was a treacherous, deceitful, and barbaric attack"],
        ),
        (
            "In a statement, the colonel condemned it, but he gave no figure.",
            ["In a statement", "the colonel condemned it", "but he gave no figure"],
        ),
        (
            "A video was posted in which he gave his support.",
            ["A video was posted", "in which he gave his support"],
        ),
        ("At least 1,000 soldiers left at 10:30 that day.", None),
        ("", []),
        (" , ; ", []),
    ],
)
def test_where_a_clause_ends(text, expected):
    assert parted(text) == ([text.rstrip(".")] if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Le ministre a dit que la loi serait votée.",
            "fr",
            ["Le ministre a dit", "que la loi serait votée"],
        ),
        (
            "Der Minister sagte gestern, dass das Gesetz kommt.",
            "de",
            ["Der Minister sagte gestern", "dass das Gesetz kommt"],
        ),
        (
            "Он сказал вчера вечером, что война будет долгой.",
            "ru",
            ["Он сказал вчера вечером", "что война будет долгой"],
        ),
        ("قال الوزير أمس، إن الحرب طويلة جدا.", "ar", ["قال الوزير أمس", "إن الحرب طويلة جدا"]),
        (
            "马里政府宣布断绝外交关系，因为乌克兰参与袭击。",
            "zh",
            ["马里政府宣布断绝外交关系", "因为乌克兰参与袭击。"],
        ),
        ("Le ministre a dit que la loi serait votée.", "de", None),
    ],
)
def test_each_language_has_its_own_words_and_all_the_same_marks(text, language, expected):
    assert parted(text, language) == ([text.rstrip(".")] if expected is None else expected)


def test_nothing_is_parted_inside_what_is_closed():
    text = "He said “it was late, and so he went home” to all of them."
    inner = text.index("it was"), text.index("”")
    assert clauses(text, 0, len(text), [inner]) == [(0, len(text) - 1)]


@given(any_texts)
def test_clauses_are_in_order_apart_and_cut_no_character(text):
    found = clauses(text, 0, len(text))
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in found)
    assert all(edge == len(text) or snap(text, edge) == edge for edge in edges)
