"""`claimdesk add` on files of many kinds, folders, archives, tables, and pages by address."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import files_here
from tests.intake import files, made
from tests.intake.loopback import PAGE, Server, answer
from tui.adding import taking
from tui.store import adding, annotations, articles
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor

pytest.importorskip("trafilatura")
HERE = Path("annotations.db")


def listed(run):
    return json.loads(run("list", "--json").out)


def write(**contents):
    """Files in the folder ``in``, by their names with the last ``_`` a dot."""
    for name, data in contents.items():
        path = Path("in") / ".".join(name.rsplit("_", 1))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def told(run, *arguments, **options):
    """The JSON of a call, and its results by their names."""
    said = run("add", *arguments, "--json", **options)
    whole = json.loads(said.out)
    assert said.err == ""
    return whole, {one["name"]: one for one in whole["results"]}


def test_a_folder_of_every_kind_goes_in_and_what_is_no_article_is_told_or_passed_over(run):
    samples = made.samples()
    write(
        page_html=samples["html"],
        notes_docx=samples["docx"],
        report_pdf=samples["pdf"],
        book_epub=samples["epub"],
        letter_rtf=samples["rtf"],
        feed_rss=samples["rss"],
        mail_eml=files.MAIL,
        table_csv=files.TABLE,
        two_zip=files.zipped({"a/one.txt": b"One text.", "b/two.md": b"# Two\n\nAnother text."}),
        bad_zip=files.FILES["zip"][1][:60],
        sheet_xlsx=files.zipped({"xl/workbook.xml": b"<a/>"}),
        script_py="print('the toll')\n",
        picture_png=b"\x89PNG\r\n\x1a\n\0",
        annotations_db=b"SQLite format 3\0",
        _hidden_txt="Hidden.",
    )
    Path("in/_hidden.txt").rename("in/.hidden.txt")
    said = run("add", "in", "--json")
    whole = json.loads(said.out)
    results = {one["name"]: one for one in whole["results"]}
    assert (said.code, said.err) == (1, "")
    assert {name: one["outcome"] for name, one in results.items()} == {
        "in/bad.zip": "not read",
        "in/script.py": "passed over",
        "in/sheet.xlsx": "passed over",
        "book.epub/in/one .xhtml": "added",
        "book.epub/in/two.xhtml": "added",
        "feed.rss/entry 1": "added",
        "letter.rtf": "added",
        "mail.eml": "added",
        "mail.eml/more.md": "added",
        "notes.docx": "added",
        "page.html": "added",
        "report.pdf": "added",
        "table.csv/row 1": "added",
        "table.csv/row 2": "added",
        "two.zip/a/one.txt": "added",
        "two.zip/b/two.md": "added",
    }
    assert results["page.html"]["title"] == "Buses bought"
    assert results["page.html"]["notes"] == ["extracted 86 of 93 words"]
    assert results["in/bad.zip"]["reason"].startswith("the archive is damaged")
    assert whole["counts"]["added"] == len(listed(run)) == 13
    assert (whole["files"], whole["done"], whole["stopped"]) == (12, 12, False)
    again, _ = told(run, "in/page.html", "in/two.zip", "in/table.csv")
    assert again["counts"]["already here"] == 5


def test_an_article_keeps_its_original_and_the_file_it_was_in(run):
    write(two_zip=files.zipped({"page.html": made.page()}))
    _, results = told(run, "in/two.zip", "--source", "The Daily", "--story", "buses")
    uid = results["two.zip/page.html"]["id"]
    shown = json.loads(run("show", uid, "--json").out)
    assert (shown["file"], shown["source"], shown["story"]) == (
        *("two.zip/page.html", "The Daily", "buses"),
    )
    assert shown["origin"]["words"] == 93
    assert run("show", uid, "--origin").out.encode() == made.page()


def test_a_member_that_changed_is_a_later_text_and_a_row_is_not(run):
    def put(first):
        write(two_zip=files.zipped({"a.txt": f"{first} text.".encode(), "b.txt": b"Same."}))
        write(rows_csv=f"text\n{first} row.\nAnother.\n")
        return told(run, "in/two.zip", "in/rows.csv")[1]

    put("One")
    assert {name: one["outcome"] for name, one in put("New").items()} == {
        "two.zip/a.txt": "later text",
        "two.zip/b.txt": "already here",
        "rows.csv/row 1": "added",
        "rows.csv/row 2": "already here",
    }


class TestATableWhoseTextIsUnclear:
    ROWS = "a,b,when\nThe toll rose.,Toll,2020-05-01\n"

    @pytest.fixture(autouse=True)
    def _table(self):
        write(odd_csv=self.ROWS, later_csv=self.ROWS.replace("rose", "fell"))

    def test_is_told_with_its_columns(self, run):
        said = run("add", "in/odd.csv")
        assert (said.code, said.out) == (1, "")
        assert said.told == (
            "in/odd.csv: none of its columns is sure to be the text (a, b, when): say"
            " --column text=NAME"
        )
        assert not HERE.exists()
        assert "there is no column 'c'" in run("add", "in/odd.csv", "--column", "text=c").told

    def test_goes_in_where_they_are_named(self, run):
        assert run("add", "in/odd.csv", "--column", "text=a", "--column", "title=b").code == 0
        assert [row["title"] for row in listed(run)] == ["Toll"]

    def test_is_asked_for_in_a_terminal_and_what_was_said_is_remembered(self, run):
        said = run("add", "in/odd.csv", typed=b"1\n2\n0\n3\n0\n", terminal=True)
        assert said.code == 0
        assert "Which of them is the text of an article?" in said.err
        (row,) = listed(run)
        assert (row["title"], row["published"]) == ("Toll", "2020-05-01")
        assert run("add", "in/later.csv").code == 0
        assert [row["title"] for row in listed(run)] == ["Toll", "Toll"]

    def test_is_left_out_where_none_is_said(self, run):
        said = run("add", "in/odd.csv", typed=b"0\n", terminal=True)
        assert said.code == 1
        assert "none of its columns is sure" in said.err
        assert not HERE.exists()


@pytest.mark.parametrize(
    "options",
    [
        *(("--kind", "word"), ("--encoding", "none"), ("--column", "text"), ("--column", "x=y")),
        *(("--whole", "--other"), ("--largest", "1"), ("--largest", "much")),
    ],
)
def test_options_that_ask_for_nothing_there_is_are_refused(run, options):
    write(a_txt="A text.")
    said = run("add", "in/a.txt", *options)
    assert (said.code, said.out) == (2, "")
    assert said.told
    assert not HERE.exists()


def test_a_file_larger_than_allowed_is_told_and_the_option_that_allows_it(run):
    write(a_txt="A text. " * 1000)
    assert run("add", "in/a.txt", "--largest", "2kB").told == (
        "in/a.txt: it has more than 2,000 bytes: --largest allows more"
    )
    assert run("add", "in/a.txt", "--largest", "1 MB").code == 0


def test_a_guessed_encoding_and_a_near_copy_are_told(run):
    text = " ".join(made.STORY)
    write(a_txt=text, b_txt=f"{text} It ends here.".replace("It", "Él").encode("latin-1"))
    run("add", "in/a.txt")
    said = run("add", "in/b.txt").out
    assert "nearly the same as a.txt, " in said
    assert ", a guess)" in said


class TestAnAddress:
    FEED = made.feed(
        "<item><title>Vote</title><link>HOST/toll</link><description>It rose.</description></item>"
        "<item><title>Gone</title><link>HOST/gone</link><description>It fell.</description></item>"
    )
    LIST = (
        '<?xml version="1.0"?><opml version="2.0"><body><outline type="rss" text="Wire"'
        ' xmlUrl="HOST/feed"/></body></opml>'
    )

    @pytest.fixture
    def server(self):
        with Server({"/toll": answer(PAGE)}) as server:
            self.host = f"http://127.0.0.1:{server.port}"
            feed = self.FEED.replace(b"HOST", self.host.encode())
            server.pages["/feed"] = answer(feed, Content_Type="application/rss+xml")
            write(list_opml=self.LIST.replace("HOST", self.host))
            yield server

    def test_on_this_machine_is_refused(self, run, server):
        said = run("add", f"{self.host}/toll")
        assert (said.code, said.out) == (1, "")
        assert "--allow-private" in said.told
        assert server.asked == []
        assert not HERE.exists()

    def test_is_fetched_and_kept_as_its_url(self, run, server):
        said = run("add", f"{self.host}/toll", "--allow-private")
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith(f"added: {self.host}/toll: Bamako")
        assert server.asked == ["/robots.txt", "/toll"]
        (row,) = listed(run)
        assert row["url"] == f"{self.host}/toll"
        assert run("add", f"{self.host}/toll", "--allow-private", "--no-robots").code == 0
        assert server.asked == ["/robots.txt", "/toll", "/toll"]
        assert len(listed(run)) == 1

    def test_of_a_feed_gives_the_entries_as_they_stand_there(self, run, server):
        said = run("add", f"{self.host}/feed", "--allow-private", "--no-robots")
        assert said.code == 0
        assert said.out.count("the feed's summary only, --fetch takes the page") == 2
        assert server.asked == ["/feed"]

    def test_in_a_list_is_fetched_with_its_pages_when_asked_for(self, run, server):
        assert run("add", "in/list.opml", "--allow-private", "--no-robots").code == 1
        assert server.asked == []
        said = run("add", "in/list.opml", "--allow-private", "--no-robots", "--fetch")
        assert (said.code, said.err) == (0, "")
        assert server.asked == ["/feed", "/toll", "/gone"]
        page, gone = said.out.splitlines()
        assert page.startswith(f"added: {self.host}/toll: ")
        assert "its page was not taken: there is no such page (404)" in gone
        assert [row["source"] for row in listed(run)] == ["The Daily", "The Daily"]


def test_stopped_what_was_read_is_in_and_the_same_command_goes_on(run, monkeypatch):
    monkeypatch.setattr(taking, "BATCH", 10)
    adds, calls = adding.add, []

    def add(store, intakes):
        calls.append(len(intakes))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return adds(store, intakes)

    rows = "".join(f"The toll rose to {n}.\n" for n in range(25))
    write(rows_csv=f"text\n{rows}", a_txt="A text.")
    monkeypatch.setattr(adding, "add", add)
    said = run("add", "in/a.txt", "in/rows.csv", "--json")
    assert said.code == 130
    assert said.told == "stopped: 1 of 2 files are done; the same command goes on from there"
    whole = json.loads(said.out)
    assert (whole["stopped"], whole["counts"]["added"], len(listed(run))) == (True, 10, 10)
    whole, _ = told(run, "in/a.txt", "in/rows.csv")
    assert (whole["counts"]["added"], whole["counts"]["already here"]) == (16, 10)


def test_hostile_names_and_titles_are_harmless_in_lines_and_whole_in_json(run):
    nasty = "\x1b]0;owned\x07\u202egnp"
    data = files.zipped({f"{nasty}.txt": f"Toll {nasty} {made.SENTENCE}".encode()})
    write(a_zip=data)
    said = run("add", "in/a.zip")
    assert said.code == 0
    assert not set(said.out) & {"\x1b", "\x07", "\u202e"}
    _, results = told(run, "in/a.zip")
    assert [one["outcome"] for one in results.values()] == ["already here"]


class TestExtract:
    @pytest.fixture
    def added(self, run):
        write(page_html=made.page(), note_docx=made.docx())
        _, results = told(run, "in/page.html", "in/note.docx")
        return {name: one["id"] for name, one in results.items()}

    def test_takes_another_text_of_the_page_and_carries_annotations_over(self, run, added):
        uid = added["page.html"]
        with open_store(HERE, annotator="ana", device="desk") as store:
            text = articles.read(store, uid).text
            start = text.index(made.SENTENCE)
            span = anchor(text, start, start + len(made.SENTENCE))
            annotations.add(store, [Draft(uid, "claim/event", (span,))])
        said = run("extract", uid[:8], "--with", "whole")
        assert (said.code, said.err) == (0, "")
        assert said.out == "later text: page.html: Buses bought (1 annotation carried over)\n"
        shown = json.loads(run("show", uid, "--json").out)
        assert "Terms of use" in shown["text"]
        assert [one["current"] for one in shown["texts"]] == [False, True]
        back = run("extract", uid, "--json")
        assert json.loads(back.out)["notes"] == [
            *("1 annotation carried over", "extracted 86 of 93 words"),
        ]
        assert run("extract", uid).out.startswith("already here: page.html")
        assert run("show", uid, "--origin").out.encode() == made.page()
        assert run("check").code == 0

    def test_is_refused_where_there_is_but_one_text(self, run, added):
        said = run("extract", added["note.docx"])
        assert (said.code, said.out) == (2, "")
        assert said.told == (
            "note.docx was read as docx, all of which is its text: choose a web page"
        )
        assert "claimdesk list" in run("extract", "ffffffff").told

    def test_makes_no_database(self, run):
        assert run("extract", "ab12").code == 2
        assert files_here() == {}


def test_a_text_given_for_an_article_may_be_of_any_kind_but_is_one(run):
    write(page_html=made.page(), rows_csv="text\nOne.\nTwo.\n", a_txt=f"{made.SENTENCE}\nMore.\n")
    _, results = told(run, "in/a.txt")
    uid = results["a.txt"]["id"]
    assert "holds 2 articles" in run("add", "in/rows.csv", "--version-of", uid).told
    said = run("add", "in/page.html", "--version-of", uid)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("later text: page.html: ")
    connection = sqlite3.connect(HERE)
    assert connection.execute("SELECT count(*) FROM article").fetchall() == [(1,)]
    connection.close()
