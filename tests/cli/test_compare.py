"""`claimdesk compare`: files and articles side by side, in every form, and what it refuses."""

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import ROOT, files_here, names_a_remedy
from tui.store import alignments
from tui.store.opening import open_store
from tui.text.policy import decode

SCHEMA = json.loads((ROOT / "docs" / "comparison.schema.json").read_text("utf-8"))
FORMS = ["--json", "--csv", "--html"]
MATRICES = ["csv", "html", "markdown"]


@pytest.fixture
def ids(run, database) -> list[str]:
    return [row["id"] for row in json.loads(run("list", "--json").out)]


def plain(out: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", out)


def test_two_files_are_compared_without_a_database(run, mali, nairobi):
    said = run("compare", mali, nairobi, "--json")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    jsonschema.validate(told, SCHEMA)
    assert [one["path"] for one in told["articles"]] == [str(mali), str(nairobi)]
    assert files_here() == {}
    for file, article in zip((mali, nairobi), told["articles"], strict=True):
        text = decode(file.read_bytes()).text
        for one in article["sentences"]:
            assert text[one["start"] : one["end"]] == one["text"]


def test_a_file_has_the_id_of_its_article(run, mali, nairobi, ids):
    files = json.loads(run("compare", mali, nairobi, "--json").out)
    rows = json.loads(run("compare", *ids, "--json").out)
    assert [one["id"] for one in files["articles"]] == [one["id"] for one in rows["articles"]]
    pairs = [[(one["a"], one["b"]) for one in told["alignments"]] for told in (files, rows)]
    assert pairs[0] == pairs[1]  # the scores may not be the same: the library weighs the words


def test_articles_are_named_by_the_start_of_their_id_and_changed_by_nothing(run, ids):
    before = files_here()
    said = run("compare", ids[0][:8], ids[1][:8], "--json")
    assert (said.code, said.err) == (0, "")
    assert [one["id"] for one in json.loads(said.out)["articles"]] == ids
    assert files_here() == before


def test_a_file_beside_an_article_of_the_database(run, ids, nairobi):
    told = json.loads(run("compare", ids[0], nairobi, "--json").out)
    assert [one["id"] for one in told["articles"]] == ids


def test_an_article_from_standard_input(run, mali, nairobi):
    said = run("compare", mali, "-", "--json", typed=nairobi.read_bytes())
    assert [one["path"] for one in json.loads(said.out)["articles"]] == [str(mali), ""]


def test_line_ends_and_a_byte_order_mark_are_cleaned_as_add_does(run, mali, nairobi, tmp_path):
    dos = tmp_path / "dos.txt"
    dos.write_bytes(b"\xef\xbb\xbf" + nairobi.read_bytes().replace(b"\n", b"\r\n"))
    first = json.loads(run("compare", dos, mali, "--json").out)
    other = json.loads(run("compare", nairobi, mali, "--json").out)
    assert first["articles"][0]["sentences"] == other["articles"][0]["sentences"]


def test_a_terminal_gets_a_table_no_wider_than_it_is(run, mali, nairobi):
    said = run("compare", mali, nairobi, terminal=True)
    assert (said.code, said.err) == (0, "")
    lines = plain(said.out).splitlines()
    assert max(map(len, lines)) <= 100
    text = " ".join(plain(said.out).split())
    for words in ("≥84", "Tinzaouatene", "Tinzaouaten", "Details that differ", "Only in A"):
        assert words in text
    assert lines[0].startswith("A  000_20a9")


def test_off_a_terminal_there_is_a_line_for_each_finding(run, mali, nairobi):
    said = run("compare", mali, nairobi)
    rows = [line.split("\t") for line in said.out.splitlines()]
    assert {len(row) for row in rows} == {18}
    told = json.loads(run("compare", mali, nairobi, "--json").out)
    assert len(rows) == len(told["alignments"]) + len(told["only"])
    assert {row[0] for row in rows} <= set("=~!+")


def test_the_credits_are_badges(run, mali, nairobi):
    told = json.loads(run("compare", mali, nairobi, "--json").out)
    table = " ".join(plain(run("compare", mali, nairobi, terminal=True).out).split())
    assert "[claim: Northern Tuareg rebels claim]" in table
    assert {one["kind"] for one in told["attribution"]} > {"claim", "hedge"}


def test_a_higher_threshold_aligns_fewer(run, mali, nairobi):
    few = json.loads(run("compare", mali, nairobi, "--json", "--threshold", "0.2").out)
    many = json.loads(run("compare", mali, nairobi, "--json").out)
    assert 0 < len(few["alignments"]) < len(many["alignments"])
    assert all(one["score"] >= 0.2 for one in few["alignments"])


def test_three_articles_are_compared_each_with_each(run, mali, nairobi):
    paragraphs = nairobi.read_text("utf-8").splitlines()
    Path("third.txt").write_text("\n".join(["Lamb is eaten.", *paragraphs[8:2:-1]]), "utf-8")
    said = run("compare", mali, nairobi, "third.txt", terminal=True)
    assert "B beside C" in plain(said.out)
    told = json.loads(run("compare", mali, nairobi, "third.txt", "--json").out)
    assert {(one["a"]["article"], one["b"]["article"]) for one in told["alignments"]} >= {
        (0, 1),
        (0, 2),
        (1, 2),
    }
    assert {one["article"] for one in told["only"]} >= {0, 2}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_goes_into_a_file_as_it_goes_to_standard_output(form, run, mali, nairobi):
    out = run("compare", mali, nairobi, form).out
    said = run("compare", mali, nairobi, form, "-o", "out")
    assert (said.code, said.out) == (0, "")
    assert Path("out").read_bytes().decode() == out
    assert files_here().keys() == {"out"}


@pytest.mark.parametrize("form", MATRICES)
def test_the_matrix_has_the_claims_of_the_database(form, run, ids):
    said = run("compare", *ids, "--matrix", form)
    assert (said.code, said.err) == (0, "")
    assert "Mali cuts its diplomatic ties with Ukraine at once." in said.out
    assert "Wagner lost dozens of fighters" in said.out.replace("&#x27;", "'")


def test_the_matrix_of_files_has_proposed_rows(run, mali, nairobi):
    rows = list(csv.DictReader(io.StringIO(run("compare", mali, nairobi, "--matrix", "csv").out)))
    assert {row["row"] for row in rows} == {"proposed"}


def first_pair(told: dict) -> list[tuple[int, int]]:
    """The spans of the first two sentences that are aligned."""
    pair = told["alignments"][0]
    ends = [told["articles"][x]["sentences"][pair[end]["sentence"]] for x, end in enumerate("ab")]
    return [(one["start"], one["end"]) for one in ends]


@pytest.mark.parametrize("same", [True, False])
def test_what_was_decided_in_the_database_holds(same, run, ids):
    spans = first_pair(json.loads(run("compare", *ids, "--json").out))
    with open_store(Path("annotations.db"), annotator="ana", device="desk") as store:
        alignments.decide(store, ids[0], spans[0], ids[1], spans[1], same)
    for order in (ids, ids[::-1]):
        now = json.loads(run("compare", *order, "--json").out)
        (one,) = (one for one in now["alignments"] if one["status"] != "proposed")
        assert one["status"] == ("confirmed" if same else "rejected")


def test_of_two_annotators_ones_own_word_holds(run, ids, monkeypatch):
    spans = first_pair(json.loads(run("compare", *ids, "--json").out))
    for annotator, same in (("ana", True), ("bo", False)):
        with open_store(Path("annotations.db"), annotator=annotator, device="desk") as store:
            alignments.decide(store, ids[0], spans[0], ids[1], spans[1], same)
    for annotator, status in (("ana", "confirmed"), ("bo", "rejected"), ("cy", "rejected")):
        monkeypatch.setenv("CLAIMDESK_ANNOTATOR", annotator)
        now = json.loads(run("compare", *ids, "--json").out)
        assert {one["status"] for one in now["alignments"]} == {"proposed", status}


def test_semantic_without_the_extra_says_how_to_get_it(run, mali, nairobi, monkeypatch):
    semantic = pytest.importorskip("tui.compare.semantic")
    monkeypatch.setattr(semantic, "find_spec", lambda name: None)
    said = run("compare", mali, nairobi, "--semantic")
    assert (said.code, said.out) == (2, "")
    assert "claimdesk[semantic]" in said.told


def test_escapes_in_an_article_do_not_reach_the_terminal(run):
    text = "The ferry \x1b]0;owned\x07sank\u202e off [bold]Rabaul[/bold] on Thursday evening.\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    Path("b.txt").write_text(f"{text}It rained.\n", encoding="utf-8")
    for terminal in (False, True):
        out = run("compare", "a.txt", "b.txt", terminal=terminal).out
        assert "\x1b]" not in out
        assert "\x07" not in out
        assert "\u202e" not in out
        assert "[bold]" in out


def a_folder():
    Path("it").mkdir()


def a_picture():
    Path("it").write_bytes(bytes(range(256)) * 40)


def an_empty_file():
    Path("it").touch()


def without_words():
    Path("it").write_text("\n \n", encoding="utf-8")


@pytest.mark.parametrize(
    ("makes", "code"),
    [(a_folder, 2), (a_picture, 1), (an_empty_file, 1), (without_words, 1)],
)
def test_a_file_that_cannot_be_read_as_an_article(makes, code, run, nairobi):
    makes()
    said = run("compare", nairobi, "it")
    assert (said.code, said.out) == (code, "")
    assert said.told.startswith("it")
    assert names_a_remedy(said.told)


def few(mali, nairobi):
    return (mali,)


def twice(mali, nairobi):
    return (mali, nairobi, mali)


def one_text_in_two_files(mali, nairobi):
    Path("copy.txt").write_bytes(mali.read_bytes())
    return (mali, "copy.txt")


def no_such_file(mali, nairobi):
    return (mali, "nowhere.txt")


def no_database(mali, nairobi):
    return (mali, "61d4999a")


def too_many(mali, nairobi):
    return (mali, nairobi) * 7


def two_forms(mali, nairobi):
    return (mali, nairobi, "--json", "--matrix", "csv")


def output_without_a_form(mali, nairobi):
    return (mali, nairobi, "-o", "out")


def into_a_folder(mali, nairobi):
    Path("out").mkdir()
    return (mali, nairobi, "--json", "-o", "out")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (few, "one article"),
        (twice, "named twice"),
        (one_text_in_two_files, "the same article as"),
        (no_such_file, "nowhere.txt"),
        (no_database, "annotations.db"),
        (too_many, "14 articles"),
        (two_forms, "choose one"),
        (output_without_a_form, "--json"),
        (into_a_folder, "is a folder"),
    ],
)
def test_a_call_that_is_wrong(call, words, run, mali, nairobi):
    arguments = call(mali, nairobi)
    before = files_here()
    said = run("compare", *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.told
    assert names_a_remedy(said.told)
    assert files_here() == before


def test_an_id_that_no_article_has(run, ids):
    said = run("compare", ids[0], "ffffffff")
    assert (said.code, said.out) == (2, "")
    assert "no article starts with 'ffffffff'" in said.told


def test_the_database_is_not_written_over(run, ids):
    before = files_here()
    said = run("compare", *ids, "--json", "-o", "annotations.db")
    assert said.code == 2
    assert "is the database itself" in said.told
    assert files_here() == before
