"""What a page says of its article: whom it asks first, and what it makes of what they say."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.made import page
from tui.intake.page_blocks import tidy
from tui.intake.page_bytes import decoded, parse
from tui.intake.page_details import details_of, when
from tui.intake.page_linked import linked
from tui.intake.page_title import title_of


def details(data: bytes) -> dict[str, str]:
    text = decoded(data).text
    tree = parse(text)
    with linked(tree) as sent:
        return details_of(tree, text, sent)


def sent(**told: object) -> str:
    """A script with JSON-LD of an article."""
    made = {"@context": "https://schema.org", "@type": "NewsArticle", **told}
    return f'<script type="application/ld+json">{json.dumps(made)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_a_page_without_any_of_it_has_its_heading_and_its_language():
    assert details(page()) == {"title": "Buses bought", "language": "en"}


def test_json_ld_tells_authors_date_and_publisher():
    head = sent(
        headline="Buses bought",
        author=[{"@type": "Person", "name": " By Jo  Ray"}, {"name": "A. N. Other"}],
        datePublished="2024-03-05T10:20:00.000Z",
        publisher={"@type": "Organization", "name": "The Daily"},
    )
    told = details(page(head=head + meta("article:published_time", "2020-01-02")))
    assert told["byline"] == "Jo Ray, A. N. Other"
    assert told["published"] == "2024-03-05T10:20:00+00:00"
    assert told["source"] == "The Daily"
    assert told["title"] == "Buses bought"


def test_json_ld_is_read_through_a_graph_with_its_references():
    graph = {
        "@graph": [
            {"@type": "WebPage", "name": "no"},
            {"@type": ["Thing", "NewsArticle"], "headline": "x", "author": {"@id": "#p"}},
            {"@id": "#p", "@type": "Person", "name": "Jo Ray"},
        ]
    }
    head = f'<script type="application/ld+json">//<![CDATA[\n{json.dumps(graph)},\n//]]></script>'
    assert details(page(head=head.replace("},\n", "}\n")))["byline"] == "Jo Ray"


def test_persons_come_before_the_organisation_that_publishes():
    group = sent(headline="x", author={"@type": "Organization", "name": "The Daily"})
    assert details(page(head=group))["byline"] == "The Daily"
    named = '<meta name="author" content="Jo Ray">'
    assert details(page(head=group + named))["byline"] == "Jo Ray"


def test_a_name_that_is_an_address_or_comes_twice_is_left_out():
    names = ["Jo Ray", "https://daily.example/jo", "jo-ray"]
    assert details(page(head=sent(headline="x", author=names)))["byline"] == "Jo Ray"


@pytest.mark.parametrize("mark", [" | ", " - ", " – ", "："])
def test_the_name_of_the_site_is_taken_off_the_title_where_it_is_known_elsewhere(mark):
    head = meta("og:title", f"Buses bought{mark}The Daily")
    assert details(page(head=head))["title"] == "Buses bought"
    named = meta("og:title", f"Buses{mark}Daily") + meta("og:site_name", "Daily")
    assert details(page(head=named))["title"] == "Buses"
    other = meta("og:title", f"Town buys buses{mark}and trams")
    assert details(page(head=other))["title"] == f"Town buys buses{mark}and trams"


@pytest.mark.parametrize(
    ("headline", "shared", "searched", "headings", "title"),
    [
        ("", "Buses for all", "Buses | The Daily", ["Buses bought"], "Buses for all"),
        ("Forty buses", "Buses for all", "Forty buses", ["Forty buses"], "Buses for all"),
        ("Forty buses", "Buses", "Buses", ["Buses"], "Forty buses"),
        ("Forty buses", "Buses - The Daily", "Buses", [], "Forty buses"),
        ("Buses", "Buses", "Buses", ["The Daily", "Log in", "Buses bought: buses"], "Buses"),
        (
            "",
            "Forty buses",
            "Forty buses",
            ["Log in", "Town buys forty buses"],
            "Town buys forty buses",
        ),
        ("", "Forty buses bought", "Forty buses bought", ["We bought buses"], "We bought buses"),
        ("", "The Daily", "Buses | The Daily", [], "Buses"),
        ("", "", "Home", ["Buses bought"], "Buses bought"),
        ("", "", "Home", [], "Home"),
        ("", "", "", [], ""),
    ],
)
def test_of_several_titles_the_one_that_was_written_for_readers_is_taken(
    headline, shared, searched, headings, title
):
    assert title_of(headline, shared, searched, headings, ["The Daily"]) == title


def test_authors_are_those_whose_pages_the_byline_links_to():
    links = (
        '<p>By <a href="/authors/jo-ray">Jo Ray</a> and <a href="/authors/an">Ann Other</a>, '
        '<a href="/authors/daily">The Daily</a>, <a href="/town/x">Town News</a></p>'
    )
    head = meta("og:site_name", "The Daily")
    data = page(head=head).replace(b"</h1>", f"</h1>{links}".encode())
    assert details(data)["byline"] == "Jo Ray, Ann Other"
    assert "byline" not in details(page(links, head))


def test_authors_are_named_in_a_line_that_says_by_where_nothing_else_tells_them():
    for line in ("By Ana Ruiz", "Von Ana Ruiz | 5. Mai", "Written by Ana Ruiz on Monday"):
        data = page().replace(b"</h1>", f"</h1><div>{line}</div>".encode())
        assert details(data)["byline"] == "Ana Ruiz"


def test_persons_named_in_one_breath_are_parted_and_lose_the_signs_of_the_house():
    names = ["Jo Ray und Ann Other", "José Ortega y Gasset", "Ana Ruiz (aru)"]
    told = details(page(head=sent(headline="x", author=names)))
    assert told["byline"] == "Jo Ray, Ann Other, José Ortega y Gasset, Ana Ruiz"


def test_an_agency_is_the_author_before_the_name_of_the_site():
    group = {"@type": "Organization", "name": "dpa"}
    head = sent(headline="x", author=group, publisher={"name": "The Daily"})
    assert details(page(head=f'{head}<meta name="author" content="The Daily">'))["byline"] == "dpa"


def test_the_author_of_a_page_that_is_called_no_article_is_found():
    graph = [
        {"@type": "WebPage", "author": {"@id": "#p"}, "datePublished": "2024-03-05"},
        {"@id": "#p", "@type": "Person", "name": "Jo Ray"},
    ]
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    told = details(page(head=head))
    assert (told["byline"], told["published"]) == ("Jo Ray", "2024-03-05")


def test_the_address_is_the_canonical_one_or_that_it_was_saved_from():
    url = "https://www.daily.example/town/buses"
    saved = page().replace(b"<html", f"<!-- saved from url=(0036){url} --><html".encode())
    link = f'<link rel="canonical" href="{url}">'
    for data in (
        saved,
        page(head=link + meta("og:url", f"{url}?from=feed")),
    ):
        told = details(data)
        assert told["url"] == url
        assert told["source"] == "daily.example"
    assert "url" not in details(page(head='<link rel="canonical" href="javascript:x">'))


@pytest.mark.parametrize(
    ("head", "lang", "language"),
    [
        ("", "en_GB", "en-GB"),
        (meta("og:locale", "de_DE"), "", "de-DE"),
        (sent(headline="x", inLanguage="fr"), "{{lang}}", "fr"),
    ],
)
def test_the_language_is_what_the_page_declares(head, lang, language):
    assert details(page(head=head, lang=lang))["language"] == language


def test_a_year_that_is_only_named_in_the_text_is_no_date():
    assert "published" not in details(page("<p>It was founded in 1998.</p>"))


def test_a_date_in_microdata_is_found():
    time = '<time itemprop="datePublished" datetime="2024-03-05T10:20+0100">5 March</time>'
    assert details(page(time))["published"] == "2024-03-05T10:20:00+01:00"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T00:00:00Z", "2024-03-05"),
        ("2024-03-05 10:20:30 +02:00", "2024-03-05T10:20:30+02:00"),
        ("2024-03-05T10:20:30.123+0100", "2024-03-05T10:20:30+01:00"),
        ("Tue, 05 Mar 2024 10:20:30 GMT", "2024-03-05T10:20:30+00:00"),
        ("1970-01-01T00:00:00Z", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_a_date_is_iso_8601_whatever_it_was(written, read):
    assert when(written) == read


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_a_date_is_read_or_is_none_and_what_was_read_is_read_again(written):
    read = when(written)
    assert when(read) == read


@settings(max_examples=30)
@given(st.text(max_size=600))
def test_a_tidy_detail_is_one_short_line(value):
    made = tidy(value)
    assert len(made.splitlines()) <= 1
    assert len(made) <= 500
    assert made == made.strip()
