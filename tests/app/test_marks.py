"""Annotations by place, held against a plain list that is searched from end to end."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.app.material import marked
from tui.app.marks import BLOCK, Marks
from tui.model import Annotation

END = 3 * BLOCK + 7
offsets = st.integers(0, END)


@st.composite
def annotations(draw: Callable[..., list[int]]) -> Annotation:
    """One of a few uids, so that they replace each other; one to three fragments."""
    edges = sorted(draw(st.lists(offsets, min_size=2, max_size=6, unique=True)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    return marked(draw(st.sampled_from("pqrstu")), *spans)


changes = st.lists(st.one_of(annotations(), st.sampled_from("pqrstu")), max_size=25)


def made(steps: list[Annotation | str]) -> tuple[Marks, list[Annotation]]:
    """Marks after some steps (a uid is one to drop), and the list that says what is right."""
    marks, plain = Marks(), dict[str, Annotation]()
    for step in steps:
        if isinstance(step, str):
            assert marks.drop(step) == plain.pop(step, None)
        else:
            marks.put(step)
            plain[step.uid] = step
    return marks, sorted(plain.values(), key=lambda one: (one.start, -one.end, one.uid))


@given(changes)
def test_they_are_told_in_the_order_of_the_text_the_longer_first(steps):
    marks, plain = made(steps)
    assert list(marks) == plain
    assert len(marks) == len(plain)
    assert [marks[place] for place in range(len(marks))] == plain
    assert [marks.index(one.uid) for one in plain] == list(range(len(plain)))


@given(changes)
def test_they_are_found_by_uid_as_long_as_they_are_there(steps):
    marks, plain = made(steps)
    there = {one.uid: one for one in plain}
    assert {uid: marks.get(uid) for uid in "pqrstu"} == {uid: there.get(uid) for uid in "pqrstu"}
    assert marks.get(None) is None


@given(changes, offsets, st.integers(1, END))
def test_a_stretch_finds_those_with_a_fragment_in_it(steps, start, length):
    marks, plain = made(steps)
    end = start + length
    assert marks.within(start, end) == [
        one for one in plain if any(part.start < end and start < part.end for part in one.fragments)
    ]


@given(changes, offsets)
def test_an_offset_finds_those_that_cover_it_the_shortest_first(steps, offset):
    marks, plain = made(steps)
    covering = [one for one in plain if any(p.start <= offset < p.end for p in one.fragments)]
    assert marks.at(offset) == sorted(covering, key=lambda one: one.end - one.start)


@given(changes, offsets)
def test_the_next_and_the_last_before_go_by_where_they_start(steps, offset):
    marks, plain = made(steps)
    assert marks.after(offset) == next((one for one in plain if one.start > offset), None)
    assert marks.before(offset) == next((one for one in plain[::-1] if one.start < offset), None)


@given(changes, changes, offsets)
def test_becoming_the_same_as_another_is_seen_through_the_old_name(before, now, offset):
    marks, _ = made(before)
    other, plain = made(now)
    marks.replace_all(other)
    assert list(marks) == plain
    assert marks.at(offset) == made(now)[0].at(offset)


@given(changes)
def test_all_given_at_once_are_the_same_as_one_after_the_other(steps):
    marks, plain = made(steps)
    assert list(Marks(plain[::-1])) == list(marks)
