"""What each kind of operation says of itself, on the worked example."""

import pytest

from seeds.build import build
from tests.store.test_annotations import span
from tests.store.test_versions import EARLIER, intake
from tui.codebook import Codebook
from tui.model import Attribute, Tag
from tui.store import adding, annotations, articles, claims, codebook, describe, history, relations
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.store.opening import open_store

TOLL = "at least 84 mercenaries"
DECISION = "This decision follows statements made by a senior Ukrainian official"


@pytest.fixture
def store(path):
    """The worked example, with someone else at work in it."""
    build(path)
    with open_store(path, annotator="ana", device="desk-1") as store:
        yield store


@pytest.fixture
def mali_article(store) -> str:
    return articles.summaries(store)[0].uid


@pytest.fixture
def decision(store, mali_article) -> str:
    (uid,) = annotations.add(
        store, [Draft(mali_article, "claim/event", (span(store, mali_article, DECISION),))]
    )
    return uid


def newest(store: Store) -> tuple[str, list[str]]:
    """Label and lines of what was done last."""
    operation = history.operations(store, 1)[0]
    return operation.label, describe.changes(store, operation.uid)


def test_an_annotation_made_and_taken_away(store, decision):
    first = f"± article {articles.summaries(store)[0].title}: status: in work"
    assert newest(store) == ("tag claim/event", [f"+ event “{DECISION}”", first])
    annotations.remove(store, [decision])
    assert newest(store) == ("delete claim/event", [f"− event “{DECISION}”"])
    history.undo(store)
    assert newest(store) == ("undo delete claim/event", [f"+ event “{DECISION}”"])
    history.redo(store)
    assert newest(store) == ("redo delete claim/event", [f"− event “{DECISION}”"])


def test_each_field_of_an_annotation(store, mali_article, decision):
    claim = relations.claims(store)[0]
    annotations.change(store, decision, label="tag again", tag="claim/number")
    assert newest(store)[1] == [f"± number “{DECISION}”: tag event → number"]
    annotations.change(store, decision, label="note", note="whose?")
    assert newest(store)[1] == [f"± number “{DECISION}”: note none → “whose?”"]
    annotations.change(store, decision, label="who", attributes={"speaker": "Mali", "polarity": ""})
    annotations.change(store, decision, label="who", attributes={"speaker": "Kyiv"})
    assert newest(store)[1] == [f"± number “{DECISION}”: speaker “Mali” → “Kyiv”"]
    annotations.change(store, decision, label="claim", claim=claim.uid)
    assert newest(store)[1] == [f"± number “{DECISION}”: claim none → “{claim.wording}”"]
    shorter = (span(store, mali_article, "This decision"),)
    annotations.change(store, decision, label="shorter", fragments=shorter)
    assert newest(store)[1] == [f"± number “This decision”: words {DECISION} → This decision"]


def test_a_relation(store, mali_article, decision):
    other = annotations.of_article(store, mali_article)[0].uid
    uid = relations.add(store, "supports", decision, other)
    assert newest(store) == ("relate as supports", ["+ relation supports"])
    relations.change(store, uid, kind="disputes")
    line = "± relation disputes: kind “supports” → “disputes”"
    assert newest(store) == ("relate as disputes", [line])
    relations.change(store, uid, note="in part")
    line = "± relation disputes: note none → “in part”"
    assert newest(store) == ("note on the relation disputes", [line])
    relations.remove(store, [uid])
    assert newest(store) == ("delete the relation disputes", ["− relation disputes"])


def test_a_claim(store):
    claim = relations.add_claim(store, "Mali broke with Kyiv.")
    assert newest(store) == ("make a claim", ["+ claim “Mali broke with Kyiv.”"])
    claims.change(store, claim.uid, wording="Mali broke off.")
    line = "± claim “Mali broke off.”: wording “Mali broke with Kyiv.” → “Mali broke off.”"
    assert newest(store) == ("reword the claim “Mali broke off.”", [line])
    claims.change(store, claim.uid, note="on 4 August")
    line = "± claim “Mali broke off.”: note none → “on 4 August”"
    assert newest(store) == ("note on the claim “Mali broke off.”", [line])
    claims.remove(store, claim.uid)
    assert newest(store) == ("delete the claim “Mali broke off.”", ["− claim “Mali broke off.”"])


