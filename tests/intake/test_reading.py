"""Bytes and a name in, articles out, whatever the kind and however it is packed."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.files import BODY, FILES, MARKDOWN, OTHERS, PAGE, zipped
from tui.errors import CallError
from tui.intake import reading
from tui.intake.face import Found, Missed, Options
from tui.intake.reading import Step, articles_in, steps
from tui.text.policy import clean

SMALL = Options(largest=1_000_000)


def read(data, name="a", options=SMALL, **more):
    return list(articles_in(data, name, options, **more))


def one(data, name="a", options=SMALL, **more):
    (found,) = read(data, name, options, **more)
    assert isinstance(found, Found)
    return found


def reasons(data, name="a", options=SMALL):
    return [(one.name, one.reason) for one in read(data, name, options) if isinstance(one, Missed)]


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_gives_its_articles(kind):
    name, data = FILES[kind]
    found = read(data, name)
    assert found
    assert all(isinstance(article, Found) and article.text for article in found)


def test_plain_text_is_all_of_the_file():
    found = one("\ufeffOne toll.\r\nTwo tolls.\x07".encode(), "a.txt")
    assert (found.text, found.replaced, found.encoding) == (
        "One toll.\nTwo tolls.\ufffd",
        1,
        "utf-8",
    )
    assert (found.extraction.kind, dict(found.details)) == ("text", {})


def test_markdown_stays_as_it_is_written_and_names_its_details():
    found = one(MARKDOWN.encode(), "a.md")
    assert found.text == MARKDOWN
    assert found.details == {"title": "Toll rises", "published": "2020-05-01", "byline": "Ann, Bo"}
    heading = one(b"intro\n\n## *Toll* in [Gao](/gao) ##\n", "a.md")
    assert heading.details == {"title": "Toll in Gao"}
    assert one(b"Toll _rises_\n=====\n", "a.md").details == {"title": "Toll rises"}
    assert one(b"No heading\n\n```\n# code\n```\n", "a.md").details == {}


def test_what_lies_in_an_archive_has_its_place_and_its_own_bytes():
    inner = zipped({"../../etc/a.txt": BODY.encode(), "\\c.md": b"# C\n\nText."})
    found = read(zipped({"x/in.zip": inner}), "out.zip")
    assert [one.extraction.member for one in found] == ["x/in.zip/../../etc/a.txt", "x/in.zip/c.md"]
    assert [one.raw for one in found] == [BODY.encode(), b"# C\n\nText."]


def test_of_a_wrapping_of_one_article_all_is_kept():
    data = gzip.compress(BODY.encode())
    found = one(data, "a.txt.gz")
    assert (found.text, found.raw, found.extraction.kind) == (BODY, data, "gzip")
    rows = read(FILES["gzip"][1], "a.csv.gz")
    assert [row.extraction.member for row in rows] == ["row 1", "row 2"]
    assert rows[1].raw == b"2;Truce;It holds.;"


def test_what_no_article_is_in_an_archive_is_passed_over_or_told():
    data = zipped(
        {
            **{"__MACOSX/._a.txt": b"x", ".hidden/a.txt": b"x", "p_files/a.html": b"<html>x"},
            **{"logo.png": b"\x89PNG", "folder/": b"", "a.txt": b"A.", "b.bin": bytes(30)},
        }
    )
    assert [one.text for one in read(data) if isinstance(one, Found)] == ["A."]
    assert reasons(data, "z.zip") == [
        ("z.zip/b.bin", "binary data, no text: convert it first, or choose another file")
    ]


def test_archives_that_are_made_to_harm_are_refused():
    bomb = zipped({"a.txt": b"a" * 5_000_000, "b.txt": b"It rose."})
    told = reasons(bomb, "z.zip", Options())
    assert told[0][0] == "z.zip/a.txt"
    assert "200 times larger than packed" in told[0][1]
    assert len(read(bomb, "z.zip", Options())) == 2
    deep = BODY.encode()
    for number in range(4):
        deep = zipped({f"{number}.zip" if number else "a.txt": deep})
    assert reasons(deep)[0][1] == "it lies too deep inside other files: unpack them first"
    assert reasons(gzip.compress(bytes(2_000_000)))[0][1].startswith("unpacked, it has more than 1")
    many = b"PK\x03\x04" + b"PK\x01\x02" * 10_001
    assert "more than 10,000" in reasons(many)[0][1]


def test_a_member_that_cannot_be_read_costs_no_other():
    data = bytearray(
        zipped({"a.txt": BODY.encode(), "b.txt": b"It rose.", "c.txt": b"It fell."}, 0)
    )
    data[data.index(b"It rose.")] ^= 1
    assert [one.text for one in read(bytes(data)) if isinstance(one, Found)] == [BODY, "It fell."]
    assert reasons(bytes(data))[0][0] == "a/b.txt"
    locked = bytearray(zipped({"a.txt": b"x"}))
    with zipfile.ZipFile(io.BytesIO(locked)) as archive:
        directory = archive.start_dir
    locked[directory + 8] |= 1
    assert "encrypted" in reasons(bytes(locked))[0][1]


def test_the_files_within_a_file_are_counted(monkeypatch):
    data = zipped({f"{n}.txt": b"x" * 90 for n in range(9)})
    monkeypatch.setattr(reading, "MOST", 4)
    assert [type(one) for one in read(data)] == [Found] * 4 + [Missed]
    monkeypatch.setattr(reading, "MOST", 99)
    few = Options(largest=1_400)
    monkeypatch.setattr(reading, "TOTAL", 0.2)
    assert [type(one) for one in read(data, options=few)] == [Found] * 3 + [Missed]


def test_what_one_file_may_give_is_counted(monkeypatch):
    monkeypatch.setattr(reading, "MOST", 3)
    monkeypatch.setattr(reading, "TOLD", 2)
    told = reasons(b'{"text": "x"}\n' * 4, "a.jsonl")
    assert told == [("a.jsonl", "it holds more than 3 articles: make several files of it")]
    bad = b'{"text": "x"}\n{x\n{x\n{x\n{x\n{"text": "y"}'
    assert [type(one) for one in read(bad, "a.jsonl")] == [Found, Missed, Missed, Found, Missed]
    assert reasons(bad, "a.jsonl")[-1][1].startswith("and 2 more in it cannot be read")


def test_reading_goes_on_behind_a_file_within_it():
    data = zipped({"a.txt": b"A.", "b.txt": b"B.", "c.txt": b"C."})
    left = list(steps(data, "z.zip", SMALL, after=2))
    assert left[0] == Step(3, "c.txt")
    assert left[1].text == "C."
    assert left[2] == Step(3, "c.txt", done=True)


def test_what_is_too_large_or_empty_is_told():
    assert reasons(b"x" * 11, "a.txt", Options(largest=10)) == [
        ("a.txt", "it has more than 10 bytes: --largest allows more")
    ]
    assert reasons(b"", "a.txt") == [("a.txt", "it is empty: choose another file")]
    assert reasons(b" \n", "a.txt") == [("a.txt", "it is empty: choose another file")]


WHAT = {
    b"\x89PNG\r\n\x1a\n\0": "an image",
    b"\xd0\xcf\x11\xe0\0": "an old Word",
    b"SQLite format 3\0": "claimdesk merge",
    b"\0\0\0 ftypmp42": "a recording",
    b"<?xml version='1.0'?><nitf/>": "XML",
    zipped({"xl/workbook.xml": b""}): "a spreadsheet",
    b"From a Mon\nFrom: a@b\nSubject: x\nMessage-ID: <1>\n\nx": "a mailbox",
    bytes(range(256)): "binary data",
}


@pytest.mark.parametrize("data", WHAT, ids=WHAT.values())
def test_what_is_of_no_kind_is_named_with_what_to_do(data):
    ((_, reason),) = reasons(data)
    assert WHAT[data] in reason
    assert ":" in reason


def test_the_charset_that_came_with_it_is_used_where_it_fits():
    text = "Премьер-министр"
    assert one(text.encode("koi8-r"), "a.txt", declared="koi8-r").text == text
    assert one(text.encode(), "a.txt", declared="iso-8859-1").text == text
    forced = Options(encoding="cp1251")
    assert one(text.encode("cp1251"), "a.txt", forced, declared="koi8-r").text == text


def test_a_kind_can_be_forced():
    assert one(PAGE.encode(), "a.html", Options(kind="text")).text == PAGE
    with pytest.raises(CallError, match="there is no kind 'doc'"):
        read(BODY.encode(), "a", Options(kind="doc"))


def test_details_are_one_clean_line_each():
    data = (
        '{"text": "x", "title": "a\\n\\u0007b\\ud800", "author": ["", "Bo"], "lang": 5, "url": {}}'
    )
    assert one(data.encode()).details == {"title": "a �b�", "byline": "Bo", "language": "5"}
    long = '{"text": "x", "title": "%s"}' % ("t" * 9_000)
    assert len(one(long.encode()).details["title"]) == reading.LONGEST


VALID = st.sampled_from(sorted((FILES | OTHERS).values()))


@st.composite
def damaged(draw):
    """A valid file cut short, and with some bytes changed."""
    name, data = draw(VALID)
    held = bytearray(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)
    for place, byte in draw(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)))):
        if place < len(held):
            held[place] = byte
    return name, bytes(held)


NAMES = st.sampled_from(["", "a.txt", "a.md", "a.json", "a.jsonl", "a.csv", "a.eml", "a.zip"])


@settings(max_examples=150)
@given(st.one_of(damaged(), st.tuples(NAMES, st.binary(max_size=300))))
def test_nothing_in_a_file_makes_it_raise(file):
    name, data = file
    for item in articles_in(data, name, SMALL):
        if isinstance(item, Missed):
            assert item.reason
            assert "\n" not in item.reason
            continue
        assert clean(item.text) == (item.text, 0)
        assert item.text.strip()
        for value in item.details.values():
            assert value == " ".join(clean(value)[0].split())
