"""`claimdesk check`: 0 for a whole database, else 1 with a line for each fault and its remedy."""

import json
import sqlite3

import pytest

from tests.cli.conftest import EXAMPLE, damage, files_here, names_a_remedy


def test_the_worked_example_is_whole(run, database):
    said = run("check")
    assert (said.code, said.out, said.err) == (0, "annotations.db is whole\n", "")


def test_json_of_a_whole_database(run, database):
    said = run("check", "--json")
    assert said.code == 0
    assert json.loads(said.out) == {"ok": True, "faults": []}


def an_anchor(database):
    damage(
        database,
        "UPDATE annotation SET fragments = json_set(fragments, '$[0].exact', 'other words')"
        " WHERE id = 3",
    )


def a_text(database):
    damage(database, "UPDATE text SET body = body || '!' WHERE id = 1", "text_is_fixed")


def a_length(database):
    damage(database, "UPDATE text SET length = length + 1 WHERE id = 1", "text_is_fixed")


def a_reference(database):
    damage(database, "UPDATE annotation SET tag_id = 999 WHERE id = 3")


def a_row_outside_the_log(database):
    damage(
        database,
        "INSERT INTO claim (uid, wording) VALUES ('00000000-0000-4000-8000-000000000000', 'x')",
        "claim_insert",
    )


FAULTS = {
    "anchor": an_anchor,
    "text": a_text,
    "text length": a_length,
    "reference": a_reference,
    "log": a_row_outside_the_log,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_told_with_its_remedy(fault, run, database):
    FAULTS[fault](database)
    before = files_here()
    said = run("check")
    assert said.code == 1
    kinds = [line.partition(":")[0] for line in said.out.splitlines()]
    assert fault.split()[0] in kinds
    assert all(names_a_remedy(line) for line in said.out.splitlines())
    assert files_here() == before


@pytest.mark.parametrize("fault", FAULTS)
def test_json_names_each_fault(fault, run, database):
    FAULTS[fault](database)
    said = run("check", "--json")
    assert said.code == 1
    told = json.loads(said.out)
    assert told["ok"] is False
    assert fault.split()[0] in [entry["kind"] for entry in told["faults"]]
    assert all(entry.keys() == {"kind", "where", "remedy"} for entry in told["faults"])
    assert all(entry["where"] and entry["remedy"] for entry in told["faults"])


def test_an_annotation_on_another_text_than_its_articles_is_found(run, database):
    damage(database, "UPDATE annotation SET article_id = 3 - article_id WHERE id = 3")
    assert run("check").code == 1


def test_fragments_out_of_order_are_found(run, database):
    connection = sqlite3.connect(database)
    id_ = connection.execute(
        "SELECT id FROM annotation WHERE json_array_length(fragments) > 1"
    ).fetchone()[0]
    connection.close()
    damage(
        database,
        "UPDATE annotation SET fragments = json_array(json_extract(fragments, '$[0]'),"
        f" json_extract(fragments, '$[0]')) WHERE id = {id_}",
    )
    assert run("check").code == 1


def test_an_index_that_misses_a_row_is_found(run, database):
    data = bytearray(EXAMPLE.read_bytes())
    connection = sqlite3.connect(database)
    page = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'annotation_tag'"
    ).fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    at = (page - 1) * size + 3  # the number of cells on the page
    assert data[at : at + 2] == b"\x00\x28"
    data[at : at + 2] = b"\x00\x27"
    database.write_bytes(data)
    said = run("check")
    assert said.code == 1
    assert said.out.startswith("integrity: ")


def test_checking_changes_no_byte(run, database):
    before = files_here()
    run("check")
    run("check", "--json")
    assert files_here() == before


def test_escapes_in_what_is_wrong_do_not_reach_the_terminal(run, database):
    damage(
        database,
        "UPDATE annotation SET fragments = json_set(fragments, '$[0].exact',"
        " 'x' || char(27) || ']0;owned' || char(7) || char(0x202e)) WHERE id = 3",
    )
    damage(
        database,
        "UPDATE article SET title = char(27) || '[31mred' || char(0x202e)",
        "article_update",
    )
    for terminal in (False, True):
        out = run("check", terminal=terminal).out
        assert out.startswith("anchor: ")
        assert not set(out) & {"\x1b", "\x07", "\u202e"}


class TestRepair:
    def test_a_whole_database_is_told_to_be_whole_and_not_touched(self, run, database):
        before = files_here()
        said = run("check", "--repair")
        assert (said.code, said.out, said.err) == (0, "annotations.db is whole\n", "")
        assert files_here() == before

    def test_what_was_mended_is_told_and_where_the_earlier_file_is(self, run, database):
        an_anchor(database)
        assert "claimdesk check --repair" in run("check").out
        said = run("check", "--repair")
        assert (said.code, said.err) == (0, "")
        assert "fixed: made the trigger annotation_update again\n" in said.out
        assert "has again what its log says (text_id, fragments)\n" in said.out
        assert "annotations.db is whole\n" in said.out
        kept = said.out.splitlines()[-1].removeprefix("the file as it was is kept: ")
        assert run("check").code == 0
        assert run("check", "--db", kept).code == 1

    def test_what_is_left_is_told_with_another_remedy(self, run, database):
        a_row_outside_the_log(database)
        a_text(database)
        said = run("check", "--repair", "--json")
        assert said.code == 1
        told = json.loads(said.out)
        assert told.keys() == {"ok", "fixed", "faults", "kept"}
        assert not told["ok"]
        assert "made the trigger claim_insert again" in told["fixed"]
        assert {entry["kind"] for entry in told["faults"]} >= {"log", "text"}
        assert not any("--repair" in entry["remedy"] for entry in told["faults"])

    def test_a_missing_database_is_not_made(self, run):
        said = run("check", "--repair")
        assert (said.code, said.out) == (2, "")
        assert files_here() == {}

    def test_a_read_only_database_is_not_repaired(self, run, database, unprivileged):
        an_anchor(database)
        database.chmod(0o444)
        before = files_here()
        with unprivileged():
            said = run("check", "--repair")
        assert (said.code, said.out) != (0, "")
        assert names_a_remedy(said.told)
        assert files_here() == before
