"""`claimdesk stories`: what tells of one event, what is one text; --apply writes it down."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, files_here
from tui.text.policy import decode

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture
def added(run) -> None:
    """The two seed articles, nothing said about them, and a town council's pools."""
    pools = "The council voted to close two pools. Repairs would have cost nine million kroner."
    Path("pools.txt").write_text(pools)
    assert run("add", *SEEDS, "pools.txt").code == 0


@pytest.fixture
def copied(run, added) -> None:
    """The same, with the second seed in three more papers."""
    text = decode(SEEDS[1].read_bytes()).text
    for paper in ("Echo", "Kurier", "Tribune"):
        Path(f"{paper}.txt").write_text(f"{paper.upper()} (Agency) — A headline.\n\n{text}")
        assert run("add", f"{paper}.txt").code == 0


def test_the_seeds_are_one_story_of_two_origins(run, added):
    said = run("stories")
    assert (said.code, said.err) == (0, "")
    head, *rows = said.out.splitlines()
    assert head.endswith("2 articles, 2 outlets, 2 origins  proposed")
    assert "Mali" in head or "Ukraine" in head
    assert {Path(row.split("  ")[2]).name for row in rows} == {file.name for file in SEEDS}


def test_five_outlets_two_origins_and_how_much_each_copy_changed(run, copied):
    said = run("stories").out.splitlines()
    assert "5 articles, 5 outlets, 2 origins" in said[0]
    copies = [line for line in said if line.startswith("    copy  ")]
    assert len(copies) == 3
    shares = [re.search(r"kept (\d+)%, added (\d+)%", line) for line in copies]
    assert all(share and int(share[1]) > 90 and int(share[2]) < 10 for share in shares)


def test_json_has_each_article_in_one_origin_with_shares(run, copied):
    (story,) = json.loads(run("stories", "--json").out)
    assert set(story) == {"name", "articles", "put", "origins"}
    assert story["put"] == []
    firsts = [origin["first"] for origin in story["origins"]]
    copies = [copy for origin in story["origins"] for copy in origin["copies"]]
    assert sorted([*firsts, *(copy["article"] for copy in copies)]) == sorted(story["articles"])
    for copy in copies:
        assert set(copy) == {"article", "kept", "added", "dropped"}
        assert copy["kept"] + copy["dropped"] == pytest.approx(1)


def test_looking_changes_nothing(run, added):
    before = files_here()
    run("stories")
    run("stories", "--json")
    assert files_here() == before


def test_apply_puts_the_articles_into_the_story_once(run, added):
    said = run("stories", "--apply")
    assert said.code == 0
    assert said.err == "2 articles put into stories\n"
    name = said.out.split("  ")[0]
    stories = [row["story"] for row in json.loads(run("list", "--json").out)]
    assert sorted(stories) == ["", name, name]
    assert "proposed" not in run("stories").out
    assert run("stories", "--apply").err == "0 articles put into stories\n"


def test_apply_leaves_a_story_that_a_person_named(run, database):
    before = database.read_bytes()
    assert run("stories", "--apply").err == "0 articles put into stories\n"
    assert run("stories").out.startswith("Mali–Ukraine break  2 articles")
    assert database.read_bytes() == before


def test_a_library_without_two_articles_on_one_event_says_so(run):
    Path("one.txt").write_text("One text alone.")
    run("add", "one.txt")
    said = run("stories")
    assert (said.code, said.out) == (0, "")
    assert said.err == "no two articles tell of one event\n"
    assert json.loads(run("stories", "--json").out) == []


def test_what_a_title_holds_does_not_reach_the_terminal(run, added):
    connection = sqlite3.connect("annotations.db")
    connection.execute("DROP TRIGGER article_update")
    connection.execute("UPDATE article SET title = 'a' || char(27) || ']52;c;x' || char(7)")
    connection.commit()
    connection.close()
    assert "\x1b" not in run("stories", terminal=True).out


def test_a_line_in_a_terminal_does_not_wrap(run, copied):
    assert all(len(line) <= 100 for line in run("stories", terminal=True).out.splitlines())


def test_a_database_that_is_missing_is_named(run):
    for options in ((), ("--apply",)):
        said = run("stories", *options, "--db", "no.db")
        assert said.code != 0
        assert "no.db" in said.told
    assert not Path("no.db").exists()
