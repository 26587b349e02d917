"""Web pages: what is taken for the body, when another way is taken, and what no page can do."""

import builtins
import gzip
import json
import os
from pathlib import Path

import pytest

from tests.intake.made import SENTENCE, STORY, page
from tui.intake import html
from tui.intake.face import Found, Missed, Options
from tui.intake.page_blocks import Block, shown
from tui.intake.page_body import Body, body_of
from tui.intake.page_bytes import decoded, parse
from tui.text.words import words_of

CORPORA = os.environ.get("CLAIMDESK_CORPORA", "")
PAGES = Path(CORPORA) / "intake" / "fundus" / "uk"


def article(data: bytes, **options) -> Found:
    """The one article of a page."""
    (found,) = html.read(data, "page.html", Options(**options))
    assert isinstance(found, Found)
    return found


def test_the_body_comes_without_menu_and_footer_a_paragraph_a_line():
    data = page()
    found = article(data)
    assert found.text.split("\n")[-4:] == STORY
    assert "Terms of use" not in found.text
    assert "Town" not in found.text
    assert found.raw == data
    assert (found.extraction.kind, found.extraction.extractor) == ("html", "trafilatura")
    assert found.extraction.options == ""
    words = [word for word in words_of(found.text).keys if word.isalnum()]
    assert found.extraction.words == len(words) + 7  # of the menu and the footer


def test_a_person_can_take_the_other_body_or_the_whole_page():
    other, whole = (article(page(), taking=taking) for taking in ("other", "whole"))
    assert other.extraction.extractor == "readability"
    assert "\n".join(STORY) in other.text
    assert "Terms of use" not in other.text
    assert whole.extraction.extractor == "whole page"
    assert whole.text.split("\n") == [
        "Home Town",
        "Buses bought",
        *STORY,
        "Terms of use © The Daily",
    ]


def test_what_the_page_hides_is_not_in_the_whole_of_it():
    body = (
        "<div>a<script>no</script><b hidden>no</b><p>b<br>c <a href='/'>d</a></p>e"
        "<table><tr><td>f<td> g</table><p style='display: none'>no</p><button>no</button></div>"
        "<ul><li>h<li>i</ul><style>no</style><template>no</template>"
    )
    found = shown(f"<html><body hidden><nav>j</nav>{body}")
    assert [block.text for block in found.blocks] == ["j", "a", "b", "c d", "e", "f\tg", "h", "i"]
    assert found.blocks[0] == Block("j", 0, True, 3)
    assert found.blocks[3] == Block("c d", 1, False, 4)


def test_text_is_kept_as_it_is_written_not_normalised():
    found = article(
        page("<p>The cafe\u0301 in Zu\u0308rich was closed for the day, they said.</p>")
    )
    assert "The cafe\u0301 in Zu\u0308rich was" in found.text


def test_a_paragraph_that_comes_twice_at_once_is_kept_once():
    again = "<p>The depot will have to be moved to the north of the town, Ruiz added.</p>"
    assert article(page(again * 2)).text.count("The depot will have") == 1


def test_readers_comments_are_not_of_the_body():
    said = "I have been riding these buses for years and they are fine as they are, thank you."
    comments = f'<div id="comments" class="comments"><div class="comment"><p>{said}</p></div></div>'
    assert (
        said not in article(page().replace(b"</article>", b"</article>" + comments.encode())).text
    )


@pytest.mark.parametrize(
    ("best", "other", "taken", "why"),
    [
        ("", "\n".join(STORY), "readability", "trafilatura found nothing"),
        ("Buses bought", "\n".join(STORY), "readability", "trafilatura found 1% of the body"),
        ("Buses bought", "", "whole page", "trafilatura found 1% of the body"),
        ("\n".join(STORY[:3]), "\n".join(STORY), "trafilatura", ""),
    ],
)
def test_a_page_that_the_best_loses_is_taken_another_way_and_that_is_said(
    monkeypatch, best, other, taken, why
):
    text = decoded(page(f"<p>{SENTENCE} {SENTENCE}</p>")).text
    monkeypatch.setattr("tui.intake.page_body._best", lambda _: Body(best, "trafilatura", "1"))
    monkeypatch.setattr("tui.intake.page_body._other", lambda _: Body(other, "readability", "1"))
    body = body_of(parse(text), shown(text), "best")
    assert body.extractor == taken
    assert body.options.startswith(why)
    assert bool(body.options) == bool(why)


