"""Tag keys with a prefix: held until a key ends it, whatever the time."""

import pytest

from tui.app.prefixes import TagKeys, Taken

BY_KEY = {"1": "claim", "1n": "claim/number", "1nt": "claim/number/toll", "1e": "e", "2": "quote"}


@pytest.fixture
def keys() -> TagKeys:
    return TagKeys(BY_KEY)


def typed(keys: TagKeys, *names: str) -> list[Taken | None]:
    return [keys.take(name) for name in names]


def test_a_flat_key_tags_at_once(keys):
    assert typed(keys, "2") == [Taken("quote")]
    assert keys.held == ""


def test_a_prefix_waits_for_a_letter_of_those_under_it(keys):
    assert typed(keys, "1") == [Taken()]
    assert keys.held == "1"
    assert typed(keys, "e") == [Taken("e")]
    assert keys.held == ""


def test_prefixes_nest(keys):
    assert typed(keys, "1", "n", "t")[-1] == Taken("claim/number/toll")


@pytest.mark.parametrize(
    ("names", "tag"),
    [
        (("1", "1"), "claim"),
        (("1", "enter"), "claim"),
        (("1", "n", "n"), "claim/number"),
        (("1", "n", "enter"), "claim/number"),
    ],
)
def test_the_prefix_s_last_key_again_or_enter_tags_with_itself(keys, names, tag):
    assert typed(keys, *names)[-1] == Taken(tag)
    assert keys.held == ""


def test_escape_leaves_it_and_another_key_too_and_says_so(keys):
    assert typed(keys, "1", "escape")[-1] == Taken()
    assert keys.held == ""
    assert "no tag has the keys 1 x" in typed(keys, "1", "x")[-1].said
    assert keys.held == ""


def test_what_is_no_tag_s_key_is_left_to_others(keys):
    assert typed(keys, "j", "e", "n") == [None, None, None]


def test_a_prefix_that_is_no_tag_says_so():
    keys = TagKeys({"1a": "a"})
    assert "no tag has the key 1 alone" in typed(keys, "1", "1")[-1].said
