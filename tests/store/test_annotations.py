"""Annotations: kept exactly as made, refused where they are not the text they say."""

import pytest

from tests.store.conftest import add_file
from tui.errors import CallError, DataError
from tui.model import Fragment
from tui.store import adding, annotations, articles, relations
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor


def span(store, article, words):
    """The anchored fragment of these words where they first stand in the article."""
    text = articles.text_of(store, article)
    start = text.index(words)
    return anchor(text, start, start + len(words))


def mark(store, article, words, tag="claim/number", **more):
    (uid,) = annotations.add(store, [Draft(article, tag, (span(store, article, words),), **more)])
    return uid


def test_an_annotation_comes_back_as_it_was_made(store, first):
    claim = relations.add_claim(store, "The rebels killed 84 mercenaries and 47 soldiers.")
    uid = mark(
        store,
        first,
        "at least 84 mercenaries",
        attributes={"speaker": "Northern Tuareg rebels"},
        note="a claim of one side",
        claim=claim.uid,
    )
    (made,) = annotations.of_article(store, first)
    assert (made.uid, made.tag, made.annotator) == (uid, "claim/number", "ana")
    assert made.quote == "at least 84 mercenaries"
    assert made.fragments[0].prefix == "ern Tuareg rebels claim to have killed "[-32:]
    assert made.attributes == {"speaker": "Northern Tuareg rebels"}
    assert (made.note, made.claim) == ("a claim of one side", claim)
    assert made.created == made.modified


def test_annotations_overlap_and_nest_and_come_in_the_order_of_the_text(store, first):
    text = articles.text_of(store, first)
    for start, end in [(487, 625), (533, 556), (487, 500), (550, 600)]:
        annotations.add(store, [Draft(first, "claim/event", (anchor(text, start, end),))])
    found = [(made.start, made.end) for made in annotations.of_article(store, first)]
    assert found == [(487, 625), (487, 500), (533, 556), (550, 600)]


def test_fragments_are_one_annotation(store, first):
    parts = (span(store, first, "Mali has announced"), span(store, first, "diplomatic ties with"))
    annotations.add(store, [Draft(first, "claim/event", parts)])
    (made,) = annotations.of_article(store, first)
    assert made.quote == "Mali has announced … diplomatic ties with"
    assert made.covers(parts[1].start)
    assert not made.covers(parts[0].end)


def test_a_note_a_tag_and_a_span_can_be_changed(store, first):
    uid = mark(store, first, "84")
    wider = span(store, first, "at least 84")
    annotations.change(store, uid, label="note", note="the modifier matters")
    annotations.change(store, uid, label="widen", fragments=(wider,))
    annotations.change(store, uid, label="tag again", tag="claim/event")
    (made,) = annotations.of_article(store, first)
    assert (made.note, made.quote, made.tag) == (
        "the modifier matters",
        "at least 84",
        "claim/event",
    )


def test_a_note_is_found_by_the_words_it_has_now(store, first):
    def found(word):
        return store.rows("SELECT rowid FROM note_fts WHERE note_fts MATCH ?", (word,))

    uid = mark(store, first, "84")
    for note in ("the toll", "the toll rose", "rose", ""):
        annotations.change(store, uid, label="note", note=note)
        for word in ("the", "toll", "rose"):
            assert len(found(word)) == note.split().count(word), (note, word)


def test_removed_annotations_are_gone_from_sight(store, first):
    keep, go = mark(store, first, "84"), mark(store, first, "47")
    annotations.remove(store, [go])
    assert [made.uid for made in annotations.of_article(store, first)] == [keep]


@pytest.mark.parametrize(
    "fragments",
    [
        (Fragment(0, 4, "Mali"),),
        (Fragment(148, 152, "Malí"),),
        (Fragment(10**9, 10**9 + 4, "Mali"),),
        (Fragment(148, 152, "Mali"), Fragment(148, 152, "Mali")),
        (),
    ],
)
def test_a_span_that_is_not_its_text_is_refused(store, first, fragments):
    with pytest.raises(DataError, match="nothing was written"):
        annotations.add(store, [Draft(first, "claim/event", fragments)])
    assert annotations.of_article(store, first) == []


def test_one_bad_draft_keeps_all_of_them_out(store, first):
    good = Draft(first, "claim/event", (span(store, first, "Mali"),))
    with pytest.raises(CallError, match="no tag 'claim/evnt'.*claim/event"):
        annotations.add(store, [good, Draft(first, "claim/evnt", good.fragments)])
    assert annotations.of_article(store, first) == []


def test_nobodys_annotations_are_anothers_to_change(path, mali):
    with open_store(path, annotator="ana", device="a") as store:
        article = add_file(store, mali)
        uid = mark(store, article, "84")
    with open_store(path, annotator="ben", device="b") as store:
        with pytest.raises(CallError, match="ana's"):
            annotations.remove(store, [uid])
        with pytest.raises(CallError, match="ana's"):
            annotations.change(store, uid, label="note", note="mine now")
        assert annotations.of_article(store, article)[0].note == ""


def test_relations_join_annotations_of_two_articles(store, first, second):
    a, b = mark(store, first, "at least 84"), mark(store, second, "between 20 and 80")
    relations.add(store, "conflicts", a, b, note="reports against rebels")
    for article in (first, second):
        (relation,) = relations.of_article(store, article)
        assert (relation.source_article, relation.target_article) == (first, second)
    annotations.remove(store, [b])
    assert relations.of_article(store, first) == []


def test_an_article_taken_in_twice_is_told_not_added(store, first, mali):
    raw = mali.read_bytes()
    from tui.text.policy import decode

    (again,) = adding.add(store, [adding.Intake(decode(raw), raw, "copy.txt")])
    assert again.duplicate
    assert again.article.uid == first
    assert len(articles.summaries(store)) == 1
