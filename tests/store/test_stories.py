"""Articles are put into stories at once, and taken out again by one undo."""

from tui.store import articles, history, stories


def story_of(store, uid):
    return articles.summary(store, uid).story


def test_articles_are_put_into_a_story_as_one_operation(store, first, second):
    assert stories.put(store, {first: "Break", second: "Break"}) == 2
    assert story_of(store, first) == story_of(store, second) == "Break"
    assert history.operations(store)[0].label == "put articles into story Break"
    history.undo(store)
    assert story_of(store, first) == story_of(store, second) == ""


def test_an_article_that_is_in_a_story_stays_there(store, first, second):
    stories.put(store, {first: "Mine"})
    assert stories.put(store, {first: "Other", second: "Other"}) == 1
    assert story_of(store, first) == "Mine"
    assert story_of(store, second) == "Other"


def test_no_name_is_no_story_and_leaves_no_operation(store, first):
    before = len(history.operations(store))
    assert stories.put(store, {first: "", "no such article": "Break"}) == 0
    assert len(history.operations(store)) == before


def test_the_story_is_found_in_the_library(store, first, second):
    stories.put(store, {first: "Break"})
    assert [about.uid for about in articles.page(store, 0, 9, "break")] == [first]
