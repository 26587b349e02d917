"""`claimdesk stats`: what there is, counted the same way wherever it is shown."""

import json
import re
from collections import Counter

from tests.cli.conftest import files_here

KEYS = {
    *("articles", "code_points", "annotations", "relations", "claims"),
    *("tags", "article_tags", "alignments", "by_source", "by_article"),
}


def test_json_has_the_promised_counts(run, database):
    said = run("stats", "--json")
    assert (said.code, said.err) == (0, "")
    counted = json.loads(said.out)
    assert counted.keys() == KEYS
    assert (counted["articles"], counted["code_points"]) == (2, 6917)


def test_the_counts_are_those_of_the_export(run, database):
    counted = json.loads(run("stats", "--json").out)
    rows = [json.loads(line) for line in run("export", "jsonl").out.split("\n")[:-1]]
    made = [annotation for row in rows for annotation in row["annotations"]]
    assert counted["annotations"] == len(made)
    assert counted["relations"] == sum(len(row["relations"]) for row in rows)
    assert counted["code_points"] == sum(len(row["text"]) for row in rows)
    assert {tag: n for tag, n in counted["tags"].items() if n} == Counter(
        annotation["tag"] for annotation in made
    )
    assert counted["by_article"] == {
        row["id"]: Counter(annotation["tag"] for annotation in row["annotations"]) for row in rows
    }


def test_lines_and_json_say_the_same(run, database):
    counted = json.loads(run("stats", "--json").out)
    lines = dict(line.split("\t") for line in run("stats").out.splitlines())
    assert lines.pop("code points") == str(counted["code_points"])
    expected = {name: counted[name] for name in ("articles", "annotations", "relations", "claims")}
    assert lines == {name: str(n) for name, n in (expected | counted["tags"]).items()}


def test_the_sources_share_the_annotations_of_their_articles(run, database):
    counted = json.loads(run("stats", "--json").out)
    rows = [json.loads(line) for line in run("export", "jsonl").out.split("\n")[:-1]]
    assert len(counted["by_source"]) == 2
    for row in rows:
        tags = Counter(annotation["tag"] for annotation in row["annotations"])
        assert counted["by_source"][row["meta"]["source"]] == tags


def test_a_terminal_gets_a_bar_of_keys_for_each_source_and_article(run, database):
    out = re.sub(r"\x1b\[[0-9;]*m", "", run("stats", terminal=True).out)
    sources, articles = out.partition("by source\n")[2].split("by article\n")
    assert [line.split()[0] for line in sources.splitlines()[:2]] == ["International", "Nairobi"]
    nairobi = next(line for line in articles.splitlines() if line.startswith("001_"))
    assert re.search(r" 20 +1+2+3+4+5+6+7+0+ *$", nairobi)
    assert max(map(len, out.splitlines())) <= 80


def test_those_beyond_the_first_are_counted(run, database, monkeypatch):
    monkeypatch.setattr("tui.cli.stats_command.MOST", 1)
    out = run("stats", terminal=True).out
    assert "Nairobi" not in out
    assert out.count("and 1 more: see --json") == 2


def test_every_tag_is_named_the_unused_too(run, mali):
    run("add", mali)
    tags = json.loads(run("stats", "--json").out)["tags"]
    assert set(tags.values()) == {0}
    assert {"claim", "claim/event", "claim/number", "opinion"} <= tags.keys()


def test_a_terminal_gets_a_bar_for_each_tag(run, database):
    said = run("stats", terminal=True)
    assert (said.code, said.err) == (0, "")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", said.out).splitlines()
    assert lines[0].split("  ")[2:] == ["40 annotations", "20 relations", "6 claims"]
    event = next(line for line in lines if line.startswith("claim/event"))
    number = next(line for line in lines if line.startswith("claim/number"))
    assert event.count("█") > number.count("█") > 0


def test_a_database_without_annotations_divides_by_nothing(run, mali):
    run("add", mali)
    assert run("stats", terminal=True).code == 0


def test_counting_changes_no_byte(run, database):
    before = files_here()
    run("stats")
    run("stats", "--json")
    run("stats", terminal=True)
    assert files_here() == before


def test_escapes_in_a_tag_do_not_reach_the_terminal(run, database):
    from tui.codebook import Codebook
    from tui.model import Tag
    from tui.store.codebook import take_in
    from tui.store.opening import open_store

    with open_store(database, annotator="ana", device="desk") as store:
        take_in(store, Codebook("mine", (Tag("", "odd\x1b]0;owned\x07\u202etag"),)))
    for terminal in (False, True):
        out = run("stats", terminal=terminal).out
        assert "odd␛]0;owned␇·tag" in out
        assert "\x1b]" not in out
        assert "\u202e" not in out
