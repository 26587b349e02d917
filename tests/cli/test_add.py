"""`claimdesk add`: texts go in whole, once, and whatever cannot go in is told."""

import json
import os
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import files_here, names_a_remedy, process
from tui.adding import taking
from tui.store import adding, annotations, articles, regions
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor

HERE = Path("annotations.db")
TEXT = "The toll rose to 84, the rebels said.\n"


def texts(run, *more):
    rows = run("export", "jsonl", *more).out.split("\n")[:-1]
    return [json.loads(row)["text"] for row in rows]


def test_files_are_added_with_a_line_for_each(run, mali, nairobi):
    said = run("add", mali, nairobi)
    assert (said.code, said.err) == (0, "")
    first, second = said.out.splitlines()
    assert first.startswith("added: 000_20a9162aa588d66d.txt: HomeInternational News")
    assert second.startswith("added: 001_5c23252eae010d18.txt: NAIROBI, Kenya")
    assert texts(run) == [mali.read_text("utf-8"), nairobi.read_text("utf-8")]


def test_the_database_is_made_when_missing_and_nothing_else(run, mali):
    run("add", mali, "--db", "toll.db")
    assert files_here().keys() == {"toll.db"}


def test_a_file_added_again_is_told_and_not_duplicated(run, mali):
    run("add", mali)
    before = run("export", "jsonl").out
    said = run("add", mali)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("already here: 000_20a9162aa588d66d.txt")
    assert run("export", "jsonl").out == before
    assert labels() == ["add 000_20a9162aa588d66d.txt"], "nothing to undo was left"


def labels():
    """What the log says was done here."""
    connection = sqlite3.connect(HERE)
    found = [row[0] for row in connection.execute("SELECT label FROM op WHERE annotator = 'ana'")]
    connection.close()
    return found


def test_a_file_named_twice_in_one_call_is_added_once(run, mali):
    said = run("add", mali, mali)
    assert [line.partition(":")[0] for line in said.out.splitlines()] == ["added", "already here"]
    assert len(texts(run)) == 1


def test_the_same_text_under_another_name_or_with_other_line_ends_is_already_here(run):
    Path("a.txt").write_bytes(b"One.\nTwo.\n")
    Path("b.txt").write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.\r\n")
    run("add", "a.txt")
    assert run("add", "b.txt").out.startswith("already here")


def test_standard_input_is_a_text_too(run):
    said = run("add", "-", typed="Ça ira, the crowd said.\n".encode())
    assert (said.code, said.err) == (0, "")
    assert said.out == "added: standard input: Ça ira, the crowd said.\n"
    assert texts(run) == ["Ça ira, the crowd said.\n"]


def test_a_process_reads_what_is_piped_into_it():
    done = process("add", "-", stdin=None, input="Ça ira.\n".encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == "added: standard input: Ça ira.\n".encode()


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
def test_a_byte_order_mark_says_how_to_read_it(run, encoding, mark):
    Path("a.txt").write_bytes(mark + "Ça ira.\r\nOui.\n".encode(encoding))
    assert run("add", "a.txt").code == 0
    assert texts(run) == ["Ça ira.\nOui.\n"]


def a_missing_file():
    return "missing.txt"


def a_folder():
    Path("articles").mkdir()
    return "articles"


def an_empty_file():
    Path("empty.txt").touch()
    return "empty.txt"


def blanks_alone():
    Path("blank.txt").write_text(" \n\t\n", encoding="utf-8")
    return "blank.txt"


def binary_data():
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4)
    return "picture.png"


def a_database():
    connection = sqlite3.connect("other.db")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    return "other.db"


def another_encoding():
    Path("wide.txt").write_bytes(b"\xff\xfe" + "One line.\n".encode("utf-16-le") + b"A")
    return "wide.txt"


def a_file_under_a_file():
    Path("plain").write_text("plain", encoding="utf-8")
    return "plain/a.txt"


def a_name_too_long():
    return "n" * 300


