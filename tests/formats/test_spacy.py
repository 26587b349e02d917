"""spaCy: what comes back of a DocBin of ours, what of others', and what is refused.

All but the first needs spaCy, which is an extra: `make oracles` runs it where it is installed.
"""

import json
import struct
import sys
import zlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import examples
from tests.formats.datasets import as_dataset, entries
from tests.formats.material import EXAMPLE
from tests.formats.roundtrip import comparable, holds, written
from tui.errors import CallError, DataError
from tui.formats import spacy_folder
from tui.formats.docbin import CARRIES, read
from tui.formats.docbin_reading import needed
from tui.formats.entry import Entry
from tui.formats.face import Carries, Options
from tui.formats.losses import kept
from tui.formats.out import FolderOut
from tui.formats.registry import load
from tui.formats.writing import write
from tui.model import Annotation, Article, ArticleSummary, Relation
from tui.store.connection import named
from tui.store.opening import open_reader
from tui.text.anchors import anchor
from tui.text.edges import trimmed
from tui.text.policy import sha256

MANY = settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def test_without_spacy_it_is_said_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    for name in ("spacy", "docbin"):
        with pytest.raises(CallError, match=r"pip install 'claimdesk\[spacy\]'"):
            list(load(name).read(tmp_path, Options()))
        copy = tmp_path / "copy.db"
        copy.write_bytes(EXAMPLE.read_bytes())
        with (
            open_reader(copy) as store,
            pytest.raises(CallError, match=r"pip install 'claimdesk\[spacy\]'"),
        ):
            write(store, name, tmp_path / name)
        assert not (tmp_path / name).exists()


@pytest.fixture
def spacy():
    return pytest.importorskip("spacy")


@pytest.mark.parametrize("name", ["spacy", "docbin"])
def test_what_is_read_is_what_was_written_less_the_declared_loss(spacy, name):
    @MANY
    @given(entries())
    def held(found):
        holds(name, found)

    held()


def docs_of(spacy, file):
    """The documents of a file as spaCy reads them."""
    vocab = spacy.blank("xx").vocab
    return list(spacy.tokens.DocBin().from_disk(file).get_docs(vocab))


def test_spacy_has_every_annotation_with_its_words(spacy, tmp_path_factory):
    @MANY
    @given(entries())
    def had(found):
        file = tmp_path_factory.mktemp("spacy") / "out.spacy"
        written("docbin", found, file)
        docs = docs_of(spacy, file)
        assert [doc.text for doc in docs] == [one.article.text for one in found]
        for doc, one in zip(docs, found, strict=True):
            said = [
                (key, span.id_, span.label_, span.start_char, span.end_char, span.text)
                for key, group in doc.spans.items()
                for span in group
            ]
            assert sorted(said) == sorted(
                (f"ann:{made.annotator}", made.uid, made.tag, part.start, part.end, part.exact)
                for made in one.annotations
                for part in made.fragments
            )
            longest = kept(one, Carries())
            spans = [
                (*trimmed(one.article.text, made.start, made.end), made.tag) for made in longest
            ]
            assert [(span.start_char, span.end_char, span.label_) for span in doc.ents] == sorted(
                span for span in spans if span[0] < span[1]
            )

    had()


def made_up():
    """Two articles with annotations of two annotators, and a relation across."""
    texts = ("😀 The toll rose to 84 on Monday.", "The army said 40 men died.\n")
    found = []
    for number, text in enumerate(texts):
        digest, uid = sha256(text), named(f"test:{number}")
        marks = [
            Annotation(
                *(named(f"test:{number}:{place}"), uid, tag),
                tuple(anchor(text, *span) for span in spans),
                *(who, "2026-11-21T18:00:00.000Z", "2026-11-21T18:00:00.000Z"),
                sha256=digest,
            )
            for place, (tag, who, spans) in enumerate(
                [
                    ("claim", "ana", [(2, 21)]),
                    ("claim/number", "ana", [(4, 8), (13, 17)]),
                    ("claim", "bo", [(6, 12)]),
                ]
            )
        ]
        summary = ArticleSummary(uid, digest, "Title", len(text), len(marks))
        found.append(Entry(Article(summary, text), marks, []))
    source, target = (one.annotations[0] for one in found)
    related = Relation("r", "same", source.uid, target.uid, source.article, target.article, "bo")
    return [replace(one, relations=[related]) for one in found]


def test_a_folder_has_files_of_so_many_articles_by_split(spacy, tmp_path, monkeypatch):
    monkeypatch.setattr(spacy_folder, "EACH", 1)
    found = made_up()
    first = found[0].article.uid
    dataset = replace(as_dataset(found), splits={first: "dev"})
    (tmp_path / "out").mkdir()
    assert not list(load("spacy").write(dataset, FolderOut(tmp_path / "out"), Options()))
    files = sorted(
        file.relative_to(tmp_path / "out").as_posix() for file in tmp_path.rglob("*.sp*")
    )
    assert files == ["dev/00000.spacy", *(f"train/{n:05}.spacy" for n in range(len(found) - 1))]
    corpus = spacy.training.Corpus(tmp_path / "out" / "train")
    assert len(list(corpus(spacy.blank("xx")))) == len(found) - 1
    read_back = read(tmp_path / "out", Options())
    assert comparable(read_back, CARRIES) == comparable(found, CARRIES)


