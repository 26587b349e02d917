"""AVeriTeC: claims go out in its fields with their texts beside, and its own files come in."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.roundtrip import back, holds, written
from tui.errors import CallError, DataError
from tui.formats.averitec import read, write
from tui.formats.averitec_fields import FIELDS, is_claim
from tui.formats.face import Options
from tui.formats.out import FolderOut

MANY = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

FOREIGN = {
    "claim": "The toll of the flood 🌊 rose to 84.",
    "required_reannotation": False,
    "label": "Refuted",
    "justification": "The army counted 48.",
    "claim_date": "31-10-2020",
    "speaker": None,
    "original_claim_url": None,
    "fact_checking_article": "https://example.org/check",
    "reporting_source": "Facebook",
    "location_ISO_code": "ML",
    "claim_types": ["Numerical Claim", "Event/Property Claim"],
    "fact_checking_strategies": ["Written Evidence"],
    "questions": [
        {
            "question": "How many were counted?",
            "answers": [
                {
                    "answer": "48",
                    "answer_type": "Extractive",
                    "source_url": "https://example.org/army",
                    "source_medium": "Web text",
                }
            ],
        }
    ],
    "cached_original_claim_url": None,
}
"""A record in the form of the dataset's own files, made up."""


def less(found):
    return [
        replace(one, annotations=[made for made in one.annotations if is_claim(made.tag)])
        for one in found
    ]


def rows_in(folder, name="train.json"):
    return json.loads((folder / name).read_text("utf-8"))


@pytest.fixture
def reading(tmp_path):
    """Read records as a file of the dataset."""

    def read_it(rows):
        (tmp_path / "dev.json").write_text(json.dumps(rows), encoding="utf-8")
        return list(read(tmp_path / "dev.json", Options()))

    return read_it


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    told = holds("averitec", found, less=less)
    lost = sum(not is_claim(made.tag) for one in found for made in one.annotations)
    assert told.losses["annotations that are no claims"] == lost


