"""Taking a dataset in: the same comes out again, nothing is there twice, nothing half."""

import io
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.material import EXAMPLE, empty_database, exported, with_an_earlier_text
from tests.store.state import state
from tui.errors import DataError
from tui.formats import jsonl
from tui.formats.dataset import entries as entries_of
from tui.formats.face import Options
from tui.formats.out import StreamOut
from tui.formats.writing import write_into
from tui.store import annotations, articles, codebook, history, progress, regions
from tui.store.check import faults
from tui.store.importing import Taking, take_in
from tui.store.opening import open_store
from tui.text.policy import sha256

OWN = Taking("jsonl", "in.jsonl", ids=True, regions=True)
MANY = settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@contextmanager
def empty(annotator="ana"):
    """An empty database, open."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        path.write_bytes(empty_database())
        with open_store(path, annotator=annotator, device="desk") as store:
            store.connection.execute("PRAGMA synchronous = OFF")
            yield store


def as_lines(found):
    stream = io.BytesIO()
    write_into(jsonl, as_dataset(found), StreamOut(stream))
    return stream.getvalue()


@pytest.fixture
def example(tmp_path):
    """The worked example, with all else that a line can hold."""
    path = tmp_path / "annotations.db"
    path.write_bytes(EXAMPLE.read_bytes())
    with open_store(path, annotator="ana", device="desk") as store:
        first, second = (one.uid for one in articles.summaries(store))
        progress.set_status(store, second, "done")
        text = articles.text_of(store, first)
        rules = regions.of_article(store, first, text)
        regions.correct(store, first, (rules[1].start, rules[1].end), body=True)
        regions.correct(store, first, (len(text) // 2, len(text) // 2 + 40), body=False)
        yield store


def test_an_export_into_an_empty_database_is_exported_again_byte_for_byte(example):
    before = exported(example, "jsonl")
    with empty("bo") as store:
        done = take_in(store, entries_of(example), OWN)
        assert (done.articles, done.annotations, done.here) == (2, 40, 0)
        assert exported(store, "jsonl") == before
        assert [*faults(store)] == []


def test_so_it_is_with_annotations_on_an_earlier_text():
    with with_an_earlier_text() as old, empty("bo") as store:
        take_in(store, entries_of(old), OWN)
        assert exported(store, "jsonl") == exported(old, "jsonl")
        assert [*faults(store)] == []


@MANY
@given(entries())
def test_whatever_comes_in_goes_out_byte_for_byte(found):
    with empty("bo") as store:
        take_in(store, found, OWN)
        assert exported(store, "jsonl") == as_lines(found)
        assert [*faults(store)] == []


@MANY
@given(entries())
def test_what_came_in_twice_is_there_once(found):
    with empty() as store:
        take_in(store, found, OWN)
        before, operations = state(store), history.count(store)
        again = take_in(store, found, OWN)
        assert (again.articles, again.annotations, again.relations) == (0, 0, 0)
        assert state(store) == before
        assert history.count(store) == operations


@MANY
@given(entries())
def test_a_format_without_ids_brings_nothing_twice_either(found):
    found = [replace(one, earlier=(), relations=[]) for one in found]
    with empty() as store:
        without = Taking("brat")
        first = take_in(store, found, without)
        again = take_in(store, found, without)
        assert again.annotations == 0
        assert again.here == first.annotations


def test_an_import_is_one_operation_and_is_taken_back_as_one(example):
    with empty() as store:
        before = exported(store, "jsonl")
        take_in(store, entries_of(example), OWN)
        (done, *_) = history.operations(store)
        assert done.label == "import 2 articles, 40 annotations from jsonl"
        after = exported(store, "jsonl")
        history.undo(store)
        assert exported(store, "jsonl") == before
        assert [*faults(store)] == []
        take_in(store, entries_of(example), OWN)
        assert exported(store, "jsonl") == after
        assert [*faults(store)] == []


def test_annotators_keep_what_is_theirs(example):
    with empty("bo") as store:
        take_in(store, entries_of(example), OWN)
        names = {
            made.annotator
            for one in articles.summaries(store)
            for made in annotations.of_article(store, one.uid)
        }
        assert "bo" not in names
        assert names == {made.annotator for one in entries_of(example) for made in one.annotations}


def test_onto_a_text_that_is_here_come_its_annotations_and_the_details_it_lacked(example, mali):
    with empty() as store:
        from tests.store.conftest import add_file

        uid = add_file(store, mali)
        done = take_in(store, entries_of(example), OWN)
        assert (done.articles, done.articles_here) == (1, 1)
        assert articles.summary(store, uid).source == "International News"
        assert annotations.of_article(store, uid)


def test_an_annotation_that_was_changed_meanwhile_comes_beside_the_one_that_is_here(example):
    found = list(entries_of(example))
    with empty() as store:
        take_in(store, found, OWN)
        made = found[0].annotations
        changed = replace(found[0], annotations=[replace(made[0], note="new"), *made[1:]])
        done = take_in(store, [changed], OWN)
        assert (done.annotations, done.other, done.here) == (1, 1, len(made) - 1)


def test_attributes_in_another_order_are_the_same(example):
    """A format may give them back in an order of its own, with ids or without."""
    found = list(entries_of(example))
    turned = [
        replace(
            entry,
            annotations=[
                replace(made, attributes=dict(reversed(made.attributes.items())))
                for made in entry.annotations
            ],
        )
        for entry in found
    ]
    assert any(len(made.attributes) > 1 for entry in found for made in entry.annotations)
    with empty() as store:
        take_in(store, found, OWN)
        before = exported(store, "jsonl")
        for taking in (OWN, replace(OWN, ids=False)):
            done = take_in(store, turned, taking)
            assert (done.annotations, done.other, done.here) == (0, 0, 40)
        assert exported(store, "jsonl") == before


def one_entry(text, tag="claim", **fields):
    """An article as another tool's file has it, with an annotation on its last three characters."""
    from tui.formats.entry import Entry
    from tui.model import Annotation, Article, ArticleSummary, Fragment

    start = len(text) - 3
    part = Fragment(start, start + 3, text[start:])
    made = Annotation("T1", "one.txt", tag, (part,), "", "", "")
    summary = ArticleSummary("one.txt", "", "One", len(text))
    return Entry(Article(summary, text), [replace(made, **fields)], [])


