"""Everything that others wrote comes in, and exporting and importing it changes nothing more."""

import os
from pathlib import Path

import pytest

from tests.formats.material import empty_database
from tests.formats.roundtrip import comparable
from tui.errors import DataError
from tui.formats.dataset import entries
from tui.formats.out import MARKER
from tui.formats.registry import load
from tui.formats.taking_in import Wanted, take_in_from
from tui.formats.writing import write
from tui.store.check import faults
from tui.store.opening import open_store

CORPORA = Path(os.environ.get("CLAIMDESK_CORPORA", "nowhere"))
PLACES = {
    "brat": "brat/*",
    "cas": "uima/json/**/*.json",
    "cas-xmi": "uima/xmi/*.xmi",
    "conll": "doccano/*/*.conll",
    "doccano": "doccano/*/*.jsonl",
    "qdpx": "refi-qda/*.qdpx",
    "w3c": "w3c/tools/samples/correct/*.json",
}
WRONG = {"labeling.invalid.conll"}
"""What is there to be refused."""


def database(tmp_path, name):
    path = tmp_path / name / "annotations.db"
    path.parent.mkdir()
    path.write_bytes(empty_database())
    return open_store(path, annotator="ana", device="desk")


@pytest.mark.skipif(not CORPORA.is_dir(), reason="CLAIMDESK_CORPORA is not set")
@pytest.mark.parametrize("format_name", PLACES)
def test_all_of_it_comes_in_and_is_the_same_after_an_export_and_an_import(tmp_path, format_name):
    kind, out = load(format_name), tmp_path / f"out{load(format_name).SUFFIX}"
    with database(tmp_path, "first") as store:
        for place in sorted(CORPORA.glob(PLACES[format_name])):
            if place.name in WRONG:
                with pytest.raises(DataError):
                    take_in_from(store, format_name, place, Wanted())
            else:
                take_in_from(store, format_name, place, Wanted())
        assert not [*faults(store)]
        found = list(entries(store))
        assert found
        write(store, format_name, out)
    with database(tmp_path, "second") as store:
        take_in_from(store, format_name, out, wanted := Wanted())
        assert not wanted.options.left.counts
        again = list(entries(store))
        write(store, format_name, tmp_path / f"again{kind.SUFFIX}")
    assert comparable(again, kind.CARRIES) == comparable(found, kind.CARRIES)
    assert in_it(tmp_path / f"again{kind.SUFFIX}") == in_it(out)


def in_it(place):
    """The names and bytes of an export; brat's configuration without the order of its types, which
    is that in which they came into the codebook."""
    files = [place] if place.is_file() else [file for file in place.rglob("*") if file.is_file()]
    return {
        file.name.removeprefix("again").removeprefix("out"): (
            sorted(file.read_bytes().splitlines()) if file.suffix == ".conf" else file.read_bytes()
        )
        for file in files
        if file.name != MARKER
    }
