"""The worked example, annotations.db: what `make example` builds, and untouched by reading."""

import hashlib
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from seeds.build import build
from tui.app.app import Desk
from tui.formats.writing import write
from tui.store import articles, codebook, history, relations
from tui.store.check import faults
from tui.store.opening import open_reader, open_store

ROOT = Path(__file__).parents[1]
TRACKED = ROOT / "annotations.db"
SEEDS = ROOT / "seeds"


@pytest.fixture
def example() -> Path:
    """A copy of the example, as annotations.db in the current folder."""
    path = Path("annotations.db")
    path.write_bytes(TRACKED.read_bytes())
    return path


@pytest.fixture
def rows(example):
    """Its articles as the JSONL gives them."""
    return [json.loads(line) for line in exported(example, "jsonl").decode().split("\n")[:-1]]


@pytest.fixture
def marks(rows):
    return [made for row in rows for made in row["annotations"]]


def exported(path: Path, format_name: str) -> bytes:
    stream = io.BytesIO()
    with open_reader(path) as store:
        write(store, format_name, stream)
    return stream.getvalue()


def everything_else(path: Path) -> list[object]:
    """What an export leaves out: relations from both ends, claims, the codebook, the log."""
    with open_reader(path) as store:
        uids = [summary.uid for summary in articles.summaries(store)]
        return [
            articles.summaries(store),
            [relations.of_article(store, uid) for uid in uids],
            relations.claims(store),
            [(tag.path, tag.key, tag.colour, tag.attributes) for tag in codebook.tags(store)],
            [
                (operation.annotator, operation.label)
                for operation in history.operations(store, 1000)
            ],
        ]


def test_it_holds_what_seeds_builds(example):
    build(Path("built.db"))
    built = Path("built.db")
    for format_name in ("jsonl", "csv"):
        assert exported(built, format_name) == exported(example, format_name)
    assert everything_else(built) == everything_else(example)


def test_every_build_holds_the_same():
    for name in ("one.db", "two.db"):
        build(Path(name))
    assert exported(Path("one.db"), "jsonl") == exported(Path("two.db"), "jsonl")


def test_it_is_whole(example):
    with open_reader(example) as store:
        assert faults(store) == []


def test_the_articles_are_the_seeds_byte_for_byte(rows):
    assert [row["meta"]["file"] for row in rows] == sorted(
        file.name for file in SEEDS.glob("*.txt")
    )
    for row in rows:
        seed = (SEEDS / row["meta"]["file"]).read_bytes()
        assert row["text"].encode() == seed
        assert row["sha256"] == hashlib.sha256(seed).hexdigest()


def test_it_has_enough_to_learn_from(rows, marks):
    assert len(rows) == 2
    assert len(marks) >= 25
    assert min(len(row["annotations"]) for row in rows) >= 10
    assert {row["meta"]["story"] for row in rows} == {rows[0]["meta"]["story"]}


def test_every_tag_for_spans_but_the_open_one_is_used(example, marks):
    with open_reader(example) as store:
        known = {tag.path for tag in codebook.tags(store) if "span" in tag.applies}
    assert known - {made["tag"] for made in marks} <= {"claim"}


def test_some_annotations_have_notes_attributes_and_claims(marks):
    assert sum(bool(made["note"]) for made in marks) >= 3
    assert sum(bool(made["attributes"]) for made in marks) >= 10
    assert {name for made in marks for name in made["attributes"]} == {
        *("speaker", "polarity", "certainty")
    }


def test_some_claims_are_told_by_both_articles(rows):
    told = [{made["claim"]["id"] for made in row["annotations"] if made["claim"]} for row in rows]
    assert len(told[0] & told[1]) >= 2


def test_attributes_are_those_the_tags_ask_for(example, marks):
    with open_reader(example) as store:
        asked = {
            tag.path: {attribute.name: attribute.choices for attribute in tag.attributes}
            for tag in codebook.tags(store)
        }
    for made in marks:
        for name, answer in made["attributes"].items():
            assert name in asked[made["tag"]], made["id"]
            choices = asked[made["tag"]][name]
            assert not choices or answer in choices, made["id"]


def test_some_annotations_overlap_and_some_are_in_pieces(rows, marks):
    assert any(len(made["fragments"]) > 1 for made in marks)
    overlapping = [
        (one["id"], two["id"])
        for row in rows
        for one in row["annotations"]
        for two in row["annotations"]
        if one is not two and one["fragments"][0][0] <= two["fragments"][0][0]
        if two["fragments"][0][0] < one["fragments"][0][1]
    ]
    assert overlapping


def test_relations_run_across_the_articles_and_inside_them(rows):
    made = [relation for row in rows for relation in row["relations"]]
    across = [relation for relation in made if "to_article" in relation]
    assert len(across) >= 5
    assert len(made) > len(across)
    assert len(Counter(relation["kind"] for relation in made)) >= 3


def test_relations_are_of_the_codebooks_kinds(example, rows):
    with open_reader(example) as store:
        kinds = {tag.name for tag in codebook.tags(store) if "relation" in tag.applies}
    assert {relation["kind"] for row in rows for relation in row["relations"]} <= kinds


def test_it_is_signed_as_an_example_so_that_anyone_may_change_it(example, marks):
    assert {made["annotator"] for made in marks} == {"example"}
    with open_reader(example) as store:
        assert store.value("SELECT kind FROM annotator WHERE name = 'example'") == "example"


def test_opening_and_reading_it_changes_no_byte(example):
    before = (example.read_bytes(), example.stat().st_mtime_ns)
    with open_store(example, annotator="ana", device="desk") as store:
        everything = [articles.read(store, row.uid) for row in articles.summaries(store)]
        assert len(everything) == 2
        assert faults(store) == []
    everything_else(example)
    assert (example.read_bytes(), example.stat().st_mtime_ns) == before
    assert [file.name for file in Path().iterdir()] == ["annotations.db"]


async def test_reading_it_at_the_desk_changes_no_byte(example):
    before = (example.read_bytes(), example.stat().st_mtime_ns)
    with open_store(example, annotator="ana", device="desk") as store:
        desk = Desk(store)
        async with desk.run_test(size=(140, 40)) as pilot:
            for key in ("j", "j", "w", "]", "o", "enter", "tab", "G", "v", "j", "escape", "f"):
                await pilot.press(key)
            await pilot.press("escape", "T", "?", "escape", "O", "j", "escape", "A", "escape")
            await pilot.pause()
            assert len(desk.screen.panes) == 2
            assert example.read_bytes() == before[0]
    assert (example.read_bytes(), example.stat().st_mtime_ns) == before
    assert [file.name for file in Path().iterdir()] == ["annotations.db"]
