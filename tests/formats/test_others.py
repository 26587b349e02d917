"""Formats of other packages: found by their entry points, and left out and told where broken."""

from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from tui.errors import CallError
from tui.formats import jsonl, registry


def module(**fields):
    """A module that has the face, but for the fields given."""
    made = ModuleType("theirs")
    for name in (*registry.FACE, "write"):
        setattr(made, name, getattr(jsonl, name))
    for name, value in fields.items():
        setattr(made, name, value)
    return made


@pytest.fixture
def bring(monkeypatch):
    """Let other packages bring these modules, by the names of their formats."""

    def brought(**modules):
        class Point(EntryPoint):
            def load(self):
                found = modules[self.name]
                if isinstance(found, Exception):
                    raise found
                return found

        points = [Point(name, f"theirs:{name}", registry.GROUP) for name in modules]
        monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points)
        registry.others.cache_clear()

    yield brought
    registry.others.cache_clear()


def test_a_format_of_another_package_is_there_as_ours_are(bring):
    theirs = module()
    bring(tei=theirs)
    assert "tei" in registry.names()
    assert registry.load("tei") is theirs
    assert registry.others().wrong == ()


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (ImportError("no lxml"), "cannot be loaded (ImportError: no lxml)"),
        (module(CARRIES=None), "CARRIES is no Carries"),
        (module(PLACE="drawer"), "PLACE is neither"),
        (module(write="words"), "it has no write"),
        (module(read="words"), "its read is no function"),
    ],
)
def test_a_broken_one_is_left_out_and_told_and_the_others_stay(bring, broken, told):
    bring(tei=broken, alto=module())
    assert "tei" not in registry.names()
    assert "alto" in registry.names()
    (wrong,) = registry.others().wrong
    assert "'tei'" in wrong
    assert told in wrong


def test_none_takes_the_name_of_one_of_ours(bring):
    bring(jsonl=module())
    assert registry.load("jsonl") is jsonl
    assert "there is one of that name already" in registry.others().wrong[0]


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(CallError, match=r"no format 'tei': choose argilla, .*brat, .*jsonl"):
        registry.load("tei")


def test_one_that_only_goes_out_is_not_read():
    with pytest.raises(CallError, match=r"csv-spans cannot be imported: choose "):
        registry.load_readable("csv-spans")
