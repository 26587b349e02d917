"""A comparison and its matrix as CSV, Markdown and pages: all is there, and nothing is markup."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from tests.compare.material import seeds, sources
from tui.compare.comparison import compare
from tui.compare.findings import Comparison
from tui.compare.matrix import matrix
from tui.formats import (
    comparison_csv,
    comparison_html,
    matrix_csv,
    matrix_html,
    matrix_markdown,
)
from tui.model import Annotation, Claim
from tui.text.anchors import anchor

HOSTILE = (
    "The <script>alert(1)</script> ferry | sank *off* Rabaul, \u202eevil\x1b]0;x\x07 said; 84 men.",
    'The <script>alert(1)</script> ferry | sank *off* Rabaul, "on" Friday & 85 men died.',
)


def written(module, value) -> str:
    stream = io.BytesIO()
    module.write(value, stream)
    assert not stream.closed
    return stream.getvalue().decode("utf-8")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


class Page(HTMLParser):
    """The tags of a page, checked for being closed, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words += data


def test_csv_has_a_row_for_each_alignment_and_for_each_sentence_that_stands_alone():
    found = compare(seeds())
    rows = rows_of(written(comparison_csv, found))
    assert len(rows) == len(found.alignments) + len(found.only)
    for row in rows:
        for side, source in zip("ab", found.sources, strict=True):
            if row["sign"] != "+":
                span = slice(int(row[f"{side}_start"]), int(row[f"{side}_end"]))
                assert source.text[span] == row[f"{side}_text"]
    alone = [row for row in rows if row["sign"] == "+"]
    assert len(alone) == len(found.only)
    assert {row["b_text"] for row in alone} == {""}
    assert any("name spelling: Tinzaouatene | Tinzaouaten" in row["details"] for row in rows)


def test_the_page_needs_nothing_else_and_says_what_differs():
    html = written(comparison_html, compare(seeds()))
    page = Page(html)
    assert page.open == []
    assert {"script", "link", "img", "iframe"}.isdisjoint(page.tags)
    assert not re.search(r"https?://|url\(|@import", html)
    for words in ("≥84", "Tinzaouatene", "Details that differ", "Only in", "Lavrov"):
        assert words in page.words
    assert "<mark>Tinzaouaten</mark>" in html
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html


def test_each_sentence_of_the_body_is_on_the_page():
    found = compare(seeds())
    words = Page(written(comparison_html, found)).words
    for source in found.sources:
        for index in source.body:
            assert source.words(index) in words


@pytest.fixture
def hostile() -> Comparison:
    return compare(sources(*HOSTILE), threshold=0.05)


def a_claim_on(article: str, text: str) -> dict[str, list[Annotation]]:
    claim = Claim("c", "A <b>ferry</b> | sank.\n# and more")
    marks = (anchor(text, 0, len(text) - 1),)
    return {article: [Annotation("n", article, "claim", marks, "ana", "", "", claim=claim)]}


def test_nothing_an_article_says_is_markup_on_a_page(hostile):
    for module, value, words in (
        (comparison_html, hostile, "<script>alert(1)</script> ferry"),
        (matrix_html, matrix(hostile), "<script>alert(1)</script> ferry"),
        (matrix_html, matrix(hostile, a_claim_on("a", HOSTILE[0])), "A <b>ferry</b> | sank."),
    ):
        html = written(module, value)
        page = Page(html)
        assert page.open == []
        assert "script" not in page.tags
        assert words in page.words
        assert "\u202e" not in html
        assert "\x1b" not in html


def test_nothing_an_article_says_ends_a_cell_of_markdown(hostile):
    text = written(matrix_markdown, matrix(hostile, a_claim_on("a", HOSTILE[0])))
    lines = text.splitlines()
    assert len(lines) > 2
    for line in lines:
        assert len(re.findall(r"(?<!\\)\|", line)) == 5
        assert "<" not in line.replace("\\<", "")
        assert "\x1b" not in line


def test_the_matrix_is_the_same_in_every_form():
    found = compare(seeds())
    text = found.sources[0].text
    start = text.index("at least 84 mercenaries")
    claim = Claim("toll", "The rebels killed 84.")
    mark = Annotation(
        "n", "a", "claim/number", (anchor(text, start, start + 23),), "ana", "", "", claim=claim
    )
    table = matrix(found, {"a": [mark]})
    rows = rows_of(written(matrix_csv, table))
    assert [row["wording"] for row in rows] == [row.wording for row in table.rows]
    first = rows[0]
    assert (first["row"], first["claim"], first["conflicts"]) == ("claim", "toll", "yes")
    assert (first["Paper a"], first["Paper a value"]) == ("differs", "≥84")
    span = slice(*map(int, first["Paper a spans"].split("-")))
    assert text[span] == "at least 84 mercenaries"
    markdown = written(matrix_markdown, table)
    page = Page(written(matrix_html, table)).words
    for row in table.rows:
        assert row.wording in page
    assert "≥84" in page
    assert "differs: ≥84" in markdown
    assert len(markdown.splitlines()) == len(table.rows) + 2


def test_a_matrix_of_articles_that_share_nothing_says_so():
    empty = matrix(compare(sources("A ferry sank.", "Ministers met.")))
    assert "No claim is told by two" in written(matrix_html, empty)
    assert rows_of(written(matrix_csv, empty)) == []


def test_two_sources_of_one_name_are_told_apart():
    found = compare(sources("A ferry sank off Rabaul.", "A ferry sank off Rabaul. It rained."))
    table = matrix(found)
    same = type(table)(table.uids, ("Paper", "Paper"), table.rows)
    assert "Paper (a)" in written(matrix_csv, same)
    assert "Paper (b)" in written(matrix_markdown, same)
