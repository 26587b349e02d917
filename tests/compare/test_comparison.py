"""Articles set side by side: what is found of each, and that it hangs together."""

import hypothesis.strategies as st
from hypothesis import given, settings

from tests.compare.material import between, place_of, seeds, source, sources
from tests.conftest import examples
from tests.text.material import any_texts
from tui.compare import comparison as module
from tui.compare.comparison import compare
from tui.compare.findings import Comparison, Place

SAME = "The ferry sank off the harbour of Rabaul on Thursday evening."
OTHER = "Ministers met in Geneva to speak of the price of copper."


def holds_together(found: Comparison) -> None:
    """What is true of every comparison."""
    standing = [one for one in found.alignments if one.status != "rejected"]
    for one in found.alignments:
        assert one.a.article < one.b.article
        assert 0 <= one.score <= 1
        for place in (one.a, one.b):
            assert found.sources[place.article].sentences[place.sentence].region == ""
    linked = {place for one in standing for place in (one.a, one.b)}
    body = {Place(x, index) for x, one in enumerate(found.sources) for index in one.body}
    assert linked.isdisjoint(found.only)
    assert linked | set(found.only) == body
    for one in found.details:
        pair = found.alignments[one.alignment]
        assert pair.status != "rejected"
        for place, (start, end) in ((pair.a, one.a), (pair.b, one.b)):
            text = found.sources[place.article].text
            assert 0 <= start < end <= len(text)
    grouped = [place for group in found.groups for place in group]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= linked
    assert all(len({place.article for place in group}) > 1 for group in found.groups)
    for place in body:
        assert found.sign(place) in ("+" if place in found.only else "=~!")


def test_the_seeds_differ_where_a_reader_sees_it():
    found = compare(seeds())
    holds_together(found)
    toll = between(found, "at least 84 mercenaries", "had killed 84 Wagner")
    assert toll.sign == "!"
    told = {
        (one.kind, found.sources[0].text[slice(*one.a)], found.sources[1].text[slice(*one.b)])
        for one in found.details
    }
    assert ("name", "Tinzaouatene", "Tinzaouaten") in told
    assert any(kind == "number" and "84" in a and "84" in b for kind, a, b in told)
    assert any(kind == "quote" and "deceitful" in a and "cowardly" in b for kind, a, b in told)


def test_what_is_not_body_takes_no_part():
    found = compare(seeds())
    aside = [x for x, one in enumerate(found.sources[0].sentences) if one.region]
    assert len(aside) > 5
    assert [found.sign(Place(0, index)) for index in aside] == [""] * len(aside)


def test_only_the_first_has_the_ambassador_and_the_call():
    found = compare(seeds())
    assert place_of(found, 0, "Senegal over a video") in found.only
    assert place_of(found, 0, "Lavrov") in found.only


def test_two_of_the_same_words_are_told_alike():
    found = compare(sources(SAME, f"{OTHER} {SAME}"))
    (one,) = found.alignments
    assert (one.a, one.b, one.sign, one.status) == (Place(0, 0), Place(1, 1), "=", "proposed")
    assert found.only == (Place(1, 0),)


def test_one_that_tells_far_more_is_told_partly():
    longer = (
        "The ferry sank on Thursday, and ministers who met in Geneva to speak of the price of"
        " copper sent their condolences to families, crews and rescuers of three islands."
    )
    found = compare(sources(f"The ferry sank on Thursday. {OTHER}", longer), threshold=0.05)
    assert {one.sign for one in found.alignments} == {"~"}


def test_three_articles_are_compared_each_with_each_and_each_is_read_once(monkeypatch):
    read = []
    extract = module.extract
    monkeypatch.setattr(module, "extract", lambda one: read.append(one.uid) or extract(one))
    found = compare(sources(SAME, SAME + " ", f"{SAME} {OTHER}"))
    holds_together(found)
    assert read == ["a", "b", "c"]
    assert [(one.a.article, one.b.article) for one in found.alignments] == [(0, 1), (0, 2), (1, 2)]
    assert found.groups == ((Place(0, 0), Place(1, 0), Place(2, 0)),)
    assert [found.cover(Place(x, 0)) for x in range(3)] == [2, 2, 2]


def test_a_higher_threshold_leaves_fewer():
    assert len(compare(seeds(), threshold=0.3).alignments) < len(compare(seeds()).alignments)


def test_the_same_articles_give_the_same_comparison():
    assert compare(seeds()) == compare(seeds())


@settings(max_examples=examples(60))
@given(st.lists(any_texts, min_size=2, max_size=3))
def test_any_texts_can_be_compared(texts):
    holds_together(compare([source(text, str(x)) for x, text in enumerate(texts)]))
