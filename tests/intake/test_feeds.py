"""Feeds, lists of feeds and web archives: their entries and pages, and what is never fetched."""

import json

import pytest

from tests.intake.made import ATOM, ITEM, OPML, feed, page, warc
from tui.intake import opml, registry, rss
from tui.intake import warc as warc_kind
from tui.intake.entities import declares_entities
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.json_feed import TEASER, WHOLE
from tui.intake.reading import articles_in

LAUGHS = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def entries(data: bytes) -> list[Found | Part | Missed]:
    return list(rss.read(data, "feed.xml", Options()))


def test_an_entry_is_an_article_with_the_content_the_feed_has():
    (found,) = entries(feed(ITEM))
    assert isinstance(found, Found)
    assert found.text == "First.\nSecond & last."
    assert found.raw == b"<p>First.</p><p>Second &amp; last.</p>"
    assert found.extraction.options == WHOLE
    assert found.extraction.member == "entry 1"
    assert found.details == {
        "title": "Buses & trams",
        "source": "The Daily",
        "byline": "Jo Ray",
        "published": "2024-03-05T10:20:00+01:00",
        "url": "https://daily.example/1",
        "language": "en-gb",
    }


def test_elements_named_as_the_parser_names_its_lists_do_no_harm():
    odd = "<authors>Bo</authors><contents>x</contents><updated_parsed>y</updated_parsed>"
    data = feed(ITEM.replace("</item>", f"{odd}<published_parsed>z</published_parsed></item>"))
    (found,) = rss.read(data, "a.xml", Options())
    assert isinstance(found, Found)


def test_a_teaser_is_said_to_be_one():
    (found,) = entries(ATOM)
    assert found.text == "Only this."
    assert found.extraction.options == TEASER
    assert found.details["byline"] == "A. Writer"
    assert found.details["published"] == "2024-03-05T09:00:00+00:00"


def test_an_entry_without_text_is_told_with_its_address():
    item = "<item><title>Video</title><link>https://daily.example/2</link></item>"
    made = entries(feed(ITEM, item))
    assert made[1] == Missed(
        "feed.xml", "entry 2 has no text: add https://daily.example/2", "https://daily.example/2"
    )


def test_a_feed_of_entries_within_entries_is_refused():
    (missed,) = entries(b"<rss><channel>" + b"<item>" * 100_000)
    assert missed.reason.startswith("the feed is damaged, its entries do not end")


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Daily",
    "language": "en",
    "items": [
        {
            "id": "1",
            "url": "https://daily.example/1",
            "title": "Buses & trams",
            "content_html": "<p>First.</p><p>Second &amp; last.</p>",
            "date_published": "2024-03-05T10:20:00+01:00",
            "authors": [{"name": "Jo Ray"}, {"name": "A. Writer"}],
        },
        {"id": "2", "content_text": "Plain <b>text</b>.", "author": {"name": "B. Writer"}},
        {"id": "3", "summary": "Only this.", "external_url": "https://daily.example/3"},
        {"id": "4", "url": "https://daily.example/4", "title": "Video"},
        "none",
    ],
}


def test_a_json_feed_is_a_feed():
    data = json.dumps(JSON_FEED, indent=1).encode()
    assert registry.kind_of(data, "feed.json") == "rss"
    html, plain, teaser, video, none = articles_in(data, "feed.json", Options())
    assert html.text == "First.\nSecond & last."
    assert html.raw == b"<p>First.</p><p>Second &amp; last.</p>"
    assert html.details == {
        "title": "Buses & trams",
        "source": "The Daily",
        "byline": "Jo Ray, A. Writer",
        "published": "2024-03-05T10:20:00+01:00",
        "url": "https://daily.example/1",
        "language": "en",
    }
    assert (plain.text, plain.details["byline"]) == ("Plain <b>text</b>.", "B. Writer")
    assert [one.extraction.options for one in (html, teaser)] == [WHOLE, TEASER]
    assert (video.reason, video.url) == (
        *("entry 4 has no text: add https://daily.example/4", "https://daily.example/4"),
    )
    assert none.reason.startswith("entry 5 is no object")


def test_a_feed_is_never_taken_for_a_path_or_an_address(tmp_path, monkeypatch):
    """feedparser opens what it is given as text, where that is a file's name or an address."""
    (tmp_path / "feed.xml").write_bytes(feed(ITEM))
    monkeypatch.chdir(tmp_path)
    (missed,) = entries(b"feed.xml")
    assert missed == Missed("feed.xml", "a feed without entries: fetch it again later")


def test_entities_are_refused_before_a_parser_sees_them():
    for module, name in ((rss, "a.xml"), (opml, "a.opml")):
        for data in (LAUGHS + feed(ITEM), b"\xff\xfe" + LAUGHS.decode().encode("utf-16-le")):
            (missed,) = module.read(data, name, Options())
            assert missed.reason.startswith("it declares entities")


@pytest.mark.parametrize(
    ("head", "declares"),
    [
        (b'<?xml version="1.0"?><!-- <a> --> <!doctype x [<!ENTITY a "b">]><x/>', True),
        (
            b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://a.example/x.dtd"><rss/>',
            False,
        ),
        (b"<rss><![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]>]]></rss>", False),
        (b"<!-- never closed", False),
        (b"", False),
    ],
)
def test_only_the_head_of_a_document_can_declare_entities(head, declares):
    assert declares_entities(head) is declares


def test_a_list_of_feeds_names_each_with_the_way_to_it():
    assert opml.feeds(OPML) == [("Wire", "https://wire.example/feed")]
    (missed,) = opml.read(OPML, "mine.opml", Options())
    assert missed.name == "mine.opml: Wire"
    assert missed.reason.endswith("add https://wire.example/feed")


def test_a_feed_is_named_in_a_line_whatever_the_list_says():
    listed = OPML.replace(b'text="Wire"', b'text="Wi&#10;re"').replace(b"/feed", b"/&#10;feed")
    assert opml.feeds(listed) == [("Wi re", "https://wire.example/ feed")]


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_a_web_archive_are_those_that_were_answered_with(packed):
    archive = warc(
        ("https://daily.example/1", "200 OK", page()),
        ("https://daily.example/2", "404 Not Found", page()),
        pack=packed,
    )
    (part,) = warc_kind.read(archive, "a.warc", Options())
    assert part == Part(
        page(),
        "https://daily.example/1",
        {"url": "https://daily.example/1"},
        declared="iso-8859-1",
        kind="html",
    )


def test_a_page_that_is_too_large_is_told_and_the_next_is_read():
    large, small = (
        ("https://a.example", "200 OK", b"<p>" * 9_000),
        ("https://b.example", "200 OK", b"<p>"),
    )
    missed, part = warc_kind.read(warc(large, small), "a.warc", Options(largest=9_000))
    assert missed.name == "https://a.example"
    assert part.name == "https://b.example"
