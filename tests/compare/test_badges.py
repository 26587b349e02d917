"""Whom a sentence is credited to, and how, in its own words."""

from dataclasses import replace

import pytest

from tests.compare.material import sources
from tui.compare.badges import badge, badge_at
from tui.compare.comparison import compare
from tui.compare.findings import Comparison, Credit, Place

TEXT = "It rained. Reports from the border suggest that rebels claim 84 dead."


def credited(kind: str, who: str, cue: str) -> Comparison:
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in (who, cue)]
    found = compare(sources(TEXT, "A ferry sank."))
    return replace(found, credits=(Credit(Place(0, 1), kind, spans[1], spans[0]),))


@pytest.mark.parametrize(
    ("who", "cue", "words"),
    [
        ("rebels", "claim", "rebels claim"),
        ("Reports", "suggest", "Reports … suggest"),
        ("Reports", "Reports from the border suggest", "Reports from the border suggest"),
        ("rebels claim", "claim", "rebels claim"),
        ("rebels claim", "claim 84", "rebels claim 84"),
    ],
)
def test_who_and_how_in_the_order_of_the_text(who, cue, words):
    found = credited("claim", who, cue)
    assert badge(found, Place(0, 1)) == f"claim: {words}"
    start = TEXT.index("84")
    assert badge_at(found, 0, (start, start + 2)) == f"claim: {words}"


def test_what_is_told_flat_has_no_badge():
    found = credited("claim", "rebels", "claim")
    assert badge(found, Place(0, 0)) == ""
    assert badge(replace(found, credits=(Credit(Place(0, 0), "flat"),)), Place(0, 0)) == ""
