"""Label Studio's own validation judges the configuration, the tasks and the annotations."""

import json
from collections import Counter
from copy import deepcopy

from hypothesis import HealthCheck, given, settings
from label_studio_sdk import label_interface as interface

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tests.formats.test_label_studio import entry, mark
from tui.formats.label_studio import CARRIES
from tui.formats.label_studio_reading import SAME
from tui.formats.losses import kept_relations


def exported(folder, made):
    """What is written: the configuration as Label Studio understands it, and the tasks."""
    written("label-studio", made, folder / "out")
    configured = interface.LabelInterface((folder / "out" / "config.xml").read_text("utf-8"))
    configured.validate()
    return configured, json.loads((folder / "out" / "tasks.json").read_text("utf-8"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=entries())
def test_every_task_and_annotation_is_valid(tmp_path_factory, made):
    configured, tasks = exported(tmp_path_factory.mktemp("ls"), made)
    assert len(tasks) == len(made)
    for task, one in zip(tasks, made, strict=True):
        assert configured.validate_task({"data": task["data"]})
        assert all(configured.validate_annotation(each) for each in task["annotations"])
        gone = {mark.uid for each in made for text in each.earlier for mark in text.annotations}
        assert words_of(task) == Counter(
            (mark.annotator, mark.tag, part.exact)
            for mark in one.annotations
            for part in mark.fragments
        )
        who = {mark.uid: mark.annotator for mark in one.annotations}
        assert relations_of(task) == Counter(
            each.kind
            for each in kept_relations(one, CARRIES, gone)
            if who[each.source] == who[each.target]
        ) + Counter({SAME: sum(len(mark.fragments) - 1 for mark in one.annotations)})


def words_of(task):
    """Who marked what in the text of a task, at the places that its regions name."""
    found, text = Counter(), task["data"]["text"]
    for one in task["annotations"]:
        regions = [region for region in one["result"] if region["type"] == "labels"]
        ((who),) = {each["meta"]["annotator"] for each in regions if "meta" in each}
        for value in (region["value"] for region in regions):
            assert text[value["start"] : value["end"]] == value["text"]
            (label,) = value["labels"]
            found[who, label, value["text"]] += 1
    return found


def relations_of(task):
    """The kinds of the relations in a task, each between two regions of one annotation."""
    found = Counter()
    for one in task["annotations"]:
        there = {region["id"] for region in one["result"] if region["type"] == "labels"}
        for region in one["result"]:
            if region["type"] == "relation":
                assert {region["from_id"], region["to_id"]} <= there
                found.update(region["labels"])
    return found


def spoiled(one, **fields):
    """An annotation whose first region says something else."""
    changed = deepcopy(one)
    changed["result"][0].update(fields)
    return changed


def test_broken_annotations_are_refused(tmp_path):
    configured, (task,) = exported(tmp_path, [entry(mark((6, 10)))])
    (one,) = task["annotations"]
    value = one["result"][0]["value"]
    assert configured.validate_annotation(one)
    assert not configured.validate_annotation(spoiled(one, from_name="other"))
    assert not configured.validate_annotation(spoiled(one, to_name="other"))
    assert not configured.validate_annotation(spoiled(one, value={**value, "labels": ["unknown"]}))
    assert not configured.validate_task({"data": {}})