@pytest.mark.parametrize("text", ["\ufeffSaid:\r\n84", "a\r\nb\r\nc 84 men", "a\rb\r84\x07men"])
def test_a_text_that_the_policy_changes_takes_its_annotations_along(text):
    with empty() as store:
        done = take_in(store, [one_entry(text)], Taking("brat", annotator="cy"))
        (about,) = articles.summaries(store)
        kept = articles.text_of(store, about.uid)
        (made,) = annotations.of_article(store, about.uid)
        assert "\r" not in kept
        assert about.sha256 == sha256(kept)
        assert kept[made.start : made.end] == made.quote == kept[-(made.end - made.start) :]
        assert (made.annotator, done.replaced) == ("cy", text.count("\x07"))
        assert [*faults(store)] == []


def test_unknown_tags_are_made_and_told_with_their_parents():
    with empty() as store:
        entry = one_entry("A toll of 84.", tag="figure/ of\u00a0dead")
        done = take_in(store, [entry], Taking("brat"))
        assert done.tags == ["figure/of dead"]
        assert done.renamed == {"figure/ of\u00a0dead": "figure/of dead"}
        paths = {tag.path for tag in codebook.tags(store)}
        assert {"figure", "figure/of dead"} <= paths


WRONG = {
    "words that are not there": {"fragments_at": 1},
    "a tag that is not known": {"tag": "nowhere"},
    "a tag without a name": {"tag": " / "},
    "no time": {"created": "yesterday"},
    "no fragment": {"fragments": ()},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_anywhere_leaves_nothing_behind(example, what):
    from tui.model import Fragment

    fields = dict(WRONG[what])
    if fields.pop("fragments_at", None):
        fields["fragments"] = (Fragment(0, 3, "xyz"),)
    entries = [*entries_of(example), one_entry("A toll of 84.", **fields)]
    with empty() as store:
        before = state(store)
        taking = replace(OWN, known_tags=what == "a tag that is not known")
        with pytest.raises(DataError, match=r"in\.jsonl, article 'One'.*nothing was imported"):
            take_in(store, entries, taking)
        assert state(store) == before
        assert exported(store, "jsonl") == b""


def test_a_rehearsal_counts_and_writes_nothing(example):
    with empty() as store:
        before = state(store)
        done = take_in(store, entries_of(example), replace(OWN, rehearsal=True))
        assert (done.articles, done.annotations) == (2, 40)
        assert state(store) == before


def test_a_relation_to_what_is_neither_in_the_file_nor_here_is_refused(example):
    found = list(entries_of(example))
    lone = next(replace(one, annotations=[]) for one in found if one.own_relations)
    with empty() as store, pytest.raises(DataError, match="export both articles together"):
        take_in(store, [lone], OWN)


def test_reading_a_file_back_is_reading_the_database(example, tmp_path):
    file = tmp_path / "out.jsonl"
    file.write_bytes(exported(example, "jsonl"))
    with empty() as store:
        take_in(store, jsonl.read(file, Options()), OWN)
        assert exported(store, "jsonl") == file.read_bytes()
