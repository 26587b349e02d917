"""Tags of whole articles: set, changed, taken off, each one's own, undone and merged."""

import shutil

import pytest

from tui.codebook import parse
from tui.errors import CallError
from tui.model import Attribute
from tui.store import (
    article_tags,
    articles,
    check,
    codebook,
    describe,
    history,
    recoding,
    stats,
    tag_uses,
)
from tui.store import tags as codebook_edits
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


class TestUse:
    def test_they_are_counted_with_what_a_tag_is_used_for(self, store, article):
        article_tags.add(store, article, "kind/analysis")
        use = tag_uses.use_of(store, ["kind/analysis"])
        assert (use.annotations, use.whole, use.words) == (0, 1, "1 article tag")
        assert tag_uses.all_uses(store)["kind/analysis"].whole == 1
        assert tag_uses.all_uses(store)["kind/report"].total == 0

    def test_an_edit_of_the_codebook_says_what_becomes_of_them(self, store, article):
        article_tags.add(store, article, "kind/report")
        said = tag_uses.merging(store, "kind/report", "kind/analysis")
        assert said == "1 article tag will be kind/analysis, and kind/report is deleted"
        said = tag_uses.deleting(store, "kind/report")
        assert said == "kind/report is deleted; 1 article tag keep the name"

    def test_a_deleted_tag_that_left_its_name_on_an_article_is_still_listed(self, store, article):
        article_tags.add(store, article, "kind/report")
        recoding.delete(store, "kind/report")
        assert tag_uses.all_uses(store)["kind/report"].words == "1 article tag"
        with pytest.raises(CallError, match="1 article tags kept the name kind/report"):
            codebook_edits.rename(store, "kind/analysis", "report")

    def test_answers_they_have_are_told_when_the_question_goes(self, store, article):
        codebook_edits.ask(store, "kind/report", Attribute("sure", ("yes", "no"), ""))
        uid = article_tags.add(store, article, "kind/report")
        article_tags.change(store, uid, attributes={"sure": "no"})
        said = tag_uses.asking_no_more(store, "kind/report", "sure")
        assert said == "kind/report asks no more for sure; 1 article tag keep what they say"
        assert "1 article tag keep" in tag_uses.redefining(store, Attribute("sure", ("yes",), ""))

    def test_they_are_in_the_counts_over_everything(self, store, article):
        article_tags.add(store, article, "kind/report")
        assert stats.stats(store).article_tags == {"kind/report": 1, "kind/analysis": 0}
        articles.remove(store, [article])
        assert set(stats.stats(store).article_tags.values()) == {0}