def test_a_codebook(store):
    doubt = Tag("", "doubt", "9", "red", "What is doubted.", ("span",), ())
    codebook.take_in(store, Codebook("mine", (doubt,)))
    assert newest(store) == ("take in codebook mine", ["+ tag doubt"])
    asked = (Attribute("who", ("a", "b"), "Who doubts."),)
    now = Tag("", "doubt", "9", "blue", "What is doubted.", ("span", "article"), asked)
    codebook.take_in(store, Codebook("mine", (now,)))
    line = (
        "± tag doubt: colour “red” → “blue”, applies span → span, article,"
        " attributes none → who (a, b)"
    )
    assert newest(store) == ("take in codebook mine", [line])


def test_articles(store, mali_article):
    title = articles.summary(store, mali_article).title
    adding.add(store, [intake("A third article.", file="third.txt")])
    assert newest(store) == ("add third.txt", ["+ article A third article."])
    articles.remove(store, [articles.summaries(store)[2].uid])
    assert newest(store) == ("remove third.txt", ["− article A third article."])
    articles.remove(store, [mali_article])
    label, lines = newest(store)
    assert (label, lines[-1]) == ("remove International News", f"− article {title}")
    assert f"− number “{TOLL}”" in lines
    assert len(lines) == 21


def test_a_later_text(store, mali_article):
    text = articles.text_of(store, mali_article)
    title = articles.summary(store, mali_article).title
    shas = [articles.summary(store, mali_article).sha256[:12]]
    later = EARLIER + text.replace("84 mercenaries", "37 mercenaries")
    added = adding.add_version(store, mali_article, intake(later, file="later.txt"))
    label, lines = newest(store)
    shas.append(added.article.sha256[:12])
    file = "000_20a9162aa588d66d.txt"
    assert label == "add a later text of International News"
    assert lines[:3] == [
        *(f"+ text {sha}" for sha in shas),
        f"± article {title}: file “{file}” → “later.txt”",
    ]
    assert {line.rpartition(": ")[2] for line in lines[3:]} == {"carried over"}
    assert len(lines) == 3 + added.carried.moved
    (waits,) = [one for one in annotations.waiting(store) if one.quote == TOLL]
    placed = (span(store, mali_article, "at least 37 mercenaries"),)
    annotations.leave(store, [waits.uid])
    assert newest(store)[1] == [f"± number “{TOLL}”: left with the earlier text"]
    annotations.place(store, waits.uid, placed)
    now = "at least 37 mercenaries"
    assert newest(store) == (
        "place claim/number in the later text",
        [f"± number “{now}”: words {TOLL} → {now}, no longer left with the earlier text"],
    )
    adding.add_version(store, mali_article, intake(EARLIER + later, file="later.txt"))
    assert f"± article {title}: another text" in newest(store)[1]


def test_of_a_large_operation_the_first_lines_and_how_many_more(store, mali_article):
    span_ = span(store, mali_article, "Mali")
    annotations.add(store, [Draft(mali_article, "claim/event", (span_,)) for _ in range(60)])
    operation = history.operations(store, 1)[0].uid
    lines = describe.changes(store, operation, limit=5)
    assert lines == ["+ event “Mali”"] * 5 + ["and 56 more"]


def test_a_table_that_a_later_schema_brought_is_called_by_its_name(store):
    relations.add_claim(store, "Mali broke with Kyiv.")
    (operation,) = history.operations(store, 1)
    with store.transaction():
        store.run(
            "INSERT INTO change (op_id, tbl, row_uid, action, after) SELECT max(id), 'timeline',"
            " 'u', 'I', '{}' FROM op"
        )
    assert describe.changes(store, operation.uid)[1:] == ["+ timeline"]


def test_of_no_operation_there_is_nothing_to_say(store):
    assert describe.changes(store, "none") == []
