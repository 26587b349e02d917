"""Two wordings of a quotation, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from tui.app.wording import around, unlike


def words(one: str, other: str) -> tuple[list[str], list[str]]:
    left, right = unlike(one, other)
    return [one[slice(*span)] for span in left], [other[slice(*span)] for span in right]


def test_words_that_the_other_lacks_stand_out_in_each():
    ours, theirs = "treacherous, deceitful, and barbaric", "cowardly, treacherous, and barbaric"
    assert words(ours, theirs) == (["deceitful"], ["cowardly"])


def test_a_quotation_that_only_goes_on_is_not_otherwise():
    assert words("a barbaric attack by terrorists", "a barbaric attack") == ([], [])
    assert words("a barbaric attack", "in a barbaric attack") == ([], [])


def test_capitals_marks_and_apostrophes_are_no_difference():
    assert words("Mali’s army, beaten", "mali's army beaten") == ([], [])


def test_wordings_with_nothing_in_common_stand_out_whole():
    assert words("all of it", "some other thing") == (
        ["all", "of", "it"],
        ["some", "other", "thing"],
    )


def test_a_long_wording_is_shown_around_what_differs():
    text = "one two three four five six seven eight nine ten eleven twelve"
    start, end = around(text, [(text.index("six"), text.index("six") + 3)])
    assert text[start:end] == "two three four five six seven eight nine ten"


@given(st.text(max_size=80), st.text(max_size=80))
def test_spans_are_words_of_the_wordings_in_order(one, other):
    for text, spans in zip((one, other), unlike(one, other), strict=True):
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        start, end = around(text, spans)
        assert 0 <= start <= end <= len(text)
    assert unlike(one, one) == ([], []) or not one.strip()
