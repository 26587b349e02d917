"""`claimdesk remove`: articles go with their annotations, unless those are another's."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import files_here, names_a_remedy
from tui.store import annotations, articles, history
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor

HERE = Path("annotations.db")


def ids(run):
    return [row["id"] for row in json.loads(run("list", "--json").out)]


@pytest.fixture
def added(run, mali, nairobi):
    """The ids of the two articles, no annotation on them."""
    run("add", mali, nairobi)
    return ids(run)


def mark(uid, annotator):
    with open_store(HERE, annotator=annotator, device="d") as store:
        text = articles.text_of(store, uid)
        annotations.add(store, [Draft(uid, "claim", (anchor(text, 0, 20),))])


def test_an_article_is_named_by_its_id_or_the_start_of_it(run, added):
    said = run("remove", added[0][:8])
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("removed: HomeInternational News")
    assert ids(run) == added[1:]
    assert run("remove", added[1]).code == 0
    assert ids(run) == []


def test_several_go_in_one_operation_that_can_be_undone(run, added):
    mark(added[0], "ana")
    assert run("remove", added[0], added[1], added[0][:6]).out.count("removed: ") == 2
    assert ids(run) == []
    with open_store(HERE, annotator="ana", device="d") as store:
        assert history.undo(store).label == "remove 2 articles"
        assert [about.annotations for about in articles.summaries(store)] == [1, 0]


def test_one_with_anothers_annotations_stays_and_so_do_the_others(run, added):
    mark(added[1], "ben")
    said = run("remove", *added)
    assert (said.code, said.out) == (2, "")
    assert "annotations by ben" in said.told
    assert ids(run) == added


@pytest.mark.parametrize("start", ["ffffffff", "", "%"])
def test_an_id_of_no_article_removes_nothing(run, added, start):
    before = HERE.read_bytes()
    said = run("remove", added[0], start)
    assert (said.code, said.out) == (2, "")
    assert names_a_remedy(said.told, start)
    assert HERE.read_bytes() == before


def test_no_database_is_made(run):
    assert run("remove", "ab12").code == 2
    assert files_here() == {}
