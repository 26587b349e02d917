"""Letters for words: single ones first, then pairs, and none that begins another."""

import pytest

from tui.app.lettering import labelled


@pytest.mark.parametrize("number", [0, 1, 51, 52, 53, 70, 400, 2704])
def test_each_word_has_a_label_of_its_own(number):
    words = [(at, at + 1) for at in range(number)]
    labels = labelled(words)
    assert list(labels.values()) == words
    assert all(1 <= len(label) <= 2 for label in labels)
    openers = {label[0] for label in labels if len(label) == 2}
    assert not openers & labels.keys()


def test_up_to_52_words_have_single_letters_and_of_400_the_first_44():
    assert {len(label) for label in labelled([(0, 1)] * 52)} == {1}
    assert [len(label) for label in labelled([(0, 1)] * 400)] == [1] * 45 + [2] * 355


def test_beyond_what_two_letters_can_name_there_is_no_label():
    assert len(labelled([(0, 1)] * 3000)) == 52 * 52
