"""Label Studio's own validation judges the configuration, the tasks and the annotations."""

import json
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tests.formats.test_label_studio import entry, mark

interface = pytest.importorskip("label_studio_sdk.label_interface")


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
    for task in tasks:
        assert configured.validate_task({"data": task["data"]})
        for one in task["annotations"]:
            assert configured.validate_annotation(one)
            for region in one["result"]:
                if region["type"] == "labels":
                    value = region["value"]
                    assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


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