@MANY
@given(entries())
def test_every_record_has_the_fields_and_its_words_stand_in_its_document(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("averitec") / "out"
    written("averitec", found, folder)
    texts = {one.article.uid: one.article.text for one in found}
    rows = rows_in(folder)
    assert len(rows) == sum(len(one.annotations) for one in less(found))
    for row in rows:
        assert list(row) == [*FIELDS, "claimdesk"]
        own = row["claimdesk"]
        text = texts[own["document"]]
        assert [text[start:end] for start, end in own["fragments"]] == own["quotes"]
        assert row["claim"]
        assert isinstance(row["questions"], list)


def test_a_claim_of_the_dataset_is_a_text_of_its_own_with_all_its_fields(reading):
    (entry,) = reading([FOREIGN])
    (made,) = entry.annotations
    assert entry.article.text == made.quote == FOREIGN["claim"]
    assert (made.tag, made.note) == ("claim/number", "The army counted 48.")
    assert made.attributes["verdict"] == "Refuted"
    about = entry.article.summary
    assert (about.published, about.source) == ("2020-10-31", "Facebook")


def test_what_came_from_the_dataset_goes_out_as_it_was_and_comes_back_the_same(reading, tmp_path):
    other = {**FOREIGN, "claim": "Nobody died.", "speaker": "", "required_reannotation": True}
    other |= {"claim_types": ["Media Analysis"], "label": None, "claim_id": 7}
    found = reading([FOREIGN, other, {**FOREIGN, "label": "Supported"}])
    assert [len(one.annotations) for one in found] == [2, 1]
    written("averitec", found, tmp_path / "a")
    rows = rows_in(tmp_path / "a")
    wanted = [FOREIGN, {**FOREIGN, "label": "Supported"}, other]
    for row, was in zip(rows, wanted, strict=True):
        assert {name: row[name] for name in FIELDS} == {name: was[name] for name in FIELDS}
    again, _ = back("averitec", found)
    assert [one.annotations for one in again] == [one.annotations for one in found]
    written("averitec", again, tmp_path / "b")
    assert (tmp_path / "a/train.json").read_bytes() == (tmp_path / "b/train.json").read_bytes()


def test_a_label_that_somebody_filled_in_is_taken_over(reading, tmp_path):
    written("averitec", reading([{**FOREIGN, "label": None}]), tmp_path / "out")
    (row,) = rows_in(tmp_path / "out")
    assert row["label"] is None
    row |= {"label": "Supported", "justification": "Two sources.", "questions": []}
    (tmp_path / "out" / "train.json").write_text(json.dumps([row]))
    ((made,),) = (one.annotations for one in read(tmp_path / "out", Options()))
    assert (made.attributes["verdict"], made.note) == ("Supported", "Two sources.")
    assert made.attributes["questions"] == "[]"


def test_each_part_of_the_dataset_has_a_file(reading, tmp_path):
    found = reading([FOREIGN, {**FOREIGN, "claim": "Nobody died."}])
    splits = dict(zip((one.article.uid for one in found), ("train", "test"), strict=True))
    (tmp_path / "out").mkdir()
    write(replace(as_dataset(found), splits=splits), FolderOut(tmp_path / "out"), Options())
    assert [row["claim"] for row in rows_in(tmp_path / "out", "test.json")] == ["Nobody died."]
    assert len(list(read(tmp_path / "out", Options()))) == 2


WRONG = {
    "no list": ({"claim": "x"}, "it is no list of records"),
    "a record that is no object": (["x"], "record 1: 'x' is no object"),
    "no claim": ([{**FOREIGN, "claim": None}], "record 1: 'claim' is None, and not a text"),
    "an empty claim": ([FOREIGN, {**FOREIGN, "claim": " "}], "record 2: its claim is empty"),
    "a claim of ours without its text": (
        [{**FOREIGN, "claimdesk": {"id": "a", "document": "b"}}],
        "record 1: the document 'b' is not in documents.jsonl",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_one_line_with_file_record_and_remedy(reading, wrong):
    rows, words = WRONG[wrong]
    with pytest.raises(DataError, match=words) as told:
        reading(rows)
    assert "dev.json" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda own: own.update(quotes=["x"]), "the text has 'The toll"),
        (lambda own: own.update(fragments=[[0, 999]]), "0–999 is no stretch"),
        (lambda own: own.update(fragments=[0, 3]), "0 is no pair of offsets"),
    ],
    ids=["other words", "out of the text", "no pair"],
)
def test_words_that_are_not_at_their_offsets_are_refused(reading, tmp_path, change, words):
    written("averitec", reading([FOREIGN]), tmp_path / "out")
    (row,) = rows_in(tmp_path / "out")
    change(row["claimdesk"])
    (tmp_path / "out" / "train.json").write_text(json.dumps([row]))
    with pytest.raises(DataError, match=words):
        list(read(tmp_path / "out", Options()))


def test_a_claim_twice_and_a_file_cut_off_and_an_empty_folder_are_told(reading, tmp_path):
    written("averitec", reading([FOREIGN]), tmp_path / "out")
    file = tmp_path / "out" / "train.json"
    whole = file.read_bytes()
    file.write_text(json.dumps(json.loads(whole) * 2))
    with pytest.raises(DataError, match="record 2: the id .* comes a second time"):
        list(read(tmp_path / "out", Options()))
    file.write_bytes(whole[:-4])
    with pytest.raises(DataError, match="no whole JSON"):
        list(read(tmp_path / "out", Options()))
    file.write_bytes("[{'Ü'".encode("latin-1"))
    with pytest.raises(DataError, match="is not UTF-8"):
        list(read(tmp_path / "out", Options()))
    file.unlink()
    with pytest.raises(CallError, match="none of train.json"):
        list(read(tmp_path / "out", Options()))
