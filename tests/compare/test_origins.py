"""Near copies are found whatever was changed in them, and nothing else is."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tui.compare.origins import Copy, Origin, change, origins, printed, within
from tui.text.runs import words

VOCABULARY = [f"{one}{two}{three}" for one in "bdgkm" for two in "aeiou" for three in "lnrst"]
texts = st.builds(
    lambda seed, size: Random(seed).choices(VOCABULARY, k=size),
    st.integers(0, 10_000),
    st.integers(40, 400),
)


def found(library: dict[str, str], **published: str) -> list[Origin]:
    prints = [printed(uid, text, published.get(uid, "")) for uid, text in library.items()]
    return origins(prints, library.__getitem__)


def groups(library: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(origin.uids) for origin in found(library)}


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if len(line) > 100]


def test_two_reports_in_their_own_words_are_two_origins(seeds):
    assert found(dict(zip("ab", seeds, strict=True))) == []


def test_an_agency_text_with_another_headline_is_one_origin(seeds):
    copy = "PARIS (Agency) — A headline of our own\n\n" + seeds[0]
    (origin,) = found({"own": copy, "agency": seeds[0]}, agency="2024-08-04", own="2024-08-05")
    assert origin.uid == "agency"
    (told,) = origin.copies
    assert told.uid == "own"
    assert told.kept == 1
    assert 0 < told.added < 0.05


def test_a_paper_that_took_six_of_ten_paragraphs_has_dropped_the_others(seeds):
    ten = [*paragraphs(seeds[0]), *paragraphs(seeds[1])][:10]
    (origin,) = found({"whole": "\n\n".join(ten), "part": "\n\n".join(ten[3:9])})
    assert origin.uid == "whole"
    (told,) = origin.copies
    share = len(words(" ".join(ten[3:9]))) / len(words(" ".join(ten)))
    assert told.kept == pytest.approx(share, abs=0.05)
    assert told.dropped == pytest.approx(1 - share, abs=0.05)
    assert told.added == 0


def test_paragraphs_in_another_order_are_kept(seeds):
    order = paragraphs(seeds[1])
    (origin,) = found({"a": "\n\n".join(order), "b": "\n\n".join(reversed(order))})
    assert origin.copies[0].changed < 0.06


def test_the_first_published_is_the_origin_else_the_longest(seeds):
    cut = seeds[0][: len(seeds[0]) * 3 // 4]
    assert found({"a": cut, "b": seeds[0]})[0].uid == "b"
    assert found({"a": cut, "b": seeds[0]}, a="2024-08-01", b="2024-08-02")[0].uid == "a"


def test_two_texts_that_a_long_list_of_news_holds_are_not_one_origin():
    random = Random(4)
    parts = [" ".join(random.choice(VOCABULARY) for _ in range(100)) for _ in range(12)]
    library = {"list": " ".join(parts), "one": parts[0], "two": parts[1]}
    assert groups(library) == set()


def test_a_chain_of_changes_does_not_make_one_origin():
    """Each takes half of the one before it; the last has nothing of the first."""
    random = Random(5)
    parts = [" ".join(random.choice(VOCABULARY) for _ in range(60)) for _ in range(8)]
    chain = {str(n): " ".join(parts[n : n + 3]) for n in range(6)}
    for together in groups(chain):
        assert max(map(int, together)) - min(map(int, together)) <= 2


def test_texts_of_a_few_words_are_no_copies():
    assert found({"a": "Breaking news soon", "b": "Breaking news soon!", "c": ""}) == []


def test_scripts_without_blanks_are_read_sign_by_sign():
    random = Random(6)
    text, other = ("".join(chr(0x4E00 + random.randrange(3000)) for _ in range(200)) for _ in "ab")
    assert groups({"a": text, "b": text[20:], "c": other}) == {frozenset("ab")}


@settings(deadline=None, max_examples=examples(60))
@given(texts, st.data())
def test_a_text_changed_in_less_than_a_tenth_of_its_words_is_found(text, data):
    number = (len(text) - 1) // 10
    where = data.draw(
        st.sets(st.integers(0, len(text) - 1), min_size=number, max_size=number), "changed"
    )
    copy = [f"new{at}" if at in where else word for at, word in enumerate(text)]
    assert groups({"a": " ".join(text), "b": " ".join(copy)}) == {frozenset("ab")}


@settings(deadline=None, max_examples=examples(40))
@given(st.lists(texts, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_texts_is_nothing(lists, random):
    library = {}
    for number, text in enumerate(lists):
        library[f"{number}"] = " ".join(text)
        library[f"{number}copy"] = " ".join(text[len(text) // 5 :])
    shuffled = list(library)
    random.shuffle(shuffled)
    assert found(library) == found({uid: library[uid] for uid in shuffled})


@given(texts, texts)
def test_shares_are_shares_and_all_of_a_text_is_kept_in_itself(one, two):
    assert change(one, one) == (1, 0)
    assert all(0 <= share <= 1 for share in change(one, two))


def test_articles_of_different_events_are_never_one_origin(collection):
    group = {row["ID"]: row["group"] for row in collection}
    for origin in found({row["ID"]: row["text"] for row in collection}):
        assert len({group[uid] for uid in origin.uids}) == 1


def test_within_a_story_each_article_is_of_one_origin():
    copied = [Origin("a", (Copy("b", 1, 0, 0), Copy("c", 1, 0, 0))), Origin("x", ())]
    assert [one.uids for one in within(copied, ["c", "d", "a"])] == [("a", "c"), ("d",)]
    assert [one.uids for one in within(copied, ["b", "c"])] == [("b", "c")]
