"""Agreement over the spans of articles that several annotators marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.agreement.spans import Agreement, stretches
from tui.model import Annotation, Fragment

TEXT = "The toll rose to 84. Rebels said the army was silent, and denied it."


def marked(who, start, end, tag="claim"):
    part = Fragment(start, end, TEXT[start:end])
    return Annotation(f"{who}{start}{end}{tag}", "a", tag, (part,), who, "", "")


def agreed(*articles):
    found = Agreement()
    for made in articles:
        found.take(len(TEXT), made)
    return found.agreed()


def test_two_who_marked_the_same_agree_wholly():
    both = [marked(who, start, start + 8) for who in ("ana", "bo") for start in (0, 21)]
    found = agreed(both)
    assert (found.articles, found.alpha, found.by_tag) == (1, 1.0, {"claim": 1.0})
    (pair,) = found.pairs
    assert (pair.one, pair.other, pair.articles, pair.kappa, pair.same) == ("ana", "bo", 1, 1.0, 1)


def test_another_tag_on_the_same_words_is_no_agreement():
    found = agreed([marked("ana", 0, 8), marked("bo", 0, 8, "opinion")])
    assert found.alpha < 0.9
    assert found.pairs[0].same == 0
    assert all(value < 0 for value in found.by_tag.values())


def test_an_article_that_one_alone_marked_says_nothing():
    found = agreed([marked("ana", 0, 8), marked("ana", 5, 20)])
    assert (found.articles, found.alpha, found.pairs) == (0, None, ())


def test_the_more_of_a_span_is_shared_the_better():
    shares = [agreed([marked("ana", 0, 20), marked("bo", start, 20)]).alpha for start in (0, 4, 12)]
    assert shares[0] == 1
    assert shares[0] > shares[1] > shares[2]


def test_a_tag_on_one_article_is_absent_from_the_others_by_agreement():
    """Alpha of a tag is over all articles that two marked, also those where neither used it."""
    alone = agreed([marked("ana", 0, 20), marked("bo", 0, 19)])
    with_more = agreed(
        [marked("ana", 0, 20), marked("bo", 0, 19)],
        [marked("ana", 0, 8, "opinion"), marked("bo", 0, 8, "opinion")],
    )
    assert with_more.by_tag["claim"] > alone.by_tag["claim"]


def test_the_kappa_of_a_pair_over_code_points_is_worked_out_by_hand():
    """Of 68 code points ana marks 34 and bo 34, 17 of them both: chance, and no better."""
    found = agreed([marked("ana", 0, 34), marked("bo", 17, 51)])
    assert len(TEXT) == 68
    assert found.pairs[0].kappa == pytest.approx(0.0)


spans = st.tuples(st.integers(0, 60), st.integers(1, 8), st.sampled_from(["claim", "opinion"]))


@given(st.lists(spans, max_size=8))
def test_the_stretches_cover_the_text_once(chosen):
    made = [marked("ana", start, start + length, tag) for start, length, tag in chosen]
    found = list(stretches(len(TEXT), made, ["ana"]))
    assert sum(length for length, _ in found) == len(TEXT)
    at = 0
    for length, said in found:
        expected = {one.tag for one in made if one.start < at + length and at < one.end}
        assert said == {"ana": expected}
        at += length


@given(st.lists(spans, min_size=1, max_size=6), st.lists(spans, min_size=1, max_size=6))
def test_the_order_of_annotations_and_names_is_nothing(of_ana, of_bo):
    made = [marked("ana", at, at + size, tag) for at, size, tag in of_ana]
    made += [marked("bo", at, at + size, tag) for at, size, tag in of_bo]
    assert agreed(made).alpha == agreed(made[::-1]).alpha
