"""Tables and JSON: which columns are the text and its details, and what rows and records give."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.files import BODY, FILES, RECORDS
from tests.intake.test_reading import SMALL, one, read, reasons
from tui.intake.dates import iso
from tui.intake.face import Found, Missed, Options
from tui.intake.json_records import values_in


def chosen(**columns):
    return Options(columns=columns)


def test_a_table_gives_an_article_a_row():
    first, second = read(FILES["csv"][1], "a.csv")
    assert first.text == 'It rose.\nIt "rose"; again.'
    assert first.details == {"title": "Toll", "published": "2020-05-01"}
    assert first.raw.decode() == '1;Toll;"It rose.\nIt ""rose""; again.";1 May 2020'
    assert (second.text, second.details) == ("It holds.", {"title": "Truce"})
    assert second.extraction.member == "row 2"


@pytest.mark.parametrize("divider", [",", "\t", ";", "|"])
def test_what_divides_columns_is_told_by_the_first_line(divider):
    data = f"title{divider}text\nA{divider}B\n".encode()
    assert (one(data, "a.csv").text, one(data, "a.csv").details) == ("B", {"title": "A"})


def test_rows_may_be_short_long_or_empty():
    found = read(b"title,text\nA\n\n,,\nB,C,D\nE,F\n", "a.csv")
    assert [one.text for one in found if isinstance(one, Found)] == ["C,D", "F"]
    assert [one.name for one in found if isinstance(one, Missed)] == ["a.csv/row 1"]


def test_zeros_quotes_and_line_separators_do_no_harm():
    assert one('text,title\n"a\u2028b\rc",d\n'.encode(), "a.csv").text == "a\u2028b\nc"
    assert one(b"text\n" + b"a" * 40 + b"\0b\n", "a.csv").text == "a" * 40 + "\ufffdb"
    assert one(b'title,text\nA,"never closed, it is\nall', "a.csv").text.endswith("it is\nall")
    assert len(one(b"text\n" + b"w " * 100_000, "a.csv").text) == 200_000


def test_where_no_column_is_sure_to_be_the_text_they_are_told():
    assert reasons(b"who,what\nA,B\n", "a.csv") == [
        ("a.csv", "none of its columns is sure to be the text (who, what): say --column text=NAME")
    ]
    said = one(b"who,what\nA,B\n", "a.csv", chosen(text="what", byline="who"))
    assert (said.text, said.details) == ("B", {"byline": "A"})
    assert reasons(b"who,what\nA,B\n", "a.csv", chosen(text="body"))[0][1].startswith(
        "there is no column 'body' for the text: it has who, what"
    )


def test_json_gives_an_article_a_record_wherever_the_list_is():
    for value in (RECORDS, {"articles": RECORDS}, {"response": {"n": 2, "results": RECORDS}}):
        first, second = read(json.dumps(value).encode(), "a.json")
        assert first.text == BODY
        assert first.details == {"title": "Toll", "byline": "Ann, Bo", "published": "2020-05-01"}
        assert (second.text, second.details["source"]) == ("A truce holds.", "BBC")
        assert json.loads(second.raw) == RECORDS[1]
    assert one(json.dumps(RECORDS[0]).encode()).extraction.member == ""


@given(st.lists(st.recursive(st.text(max_size=3) | st.integers() | st.none(), st.lists)), st.data())
def test_an_array_is_read_a_value_at_a_time_as_it_is_at_once(values, data):
    blank = data.draw(st.sampled_from(["", " ", "\n \t"]))
    told = (
        f"{blank}[{blank}" + f"{blank},{blank}".join(map(json.dumps, values)) + f"{blank}]{blank}"
    )
    assert [one for one, _ in values_in(told)] == values
    assert [json.loads(part) for _, part in values_in(told)] == values
    for wrong in (told.rstrip()[:-1], f"{told}]", told.rstrip()[:-1] + ",]"):
        with pytest.raises(json.JSONDecodeError):
            list(values_in(wrong))


def test_of_an_array_that_breaks_off_the_records_before_come_in():
    data = json.dumps(RECORDS).encode()
    found = read(data[:-9], "a.json")
    assert (found[0].text, found[1].name) == (BODY, "a.json")
    assert "it is no JSON, at line 1" in found[1].reason


def test_json_keys_may_be_a_path():
    data = json.dumps([{"fields": {"said": "It rose."}, "webTitle": "Toll"}]).encode()
    found = one(data, "a.json", chosen(text="fields.said", title="webTitle"))
    assert (found.text, found.details) == ("It rose.", {"title": "Toll"})


def test_a_bad_line_costs_no_other():
    data = (
        b'{"text": "A."}\n{bad\n\n[1]\n{"kind": "x", "n": 1}\n{"kind": "y", "n": 2}\n{"text": "B."}'
    )
    found = read(data, "a.jsonl")
    assert [one.text for one in found if isinstance(one, Found)] == ["A.", "B."]
    assert [one.name for one in found if isinstance(one, Missed)] == [
        *("a.jsonl/line 2", "a.jsonl/line 4, record 1", "a.jsonl/line 5")
    ]
    assert found[-1].reason.startswith("and 1 more such records: none of its columns")


def test_lines_that_call_themselves_json_are_read_as_lines():
    long = b'{"text": "' + b"w " * 3_000 + b'"}\n{"text": "B."}'
    assert len(read(long, "a.json")) == 2


@pytest.mark.parametrize("data", [b"[" * 200_000, b'{"a":' * 200_000, b'{"text": [' * 60_000])
def test_json_that_is_nested_too_deep_is_told(data):
    assert "nested too deep" in reasons(data, "a.json")[0][1]


@pytest.mark.parametrize("data", [b"[]", b"{}", b"[1]", b'{"a": ', b"null", b'"x"', b"[{}]"])
def test_json_without_an_article_is_told(data):
    ((_, reason),) = reasons(data, "a.json")
    assert ":" in reason


def test_a_text_that_is_a_piece_of_a_page_is_read_as_one():
    pytest.importorskip("trafilatura")
    record = {"title": "Toll", "content": {"rendered": f"<p>{BODY}</p><p>It rose &amp; rose.</p>"}}
    found = one(json.dumps([record]).encode())
    assert "<p>" not in found.text
    assert "It rose & rose." in found.text
    assert (found.extraction.member, found.details["title"]) == ("record 1", "Toll")


DATES = {
    "2020-05-01": "2020-05-01",
    "2020-05-01 00:00:00": "2020-05-01",
    "2020-05-01T10:00:00Z": "2020-05-01T10:00:00+00:00",
    "2020-05-01T10:00:00.123+02:00": "2020-05-01T10:00:00+02:00",
    "Fri, 01 May 2020 10:00:00 +0200": "2020-05-01T10:00:00+02:00",
    "1588327200": "2020-05-01T10:00:00+00:00",
    "1588327200000": "2020-05-01T10:00:00+00:00",
    "May 1, 2020": "2020-05-01",
    "Friday, 1st May 2020, 10 am": "2020-05-01",
    "2020/5/1": "2020-05-01",
    "01.05.2020": "2020-05-01",
    "31/05/2020": "2020-05-31",
    "05/31/2020": "2020-05-31",
    "05/06/2020": "",
    "yesterday": "",
    "99 May 2020": "",
    "": "",
}


@pytest.mark.parametrize("said", DATES)
def test_dates_become_iso_where_they_are_sure(said):
    assert iso(said) == DATES[said]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "title", "date", "items", "name", "x"]), inner)
    ),
    max_leaves=12,
)


@given(values)
def test_whatever_json_holds_comes_in_or_is_told(value):
    assert read(json.dumps(value).encode(), "a.json", SMALL)
