"""Articles with their texts and annotations, read a batch at a time."""

import sqlite3
from contextlib import closing
from itertools import pairwise

import pytest

from tui.errors import DataError
from tui.store import adding, annotations, articles, batches
from tui.store.adding import Intake
from tui.store.annotations import Draft
from tui.store.batches import articles_with_annotations
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import decode


def add(store, number):
    intakes = []
    for n in range(number):
        raw = f"Article {n}. The toll rose to {n}, they said. More is to come.".encode()
        intakes.append(Intake(decode(raw), raw, f"{n}.txt"))
    return [added.article.uid for added in adding.add(store, intakes)]


def mark(store, uid, *spans):
    text = articles.text_of(store, uid)
    drafts = [Draft(uid, "claim", (anchor(text, *span),)) for span in spans]
    return annotations.add(store, drafts)


@pytest.fixture
def filled(store):
    """Seven articles beside those there are; the first has four annotations, the third is gone."""
    uids = add(store, 7)
    mark(store, uids[0], (4, 9), (0, 6), (0, 20), (0, 20))
    mark(store, uids[5], (0, 7))
    articles.remove(store, [uids[2]])
    return store


@pytest.mark.parametrize(("batch", "at_once"), [(50, 1_000_000), (2, 1_000_000), (50, 1), (3, 100)])
def test_each_is_what_it_is_read_alone_however_many_are_read_at_once(
    filled, monkeypatch, batch, at_once
):
    monkeypatch.setattr(batches, "BATCH", batch)
    monkeypatch.setattr(batches, "AT_ONCE", at_once)
    found = list(articles_with_annotations(filled))
    alone = [articles.read(filled, one.uid) for one in articles.summaries(filled)]
    assert [article for article, _ in found] == alone
    for article, made in found:
        assert made == annotations.of_article(filled, article.uid)


def test_of_annotations_that_begin_together_the_longer_comes_first(filled):
    made = max((made for _, made in articles_with_annotations(filled)), key=len)
    places = [(one.start, -one.end) for one in made]
    assert all(before <= behind for before, behind in pairwise(places))


def test_words_that_are_not_at_their_offsets_are_told(filled):
    filled.close()
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("DROP TRIGGER annotation_update")
        other.execute("UPDATE annotation SET fragments = json_set(fragments, '$[0].exact', 'no')")
    with (
        open_store(filled.path, annotator="ana", device="desk-1") as again,
        pytest.raises(DataError, match="is damaged .*check"),
    ):
        list(articles_with_annotations(again))
