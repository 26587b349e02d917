"""W3C Web Annotation: our own collections come back whole, others as far as they quote."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.roundtrip import holds
from tui.errors import DataError
from tui.formats.face import Dataset, Options
from tui.formats.out import StreamOut
from tui.formats.reading import UnitsTied
from tui.formats.w3c import read, write

MANY = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TEXT = "😀 The toll rose to 84, rebels said.\nThe toll rose to 90 later.\n"
SOURCE = f"urn:sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}"
ARTICLE = {
    "id": "http://example.org/article",
    "type": "Annotation",
    "motivation": "describing",
    "body": {"type": "TextualBody", "value": TEXT, "purpose": "describing"},
    "target": SOURCE,
}


def quoted(exact, prefix="", suffix=""):
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def position(start, end):
    return {"type": "TextPositionSelector", "start": start, "end": end}


def marked(*selectors, source=SOURCE, **more):
    return {
        "id": "http://example.org/mark",
        "type": "Annotation",
        "motivation": "tagging",
        "body": {"type": "TextualBody", "value": "claim"},
        "target": {"source": source, "selector": list(selectors)},
        **more,
    }


def page(*items):
    return {"type": "AnnotationPage", "items": list(items)}


@pytest.fixture
def reading(tmp_path):
    """Read a value as a file."""

    def read_it(value, options=None):
        place = tmp_path / "in.jsonld"
        place.write_text(json.dumps(value), encoding="utf-8")
        return list(read(place, options or Options()))

    return read_it


def written(found, place):
    with place.open("wb") as stream:
        write(Dataset(iter(found)), StreamOut(stream), Options())
    return place.read_bytes()


@MANY
@given(entries())
def test_what_is_read_is_what_was_written_less_the_declared_loss(found):
    holds("w3c", found)


@MANY
@given(entries())
def test_every_selector_has_the_words_of_its_text(tmp_path_factory, found):
    place = tmp_path_factory.mktemp("w3c") / "out.jsonld"
    with place.open("wb") as stream:
        write(as_dataset(found), StreamOut(stream), Options())
    whole = json.loads(place.read_bytes())
    items = whole["first"]["items"]
    assert whole["total"] == len(items)
    texts = {
        one["target"]: one["body"]["value"] for one in items if one["motivation"] == "describing"
    }
    seen = 0
    for one in items:
        targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
        for target in targets:
            if isinstance(target, str):
                continue
            quote, at = target["selector"]
            text = texts[target["source"]]
            assert text[at["start"] : at["end"]] == quote["exact"]
            assert text[: at["start"]].endswith(quote.get("prefix", ""))
            assert text[at["end"] :].startswith(quote.get("suffix", ""))
            seen += 1
    assert seen == sum(len(made.fragments) for one in found for made in one.annotations)


def test_offsets_in_utf16_are_known_by_the_words(reading):
    """As Hypothesis and other tools in a browser write them."""
    (entry,) = reading(page(ARTICLE, marked(quoted("The toll"), position(3, 11))))
    assert [made.quote for made in entry.annotations] == ["The toll"]
    assert entry.annotations[0].start == 2


def test_offsets_without_words_are_asked_for_and_not_guessed(reading):
    value = page(ARTICLE, marked(position(3, 11)))
    with pytest.raises(UnitsTied, match="--offsets"):
        reading(value)
    (entry,) = reading(value, Options(offsets="utf16"))
    assert entry.annotations[0].quote == "The toll"


def test_words_are_found_by_what_stands_around_them(reading):
    (entry,) = reading(page(ARTICLE, marked(quoted("The toll", "said.\n", " rose"))))
    assert entry.annotations[0].start == TEXT.rindex("The toll")


def test_words_that_stand_at_two_places_are_refused(reading):
    with pytest.raises(DataError, match="annotation 2 .*'The toll' at several places.*offsets"):
        reading(page(ARTICLE, marked(quoted("The toll"))))


def test_a_source_whose_text_is_elsewhere_is_an_article_of_its_excerpts(reading):
    first = marked(quoted("toll", "The ", " rose"), source="https://example.org/a")
    again = marked(quoted("later", "90 "), position(400, 405), source="https://example.org/a")
    again["id"] = "http://example.org/again"
    (entry,) = reading([first, again])
    assert entry.article.text == "The toll rose\n\n90 later"
    assert entry.article.summary.url == "https://example.org/a"
    assert [made.quote for made in entry.annotations] == ["toll", "later"]
    assert entry.annotations[1].attributes == {"w3c": "400–405"}


def test_a_source_of_which_nothing_is_quoted_has_tags_and_its_address(reading):
    (entry,) = reading(
        {
            "id": "http://example.org/note",
            "type": "Annotation",
            "bodyValue": "Look at the left corner",
            "target": {"source": "http://example.org/photo", "selector": {"type": "SvgSelector"}},
        }
    )
    assert entry.article.text == "http://example.org/photo"
    (tag,) = entry.tags
    assert (tag.tag, tag.note) == ("annotation", "Look at the left corner")
    assert json.loads(tag.attributes["w3c"]) == {"selector": [{"type": "SvgSelector"}]}


def test_several_tags_are_several_annotations_and_bare_bodies_are_notes(reading):
    bodies = [
        {"type": "TextualBody", "value": "claim", "purpose": "tagging"},
        {"type": "TextualBody", "value": "urgent", "purpose": "tagging"},
        "http://example.org/comment",
    ]
    (entry,) = reading(page(ARTICLE, marked(quoted("84"), body=bodies, creator="http://a.example")))
    assert [made.tag for made in entry.annotations] == ["claim", "urgent"]
    assert len({made.uid for made in entry.annotations}) == 2
    assert {made.note for made in entry.annotations} == {"http://example.org/comment"}
    assert {made.annotator for made in entry.annotations} == {"http://a.example"}


WRONG = {
    "no annotation": ({"type": "Person"}, "annotation 1: its type is not Annotation"),
    "an item that is no object": (page("x"), "annotation 1: 'x' is no object"),
    "items that are no list": ({"type": "AnnotationPage", "items": {}}, "'items' is"),
    "no target": (page({"id": "http://x.org/1", "type": "Annotation"}), "it has no target"),
    "no source": (page(marked() | {"target": {"selector": quoted("x")}}), "has no source"),
    "a text that was changed": (
        page({**ARTICLE, "body": {**ARTICLE["body"], "value": f"{TEXT} "}}),
        "annotation 1 .*not that of its sha256",
    ),
    "a text that is missing": (page(marked(quoted("84"))), "annotation 1 .*is not in the file"),
    "an id twice": (page(ARTICLE, ARTICLE), "annotation 2 .*comes a second time"),
    "offsets one too far": (
        page(ARTICLE, marked(quoted("The toll"), position(4, 12))),
        "annotation 2 .*at 4–12 the text has 'e toll r', not 'The toll'.*--offsets",
    ),
    "offsets out of the text": (
        page(ARTICLE, marked(quoted("84"), position(900, 902))),
        "annotation 2 .*900–902 is no stretch",
    ),
    "offsets that are no numbers": (
        page(ARTICLE, marked(quoted("84"), position("3", 4))),
        "annotation 2 .*'start' is '3', and not a whole number",
    ),
    "words that stand nowhere": (page(ARTICLE, marked(quoted("85"))), "'85' nowhere"),
    "a relation to nothing": (
        page(
            ARTICLE,
            marked(quoted("84")),
            {
                "id": "http://example.org/link",
                "type": "Annotation",
                "motivation": "linking",
                "target": ["http://example.org/mark", "http://example.org/none"],
                "claimdesk:from": {"id": "http://example.org/mark"},
                "claimdesk:to": {"id": "http://example.org/none"},
            },
        ),
        "annotation 3 .*its end 'http://example.org/none' is no annotation",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_one_line_with_file_record_and_remedy(reading, wrong):
    value, words = WRONG[wrong]
    with pytest.raises(DataError, match=words) as told:
        reading(value, Options(offsets="codepoint"))
    assert str(told.value).count("\n") == 0
    assert "in.jsonld" in str(told.value)


def test_a_file_cut_off_anywhere_is_refused(tmp_path):
    whole = json.dumps(page(ARTICLE, marked(quoted("84")))).encode()
    place = tmp_path / "in.jsonld"
    for end in range(0, len(whole), 7):
        place.write_bytes(whole[:end])
        with pytest.raises(DataError, match=r"in\.jsonld, line 1: no whole JSON"):
            list(read(place, Options()))


def test_a_file_of_another_encoding_is_refused(tmp_path):
    place = tmp_path / "in.jsonld"
    place.write_bytes('{\n"type": "Müll"}'.encode("latin-1"))
    with pytest.raises(DataError, match=r"line 2: a byte 0xFC is not UTF-8.*save"):
        list(read(place, Options()))


def test_what_is_nested_without_end_is_refused(tmp_path):
    place = tmp_path / "in.jsonld"
    place.write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(DataError, match="no JSON to be read"):
        list(read(place, Options()))


def samples():
    folder = os.environ.get("CLAIMDESK_CORPORA", "")
    return sorted(Path(folder, "w3c/tools/samples/correct").glob("*.json")) if folder else []


ELSEWHERE = {"example41.json"}
"""A collection whose pages are all on the network."""


@pytest.mark.skipif(not samples(), reason="CLAIMDESK_CORPORA is not set")
def test_the_samples_of_the_w3c_come_in_and_export_and_import_is_a_fixed_point(tmp_path):
    read_so_far = 0
    for sample in samples():
        if sample.name in ELSEWHERE:
            asked = Options()
            assert list(read(sample, asked)) == []
            assert asked.left.counts["pages that are elsewhere"] == 1
            continue
        found = list(read(sample, Options()))
        assert sum(len(one.annotations) + len(one.tags) for one in found), sample.name
        once = written(found, tmp_path / "once.jsonld")
        again = list(read(tmp_path / "once.jsonld", Options()))
        assert written(again, tmp_path / "twice.jsonld") == once, sample.name
        assert [one.article.text for one in again] == [one.article.text for one in found]
        assert [one.annotations for one in again] == [one.annotations for one in found]
        read_so_far += 1
    assert read_so_far >= 40
