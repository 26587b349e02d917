"""How far articles are read: set, gone on to by the first mark, undone, and narrowed to."""

import pytest

from tui.errors import CallError
from tui.store import annotations, articles, history, progress
from tui.store.annotations import Draft
from tui.text.anchors import anchor


def status(store, uid):
    return articles.summary(store, uid).status


def marked(store, uid):
    fragment = anchor(articles.text_of(store, uid), 0, 4)
    return annotations.add(store, [Draft(uid, "claim/event", (fragment,))])[0]


def test_an_article_is_to_do_until_its_first_mark(store, first, second):
    assert status(store, first) == "todo"
    marked(store, first)
    assert (status(store, first), status(store, second)) == ("work", "todo")


def test_the_first_mark_and_the_status_are_one_operation(store, first):
    before = history.count(store)
    marked(store, first)
    assert history.count(store) == before + 1
    history.undo(store)
    assert status(store, first) == "todo"
    assert annotations.of_article(store, first) == []


def test_a_mark_on_an_article_that_is_done_leaves_it_done(store, first):
    progress.set_status(store, first, "done")
    marked(store, first)
    assert status(store, first) == "done"


def test_a_program_s_marks_are_no_reading(store, first):
    store.kind = "model"
    marked(store, first)
    assert status(store, first) == "todo"


def test_setting_is_one_operation_with_a_name_and_can_be_undone(store, first):
    progress.set_status(store, first, "done")
    assert history.operations(store, 1)[0].label.endswith(" is done")
    history.undo(store)
    assert status(store, first) == "todo"


def test_setting_what_it_is_already_leaves_no_operation(store, first):
    before = history.count(store)
    progress.set_status(store, first, "todo")
    assert history.count(store) == before


def test_an_unknown_state_is_refused(store, first):
    with pytest.raises(CallError, match="todo, work, done"):
        progress.set_status(store, first, "read")


def test_the_states_go_round():
    assert [progress.after(state) for state in ("todo", "work", "done")] == [
        *("work", "done", "todo")
    ]


def test_next_to_do_goes_on_from_an_article_and_round(store, first, second):
    assert progress.next_todo(store) == first
    assert progress.next_todo(store, first) == second
    assert progress.next_todo(store, second) == first
    progress.set_status(store, second, "done")
    assert progress.next_todo(store, first) is None
    assert progress.counts(store) == {"todo": 1, "work": 0, "done": 1}


@pytest.mark.parametrize(
    ("words", "number"),
    [("is:todo", 1), ("is:done", 1), ("is:work", 0), ("is:d", 1), ("is:", 2), ("is:x", 0)],
)
def test_the_library_is_narrowed_to_a_state(store, first, second, words, number):
    progress.set_status(store, second, "done")
    assert articles.count(store, words) == number
    assert len(articles.page(store, 0, 10, words)) == number


def test_a_state_and_words_both_hold(store, first, second):
    progress.set_status(store, second, "done")
    word = articles.summary(store, first).title.split()[0]
    assert [one.uid for one in articles.page(store, 0, 9, f"{word} is:todo")] == [first]
    assert articles.count(store, f"{word} is:todo", without=[first]) == 0
    assert articles.count(store, "is:todo", without=[first]) == 0
