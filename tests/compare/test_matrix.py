"""Claims by sources: what a person marked, what is proposed, and what conflicts."""

import pytest

from tests.compare.material import place_of, sources
from tui.compare.comparison import compare
from tui.compare.findings import Comparison, Credit, Detail, Place
from tui.compare.matrix import Matrix, Row, matrix
from tui.model import Annotation, Claim, Fragment, Relation
from tui.text.anchors import anchor

FIRST = "Rebels killed at least 84 men near the border. The army sank a ferry off Rabaul."
SECOND = "The army denies that it sank a ferry off Rabaul. Rebels killed 84 men near the border."
THIRD = "Ministers met in Geneva to speak of copper prices."

TOLL = Claim("toll", "The rebels killed 84 men.")
FERRY = Claim("ferry", "The army sank a ferry.")


def mark(
    article: str, words: str, claim: Claim | None = None, tag: str = "claim/number", **said: str
) -> Annotation:
    text = {"a": FIRST, "b": SECOND, "c": THIRD}[article]
    start = text.index(words)
    fragment: Fragment = anchor(text, start, start + len(words))
    uid = f"{article}:{words}"
    return Annotation(uid, article, tag, (fragment,), "ana", "", "", attributes=said, claim=claim)


@pytest.fixture
def found() -> Comparison:
    """The three articles, with no details and no credits but those a test gives."""
    plain = compare(sources(FIRST, SECOND, THIRD))
    return Comparison(plain.sources, plain.alignments, (), (), plain.only, plain.groups)


def with_toll(found: Comparison) -> Comparison:
    index = next(
        x
        for x, one in enumerate(found.alignments)
        if one.a == place_of(found, 0, "84") and one.b == place_of(found, 1, "84")
    )
    spans = [
        (text.index(words), text.index(words) + len(words))
        for text, words in ((FIRST, "at least 84"), (SECOND, "84"))
    ]
    details = (Detail(index, "number", "modifier", spans[0], spans[1]),)
    return Comparison(
        found.sources, found.alignments, details, found.credits, found.only, found.groups
    )


def row_of(table: Matrix, claim: Claim) -> Row:
    (row,) = (row for row in table.rows if row.claim == claim.uid)
    return row


def kinds(row: Row) -> list[str]:
    return [cell.kind for cell in row.cells]


def test_without_marks_the_rows_are_the_groups(found):
    table = matrix(found)
    assert [row.claim for row in table.rows] == [""] * len(found.groups)
    assert len(table.rows) == 2
    assert table.labels == ("Paper a", "Paper b", "Paper c")
    toll = next(row for row in table.rows if "84" in row.wording)
    assert kinds(toll) == ["asserted", "asserted", "absent"]
    assert [cell.proposed for cell in toll.cells] == [True, True, False]


def test_the_cells_of_a_claim_open_what_was_marked(found):
    marks = {
        "a": [mark("a", "at least 84 men", TOLL)],
        "b": [mark("b", "84 men", TOLL)],
    }
    row = row_of(matrix(found, marks), TOLL)
    assert row.wording == TOLL.wording
    assert kinds(row) == ["asserted", "asserted", "absent"]
    text = [source.text for source in found.sources]
    assert [text[x][slice(*row.cells[x].spans[0])] for x in (0, 1)] == ["at least 84 men", "84 men"]
    assert not row.cells[0].proposed


def test_a_claim_marked_in_one_source_finds_what_tells_it_elsewhere(found):
    row = row_of(matrix(found, {"a": [mark("a", "at least 84 men", TOLL)]}), TOLL)
    assert [cell.proposed for cell in row.cells] == [False, True, False]
    assert SECOND[slice(*row.cells[1].spans[0])].startswith("Rebels killed 84")


def test_sentences_that_a_claim_has_are_not_proposed_again(found):
    table = matrix(found, {"a": [mark("a", "at least 84 men", TOLL)], "b": [mark("b", "84", TOLL)]})
    assert len(table.rows) == 2
    assert "ferry" in table.rows[1].wording


