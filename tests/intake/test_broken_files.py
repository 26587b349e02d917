"""Files that are cut off, changed or missing their reader: told in a line, never raised."""

import builtins
from importlib import import_module
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.made import samples
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.registry import kind_of

SAMPLES = samples()
PACKAGES = {
    "docx": "docx",
    "epub": "lxml.etree",
    "opml": "listparser",
    "pdf": "pypdfium2",
    "rss": "feedparser",
    "rtf": "striprtf",
    "warc": "warcio.archiveiterator",
}


def read(kind: str, data: bytes) -> list[Found | Part | Missed]:
    """What is made of a file: each thing a value, each reason a line that ends with what to do."""
    found = list(import_module(f"tui.intake.{kind}").read(data, f"file.{kind}", Options()))
    for one in found:
        assert isinstance(one, Found | Part | Missed)
        if isinstance(one, Missed):
            assert "\n" not in one.reason
            assert ": " in one.reason
        if isinstance(one, Found):
            assert one.text.strip()
    return found


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_whole_file_is_known_for_what_it_is_and_read(kind):
    data = SAMPLES[kind]
    module = import_module(f"tui.intake.{kind}")
    assert module.knows(data[:4096])
    assert kind_of(data, "file") == kind
    assert all(module.knows(other[:4096]) == (name == kind) for name, other in SAMPLES.items())
    assert len(read(kind, data)) == (2 if kind == "epub" else 1)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_that_breaks_off_anywhere_is_read_or_told(kind):
    data = SAMPLES[kind]
    for cut in range(0, len(data), max(1, len(data) // 40)):
        read(kind, data[:cut])


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_with_bytes_changed_is_read_or_told(kind):
    random = Random(7)
    for _ in range(30):
        data = bytearray(SAMPLES[kind])
        for _ in range(random.randrange(1, 20)):
            data[random.randrange(len(data))] = random.randrange(256)
        read(kind, bytes(data))


@pytest.mark.parametrize("kind", SAMPLES)
@settings(max_examples=20)
@given(data=st.binary(max_size=300))
def test_any_bytes_behind_a_good_beginning_are_read_or_told(kind, data):
    read(kind, data)
    read(kind, SAMPLES[kind][:60] + data)


@pytest.mark.parametrize("kind", PACKAGES)
def test_without_its_package_a_kind_says_what_to_install(monkeypatch, kind):
    real = builtins.__import__

    def refuse(name, *rest):
        if name == PACKAGES[kind]:
            raise ImportError(name)
        return real(name, *rest)

    module = import_module(f"tui.intake.{kind}")
    monkeypatch.setattr(builtins, "__import__", refuse)
    (missed,) = module.read(SAMPLES[kind], "file", Options())
    assert missed.reason.endswith(
        f"need the {module.EXTRA} extra: pip install 'claimdesk[{module.EXTRA}]'"
    )
