"""Without pyarrow the format says how to get it, and writes nothing."""

import sys

import pytest

from tests.formats.material import EXAMPLE
from tui.errors import CallError
from tui.formats.registry import load_readable
from tui.formats.writing import PLAIN, write
from tui.store.opening import open_reader

REMEDY = r"pip install 'claimdesk\[parquet\]'"


@pytest.fixture(autouse=True)
def missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)


def test_an_export_names_the_extra_and_leaves_nothing(tmp_path):
    with open_reader(EXAMPLE) as store, pytest.raises(CallError, match=REMEDY):
        write(store, "parquet", tmp_path / "hf")
    assert [file.name for file in tmp_path.iterdir() if file.name != "work"] == []


def test_an_import_names_the_extra(tmp_path):
    with pytest.raises(CallError, match=REMEDY):
        list(load_readable("parquet").read(tmp_path, PLAIN))