def test_the_body_that_the_page_declares_is_taken_where_no_extractor_has_it(monkeypatch):
    declared = f"<p>{SENTENCE * 7}</p><p>The end.</p>"
    text = decoded(page()).text
    monkeypatch.setattr("tui.intake.page_body._best", lambda _: Body(STORY[0], "trafilatura", "1"))
    body = body_of(parse(text), shown(text), "best", declared)
    assert (body.extractor, body.text) == ("articleBody", f"{SENTENCE * 7}\nThe end.")


def test_what_two_extractors_agree_on_is_believed_against_a_longer_list(monkeypatch):
    short = "\n".join(STORY)
    others = "".join(f"<p>{SENTENCE} And number {number} as well.</p>" for number in range(20))
    text = decoded(page().replace(b"</article>", f"</article><div>{others}</div>".encode())).text
    monkeypatch.setattr("tui.intake.page_body._best", lambda _: Body(short, "trafilatura", "1"))
    monkeypatch.setattr("tui.intake.page_body._other", lambda _: Body(short, "readability", "1"))
    assert body_of(parse(text), shown(text), "best").extractor == "trafilatura"


def test_the_other_text_is_taken_where_it_has_all_the_long_paragraphs(monkeypatch):
    inner = "".join(f"<div><p>{SENTENCE} Of part {part}.</p></div>" for part in "abcdefgh")
    text = decoded(page(inner)).text
    best, every = "\n".join(STORY), shown(text).text
    monkeypatch.setattr("tui.intake.page_body._best", lambda _: Body(best, "trafilatura", "1"))
    monkeypatch.setattr("tui.intake.page_body._other", lambda _: Body(every, "readability", "1"))
    body = body_of(parse(text), shown(text), "best")
    assert body.extractor == "readability"
    assert body.options == "trafilatura found 34% of the long paragraphs"


def test_a_long_paragraph_comes_as_often_as_the_page_has_it(monkeypatch):
    again = f"{STORY[0]}\n{STORY[1]}\nMore\n{STORY[1]}\nMore"
    monkeypatch.setattr("tui.intake.page_body._best", lambda _: Body(again, "trafilatura", "1"))
    assert article(page()).text == "\n".join((*STORY[:2], "More", "More"))
    assert article(page(f"<p>{STORY[1]}</p>")).text == again


DATA = [f"{SENTENCE} So much for part {number}." for number in range(8)]
HTML = "".join(f"<p>{line}</p>" for line in DATA)
ROWS = f'1:"$Sreact"\n2:T{len(HTML):x},{HTML}3:["$","p",null,{{"className":"a b. c"}}]\n'


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/json">'
        + json.dumps({"title": "x", "parts": [{"type": "p", "text": line} for line in DATA]}),
        f"<script>window.__STATE__ = {json.dumps({'a': [1], 'story': {'html': HTML}})};",
        f"<script>var x = JSON.parse({json.dumps(json.dumps({'html': HTML}))})",
        f"<script>self.__next_f.push({json.dumps([1, ROWS[:300]])})</script>"
        f"<script>self.__next_f.push({json.dumps([1, ROWS[300:]])})",
    ],
    ids=["JSON", "variable", "parsed", "rows"],
)
def test_the_body_of_a_page_without_text_is_found_in_its_scripts(script):
    made = f"<html><head><title>Forty new buses</title></head><body>{script}</script></body></html>"
    found = article(made.encode())
    assert found.text.split("\n") == DATA
    assert found.extraction.extractor == "scripts"
    assert found.extraction.options == "the page shows 0 words without its scripts"


def test_prose_in_scripts_is_not_taken_where_the_page_has_its_own_or_speaks_of_something_else():
    script = f'<script type="application/json">{json.dumps([{"html": HTML}])}</script>'
    assert article(page(f"<p>{SENTENCE * 3}</p>{script}")).extraction.extractor == "trafilatura"
    other = (
        f"<html><head><title>Rain in Spain again</title></head><body>Rain.{script}</body></html>"
    )
    assert article(other.encode()).extraction.extractor != "scripts"


def test_a_button_that_is_not_closed_in_time_swallows_no_page():
    text = f"<button><div>Menu</button>{'<p>' + SENTENCE + '</p>'}" + f"<p>{SENTENCE}</p>" * 30
    assert shown(f"<html><body>{text}</body></html>").text.count(SENTENCE) == 31
    late = f'<div hidden id="S:1"><p>{SENTENCE}</p></div><div hidden id="x"><p>no</p></div>'
    assert shown(f"<html><body>{late}</body></html>").text == SENTENCE


