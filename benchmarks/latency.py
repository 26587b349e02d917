"""How long a key takes to answer, in small and large texts full of annotations.

Claimdesk, TextArea and SLATE each run on the same text in a pseudo-terminal of their own, in the
same run. A key is sent to a program at rest, and the time is taken to the first byte it draws and
to the last. What the same key costs in the largest text is compared with the smallest.

SLATE (``slate-nlp`` on PyPI) is measured where its command is on the PATH. It has no sentences and
no pages: its texts have one paragraph a line, a line is its sentence and a shift of five lines its
page. Its annotations are written beforehand to the file it reads. TextArea has no annotations and
no find: it is measured on the moves alone, by
lines where the desk goes by sentences. A sentence *in sight* scrolls nothing; going on and on does.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles

from rich.table import Table

from benchmarks.figures import milliseconds
from benchmarks.library import drafts, intakes, opened, texts
from benchmarks.terminal import COLUMNS, ROWS, Answer, NoAnswerError, Terminal, claimdesk, peer
from tui.store import adding, annotations, backups

SIZES = {6_000: 200, 1_000_000: 20_000, 10_000_000: 200_000}
"""Annotations by length of the text in code points."""
TIMES = 30
"""Keys of a kind pressed on each side."""
PATIENT = 2.0
"""Seconds of a kind of key after which a side that is slow is pressed no more."""
BATCH = 20_000
"""Annotations made as one operation."""
FIRST_BYTE = 0.016
"""Seconds to the first byte at the most, for 95 keys of 100: a frame at 60 Hz."""
BYTES = 1000
"""Bytes a move of the cursor sends at the most, at the median."""
GROWTH = 1.5
"""How much longer a key may take in the largest text than in the smallest."""
HELD_TO_GROWTH = ("word", "sentence in sight", "sentence", "page", "tag", "undo")
MOVES = ("word", "sentence in sight", "sentence")
WORD = b"the"
NARROWER = 100
"""Columns the terminal gets and loses again."""

Act = Callable[[Terminal], object]


def key(*keys: bytes) -> Act:
    """Keys sent as one."""
    return lambda terminal: terminal.write(b"".join(keys))


@dataclass(frozen=True, slots=True)
class Deed:
    """A kind of key: what is measured, what is done before each, and the keys before the first."""

    act: Act
    before: Act | None = None
    once: tuple[bytes, ...] = (b"g",)


@dataclass(slots=True)
class Program:
    """One of those compared: how it is started on a text, and its keys by kind."""

    name: str
    start: Callable[[], Terminal]
    deeds: dict[str, Deed]
    found: dict[str, list[Answer]] = field(default_factory=dict)


def resized() -> Deed:
    """The terminal becomes narrower; it became wide before."""
    narrow, wide = (partial(Terminal.resize, columns=c, rows=ROWS) for c in (NARROWER, COLUMNS))
    return Deed(narrow, wide)


def ours(database: Path, home: Path) -> Program:
    """Claimdesk, with a find under way from which `n` goes on."""
    deeds = {
        "word": Deed(key(b"w")),
        "sentence in sight": Deed(key(b"j"), key(b"k"), (b"g", b"jj")),
        "sentence": Deed(key(b"j")),
        "page": Deed(key(b"\x04")),
        "tag": Deed(key(b"1"), key(b"j")),
        "undo": Deed(key(b"u"), key(b"j2")),
        "resize": resized(),
        "find next": Deed(key(b"n"), once=(b"g", b"/", WORD, b"\r")),
    }
    return Program("claimdesk", lambda: Terminal([claimdesk(), "--db", str(database)], home), deeds)


def area(text: Path, home: Path) -> Program:
    """TextArea(read_only=True): it has no sentences, annotations or find."""
    deeds = {
        "word": Deed(key(b"\x1b[1;5C")),
        "sentence in sight": Deed(key(b"\x1b[B"), key(b"\x1b[A")),
        "sentence": Deed(key(b"\x1b[B")),
        "page": Deed(key(b"\x1b[6~")),
        "resize": resized(),
    }
    return Program("TextArea", lambda: Terminal(peer("textarea", str(text)), home), deeds)


def slate(text: Path, home: Path) -> Program | None:
    """SLATE, if it is installed."""
    command = shutil.which("slate")
    if command is None:
        return None
    top = (b"I", b"J")
    deeds = {
        "word": Deed(key(b";"), once=top),
        "sentence": Deed(key(b"o"), once=top),
        "page": Deed(key(b"}"), once=top),
        "tag": Deed(key(b" a"), key(b";"), top),
        "undo": Deed(key(b"u"), key(b"; a"), top),
        "resize": Deed(resized().act, resized().before, top),
        "find next": Deed(key(b"n"), once=(*top, b"\\", WORD, b"?")),
    }
    words = [command, str(text), "-o", "-t", "categorical", "-s", "token", "-l", str(home / "log")]
    return Program("SLATE", lambda: Terminal(words, home, home), deeds)


def material(folder: Path, size: int) -> tuple[Path, Path]:
    """A text of about this length, with SLATE's annotations beside it, and a database of it."""
    text_file, database = folder / f"{size}.txt", folder / f"{size}.db"
    if database.exists():
        return text_file, database
    parts: list[str] = []
    length = 0
    for part in texts():
        parts.append(part[: size - length])
        length += len(parts[-1]) + 1
        if length >= size:
            break
    text = "\n".join(parts)
    text_file.write_text(text, encoding="utf-8")
    rng, number = Random(size), SIZES[size]
    with opened(database) as store:
        (added,) = adding.add(store, intakes(0, iter([text]), 1))
        for first in range(0, number, BATCH):
            batch = list(drafts(added.article.uid, text, rng, min(BATCH, number - first)))
            annotations.add(store, batch)
        backups.roll(store)  # or the desk does it, in the background, while keys are measured
    written = text_file.with_name(f"{text_file.name}.annotations")
    written.write_text("\n".join(tokens(text, number, rng)) + "\n", encoding="utf-8")
    return text_file, database


