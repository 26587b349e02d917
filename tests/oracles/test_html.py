"""The page to read by html5lib, which parses as browsers do, and here forgives nothing."""

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.datasets import entries
from tests.formats.roundtrip import written

SOME = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
ELSEWHERE = {"src", "srcset", "data", "action", "background", "poster", "style"}


def faults(html, found) -> list[str]:
    """What is wrong with a page for these articles, in words."""
    try:
        root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    except html5lib.html5parser.ParseError as error:
        return [f"it is no HTML: {error}"]
    told = []
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']")
    if policy is None or "default-src 'none'" not in policy.get("content", ""):
        told.append("it may load what it likes")
    for one in root.iter():
        if one.tag in {"script", "link", "img", "iframe", "object", "base"}:
            told.append(f"it has {one.tag}")
        for name, value in one.attrib.items():
            if name in ELSEWHERE or name.startswith("on") or (name, value[:1]) == ("href", "h"):
                told.append(f"{one.tag} has {name}")
        if one.tag == "mark" and one.find(".//mark") is not None:
            told.append("a mark is in a mark")
    shown = root.findall(".//div[@class='text']")
    if sorted(map(words, shown)) != sorted(map(expected, found)):
        told.append("texts or marked words are others")
    return told


def words(text):
    """A text as it is shown, and what is marked in it by the numbers of the annotations."""
    marked: dict[str, str] = {}
    for one in text.iter("mark"):
        for number in one.get("data-of").split():
            marked[number] = marked.get(number, "") + "".join(one.itertext())
    return "".join(text.itertext()), sorted(marked.values())


def expected(entry):
    marked = ("".join(part.exact for part in made.fragments) for made in entry.annotations)
    return entry.article.text, sorted(marked)


def exported(found, folder) -> str:
    written("html", found, folder / "out.html")
    return (folder / "out.html").read_bytes().decode()


@SOME
@given(entries())
def test_its_texts_are_the_articles_and_its_marks_the_annotations(tmp_path_factory, found):
    assert faults(exported(found, tmp_path_factory.mktemp("html")), found) == []


BROKEN = {
    "a mark that is not closed": lambda html: html.replace("</mark>", "", 1),
    "an entity that is none": lambda html: html.replace("&lt;", "&lr;", 1),
    "markup of an article": lambda html: html.replace("&lt;", "<").replace("&gt;", ">"),
    "a word less": lambda html: html.replace("Ana", "An", 1),
    "a mark that is longer": lambda html: html.replace("</mark> told", " told</mark>", 1),
    "a picture": lambda html: html.replace("</body>", '<img src="http://a.org" alt=""></body>'),
    "no policy": lambda html: html.replace("Content-Security-Policy", "refresh", 1),
    "it ends early": lambda html: html[:-40],
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_page_is_refused(tmp_path, broken):
    from tui.formats.entry import Entry
    from tui.model import Annotation, Article, ArticleSummary
    from tui.text.anchors import anchor
    from tui.text.policy import sha256

    text = "Ana told <b>us</b>."
    made = Annotation("m1", "a1", "claim", (anchor(text, 0, 3),), "ana", "", "")
    summary = ArticleSummary(uid="a1", sha256=sha256(text), title="T", length=len(text))
    entry = Entry(Article(summary, text), [made], [])
    html = exported([entry], tmp_path)
    assert faults(html, [entry]) == []
    assert BROKEN[broken](html) != html
    assert faults(BROKEN[broken](html), [entry]) != []