def doc_of(spacy, **changed):
    """A document as somebody else would have made it."""
    doc = spacy.blank("en")("😀 The toll rose to 84 on Monday.")
    doc.ents = [spacy.tokens.Span(doc, 1, 3, label="EVENT")]
    doc.spans["sc"] = [spacy.tokens.Span(doc, 1, 3, label="EVENT"), doc[5:6], doc[1:7]]
    return doc


def file_of(spacy, tmp_path, *docs, user_data=True):
    file = tmp_path / "out.spacy"
    spacy.tokens.DocBin(store_user_data=user_data, docs=docs).to_disk(file)
    return file


def test_entities_and_groups_of_others_come_in_and_out_and_in_the_same(spacy, tmp_path):
    (entry,) = read(file_of(spacy, tmp_path, doc_of(spacy)), Options())
    assert [(one.tag, one.quote) for one in entry.annotations] == [
        ("EVENT", "The toll"),
        ("", "84"),
        ("", "The toll rose to 84 on"),
    ]
    summary = replace(entry.article.summary, uid="1", sha256=sha256(entry.article.text))
    found = [replace(entry, article=replace(entry.article, summary=summary))]
    written("docbin", found, tmp_path / "again.spacy")
    again = list(read(tmp_path / "again.spacy", Options()))
    assert comparable(again, CARRIES) == comparable(found, CARRIES)


def repacked(file, edit):
    """Write a DocBin again with what is packed in it changed."""
    import srsly

    packed = srsly.msgpack_loads(zlib.decompress(file.read_bytes()))
    edit(packed)
    file.write_bytes(zlib.compress(srsly.msgpack_dumps(packed)))


def span_at(**changed):
    """An edit of the first span of the first document."""

    def edited(packed):
        import srsly

        (raw, keys), *rest = srsly.msgpack_loads(packed["span_groups"][0]).items()
        group = srsly.msgpack_loads(raw)
        names = ("id", "kb_id", "label", "start", "end", "start_char", "end_char")
        fields = dict(zip(names, struct.unpack(">QQQllll", group["spans"][0]), strict=True))
        group["spans"][0] = struct.pack(">QQQllll", *{**fields, **changed}.values())
        groups = {srsly.msgpack_dumps(group): keys, **dict(rest)}
        packed["span_groups"][0] = srsly.msgpack_dumps(groups)

    return edited


def beside(edit):
    """An edit of what Claimdesk keeps in `user_data` of the first document."""

    def edited(packed):
        import srsly

        data = srsly.msgpack_loads(packed["user_data"][0])
        edit(data["claimdesk"])
        packed["user_data"][0] = srsly.msgpack_dumps(data)

    return edited


def other_quote(ours):
    next(iter(ours["annotations"].values()))["quotes"][0] = "other words"


def no_label(packed):
    packed["strings"] = []


def missing(ours):
    del ours["annotations"][next(iter(ours["annotations"]))]


def too_many(ours):
    ours["annotations"]["other"] = {"quotes": ["x"]}


def no_text(ours):
    ours["sha256"] = "0" * 64


def no_id(ours):
    del ours["id"]


def a_list(ours):
    ours["annotations"] = [1]


def twice(packed):
    for name in ("user_data", "span_groups", "cats", "flags"):
        packed[name] = [packed[name][0]] * 2
    for name in ("tokens", "spaces", "lengths"):
        packed[name] = packed[name] * 2


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (span_at(end_char=3), "has its tokens at"),
        (span_at(end=99_999), "spaCy cannot read it (IndexError)"),
        (span_at(start=-4), "spaCy cannot read it (IndexError)"),
        (span_at(label=2**63), "spaCy cannot read it (KeyError)"),
        (beside(other_quote), "not 'other words'"),
        (beside(missing), "is not told of beside"),
        (beside(too_many), "the annotation 'other' has no span"),
        (beside(no_text), "not that of its sha256 000000000000"),
        (beside(no_id), "'id' is missing"),
        (beside(a_list), "'annotations' is [1], and not an object"),
        (no_label, "no whole DocBin"),
        (lambda packed: packed.pop("lengths"), "no whole DocBin"),
        (lambda packed: packed.update(tokens=packed["tokens"][:-8]), "no whole DocBin"),
        (twice, "comes a second time"),
    ],
)
def test_what_is_wrong_in_a_docbin_is_one_line_with_the_place(spacy, tmp_path, edit, said):
    file = tmp_path / "out.spacy"
    written("docbin", made_up()[:1], file)
    repacked(file, edit)
    with pytest.raises(DataError) as raised:
        list(read(file, Options()))
    message = str(raised.value)
    assert said in message
    assert message.startswith(str(file))
    assert "\n" not in message


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda raw: raw[:-9], "it is cut off"),
        (lambda raw: b"", "it is cut off"),
        (lambda raw: b"PK\x03\x04" + raw, "it is no DocBin"),
        (lambda raw: zlib.compress(json.dumps({"a": 1}).encode()), "no whole DocBin"),
        (lambda raw: zlib.compress(bytes(300_000_000)), "it unpacks to more than 269,"),
    ],
)
def test_a_file_that_is_no_docbin_or_a_bomb_is_said(spacy, tmp_path, edit, said):
    file = tmp_path / "out.spacy"
    written("docbin", made_up()[:1], file)
    file.write_bytes(edit(file.read_bytes()))
    with pytest.raises(DataError, match=said):
        list(read(file, Options()))


def test_a_folder_without_such_files_is_said(spacy, tmp_path):
    needed()
    with pytest.raises(CallError, match=r"no file that ends in \.spacy"):
        list(read(tmp_path, Options()))
