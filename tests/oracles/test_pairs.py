"""Hugging Face's datasets loads the pairs, offline, as it does any sentence pairs."""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tests.formats.test_pairs import across, related_pair

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
import datasets

datasets.disable_progress_bars()


def loaded(folder, cache):
    files = {"train": str(folder / "train.jsonl")}
    return datasets.load_dataset("json", data_files=files, cache_dir=str(cache))["train"]


def test_it_loads_every_pair_as_it_was_written(tmp_path):
    written("pairs", related_pair(), tmp_path / "out")
    rows = loaded(tmp_path / "out", tmp_path / "cache")
    lines = (tmp_path / "out" / "train.jsonl").read_bytes().splitlines()
    assert [dict(row) for row in rows] == [json.loads(line) for line in lines]
    assert {feature.dtype for feature in rows.features.values()} == {"string"}
    (row,) = rows
    for number, end in (("1", "from"), ("2", "to")):
        assert json.loads(row["made_of"])[end]["quotes"] == [row[f"span{number}"]]
        assert row[f"span{number}"] in row[f"sentence{number}"]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(entries().filter(across))
def test_each_pair_quotes_the_words_of_two_related_annotations(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("pairs")
    written("pairs", found, folder / "out")
    quotes = {
        made.uid: [part.exact for part in made.fragments]
        for one in found
        for made in one.annotations
    }
    told = sorted(
        (row["label"], ends["from"]["quotes"], ends["to"]["quotes"])
        for row in loaded(folder / "out", folder / "cache")
        for ends in [json.loads(row["made_of"])]
        if "alignment" not in ends
    )
    assert told == sorted(
        (one.kind, quotes[one.source], quotes[one.target]) for one in across(found)
    )


def test_it_refuses_a_line_that_was_cut_off(tmp_path):
    written("pairs", related_pair(), tmp_path / "out")
    file = tmp_path / "out" / "train.jsonl"
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(datasets.exceptions.DatasetGenerationError):
        loaded(tmp_path / "out", tmp_path / "cache")
