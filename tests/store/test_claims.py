"""Claims: made and given at once, found by words, counted, merged, and all of it undone."""

import pytest

from tui.errors import CallError
from tui.store import annotations, articles, claims, history, relations
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor


def mark(store, article, words, **more):
    text = articles.text_of(store, article)
    start = text.index(words)
    draft = Draft(article, "claim/number", (anchor(text, start, start + len(words)),), **more)
    return annotations.add(store, [draft])[0]


def claim_of(store, uid):
    (found,) = annotations.with_uids(store, [uid])
    return found.claim and found.claim.wording


def labels(store):
    return [one.label for one in history.operations(store)]


def from_source(store, source, *uids):
    """Say that these articles are from one source."""
    with store.operation("source"):
        for uid in uids:
            store.run("UPDATE article SET source = ? WHERE uid = ?", (source, uid))


@pytest.fixture
def marked(store, first, second):
    """Three annotations, two of them in the first article."""
    return [mark(store, first, "84"), mark(store, first, "47"), mark(store, second, "dozens")]


def test_a_claim_is_made_and_given_as_one_operation(store, marked):
    before = len(labels(store))
    made = claims.make(store, " 84 were\nkilled ", marked[:2])
    assert made.wording == "84 were killed"
    assert [claim_of(store, uid) for uid in marked] == ["84 were killed"] * 2 + [None]
    assert labels(store)[: len(labels(store)) - before] == ["make the claim “84 were killed”"]
    history.undo(store)
    assert [claim_of(store, uid) for uid in marked] == [None] * 3
    assert claims.count(store) == 0
    history.redo(store)
    assert claim_of(store, marked[0]) == "84 were killed"


def test_an_annotation_is_put_on_another_claim_and_off_it(store, marked):
    one, other = claims.make(store, "one", marked), claims.make(store, "other")
    claims.give(store, other.uid, marked[1:])
    assert [claim_of(store, uid) for uid in marked] == ["one", "other", "other"]
    claims.take_off(store, marked[1:])
    assert [claim_of(store, uid) for uid in marked] == ["one", None, None]
    assert labels(store)[:2] == [
        "take 2 annotations off the claim “other”",
        "put 2 annotations on the claim “other”",
    ]
    history.undo(store)
    assert claim_of(store, marked[2]) == "other"
    assert claims.counted(store, one.uid).annotations == 1


def test_a_claim_counts_what_is_on_it_in_articles_and_sources(store, marked, first, second):
    made = claims.make(store, "many died", marked)
    assert claims.counted(store, made.uid) == claims.Counted(made, 3, 2, 2)
    from_source(store, "one paper", first, second)
    assert claims.counted(store, made.uid) == claims.Counted(made, 3, 2, 1)
    annotations.remove(store, marked[:1])
    articles.remove(store, [second])
    assert claims.counted(store, made.uid) == claims.Counted(made, 1, 1, 1)
    assert [one.annotation.uid for one in claims.on_claim(store, made.uid)] == [marked[1]]


def test_what_is_on_a_claim_comes_article_by_article_a_page_at_a_time(store, marked):
    made = claims.make(store, "many died", marked[::-1])
    found = claims.on_claim(store, made.uid)
    assert [one.annotation.quote for one in found] == ["84", "47", "dozens"]
    assert found[0].label.startswith("000_")
    assert claims.on_claim(store, made.uid, 1, 1) == found[1:2]


def test_claims_come_newest_first_or_by_their_words(store):
    for words in ("Eighty-four soldiers died", "The army denies it", "Soldiers fled to the army"):
        claims.make(store, words)
    assert claims.page(store)[0].claim.wording == "Soldiers fled to the army"
    assert claims.page(store, 1, 1)[0].claim.wording == "The army denies it"
    assert [one.claim.wording for one in claims.page(store, words="army sold")] == [
        "Soldiers fled to the army"
    ]
    assert claims.count(store, "sold") == 2
    assert claims.count(store, "sold ") == 0
    assert claims.page(store, words="—") == []
    assert claims.count(store, "—") == 0


