"""brat's own parser, configuration reader and verification read what is exported for it."""

import importlib
import sys
import types
from pathlib import Path

import brat
import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tests.formats.test_brat import _less
from tui.formats.brat import CARRIES, document_name, parted
from tui.formats.brat_names import Types
from tui.formats.losses import kept, kept_relations

SERVER = Path(next(iter(brat.__path__))) / "server"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """brat's modules, which lie in a folder of scripts and want a configuration of a server."""
    config = types.ModuleType("config")
    work = str(tmp_path_factory.getbasetemp())
    config.__dict__.update(
        BASE_DIR=work, DATA_DIR=work, WORK_DIR=work, DEBUG=False, BACKUP_DIR=work, LOG_LEVEL=30
    )
    sys.modules["config"] = config
    sys.path[:0] = [str(SERVER / "src"), str(SERVER / "lib")]
    found = {
        name: importlib.import_module(name)
        for name in ("annotation", "projectconfig", "verify_annotations")
    }
    for module in found.values():  # codecs and the mode "rU" went with Python 3.11
        module.__dict__["open_textfile"] = opened
    return types.SimpleNamespace(**found)


def opened(name, mode="r"):
    return Path(name).open(mode.replace("U", ""), encoding="utf-8", newline="\n")


def document(server, folder: Path, name: str):
    """A document as brat reads it."""
    return server.annotation.TextAnnotations(str(folder / name), read_only=True)


def issues(server, folder: Path, found):
    configured = server.projectconfig.ProjectConfiguration(str(folder))
    return [
        one.human_readable_str()
        for one in server.verify_annotations.verify_annotation(found, configured)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=entries())
def test_brat_reads_every_line_and_finds_the_same_words(server, tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("brat") / "out"
    written("brat", made, folder)
    for one in map(_less, made):
        found = document(server, folder, document_name(one))
        assert found.failed_lines == []
        assert found.get_document_text() == one.article.text
        assert sorted(map(str, words(one))) == sorted(
            str((text.type, *text.spans, text.get_text().strip() and text.get_text()))
            for text in found.get_textbounds()
        )
        assert len(list(found.get_relations())) == len(kept_relations(one, CARRIES))
        assert issues(server, folder, found) == []


TYPES = Types()


def words(one):
    """What brat has to find: types, the parts between line breaks and their words."""
    text = one.article.text
    for made in kept(one, CARRIES):
        spans = parted(text, [(part.start, part.end) for part in made.fragments])
        quoted = " ".join(text[start:end] for start, end in spans)
        if spans:  # blanks alone brat fills in by itself, without those between them
            yield TYPES("entities", made.tag), *spans, quoted.strip() and quoted


@pytest.mark.parametrize(
    ("line", "failed"),
    [
        ("T1\tclaim 2 5\tAna\n", []),
        ("T1\tclaim 3 6\tAna\n", [0]),  # offsets in UTF-16
        ("T1\tclaim 2 9\tAna t\n", [0]),
        ("T1\tclaim 2 5\tAna\nT1\tclaim 2 5\tAna\n", [1]),
    ],
)
def test_brat_refuses_a_broken_line(server, tmp_path, line, failed):
    (tmp_path / "doc.txt").write_text("😀 Ana told.", encoding="utf-8")
    (tmp_path / "doc.ann").write_text(line, encoding="utf-8")
    assert document(server, tmp_path, "doc").failed_lines == failed


def test_brat_refuses_a_type_that_is_not_configured(server, tmp_path):
    (tmp_path / "doc.txt").write_text("Ana told.", encoding="utf-8")
    (tmp_path / "doc.ann").write_text("T1\todd 0 3\tAna\n", encoding="utf-8")
    (tmp_path / "annotation.conf").write_text(
        "[entities]\nclaim\n[relations]\n[events]\n[attributes]\n", encoding="utf-8"
    )
    assert issues(server, tmp_path, document(server, tmp_path, "doc"))
