"""`claimdesk export`: to standard output or a file, told on standard error."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE, damage, files_here, names_a_remedy, process


@pytest.mark.parametrize("format_name", ["jsonl", "csv"])
def test_a_file_and_standard_output_are_the_same_bytes(run, database, format_name):
    streamed = process("export", format_name)
    assert streamed.returncode == 0
    said = run("export", format_name, "-o", f"out.{format_name}")
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith(f"out.{format_name}: 2 articles, 40 annotations")
    assert Path(f"out.{format_name}").read_bytes() == streamed.stdout


def test_standard_output_has_the_data_and_nothing_else(run, database):
    said = run("export", "jsonl")
    assert (said.code, said.err) == (0, "")
    assert [json.loads(line)["meta"]["source"] for line in said.out.split("\n")[:-1]] == [
        "International News",
        "Nairobi",
    ]


def test_a_terminal_gets_the_same_lines_as_a_pipe(run, database):
    assert run("export", "csv", terminal=True).out == run("export", "csv").out.replace("\r\n", "\n")


def test_a_database_with_no_article_exports_nothing_and_a_header(run):
    from tui.store.opening import open_store

    open_store(Path("empty.db"), annotator="ana", device="desk").close()
    assert run("export", "jsonl", "--db", "empty.db").out == ""
    assert run("export", "csv", "--db", "empty.db").out.count("\n") == 1


def test_exporting_changes_no_byte_of_the_database(run, database):
    before = files_here()
    for format_name in ("jsonl", "csv"):
        run("export", format_name)
        run("export", format_name, "-o", f"out.{format_name}")
    assert files_here()["annotations.db"] == before["annotations.db"]
    assert files_here().keys() == {"annotations.db", "out.jsonl", "out.csv"}


def test_what_the_source_wrote_is_exported_as_it_is_and_shown_safely_elsewhere(run):
    run("add", "-", typed="A \u202etoll\u202c of 84\u2028 was told.\n".encode())
    assert "\u202etoll\u202c of 84\u2028" in run("export", "jsonl").out
    assert "\u202e" not in run("list").out


class TestAnOutputThatCannotBeWritten:
    def refused(self, run, output):
        before = files_here()
        said = run("export", "jsonl", "-o", output)
        assert (said.code, said.out) == (2, "")
        assert str(output) in said.told
        assert names_a_remedy(said.told, output, "annotations.db")
        assert files_here() == before

    def test_a_folder(self, run, database):
        Path("out").mkdir()
        self.refused(run, "out")

    def test_a_folder_that_is_not_there(self, run, database):
        self.refused(run, "missing/out.jsonl")

    def test_a_file_in_the_place_of_a_folder(self, run, database):
        Path("plain").write_text("plain", encoding="utf-8")
        self.refused(run, "plain/out.jsonl")

    def test_a_folder_that_may_not_be_written(self, run, database, unprivileged):
        Path.cwd().chmod(0o555)
        with unprivileged():
            self.refused(run, "out.jsonl")
        Path.cwd().chmod(0o755)

    def test_the_database_itself(self, run, database):
        self.refused(run, "annotations.db")
        assert database.read_bytes() == EXAMPLE.read_bytes()

    def test_a_name_too_long(self, run, database):
        self.refused(run, "n" * 300)

    def test_no_name(self, run, database):
        before = files_here()
        said = run("export", "jsonl", "-o", "")
        assert said.code == 2
        assert said.told
        assert files_here() == before


def test_escapes_in_the_name_of_an_output_do_not_reach_the_terminal(run, database):
    name = "out\x1b]0;owned\x07\u202e.jsonl"
    said = run("export", "jsonl", "-o", name)
    assert said.code == 0
    assert not set(said.err) & {"\x1b", "\x07", "\u202e"}
    assert Path(name).exists()


def test_one_article_is_not_many(run, mali):
    run("add", mali)
    said = run("export", "jsonl", "-o", "out.jsonl")
    assert said.err == "out.jsonl: 1 article, 0 annotations\n"


@pytest.mark.parametrize("format_name", ["jsonl", "csv"])
def test_standard_output_gets_no_half_of_an_export_that_is_refused(run, database, format_name):
    """A pipe cannot be taken back: what is wrong must be found before anything is sent."""
    damage(
        database,
        "UPDATE annotation SET fragments = json_set(fragments, '$[0].exact', 'other words')"
        " WHERE id = (SELECT max(id) FROM annotation)",
    )
    said = run("export", format_name)
    assert said.code == 1
    assert "claimdesk check" in said.told
    assert said.out == "" or "nothing was exported" not in said.told


def test_an_export_is_utf_8_wherever_it_goes(database):
    done = process("export", "csv", env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "International News" in done.stdout.decode("utf-8")
    assert not done.stdout.isascii()


def test_csv_tells_on_standard_error_that_tags_of_whole_articles_are_left_out(run, database):
    from tui.codebook import parse
    from tui.store import article_tags, articles, codebook
    from tui.store.opening import open_store

    with open_store(database, annotator="ana", device="desk") as store:
        codebook.take_in(store, parse('[tags.report]\napplies = ["article"]\n'))
        article_tags.add(store, articles.summaries(store)[0].uid, "report")
    for output in ((), ("-o", "out.csv")):
        assert "1 tag of a whole article" in run("export", "csv", *output).err
        assert "left out" not in run("export", "jsonl", *output).err


@pytest.mark.parametrize("output", ["annotations.db", "./annotations.db-wal", "annotations.db-shm"])
def test_an_export_takes_the_place_of_no_file_of_the_database(run, database, output):
    before = files_here()
    said = run("export", "jsonl", "-o", output)
    assert said.code == 2
    assert said.told.endswith("name another file")
    assert files_here() == before


def test_an_option_that_the_format_does_not_heed_is_refused(run, database):
    for option, value, meant in (
        ("--licence", "cc-by-4.0", "parquet"),
        ("--scheme", "iobes", "conll, conll-tokens"),
        ("--offsets", "utf16", "doccano, qdpx"),
    ):
        said = run("export", "csv", option, value, "-o", "out.csv")
        told = f"csv has no {option}, which is for {meant}: leave it out"
        assert (said.code, said.told) == (2, told)
    assert not Path("out.csv").exists()
    assert run("export", "doccano", "--offsets", "codepoint", "-o", "out.jsonl").code == 0
