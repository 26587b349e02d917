"""Tags of whole articles: set, changed, taken off, each one's own, undone and merged."""

import shutil

import pytest

from tui.codebook import parse
from tui.errors import CallError
from tui.store import article_tags, articles, check, codebook, describe, history
from tui.store.merge import merge
from tui.store.opening import open_store

KINDS = """
[tags."kind/report"]
applies = ["article"]
[tags."kind/analysis"]
applies = ["article", "span"]
"""


@pytest.fixture
def article(store, first):
    codebook.take_in(store, parse(KINDS))
    return first


def tags(store, article):
    return [(one.tag, one.annotator) for one in article_tags.of_article(store, article)]


def test_a_tag_is_set_once_and_the_article_is_in_work(store, article):
    uid = article_tags.add(store, article, "kind/report")
    assert article_tags.add(store, article, "kind/report") == uid
    assert tags(store, article) == [("kind/report", "ana")]
    assert article_tags.count(store) == 1
    assert articles.summary(store, article).status == "work"


def test_it_is_changed_and_taken_off_and_that_is_undone(store, article):
    uid = article_tags.add(store, article, "kind/report")
    article_tags.change(store, uid, attributes={"tone": "dry"})
    article_tags.change(store, uid, note="long")
    (one,) = article_tags.of_article(store, article)
    assert (one.attributes, one.note) == ({"tone": "dry"}, "long")
    article_tags.remove(store, uid)
    assert tags(store, article) == []
    undone = history.undo(store)
    assert article in undone.articles
    assert tags(store, article) == [("kind/report", "ana")]


def test_the_log_tells_it_in_words_and_leads_to_the_article(store, article):
    article_tags.add(store, article, "kind/report")
    newest = history.operations(store, 1, article=article)[0]
    assert newest.label == "tag the article kind/report"
    assert describe.changes(store, newest.uid)[0] == "+ article tag report"
    assert history.place_of(store, newest.uid) == history.Place(article, None)


@pytest.mark.parametrize("tag", ["claim/event", "kind/none"])
def test_a_tag_that_is_not_for_articles_is_refused(store, article, tag):
    with pytest.raises(CallError):
        article_tags.add(store, article, tag)
    assert tags(store, article) == []


def test_another_s_tag_is_theirs_and_one_s_own_goes_beside_it(store, path, article):
    uid = article_tags.add(store, article, "kind/report")
    with open_store(path, annotator="bo", device="desk-2") as theirs:
        with pytest.raises(CallError, match="ana's"):
            article_tags.remove(theirs, uid)
        article_tags.add(theirs, article, "kind/report")
    assert tags(store, article) == [("kind/report", "ana"), ("kind/report", "bo")]


def test_one_that_is_gone_is_refused(store, article):
    uid = article_tags.add(store, article, "kind/report")
    article_tags.remove(store, uid)
    with pytest.raises(CallError, match="no longer there"):
        article_tags.remove(store, uid)


def test_a_merge_brings_it_along_and_the_file_is_whole(store, path, article, tmp_path):
    other = tmp_path / "bo.db"
    store.close()
    shutil.copy(path, other)
    with open_store(other, annotator="bo", device="desk-2") as theirs:
        article_tags.add(theirs, article, "kind/analysis")
    with open_store(path, annotator="ana", device="desk-1") as own:
        merge(own, other, back_up=False)
        assert tags(own, article) == [("kind/analysis", "bo")]
        assert articles.summary(own, article).status == "work"
        assert check.faults(own) == []
