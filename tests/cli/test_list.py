"""`claimdesk list`: a line an article, a table in a terminal, JSON for programs."""

import json
from pathlib import Path

from tests.cli.conftest import EXAMPLE, files_here

KEYS = {
    *("id", "sha256", "title", "length", "annotations", "source", "byline", "published", "url"),
    *("language", "story", "file", "added", "status", "split"),
}


def test_off_a_terminal_each_article_is_a_line_of_five_cells(run, database):
    said = run("list")
    assert (said.code, said.err) == (0, "")
    rows = [line.split("\t") for line in said.out.splitlines()]
    assert [row[1:] for row in rows] == [
        ["20", "4038", "International News", rows[0][4]],
        ["20", "2879", "Nairobi", rows[1][4]],
    ]
    assert rows[0][4] == "Mali Cuts Diplomatic Ties with Ukraine Amid Military Conflict"


def test_json_has_every_detail_and_says_what_the_lines_say(run, database):
    said = run("list", "--json")
    assert (said.code, said.err) == (0, "")
    rows = json.loads(said.out)
    assert all(row.keys() == KEYS for row in rows)
    lines = [line.split("\t") for line in run("list").out.splitlines()]
    assert [(row["id"], str(row["annotations"]), str(row["length"])) for row in rows] == [
        tuple(line[:3]) for line in lines
    ]


def test_json_is_the_same_in_a_terminal(run, database):
    assert run("list", "--json", terminal=True).out == run("list", "--json").out


def test_a_table_in_a_terminal_has_a_heading_and_each_title(run, database):
    said = run("list", terminal=True)
    assert (said.code, said.err) == (0, "")
    for words in ("title", "source", "Nairobi", "Mali Cuts Diplomatic Ties"):
        assert words in said.out


def test_the_ids_are_those_of_the_export(run, database):
    ids = [row["id"] for row in json.loads(run("list", "--json").out)]
    lines = run("export", "jsonl").out.split("\n")[:-1]
    assert ids == [json.loads(line)["id"] for line in lines]


def test_a_database_without_articles_is_an_empty_list(run, mali):
    run("add", mali, "--db", "full.db")
    from tui.store.opening import open_store

    open_store(Path("empty.db"), annotator="ana", device="desk").close()
    assert json.loads(run("list", "--db", "empty.db", "--json").out) == []
    assert run("list", "--db", "empty.db").out == ""
    assert "claimdesk add" in run("list", "--db", "empty.db", terminal=True).out


def test_listing_changes_no_byte(run, database):
    before = files_here()
    for arguments in (("list",), ("list", "--json")):
        run(*arguments)
        run(*arguments, terminal=True)
    assert files_here() == before
    assert database.read_bytes() == EXAMPLE.read_bytes()


def test_another_database_is_listed_with_db(run, database):
    database.rename("other.db")
    assert run("list", "--db", "other.db").out.count("\n") == 2


def test_escapes_in_names_and_titles_reach_neither_terminal_nor_pipe(run):
    Path("a\x1b]0;owned\x07.txt").write_text(
        "Toll\x1b[31m rose \u202eagain\u2066, the \u009b31m rebels of the north said.\n", "utf-8"
    )
    run("add", "a\x1b]0;owned\x07.txt")
    for terminal in (False, True):
        out = run("list", terminal=terminal).out
        assert "\x1b]" not in out
        assert "\x1b[31m" not in out
        assert not set(out) & {"\x07", "\u202e", "\u2066", "\u009b"}
        assert "␛]0;owned␇" in out
    assert run("list", "--json").out.isascii()


def test_markup_in_a_title_is_shown_as_it_stands(run):
    run("add", "-", typed=b"[bold red]Toll[/] :smile: rose.\n")
    assert "[bold red]Toll[/] :smile: rose." in run("list", terminal=True).out


def test_a_tab_in_a_title_does_not_make_another_cell(run):
    Path("a\tb.txt").write_text("Toll\trose.\n", encoding="utf-8")
    run("add", "a\tb.txt")
    (line,) = run("list").out.splitlines()
    assert line.count("\t") == 4
