"""What a comparison takes from the library and from a model that knows what sentences mean."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.app.meaning import Meaning, plain_languages
from tui.compare import semantic
from tui.compare.source import Source, source_of
from tui.store import articles, vectors
from tui.store.connection import Store
from tui.store.opening import open_store

EXAMPLE = Path(__file__).parents[2] / "annotations.db"


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    path = tmp_path / "annotations.db"
    shutil.copy(EXAMPLE, path)
    with open_store(path, annotator="ana", device="desk") as opened:
        yield opened


@pytest.fixture
def sources(store) -> list[Source]:
    return [source_of(articles.read(store, one.uid)) for one in articles.summaries(store)]


class Model:
    """Stands for the model: counts what it is asked for."""

    model = "lengths"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, sentences):
        for one in sentences:
            self.asked.append(one)
            yield one, len(one).to_bytes(4, "little")


@pytest.fixture
def model(monkeypatch) -> Model:
    found = Model()
    monkeypatch.setattr(semantic, "Encoder", lambda: found)
    return found


def test_a_sentence_is_read_once_and_kept(store, sources, model):
    told: list[tuple[int, int]] = []
    meaning = Meaning(store)
    meaning.read(sources, lambda done, whole: told.append((done, whole)))
    sentences = {one for source in sources for one in semantic.sentences_of(source)}
    assert meaning.vectors.keys() == sentences
    assert told[-1] == (len(sentences), len(sentences))
    assert sorted(model.asked) == sorted(sentences)
    assert vectors.kept(store, "lengths", sorted(sentences)) == dict(meaning.vectors)

    again = Meaning(store)
    again.read(sources, lambda done, whole: told.append((done, whole)))
    assert len(model.asked) == len(sentences)
    assert again.vectors == meaning.vectors


def test_where_another_program_holds_the_file_the_vectors_are_there_and_not_kept(
    store, sources, model, monkeypatch
):
    monkeypatch.setattr("tui.app.meaning.PATIENCE", 0.01)
    with store.transaction():
        store.run("UPDATE meta SET value = value")
        meaning = Meaning(store)
        meaning.read(sources, lambda done, whole: None)
    assert len(meaning.vectors) == len(set(model.asked))
    assert vectors.kept(store, "lengths", list(meaning.vectors)) == {}


def test_the_words_of_the_articles_are_counted_in_the_library(store, sources):
    found = Meaning(store).counts(sources)
    assert found is not None
    assert found.sentences > 0


def test_a_language_without_a_stemmer_is_told():
    assert plain_languages([Source("a", "", (), language="en")]) == ""
    assert "no stemmer for xx" in plain_languages([Source("a", "", (), language="xx")])
