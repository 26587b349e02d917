"""Hugging Face's `datasets` and `huggingface_hub` read the folder, offline, from its card alone."""

import json
import os
import tempfile
from pathlib import Path

import pytest

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
import datasets
from huggingface_hub import DatasetCard
from hypothesis import HealthCheck, given, settings
from pyarrow import ArrowInvalid

from tests.formats.datasets import CODEBOOK, entries
from tui.formats import parquet
from tui.formats.face import Dataset, Options
from tui.formats.out import FolderOut

datasets.disable_progress_bars()
SOME = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
PARTS = ("train", "dev", "test")


def exported(place: Path, found) -> Path:
    """The folder as an export leaves it, each article in another part."""
    place.mkdir()
    out = FolderOut(place)
    parts = {one.article.uid: PARTS[at % 3] for at, one in enumerate(found)}
    list(parquet.write(Dataset(iter(found), CODEBOOK, parts, "toll: 😀"), out, Options()))
    out.mark()
    return place


def loaded(place: Path, config: str):
    return datasets.load_dataset(str(place), config, cache_dir=str(place.parent / "cache"))


@SOME
@given(entries())
def test_every_annotation_has_its_words_where_it_says(found):
    with tempfile.TemporaryDirectory() as temporary:
        place = exported(Path(temporary) / "hf", found)
        read = loaded(place, "default")
        rows = {row["id"]: row for part in read.values() for row in part}
        own = [made for one in found for made in one.own_relations]
        relations = (
            [row for part in loaded(place, "relations").values() for row in part] if own else []
        )
    assert [*read] == ["train", "validation", "test"][: len(found)]
    assert {*rows} == {one.article.uid for one in found}
    for one in found:
        row = rows[one.article.uid]
        assert row["text"] == one.article.text
        assert [
            (made["id"], made["tag"], made["annotator"], json.loads(made["attributes"]))
            for made in row["annotations"]
        ] == [(made.uid, made.tag, made.annotator, made.attributes) for made in one.annotations]
        for made, mark in zip(row["annotations"], one.annotations, strict=True):
            words = [row["text"][part["start"] : part["end"]] for part in made["fragments"]]
            assert words == [part["quote"] for part in made["fragments"]]
            assert words == [part.exact for part in mark.fragments]
    assert sorted((row["id"], row["from"], row["to"]) for row in relations) == sorted(
        (made.uid, made.source, made.target) for made in own
    )


@SOME
@given(entries())
def test_the_hub_reads_the_card(found):
    with tempfile.TemporaryDirectory() as temporary:
        place = exported(Path(temporary) / "hf", found)
        card = DatasetCard.load(place / "README.md")
    assert card.data.pretty_name == "toll: 😀"
    assert card.data.license == "unknown"
    assert card.data.size_categories == ["n<1K"]
    assert card.data.configs[0]["config_name"] == "default"
    assert card.text.lstrip().startswith("# toll")


def made(tmp_path) -> Path:
    from tests.formats.test_dataset_card import MARKED

    return exported(tmp_path / "hf", [MARKED])


def test_a_file_that_was_cut_off_is_rejected(tmp_path):
    place = made(tmp_path)
    file = place / "data" / "train-00000-of-00001.parquet"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(ArrowInvalid, match="magic bytes not found"):
        loaded(place, "default")


def test_a_card_that_names_a_part_which_is_not_there_is_rejected(tmp_path):
    place = made(tmp_path)
    card = place / "README.md"
    card.write_text(card.read_text("utf-8").replace("data/train-", "data/gone-"), "utf-8")
    with pytest.raises(FileNotFoundError):
        loaded(place, "default")
