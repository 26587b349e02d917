"""Whether two wordings seem to speak of the same."""

import pytest

from tui.text.alike import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at least 84 mercenaries", "The rebels killed 84 mercenaries and 47 soldiers."),
        ("MALI CUTS TIES", "Mali cuts its ties with Ukraine"),
        ("Malí", "mali"),
        ("84", "84 died"),
    ],
)
def test_wordings_that_share_their_telling_words_are_alike(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the fall of the house", "the end of the war"),
        ("84 mercenaries were killed in the north", "47 soldiers died there"),
        ("", "anything"),
        ("—", "—"),
    ],
)
def test_wordings_that_share_small_words_alone_are_not(one, other):
    assert not alike(one, other)
