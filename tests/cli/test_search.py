"""``claimdesk search`` and ``claimdesk history``: what they print, for people and for programs."""

import json

import pytest

from tui.cli.search_command import as_typed


def test_a_line_for_each_passage_parted_by_tabs(database, run):
    said = run("search", "Tuareg")
    assert (said.code, said.err) == (0, "")
    rows = [line.split("\t") for line in said.out.splitlines()]
    assert {len(row) for row in rows} == {5}
    assert all("Tuareg" in row[4] for row in rows)
    assert {row[2] for row in rows} == {"International News", "Nairobi"}


def test_json_has_the_place_and_the_annotation(database, run):
    rows = json.loads(run("search", "tag:claim/number", "84", "--json").out)
    assert rows
    for row in rows:
        start, end = row["match"]
        assert row["passage"][start:end] in row["annotation"]["quote"]
        assert row["annotation"]["tag"] == "claim/number"


def test_offsets_are_into_the_exported_text(database, run):
    texts = {
        entry["id"]: entry["text"]
        for entry in map(json.loads, run("export", "jsonl").out.splitlines())
    }
    for row in json.loads(run("search", "mali", "--json").out):
        start, end = row["match"]
        assert texts[row["article"]][row["start"] :].startswith(row["passage"][start:end])


def test_an_argument_with_blanks_is_a_phrase(database, run):
    assert run("search", "severing of diplomatic ties").out.count("\n") == 1
    assert run("search", "diplomatic severing of ties").code == 1


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("mali", "mali"),
        ("northern tuareg", '"northern tuareg"'),
        ("source:International News", 'source:"International News"'),
        ('say "a b" now', 'say "a b" now'),
        ("he said: no", '"he said: no"'),
    ],
)
def test_what_a_shell_took_the_quotes_off_gets_them_back(word, typed):
    assert as_typed(word) == typed


def test_limit_and_words_that_start_with_a_minus(database, run):
    assert run("search", "mali", "--limit", "2").out.count("\n") == 2
    assert run("search", "mali", "-ukraine").code == 1


def test_nothing_found_is_exit_1_without_a_word(database, run):
    said = run("search", "zebra")
    assert (said.code, said.out, said.err) == (1, "", "")
    assert json.loads(run("search", "zebra", "--json").out) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [("date:yesterday", "date"), ("tags:x", "tag"), ("-mali", ""), ("tag:nothing", "no tag")],
)
def test_what_cannot_be_understood_is_a_line_and_exit_2(database, run, typed, words):
    said = run("search", typed)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("claimdesk: ")
    assert said.err.count("\n") == 1
    assert words in said.err


def test_the_history_newest_first(database, run):
    lines = run("history").out.splitlines()
    assert lines[0].split("\t")[1:] == ["example", "relate as conflicts"]
    assert lines[-1].split("\t")[1] == "claimdesk"


def test_the_history_of_an_article_as_json_says_what_changed(database, run):
    uid = json.loads(run("list", "--json").out)[0]["id"]
    rows = json.loads(run("history", "--article", uid[:8], "--json").out)
    assert rows[-1]["label"].startswith("add ")
    assert any("number" in line for row in rows for line in row["what"])
    assert len(rows) < len(json.loads(run("history", "--json").out))


def test_the_history_of_an_article_that_is_not_there(database, run):
    said = run("history", "--article", "ffff")
    assert (said.code, said.out) == (2, "")
    assert "no article starts with 'ffff'" in said.err