BAD = {
    "a missing file": (a_missing_file, 2, "there is no such file"),
    "a folder": (a_folder, 2, "is a folder"),
    "an empty file": (an_empty_file, 1, "empty"),
    "blanks alone": (blanks_alone, 1, "empty"),
    "a picture": (binary_data, 1, "an image"),
    "a database": (a_database, 1, "claimdesk merge"),
    "another encoding": (another_encoding, 1, "line 2, byte 1 of the line, is not UTF-16"),
    "a file under a file": (a_file_under_a_file, 2, "cannot be read"),
    "a name too long": (a_name_too_long, 2, "cannot be read"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_cannot_go_in_is_one_line_and_makes_no_database(bad, run):
    makes, code, words = BAD[bad]
    name = makes()
    before = files_here()
    said = run("add", name)
    assert (said.code, said.out) == (code, "")
    assert said.told.startswith(name)
    assert words in said.told
    assert files_here() == before


@pytest.mark.parametrize("bad", BAD)
def test_what_cannot_go_in_comes_with_a_remedy(bad, run):
    name = BAD[bad][0]()
    assert names_a_remedy(run("add", name).told, name)


def test_a_file_that_may_not_be_read(run, unprivileged):
    Path("secret.txt").write_text(TEXT, encoding="utf-8")
    Path("secret.txt").chmod(0o000)
    with unprivileged():
        said = run("add", "secret.txt")
    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("secret.txt cannot be read: Permission denied")
    assert names_a_remedy(said.told, "secret.txt")
    assert not HERE.exists()


def test_an_empty_standard_input_is_told_by_that_name(run):
    said = run("add", "-")
    assert (said.code, said.out) == (1, "")
    assert said.told.startswith("standard input")
    assert not HERE.exists()


def test_good_files_go_in_beside_bad_ones_each_told_on_a_line_of_its_own(run, mali):
    Path("empty.txt").touch()
    said = run("add", "missing.txt", mali, "empty.txt")
    assert said.code == 2, "the call was wrong too"
    assert [line.split(":")[1].strip() for line in said.err.splitlines()] == [
        "missing.txt",
        "empty.txt",
    ]
    assert said.out.count("\n") == 1
    assert len(texts(run)) == 1


def test_the_exit_code_is_1_where_only_the_data_was_wrong(run, mali):
    Path("empty.txt").touch()
    assert run("add", mali, "empty.txt").code == 1


NASTY = "\x1b]0;owned\x07\x1b[31m\u202egnp.txt"


def test_escapes_in_names_and_titles_do_not_reach_the_terminal(run):
    name = f"a{NASTY}"
    Path(name).write_text(f"Toll{NASTY} rose, the rebels said, and then it rose again.\n", "utf-8")
    Path(f"b{NASTY}").touch()
    said = run("add", name, f"b{NASTY}", f"c{NASTY}")
    for text in (said.out, said.err):
        assert text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert "a␛]0;owned␇␛[31m·gnp.txt" in said.out


def test_a_name_that_is_no_utf_8_is_added_under_a_readable_one(run):
    with open(b"caf\xe9.txt", "wb") as file:  # noqa: PTH123 - a Path cannot be made of bytes
        file.write(TEXT.encode())
    said = run("add", os.fsdecode(b"caf\xe9.txt"))
    assert (said.code, said.err) == (0, "")
    (row,) = json.loads(run("list", "--json").out)
    assert row["file"].startswith("caf")


@pytest.mark.parametrize(
    "line",
    ["马里宣布断绝与乌克兰的外交关系，" * 8, "https://example.org/" + "a" * 90, "ก" * 120],
    ids=["Chinese", "an address", "Thai"],
)
def test_a_long_first_line_without_blanks_still_gives_a_title(run, line):
    run("add", "-", typed=f"{line}\nMore.\n".encode())
    (row,) = json.loads(run("list", "--json").out)
    assert row["title"].startswith(line[:20])
    assert len(row["title"]) <= 90


def test_the_texts_added_in_one_call_are_one_operation(run, mali, nairobi):
    run("add", mali, nairobi)
    assert labels() == ["add 2 texts"]


def test_characters_that_are_not_what_they_seem_are_counted(run):
    Path("odd.txt").write_text("plain \x1b[31m red\x07, \u202eback\u202c and zero\u200bwidth\n")
    said = run("add", "odd.txt").out
    assert "2 control characters replaced by U+FFFD" in said
    assert "3 hidden or bidirectional characters" in said


def write_files(number, folder="articles", start=0):
    """So many short articles in a folder, each another text."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for n in range(start, start + number):
        Path(folder, f"{n:03}.txt").write_text(f"The toll rose to {n}, the rebels said.\n", "utf-8")


class TestAFolder:
    def test_its_text_files_go_in_sorted_those_of_its_folders_too(self, run):
        write_files(2, "articles/b")
        write_files(1, "articles/a", start=7)
        Path("articles/style.css").write_text(TEXT, encoding="utf-8")
        said = run("add", "articles")
        assert (said.code, said.err) == (0, "")
        assert [line.split(": ")[1] for line in said.out.splitlines()] == [
            "007.txt",
            "000.txt",
            "001.txt",
        ]

    def test_one_without_text_files_is_named_and_the_other_files_go_in(self, run, mali):
        Path("empty").mkdir()
        said = run("add", "empty", mali)
        assert said.code == 2
        assert said.told.startswith("empty is a folder without files that are read")
        assert names_a_remedy(said.told, "empty")
        assert len(texts(run)) == 1

    def test_one_that_may_not_be_read(self, run, unprivileged):
        write_files(1, "articles/secret")
        Path("articles/secret").chmod(0o000)
        with unprivileged():
            said = run("add", "articles")
        Path("articles/secret").chmod(0o755)
        assert (said.code, said.out) == (2, "")
        assert said.told.startswith("articles/secret cannot be read: Permission denied")
        assert not HERE.exists()

    def test_what_stands_beside_one_that_may_not_be_read_goes_in(self, run, unprivileged):
        write_files(2, "articles")
        write_files(1, "articles/secret")
        Path("articles/secret").chmod(0o000)
        Path("mine").mkdir(mode=0o777)
        Path("mine").chmod(0o777)
        with unprivileged():
            said = run("add", "articles", "--db", "mine/annotations.db")
        Path("articles/secret").chmod(0o755)
        assert said.code == 2
        assert "articles/secret cannot be read: Permission denied" in said.err
        assert said.out.count("added: ") == 2


def test_a_near_copy_stands_below_its_article_with_the_share_that_is_the_same(run, mali, nairobi):
    text = mali.read_text("utf-8").split("\n\n")
    Path("copy.txt").write_text("\n\n".join(["Toll", *text[1:8], *text[9:]]), encoding="utf-8")
    of_mali, copy, other = run("add", mali, nairobi, "copy.txt").out.splitlines()
    assert of_mali.startswith(f"added: {mali.name}")
    assert copy.startswith("  added: copy.txt: Toll (nearly the same as ")
    assert other.startswith(f"added: {nairobi.name}")
    said = json.loads(run("add", mali, nairobi, "copy.txt", "--db", "other.db", "--json").out)
    (group,) = said["near_copies"]
    assert (group["id"], group["label"]) == (said["results"][0]["id"], mali.name)
    (copied,) = group["copies"]
    assert (copied["id"], copied["name"]) == (said["results"][2]["id"], "copy.txt")
    assert 0.9 < copied["share"] <= 1


class TestMany:
    """More files than get a line each."""

    def test_a_sum_is_told_and_a_line_for_what_needs_a_look(self, run):
        write_files(30)
        Path("articles/017.txt").write_bytes(b"")
        Path("articles/018.txt").write_bytes(b"The toll \x07 rose again, the rebels said.\n")
        said = run("add", "articles")
        assert said.code == 1
        assert said.told.startswith("articles/017.txt")
        assert said.out.splitlines() == [
            "added: 018.txt: The toll \ufffd rose again, the rebels said."
            " (1 control character replaced by U+FFFD)",
            "30 files: 29 added, 1 not read",
        ]

    def test_those_that_are_here_already_are_counted(self, run):
        write_files(25)
        run("add", "articles")
        write_files(30)
        assert run("add", "articles").out == "30 files: 5 added, 25 already here\n"

    def test_near_copies_are_told_with_the_article_they_are_copies_of(self, run, mali):
        text = mali.read_text("utf-8").split("\n\n")
        write_files(25)
        for number in range(7):
            copy = [f"Paper {number}", *text[1 : 5 + number], *text[6 + number :]]
            Path(f"articles/z{number}.txt").write_text("\n\n".join(copy), encoding="utf-8")
        said = run("add", mali, "articles").out.splitlines()
        assert said[0] == f"7 articles nearly the same as {mali.name}:"
        assert re.fullmatch(r"  9\d %  z0.txt: Paper 0", said[1])
        assert said[6:] == [
            "  and 2 more",
            "33 files: 33 added (7 nearly the same as another)",
        ]

    def test_a_batch_is_an_operation(self, run, monkeypatch):
        monkeypatch.setattr(taking, "BATCH", 10)
        write_files(25)
        run("add", "articles")
        assert labels() == ["add 10 texts", "add 10 texts", "add 5 texts"]

    def test_stopped_it_says_how_many_are_in_and_the_same_command_goes_on(self, run, monkeypatch):
        monkeypatch.setattr(taking, "BATCH", 10)
        adds, calls = adding.add, []

        def add(store, intakes):
            calls.append(len(intakes))
            if len(calls) == 3:
                raise KeyboardInterrupt
            return adds(store, intakes)

        write_files(25)
        monkeypatch.setattr(adding, "add", add)
        said = run("add", "articles")
        assert (said.code, said.out) == (130, "20 files: 20 added\n")
        assert said.told == "stopped: 20 of 25 files are done; the same command goes on from there"
        assert len(texts(run)) == 20
        assert run("add", "articles").out == "25 files: 5 added, 20 already here\n"
        assert len(texts(run)) == 25

    def test_a_bar_is_drawn_in_a_terminal_alone(self, run):
        write_files(25)
        said = run("add", "articles", terminal=True)
        table = re.sub(r"\x1b\[\d*m", "", said.out)
        assert [line.split() for line in table.splitlines()] == [["25", "files"], ["added", "25"]]
        assert "25/25" in said.err
        write_files(25, start=25)
        assert run("add", "articles").err == ""


class TestALaterText:
    """A file that has changed is a later text of its article."""

    CLAIM = "the rebels said the toll had risen to 84"
    BEFORE = f"Bamako. On Tuesday {CLAIM}.\nNobody else would speak of it that evening.\n"
    AFTER = f"Bamako, Mali. On Tuesday {CLAIM}.\nAn army spokesman denied everything later.\n"

    @pytest.fixture
    def marked(self, run):
        """A file that is an article, with one annotation that lasts and one that does not."""
        Path("toll.txt").write_text(self.BEFORE, encoding="utf-8")
        run("add", "toll.txt")
        with open_store(HERE, annotator="ana", device="desk") as store:
            (about,) = articles.summaries(store)
            for words in (self.CLAIM, "Nobody else would speak of it that evening."):
                start = self.BEFORE.index(words)
                span = anchor(self.BEFORE, start, start + len(words))
                annotations.add(store, [Draft(about.uid, "claim/event", (span,))])
        return about.uid

    def test_is_told_with_what_became_of_the_annotations(self, run, marked):
        Path("toll.txt").write_text(self.AFTER, encoding="utf-8")
        said = run("add", Path("toll.txt").absolute())
        assert (said.code, said.err) == (0, "")
        assert said.out == (
            "later text: toll.txt: Bamako. On Tuesday the rebels said the toll had risen to 84."
            " (1 annotation carried over, 1 needs a look)\n"
        )
        assert texts(run) == [self.AFTER]

    def test_tells_what_was_said_of_the_body_and_has_no_place_in_it(self, run, marked):
        with open_store(HERE, annotator="ana", device="desk") as store:
            for end in (7, 20):
                regions.correct(store, marked, (0, end), body=False)
        Path("toll.txt").write_text("Nobody knows.\n", encoding="utf-8")
        said = run("add", Path("toll.txt").absolute())
        assert "2 region corrections had no place in the new text" in said.out

    def test_leaves_a_whole_database_whose_export_tells_what_is_on_the_earlier_text(
        self, run, marked
    ):
        Path("toll.txt").write_text(self.AFTER, encoding="utf-8")
        run("add", "toll.txt")
        assert run("check").code == 0
        said = run("export", "csv", "-o", "out.csv")
        told = "out.csv: 1 article, 2 annotations; 1 annotation is on an earlier text"
        told += "; left out: 1 status of an article, 1 text of an article\n"
        assert (said.code, said.err) == (0, told)

    def test_a_file_of_the_same_name_in_another_folder_is_another_article(self, run, marked):
        Path("other").mkdir()
        Path("other/toll.txt").write_text(self.AFTER, encoding="utf-8")
        assert run("add", "other/toll.txt").out.startswith("added: ")
        assert texts(run) == [self.BEFORE, self.AFTER]

    def test_standard_input_has_no_place_it_comes_from(self, run):
        run("add", "-", typed=b"One text.\n")
        assert run("add", "-", typed=b"Another text.\n").out.startswith("added: ")

    def test_can_be_given_for_an_article_by_the_start_of_its_id(self, run, marked):
        Path("sent.txt").write_text(self.AFTER, encoding="utf-8")
        said = run("add", "sent.txt", "--version-of", marked[:8])
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith("later text: sent.txt: ")
        assert "1 annotation carried over" in said.out
        assert texts(run) == [self.AFTER]
        again = run("add", "sent.txt", "--version-of", marked)
        assert again.out.startswith("already here: ")

    def test_that_is_another_article_is_refused(self, run, marked):
        Path("sent.txt").write_text(self.AFTER, encoding="utf-8")
        run("add", "sent.txt")
        said = run("add", "sent.txt", "--version-of", marked)
        assert (said.code, said.out) == (2, "")
        assert "another article" in said.told
        assert texts(run) == [self.BEFORE, self.AFTER]

    @pytest.mark.parametrize("start", ["ffffffff", "", "%"])
    def test_of_no_article_is_refused(self, run, marked, start):
        said = run("add", "toll.txt", "--version-of", start)
        assert (said.code, said.out) == (2, "")
        assert "claimdesk list" in said.told

    def test_of_an_article_is_one_file_and_makes_no_database(self, run):
        write_files(2)
        assert run("add", "articles/000.txt", "articles/001.txt", "--version-of", "a").code == 2
        assert run("add", "articles/000.txt", "--version-of", "a").code == 2
        assert not HERE.exists()
