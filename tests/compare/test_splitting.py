"""A split: what belongs together is together, the parts are balanced, and a seed is a split."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.compare.splitting import split, together

SHARES = {"train": 80, "dev": 10, "test": 10}
UIDS = [f"u{number:02}" for number in range(40)]
pairs = st.lists(st.lists(st.sampled_from(UIDS), max_size=4), max_size=20)


@given(pairs)
def test_what_is_joined_is_together_and_nothing_else(joined):
    groups = together(UIDS, joined)
    assert sorted(uid for group in groups for uid in group) == UIDS
    of = {uid: at for at, group in enumerate(groups) for uid in group}
    assert all(len({of[uid] for uid in some}) <= 1 for some in joined)
    links = {frozenset((one, other)) for some in joined for one in some for other in some}
    for group in groups:
        reached = {group[0]}
        while more := {o for link in links if link & reached for o in link} - reached:
            reached |= more
        assert reached == {*group}


def test_what_is_joined_to_an_article_that_is_gone_is_alone():
    assert together(["a", "b"], [["a", "gone"], ["gone", "b"]]) == [["a"], ["b"]]


def library(seed, size=300):
    """Groups as news has them, most of them small, with tags that some groups have more of."""
    rng, groups, marks = Random(seed), [], {}
    tags = [f"tag{number}" for number in range(8)]
    while sum(map(len, groups)) < size:
        liked = rng.sample(tags, 2)
        groups.append([f"{len(groups)}-{at}" for at in range(min(10, int(rng.paretovariate(1.3))))])
        for uid in groups[-1]:
            marks[uid] = Counter(rng.choices([*tags, *liked * 4], k=rng.randint(0, 8)))
    return groups, marks


@pytest.mark.parametrize("seed", range(5))
def test_articles_and_each_tag_are_as_the_shares_ask(seed):
    groups, marks = library(seed)
    parts = split(groups, marks, SHARES, seed)
    total, by_part = Counter(), {name: Counter() for name in SHARES}
    for uid, name in parts.items():
        by_part[name].update({"articles": 1, **marks[uid]})
        total.update({"articles": 1, **marks[uid]})
    for name, share in SHARES.items():
        for label, number in total.items():
            near = 0.01 if label == "articles" else 0.04
            assert by_part[name][label] / number == pytest.approx(share / 100, abs=near)


@given(st.integers(0, 20), st.integers(0, 9))
def test_every_article_is_in_one_part_with_its_group(which, seed):
    groups, marks = library(which, 40)
    parts = split(groups, marks, SHARES, seed)
    assert sorted(parts) == sorted(uid for group in groups for uid in group)
    assert all(len({parts[uid] for uid in group}) == 1 for group in groups)


@given(st.randoms(use_true_random=False), st.integers(0, 9))
def test_the_order_of_what_is_given_is_nothing(rng, seed):
    groups, marks = library(1, 60)
    expected = split(groups, marks, SHARES, seed)
    mixed = [rng.sample(group, len(group)) for group in rng.sample(groups, len(groups))]
    turned = {uid: dict(reversed(found.items())) for uid, found in reversed(marks.items())}
    assert split(mixed, turned, SHARES, seed) == expected


def test_another_seed_is_another_split():
    groups, marks = library(1)
    assert split(groups, marks, SHARES, 1) != split(groups, marks, SHARES, 2)


@pytest.mark.parametrize("number", [3, 4, 5, 9])
def test_no_part_is_empty_where_there_are_groups_enough(number):
    parts = split([[str(at)] for at in range(number)], {}, SHARES)
    assert {*parts.values()} == {"train", "dev", "test"}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_where_there_are_too_few_groups_some_part_is_empty(number):
    parts = split([[str(at)] for at in range(number)], {}, SHARES)
    assert len({*parts.values()}) == number


def test_a_part_without_a_share_gets_nothing():
    parts = split([[str(at)] for at in range(30)], {}, {"train": 80, "dev": 0, "test": 20})
    assert Counter(parts.values()) == {"train": 24, "test": 6}
