"""Story groups of a library: what comes together, what does not chain, what people put stays."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.compare.test_kinship import made
from tui.compare.likeness import Library, Link
from tui.compare.naming import named
from tui.compare.stories import grouped, stories

OTHER = """The city council voted on Tuesday to close two swimming pools. Councillor Hansen said
that repairs would have cost nine million kroner, money Aarhus does not have. Parents protested."""


def linked(*pairs: tuple[int, int]) -> list[Link]:
    return [Link(0.9 - number / 100, a, b) for number, (a, b) in enumerate(pairs)]


def sets(groups: list[list[int]]) -> set[frozenset[int]]:
    return {frozenset(group) for group in groups}


def test_the_two_seeds_are_one_story_and_another_event_is_none(article, seeds):
    library = [article("a", seeds[0]), article("b", seeds[1]), article("c", OTHER)]
    texts = {one.uid: one.text for one in library}
    (story,) = stories(library, texts.__getitem__)
    assert story.uids == ("a", "b")
    assert story.put == ()
    assert story.proposed == ("a", "b")
    assert {"Mali", "Ukraine"} & set(story.name.split(", "))


def test_what_a_person_put_stays_and_attracts(article, seeds):
    library = [
        article("a", seeds[0], story="Break"),
        article("b", seeds[1]),
        article("c", OTHER, story="Break"),
    ]
    (story,) = stories(library, {one.uid: one.text for one in library}.__getitem__)
    assert (story.name, story.uids) == ("Break", ("a", "b", "c"))
    assert (story.put, story.proposed) == (("a", "c"), ("b",))


def test_two_stories_a_person_keeps_apart_stay_apart(article, seeds):
    library = [article("a", seeds[0], story="One"), article("b", seeds[1], story="Two")]
    found = stories(library, {one.uid: one.text for one in library}.__getitem__)
    assert {(one.name, one.uids) for one in found} == {("One", ("a",)), ("Two", ("b",))}


def test_days_far_apart_part_what_is_alike(article, seeds):
    first = article("a", seeds[0], published="2024-08-05")
    assert Library([first, article("b", seeds[1], published="2024-08-06")]).links()
    assert not Library([first, article("b", seeds[1], published="2025-08-06")]).links()


def test_an_empty_library_and_empty_articles_have_no_stories(article):
    assert stories([], str) == []
    assert stories([article("a", ""), article("b", "")], lambda uid: "") == []


def test_a_group_does_not_chain():
    chain = linked((0, 1), (1, 2), (2, 3), (3, 4), (4, 5))
    assert all(len(group) <= 3 for group in grouped(chain, [""] * 6))
    whole = linked(*combinations(range(4), 2), (3, 4))
    assert sets(grouped(whole, [""] * 5)) == {frozenset(range(4))}


def test_an_article_joins_a_persons_story_when_linked_with_half_of_it():
    story = ["S", "S", "S", "S", ""]
    assert sets(grouped(linked((0, 4), (1, 4)), story)) == {frozenset(range(5))}
    assert sets(grouped(linked((0, 4)), story)) == {frozenset(range(4))}


graphs = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30).map(
    lambda pairs: linked(*sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}))
)


@given(graphs, st.lists(st.sampled_from(["", "", "", "S", "T"]), min_size=10, max_size=10))
def test_each_article_is_in_one_group_and_linked_with_half_of_it(links, put):
    groups = grouped(links, put)
    placed = [at for group in groups for at in group]
    assert len(placed) == len(set(placed))
    pairs = {frozenset(link[1:]) for link in links}
    for group in groups:
        names = {put[at] for at in group} - {""}
        assert len(names) <= 1
        for at in group:
            others = [other for other in group if other != at]
            if not names:
                assert 2 * sum({at, other} in pairs for other in others) >= len(others)
    for name in ("S", "T"):
        together = {at for at in range(10) if put[at] == name}
        assert not together or any(together <= set(group) for group in groups)


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_is_nothing(random):
    words = [f"word{number}" for number in range(40)]
    events = [words[at : at + 12] for at in range(0, 24, 6)]
    library = [
        (f"{at}", " ".join(event + random.sample(words, 3))) for at, event in enumerate(events)
    ]
    library += [(f"{uid}b", text + " more") for uid, text in library]
    texts = dict(library)
    once = stories([made(uid, text) for uid, text in library], texts.__getitem__)
    random.shuffle(library)
    assert stories([made(uid, text) for uid, text in library], texts.__getitem__) == once


def test_a_name_is_of_words_as_written_and_the_first_month():
    words = ["wagner", "tuareg", "84", "tuaregs", "mali", "army"]
    texts = ["The Tuareg and Wagner in Mali. Tuareg.", "Wagner WAGNER Wagner, army"]
    assert named(words, texts, [None, 738_733]) == "Wagner, Tuareg, Mali 2023-08"
    assert named(words, texts, [None]) == "Wagner, Tuareg, Mali"


def test_no_two_stories_have_one_name():
    taken = {"Wagner, Tuareg, Mali"}
    words = ["wagner", "tuareg", "mali", "army"]
    texts = ["The Tuareg and Wagner in Mali, an army"]
    assert named(words, texts, [], taken) == "Wagner, Tuareg, Mali, army"
    assert named(words[:3], texts, [], taken) == "Wagner, Tuareg, Mali (2)"
    assert named([], [], []) == "story"


def test_articles_of_one_topic_and_day_come_together(collection, article):
    library = [
        article(row["ID"], row["text"], title=row["title"], published=row["date"])
        for row in collection
    ]
    group = {row["ID"]: row["group"] for row in collection}
    found = stories(library, {one.uid: one.text for one in library}.__getitem__)
    proposed = {pair for story in found for pair in combinations(story.uids, 2)}
    right = {pair for pair in proposed if group[pair[0]] == group[pair[1]]}
    gold = sum(group[a] == group[b] for a, b in combinations(group, 2))
    assert len(right) >= 0.85 * len(proposed)
    assert len(right) >= 0.85 * gold
