"""Two processes form an export's articles: what comes out is what one alone would have made."""

import os
from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.formats.material import EXAMPLE
from tui.formats import beside
from tui.formats.beside import formed
from tui.formats.dataset import entries
from tui.store.opening import open_reader


def named(entry, before):
    """What the tests make of an article: who made it, and its name."""
    return f"{before}{os.getpid()} {entry.article.uid}".encode()


def dying(entry, here):
    """As `named`, but only in the process of the test."""
    if os.getpid() != here:
        os._exit(1)
    return named(entry, "")


@pytest.fixture(autouse=True)
def few(monkeypatch):
    for name, number in (("FEW", 3), ("THERE", 2), ("HERE", 1)):
        monkeypatch.setattr(beside, name, number)
    monkeypatch.setattr(beside.os, "cpu_count", lambda: 2)


@pytest.fixture
def many():
    """Twelve articles, by the two of the example."""
    with open_reader(EXAMPLE) as store:
        found = list(entries(store))
    return [
        replace(one, article=replace(one.article, summary=replace(one.article.summary, uid=f"{n}")))
        for n, one in enumerate((found * 12)[:12])
    ]


def told(made):
    """The names in order, and in how many processes they were made."""
    made = list(made)
    assert [one.article.uid for one, _ in made] == [data.decode().split()[1] for _, data in made]
    return [one.article.uid for one, _ in made], {data.split()[0] for _, data in made}


def test_articles_are_formed_in_two_processes_and_come_in_their_order(many):
    order, processes = told(formed(named, iter(many), "by"))
    assert order == [str(n) for n in range(12)]
    assert len(processes) == 2
    assert f"by{os.getpid()}".encode() in processes


@pytest.mark.parametrize("number", [0, 1, 3])
def test_few_articles_are_formed_here(many, number):
    order, processes = told(formed(named, iter(many[:number]), ""))
    assert order == [str(n) for n in range(number)]
    assert processes <= {str(os.getpid()).encode()}


def test_a_process_that_dies_is_done_without(many):
    order, processes = told(formed(dying, iter(many), os.getpid()))
    assert order == [str(n) for n in range(12)]
    assert processes == {str(os.getpid()).encode()}


def test_what_cannot_be_sent_is_formed_here(many):
    unsendable = [replace(one, tags=(MappingProxyType({}),)) for one in many]
    _, processes = told(formed(named, iter(unsendable), ""))
    assert processes == {str(os.getpid()).encode()}


def test_long_articles_are_few_at_a_time(many, monkeypatch):
    monkeypatch.setattr(beside, "LONG", 1)
    taken = []
    going = formed(named, (taken.append(one) or one for one in many), "")
    for number, _ in enumerate(going, 1):
        assert len(taken) - number < 2
    assert len(taken) == 12


def test_with_one_processor_one_process_does_it_all(many, monkeypatch):
    monkeypatch.setattr(beside.os, "cpu_count", lambda: 1)
    _, processes = told(formed(named, iter(many), ""))
    assert processes == {str(os.getpid()).encode()}


def test_where_no_process_can_be_started_one_does_it_all(many, monkeypatch):
    monkeypatch.setattr(beside.sys, "executable", "/nowhere/python")
    _, processes = told(formed(named, iter(many), ""))
    assert processes == {str(os.getpid()).encode()}


def test_the_process_is_gone_when_the_export_ends_early(many, monkeypatch):
    started = []
    popen = beside.subprocess.Popen
    monkeypatch.setattr(
        beside.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[0]
    )
    going = formed(named, iter(many), "")
    for _ in range(5):
        next(going)
    going.close()
    assert [one.poll() is not None for one in started] == [True]
