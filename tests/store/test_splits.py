"""The parts of the dataset stand in the database: one operation, undone and merged as any."""

from tests.store.conftest import add_file
from tui.store import articles, history, splits

SHARES = (80, 10, 10)


def test_where_nothing_was_split_there_are_no_parts(store, first):
    assert splits.recorded(store) == {}


def test_the_parts_are_one_operation_that_says_how_they_were_made(store, first, second):
    assert splits.put(store, {first: "train", second: "test"}, SHARES, 7) == 2
    assert splits.made_by(store) == "claimdesk split --train 80 --dev 10 --test 10 --seed 7"
    assert splits.recorded(store) == {first: "train", second: "test"}
    assert history.operations(store)[0].label == "split 2 articles 80/10/10, seed 7"
    history.undo(store)
    assert splits.recorded(store) == {}
    assert splits.made_by(store) == ""
    history.redo(store)
    assert splits.recorded(store) == {first: "train", second: "test"}


def test_the_same_parts_again_write_nothing(store, first, second):
    splits.put(store, {first: "train", second: "test"}, SHARES, 7)
    before = len(history.operations(store))
    assert splits.put(store, {first: "train", second: "test"}, SHARES, 7) == 0
    assert len(history.operations(store)) == before


def test_an_article_that_came_after_the_split_is_in_none_of_the_parts(store, first, nairobi):
    splits.put(store, {first: "train"}, SHARES, 0)
    later = add_file(store, nairobi)
    assert splits.recorded(store) == {first: "train", later: splits.UNSPLIT}


def test_an_article_that_is_removed_is_in_no_part(store, first, second):
    splits.put(store, {first: "train", second: "test"}, SHARES, 0)
    articles.remove(store, [second])
    assert splits.recorded(store) == {first: "train"}
