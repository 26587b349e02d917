"""The codebook file: keys of one character, and of a tag under a tag with a key."""

import pytest

from tui.codebook import default, parse
from tui.errors import DataError

NESTED = """
[tags.claim]
key = "1"
[tags."claim/number"]
key = "1n"
[tags."claim/number/toll"]
key = "1nt"
[tags."claim/event"]
key = "2"
"""


def test_a_key_may_be_the_parent_s_with_a_letter_of_its_own():
    keys = {tag.path: tag.key for tag in parse(NESTED).tags}
    assert keys["claim/number/toll"] == "1nt"
    assert keys["claim/event"] == "2"


def test_the_default_codebook_has_flat_keys():
    assert {len(tag.key) for tag in default().tags} == {0, 1}


@pytest.mark.parametrize("key", ["12x", "2n", "n1", "11", "1 ", "1\\t"])
def test_any_other_long_key_is_refused_with_what_it_may_be(key):
    with pytest.raises(DataError, match="visible character"):
        parse(NESTED.replace('"1n"', f'"{key}"'))


def test_two_tags_cannot_have_the_same_long_key():
    with pytest.raises(DataError, match="same key '1n'"):
        parse(NESTED.replace('"2"', '"1n"'))
