"""What the log says a row is, and what was overwritten unseen: from entries alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.store import replay
from tui.store.replay import Entry

ANA, BO, CY = ("ana", "desk"), ("bo", "lap"), ("cy", "old")
CLAIM = {"wording": "first", "note": "", "deleted": 0}


def made(hlc, hand=ANA, **after):
    return Entry(hlc, f"op{hlc}", hand, None, {**CLAIM, **after})


def wrote(hlc, was, now, hand=ANA, field="wording", op=""):
    return Entry(hlc, op or f"op{hlc}", hand, {field: was}, {field: now})


def told(entries, table="claim"):
    """The lost values, as (kept operation, lost operation)."""
    return [(one.kept_op, one.lost_op) for one in replay.row(table, "u", entries).lost]


def test_a_row_is_what_it_was_made():
    assert replay.row("claim", "u", [made(1)]).values == CLAIM


def test_the_last_writer_of_each_field_wins():
    entries = [made(1), wrote(2, "first", "second"), wrote(3, "", "n", field="note")]
    assert replay.row("claim", "u", entries).values == {**CLAIM, "wording": "second", "note": "n"}


def test_of_several_makings_the_latest_is_the_base_and_none_is_lost():
    replayed = replay.row("claim", "u", [made(1), made(5, BO, wording="other")])
    assert replayed.values["wording"] == "other"
    assert replayed.lost == ()


def test_any_change_beats_any_making():
    entries = [made(1), wrote(2, "first", "second"), made(5, BO)]
    assert replay.row("claim", "u", entries).values["wording"] == "second"
    assert told(entries) == []


def test_a_row_that_was_never_made_is_refused():
    with pytest.raises(ValueError, match="made nowhere"):
        replay.row("claim", "u", [wrote(2, "a", "b")])


def test_fields_that_older_files_do_not_have_are_as_if_never_set():
    annotation = {column: "" for column in replay.LOGGED["annotation"] if column != "stays"}
    entry = Entry(1, "a", ANA, None, annotation)
    assert replay.row("annotation", "u", [entry]).values["stays"] == 0
    article = {column: "" for column in replay.LOGGED["article"] if column != "origin"}
    assert replay.row("article", "u", [Entry(1, "a", ANA, None, article)]).values["origin"] == ""


class TestLoss:
    def test_one_after_the_other_loses_nothing(self):
        assert told([made(1), wrote(2, "first", "b"), wrote(3, "b", "c", BO)]) == []

    def test_a_value_overwritten_unseen_is_lost(self):
        entries = [made(1), wrote(2, "first", "b"), wrote(3, "first", "c", BO)]
        assert told(entries) == [("op3", "op2")]
        (lost,) = replay.row("claim", "u", entries).lost
        assert (lost.field, lost.lost, lost.kept) == ("wording", {"wording": "b"}, {"wording": "c"})

    def test_the_same_value_twice_is_no_loss(self):
        assert told([made(1), wrote(2, "first", "b"), wrote(3, "first", "b", BO)]) == []

    def test_one_who_goes_on_from_their_own_value_has_not_lost_it(self):
        entries = [made(1), wrote(2, "first", "b"), wrote(3, "first", "c", BO), wrote(4, "b", "d")]
        assert told(entries) == [("op4", "op3")]

    def test_three_at_once_lose_two(self):
        entries = [
            made(1),
            wrote(2, "first", "b"),
            wrote(3, "first", "c", BO),
            wrote(4, "first", "d", CY),
        ]
        assert told(entries) == [("op3", "op2"), ("op4", "op3")]

    def test_going_on_from_what_stands_does_not_hide_what_was_lost(self):
        """Who goes on may never have merged."""
        entries = [made(1), wrote(2, "first", "b"), wrote(3, "first", "c", BO)]
        assert told([*entries, wrote(4, "c", "d", BO)]) == [("op3", "op2")]
        assert told([*entries, wrote(4, "c", "d", CY)]) == [("op3", "op2")]

    def test_unless_it_is_the_one_who_lost_it(self):
        entries = [made(1), wrote(2, "first", "b"), wrote(3, "first", "c", BO)]
        assert told([*entries, wrote(4, "c", "d", ANA)]) == []

    def test_writing_it_again_takes_it_back(self):
        entries = [made(1), wrote(2, "first", "b"), wrote(3, "first", "c", BO)]
        assert told([*entries, wrote(4, "c", "b", CY)]) == []

    def test_two_files_of_one_person_on_one_machine_can_lose_as_well(self):
        assert told([made(1), wrote(2, "first", "b"), wrote(3, "first", "c")]) == [("op3", "op2")]

    def test_times_of_change_and_where_a_text_came_from_are_no_loss(self):
        article = dict.fromkeys(replay.LOGGED["article"], "")
        entries = [
            Entry(1, "a", ANA, None, article),
            wrote(2, "", "a.txt", field="file"),
            wrote(3, "", "b.txt", BO, field="file"),
        ]
        assert told(entries, "article") == []
        entries = [made(1), wrote(2, "", "x", field="modified"), wrote(3, "", "y", BO, "modified")]
        assert told(entries) == []

    def test_its_name_is_made_of_the_place_and_the_two_operations(self):
        entries = [made(1), wrote(2, "first", "b"), wrote(3, "first", "c", BO)]
        (lost,) = replay.row("claim", "u", entries).lost
        assert lost.uid == replay.named("conflict:claim:u:wording:op3:op2")


class TestSpan:
    BASE = dict.fromkeys(replay.LOGGED["annotation"], "") | {"text_id": "T1", "fragments": "f"}

    def changed(self, hlc, was, now, hand=ANA, by_hand=True):
        names = ("text_id", "fragments")
        stamp = {"modified": str(hlc)} if by_hand else {}
        before, after = dict(zip(names, was, strict=True)), dict(zip(names, now, strict=True))
        return Entry(hlc, f"op{hlc}", hand, {**before, **stamp}, {**after, **stamp})

    def replayed(self, *entries):
        return replay.row("annotation", "u", [Entry(1, "a", ANA, None, self.BASE), *entries])

    def test_a_span_and_its_text_win_together(self):
        row = self.replayed(
            self.changed(2, ("T1", "f"), ("T2", "g")), self.changed(3, ("T1", "f"), ("T1", "h"), BO)
        )
        assert (row.values["text_id"], row.values["fragments"]) == ("T1", "h")
        assert row.lost[0].lost == {"text_id": "T2", "fragments": "g"}
        assert row.lost[0].field == "fragments"

    def test_what_the_program_carried_to_a_later_text_is_no_loss(self):
        carried = self.changed(2, ("T1", "f"), ("T2", "g"), by_hand=False)
        assert self.replayed(carried, self.changed(3, ("T1", "f"), ("T1", "h"), BO)).lost == ()

    def test_what_it_was_carried_over_is(self):
        moved = self.changed(2, ("T1", "f"), ("T1", "h"))
        row = self.replayed(moved, self.changed(3, ("T1", "f"), ("T2", "g"), BO, by_hand=False))
        assert [one.lost_op for one in row.lost] == ["op2"]

    def test_a_span_that_an_older_file_logged_alone_is_of_its_first_text(self):
        carried = self.changed(2, ("T1", "f"), ("T2", "g"), BO)
        alone = Entry(3, "op3", ANA, {"fragments": "f"}, {"fragments": "h"})
        row = self.replayed(carried, alone)
        assert (row.values["text_id"], row.values["fragments"]) == ("T1", "h")


def test_of_an_alignment_each_end_wins_with_its_own_text():
    base = dict.fromkeys(replay.LOGGED["alignment"], "") | {"a_text_id": "A1", "b_text_id": "B1"}
    a = Entry(2, "a", ANA, {"a_text_id": "A1"}, {"a_text_id": "A2", "a_fragments": "f"})
    b = Entry(3, "b", BO, {"b_text_id": "B1"}, {"b_text_id": "B2", "b_fragments": "g"})
    row = replay.row("alignment", "u", [Entry(1, "m", ANA, None, base), a, b])
    ends = ("a_text_id", "a_fragments", "b_text_id", "b_fragments")
    assert [row.values[name] for name in ends] == ["A2", "f", "B2", "g"]
    assert row.lost == ()


class TestArticle:
    """Whether an article is removed, with what is on it."""

    REMOVED = wrote(5, 0, 1, ANA, "deleted")
    BASE = Entry(1, "a", ANA, None, dict.fromkeys(replay.LOGGED["article"], "") | {"deleted": 0})

    def standing(self, *article, **on_it):
        return replay.standing("u", [self.BASE, *article], on_it)

    def on(self, hlc, hand=BO):
        return Entry(hlc, f"op{hlc}", hand, None, {"deleted": 0})

    def test_it_is_removed_with_what_was_on_it(self):
        gone = Entry(5, "op5", ANA, {"deleted": 0}, {"deleted": 1})
        assert self.standing(self.REMOVED, one=[self.on(2), gone]).deleted == 1
        assert self.standing(self.REMOVED).lost == ()

    @pytest.mark.parametrize("hlc", [4, 6])
    def test_it_stays_where_something_on_it_was_not_seen(self, hlc):
        stands = self.standing(self.REMOVED, one=[self.on(hlc)])
        assert stands.deleted == 0
        assert [(one.kept_op, one.lost_op) for one in stands.lost] == [(f"op{hlc}", "op5")]

    def test_it_stays_when_that_is_taken_away_later(self):
        gone = Entry(7, "op7", BO, {"deleted": 0}, {"deleted": 1})
        assert self.standing(self.REMOVED, one=[self.on(6), gone]).deleted == 0

    def test_removed_again_it_goes_and_nothing_is_told(self):
        gone = Entry(8, "op8", BO, {"deleted": 0}, {"deleted": 1})
        again = wrote(8, 0, 1, BO, "deleted")
        stands = self.standing(self.REMOVED, again, one=[self.on(6), gone])
        assert (stands.deleted, stands.lost) == (1, ())

    def test_brought_back_it_stays(self):
        back = wrote(6, 1, 0, ANA, "deleted")
        assert self.standing(self.REMOVED, back).deleted == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.integers(0, 2))))
def test_the_value_is_the_last_and_no_loss_is_told_that_stands(changes):
    hands = (ANA, BO, CY)
    entries = [made(0)] + [
        wrote(place, was, now, hands[who]) for place, (was, now, who) in enumerate(changes, 1)
    ]
    replayed = replay.row("claim", "u", entries)
    assert replayed.values["wording"] == (changes[-1][1] if changes else "first")
    seen = {was for was, _, _ in changes}
    for lost in replayed.lost:
        assert lost.lost["wording"] != replayed.values["wording"]
        assert lost.lost["wording"] != lost.kept["wording"]
        later = [was for was, _, _ in changes[int(lost.lost_op[2:]) :]]
        assert lost.lost["wording"] not in later
    written = {now for _, now, _ in changes}
    gone = written - seen - {replayed.values["wording"]}
    assert gone <= {lost.lost["wording"] for lost in replayed.lost} | settled_by_hand(changes)


def settled_by_hand(changes):
    """Values whose writer went on later from something else."""
    return {
        now
        for place, (_, now, who) in enumerate(changes)
        if any(later_who == who for _, _, later_who in changes[place + 1 :])
    }
