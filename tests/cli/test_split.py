"""`claimdesk split`: parts by event, recorded, told, and in every export."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT
from tui.formats.registry import load, names

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
CLOSED = {
    **{"Bergen": "pools", "Oslo": "ferries", "Tromsø": "tunnels", "Molde": "schools"},
    **{"Narvik": "harbours", "Hamar": "museums", "Drammen": "clinics", "Skien": "bridges"},
    **{"Bodø": "trams", "Alta": "parks", "Vadsø": "libraries", "Arendal": "mills"},
}


@pytest.fixture
def added(run) -> None:
    """The two seed articles, which are one story, a copy of one, and a dozen of other events."""
    text = SEEDS[1].read_text("utf-8")
    Path("copy.txt").write_text(f"ECHO (Agency) — A headline.\n\n{text}")
    for place, thing in CLOSED.items():
        Path(f"{place}.txt").write_text(f"{place} will close its {thing}. Nobody in {place} knew.")
    assert run("add", *SEEDS, "copy.txt", *(f"{place}.txt" for place in CLOSED)).code == 0


def parts(run, *options):
    return json.loads(run("split", "--json", *options).out)


def test_the_articles_of_an_event_and_copies_of_a_text_are_in_one_part(run, added):
    found = parts(run)["parts"]
    files = {row["id"]: row["file"] for row in json.loads(run("list", "--json").out)}
    together = {
        found[uid] for uid, file in files.items() if file not in {f"{p}.txt" for p in CLOSED}
    }
    assert len(found) == 15
    assert len(together) == 1
    assert {*found.values()} == {"train", "dev", "test"}


def test_articles_that_a_relation_joins_are_in_one_part(run, database):
    assert len({*parts(run)["parts"].values()}) == 1


def test_the_same_seed_gives_the_same_parts_and_another_one_others(run, added):
    first = parts(run, "--seed", 1)
    again = parts(run, "--seed", 1)
    assert (again["parts"], again["changed"]) == (first["parts"], 0)
    assert any(parts(run, "--seed", seed)["parts"] != first["parts"] for seed in (2, 3, 4))


def test_what_is_in_each_part_is_told(run, added):
    said = run("split", "--train", 60, "--dev", 20, "--test", 20)
    rows = {line[:13].strip(): line[13:].split() for line in said.out.splitlines()}
    assert rows[""] == ["train", "dev", "test"]
    assert [sum(map(int, rows[name])) for name in ("articles", "events")] == [15, 13]
    assert said.err == "seed 0: 15 articles put into parts\n"
    assert run("split", "--train", 60, "--dev", 20, "--test", 20).err == "seed 0: as before\n"


def test_a_part_that_nothing_is_left_for_is_told(run, database):
    assert "nothing is left for dev and test" in run("split").err


def test_exports_have_the_parts(run, added):
    found = parts(run)["parts"]
    assert run("export", "csv", "-o", "tables").code == 0
    with Path("tables/documents.csv").open(newline="", encoding="utf-8") as stream:
        assert {row["id"]: row["split"] for row in csv.DictReader(stream)} == found
    assert run("export", "jsonl", "--split", "test", "-o", "test.jsonl").code == 0
    rows = [json.loads(line) for line in Path("test.jsonl").read_text("utf-8").split("\n") if line]
    assert {row["id"] for row in rows} == {uid for uid, part in found.items() if part == "test"}
    assert {row["meta"]["split"] for row in rows} == {"test"}


HOLDING = [name for name in names() if load(name).CARRIES.split]


@pytest.mark.parametrize("name", HOLDING)
def test_the_parts_come_back_with_an_import(run, added, name):
    if extra := load(name).EXTRA:
        pytest.importorskip({"parquet": "pyarrow"}.get(extra, extra))
    found = parts(run)["parts"]
    assert run("export", name, "-o", "out").code == 0
    assert run("import", name, "out", "--db", "new.db").code == 0
    assert run("export", "jsonl", "-o", "all.jsonl", "--db", "new.db").code == 0
    rows = [json.loads(line) for line in Path("all.jsonl").read_text("utf-8").split("\n") if line]
    assert {row["id"]: row["meta"].get("split", "") for row in rows} == found


def test_every_format_that_is_by_part_or_complete_holds_the_parts():
    assert {*HOLDING} >= {"jsonl", "csv", "parquet", "spacy", "docbin", "pairs", "averitec"}
    assert "conll" not in HOLDING


def test_an_article_that_is_in_another_part_here_stays_in_it_and_that_is_told(run, added):
    before = parts(run)["parts"]
    run("export", "jsonl", "-o", "all.jsonl")
    now = next(now for seed in range(1, 9) if (now := parts(run, "--seed", seed))["changed"])
    others = sum(before[uid] != part for uid, part in now["parts"].items())
    said = run("import", "jsonl", "all.jsonl")
    are = "is" if others == 1 else "are"
    assert f"{are} in another part of the dataset here: they stay in it" in said.out
    run("export", "jsonl", "-o", "again.jsonl")
    rows = [json.loads(one) for one in Path("again.jsonl").read_text("utf-8").split("\n") if one]
    assert {row["id"]: row["meta"]["split"] for row in rows} == now["parts"]


def test_a_part_that_there_is_none_of_is_refused(run, added):
    parts(run)
    run("export", "jsonl", "-o", "all.jsonl")
    text = Path("all.jsonl").read_text("utf-8")
    Path("bad.jsonl").write_text(text.replace('"split":"train"', '"split":"tain"'))
    for more in ((), ("--db", "new.db")):
        said = run("import", "jsonl", "bad.jsonl", *more)
        assert said.code == 1
        assert "'tain' is no part of the dataset" in said.told


def test_an_article_that_comes_later_is_in_no_part_until_the_next_split(run, added):
    parts(run)
    Path("later.txt").write_text("Another day. The council of Moss met at noon.")
    run("add", "later.txt")
    run("export", "csv", "-o", "tables")
    with Path("tables/documents.csv").open(newline="", encoding="utf-8") as stream:
        assert [row["split"] for row in csv.DictReader(stream)].count("") == 1
    assert "unsplit" not in parts(run)["parts"].values()


def test_shares_that_do_not_add_up_are_refused(run, database):
    before = database.read_bytes()
    said = run("split", "--train", 70)
    assert (said.code, said.told) == (2, "70 + 10 + 10 is 90: give shares that add up to 100")
    assert database.read_bytes() == before


def test_a_database_without_articles_is_refused(run):
    assert run("add", "-", typed=b"Some words of news.").code == 0
    uid = json.loads(run("list", "--json").out)[0]["id"]
    run("remove", uid)
    assert run("split").told.endswith("has no articles: add some, then split them")


def test_a_database_that_is_not_there_is_not_made(run):
    assert run("split", "--db", "none.db").code == 2
    assert not Path("none.db").exists()
