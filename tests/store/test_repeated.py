"""Lines that stand in many articles of one source are found, and those that are settled are not."""

from random import Random

import pytest

from tui.errors import CallError
from tui.store import adding, articles, history, regions, source_rules
from tui.store.adding import Intake
from tui.store.repeated import Repeated, repeated
from tui.text.policy import decode

FOLLOW = "Follow our live page for all of it"
BLURB = (
    "The morning letter of our foreign desk brings all that happened overnight to readers in"
    " ninety countries, at six each day, and costs nothing at all."
)
WORDS = [
    "toll",
    "army",
    "rebels",
    "border",
    "minister",
    "said",
    "troops",
    "village",
    "aid",
    "convoy",
    "talks",
    "envoy",
    "river",
]


def prose(number: int) -> str:
    """Three paragraphs of prose, no two articles with one in common."""
    rng = Random(number)
    lines = (" ".join(rng.choice(WORDS) + rng.choice("abcdefgh") for _ in range(40)) for _ in "abc")
    return "\n\n".join(f"{line.capitalize()}." for line in lines)


def add(store, texts: list[str], source: str = "Le Monde") -> list[str]:
    intakes = [
        Intake(decode(text.encode()), text.encode(), "", {"source": source}) for text in texts
    ]
    return [one.article.uid for one in adding.add(store, intakes)]


def test_a_line_in_five_articles_is_told_with_its_count_the_most_frequent_first(store):
    often = add(store, [f"{prose(n)}\n\n  Follow our live\tpage for all of it" for n in range(7)])
    add(store, [f"{prose(n)}\n\n{FOLLOW}\n{BLURB}\n***" for n in range(10, 15)])
    add(store, [f"{prose(n)}\n\nIn four alone" for n in range(20, 24)])
    found = repeated(store, "Le Monde")
    assert [(one.line, one.count) for one in found] == [(FOLLOW, 12), (BLURB, 5)]
    assert set(found[0].examples) <= set(often)
    assert len(found[0].examples) == len(set(found[0].examples)) == 3


def test_each_source_has_its_own(store):
    add(store, [f"{prose(n)}\n\n{FOLLOW}" for n in range(4)])
    add(store, [f"{prose(n)}\n\n{FOLLOW}" for n in range(10, 14)], "The Standard")
    assert repeated(store, "Le Monde") == repeated(store, "The Standard") == []


def test_near_copies_and_removed_articles_do_not_count(store):
    first, *_ = add(store, [f"{prose(n)}\n\n{FOLLOW}" for n in range(5)])
    add(store, [f"{prose(1)}\n\nAgain, number {n}\n\n{FOLLOW}\n\n{FOLLOW}" for n in range(5)])
    (one,) = repeated(store, "Le Monde")
    assert one.count == 5
    articles.remove(store, [first])
    assert repeated(store, "Le Monde") == []


def test_what_was_accepted_or_refused_is_not_told_again_until_that_is_undone(store):
    add(store, [f"{prose(n)}\n\n{FOLLOW}\n\n{BLURB}" for n in range(5)])
    for line, body in ((FOLLOW, False), (BLURB, True)):
        source_rules.give(store, "Le Monde", "line", line, body)
    assert repeated(store, "Le Monde") == []
    history.undo(store)
    assert [one.line for one in repeated(store, "Le Monde")] == [BLURB]


def test_what_is_not_body_where_it_stands_is_not_told(store):
    uids = add(store, [f"{prose(n)}\n\nAdvertisement\n\n{FOLLOW}" for n in range(5)])
    assert [one.line for one in repeated(store, "Le Monde")] == [FOLLOW]
    for uid in uids:
        start = articles.text_of(store, uid).index(FOLLOW)
        regions.correct(store, uid, (start, start + len(FOLLOW)), body=False)
    assert repeated(store, "Le Monde") == []


def test_no_article_and_no_source(store):
    assert repeated(store, "Le Monde") == list[Repeated]()
    with pytest.raises(CallError, match="name a source"):
        repeated(store, "")
