"""spaCy has the words of every annotation in what it converts of CoNLL and in Prodigy's tokens.

What it has of a DocBin is asked in `tests/formats/test_spacy.py`, which runs here too.
"""

import json
import subprocess
import sys
from collections import Counter

import pytest
import spacy as library
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tui.formats import prodigy
from tui.formats.conll_tags import name_of
from tui.formats.conll_tokens import CARRIES
from tui.formats.losses import kept
from tui.text.edges import trimmed

BLANK = library.blank("xx")
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(entries())
def test_the_tokens_for_prodigy_make_the_text_and_have_every_span(tmp_path_factory, found):
    file = tmp_path_factory.mktemp("prodigy") / "out.jsonl"
    written("prodigy", found, file)
    seen = Counter()
    for line in file.read_text("utf-8").split("\n")[:-1]:
        task = json.loads(line)
        tokens = task["tokens"]
        doc = library.tokens.Doc(
            BLANK.vocab, [one["text"] for one in tokens], [one["ws"] for one in tokens]
        )
        assert doc.text == task["text"]
        assert [token.idx for token in doc] == [one["start"] for one in tokens]
        for one in task["spans"]:
            span = doc.char_span(one["start"], one["end"])
            assert span is not None
            assert (span.text, span.start, span.end - 1) == (
                *(one["text"], one["token_start"], one["token_end"]),
            )
            seen[task["_annotator_id"], one["label"], span.text] += 1
    assert seen == Counter(
        (made.annotator, made.tag, made.quote)
        for one in found
        for made in kept(one, prodigy.CARRIES)
    )


def converted(file, to):
    """What ``spacy convert`` makes of a file of CoNLL, or None where it refuses."""
    done = subprocess.run(
        [sys.executable, "-m", "spacy", "convert", str(file), str(to), "-c", "ner"],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        return None
    made = to / f"{file.stem}.spacy"
    return list(library.tokens.DocBin().from_disk(made).get_docs(BLANK.vocab))


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(entries())
def test_spacy_converts_conll_with_every_annotation(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("conll")
    written("conll", found, folder / "out")
    docs = converted(folder / "out" / "train.conll", folder)
    assert docs is not None
    assert len(docs) == len(found)
    for doc, entry in zip(docs, found, strict=True):
        text = entry.article.text
        said = [(name_of(ent.label_), "".join(ent.text.split())) for ent in doc.ents]
        assert sorted(said) == sorted(
            (one.tag, "".join(text[start:end].split()))
            for one in kept(entry, CARRIES)
            for start, end in [trimmed(text, one.start, one.end)]
            if start < end
        )


def test_spacy_refuses_a_docbin_and_conll_that_are_broken(tmp_path):
    (tmp_path / "x.spacy").write_bytes(b"no DocBin")
    with pytest.raises(ValueError, match="E1014"):
        library.tokens.DocBin().from_disk(tmp_path / "x.spacy")
    (tmp_path / "x.conll").write_text("The toll\nrose B-\nto X-claim\n", "utf-8")
    (tmp_path / "to").mkdir()
    assert converted(tmp_path / "x.conll", tmp_path / "to") is None


def test_spacy_has_no_span_for_offsets_that_are_not_on_its_tokens():
    assert BLANK("😀 The toll").char_span(3, 6) is None
