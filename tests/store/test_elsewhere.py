"""The same words elsewhere: found in one article and in all, and tagged as one operation."""

import pytest

from tui.errors import CallError
from tui.store import adding, annotations, articles, elsewhere, history
from tui.store.adding import Intake
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import decode

TEXTS = ["The toll is 84. They said 84.", "Nobody.", "It was 84, not 184 or 1984.", "84 AND 84"]


@pytest.fixture
def uids(store):
    raws = [text.encode() for text in TEXTS]
    added = adding.add(store, [Intake(decode(raw), raw, f"{raw[:4]!r}") for raw in raws])
    return [one.article.uid for one in added]


def tag(store, uid, start, end, path="claim/number"):
    fragment = anchor(articles.text_of(store, uid), start, end)
    return annotations.add(store, [Draft(uid, path, (fragment,))])[0]


def everywhere(store, words="84", path="claim/number"):
    batches = list(elsewhere.in_all(store, words, path))
    return [place for batch in batches for place in batch.places], sum(b.tagged for b in batches)


def test_in_an_article_every_place_but_those_tagged_so(store, uids):
    tag(store, uids[0], 12, 14)
    batch = elsewhere.in_article(store, "84", "claim/number", uids[0])
    assert [place.span for place in batch.places] == [(26, 28)]
    assert (batch.tagged, batch.share) == (1, 1)


def test_another_tag_and_another_annotator_do_not_count(store, path, uids):
    tag(store, uids[0], 12, 14, "claim/event")
    with open_store(path, annotator="bo", device="d") as theirs:
        tag(theirs, uids[0], 26, 28)
    batch = elsewhere.in_article(store, "84", "claim/number", uids[0])
    assert (len(batch.places), batch.tagged) == (2, 0)


def test_in_all_articles_whole_words_with_what_stands_around_them(store, uids):
    tag(store, uids[2], 7, 9)
    places, tagged = everywhere(store)
    assert {(place.article, place.span) for place in places} == {
        *((uids[0], (12, 14)), (uids[0], (26, 28)), (uids[3], (0, 2)), (uids[3], (7, 9))),
    }
    assert tagged == 1
    for place in places:
        row = place.row
        assert row.text[row.start : row.end] == "84"


def test_the_share_looked_through_grows_to_all(store, uids, monkeypatch):
    monkeypatch.setattr(elsewhere, "STRETCH", 1)
    shares = [batch.share for batch in elsewhere.in_all(store, "84", "claim/number")]
    assert shares == sorted(shares)
    assert len(shares) == len(TEXTS)
    assert shares[-1] == 1
    monkeypatch.setattr(elsewhere, "AT_ONCE", 1)
    assert len(everywhere(store)[0]) == 5


def test_a_removed_article_has_no_places_and_signs_alone_have_none(store, uids):
    articles.remove(store, [uids[3]])
    assert uids[3] not in {place.article for place in everywhere(store)[0]}
    assert everywhere(store, "…") == ([], 0)


def test_tagging_them_is_one_operation(store, uids):
    places, _ = everywhere(store)
    before = history.count(store)
    made = elsewhere.tag_places(store, places, "claim/number")
    assert len(made) == 5
    assert history.count(store) == before + 1
    assert history.operations(store, 1)[0].label == "tag 5 annotations claim/number"
    assert everywhere(store) == ([], 5)
    history.undo(store)
    assert everywhere(store)[1] == 0


def test_an_unknown_tag_is_refused(store, uids):
    with pytest.raises(CallError, match="no tag"):
        elsewhere.tag_places(store, everywhere(store)[0], "none")
