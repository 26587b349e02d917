"""`claimdesk show`: an article as it is, and the file it came from."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.conftest import files_here, names_a_remedy, process
from tui.model import Extraction
from tui.store import adding
from tui.store.adding import Intake
from tui.store.opening import open_store
from tui.text.policy import Decoded, decode

HERE = Path("annotations.db")
PAGE = b"<html>\r\n<p>The toll \x1b[2J rose.</p>\x00\xff</html>" * 40
TEXT = "The toll \ufffd[2J rose.\n\nIt\u202e rose."
FOUND = Extraction("html", "trafilatura", "2.3.1", words=77)


@pytest.fixture
def added(run):
    """The id of a page with a hostile title."""
    with open_store(HERE, annotator="ana", device="d") as store:
        details = {"title": "Toll\x1b]2;x\x07", "source": "Le Monde"}
        intake = Intake(Decoded(TEXT, "utf-8", 1), PAGE, "a.html", details, extraction=FOUND)
        return adding.add(store, [intake])[0].article.uid


def test_the_details_then_the_text_safe_for_a_terminal(run, added):
    said = run("show", added[:8], terminal=True)
    assert (said.code, said.err) == (0, "")
    title, source, rest = said.out.split("\n", 2)
    assert (title, source) == ("title: Toll␛]2;x␇", "source: Le Monde")
    assert rest.startswith("\nThe toll \ufffd[2J rose.\n\nIt")
    assert not {"\x1b", "\x07", "\u202e"} & set(said.out)


def test_the_json_has_how_the_text_was_found_and_the_bytes_named(run, added):
    row = json.loads(run("show", added, "--json").out)
    assert (row["id"], row["text"], row["texts"]) == (added, TEXT, [])
    assert row["origin"] == {
        **{"sha256": hashlib.sha256(PAGE).hexdigest(), "bytes": len(PAGE), "encoding": "utf-8"},
        **{"replaced": 1, "kind": "html", "extractor": "trafilatura", "version": "2.3.1"},
        **{"options": "", "member": "", "words": 77},
    }


def test_the_origin_comes_back_byte_by_byte(run, added):
    assert process("show", added, "--origin").stdout == PAGE
    assert run("show", added, "--origin", "-o", "page.html").out == ""
    assert Path("page.html").read_bytes() == PAGE


def test_each_text_it_has_had_comes_with_the_file_it_came_from(run, added):
    later = b"The toll rose twice.\n\nIt rose."
    with open_store(HERE, annotator="ana", device="d") as store:
        adding.add_version(store, added, Intake(decode(later), later, "b.txt"))
    assert run("show", added).out.endswith("text: 2 of 2\n\nThe toll rose twice.\n\nIt rose.\n")
    assert "text: 1 of 2" in run("show", added, "--text", "1").out
    first = json.loads(run("show", added, "--json", "--text", "1").out)
    assert (first["text"], first["file"], first["length"]) == (TEXT, "a.html", len(TEXT))
    assert first["origin"]["sha256"] == hashlib.sha256(PAGE).hexdigest()
    now = json.loads(run("show", added, "--json").out)
    assert (now["file"], now["texts"]) == ("b.txt", first["texts"])
    assert [one["sha256"] for one in now["texts"]] == [first["sha256"], now["sha256"]]
    for number, raw in ((1, PAGE), (2, later)):
        said = run("show", added, "--origin", "--text", str(number), "-o", f"{number}")
        assert (said.code, Path(f"{number}").read_bytes()) == (0, raw)
    said = run("show", added, "--origin", "--text", "3", "-o", "3")
    assert (said.code, Path("3").exists()) == (2, False)
    assert names_a_remedy(said.told)


def test_the_only_text_is_its_first(run, added):
    assert run("show", added, "--text", "1").out == run("show", added).out
    assert run("show", added, "--text", "2").code == 2


@pytest.mark.parametrize(
    "options", [("-o", "x"), ("--origin", "--json"), ("--origin", "-o", HERE), ("--origin",)]
)
def test_what_cannot_be_is_refused_and_nothing_written(run, added, options):
    before = files_here()
    said = run("show", added, *options, terminal=True)
    assert (said.code, said.out) == (2, "")
    assert names_a_remedy(said.told)
    assert files_here() == before


def test_no_database_is_made(run):
    assert run("show", "ab12").code == 2
    assert files_here() == {}
