"""The Hugging Face folder: everything goes out and comes back, and what is wrong is told."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import CODEBOOK, entries
from tests.formats.roundtrip import holds
from tui.errors import CallError, DataError
from tui.formats.face import Dataset, Options
from tui.formats.out import FolderOut, Nowhere
from tui.formats.registry import load, load_readable
from tui.formats.writing import PLAIN, write, write_into
from tui.store.importing import Taking, take_in
from tui.store.opening import open_store

pa = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402

SOME = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def folder(place: Path, found, splits=None) -> Path:
    place.mkdir()
    out = FolderOut(place)
    write_into(load("parquet"), Dataset(iter(found), CODEBOOK, splits or {}, "toll"), out)
    out.mark()
    return place


def read(place, options=PLAIN):
    return list(load_readable("parquet").read(place, options))


@pytest.fixture(scope="module")
def found():
    """Two articles with several annotations, of two annotators, and a relation across."""
    return list(jsonl_entries())


def jsonl_entries():
    from tests.formats.material import EXAMPLE
    from tui.formats.dataset import entries as entries_of
    from tui.store.opening import open_reader

    with open_reader(EXAMPLE) as store:
        yield from entries_of(store)


@pytest.fixture
def place(tmp_path, found):
    return folder(tmp_path / "hf", found)


@SOME
@given(entries())
def test_what_is_read_is_what_was_written(found):
    assert not holds("parquet", found).losses


@SOME
@given(entries())
def test_a_row_has_the_words_at_its_offsets(found):
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        place = folder(Path(temporary) / "hf", found)
        rows = parquet.read_table(place / "data" / "train-00000-of-00001.parquet").to_pylist()
    assert [row["text"] for row in rows] == [one.article.text for one in found]
    for row in rows:
        for made in row["annotations"]:
            for part in made["fragments"]:
                assert row["text"][part["start"] : part["end"]] == part["quote"]
            assert isinstance(json.loads(made["attributes"]), dict)


def test_the_parts_are_files_and_dev_is_validation(tmp_path, found):
    first, second = (one.article.uid for one in found)
    place = folder(tmp_path / "hf", found, {first: "test", second: "dev"})
    files = sorted(str(file.relative_to(place)) for file in place.rglob("*.parquet"))
    assert files == [
        f"{table}/{part}-00000-of-00001.parquet"
        for table in ("data", "relations")
        for part in ("test", "validation")
    ]
    assert [one.article.uid for one in read(place)] == [second, first]


def test_a_dataset_without_articles_can_be_written_and_read(tmp_path):
    assert read(folder(tmp_path / "hf", [])) == []


def test_many_articles_are_written_some_at_a_time(tmp_path, found, monkeypatch):
    monkeypatch.setattr("tui.formats.parquet.LETTERS", 1)
    place = folder(tmp_path / "hf", found)
    file = parquet.ParquetFile(place / "data" / "train-00000-of-00001.parquet")
    assert file.metadata.num_row_groups == len(found)


def test_the_files_hold_no_metadata_that_some_versions_of_datasets_cannot_read(place):
    for file in place.rglob("*.parquet"):
        assert b"huggingface" not in (parquet.read_schema(file).metadata or {})


def test_what_is_only_counted_needs_no_place(found):
    written = write_into(load("parquet"), Dataset(iter(found)), Nowhere())
    assert (written.articles, written.losses.total()) == (2, 0)


class TestWhatIsWrong:
    """Each is one line with the file, and the row where there is one."""

    @staticmethod
    def refused(place, words, kind=DataError):
        with pytest.raises(kind, match=words) as told:
            read(place)
        assert "\n" not in str(told.value)
        assert re.search(r": [a-z][^:]*$", str(told.value))

    @staticmethod
    def rewritten(place, change, table="data"):
        file = place / table / "train-00000-of-00001.parquet"
        found = parquet.read_table(file)
        rows = found.to_pylist()
        change(rows)
        parquet.write_table(pa.Table.from_pylist(rows, found.schema), file)

    @pytest.mark.parametrize("keep", [0, 3, 100, 2000])
    def test_a_file_that_was_cut_off(self, place, keep):
        file = place / "data" / "train-00000-of-00001.parquet"
        file.write_bytes(file.read_bytes()[:keep])
        self.refused(place, r"train-00000-of-00001.parquet: no whole Parquet")

    def test_bytes_that_were_changed(self, place):
        file = place / "data" / "train-00000-of-00001.parquet"
        held = bytearray(file.read_bytes())
        held[8:600] = bytes(592)
        file.write_bytes(held)
        self.refused(place, "train-00000-of-00001.parquet")

    def test_a_text_that_is_no_utf_8(self, place):
        def change(rows):
            rows[0]["title"] = "QQQQ"

        self.rewritten(place, change)
        file = place / "data" / "train-00000-of-00001.parquet"
        table = parquet.read_table(file)
        parquet.write_table(table, file, compression="none", use_dictionary=False)
        file.write_bytes(file.read_bytes().replace(b"QQQQ", b"Q\xff\xffQ"))
        self.refused(place, "not UTF-8: export it anew")

    @pytest.mark.parametrize("by", [1, -1, 10**6, -(10**6)])
    def test_offsets_that_are_wrong(self, place, by):
        def change(rows):
            part = rows[1]["annotations"][0]["fragments"][0]
            part["start"] += by
            part["end"] += by

        self.rewritten(place, change)
        self.refused(place, "row 2, annotation")

    def test_an_id_that_comes_twice(self, place):
        self.rewritten(place, lambda rows: rows.append(rows[0]))
        self.refused(place, r"row 3.*a second time")

    def test_a_relation_of_an_article_that_is_not_there(self, place):
        def change(rows):
            rows[0]["from_article"] = "elsewhere"

        self.rewritten(place, change, "relations")
        self.refused(place, "relations.*'elsewhere', which is not in data")

    def test_a_column_that_is_missing(self, place):
        file = place / "data" / "train-00000-of-00001.parquet"
        parquet.write_table(parquet.read_table(file).drop_columns("sha256"), file)
        self.refused(place, "the column 'sha256' is missing")

    def test_a_column_of_another_kind(self, place):
        file = place / "data" / "train-00000-of-00001.parquet"
        table = parquet.read_table(file)
        at = table.schema.get_field_index("text")
        parquet.write_table(table.set_column(at, "text", pa.array([1, 2])), file)
        self.refused(place, "the column 'text' is 'int64', and not 'string'")

    def test_attributes_that_are_no_json(self, place):
        def change(rows):
            rows[0]["annotations"][0]["attributes"] = "{"

        self.rewritten(place, change)
        self.refused(place, r"row 1: the attributes '\{' are no JSON")

    @pytest.mark.parametrize("name", ["id", "text", "sha256"])
    def test_a_null_where_something_has_to_be(self, place, name):
        def change(rows):
            rows[1][name] = None

        self.rewritten(place, change)
        self.refused(place, f"row 2: '{name}' is missing")

    def test_a_part_of_several_files_that_lacks_one(self, place):
        file = place / "data" / "train-00000-of-00001.parquet"
        file.rename(file.with_name("train-00000-of-00002.parquet"))
        self.refused(place, r"train-00001-of-00002\.parquet is missing")

    def test_relations_that_are_missing(self, place):
        (place / "relations" / "train-00000-of-00001.parquet").unlink()
        self.refused(place, "relations has no Parquet files")

    def test_relations_of_one_part_that_are_missing(self, tmp_path, found):
        first, second = (one.article.uid for one in found)
        place = folder(tmp_path / "parts", found, {first: "test", second: "train"})
        (place / "relations" / "train-00000-of-00001.parquet").unlink()
        self.refused(place, r"relations/train-00000-of-00001\.parquet is missing")

    def test_a_file_of_another_name(self, place):
        file = place / "data" / "train-00000-of-00001.parquet"
        (place / "data" / "copy of train.parquet").write_bytes(file.read_bytes())
        self.refused(place, "its name is not as in")

    def test_a_file_that_leads_out_of_the_folder(self, place, tmp_path):
        file = place / "data" / "train-00000-of-00001.parquet"
        file.rename(tmp_path / "elsewhere.parquet")
        file.symlink_to(tmp_path / "elsewhere.parquet")
        self.refused(place, "leads out of the folder")

    def test_a_file_that_unpacks_to_far_too_much(self, place):
        def change(rows):
            rows[0]["note"] = ""
            rows[0]["byline"] = " " * 100_000_000

        self.rewritten(place, change)
        file = place / "data" / "train-00000-of-00001.parquet"
        table = parquet.read_table(file)
        parquet.write_table(table, file, compression="zstd", compression_level=19)
        assert file.stat().st_size < 300_000
        self.refused(place, "unpack to 100,")

    def test_a_folder_without_data(self, tmp_path):
        self.refused(tmp_path, "no Parquet files")

    def test_a_folder_that_is_not_there(self, tmp_path):
        self.refused(tmp_path / "none", "no such folder", CallError)

    def test_a_file_in_place_of_the_folder(self, place):
        self.refused(place / "README.md", "is a file: name the folder", CallError)

    def test_offsets_said_to_be_in_the_other_unit(self, tmp_path):
        text = "😀 The toll rose to 84."
        from dataclasses import replace

        from tests.formats.datasets import Names, sha256
        from tui.formats.entry import Entry
        from tui.model import Annotation, Article, ArticleSummary
        from tui.text.anchors import anchor

        names = Names()
        about = ArticleSummary(names.uid(), sha256(text), "Toll", len(text))
        part = anchor(text, 6, 10)
        made = Annotation(names.uid(), about.uid, "claim", (part,), "ana", *names.times())
        one = Entry(Article(about, text), [replace(made, sha256=about.sha256)], [])
        place = folder(tmp_path / "hf", [one])
        assert read(place)[0].annotations[0].quote == "toll"
        with pytest.raises(DataError, match="--offsets"):
            read(place, Options(offsets="utf16"))


def test_what_is_imported_goes_out_as_the_same_bytes(tmp_path, found, place):
    for name, source in (("first", place), ("second", tmp_path / "first")):
        with open_store(tmp_path / f"{name}.db", annotator=name, device="desk") as store:
            take_in(store, read(source), Taking("parquet", ids=True, regions=True))
            write(store, "parquet", tmp_path / name)
    first, second = tmp_path / "first", tmp_path / "second"
    files = [file.relative_to(first) for file in first.rglob("*.parquet")]
    assert len(files) == 2
    assert len(read(second)) == len(found)
    for file in files:
        assert (first / file).read_bytes() == (second / file).read_bytes()
