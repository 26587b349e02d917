"""A file that the disk, a stick or another program has damaged: one line, and it stays as it is.

Whatever the damage, a command either tells the truth or says that it cannot; `check` finds it out.
"""

import random
from collections.abc import Callable
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from tests.cli.conftest import Result, names_a_remedy
from tests.conftest import SEEDS
from tests.faults.conftest import Tally, command, complaint
from tests.faults.ledger import Ledger
from tests.faults.session import Session
from tui.store import adding
from tui.store.adding import Intake
from tui.store.opening import open_store
from tui.text.policy import decode

Run = Callable[..., Result]

PAGE = 4096
READERS = [("list",), ("stats",), ("check",), ("export", "jsonl"), ("export", "csv")]
WRITER = ("add", "new.txt")


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with two articles and a day's work in it, some of it undone. Always the same."""
    path = tmp_path_factory.mktemp("whole") / "annotations.db"
    times, dice = count(1_790_000_000_000, 1000), random.Random(5)
    fixed = {
        "device": "desk-1",
        "now": lambda: next(times),
        "new_uid": lambda _: str(UUID(int=dice.getrandbits(128), version=4)),
    }
    with open_store(path, annotator="importer", **fixed) as store:
        for file in sorted(SEEDS.glob("*.txt")):
            raw = file.read_bytes()
            adding.add(store, [Intake(decode(raw), raw, file.name, {"story": "base"})])
    with open_store(path, annotator="ana", **fixed) as store:
        Session(store, random.Random(5), Ledger("ana").hear).play(120)
    return path.read_bytes()


def told_in_a_line(said: Result, path: Path) -> None:
    """Exit code 0 and silence, or another and one line with the file and what to do."""
    assert said.code in (0, 1, 2)
    assert "Traceback" not in said.err + said.out
    if said.code == 0:
        assert complaint(said.err) == ""
    elif said.err:
        assert str(path) in said.told
        assert names_a_remedy(said.told, path)


def at_rest(data: bytes) -> bytes:
    """A file's bytes without the counters of its header, which opening it to write moves on."""
    return data[:24] + data[28:92] + data[100:]


class Damaged:
    """What is told of one damaged file."""

    def __init__(self, path: Path, run: Run) -> None:
        self.path = path
        self.run = run

    def show_to_every_command(self, data: bytes) -> dict[str, Result]:
        """What each reader says, having said it in a line and left the file as it was."""
        self.path.write_bytes(data)
        said = {}
        for words in READERS:
            result = self.run(*words, "--db", self.path)
            told_in_a_line(result, self.path)
            assert self.path.read_bytes() == data, f"{words} wrote to it"
            said[" ".join(words)] = result
        return said

    def show_to_add(self, data: bytes) -> Result:
        """What `add` says: it either adds, or leaves the file as it was."""
        self.path.write_bytes(data)
        Path("new.txt").write_text("The toll rose to 84, the rebels said.\n")
        result = self.run(*WRITER, "--db", self.path)
        told_in_a_line(result, self.path)
        if result.code:
            assert at_rest(self.path.read_bytes()) == at_rest(data)
        for beside in self.path.parent.glob(f"{self.path.name}-*"):
            beside.unlink()
        return result


@pytest.fixture
def damaged(tmp_path: Path, run: Run) -> Damaged:
    return Damaged(tmp_path / "damaged.db", run)


def test_the_whole_file_is_whole(damaged: Damaged, worked_in: bytes):
    """So that what the tests below find is the damage."""
    said = damaged.show_to_every_command(worked_in)
    assert {result.code for result in said.values()} == {0}
    assert damaged.show_to_add(worked_in).code == 0


@pytest.mark.parametrize("words", [*READERS, WRITER], ids=" ".join)
def test_a_file_of_no_bytes(damaged: Damaged, words: tuple[str, ...]):
    Path("new.txt").write_text("The toll rose to 84.\n")
    damaged.path.touch()
    done = command(*words, "--db", damaged.path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"claimdesk: {damaged.path} is empty")
    assert done.stderr.count("\n") == 1
    assert damaged.path.read_bytes() == b""