def test_long_comments_and_teasers_are_no_reason_to_take_another_way():
    card = f"<div class='card'><h3>Other news</h3><p>{SENTENCE} {SENTENCE}</p></div>"
    cards = f"<div class='more'>{card * 40}</div>"
    found = article(page().replace(b"</article>", f"</article>{cards}".encode()))
    assert found.extraction.extractor == "trafilatura"


def test_what_stands_behind_eleven_megabytes_of_picture_is_not_lost():
    inlined = '<img src="data:image/png;base64,' + "A" * 11_000_000 + '">'
    behind = "Behind the picture the story of the buses goes on for another paragraph or so."
    found = article(page(f"{inlined}<p>{behind}</p>"))
    assert behind in found.text
    assert found.extraction.options == ""


@pytest.mark.parametrize(("depth", "extractor"), [(300, "trafilatura"), (5_000, "whole page")])
def test_what_is_nested_deep_is_not_lost(depth, extractor):
    deep = f"{'<div>' * depth}<p>{SENTENCE} So deep.</p>{'</div>' * depth}<p>{SENTENCE} After.</p>"
    found = article(page(deep))
    assert "So deep." in found.text
    assert "After." in found.text
    assert found.extraction.extractor == extractor
    assert ("nested" in found.extraction.options) == (extractor == "whole page")


def test_a_page_of_a_hundred_thousand_links_is_read_in_one_pass():
    """Trafilatura alone takes more than 40 seconds for it."""
    links = "".join(f'<p><a href="/{number}">Link {number}</a></p>' for number in range(100_000))
    found = article(page(links))
    assert found.text.count("\nLink ") == 100_000
    assert found.extraction.options == "200,016 elements, too many for an extractor"
    assert found.details["title"] == "Buses bought"


@pytest.mark.parametrize(
    "made",
    [
        b"<html><body>" + b"<" * 100_000,
        page("&lt;" * 100_000),
        page(head='<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
        page(head='<script type="application/ld+json">{"@type": [1], "author": [[]]}</script>'),
        page("<!--" * 100_000),
        page(f"<script>{'a=[' * 100_000}</script>"),
    ],
    ids=["brackets", "entities", "deep JSON", "odd JSON", "comments", "deep script"],
)
def test_a_page_made_to_harm_is_read_all_the_same(made):
    assert article(made).text


@pytest.mark.parametrize(
    ("charset", "head"),
    [
        ("windows-1252", '<meta http-equiv="Content-Type" content="text/html; charset=cp1252">'),
        ("iso-8859-2", "<meta charset=iso-8859-2>"),
        ("utf-16", ""),
    ],
)
def test_the_charset_a_page_declares_is_believed(charset, head):
    said = "Größe und Öl, Čapek: á"[: 14 if charset == "windows-1252" else 99]
    text = page(f"<p>{said}</p>").decode().replace("©", "").replace('<meta charset="utf-8">', head)
    found = article(text.encode(charset), taking="whole")
    assert f"\n{said.strip()}\n" in found.text
    assert not found.guessed


def test_what_is_no_page_is_told_with_what_to_do():
    for data in (b"<html><body><script>1</script></body></html>", b"<p>\0\1\2\3\4\5</p>" * 9):
        (missed,) = html.read(data, "page.html", Options())
        assert isinstance(missed, Missed)
        assert ": " in missed.reason
        assert "\n" not in missed.reason


@pytest.mark.parametrize("lacking", ["trafilatura", "lxml_html_clean"])
def test_without_the_extra_it_is_said_what_to_install(monkeypatch, lacking):
    """Old installers leave lxml_html_clean out, and trafilatura cannot be imported then."""
    real = builtins.__import__

    def refuse(name, *rest):
        if name == lacking:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert list(html.read(page(), "page.html", Options())) == [
        Missed("page.html", "web pages need the web extra: pip install 'claimdesk[web]'")
    ]


@pytest.mark.skipif(not PAGES.is_dir(), reason="CLAIMDESK_CORPORA names no folder with pages")
def test_the_details_of_real_pages_are_those_that_people_found():
    """A few, so that it is quick: `python -m benchmarks extracting` has them all."""
    for publisher in ("BBC", "Nature", "TheGuardian"):
        golds = json.loads((PAGES / f"{publisher}.json").read_text("utf-8")).values()
        for gold, file in zip(golds, sorted(PAGES.glob(f"{publisher}_*.gz")), strict=True):
            found = article(gzip.decompress(file.read_bytes()))
            assert found.details["title"] == gold["title"]
            assert found.details["byline"] == ", ".join(gold["authors"])
            assert found.details["published"][:10] == gold["publishing_date"][:10]
            first = gold["body"]["sections"][0]["paragraphs"][-1]
            assert " ".join(first.split())[:40] in found.text
