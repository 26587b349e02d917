"""What a person decided, laid over the proposals: it holds, and nothing is aligned again."""

import pytest

from tests.compare.material import between, place_of, seeds
from tests.compare.test_comparison import holds_together
from tui.compare import comparison as module
from tui.compare.comparison import compare
from tui.compare.decided import decided
from tui.compare.findings import Comparison, Decision, Place

TOLL = "at least 84 mercenaries"
SAME_TOLL = "had killed 84 Wagner"


@pytest.fixture
def found() -> Comparison:
    return compare(seeds())


def say(found: Comparison, a: Place, b: Place, same: bool) -> Decision:
    one, other = found.sources[a.article], found.sources[b.article]
    spans = one.sentences[a.sentence].span, other.sentences[b.sentence].span
    return Decision(one.uid, spans[0], other.uid, spans[1], same)


def pair(found: Comparison, words: str, others: str) -> tuple[Place, Place]:
    return place_of(found, 0, words), place_of(found, 1, others)


def test_a_confirmed_proposal_keeps_its_details_and_is_certain(found):
    now = decided(found, [say(found, *pair(found, TOLL, SAME_TOLL), True)])
    holds_together(now)
    one = between(now, TOLL, SAME_TOLL)
    assert (one.status, one.score, one.sign) == ("confirmed", 1.0, "!")
    assert [each.kind for each in now.details] == [each.kind for each in found.details]


def test_a_rejected_proposal_stays_in_the_list_and_counts_for_nothing(found):
    place, other = pair(found, "Tinzaouatene", "town of Tinzaouaten")
    before = between(found, "Tinzaouatene", "town of Tinzaouaten")
    now = decided(found, [say(found, place, other, False)])
    holds_together(now)
    one = between(now, "Tinzaouatene", "town of Tinzaouaten")
    assert (one.status, one.score) == ("rejected", before.score)
    assert other not in now.across(place, 1)
    assert "name" not in {each.kind for each in now.details}
    assert len(now.alignments) == len(found.alignments)


def test_what_nothing_proposed_can_be_aligned_by_hand(found):
    place, other = pair(found, "Lavrov confirmed", "turned to Russia")
    assert place in found.only
    now = decided(found, [say(found, place, other, True)])
    holds_together(now)
    one = between(now, "Lavrov confirmed", "turned to Russia")
    assert (one.status, one.score, one.sign) == ("confirmed", 1.0, "~")
    assert place not in now.only


def test_it_does_not_matter_which_article_is_named_first(found):
    place, other = pair(found, TOLL, SAME_TOLL)
    assert decided(found, [say(found, place, other, True)]) == decided(
        found, [say(found, other, place, True)]
    )


def test_of_two_decisions_the_last_one_holds(found):
    places = pair(found, TOLL, SAME_TOLL)
    now = decided(found, [say(found, *places, False), say(found, *places, True)])
    assert between(now, TOLL, SAME_TOLL).status == "confirmed"


def test_a_decision_taken_back_leaves_the_comparison_as_it_was(found):
    places = pair(found, TOLL, SAME_TOLL)
    for same in (True, False):
        assert decided(decided(found, [say(found, *places, same)]), []) == found


def test_deciding_at_once_or_afterwards_is_the_same(found):
    said = [
        say(found, *pair(found, TOLL, SAME_TOLL), False),
        say(found, *pair(found, "Lavrov confirmed", "turned to Russia"), True),
    ]
    assert compare(seeds(), said) == decided(found, said)


def test_nothing_is_aligned_and_no_text_is_read_again(found, monkeypatch):
    monkeypatch.setattr(module, "align", None)
    monkeypatch.setattr(module, "extract", None)
    monkeypatch.setattr(module, "credits", None)
    assert decided(found, [say(found, *pair(found, TOLL, SAME_TOLL), True)]) != found


def test_a_span_that_moved_a_little_is_the_sentence_it_has_most_of(found):
    place, other = pair(found, TOLL, SAME_TOLL)
    said = say(found, place, other, False)
    moved = said._replace(a_span=(said.a_span[0] - 5, said.a_span[1] - 5))
    assert decided(found, [moved]) == decided(found, [said])


@pytest.mark.parametrize(
    "change",
    [
        {"a": "unknown"},
        {"a_span": (10**6, 10**6 + 5)},
        {"a_span": (0, 40)},
        {"a": "b", "a_span": (0, 100)},
    ],
    ids=["another article", "behind the end", "not body", "one article only"],
)
def test_a_decision_that_has_no_place_here_counts_for_nothing(change, found):
    said = say(found, *pair(found, TOLL, SAME_TOLL), False)
    assert decided(found, [said._replace(**change)]) == found