@pytest.mark.parametrize("seed", range(4))
def test_a_file_cut_short_anywhere(damaged: Damaged, worked_in: bytes, seed: int):
    dice = random.Random(seed)
    sizes = [dice.randrange(1, len(worked_in)) for _ in range(12)]
    pages = [dice.randrange(1, len(worked_in) // PAGE) * PAGE for _ in range(6)]
    for size in [*sizes, *pages, 1, 15, 16, 99, 100, 101, 512]:
        data = worked_in[:size]
        said = damaged.show_to_every_command(data)
        assert said["check"].code, f"{size} bytes of {len(worked_in)} pass for whole"
        damaged.show_to_add(data)


@pytest.mark.parametrize("seed", range(4))
def test_a_page_overwritten(damaged: Damaged, worked_in: bytes, seed: int):
    dice = random.Random(seed)
    for _ in range(15):
        data = bytearray(worked_in)
        at = dice.randrange(len(data) // PAGE) * PAGE
        data[at : at + PAGE] = dice.choice([dice.randbytes(PAGE), bytes(PAGE)])
        said = damaged.show_to_every_command(bytes(data))
        assert said["check"].code or bytes(data) == worked_in, f"page at {at}"
        damaged.show_to_add(bytes(data))


@pytest.mark.parametrize("seed", range(2))
def test_garbage_in_the_header(damaged: Damaged, worked_in: bytes, seed: int):
    dice = random.Random(seed)
    for _ in range(20):
        data = bytearray(worked_in)
        at, number = dice.randrange(100), dice.randint(1, 16)
        data[at : at + number] = dice.randbytes(number)
        damaged.show_to_every_command(bytes(data))
        damaged.show_to_add(bytes(data))


@pytest.mark.parametrize("seed", range(6))
def test_a_flipped_bit_is_found_or_does_no_harm(
    damaged: Damaged, worked_in: bytes, seed: int, tally: Tally
):
    """Where `check` finds nothing, all that can be read and exported is what it was."""
    true = damaged.show_to_every_command(worked_in)
    dice, found, harmless, refused = random.Random(seed), 0, 0, 0
    for _ in range(40):
        data = bytearray(worked_in)
        at = dice.randrange(len(data))
        data[at] ^= 1 << dice.randrange(8)
        said = damaged.show_to_every_command(bytes(data))
        refused += damaged.show_to_add(bytes(data)).code != 0
        if said["check"].code:
            found += 1
            continue
        for words, result in said.items():
            assert result == true[words], f"a flip at {at} passes for whole and changes {words}"
        harmless += 1
    assert found
    tally(f"40 flipped bits: {found} found by check, {harmless} without effect")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(b"Northern Tuareg rebels claim to have killed", id="a text"),
        pytest.param(b"Mali Cuts Diplomatic Ties", id="a title"),
        pytest.param(b'"exact":"', id="an annotation's words"),
        pytest.param("84 or 47? – “Mali’s” figure".encode(), id="a note"),
        pytest.param(b"claim/", id="a label of the log"),
    ],
)
def test_a_flip_in_any_letter_of(damaged: Damaged, worked_in: bytes, words: bytes):
    """Each place where these words stand, each of its first letters, a bit that leaves a letter."""
    true = damaged.show_to_every_command(worked_in)
    places = [at for at in range(len(worked_in)) if worked_in.startswith(words, at)]
    assert places
    for place in random.Random(1).sample(places, min(len(places), 12)):
        data = bytearray(worked_in)
        data[place + len(words) // 2] ^= 1
        said = damaged.show_to_every_command(bytes(data))
        if said["check"].code == 0:
            assert said == true, f"a flip at {place} passes for whole"


def test_bytes_that_are_no_database_for_a_real_process(damaged: Damaged, worked_in: bytes):
    """In a process of its own, where nothing of a test catches what is thrown."""
    data = bytearray(worked_in)
    for at in range(PAGE, len(data), PAGE * 3):
        data[at : at + 40] = bytes(range(40))
    Path("new.txt").write_text("The toll rose to 84.\n")
    damaged.path.write_bytes(data)
    for words in [*READERS, WRITER]:
        done = command(*words, "--db", damaged.path)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") <= 1
    assert at_rest(damaged.path.read_bytes()) == at_rest(bytes(data))