def test_a_value_that_differs_is_in_the_cells_and_comes_first(found):
    told = with_toll(found)
    marks = {"a": [mark("a", "at least 84 men", TOLL), mark("a", "sank a ferry", FERRY)]}
    table = matrix(told, marks)
    assert table.rows[0].claim == TOLL.uid
    assert table.rows[0].conflicts
    assert kinds(table.rows[0]) == ["differs", "differs", "absent"]
    assert [cell.text for cell in table.rows[0].cells] == ["≥84", "84", ""]
    assert [cell.stance for cell in table.rows[0].cells] == ["asserted", "asserted", "absent"]


def test_a_detail_elsewhere_in_the_sentence_is_not_the_claims(found):
    near = Claim("near", "It was near the border.")
    row = row_of(matrix(with_toll(found), {"a": [mark("a", "near the border", near)]}), near)
    assert "differs" not in kinds(row)


def test_one_asserts_and_one_denies(found):
    marks = {
        "a": [mark("a", "sank a ferry", FERRY, polarity="asserts")],
        "b": [mark("b", "sank a ferry", FERRY, polarity="denies", speaker="the army")],
    }
    row = row_of(matrix(found, marks), FERRY)
    assert kinds(row) == ["asserted", "denied", "absent"]
    assert row.conflicts
    assert row.cells[1].who == "the army"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"polarity": "asserts"}, "asserted"),
        ({"polarity": "reports"}, "reported"),
        ({"polarity": "asserts", "speaker": "rebels"}, "reported"),
        ({"polarity": "asserts", "certainty": "hedged"}, "reported"),
        ({"certainty": "flat"}, "asserted"),
        ({"polarity": "denies", "certainty": "hedged"}, "denied"),
        ({}, "asserted"),
    ],
)
def test_a_mark_says_how_its_source_stands(said, kind, found):
    row = row_of(matrix(found, {"a": [mark("a", "at least 84 men", TOLL, **said)]}), TOLL)
    assert row.cells[0].kind == kind


@pytest.mark.parametrize(
    ("credit", "kind"),
    [
        *[("claim", "reported"), ("hedge", "reported"), ("neutral", "reported")],
        *[("deny", "denied"), ("confirm", "asserted"), ("flat", "asserted")],
    ],
)
def test_where_no_mark_says_it_the_sources_own_words_do(credit, kind, found):
    told = Comparison(
        found.sources,
        found.alignments,
        (),
        (Credit(Place(0, 0), credit, None, (0, 6)),),
        found.only,
        found.groups,
    )
    row = row_of(matrix(told, {"a": [mark("a", "at least 84 men", TOLL)]}), TOLL)
    assert row.cells[0].kind == kind
    assert row.cells[0].who == ("" if kind == "asserted" else "Rebels")


def test_a_relation_says_that_two_conflict(found):
    marks = {"a": [mark("a", "at least 84", TOLL)], "b": [mark("b", "84", TOLL)]}
    related = [Relation("r", "conflicts", "a:at least 84", "b:84", "a", "b", "ana")]
    row = row_of(matrix(found, marks, related), TOLL)
    assert [cell.text for cell in row.cells] == ["at least 84", "84", ""]
    assert row.conflicts
    same = [Relation("r", "same", "a:at least 84", "b:84", "a", "b", "ana")]
    assert not row_of(matrix(found, marks, same), TOLL).conflicts


def test_rows_can_be_chosen_by_tag_and_by_the_tag_above(found):
    marks = {
        "a": [
            mark("a", "at least 84 men", TOLL),
            mark("a", "sank a ferry", FERRY, tag="claim/event"),
        ]
    }
    table = matrix(found, marks)
    assert table.tags == ("claim/event", "claim/number")
    assert [row.claim for row in table.with_tag("claim/event").rows] == ["ferry"]
    assert table.with_tag("claim").rows == table.with_tag("").rows == table.rows
    assert table.with_tag("clai").rows == ()


def test_a_proposed_row_has_the_tags_of_the_marks_in_it(found):
    table = matrix(found, {"b": [mark("b", "84 men", tag="opinion")]})
    (row,) = table.with_tag("opinion").rows
    assert "84" in row.wording
    assert row.claim == ""