def tokens(text: str, number: int, rng: Random) -> Iterator[str]:
    """So many annotations as SLATE keeps them, each on tokens of a line."""
    lines = [(n, len(line.split())) for n, line in enumerate(text.split("\n")) if line.strip()]
    for _ in range(number):
        line, count = rng.choice(lines)
        first = rng.randrange(count)
        last = min(count - 1, first + rng.randrange(1, 15))
        item = f"(({line}, {first}), ({line}, {last}))" if first < last else f"({line}, {first})"
        yield f"{item} - label:{rng.choice('asdv')}"


def pressed(program: Program) -> None:
    """Run a program and press each kind of its keys."""
    with program.start() as terminal:
        terminal.until([" "])
        terminal.settle(1.0)
        for kind, deed in program.deeds.items():
            for keys in deed.once:
                terminal.send(keys)
            terminal.settle(0.1)
            answers = program.found.setdefault(kind, [])
            while len(answers) < TIMES and sum(one.last for one in answers) < PATIENT:
                if deed.before:
                    terminal.answer(partial(deed.before, terminal))
                answer = terminal.answer(partial(deed.act, terminal))
                if answer.drawn:
                    answers.append(answer)
                else:  # the end of the text
                    terminal.send(deed.once[0])


def measured(folder: Path, sizes: Sequence[int]) -> dict[int, list[Program]]:
    """Each program on each text, one right after the other."""
    found: dict[int, list[Program]] = {}
    for size in sizes:
        text, database = material(folder, size)
        programs = [ours(database, folder), area(text, folder), slate(text, folder)]
        found[size] = [program for program in programs if program]
        for program in found[size]:
            try:
                pressed(program)
            except NoAnswerError:
                if program is programs[0]:
                    raise
                program.found = {}  # a peer that does not open such a text is told as such
    return found


def tables(folder: Path, sizes: Sequence[int]) -> Iterator[Table]:
    """For each size all programs beside one another, then the aims."""
    found = measured(folder, sizes or tuple(SIZES))
    for size, programs in found.items():
        yield _beside(size, programs)
    yield _aims({size: programs[0] for size, programs in found.items()})


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def _said(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Median and 95 of 100 to the first byte and to the last, CPU and bytes."""
    firsts, lasts = [one.first for one in answers], [one.last for one in answers]
    return (
        f"{milliseconds(median(firsts))} {milliseconds(p95(firsts))}",
        f"{milliseconds(median(lasts))} {milliseconds(p95(lasts))}",
        milliseconds(median(one.cpu for one in answers)),
        f"{median(one.drawn for one in answers) / 1000:.2f}",
    )


def _beside(size: int, programs: Sequence[Program]) -> Table:
    title = f"{size / 1000:,.0f} kB, {SIZES[size]:,} annotations"
    made = _empty(f"{title}: p50 and p95", "first byte", "last byte", "CPU p50", "kB sent")
    for kind in programs[0].deeds:
        for program in programs:
            if not program.found:
                made.add_row(f"{kind}, {program.name}", "no answer", "", "", "", "")
            elif program.found.get(kind):
                made.add_row(f"{kind}, {program.name}", *_said(program.found[kind]), "")
    return made


def _aims(found: dict[int, Program]) -> Table:
    """Growth from the smallest to the largest text, and what must not be exceeded in any."""
    made = _empty("Against the aims", "most", "at", "aim")
    small, large = found[min(found)].found, found[max(found)].found
    for kind in HELD_TO_GROWTH if len(found) > 1 else ():
        for what, of in (("to the last byte", _last), ("CPU", _cpu)):
            grown = median(map(of, large[kind])) / median(map(of, small[kind]))
            aim = (f"≤ {GROWTH}×", _met(grown <= GROWTH))
            made.add_row(f"{kind}, growth, {what}", f"{grown:.2f}×", "", *aim)
    for what, of in (("first byte p95", _first), ("CPU to it p95", _cpu_to_first)):
        for kind in small:
            size, most = max(
                ((size, p95([of(one) for one in p.found[kind]])) for size, p in found.items()),
                key=lambda pair: pair[1],
            )
            aim = (f"≤ {milliseconds(FIRST_BYTE)}", _met(most <= FIRST_BYTE))
            made.add_row(f"{kind}, {what}", milliseconds(most), f"{size // 1000} kB", *aim)
    for kind in MOVES:
        size, sent = max(
            ((size, median(one.drawn for one in p.found[kind])) for size, p in found.items()),
            key=lambda pair: pair[1],
        )
        aim = (f"≤ {BYTES}", _met(sent <= BYTES))
        made.add_row(f"{kind}, bytes sent", f"{sent:.0f}", f"{size // 1000} kB", *aim)
    return made


def _first(answer: Answer) -> float:
    return answer.first


def _cpu_to_first(answer: Answer) -> float:
    return answer.cpu_to_first


def _last(answer: Answer) -> float:
    return answer.last


def _cpu(answer: Answer) -> float:
    return answer.cpu


def _met(is_met: bool) -> str:
    return "[green]met[/]" if is_met else "[red]missed[/]"


def _empty(title: str, *columns: str) -> Table:
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    made.add_column("", min_width=26, no_wrap=True)
    for name in columns:
        made.add_column(name, justify="right", no_wrap=True)
    made.add_column("", no_wrap=True)
    return made
