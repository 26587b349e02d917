"""`claimdesk import`, and what `claimdesk export` can be asked: narrower, strict, with a report."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE, files_here, names_a_remedy


def test_what_was_exported_is_taken_in_and_told(run, database):
    run("export", "jsonl", "-o", "out.jsonl")
    said = run("import", "jsonl", "out.jsonl", "--db", "new.db")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("out.jsonl: 2 new articles, 40 new annotations, ")
    assert run("export", "jsonl", "--db", "new.db").out == Path("out.jsonl").read_text("utf-8")
    again = run("import", "jsonl", "out.jsonl", "--db", "new.db").out
    assert "0 new articles (2 here already), 0 new annotations (40 here already)" in again


def test_four_tables_come_back_as_they_went(run, database):
    run("export", "csv", "-o", "tables")
    assert run("import", "csv", "tables", "--db", "new.db").code == 0
    assert run("export", "jsonl", "--db", "new.db").out == run("export", "jsonl").out


def test_a_dry_run_says_what_would_come_and_changes_no_byte(run, database):
    run("export", "jsonl", "-o", "out.jsonl")
    run("add", "-", "--db", "new.db", typed=b"A text of our own.\n")
    before = run("export", "jsonl", "--db", "new.db").out
    said = run("import", "jsonl", "out.jsonl", "--db", "new.db", "--dry-run")
    assert said.out.startswith("out.jsonl: 2 new articles")
    assert "nothing was written" in said.err
    assert run("export", "jsonl", "--db", "new.db").out == before


def test_the_report_is_json_where_it_is_asked_for(run, database):
    told = json.loads(run("export", "csv", "-o", "out.csv", "--json").out)
    assert (told["articles"], told["annotations"]) == (2, 40)
    assert told["left_out"]["relations"] > 0
    run("export", "jsonl", "-o", "out.jsonl")
    told = json.loads(run("import", "jsonl", "out.jsonl", "--db", "new.db", "--json").out)
    assert (told["articles"], told["annotations"], told["tags"]) == (2, 40, [])


@pytest.mark.parametrize("broken", ["{", "[]\n", '{"id": 1}\n', "\xff", '{"id":"a"}\n{"i'])
def test_a_broken_file_is_one_line_with_its_place_and_nothing_is_taken_in(run, database, broken):
    run("export", "jsonl", "-o", "out.jsonl")
    whole = Path("out.jsonl").read_bytes()
    Path("bad.jsonl").write_bytes(whole + broken.encode("latin-1"))
    before = run("export", "jsonl", "--db", "annotations.db").out
    said = run("import", "jsonl", "bad.jsonl", "--db", "new.db")
    assert (said.code, said.out) == (1, "")
    assert "bad.jsonl, line 3" in said.told
    assert names_a_remedy(said.told, "bad.jsonl")
    assert run("export", "jsonl", "--db", "new.db").out == ""
    assert run("export", "jsonl").out == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("tei", "out.jsonl"), "there is no format 'tei': choose"),
        (("csv-spans", "out.jsonl"), "cannot be imported: choose"),
        (("jsonl", "missing.jsonl"), "there is no such file"),
        (("jsonl", "."), "is a folder"),
    ],
)
def test_a_call_that_cannot_be_makes_no_database(run, database, arguments, told):
    run("export", "jsonl", "-o", "out.jsonl")
    before = files_here()
    said = run("import", *arguments, "--db", "new.db")
    assert said.code == 2
    assert told in said.told
    assert files_here() == before


def test_tags_that_are_not_known_are_made_or_refused(run, database):
    run("export", "jsonl", "-o", "out.jsonl")
    words = Path("out.jsonl").read_text("utf-8").replace('"claim/number"', '"sum/of it"')
    Path("other.jsonl").write_text(words, "utf-8")
    refused = run("import", "jsonl", "other.jsonl", "--db", "new.db", "--known-tags")
    assert refused.code == 1
    assert "no tag 'sum/of it'" in refused.told
    assert run("export", "jsonl", "--db", "new.db").out == ""
    assert (
        "new in the codebook: sum/of it"
        in run("import", "jsonl", "other.jsonl", "--db", "new.db").out
    )


def of_tags(out):
    rows = [json.loads(line) for line in out.split("\n")[:-1]]
    return {made["tag"] for row in rows for made in row["annotations"]}


def test_an_export_can_be_narrowed_by_what_is_marked(run, database):
    everything = of_tags(run("export", "jsonl").out)
    assert of_tags(run("export", "jsonl", "--tag", "claim/number").out) == {"claim/number"}
    claims = of_tags(run("export", "jsonl", "--tag", "claim").out)
    assert claims == {tag for tag in everything if f"{tag}/".startswith("claim/")}
    assert run("export", "jsonl", "--annotator", "nobody").out == ""
    assert run("export", "jsonl", "--tag", "nowhere").code == 2


def test_an_export_can_be_narrowed_by_article(run, database):
    def sources(*options):
        lines = run("export", "jsonl", *options).out.split("\n")[:-1]
        return [json.loads(line)["meta"]["source"] for line in lines]

    assert sources("--source", "Nairobi") == ["Nairobi"]
    assert sources("--source", "Nairobi", "--source", "International News") == [
        "International News",
        "Nairobi",
    ]
    assert sources("--status", "done") == []
    assert len(sources("--status", "todo")) == 2
    assert sources("--split", "dev") == []


def test_what_goes_out_of_one_article_has_no_relation_to_the_other(run, database):
    lines = run("export", "jsonl", "--source", "Nairobi").out.split("\n")[:-1]
    (row,) = map(json.loads, lines)
    ids = {made["id"] for made in row["annotations"]}
    assert all({one["from"], one["to"]} <= ids for one in row["relations"])
    Path("one.jsonl").write_text(lines[0] + "\n", "utf-8")
    assert run("import", "jsonl", "one.jsonl", "--db", "new.db").code == 0


def test_strict_refuses_before_anything_is_written(run, database):
    before = files_here()
    said = run("export", "csv", "-o", "out.csv", "--strict")
    assert said.code == 2
    assert "csv would leave out" in said.told
    assert "relations" in said.told
    assert files_here() == before
    assert run("export", "jsonl", "-o", "out.jsonl", "--strict").code == 0


def test_a_sidecar_is_the_whole_beside_the_export(run, database):
    assert run("export", "csv", "-o", "out.csv", "--sidecar").code == 0
    assert Path("out.csv.lossless.jsonl").read_text("utf-8") == run("export", "jsonl").out
    said = run("export", "csv", "--sidecar")
    assert said.code == 2
    assert "-o" in said.told


def test_a_report_does_not_stand_among_the_data(run, database):
    assert run("export", "jsonl", "--json").code == 2


def test_importing_leaves_the_example_alone(run, database):
    run("export", "jsonl", "-o", "out.jsonl")
    run("import", "jsonl", "out.jsonl", "--db", "new.db")
    assert database.read_bytes() == EXAMPLE.read_bytes()


def test_what_has_no_place_is_counted_and_named_and_refused_where_that_is_asked(run, database):
    row = {"text": "The toll rose", "label": [[4, 8, "sighting"]], "Comments": ["really?"]}
    Path("in.jsonl").write_text(2 * f"{json.dumps(row)}\n", encoding="utf-8")
    told = "in.jsonl: what is called 'Comments': 2 left out, first in line 1"
    before = run("export", "jsonl").out
    said = run("import", "doccano", "in.jsonl", "--strict")
    assert said.code == 2
    assert said.told == f"{told}: nothing was imported; import without --strict"
    assert run("export", "jsonl").out == before
    assert run("import", "doccano", "in.jsonl", "--db", "new.db").err == f"{told}\n"
    said = json.loads(run("import", "doccano", "in.jsonl", "--db", "other.db", "--json").out)
    assert said["left_out"] == {"what is called 'Comments'": 2}


def test_what_is_read_whole_is_no_matter_for_strict(run, database):
    run("export", "qdpx", "-o", "out.qdpx")
    assert run("import", "qdpx", "out.qdpx", "--strict", "--db", "new.db").code == 0
