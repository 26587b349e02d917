"""Random histories in files that grew apart: whatever the order, merging gives one state."""

import shutil
import tempfile
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.store import growing
from tests.store.growing import ACTIONS, File, Time
from tui.store import adding, annotations, articles, check
from tui.store.pack import pack

HOUR = 3_600_000
PEOPLE = {"one": "ana", "two": "bo", "three": "ana"}

steps = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "three"]),
        st.sampled_from([*ACTIONS, "tag", "tag", "note", "undo", "merge"]),
        st.integers(0, 2**16),
    ),
    min_size=5,
    max_size=40,
)


@pytest.fixture(scope="module")
def beginnings():
    """Files as they start: a library with work in it, its pack, and one made apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        time = Time()
        library = File(path / "library.db", "ana", time)
        for number in (0, 1):
            adding.add(library.store, [growing.intake(number)])
        for number in range(4):
            library.do("tag", Random(number))
        adding.add(library.store, [growing.intake(1, 2)])
        pack(library.store, path / "pack.db")
        library.store.close()
        apart = File(path / "apart.db", "bo", time)
        adding.add(apart.store, [growing.intake(1), growing.intake(3)])
        apart.store.close()
        yield path


@pytest.fixture
def grown(beginnings):
    """Grow three files apart, and close them in the end."""
    opened = []

    def grow(folder, second, third, clocks, history):
        time = Time()
        starts = {"one": "library", "two": second, "three": third}
        files = {}
        for name, off in zip(starts, clocks, strict=True):
            path = Path(shutil.copy(beginnings / f"{starts[name]}.db", folder / f"{name}.db"))
            files[name] = File(path, PEOPLE[name], time, off)
            opened.append(files[name])
        for name, action, number in history:
            time.now += number % 3
            rng = Random(number)
            if action == "merge":
                other = rng.choice([one for one in files if one != name])
                growing.merge_into(files[name], files[other])
            else:
                files[name].do(action, rng)
        return files

    yield grow
    for file in opened:
        file.store.close()


clocks = st.tuples(*[st.sampled_from([0, 0, -HOUR, 24 * HOUR])] * 3)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    second=st.sampled_from(["pack", "apart", "library"]),
    third=st.sampled_from(["pack", "apart", "library"]),
    clocks=clocks,
    history=steps,
    order=st.permutations([*permutations(["one", "two", "three"], 2)]),
)
def test_files_merged_in_any_order_have_one_state(grown, second, third, clocks, history, order):
    with tempfile.TemporaryDirectory() as folder:
        files = grown(Path(folder), second, third, clocks, history)
        for file in files.values():
            assert growing.disagreements(file.store) == []
        made = set.union(*(growing.made(file.store) for file in files.values()))
        taken = set.union(*(growing.taken_away(file.store) for file in files.values()))
        for _ in range(2):
            for name, other in order:
                growing.merge_into(files[name], files[other])
        for file in files.values():
            assert growing.disagreements(file.store) == []
            assert growing.broken_indexes(file.store) == []
            assert check.faults(file.store) == []
            assert made - taken <= visible(file.store)
        states = [dict(growing.state(file.store)) for file in files.values()]
        assert states[0] == states[1]
        assert states[0] == states[2]
        assert len({growing.state_hash(file.store) for file in files.values()}) == 1
        before = {name: closed_bytes(file) for name, file in files.items()}
        for name, other in order:
            assert growing.merge_into(files[name], files[other]) == 0
        assert {name: closed_bytes(file) for name, file in files.items()} == before
        for file in files.values():
            file.store.close()


def closed_bytes(file):
    file.reopen()
    return file.path.read_bytes()


def visible(store):
    """The annotations a reader can come to: on their article's text, or off it."""
    return {
        one.uid
        for article in articles.summaries(store)
        for one in (
            *annotations.of_article(store, article.uid),
            *annotations.off_text(store, article.uid),
        )
    }
