"""Details of an article changed: told, undone, found, merged, and refused where they cannot be."""

import pytest

from tests.store.state import state
from tui.errors import CallError
from tui.store import articles, describe, history
from tui.store.article_details import change
from tui.store.merge import merge
from tui.store.opening import open_store


def test_one_detail_is_changed_in_one_step_with_words_for_it(store, first):
    label = articles.summary(store, first).label
    said = change(store, first, {"source": "  Le\nMonde "})
    assert said == f"source of {label} is now Le Monde"
    assert articles.summary(store, first).source == "Le Monde"
    (done, *_) = history.operations(store, 1, article=first)
    assert done.label == said
    (line,) = describe.changes(store, done.uid)
    assert line.endswith("source none → “Le Monde”")
    assert history.undo(store).articles == {first}
    assert articles.summary(store, first).source == ""
    history.redo(store)
    assert change(store, first, {"source": ""}) == "Le Monde has no source now"


def test_several_are_one_step(store, first):
    new = {"title": "T", "published": "2024-07-31", "url": "https://news.example/a"}
    said = change(store, first, {**new, "language": "en-GB", "story": ""})
    assert said.startswith("title, published, url and language of ")
    about = articles.summary(store, first)
    assert {name: getattr(about, name) for name in new} == new
    history.undo(store)
    assert articles.summary(store, first).url == ""


def test_what_was_so_already_writes_nothing(store, first):
    before = state(store), history.count(store)
    title = articles.summary(store, first).title
    assert change(store, first, {"title": title, "story": " "}) == ""
    assert (state(store), history.count(store)) == before


def test_the_article_is_found_by_its_new_words_and_no_longer_by_the_old(store, first):
    assert articles.count(store, "homeinternational") == 1
    change(store, first, {"title": "Something else", "source": "Le Monde"})
    assert articles.count(store, "homeinternational") == 0
    assert articles.count(store, "monde else") == 1


def test_it_merges(store, first, tmp_path):
    with open_store(tmp_path / "bo.db", annotator="bo", device="lap") as bo:
        merge(bo, store.path)
        change(bo, first, {"source": "Le Monde"})
        change(store, first, {"byline": "Ana"})
        merge(bo, store.path)
        merge(store, bo.path)
        assert state(store) == state(bo)
        about = articles.summary(store, first)
        assert (about.source, about.byline) == ("Le Monde", "Ana")


@pytest.mark.parametrize(
    ("detail", "value"),
    [
        ("title", " \n"),
        ("published", "yesterday"),
        ("language", "English"),
        ("language", "en_GB"),
        ("url", "news.example"),
        ("url", "javascript:alert(1)"),
        ("place", "Bamako"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(store, first, detail, value):
    before = state(store)
    with pytest.raises(CallError, match=r": (an article has|give|write)"):
        change(store, first, {"source": "Le Monde", detail: value})
    assert state(store) == before


def test_of_an_article_that_is_not_there_nothing_is_changed(store):
    with pytest.raises(CallError, match="claimdesk list"):
        change(store, "nobody", {"source": "x"})
