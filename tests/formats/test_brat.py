"""brat's standoff: written so that brat reads it, read as brat means it, and nothing guessed."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import entries
from tests.formats.roundtrip import back, comparable, holds, written
from tui.errors import CallError, DataError
from tui.formats.brat import BREAKS_ALONE, CARRIES, ENDS_LEFT, document_name, parted
from tui.formats.brat_reading import read
from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.reading import UnitsTied
from tui.model import Annotation, Article, ArticleSummary, Relation
from tui.text.anchors import anchor
from tui.text.policy import sha256

MANY = settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
CORPORA = os.environ.get("CLAIMDESK_CORPORA", "")
PLAIN = Options()


def entry(text: str, *made: Annotation, relations: tuple[Relation, ...] = ()) -> Entry:
    about = ArticleSummary("a-1", sha256(text), "The toll", len(text))
    return Entry(Article(about, text), list(made), list(relations))


def mark(text: str, *spans: tuple[int, int], uid: str = "m-1", **more: object) -> Annotation:
    parts = tuple(anchor(text, *span) for span in spans)
    made = Annotation(uid, "a-1", "claim/event", parts, "ana", "", "", sha256=sha256(text))
    return replace(made, **more)


def relation(**more: object) -> Relation:
    made = Relation("r-1", "same", "m-1", "m-2", "a-1", "a-1", "ana")
    return replace(made, **more)


def files(folder: Path, found: list[Entry]) -> dict[str, str]:
    """What is written of some entries, by the names of the files."""
    written("brat", found, folder / "out")
    return {file.name: file.read_text("utf-8") for file in (folder / "out").iterdir()}


def ann(folder: Path, found: Entry) -> list[str]:
    """The lines that are written of an entry's annotations."""
    return files(folder, [found])[f"{document_name(found)}.ann"].splitlines()


def document(folder: Path, text: str | bytes, lines: str | bytes, name: str = "doc") -> Path:
    """A document that some other tool wrote."""
    raw, made = (one if isinstance(one, bytes) else one.encode() for one in (text, lines))
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_bytes(raw)
    (folder / f"{name}.ann").write_bytes(made)
    return folder


def less(found: list[Entry]) -> list[Entry]:
    """Without what has no letter to quote, which no line of brat's can be."""
    return [_less(one) for one in found]


def _less(one: Entry) -> Entry:
    text = one.article.text
    gone = {
        made.uid
        for made in one.annotations
        if not parted(text, [(part.start, part.end) for part in made.fragments])
    }
    return replace(
        one,
        annotations=[made for made in one.annotations if made.uid not in gone],
        relations=[made for made in one.relations if not {made.source, made.target} & gone],
    )


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    told = holds("brat", found, less=less)
    without = sum(len(one.annotations) - len(_less(one).annotations) for one in found)
    assert told.losses[BREAKS_ALONE] == without


@MANY
@given(entries())
def test_every_annotation_quotes_its_words(found):
    for one in back("brat", found)[0]:
        for made in one.annotations:
            for part in made.fragments:
                assert one.article.text[part.start : part.end] == part.exact


def test_a_line_is_brats_own(tmp_path):
    text = "The toll rose to 84."
    made = mark(text, (4, 8), (17, 19), attributes={"polarity": "asserts"}, note="a guess")
    assert ann(tmp_path, entry(text, made)) == [
        "T1\tclaim_event 4 8;17 19\ttoll 84",
        "A1\tpolarity T1 asserts",
        "#1\tAnnotator T1\tana",
        "#2\tAnnotatorNotes T1\ta guess",
    ]


def test_offsets_are_code_points(tmp_path):
    text = "😀 The toll rose."
    assert ann(tmp_path, entry(text, mark(text, (6, 10))))[0] == "T1\tclaim_event 6 10\ttoll"


def test_a_span_over_line_breaks_is_parted_and_read_as_one(tmp_path):
    text = "It rose\nto 84\u2028again."
    found = entry(text, mark(text, (3, 20)))
    assert ann(tmp_path, found)[0] == "T1\tclaim_event 3 7;8 13;14 20\trose to 84 again."
    ((read_back,), _) = back("brat", [found])
    assert [(one.start, one.end) for one in read_back.annotations[0].fragments] == [(3, 20)]


