"""Sentence pairs: what is related across two articles, with the texts to find it again."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.roundtrip import holds, written
from tui.errors import CallError, DataError
from tui.formats.face import Options
from tui.formats.out import FolderOut
from tui.formats.pairs import read, write

MANY = settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def gone_of(found):
    return {made.uid for one in found for text in one.earlier for made in text.annotations}


def across(found):
    gone = gone_of(found)
    return [
        one
        for entry in found
        for one in entry.own_relations
        if one.source_article != one.target_article and not {one.source, one.target} & gone
    ]


def less(found):
    """What is left: the relations across articles and the annotations that these relate."""
    kept = across(found)
    ends = {uid for one in kept for uid in (one.source, one.target)}
    return [
        replace(
            one,
            annotations=[made for made in one.annotations if made.uid in ends],
            relations=[made for made in one.relations if made in kept],
        )
        for one in found
    ]


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    told = holds("pairs", found, less=less)
    left = sum(len(one.annotations) for one in found)
    left -= sum(len(one.annotations) for one in less(found))
    assert told.losses["annotations without a related one in another article"] == left
    within = sum(r.source_article == r.target_article for e in found for r in e.own_relations)
    assert told.losses["relations within an article"] == within


@MANY
@given(entries())
def test_each_pair_has_sentences_that_hold_the_words_of_its_annotations(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("pairs") / "out"
    written("pairs", found, folder)
    pairs = [json.loads(line) for line in (folder / "train.jsonl").read_bytes().splitlines()]
    texts = {one.article.uid: one.article.text for one in found}
    assert len({tuple(pair) for pair in pairs}) <= 1
    assert all(isinstance(cell, str) for pair in pairs for cell in pair.values())
    related = [pair | ends for pair in pairs if "from" in (ends := json.loads(pair["made_of"]))]
    assert len(related) == len(across(found))
    assert len(pairs) - len(related) == sum(len(one.alignments) for one in found)
    for pair in related:
        for number, end in (("1", pair["from"]), ("2", pair["to"])):
            sentence, text = pair[f"sentence{number}"], texts[end["document"]]
            assert sentence in text
            for (start, stop), quote in zip(end["fragments"], end["quotes"], strict=True):
                assert text[start:stop] == quote
                assert quote in sentence


def related_pair(split=None):
    """Two articles with one relation across, from a fixed text."""
    from tests.formats.datasets import Names
    from tui.formats.entry import Entry
    from tui.model import Annotation, Article, ArticleSummary, Relation
    from tui.text.anchors import anchor
    from tui.text.policy import sha256

    names, found = Names(), []
    for number, text in enumerate(("The toll rose to 84. More later.", "😀 At least 90 died.")):
        uid = names.uid()
        summary = ArticleSummary(uid, sha256(text), f"{number}", len(text), 1)
        made = Annotation(
            names.uid(), uid, "claim", (anchor(text, 4, 12),), "ana", "", "", sha256=sha256(text)
        )
        found.append(Entry(Article(summary, text), [made], []))
    (a,), (b,) = (one.annotations for one in found)
    relation = Relation(names.uid(), "conflicts", a.uid, b.uid, a.article, b.article, "ana")
    return [replace(one, relations=[relation]) for one in found]


def test_a_pair_is_the_sentences_around_and_the_relation(tmp_path):
    written("pairs", related_pair(), tmp_path / "out")
    (line,) = (tmp_path / "out" / "train.jsonl").read_bytes().splitlines()
    pair = json.loads(line)
    assert (pair["sentence1"], pair["sentence2"], pair["label"]) == (
        "The toll rose to 84.",
        "😀 At least 90 died.",
        "conflicts",
    )


def test_a_pair_across_the_parts_of_the_dataset_is_in_none_and_told(tmp_path):
    first, second = related_pair()
    (tmp_path / "out").mkdir()
    splits = {first.article.uid: "train", second.article.uid: "test"}
    given_ = replace(as_dataset([first, second]), splits=splits)
    told = list(write(given_, FolderOut(tmp_path / "out"), Options()))
    assert [(loss.what, loss.count) for loss in told if loss.count] == [
        ("pairs across the parts of the dataset", 1)
    ]
    assert (tmp_path / "out" / "train.jsonl").read_bytes() == b""


def test_a_pair_of_one_part_is_in_its_file_and_read_from_there(tmp_path):
    found = related_pair()
    (tmp_path / "out").mkdir()
    given_ = replace(as_dataset(found), splits={one.article.uid: "dev" for one in found})
    write(given_, FolderOut(tmp_path / "out"), Options())
    assert (tmp_path / "out" / "dev.jsonl").read_bytes().count(b"\n") == 1
    assert sum(len(one.relations) for one in read(tmp_path / "out", Options())) == 1


def changed(row, name, value):
    """A pair with something else in it, or in what it was made of."""
    end, _, key = name.partition(".")
    if not key:
        return {**row, name: value}
    made_of = json.loads(row["made_of"])
    made_of[end][key] = value
    return {**row, "made_of": json.dumps(made_of)}


WRONG = {
    "words that are others": ("from.quotes", ["x"], "at 4–12 the text has"),
    "offsets out of the text": ("to.fragments", [[4, 99]], "4–99 is no stretch"),
    "offsets that are none": ("to.fragments", [["4", 5]], "is no pair of offsets"),
    "a document that is missing": ("from.document", "none", "'none' is not in documents.jsonl"),
    "no label": ("label", None, "'label' is None"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_one_line_with_file_line_and_remedy(tmp_path, wrong):
    name, value, words = WRONG[wrong]
    written("pairs", related_pair(), tmp_path / "out")
    file = tmp_path / "out" / "train.jsonl"
    file.write_text(json.dumps(changed(json.loads(file.read_bytes()), name, value)))
    with pytest.raises(DataError, match=words) as told:
        list(read(tmp_path / "out", Options()))
    assert "train.jsonl, line 1" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_pair_twice_a_line_cut_off_and_a_file_that_is_missing_are_told(tmp_path):
    written("pairs", related_pair(), tmp_path / "out")
    file = tmp_path / "out" / "train.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole * 2)
    with pytest.raises(DataError, match="line 2: the id .* comes a second time"):
        list(read(tmp_path / "out", Options()))
    file.write_bytes(whole[:-9])
    with pytest.raises(DataError, match="line 1: no whole JSON"):
        list(read(tmp_path / "out", Options()))
    file.write_bytes(b'{"sentence1":"a","sentence2":"b","label":"same"}\n')
    with pytest.raises(DataError, match="line 1: .*only our own pairs"):
        list(read(tmp_path / "out", Options()))
    file.write_bytes(b'{"a":"\xff"}\n')
    with pytest.raises(DataError, match="line 1: byte 7 is not UTF-8"):
        list(read(tmp_path / "out", Options()))
    file.unlink()
    with pytest.raises(CallError, match="there is no such file"):
        list(read(tmp_path / "out", Options()))
