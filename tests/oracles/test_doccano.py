"""doccano's own importer takes what is exported, and finds the same spans and relations in it."""

import json
import os
import sys
import tempfile
from pathlib import Path

import backend
import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tui.formats.doccano import CARRIES
from tui.formats.face import Options
from tui.formats.losses import kept, kept_relations


@pytest.fixture(scope="session", autouse=True)
def doccano(tmp_path_factory):
    """doccano's Django with an empty database."""
    folder = tmp_path_factory.mktemp("doccano")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'doccano.db'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    sys.path.insert(0, next(iter(backend.__path__)))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("create_roles")


def imported(place: Path, task: str = "RelationExtraction", overlapping: bool = True):
    """What doccano has of a file: each text with its spans and relations, and its complaints."""
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import create_file_format
    from data_import.pipeline.readers import FileName
    from django.contrib.auth.models import User
    from examples.models import Example
    from labels.models import Relation, Span
    from projects.models import SequenceLabelingProject

    user, _ = User.objects.get_or_create(username="ana")
    project = SequenceLabelingProject.objects.create(
        name=place.name[:50],
        project_type="SequenceLabeling",
        created_by=user,
        allow_overlapping=overlapping,
        use_relation=True,
    )
    name = FileName(str(place), place.name, place.name)
    found = load_dataset(task, create_file_format("JSONL"), [name], project, encoding="utf_8")
    found.save(user)
    texts = []
    for example in Example.objects.filter(project=project).order_by("id"):
        spans = Span.objects.filter(example=example)
        related = Relation.objects.filter(example=example)
        texts.append((example, list(spans), list(related)))
    return texts, found.errors


def units(text: str) -> bytes:
    return text.encode("utf-16-le")


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=entries())
def test_every_span_and_relation_is_there_with_the_same_words(made):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "out.jsonl"
        written("doccano", made, place)
        texts, errors = imported(place)
    assert not errors
    assert len(texts) == len(made)
    for (example, spans, related), one in zip(texts, made, strict=True):
        assert example.text == one.article.text
        assert example.meta["article"] == one.article.uid
        assert sorted(
            (span.label.text, units(example.text)[2 * span.start_offset : 2 * span.end_offset])
            for span in spans
        ) == sorted((mark.tag, units(mark.quote)) for mark in kept(one, CARRIES))
        gone = {mark.uid for each in made for text in each.earlier for mark in text.annotations}
        assert sorted(relation.type.text for relation in related) == sorted(
            relation.kind for relation in kept_relations(one, CARRIES, gone)
        )


def broken(place: Path, **entity: object) -> Path:
    fields = {"id": 1, "start_offset": 0, "end_offset": 3, "label": "P", **entity}
    row = {"text": "Ana told.", "entities": [fields], "relations": []}
    place.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return place


@pytest.mark.parametrize("entity", [{"label": ""}, {"start_offset": -1}, {"end_offset": 0}])
def test_a_broken_span_is_refused(tmp_path, entity):
    assert len(imported(broken(tmp_path / "right.jsonl"))[0][0][1]) == 1
    texts, _ = imported(broken(tmp_path / "wrong.jsonl", **entity))
    assert not texts or not texts[0][1]


def test_a_line_that_was_cut_off_is_refused(tmp_path):
    place = broken(tmp_path / "cut.jsonl")
    place.write_text(place.read_text("utf-8")[:30], encoding="utf-8")
    texts, errors = imported(place)
    assert not texts
    assert errors


def test_offsets_in_code_points_would_be_other_words_there(tmp_path):
    """Why UTF-16 is written: doccano's screen reads numbers so."""
    from tests.formats.test_label_studio import entry, mark

    found = [entry(mark((6, 10)))]
    numbers = []
    for options in (Options(), Options(offsets="codepoint")):
        place = tmp_path / f"{options.offsets}.jsonl"
        written("doccano", found, place, options)
        ((_, (span,), _),), _ = imported(place)
        numbers.append((span.start_offset, span.end_offset))
    assert numbers == [(7, 11), (6, 10)]