@pytest.mark.parametrize("words", ['"', "AND", "a NOT b", "(", "*", "near(", "wording:x", "-"])
def test_nothing_typed_is_taken_for_a_query_language(store, words):
    claims.make(store, "anything at all")
    assert claims.page(store, words=words) == []
    claims.alike(store, words)


def test_a_reworded_claim_is_found_by_its_new_words_and_a_deleted_one_no_more(store):
    made = claims.make(store, "eighty-four died")
    claims.change(store, made.uid, wording="dozens were killed", note="by one count")
    assert claims.page(store, words="eighty") == []
    assert [one.claim.note for one in claims.page(store, words="count")] == ["by one count"]
    claims.remove(store, made.uid)
    assert claims.page(store, words="dozens") == []


def test_the_claim_that_shares_most_with_a_quotation_comes_first(store):
    for words in ("The rebels killed 84 mercenaries", "The army killed rebels", "Kyiv is silent"):
        claims.make(store, words)
    found = claims.alike(store, "at least 84 mercenaries were killed")
    assert [one.claim.wording for one in found] == [
        "The rebels killed 84 mercenaries",
        "The army killed rebels",
    ]


def test_two_claims_become_one_with_all_that_is_on_them(store, marked):
    gone = claims.make(store, "84 died", marked[:2], "by one side's count")
    kept = claims.make(store, "Many died", marked[2:], "over three days")
    claims.merge(store, gone.uid, kept.uid)
    assert [claim_of(store, uid) for uid in marked] == ["Many died"] * 3
    assert [one.claim.wording for one in claims.page(store)] == ["Many died"]
    assert claims.counted(store, kept.uid).claim.note == "over three days\nby one side's count"
    history.undo(store)
    assert [claim_of(store, uid) for uid in marked] == ["84 died"] * 2 + ["Many died"]
    assert claims.counted(store, kept.uid).claim.note == "over three days"


def test_the_note_of_a_claim_that_goes_is_kept_where_the_other_has_none(store):
    gone, kept = claims.make(store, "one", note="seen"), claims.make(store, "other")
    claims.merge(store, gone.uid, kept.uid)
    assert claims.counted(store, kept.uid).claim.note == "seen"


def test_a_claim_that_is_gone_or_empty_or_itself_is_refused(store, marked):
    made = claims.make(store, "one")
    before = len(labels(store))
    for refused, why in (
        (lambda: claims.merge(store, made.uid, made.uid), "with itself"),
        (lambda: claims.make(store, " \n", marked), "needs a wording"),
        (lambda: claims.change(store, made.uid, wording=" "), "needs a wording"),
        (lambda: claims.give(store, "nowhere", marked), "no longer there"),
        (lambda: claims.counted(store, "nowhere"), "no longer there"),
    ):
        with pytest.raises(CallError, match=why):
            refused()
    assert len(labels(store)) == before


def test_another_s_annotation_is_not_put_on_a_claim_and_nothing_is_made(path, store, marked):
    made = claims.make(store, "one", marked[:1])
    with open_store(path, annotator="ben", device="desk-2") as ben:
        for refused in (
            lambda: claims.make(ben, "ben's", marked[:1]),
            lambda: claims.give(ben, made.uid, marked[1:]),
            lambda: claims.take_off(ben, marked[:1]),
        ):
            with pytest.raises(CallError, match="ana's"):
                refused()
        assert claims.count(ben) == 1
    assert [claim_of(store, uid) for uid in marked] == ["one", None, None]


def test_the_relations_of_an_annotation_are_found_from_either_end(store, marked):
    relations.add(store, "same", marked[0], marked[2])
    relations.add(store, "narrows", marked[1], marked[0])
    assert [one.kind for one in relations.of_annotation(store, marked[0])] == ["same", "narrows"]
    assert [one.kind for one in relations.of_annotation(store, marked[2])] == ["same"]
    annotations.remove(store, [marked[2]])
    assert [one.kind for one in relations.of_annotation(store, marked[0])] == ["narrows"]
