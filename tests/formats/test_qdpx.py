"""REFI-QDA projects: what goes out comes back, and what others wrote is read as it is meant."""

import io
import os
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.material import EXAMPLE
from tests.formats.qda import (
    CODE,
    CODES,
    OTHER_CODE,
    SOURCE,
    coding,
    packed,
    project,
    repacked,
    selection,
    source,
    uid,
)
from tests.formats.roundtrip import comparable, holds, written
from tui.errors import CallError, DataError
from tui.formats import qdpx
from tui.formats.dataset import entries as entries_of
from tui.formats.face import Dataset, Options
from tui.formats.out import Nowhere, StreamOut
from tui.formats.qde_archive import LARGE
from tui.formats.qde_counting import Count, quotes
from tui.formats.qde_reading import UNCODED
from tui.formats.reading import UnitsTied
from tui.formats.writing import write, write_into
from tui.store.check import faults
from tui.store.importing import Taking, take_in
from tui.store.opening import open_reader, open_store

MANY = settings(
    max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
FEWER = settings(
    max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
CORPORA = os.environ.get("CLAIMDESK_CORPORA", "")
PLAIN = Options()
NS = "{urn:QDA-XML:project:1.0}"


@pytest.fixture
def example(tmp_path):
    """The worked example as a project."""
    with open_reader(EXAMPLE) as store:
        write(store, "qdpx", tmp_path / "example.qdpx")
    return tmp_path / "example.qdpx"


def qde_of(place):
    with zipfile.ZipFile(place) as archive:
        return archive.read("project.qde").decode("utf-8")


def left(place):
    """What reading a project leaves out, counted."""
    options = Options()
    list(qdpx.read(place, options))
    return dict(options.left.counts)


def only(place, options=PLAIN):
    """The annotations of a project of one source."""
    (found,) = qdpx.read(place, options)
    return found.annotations


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    assert qdpx.ILLEGAL not in holds("qdpx", found).losses


@FEWER
@given(entries())
def test_so_it_is_with_positions_in_utf_16_and_the_file_says_that_they_are(found):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "out.qdpx"
        written("qdpx", found, place, Options(offsets="utf16"))
        read = list(qdpx.read(place, PLAIN))
    assert comparable(read, qdpx.CARRIES) == comparable(found, qdpx.CARRIES)


@FEWER
@given(entries())
def test_every_selection_has_its_words_for_a_name_at_its_positions(found):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "out.qdpx"
        written("qdpx", found, place)
        with zipfile.ZipFile(place) as archive:
            root = ElementTree.fromstring(archive.read("project.qde"))
            texts = {
                name.removeprefix("sources/"): archive.read(name).decode("utf-8")
                for name in archive.namelist()
            }
    seen = 0
    for one in root.iter(f"{NS}TextSource"):
        text = texts[one.get("plainTextPath").removeprefix("internal://")]
        for part in one.iter(f"{NS}PlainTextSelection"):
            assert text[int(part.get("startPosition")) : int(part.get("endPosition"))] == part.get(
                "name"
            )
            seen += 1
    assert seen == sum(len(made.fragments) for one in found for made in one.annotations)


@FEWER
@given(entries())
def test_an_export_is_the_same_bytes_every_time_and_to_a_stream_without_places(found):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise OSError

    streams = [io.BytesIO(), io.BytesIO(), Pipe()]
    for stream in streams:
        write_into(qdpx, as_dataset(found), StreamOut(stream))
    assert len({stream.getvalue() for stream in streams}) == 1


def test_what_is_only_counted_is_written_nowhere_and_the_losses_are_told():
    with open_reader(EXAMPLE) as store:
        assert write(store, "qdpx", None).losses == {}
    assert not write_into(qdpx, Dataset(iter(())), Nowhere()).losses


def test_the_elements_are_in_the_order_of_the_schema_and_none_is_empty(example):
    root = ElementTree.fromstring(qde_of(example))
    assert [one.tag.removeprefix(NS) for one in root] == [
        *("Users", "CodeBook", "Variables", "Sources", "Notes", "Links", "Sets"),
    ]
    assert all(len(one) for one in root)


def test_a_project_of_nothing_is_one_still():
    stream = io.BytesIO()
    write_into(qdpx, Dataset(iter(())), StreamOut(stream))
    root = ElementTree.fromstring(qde_of(stream))
    assert [one.tag for one in root] == [f"{NS}Variables"]


def test_attributes_are_codes_under_one_of_their_name(example):
    root = ElementTree.fromstring(qde_of(example))
    (top,) = [one for one in root.iter(f"{NS}Code") if one.get("name") == "Attributes"]
    assert top.get("isCodable") == "false"
    names = {one.get("name"): {value.get("name") for value in one} for one in top}
    assert names["polarity"] == {"asserts", "denies", "reports"}


def test_the_codebook_comes_back_with_meanings_and_colours(example):
    with open_reader(EXAMPLE) as store:
        from tui.store import codebook

        tags = codebook.tags(store)
    found = qdpx.read_tags(example)
    assert [(one.path, one.meaning, one.colour) for one in found] == [
        (one.path, one.meaning, one.colour) for one in tags
    ]


def test_characters_that_xml_cannot_hold_are_replaced_and_told(tmp_path):
    text = "The toll was 84."
    found = with_note(text, "a\x1b[31m\x00 \ud800 b\r\nc\td")
    told = written("qdpx", [found], tmp_path / "out.qdpx")
    assert told.losses == {qdpx.ILLEGAL: 3}
    (made,) = only(tmp_path / "out.qdpx")
    assert made.note == "a\ufffd[31m\ufffd \ufffd b\r\nc\td"


def with_note(text, note):
    from tui.formats.entry import Entry
    from tui.model import Annotation, Article, ArticleSummary
    from tui.text.anchors import anchor
    from tui.text.policy import sha256

    made = Annotation("m-1", "a-1", "claim", (anchor(text, 0, 8),), "ana", "", "", note=note)
    about = ArticleSummary("a-1", sha256(text), "", len(text))
    return Entry(Article(about, text), [replace(made, sha256=sha256(text))], [])


# What other tools wrote


BOM, WIDE = "\ufeff", "😀 Oh, that was great.\r\nSee you tomorrow? 😀 Eleven thirty. Mm."
WORDS = ("See you tomorrow?", "Eleven thirty.")


def marked(text, count):
    """Selections of the words of a text, with positions that count in some way."""
    at = text if count.mark else text.removeprefix(BOM)
    at = at if count.pairs else at.replace("\r\n", "\n")
    width = 2 if count.unit == "utf16" else 4
    codec = "utf-16-le" if count.unit == "utf16" else "utf-32-le"
    found = ""
    for number, words in enumerate(WORDS):
        start = len(at[: at.index(words)].encode(codec)) // width
        end = start + len(words.encode(codec)) // width - count.last
        found += selection(number + 1, start, end, words)
    return found


@pytest.mark.parametrize("mark", ["", BOM])
@pytest.mark.parametrize("text", [WIDE, WIDE.replace("\r\n", "\n"), WIDE.replace("😀", "–")])
@pytest.mark.parametrize(
    "count",
    [
        Count(),
        Count(unit="utf16"),
        Count(pairs=False),
        Count(mark=True),
        Count(last=True),
        Count(unit="utf16", pairs=False, mark=True, last=True),
    ],
    ids=str,
)
def test_whatever_positions_count_the_words_tell(tmp_path, mark, text, count):
    text = mark + text
    qde = project(source(marked(text, count)))
    place = packed(tmp_path, qde, {"Sources/A.TXT": text.encode()})
    assert tuple(made.quote for made in only(place)) == WORDS


def test_names_that_are_no_quotes_leave_the_standard_s_meaning(tmp_path):
    text = "Oh, that was great.\r\nSee you tomorrow?"
    place = packed(tmp_path, project(source(selection(1, 21, 24, "line:2"))), texts(text))
    assert [made.quote for made in only(place)] == ["See"]
    assert left(place) == {"names of selections": 1}


def texts(text):
    return {"sources/a.txt": text.encode() if isinstance(text, str) else text}


def test_a_name_that_stands_elsewhere_is_a_name_unless_it_is_as_long_as_the_words(tmp_path):
    place = packed(tmp_path, project(source(selection(1, 0, 8, "great"))), texts(TEXT))
    assert [made.quote for made in only(place)] == ["Oh, that"]


def test_a_tie_that_matters_is_asked(tmp_path):
    place = packed(tmp_path, project(source(selection(1, 3, 5, "line:1"))), texts("😀😀 abcdef"))
    with pytest.raises(UnitsTied, match="say --offsets codepoint or --offsets utf16"):
        list(qdpx.read(place, PLAIN))
    assert [made.quote for made in only(place, Options("codepoint"))] == ["ab"]
    place = packed(tmp_path, project(source(selection(1, 5, 7, "line:1"))), texts("😀😀 abcdef"))
    assert [made.quote for made in only(place, Options("utf16"))] == ["ab"]


@pytest.mark.parametrize(
    ("name", "words", "same"),
    [
        ("the army", "the army", True),
        ("the army denied", "the\n\narmy denied", True),
        ("the army…", "the army denied", True),
        ("the army...", "the army denied", True),
        ("the army denied everything, it said", "the army denied everything, it said later", True),
        ("the", "the army", False),
        ("…", "the army", False),
        ("", "the army", False),
        ("Quotation 6:1", "the army", False),
    ],
)
def test_what_a_name_quotes(name, words, same):
    assert quotes(name, words) is same


def test_each_coding_of_a_selection_is_an_annotation_by_whoever_made_it(tmp_path):
    inside = f"<Description>why?</Description>{coding(8)}{coding(9, OTHER_CODE)}"
    place = packed(tmp_path, project(source(selection(1, 0, 2, "Oh", inside))), texts("Oh, that"))
    first, second = only(place)
    assert (first.uid, first.tag, first.note) == (uid(1), "Claims", "why?")
    assert (second.uid, second.tag, second.note) == (uid(9), "Claims/figures", "")
    assert {first.annotator, second.annotator} == {"Friedrich"}
    assert first.created == "2018-03-27T19:29:27Z"


def test_a_selection_without_a_code_is_kept_under_a_tag_that_says_so(tmp_path):
    inside = "<Description>see Simon</Description>"
    place = packed(tmp_path, project(source(selection(1, 0, 2, "Oh", inside))), texts("Oh, that"))
    (made,) = only(place)
    assert (made.tag, made.note) == (UNCODED, "see Simon")


def test_braces_capitals_and_a_path_without_its_scheme_are_taken(tmp_path):
    qde = project(source(selection(1, 0, 2, "Oh"), "a.txt", f"{{{SOURCE.upper()}}}"))
    (found,) = qdpx.read(packed(tmp_path, qde, texts("Oh, that")), PLAIN)
    assert (found.article.uid, found.article.summary.title) == (SOURCE, "Mabel")
    assert [made.quote for made in found.annotations] == ["Oh"]


def test_codes_of_one_name_or_with_a_slash_have_paths_of_their_own(tmp_path):
    codes = "".join(
        f'<Code guid="{uid(number)}" name="{name}" isCodable="true"/>'
        for number, name in enumerate(["and/or", "same", "same", " a\u00a0b ", ""], 1)
    )
    qde = project("", codes=f"<CodeBook><Codes>{codes}</Codes></CodeBook>")
    found = qdpx.read_tags(packed(tmp_path, qde.replace("<Sources></Sources>", ""), {}))
    assert [one.path for one in found] == ["and∕or", "same", "same (2)", "a b", "unnamed"]


def test_notes_on_a_selection_and_links_with_notes_are_read(tmp_path):
    ref = f'<NoteRef targetGUID="{uid(5)}"/>'
    two = selection(1, 0, 2, "Oh", coding(8) + ref) + selection(2, 4, 8, "that")
    note = f'<Notes><Note guid="{uid(5)}" name="memo"><PlainTextContent>so</PlainTextContent>'
    link = f'<Link guid="{uid(6)}" direction="Associative" originGUID="{uid(1)}"'
    after = f'{note}</Note></Notes><Links>{link} targetGUID="{uid(2)}">{ref}</Link></Links>'
    place = packed(tmp_path, project(source(two), after), texts("Oh, that"))
    (found,) = qdpx.read(place, PLAIN)
    (relation,) = found.relations
    assert found.annotations[0].note == "so"
    assert (relation.kind, relation.source, relation.target) == ("link", uid(1), uid(2))
    assert relation.note == "so"
    assert left(place) == {"links without a direction": 1}


def test_the_text_of_a_pdf_is_an_article_and_pictures_are_told(tmp_path):
    pdf = f'<PDFSource guid="{SOURCE}" name="Kellogg"><Representation guid="{uid(3)}">'
    pdf += f"<PlainTextContent>Oh, that</PlainTextContent>{selection(1, 0, 2, 'Oh')}"
    picture = f'</Representation></PDFSource><PictureSource guid="{uid(4)}"/>'
    place = packed(tmp_path, project(pdf + picture), {})
    (found,) = qdpx.read(place, PLAIN)
    assert (found.article.text, found.annotations[0].quote) == ("Oh, that", "Oh")
    assert left(place) == {"sources without a text": 1}


# Files nobody here wrote


def corpora():
    return sorted(Path(CORPORA, "refi-qda").glob("*.qdpx")) if CORPORA else []


@pytest.mark.skipif(not CORPORA, reason="CLAIMDESK_CORPORA is not set")
@pytest.mark.parametrize("place", corpora(), ids=lambda place: place.name)
def test_a_real_project_is_read_and_what_is_written_of_it_is_the_same_again(place, tmp_path):
    found = list(qdpx.read(place, PLAIN))
    told = left(place)
    assert found or told["sources without a text"] == 12
    if "demo" in place.name:
        assert [len(one.annotations) for one in found] == [205, 0]
        assert told == {"names of selections": 158}
    tags = qdpx.read_tags(place)
    for name in ("one", "two"):
        with (tmp_path / name).open("wb") as stream:
            write_into(qdpx, Dataset(iter(found), tags), StreamOut(stream))
        again = list(qdpx.read(tmp_path / name, PLAIN))
        assert comparable(again, qdpx.CARRIES) == comparable(found, qdpx.CARRIES)
        assert [one.path for one in qdpx.read_tags(tmp_path / name)] == [one.path for one in tags]
        found = again
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def taken_in(place, folder):
    """A database with what is in a project, and its export."""
    folder.mkdir()
    with open_store(folder / "a.db", annotator="ana", device="desk") as store:
        take_in(store, qdpx.read(place, PLAIN), Taking("qdpx", place.name, ids=True))
        assert [*faults(store)] == []
        write(store, "qdpx", folder / "out.qdpx")
        made = [one for entry in entries_of(store) for one in entry.annotations]
    return folder / "out.qdpx", made


@pytest.mark.skipif(not CORPORA, reason="CLAIMDESK_CORPORA is not set")
@pytest.mark.parametrize("place", corpora(), ids=lambda place: place.name)
def test_through_a_database_and_out_it_is_a_fixed_point(place, tmp_path):
    first, made = taken_in(place, tmp_path / "1")
    assert sorted(one.uid for one in made) == sorted(
        one.uid for entry in qdpx.read(place, PLAIN) for one in entry.annotations
    )
    second, _ = taken_in(first, tmp_path / "2")
    listed = list(qdpx.read(first, PLAIN)), list(qdpx.read(second, PLAIN))
    assert comparable(listed[0], qdpx.CARRIES) == comparable(listed[1], qdpx.CARRIES)


def test_offsets_of_windows_files_are_right_in_the_database(tmp_path):
    text = BOM + WIDE
    count = Count(unit="utf16")
    place = packed(tmp_path, project(source(marked(text, count))), {"Sources/A.TXT": text.encode()})
    _, made = taken_in(place, tmp_path / "1")
    assert tuple(one.quote for one in made) == WORDS


# What is wrong


TEXT = "Oh, that was great."
MARKED = selection(1, 0, 2, "Oh")
WRONG = {
    "a position behind the text": (
        project(source(selection(1, 0, 99, "Oh"))),
        "99 is not in the text of 19 characters",
    ),
    "words that stand elsewhere": (
        project(source(selection(1, 1, 9, "Oh, that"))),
        "at 1–9 the text has 'h, that ', not 'Oh, that'",
    ),
    "a position that is no number": (
        project(source(MARKED.replace('startPosition="0"', 'startPosition="-1"'))),
        "are no positions in a text",
    ),
    "positions the wrong way round": (
        project(source(selection(1, 5, 3))),
        "is no stretch of text",
    ),
    "no position": (project(source(MARKED.replace("endPosition", "end"))), "'endPosition' is miss"),
    "an unknown code": (project(source(MARKED), codes=""), "is not in the codebook"),
    "a coding without a code": (
        project(source(selection(1, 0, 2, "", f'<Coding guid="{uid(2)}"/>'))),
        "names no code",
    ),
    "a selection twice": (project(source(MARKED + MARKED)), "another selection's as well"),
    "a source twice": (project(source(MARKED) + source("")), "another source's as well"),
    "a code twice": (
        project(source(MARKED), codes=CODES.replace(OTHER_CODE, CODE)),
        "another code's as well",
    ),
    "a selection without a guid": (project(source(MARKED.replace("guid=", "id="))), "no guid"),
    "a link to nowhere": (
        project(
            source(MARKED),
            f'<Links><Link guid="{uid(7)}" originGUID="{uid(1)}" targetGUID="{uid(9)}"/></Links>',
        ),
        "nothing here has that guid",
    ),
    "a note that is not there": (
        project(source(selection(1, 0, 2, "", f'<NoteRef targetGUID="{uid(7)}"/>'))),
        "is not there",
    ),
    "a text that is not there": (project(source(MARKED, "internal://b.txt")), "not in the archive"),
    "a path out of the archive": (
        project(source(MARKED, "internal://../../etc/passwd")),
        "leads out of the archive",
    ),
    "a path from the root": (project(source(MARKED, "/etc/passwd")), "leads out of the archive"),
    "another kind of file": ("<TEI/>", "it is a TEI, not a Project"),
    "half a project": (project(source(MARKED))[:-20], "no whole XML"),
    "an unknown encoding": (
        '<?xml version="1.0" encoding="klingon"?>' + project(source(MARKED)),
        "no whole XML|no XML that can be read",
    ),
    "an entity of its own": (
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + project(source("&x;")),
        "no whole XML",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_on_one_line_with_file_element_and_remedy(tmp_path, what):
    qde, told = WRONG[what]
    place = packed(tmp_path, qde, texts(TEXT))
    with pytest.raises(DataError, match=told) as error:
        list(qdpx.read(place, PLAIN))
    words = str(error.value)
    assert words.startswith(f"{place}, project.qde")
    assert "\n" not in words
    assert "mend it there" in words


def test_entities_that_grow_without_end_are_refused(tmp_path):
    steps = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    head = f'<!DOCTYPE p [<!ENTITY a0 "aaaaaaaaaa">{steps}]>'
    place = packed(tmp_path, head + project(source(MARKED), "<Notes>&a12;</Notes>"), texts(TEXT))
    with pytest.raises(DataError, match="no whole XML"):
        list(qdpx.read(place, PLAIN))


def test_a_text_that_is_not_utf_8_is_told_with_its_name_and_place(tmp_path):
    place = packed(tmp_path, project(source(MARKED)), texts(b"Oh, caf\xe9."))
    with pytest.raises(DataError, match=r"sources/a\.txt: byte 8 is not UTF-8: save"):
        list(qdpx.read(place, PLAIN))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_off_anywhere_is_refused(example, share):
    data = example.read_bytes()
    example.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(DataError, match="no whole REFI-QDA project, which is a ZIP"):
        list(qdpx.read(example, PLAIN))


def test_a_member_that_was_damaged_is_told(example):
    data = bytearray(example.read_bytes())
    data[200] ^= 0xFF
    example.write_bytes(data)
    with pytest.raises(DataError, match=r"sources/.*\.txt: .*mend it there"):
        list(qdpx.read(example, PLAIN))


def test_an_archive_without_a_project_and_one_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match="there is no project.qde in it"):
        list(qdpx.read(repacked_without(tmp_path), PLAIN))
    with pytest.raises(CallError, match="no such file"):
        list(qdpx.read(tmp_path / "none.qdpx", PLAIN))


def repacked_without(folder):
    place = packed(folder, "<Project/>", texts(TEXT))
    return repacked(place, {"project.qde": None}, folder / "without.qdpx")


def test_an_archive_that_is_packed_beyond_belief_is_not_unpacked(tmp_path):
    place = packed(tmp_path, project(source(MARKED)), texts(b"a" * (LARGE + 1)))
    assert place.stat().st_size < LARGE / 200
    with pytest.raises(DataError, match=r"it would unpack to 50,.* nothing of it was read"):
        list(qdpx.read(place, PLAIN))


@pytest.mark.parametrize("way", ["shifted", "in UTF-16", "named otherwise"])
def test_in_a_project_of_ours_words_that_are_not_at_their_positions_are_refused(tmp_path, way):
    text = "😀 The toll was 84."
    place = tmp_path / "out.qdpx"
    found = with_note(text[2:], "")
    found = replace(found, article=replace(found.article, text=text))
    made = found.annotations[0]
    from tui.text.anchors import anchor

    made = replace(made, fragments=(anchor(text, 2, 10),))
    written("qdpx", [replace(found, annotations=[made])], place)
    qde = qde_of(place)
    changed = {
        "shifted": qde.replace('"2" endPosition="10"', '"1" endPosition="9"'),
        "in UTF-16": qde.replace('"2" endPosition="10"', '"3" endPosition="11"'),
        "named otherwise": qde.replace('name="The toll"', 'name="The tool"'),
    }[way]
    assert changed != qde
    wrong = repacked(place, {"project.qde": changed.encode()}, tmp_path / "wrong.qdpx")
    with pytest.raises(DataError, match=r"at \d+–\d+ the text has .*, not 'The to.*--offsets"):
        list(qdpx.read(wrong, PLAIN))


def test_a_project_of_ours_without_its_texts_is_refused(example, tmp_path):
    with zipfile.ZipFile(example) as archive:
        gone = {name: None for name in archive.namelist() if name.startswith("sources/")}
    wrong = repacked(example, gone, tmp_path / "wrong.qdpx")
    with pytest.raises(DataError, match="its text is not in the archive"):
        list(qdpx.read(wrong, PLAIN))
