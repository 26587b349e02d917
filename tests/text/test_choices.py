"""Keys for choices, and what typed letters may become."""

from hypothesis import given
from hypothesis import strategies as st

from tui.text.choices import completing, keys_for


def test_each_choice_has_its_first_letter():
    assert keys_for(["asserts", "denies", "reports"]) == {
        "a": "asserts",
        "d": "denies",
        "r": "reports",
    }


def test_a_letter_that_is_taken_gives_way_to_the_next_and_then_to_a_digit():
    assert keys_for(["aa", "ab", "a", "–"]) == {"a": "aa", "b": "ab", "1": "a", "2": "–"}


@given(st.lists(st.text(min_size=1, max_size=4), unique=True, max_size=8))
def test_no_key_is_given_twice_and_few_choices_have_all_a_key(choices):
    keys = keys_for(choices)
    assert sorted(keys.values()) == sorted(choices)
    assert all(len(key) == 1 for key in keys)


def test_what_is_typed_completes_to_what_begins_so_then_to_a_later_word():
    values = ["Colonel Abdoulaye Maiga", "Mali", "Mali’s military", "Yusov"]
    assert completing(values, "ma") == ["Mali", "Mali’s military", "Colonel Abdoulaye Maiga"]
    assert completing(values, "") == values
    assert completing(values, "mali") == ["Mali’s military"]
    assert completing(values, "x") == []
