"""What is body in all articles of a source: said once, taken back in one step, true everywhere."""

import pytest

from tests.store.growing import disagreements
from tests.store.state import state
from tui.compare.words import body
from tui.errors import CallError
from tui.formats.dataset import entries
from tui.store import adding, articles, check, describe, history, regions, source_rules
from tui.store.adding import Intake
from tui.store.article_details import change
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.store.pack import pack
from tui.text.policy import decode
from tui.text.regions import Rule

PROSE = "The toll of the fighting rose to eighty-four on Sunday, the rebels said in a text that"
FOLLOW = "Follow our live page for all of it"
LINES = [f"{PROSE} {{}} did not comment on.", f" {FOLLOW}  ", "Advertisement", "Report {} ends."]


def add_of(store, source: str, number: int) -> str:
    raw = "\n\n".join(LINES).replace("{}", str(number)).encode()
    (added,) = adding.add(store, [Intake(decode(raw), raw, f"{number}.txt", {"source": source})])
    return added.article.uid


@pytest.fixture
def two(store) -> list[str]:
    return [add_of(store, "Le Monde", number) for number in range(2)]


@pytest.fixture
def another(store) -> str:
    return add_of(store, "The Standard", 7)


def found(store, article: str) -> list[str]:
    text = articles.text_of(store, article)
    return [text[one.start : one.end] for one in regions.of_article(store, article, text)]


def test_a_line_is_no_body_in_all_articles_of_the_source_and_those_to_come(store, two, another):
    source_rules.give(store, "Le Monde", "line", FOLLOW.replace(" ", "\n "), body=False)
    later = add_of(store, "Le Monde", 2)
    for article in (*two, later):
        assert found(store, article) == [FOLLOW, "Advertisement"]
    assert found(store, another) == ["Advertisement"]
    text = articles.text_of(store, later)
    one = regions.of_article(store, later, text)[0]
    assert (one.kind, one.by) == ("other", "ana")
    assert "ana said" in one.reason


def test_a_reason_is_body_after_all_until_it_is_said_otherwise(store, two, another):
    source_rules.give(store, "Le Monde", "reason", "notice", body=True)
    assert [found(store, uid) for uid in (*two, another)] == [[], [], ["Advertisement"]]
    source_rules.give(store, "Le Monde", "reason", "notice", body=False)
    assert found(store, two[0]) == ["Advertisement"]
    assert source_rules.of_source(store, "Le Monde") == [Rule("reason", "notice", False, "ana")]


def test_a_line_that_the_rules_mark_is_body_after_all(store, two):
    source_rules.give(store, "Le Monde", "line", "Advertisement", body=True)
    assert found(store, two[0]) == []


def test_it_is_one_step_with_words_for_it_and_taken_back_in_one(store, two, another):
    source_rules.give(store, "Le Monde", "line", FOLLOW, body=False)
    (done, *_) = history.operations(store, 1, article=two[1])
    assert done.label == f"“{FOLLOW}” is not body in Le Monde"
    assert describe.changes(store, done.uid) == [f"+ “{FOLLOW}” in Le Monde"]
    assert done not in history.operations(store, article=another)
    assert history.undo(store).articles == set(two)
    assert found(store, two[0]) == ["Advertisement"]
    assert history.redo(store).articles == set(two)
    source_rules.give(store, "Le Monde", "line", FOLLOW, body=True)
    (done, *_) = history.operations(store, 1)
    assert describe.changes(store, done.uid) == [f"± “{FOLLOW}” in Le Monde: now body"]
    history.undo(store)
    assert found(store, two[0]) == [FOLLOW, "Advertisement"]


def test_what_was_said_of_an_article_goes_before_its_source(store, two):
    source_rules.give(store, "Le Monde", "line", FOLLOW, body=False)
    start = articles.text_of(store, two[0]).index(FOLLOW)
    regions.correct(store, two[0], (start, start + len(FOLLOW)), body=True)
    assert [found(store, uid)[0] for uid in two] == ["Advertisement", FOLLOW]


def test_an_article_given_another_source_follows_the_rules_of_that(store, two, another):
    source_rules.give(store, "Le Monde", "line", FOLLOW, body=False)
    change(store, another, {"source": "Le Monde"})
    change(store, two[0], {"source": ""})
    assert [len(found(store, uid)) for uid in (*two, another)] == [1, 2, 2]


def test_the_export_has_them(store, two):
    source_rules.give(store, "Le Monde", "line", FOLLOW, body=False)
    source_rules.give(store, "Le Monde", "reason", "notice", body=True)
    for entry in entries(store):
        assert FOLLOW not in body(entry.article.text, entry.regions)
        assert "Advertisement" in body(entry.article.text, entry.regions)


def test_two_files_merge_and_the_later_word_holds_in_both(store, two, tmp_path):
    with open_store(tmp_path / "bo.db", annotator="bo", device="lap") as bo:
        merge(bo, store.path)
        source_rules.give(bo, "Le Monde", "line", FOLLOW, body=True)
        said = bo.stamp()
        while store.stamp() <= said:  # two words of one millisecond have no order
            pass
        source_rules.give(store, "Le Monde", "line", FOLLOW, body=False)
        merge(bo, store.path)
        merge(store, bo.path)
        assert state(store) == state(bo)
        for one in (store, bo):
            assert found(one, two[0]) == [FOLLOW, "Advertisement"]
            assert disagreements(one) == []
            assert check.faults(one) == []


def test_one_persons_word_in_two_files_is_one_row_with_the_later(store, two, tmp_path):
    with open_store(tmp_path / "other.db", annotator="ana", device="lap") as other:
        merge(other, store.path)
        for file, words in ((store, (False,)), (other, (True, False, True))):
            for body_ in words:
                source_rules.give(file, "Le Monde", "line", FOLLOW, body_)
        merge(other, store.path)
        merge(store, other.path)
        assert state(store) == state(other)
        assert source_rules.of_source(store, "Le Monde") == [Rule("line", FOLLOW, True, "ana")]


def test_a_pack_has_nobodys_rules(store, two, tmp_path):
    source_rules.give(store, "Le Monde", "line", FOLLOW, body=False)
    pack(store, tmp_path / "pack.db")
    with open_store(tmp_path / "pack.db", annotator="bo", device="d") as other:
        assert source_rules.of_source(other, "Le Monde") == []


@pytest.mark.parametrize(
    ("source", "kind", "value"),
    [
        ("", "line", FOLLOW),
        ("Le Monde", "paragraph", FOLLOW),
        ("Le Monde", "reason", "other"),
        ("Le Monde", "line", " \t"),
    ],
)
def test_what_can_be_no_rule_is_refused(store, two, source, kind, value):
    before = state(store)
    with pytest.raises(CallError, match=r": (it is|one of|give|choose)|one of"):
        source_rules.give(store, source, kind, value, body=False)
    assert state(store) == before