def test_fragments_that_only_a_line_break_parts_stay_two():
    text = "It rose\nto 84"
    holds("brat", [entry(text, mark(text, (3, 7), (8, 13)))])


def test_a_span_that_was_moved_in_brat_stays_where_it_was_moved(tmp_path):
    text = "It rose\nto 84"
    written("brat", [entry(text, mark(text, (3, 7), (8, 13)))], tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*.ann")
    file.write_text(file.read_text().replace("3 7;8 13\trose to 84", "0 2\tIt"))
    (found,) = read(tmp_path / "out", PLAIN)
    assert [one.exact for one in found.annotations[0].fragments] == ["It"]


def test_line_breaks_alone_are_told_as_lost(tmp_path):
    text = "It rose\n\nto 84"
    made = (mark(text, (7, 9)), mark(text, (0, 2), uid="m-2"))
    told = written("brat", [entry(text, *made, relations=(relation(),))], tmp_path / "out")
    assert (told.losses[BREAKS_ALONE], told.losses[ENDS_LEFT]) == (1, 1)


def test_tags_have_types_of_their_own_and_come_back(tmp_path):
    text = "It rose"
    tags = ["claim/event", "claim event", "claim_event", "Überschrift", "東京", "東", "Annotator"]
    made = [mark(text, (0, 2), uid=f"m-{n}", tag=tag) for n, tag in enumerate(tags)]
    found = entry(text, *made)
    types = [line.split()[1] for line in ann(tmp_path, found) if line[0] == "T"]
    assert len(set(types)) == len(tags)
    assert all(one.replace("_", "").replace("-", "").isalnum() and one.isascii() for one in types)
    holds("brat", [found])


def test_the_configuration_has_tags_below_their_parents_and_every_kind(tmp_path):
    text = "It rose"
    made = mark(text, (0, 2), attributes={"mood": "odd"})
    conf = files(tmp_path, [entry(text, made)])["annotation.conf"]
    assert "\nclaim\n\tclaim_event\n\tclaim_number\n" in conf
    assert "\nconflicts\tArg1:<ENTITY>, Arg2:<ENTITY>\n" in conf
    assert "\nmood\tArg:<ENTITY>, Value:odd\n" in conf


def test_a_document_has_a_safe_name_and_no_two_have_one():
    text = "It rose"
    one = entry(text)
    odd = replace(one.article.summary, uid="../../x", file="../a b/Ü.txt")
    name = document_name(replace(one, article=Article(odd, text)))
    assert name.replace("-", "").isalnum()
    assert document_name(one) == "the-toll-a-1"


EVENTS = """T1\tPerson 0 3\tAna
T2\tOrg 9 12\tBBC
T3\tReport 4 8\ttold
E1\tReport:T3 Who:T1 Whom2:T2
E2\tReport:T3 What:E1
A1\tConfidence E1 High
A2\tNegation E2
M1\tSpeculation E2
R1\tPart Arg1:T1 Arg2:T2\t
*\tEquiv T1 T2
N1\tReference T2 Wikipedia:18935\tBBC
#1\tAnnotatorNotes E1\tsure?
#2\tAnnotatorNotes R1\twhy
#3\tCheck T1\tlater
"""


def test_events_norms_and_notes_are_read_as_what_they_mean(tmp_path):
    (found,) = read(document(tmp_path, "Ana told BBC.", EVENTS), PLAIN)
    made = {one.uid: one for one in found.annotations}
    assert [(uid, one.tag, one.quote) for uid, one in made.items()] == [
        ("doc:T1", "Person", "Ana"),
        ("doc:T2", "Org", "BBC"),
        ("doc:T3", "Report", "told"),
        ("doc:E2", "Report", "told"),
    ]
    assert made["doc:T1"].attributes == {"Check": "later"}
    assert made["doc:T2"].attributes == {"Reference": "Wikipedia:18935 BBC"}
    assert (made["doc:T3"].attributes, made["doc:T3"].note) == ({"Confidence": "High"}, "sure?")
    assert made["doc:E2"].attributes == {"Negation": "yes", "Speculation": "yes"}
    assert [(one.kind, one.source, one.target, one.note) for one in found.relations] == [
        ("Who", "doc:T3", "doc:T1", ""),
        ("Whom", "doc:T3", "doc:T2", ""),
        ("What", "doc:E2", "doc:T3", ""),
        ("Part", "doc:T1", "doc:T2", "why"),
        ("Equiv", "doc:T1", "doc:T2", ""),
    ]


def test_whose_they_are_is_asked_where_the_file_does_not_say(tmp_path):
    place = document(tmp_path, "Ana told.", "T1\tPerson 0 3\tAna\n")
    (found,) = read(place, Options(annotator="bo"))
    assert found.annotations[0].annotator == "bo"


def test_documents_below_a_folder_are_found_in_order(tmp_path):
    for name in ("b/two", "a", "b/one"):
        document(tmp_path, f"Text of {name}", "", name)
    document(tmp_path, "no", "no", ".hidden/x")
    (tmp_path / "README.txt").write_text("no document")
    found = [one.article.summary.file for one in read(tmp_path, PLAIN)]
    assert found == ["a.txt", "b/one.txt", "b/two.txt"]


def test_one_document_can_be_named(tmp_path):
    document(tmp_path, "Ana told.", "T1\tPerson 0 3\tAna\n")
    document(tmp_path, "Else", "", "other")
    for name in ("doc.ann", "doc.txt"):
        (found,) = read(tmp_path / name, PLAIN)
        assert found.article.summary.file == "doc.txt"


def test_parts_of_a_document_are_read_together(tmp_path):
    document(tmp_path, "Ana told.", "")
    (tmp_path / "doc.ann").unlink()
    (tmp_path / "doc.a1").write_text("T1\tPerson 0 3\tAna\n")
    (tmp_path / "doc.a2").write_text("T2\tReport 4 8\ttold\nE1\tReport:T2 Who:T1\n")
    (found,) = read(tmp_path, PLAIN)
    assert (len(found.annotations), len(found.relations)) == (2, 1)


def quotes(place: Path, options: Options = PLAIN) -> list[str]:
    return [made.quote for one in read(place, options) for made in one.annotations]


def test_offsets_of_brats_browser_are_told_by_the_words(tmp_path):
    place = document(tmp_path, "😀 Ana told BBC.", "T1\tP 3 6\tAna\nT2\tO 12 15\tBBC\n")
    assert quotes(place) == ["Ana", "BBC"]
    with pytest.raises(DataError, match=r"line 1, T1: at 3 6 the text has 'na ', not 'Ana'"):
        quotes(place, Options(offsets="codepoint"))


def test_one_line_of_the_browsers_among_others_is_mended_by_its_words(tmp_path):
    lines = "T1\tP 2 5\tAna\nT2\tR 6 10\ttold\nT3\tO 12 15\tBBC\n"
    assert quotes(document(tmp_path, "😀 Ana told BBC.", lines)) == ["Ana", "told", "BBC"]


def test_a_tie_of_units_is_asked(tmp_path):
    place = document(tmp_path, "😀 aaaa", "T1\tP 3 4\ta\n")
    with pytest.raises(UnitsTied, match=r"doc\.ann, line 1, T1: .*--offsets"):
        quotes(place)
    (found,) = read(place, Options(offsets="utf16"))
    assert found.annotations[0].start == 2


def test_what_claimdesk_wrote_says_its_unit():
    text = "😀 aaaa"
    holds("brat", [entry(text, mark(text, (3, 4)))])


def test_texts_of_other_systems_keep_their_offsets(tmp_path):
    crlf = document(tmp_path / "1", b"One\r\nAna told", "T1\tP 5 8\tAna\n")
    as_one = document(tmp_path / "2", b"One\r\nAna told", "T1\tP 4 7\tAna\n")
    mark = document(tmp_path / "3", b"\xef\xbb\xbfOne Ana", "T1\tP 5 8\tAna\r\n")
    assert [quotes(one) for one in (crlf, as_one, mark)] == [["Ana"]] * 3


def test_a_quote_with_blanks_for_line_breaks_is_taken(tmp_path):
    assert quotes(document(tmp_path, "One\ntwo", "T1\tP 0 7\tOne two\n")) == ["One\ntwo"]


def test_older_quotes_without_a_blank_between_fragments_are_taken(tmp_path):
    assert quotes(document(tmp_path, "One two", "T1\tP 0 3;4 7\tOnetwo\n")) == ["One … two"]


T1 = "T1\tP 0 3\tAna\n"
BAD = {
    "T1\tP 1 4\tAna\n": r"line 1, T1: at 1 4 the text has 'na ', not 'Ana'",
    "T1\tP 0 99\tAna\n": r"line 1, T1: 0 99 is no stretch of a text of 9 characters",
    "T1\tP 3 3\t\n": r"line 1, T1: 3 3 is no stretch",
    "T1\tP 0 3;2 4\tAna a \n": r"line 1, T1: 0 3;2 4 is no stretch",
    "T1\tP 0\n": r"line 1, T1: it was cut off",
    "T1\tP x 3\tAna\n": r"line 1, T1: 'x 3' are no offsets",
    f"{T1}T1\tP 4 8\ttold\n": r"line 2, T1: the id comes a second time",
    f"{T1}R1\tSame Arg1:T1 Arg2:T7\n": r"line 2, R1: 'T7' is no annotation of this document",
    f"{T1}R1\tSame Arg1:T1 Arg2:T1\n": r"line 2, R1: it relates an annotation to itself",
    f"{T1}R1\tSame Arg1:T1 Arg2\n": r"line 2, R1: 'Arg2' is no end",
    f"{T1}E1\tP:T9\n": r"line 2, E1: its trigger 'T9' is not there",
    f"{T1}A1\tSure T2\n": r"line 2, A1: 'T2' is not there",
    f"{T1}#1\tAnnotatorNotes T2\tx\n": r"line 2, #1: 'T2' is not there",
    f"{T1}#1\tClaimdesk T1\t{{\n": r"line 2, #1: its JSON is not as Claimdesk wrote it",
    f"{T1}X1\tP T1\n": r"line 2, X1: brat has no lines of that letter",
    f"{T1}no line at all\n": r"line 2: 'no line at all' is no annotation",
}


@pytest.mark.parametrize("lines", BAD)
def test_a_wrong_line_is_named_with_its_file_and_what_to_do(tmp_path, lines):
    place = document(tmp_path, "Ana told.", lines)
    with pytest.raises(DataError, match=rf"doc\.ann, {BAD[lines]}.*: [a-z ]+") as raised:
        quotes(place)
    assert "\n" not in str(raised.value)


def test_annotations_without_their_text_are_refused(tmp_path):
    document(tmp_path, "Ana told.", T1)
    (tmp_path / "doc.txt").unlink()
    with pytest.raises(DataError, match=r"doc\.ann: its text doc\.txt is missing: put it"):
        quotes(tmp_path)


@pytest.mark.parametrize("suffix", ["txt", "ann"])
def test_bytes_that_are_no_utf8_are_named(tmp_path, suffix):
    document(tmp_path, "Ana told.", T1)
    file = tmp_path / f"doc.{suffix}"
    file.write_bytes(file.read_bytes().replace(b"An", b"\xc4n"))
    with pytest.raises(DataError, match=rf"doc\.{suffix}.*UTF-8"):
        quotes(tmp_path)


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.txt").write_text("Ana told.")
    document(tmp_path / "in", "", T1)
    (tmp_path / "in" / "doc.txt").unlink()
    (tmp_path / "in" / "doc.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(DataError, match=r"doc\.txt leads out of .*: put the file itself there"):
        quotes(tmp_path / "in")


def test_a_place_without_documents_is_said(tmp_path):
    with pytest.raises(DataError, match=r"no \.ann file is in it"):
        quotes(tmp_path)
    with pytest.raises(CallError, match=r"there is no such folder"):
        quotes(tmp_path / "none")


def test_damaged_names_are_refused(tmp_path):
    document(tmp_path, "Ana told.", T1)
    for words in ("{", "[]", json.dumps({"entities": {"P": 1}})):
        (tmp_path / "claimdesk-names.json").write_text(words)
        with pytest.raises(DataError, match=r"claimdesk-names\.json: it names no types"):
            quotes(tmp_path)


@pytest.mark.skipif(not CORPORA, reason="CLAIMDESK_CORPORA is not set")
@pytest.mark.parametrize("name", ["tutorials/news", "tutorials/bio", "NCBI-disease"])
def test_real_documents_are_read_and_are_a_fixed_point(name):
    found = list(read(Path(CORPORA) / "brat" / name, PLAIN))
    assert sum(len(one.annotations) for one in found) >= 40
    again, told = back("brat", found)
    assert comparable(again, CARRIES) == comparable(found, CARRIES)
    assert set(told.losses) <= {"details of articles", "times"}
