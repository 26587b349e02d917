"""Near copies: told when they are taken in, and grouped."""

from random import Random

import pytest

from tests.conftest import SEEDS
from tui.store import adding, articles, check, history, near
from tui.store.adding import Added, Intake
from tui.store.merge import merge
from tui.store.opening import open_reader, open_store
from tui.store.repair import repair
from tui.text.policy import decode
from tui.text.runs import sketch


def take_in(store, text: str, name: str = "", **more: str) -> Added:
    raw = text.encode()
    (added,) = adding.add(store, [Intake(decode(raw), raw, name, {"source": name}, **more)])
    return added


@pytest.fixture
def agency(mali) -> str:
    """A text as an agency sends it: the paragraphs of the first seed."""
    text = decode(mali.read_bytes()).text
    return text[: text.index("Latest articles")]


def without(text: str, line: int) -> str:
    lines = text.split("\n\n")
    return "\n\n".join(lines[:line] + lines[line + 1 :])


def test_a_copy_with_a_paragraph_less_and_another_headline_is_told(store, agency, second):
    first = take_in(store, agency, "Reuters")
    assert first.near is None
    copy = take_in(store, "Toll in Mali rises\n\n" + without(agency, 3), "Le Monde")
    assert (copy.duplicate, copy.carried) == (False, None)
    assert copy.near is not None
    assert (copy.near.uid, copy.near.label) == (first.article.uid, "Reuters")
    assert 0.9 < copy.near.share < 1


def test_what_is_of_the_same_event_but_another_text_is_none(store, first, nairobi):
    assert take_in(store, nairobi.read_text("utf-8"), "Nairobi").near is None


def test_in_one_batch_the_later_is_told_and_the_first_is_not(store, agency):
    raws = [agency.encode(), without(agency, 4).encode()]
    one, other = adding.add(store, [Intake(decode(raw), raw) for raw in raws])
    assert one.near is None
    assert other.near is not None
    assert other.near.uid == one.article.uid


def test_a_duplicate_and_a_later_text_of_the_same_article_are_no_copies(store, agency):
    take_in(store, agency, place="/a.txt")
    assert take_in(store, agency).near is None
    later = take_in(store, without(agency, 3), place="/a.txt")
    assert (later.carried is None, later.near) == (False, None)
    assert near.near_copies(store) == []


def test_copies_are_grouped_about_the_longest_and_nothing_is_written(store, path, agency, second):
    uids = [
        take_in(store, text).article.uid
        for text in (without(agency, 3), agency, agency + "\n\nMore to come.")
    ]
    gone = take_in(store, without(agency, 5)).article.uid
    articles.remove(store, [gone])
    before = path.read_bytes()
    with open_reader(path) as reader:
        (group,) = near.near_copies(reader)
    assert (group.uid, {uid for uid, _ in group.copies}) == (uids[2], {*uids[:2]})
    assert all(share > 0.9 for _, share in group.copies)
    assert path.read_bytes() == before
    history.undo(store)
    (group,) = near.near_copies(store)
    assert gone in dict(group.copies)


def test_what_a_merge_brought_is_found_too(store, agency, tmp_path):
    with open_store(tmp_path / "bo.db", annotator="bo", device="d") as other:
        known = take_in(other, agency, "Reuters").article.uid
        merge(store, other.path)
    copy = take_in(store, without(agency, 2))
    assert copy.near is not None
    assert copy.near.uid == known
    articles.remove(store, [copy.article.uid])
    assert near.near_copies(store) == []


def test_hashes_that_were_lost_are_worked_out_anew(store, agency, monkeypatch):
    monkeypatch.setattr(near, "BATCH", 2)
    known = take_in(store, agency).article.uid
    for number in range(5):
        take_in(store, f"Text {number} of another kind.")
    store.run("DROP TABLE sketch")
    assert {one.where for one in check.faults(store)} == {"the table sketch is missing"}
    repair(store)
    assert check.faults(store) == []
    copy = take_in(store, without(agency, 2))
    assert copy.near is not None
    assert copy.near.uid == known
    assert store.value("SELECT count(DISTINCT text_id) FROM sketch") == articles.count(store)


def test_boilerplate_that_all_of_a_source_have_makes_no_copies(store, agency, monkeypatch):
    monkeypatch.setattr(near, "MANY", 3)  # fewer than the query reads
    told = [take_in(store, f"{agency}\n\nNumber {number}.").near for number in range(6)]
    assert [one is not None for one in told] == [False, True, True, False, False, False]
    assert near.near_copies(store) == []


def test_most_copies_of_real_articles_share_enough_hashes_to_be_found():
    """Each seed cut to six of ten paragraphs or sentences, with strange ones put between."""
    rng, found, tried = Random(7), 0, 0
    for file in sorted(SEEDS.glob("*.txt")):
        lines = [line for line in decode(file.read_bytes()).text.split("\n") if len(line) > 80]
        for _ in range(50):
            kept = [line for line in lines if rng.random() < 0.7]
            strange = "".join(rng.choice("abcdefg hijklm nop s tuvw xyz") for _ in range(200))
            shared = {*sketch("\n".join(lines))} & {*sketch("\n".join([strange, *kept]))}
            found += len(shared) >= near.HASHES
            tried += 1
    assert found >= 0.9 * tried
