"""The dataset card: what it says is what is in the files."""

import json
import re
from dataclasses import replace

import pytest

from tests.formats.datasets import CODEBOOK, Names, sha256
from tui import __version__
from tui.formats.dataset_card import Card
from tui.formats.entry import Entry
from tui.model import Annotation, Article, ArticleSummary, Attribute, Relation, Tag
from tui.text.anchors import anchor

names = Names()


def article(text, *made, **details):
    """An article with annotations of (annotator, tag, start, end)."""
    about = ArticleSummary(names.uid(), sha256(text), "Toll", len(text), **details)
    annotations = [
        Annotation(
            *(names.uid(), about.uid, tag, (anchor(text, start, end),), who),
            *names.times(),
            sha256=about.sha256,
        )
        for who, tag, start, end in made
    ]
    return Entry(Article(about, text), annotations, [])


def card(*articles, tags=CODEBOOK, name="toll", licence="", split_by=""):
    found = Card(name, tags, licence, split_by)
    for part, entry in articles:
        found.take(entry, part)
    return found.markdown()


def row(text, section, first):
    """The cells after the first of the row that begins so, in the table of a section."""
    below = text.split(f"## {section}\n")[1].split("\n## ")[0].split("\n")
    line = next(line for line in below if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in line.strip("| ").split(" | ")][1:]


MARKED = article("The toll rose to 84.", ("ana", "claim", 0, 8), ("bo", "claim", 0, 8))


def test_sizes_are_told_by_part():
    text = card(("train", MARKED), ("train", article("Two.")), ("test", article("Three.")))
    assert row(text, "Size", "train") == ["2", "2", "0", "24", "0"]
    assert row(text, "Size", "test") == ["1", "0", "0", "6", "0"]


def test_each_tag_has_its_meaning_and_how_often_it_is_used():
    tags = [Tag("1", "claim", meaning="what is said | or <shown>")]
    text = card(("train", MARKED), tags=tags)
    assert row(text, "Tags", "`claim`") == [r"what is said \| or &lt;shown>", "span", "", "2"]


def test_a_tag_that_the_codebook_does_not_know_is_told_all_the_same():
    assert row(card(("train", MARKED), tags=()), "Tags", "`claim`")[-1] == "2"


def test_annotators_are_told_with_their_agreement():
    text = card(("train", MARKED))
    assert row(text, "Annotators", "ana") == ["1"]
    assert "| ana | bo | 1 | 1.00 | 100% |" in text
    assert "1 article was marked by more than one annotator" in text


def test_where_nobody_did_the_same_article_that_is_said():
    assert "No article was marked by more than one annotator." in card(("train", article("One.")))


def test_it_says_how_texts_came_in_and_by_which_version():
    details = {"url": "https://example.org/a", "source": "Mali Times", "added": "2026-11-20T10:00"}
    text = card(("train", article("One.", **details)), ("train", article("Two.", file="a.txt")))
    assert "1 of a web address, 1 of a file, taken in 2026-11-20." in text
    assert row(text, "Texts", "Mali Times") == ["1"]
    assert f"Claimdesk {__version__}" in text
    assert "Nobody has stated one" in text


def test_a_story_in_several_parts_is_told():
    one, two = article("One.", story="toll"), article("Two.", story="toll")
    assert "Here 1 named story is in several parts." in card(("train", one), ("test", two))
    apart = card(("train", one), ("train", two), ("test", article("Three.")))
    assert "in several parts" not in apart


def test_the_call_that_made_the_parts_is_told_with_its_seed():
    parts = ("train", article("One.")), ("test", article("Two."))
    call = "claimdesk split --train 80 --dev 10 --test 10 --seed 7"
    assert f"The parts were made by `{call}`." in card(*parts, split_by=call)
    assert "The parts came in with an import." in card(*parts)
    assert f"`{call}`" in card(parts[1], split_by=call)  # where one part alone goes out
    assert "The parts" not in card(parts[0])


@pytest.mark.parametrize(
    ("stated", "front", "below"),
    [
        ("", ["license: unknown"], "Nobody has stated one"),
        ("CC-BY-4.0", ["license: cc-by-4.0"], "CC-BY-4.0."),
        (
            "ask us: <b>\nlicense: mit",
            ["license: other", 'license_name: "ask us: <b> license: mit"'],
            "ask us: &lt;b>",
        ),
    ],
)
def test_the_licence_is_the_one_that_was_stated(stated, front, below):
    text = card(("train", MARKED), licence=stated)
    lines = text.split("---\n")[1].split("\n")
    assert [line for line in lines if line.startswith("license")] == front
    assert below in text.split("## Licence")[1].split("## Fields")[0]


def test_what_tags_ask_for_is_told_with_its_answers():
    asked = (Attribute("polarity", ("asserts", "denies"), "put forward as so"),)
    text = card(("train", MARKED), tags=[Tag("1", "claim", attributes=asked)])
    assert row(text, "Tags", "`polarity`") == ["asserts, denies", "put forward as so"]


@pytest.mark.parametrize("name", ['a "b"', "a: b\n---\nlicense: mit", "\u202eevil", "#x", "é 😀"])
def test_a_name_cannot_break_the_front(name):
    front = card(("train", MARKED), name=name).split("---\n")[1]
    (line,) = (line for line in front.split("\n") if line.startswith("pretty_name: "))
    assert isinstance(json.loads(line.removeprefix("pretty_name: ")), str)
    assert front.count("license:") == 1 + line.count("license:")


@pytest.mark.parametrize(
    ("number", "words"), [(0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (10_000, "10K<n<100K")]
)
def test_the_size_is_in_the_words_of_the_hub(number, words):
    found = Card("toll", ())
    one = article("One.")
    for _ in range(number):
        found.take(one, "train")
    assert f"size_categories:\n- {words}\n" in found.markdown()


def test_a_part_without_relations_is_none_of_their_config():
    text = card(("train", MARKED), ("test", article("Two.")))
    assert "relations" not in text.split("---\n")[1]
    text = card(("train", replace(MARKED, relations=[related(MARKED)])), ("test", article("Two.")))
    assert text.split("config_name: relations")[1].split("---")[0].split() == [
        *("data_files:", "-", "split:", "train", "path:", "relations/train-*.parquet")
    ]


def related(entry):
    one, other = entry.annotations
    return Relation(names.uid(), "same", one.uid, other.uid, one.article, other.article, "ana")


def test_a_language_that_is_no_code_is_left_out():
    one = article("One.", language="en")
    two = replace(one, article=article("Two.", language="English, mostly").article)
    front = card(("train", one), ("train", two)).split("---\n")[1]
    assert re.findall(r"^- \"(.*)\"$", front, re.M) == ["en"]
