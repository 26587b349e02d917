"""iobes parses the tags that are exported as CoNLL, and finds every entity and no fault."""

import iobes
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tui.formats.conll_tags import name_of
from tui.formats.conll_tokens import CARRIES
from tui.formats.face import Options
from tui.formats.losses import kept
from tui.text.edges import trimmed

ENCODINGS = {"iob2": iobes.SpanEncoding.BIO, "iobes": iobes.SpanEncoding.IOBES}
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sentences_of(file):
    """The sentences of each article as any reader of columns has them: tokens with their tags."""
    for article in file.read_text("utf-8").split("-DOCSTART- -X- O O\n\n")[1:]:
        yield [
            [(row[0], row[-1]) for row in map(str.split, sentence.splitlines())]
            for sentence in article.split("\n\n")
            if sentence
        ]


def entities_of(sentences, scheme):
    """The tag and tokens of each entity as iobes parses them."""
    for sentence in sentences:
        tags = [tag for _, tag in sentence]
        assert iobes.validate_tags(tags, ENCODINGS[scheme]), tags
        for span in iobes.parse_spans(tags, ENCODINGS[scheme]):
            yield name_of(span.type), tuple(sentence[place][0] for place in span.tokens)


@MANY
@given(entries(), st.sampled_from(["iob2", "iobes"]))
def test_every_annotation_is_an_entity_of_its_words(tmp_path_factory, found, scheme):
    place = tmp_path_factory.mktemp("conll") / "out"
    written("conll", found, place, Options(scheme=scheme))
    articles = list(sentences_of(place / "train.conll"))
    assert len(articles) == len(found)
    for sentences, entry in zip(articles, found, strict=True):
        said = [
            (tag, "".join("".join(words).split())) for tag, words in entities_of(sentences, scheme)
        ]
        text = entry.article.text
        assert sorted(said) == sorted(
            (one.tag, "".join(text[start:end].split()))
            for one in kept(entry, CARRIES)
            for start, end in [trimmed(text, one.start, one.end)]
            if start < end
        )


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("iob2", "O I-claim O"),
        ("iob2", "B-claim I-opinion"),
        ("iobes", "B-claim O"),
        ("iobes", "S-claim E-claim"),
    ],
)
def test_broken_tags_are_rejected(scheme, tags):
    assert not iobes.validate_tags(tags.split(), ENCODINGS[scheme])
