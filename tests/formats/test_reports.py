"""The reports to read: all words are there, marked as they were, and nothing in them is markup."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from tests.conftest import examples
from tests.formats.datasets import entries
from tests.formats.material import example, exported
from tests.formats.roundtrip import written
from tui.formats.report import pieces

MANY = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


class Shown(HTMLParser):
    """The words of the elements of a class or name, of each apart, and what the marks have."""

    def __init__(self, html: str, wanted: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted, self.depth = wanted, 0
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if self.depth:
            self.depth += tag not in ("br", "meta")
        elif self.wanted in (tag, found.get("class")):
            self.depth = 1
            self.texts.append("")

    def handle_endtag(self, tag):
        if tag not in ("br", "meta"):
            self.depth = max(0, self.depth - 1)

    def handle_data(self, data):
        if self.depth:
            self.texts[-1] += data


@MANY
@given(entries())
def test_pieces_are_the_whole_text_and_each_annotation_is_its_own_pieces(found):
    for one in found:
        text, made = one.article.text, one.annotations
        cut = list(pieces(len(text), made))
        assert "".join(text[piece.start : piece.end] for piece in cut) == text
        assert all(a.end == b.start for a, b in pairwise(cut))
        for number, annotation in enumerate(made, 1):
            own = "".join(text[p.start : p.end] for p in cut if number in p.on_it)
            assert own == "".join(part.exact for part in annotation.fragments)
            assert sum(number in p.begins for p in cut) == len(annotation.fragments)
            assert sum(number in p.first for p in cut) == 1


@MANY
@given(entries())
def test_the_page_has_each_text_character_by_character(tmp_path_factory, found):
    html = report("html", tmp_path_factory, found)
    page = Shown(html, "text")
    assert sorted(page.texts) == sorted(one.article.text for one in found)


@MANY
@given(entries())
def test_markdown_shows_each_text_word_by_word(tmp_path_factory, found):
    for one in found:
        made = report("markdown", tmp_path_factory, [one])
        html = MarkdownIt("gfm-like", {"linkify": False}).render(made)
        body = re.sub(r"<sup>[\d, ]+</sup>", "", html)
        words = " ".join(Shown(f"<body>{body}</body>", "body").texts[0].split())
        assert " ".join(one.article.text.split()) in words
        marks = Shown(html, "mark")
        assert not any(tag in ("a", "img", "pre", "code", "em", "script") for tag, _ in marks.tags)
        assert not re.search(r"<mark>[^/]*<mark>", html)


def report(name, tmp_path_factory, found) -> str:
    place = tmp_path_factory.mktemp("report") / "out"
    written(name, found, place)
    return place.read_bytes().decode()


@pytest.fixture
def page(tmp_path):
    with example(tmp_path) as store:
        return exported(store, "html").decode()


def test_the_page_may_load_nothing_and_run_nothing(page):
    assert "default-src 'none'; style-src 'sha256-" in page
    assert not re.search(r"<script|<link|<img|https?://|url\(|@import|\son\w+=|\sstyle=", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_each_number_leads_to_its_row_and_back(page):
    tags = Shown(page, "text").tags
    there = [found["id"] for _, found in tags if "id" in found]
    assert len(there) == len(set(there))
    leads = {found["href"] for tag, found in tags if tag == "a"}
    assert len(leads) == 80
    assert all(lead.removeprefix("#") in there for lead in leads)


def test_articles_of_a_story_stand_side_by_side(page):
    before, _, beside = page.partition('<h2>Mali–Ukraine break</h2>\n<div class="beside">')
    assert "<article" not in before
    assert beside.count("<article") == 2


def test_a_colour_is_that_of_the_tag_or_of_the_one_above_it(page):
    marks = [found for tag, found in Shown(page, "text").tags if tag == "mark"]
    assert {str(found["class"]).split()[0] for found in marks} > {"grey"}
    assert any("several" in str(found["class"]) for found in marks)
