"""CoNLL: tags in their schemes, what comes back with texts beside, files of others, bad ones."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.material import example, exported
from tests.formats.roundtrip import comparable, holds, written
from tui.errors import CallError, DataError
from tui.formats.conll import CARRIES, read, write
from tui.formats.conll_tags import entities_of, label_of, name_of, tags_of
from tui.formats.conll_tokens import NOTHING_BUT_SPACE, SPACE_AT_EDGES
from tui.formats.face import Options
from tui.formats.losses import kept
from tui.formats.out import FolderOut
from tui.text.anchors import anchor
from tui.text.edges import trimmed
from tui.text.policy import sha256

MANY = settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
SCHEMES = st.sampled_from(["iob2", "iobes"])


def without_space_at_edges(found):
    """What is left of the entries: an annotation is from its first word to its last."""
    less = []
    for one in found:
        text, made = one.article.text, []
        for mark in kept(one, CARRIES):
            start, end = trimmed(text, mark.start, mark.end)
            if start < end:
                made.append(replace(mark, fragments=(anchor(text, start, end),)))
        less.append(replace(one, annotations=made))
    return less


@MANY
@given(entries(), SCHEMES)
def test_what_is_read_is_what_was_written_less_the_declared_loss(found, scheme):
    told = holds("conll", found, Options(scheme=scheme), without_space_at_edges)
    marks = [(one, mark) for one in found for mark in kept(one, CARRIES)]
    ends = [(trimmed(one.article.text, mark.start, mark.end), mark) for one, mark in marks]
    assert told.losses[NOTHING_BUT_SPACE] == sum(start == end for (start, end), _ in ends)
    assert told.losses[SPACE_AT_EDGES] == sum(
        start < end and (start, end) != (mark.start, mark.end) for (start, end), mark in ends
    )


@MANY
@given(entries(), SCHEMES)
def test_the_columns_are_what_readers_part_them_into(tmp_path_factory, found, scheme):
    """Readers split lines at any white space, and parts of a file at empty lines."""
    place = tmp_path_factory.mktemp("conll") / "out"
    written("conll", found, place, Options(scheme=scheme))
    said = (place / "train.conll").read_text("utf-8")
    assert said.count("-DOCSTART- -X- O O\n\n") == len(found)
    lines = [line for line in said.splitlines() if line]
    assert lines == [line for line in said.split("\n") if line]
    assert {len(line.split()) for line in lines} <= {4}
    assert "\n\n\n" not in said


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from(["A", "B-c"]))),
    SCHEMES,
)
def test_tags_say_the_entities_in_either_scheme(gaps, scheme):
    found, place = [], 0
    for gap, length, name in gaps:
        found.append((place + gap, place + gap + length, name))
        place += gap + length
    assert entities_of(tags_of(place + 1, found, scheme)) == found


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("I-A I-A O I-A", [(0, 2, "A"), (3, 4, "A")]),
        ("I-A B-A I-B", [(0, 1, "A"), (1, 2, "A"), (2, 3, "B")]),
        ("U-A B-A I-A L-A O", [(0, 1, "A"), (1, 4, "A")]),
        ("S-A B-A E-A S-B", [(0, 1, "A"), (1, 3, "A"), (3, 4, "B")]),
    ],
)
def test_the_schemes_of_others_are_read(tags, expected):
    assert entities_of(tags.split()) == expected


@pytest.mark.parametrize("tags", ["X-A", "B", "B-", "PER", "-A", "", "O E-A", "B-A L-B", "BI-A"])
def test_a_tag_that_is_none_is_refused(tags):
    with pytest.raises(ValueError, match="tag|begun"):
        entities_of(tags.split(" "))


@given(st.text())
def test_a_label_has_no_white_space_and_gives_its_name(name):
    name = name.encode("utf-8", "replace").decode()
    assert not any(letter.isspace() for letter in label_of(name))
    assert name_of(label_of(name)) == name


def test_a_sentence_does_not_end_within_an_annotation(tmp_path):
    (entry,) = all_of(tmp_path, "The O\ntoll O\n. O\n\nIt O\nrose O\n. O\n")
    text = entry.article.text
    marked = [
        replace(mark, fragments=(anchor(text, 4, text.index("rose")),), sha256="", tag="A")
        for mark in all_of(tmp_path, "x B-A\n")[0].annotations
    ]
    written("conll", [replace(entry, annotations=marked)], tmp_path / "out")
    said = (tmp_path / "out" / "train.conll").read_text("utf-8")
    assert said.endswith("toll _ _ B-A\n. _ _ I-A\nIt _ _ I-A\nrose _ _ O\n. _ _ O\n\n")


def test_each_split_has_its_own_files(tmp_path):
    (one,) = all_of(tmp_path, "One B-A\n")
    (two,) = all_of(tmp_path, "Two O\n")
    one, two = (
        replace(entry, article=replace(entry.article, summary=replace(about, uid=uid)))
        for entry, uid in ((one, "1"), (two, "2"))
        for about in (entry.article.summary,)
    )
    (tmp_path / "out").mkdir()
    dataset = replace(as_dataset([one, two]), splits={"2": "test"})
    assert not list(write(dataset, FolderOut(tmp_path / "out"), Options()))
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == ["test.conll", "test.texts.jsonl", "train.conll", "train.texts.jsonl"]
    assert "Two _ _ O" in (tmp_path / "out" / "test.conll").read_text("utf-8")


def test_one_file_has_the_tokens_of_all(tmp_path):
    with example(tmp_path) as store:
        said = exported(store, "conll").decode()
    assert said.count("-DOCSTART-") == 2
    (tmp_path / "one.conll").write_text(said, "utf-8")
    found = list(read(tmp_path / "one.conll", Options()))
    assert len(found) == 2
    assert len(found[0].annotations) > 5


def file_of(tmp_path, words, name="x.conll"):
    place = tmp_path / name
    place.write_bytes(words if isinstance(words, bytes) else words.encode())
    return place


def all_of(tmp_path, words):
    return list(read(file_of(tmp_path, words), Options()))


@pytest.mark.parametrize(
    ("words", "text", "quotes"),
    [
        ("U.N. NNP I-NP I-ORG\nsaid VBD I-VP O\n", "U.N. said", [("ORG", "U.N.")]),
        ("AL-AIN\tB-LOC\n,\tO\n\nNew\tB-LOC\nYork\tI-LOC\n", "AL-AIN ,\nNew York", None),
        ("\ufeffA O\r\nB S-X\r\n\r\n\r\n", "A B", [("X", "B")]),
        ("# id 5f domain=en\nA _ _ B-X\n# _ _ O\n", "A #", [("X", "A")]),
    ],
)
def test_files_of_others_are_their_tokens(tmp_path, words, text, quotes):
    (entry,) = all_of(tmp_path, words)
    assert entry.article.text == text
    if quotes is not None:
        assert [(one.tag, one.quote) for one in entry.annotations] == quotes


def test_articles_begin_at_docstart(tmp_path):
    found = all_of(tmp_path, "-DOCSTART- -X- -X- O\n\nA O\n\n-DOCSTART- -X- O O\n\nB O\n")
    assert [one.article.text for one in found] == ["A", "B"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("A O\nB X-PER\n", "x.conll, line 2: 'X-PER' is no tag of a token"),
        ("A O\nB E-PER\n", "line 2: 'E-PER' ends what has not begun"),
        ("A O\n\nB\n", "line 3: 'B' has no tag behind it"),
        ("A O\n\nB B\n", "line 3: 'B' is no tag"),
        ("A O\nü O\n".encode("latin-1"), "line 2: byte 1 is not UTF-8"),
        ("-DOCSTART- -X- O O\n\n-DOCSTART- -X- O O\n\nA O\n", "line 1: the article has no tokens"),
    ],
)
def test_what_is_wrong_is_one_line_with_the_place_and_the_remedy(tmp_path, words, said):
    with pytest.raises(DataError) as raised:
        all_of(tmp_path, words)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.fixture
def folder(tmp_path):
    """The worked example as it is exported."""
    found = all_of(
        tmp_path, "-DOCSTART- -X- O O\n\nThe B-A\ntoll I-A\n\n-DOCSTART- -X- O O\n\nB O\n"
    )
    texts = ["The  toll\n", "\u00a0B\u2028"]
    named = []
    for number, (one, text) in enumerate(zip(found, texts, strict=True)):
        digest = sha256(text)
        about = replace(one.article.summary, uid=str(number), sha256=digest)
        marks = [replace(mark, fragments=(anchor(text, 0, 9),)) for mark in one.annotations]
        named.append(
            replace(one, article=replace(one.article, summary=about, text=text), annotations=marks)
        )
    written("conll", named, tmp_path / "out")
    return tmp_path / "out"


def edited(file, edit):
    file.write_bytes(edit(file.read_bytes()))


def test_the_text_beside_gives_the_offsets(folder):
    first, second = read(folder, Options())
    assert [(one.start, one.end, one.quote) for one in first.annotations] == [(0, 9, "The  toll")]
    assert (first.article.uid, second.article.text) == ("0", "\u00a0B\u2028")


@pytest.mark.parametrize(
    ("file", "edit", "said"),
    [
        ("train.conll", lambda raw: raw[: raw.index(b"toll")], "the tokens end at 3 of a text"),
        ("train.conll", lambda raw: raw[: raw.rindex(b"-DOC")], "has no tokens for this text"),
        ("train.conll", lambda raw: raw.replace(b"toll", b"tool"), "has 'toll', not 'tool'"),
        ("train.conll", lambda raw: raw.replace(b"B-A", b"Z-A"), "'Z-A' is no tag"),
        ("train.texts.jsonl", lambda raw: raw[: raw.index(b"\n") + 1], "has no text for it"),
        ("train.texts.jsonl", lambda raw: raw[:-9], "line 2: no whole JSON"),
        ("train.texts.jsonl", lambda raw: raw.replace(b"toll", b"tool"), "not that of its sha256"),
        ("train.texts.jsonl", lambda raw: raw.replace(b'"id":"1"', b'"id":"0"'), "a second time"),
        ("train.texts.jsonl", lambda raw: raw.replace(b'"id":"1"', b'"id":1'), "'id' is 1"),
        (
            "train.texts.jsonl",
            lambda raw: raw.replace(b'[[0,9,"A"', b'[["0",9,"A"'),
            "is not start, end, tag and id of an annotation",
        ),
    ],
)
def test_what_does_not_fit_the_text_beside_is_refused(folder, file, edit, said):
    edited(folder / file, edit)
    with pytest.raises(DataError) as raised:
        list(read(folder, Options()))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_annotation_is_known_again_while_it_is_where_it_was(folder):
    marks = [one.uid for entry in read(folder, Options()) for one in entry.annotations]
    assert marks == ["x.conll, line 3"]
    edited(folder / "train.conll", lambda raw: raw.replace(b"I-A", b"O"))
    marks = [one.uid for entry in read(folder, Options()) for one in entry.annotations]
    assert marks == ["train.conll, line 3"]


def test_a_folder_without_such_files_is_said(tmp_path):
    with pytest.raises(CallError, match=r"has no file that ends in \.conll"):
        list(read(tmp_path, Options()))


@pytest.mark.skipif("CLAIMDESK_CORPORA" not in os.environ, reason="CLAIMDESK_CORPORA is unset")
@pytest.mark.parametrize(
    ("name", "quotes"),
    [
        ("example.conll", ["JAPAN", "Nadim Ladki"]),
        ("labeling.trailing.conll", ["JAPAN", "CHINA"]),
    ],
)
def test_real_files_come_in_and_out_and_in_the_same(tmp_path, name, quotes):
    file = Path(os.environ["CLAIMDESK_CORPORA"], "doccano/sequence_labeling", name)
    found = list(read(file, Options()))
    assert [mark.quote for one in found for mark in one.annotations] == quotes
    named = [
        replace(one, article=replace(one.article, summary=replace(about, uid="1", sha256=digest)))
        for one in found
        for about in (one.article.summary,)
        for digest in (sha256(one.article.text),)
    ]
    told = written("conll", named, tmp_path / "out")
    assert set(told.losses) <= {"names of annotators", "times"}
    assert comparable(read(tmp_path / "out", Options()), CARRIES) == comparable(named, CARRIES)


@pytest.mark.skipif("CLAIMDESK_CORPORA" not in os.environ, reason="CLAIMDESK_CORPORA is unset")
def test_a_real_file_that_is_broken_is_refused():
    folder = Path(os.environ["CLAIMDESK_CORPORA"], "doccano/sequence_labeling")
    with pytest.raises(DataError, match="line 1: 'SOCCERO' is no tag of a token"):
        list(read(folder / "labeling.invalid.conll", Options()))


def test_texts_beside_are_one_json_object_a_line(folder):
    lines = (folder / "train.texts.jsonl").read_text("utf-8").split("\n")
    names = ["annotations", "id", "sha256", "text"]
    assert [sorted(json.loads(line)) for line in lines if line] == [names] * 2
