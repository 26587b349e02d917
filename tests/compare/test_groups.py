"""Groups over several articles: what tells one thing comes together and does not chain."""

import hypothesis.strategies as st
from hypothesis import given

from tui.compare.findings import Alignment, Place
from tui.compare.groups import groups


def aligned(*pairs: tuple[str, str]) -> list[Alignment]:
    """Alignments of ``A1`` with ``B2``; the earlier ones score higher."""
    return [
        Alignment(place(a), place(b), 0.9 - number / 100) for number, (a, b) in enumerate(pairs)
    ]


def place(name: str) -> Place:
    return Place("ABCDE".index(name[0]), int(name[1:]))


def named(*found: str) -> tuple[tuple[Place, ...], ...]:
    return tuple(tuple(place(name) for name in group.split()) for group in found)


def test_what_is_aligned_each_with_each_is_one_group():
    found = groups(aligned(("A1", "B2"), ("A1", "C3"), ("B2", "C3")))
    assert found == named("A1 B2 C3")


def test_a_sentence_told_in_two_parts_elsewhere_is_one_group_with_both():
    assert groups(aligned(("A1", "B1"), ("A1", "B8"))) == named("A1 B1 B8")


def test_a_first_sentence_that_tells_a_little_of_all_does_not_chain_two_facts():
    lede = [("A0", "B0"), ("A0", "C0"), ("B0", "C0")]
    deaths = [("A4", "B5"), ("A4", "C6"), ("B5", "C6")]
    chain = [("A0", "B5"), ("B0", "C6")]
    assert groups(aligned(*lede, *deaths, *chain)) == named("A0 B0 C0", "A4 B5 C6")


def test_one_aligned_with_a_small_part_of_a_group_stays_out_of_it():
    three = [("A1", "B1"), ("A1", "C1"), ("B1", "C1"), ("A1", "D1"), ("B1", "D1"), ("C1", "D1")]
    assert groups(aligned(*three, ("A1", "E1"))) == named("A1 B1 C1 D1")


def test_without_alignments_there_is_no_group():
    assert groups([]) == ()


places = st.builds(Place, st.integers(0, 3), st.integers(0, 5))
alignments = st.builds(
    lambda a, b, score: Alignment(min(a, b), max(a, b), score),
    places,
    places,
    st.sampled_from([0.2, 0.4, 0.6]),
).filter(lambda one: one.a.article < one.b.article)
several = st.lists(alignments, unique_by=lambda one: (one.a, one.b))


@given(several)
def test_each_group_has_two_articles_and_each_sentence_one_group_at_most(some):
    found = groups(some)
    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    assert all(len({one.article for one in group}) > 1 for group in found)


@given(several, st.randoms())
def test_the_order_of_the_alignments_is_nothing(some, chance):
    other = [*some]
    chance.shuffle(other)
    assert groups(other) == groups(some)
