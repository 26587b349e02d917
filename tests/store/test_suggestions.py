"""What was dismissed, for whom and for how long; and what there is to learn from."""

from pathlib import Path

import pytest

from tests.store.conftest import add_file
from tui.errors import CallError, DataError
from tui.model import Fragment
from tui.store import adding, annotations, articles, describe, history, suggestions
from tui.store.adding import Intake
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.lessons import Learned
from tui.text.material import material
from tui.text.policy import decode
from tui.text.proposals import propose, without

NUMBER = "claim/number"


def fragment(store: Store, article: str, words: str) -> Fragment:
    text = articles.text_of(store, article)
    return anchor(text, text.index(words), text.index(words) + len(words))


def dismiss(store: Store, article: str, words: str, tag: str = NUMBER) -> None:
    suggestions.dismiss(store, article, fragment(store, article, words), tag)


def proposed(store: Store, article: str, annotator: str = "ana") -> list[str]:
    text = articles.text_of(store, article)
    found = propose(material(text), Learned(), [NUMBER])
    dismissed = suggestions.dismissed(store, article, annotator)
    return [text[one.start : one.end] for one in without(text, found, dismissed)]


def test_one_dismissed_is_not_proposed_again_to_who_dismissed_it(store: Store, second: str) -> None:
    assert "84 Wagner mercenaries" in proposed(store, second)
    dismiss(store, second, "84 Wagner mercenaries")
    assert "84 Wagner mercenaries" not in proposed(store, second)
    assert "84 Wagner mercenaries" in proposed(store, second, "ben")


def test_it_is_one_operation_told_in_words_and_can_be_undone(store: Store, second: str) -> None:
    dismiss(store, second, "47 Malian soldiers")
    (operation,) = history.operations(store, 1)
    assert operation.label == "dismiss the suggestion: tag claim/number"
    assert describe.changes(store, operation.uid) == ["+ no number “47 Malian soldiers”"]
    assert history.operations(store, article=second)[0] == operation
    assert history.place_of(store, operation.uid) == history.Place(second, None)
    assert history.undo(store).articles == {second}
    assert "47 Malian soldiers" in proposed(store, second)


def test_dismissing_again_after_an_undo_holds(store: Store, second: str) -> None:
    dismiss(store, second, "47 Malian soldiers")
    history.undo(store)
    dismiss(store, second, "47 Malian soldiers")
    assert "47 Malian soldiers" not in proposed(store, second)
    assert store.value("SELECT count(*) FROM dismissal") == 1


def test_it_holds_in_a_later_text_where_the_words_stand_as_they_did(
    store: Store, second: str
) -> None:
    dismiss(store, second, "47 Malian soldiers")
    text = articles.text_of(store, second)
    later = "UPDATE: 12 villages burnt.\n\n" + text + "\n\nMinisters mourned 47 Malian soldiers.\n"
    raw = later.encode()
    adding.add_version(store, second, Intake(decode(raw), raw, "later.txt"))
    found = proposed(store, second)
    assert "12 villages" in found
    assert found.count("47 Malian soldiers") == 1  # the new sentence's, not the one dismissed


def test_it_is_merged_like_any_other_work(
    store: Store, second: str, nairobi: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    with open_store(other, annotator="ana", device="desk-2") as there:
        assert add_file(there, nairobi) == second
        dismiss(there, second, "47 Malian soldiers")
    dismiss(store, second, "47 Malian soldiers")
    dismiss(store, second, "84 Wagner mercenaries")
    merge(store, other, back_up=False)
    found = proposed(store, second)
    assert "47 Malian soldiers" not in found
    assert "84 Wagner mercenaries" not in found


def test_words_that_are_not_there_and_unknown_tags_are_refused(store: Store, second: str) -> None:
    with pytest.raises(DataError, match="nothing was written"):
        suggestions.dismiss(store, second, Fragment(0, 3, "xyz"), NUMBER)
    with pytest.raises(CallError, match="no tag"):
        dismiss(store, second, "47 Malian soldiers", "claim/colour")
    assert store.value("SELECT count(*) FROM dismissal") == 0


def test_ones_own_annotations_teach_and_nobody_elses(
    store: Store, first: str, second: str, nairobi: Path
) -> None:
    part = fragment(store, second, "47 Malian soldiers")
    annotations.add(store, [Draft(second, NUMBER, (part,))])
    assert suggestions.marked_lately(store, "ana", 9, 10**6) == [second]
    assert suggestions.marked_lately(store, "ben", 9, 10**6) == []
    assert suggestions.marked_lately(store, "ana", 9, 100) == []
    text, _, marked = suggestions.marked_in(store, second, "ana")
    assert text == nairobi.read_text(encoding="utf-8")
    assert marked == [(part.start, part.end, NUMBER)]
    assert suggestions.marked_in(store, second, "ben")[2] == []
    assert suggestions.teachers(store, "ana") == {"ana"}


def test_those_marked_last_come_last(store: Store, mali: Path, nairobi: Path) -> None:
    uids = [add_file(store, mali), add_file(store, nairobi)]
    ticks = iter(range(1, 99))
    store.now = lambda: 1_790_000_000_000 + 1000 * next(ticks)
    for uid in (*uids, uids[0]):
        annotations.add(store, [Draft(uid, NUMBER, (fragment(store, uid, "47 Malian soldiers"),))])
    assert suggestions.marked_lately(store, "ana", 9, 10**6) == [uids[1], uids[0]]
    assert suggestions.marked_lately(store, "ana", 1, 10**6) == [uids[0]]
