"""Reading many files, what needs a parser in processes of their own, under limits.

A made-up file can keep a parser busy for hours, fill the memory, or crash it. So each file that is
more than plain text is read by a process that may be killed: `limited`. It has `MEMORY` bytes and
`SECONDS` of processor time for a file and `CLOCK` by the clock; it is replaced when it overran or
died, and what happened is a `Missed` like any other.
"""

import os
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

from tui.intake import frames, registry
from tui.intake.face import Found, Missed, Options
from tui.intake.limited import MEMORY, MEMORY_GONE, SECONDS
from tui.intake.reading import Step, articles_in, kind_in, too_large
from tui.intake.starting import started

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Results = list[Found | Missed]

CLOCK = 30
"""Seconds by the clock for one file, or one file within a file."""
AHEAD = 16
"""Files read ahead of the one that is asked for, for each process: while a batch of pages is added,
which takes a fifth of a second, no process waits."""
FILLING = 0.2
"""Seconds for which more is read ahead, after which what is there is given: it may be fetched."""
HELD = 64_000_000
"""Bytes of files that are held at once, beyond the one that is asked for."""
ANSWERS = 20
"""Bytes found in one file and the files within it: so many times the most that a file may have."""
EACH = 500
"""Bytes that an answer takes besides."""
ENDING = 2
"""Seconds in which a process that no longer answers may end of itself."""
DEATHS = 3
"""How often the reading of one file goes on behind a file within it that could not be borne."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its bytes, or the path they are at.

    `name` is what a person knows it by, `place` the path or url that it came from, `declared` the
    charset that it was sent with, `kind` the kind it was sent as.
    """

    name: str
    data: bytes | None = None
    path: Path | str | None = None
    place: str = ""
    declared: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file whose turn will come: what is known of it by now, or who will tell."""

    source: Source
    data: bytes = b""
    options: Options = field(default_factory=Options)
    done: Results | None = None
    coming: "Future[Results] | None" = None

    def results(self) -> Results:
        """What is in it. Waits for the process that reads it; plain text is read here and now."""
        if self.done is not None:
            return self.done
        if self.coming:
            return self.coming.result()
        return list(articles_in(self.data, self.source.name, self.options, self.source.declared))


@dataclass(slots=True)
class _Process:
    """One process that reads, and until when it has to have answered."""

    running: subprocess.Popen[bytes]
    until: float = field(default=float("inf"))
    overran: bool = False


class Readers:
    """Reads files, several at once: ``with Readers(options, processes=2) as readers: …``.

    No process is started before there is a file for it. On leaving, all are gone.
    """

    def __init__(
        self,
        options: Options,
        processes: int = 0,
        seconds: int = SECONDS,
        clock: float = CLOCK,
        memory: int = MEMORY,
    ) -> None:
        """With no number of `processes`, there is one for each processor, up to four."""
        self.options = options
        self.number = processes or max(1, min(os.cpu_count() or 1, 4))
        self._limits = [str(seconds), str(memory)]
        self._seconds, self._clock, self._memory = seconds, clock, memory
        self._idle: list[_Process] = []
        self._all: list[_Process] = []
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._threads: ThreadPoolExecutor | None = None

    def __enter__(self) -> "Readers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        with self._lock:
            for process in self._all:
                process.running.kill()
        if self._threads:
            self._threads.shutdown(wait=True, cancel_futures=True)
        for process in list(self._all):
            self._bury(process)

    def read(self, sources: Iterable[Source]) -> Iterator[tuple[Source, Results]]:
        """What is in each file, in the order given."""
        waiting: deque[_Begun] = deque()
        held = 0
        left = iter(sources)
        while True:
            until = monotonic() + FILLING
            while len(waiting) < self.number * AHEAD and (
                not waiting or (held < HELD and monotonic() < until)
            ):
                if (source := next(left, None)) is None:
                    break
                waiting.append(self._begun(source))
                held += len(waiting[-1].data)
            if not waiting:
                return
            begun = waiting.popleft()
            held -= len(begun.data)
            yield begun.source, begun.results()

    def _begun(self, source: Source) -> "_Begun":
        """A file that is read, or on its way to be."""
        try:
            data = _bytes_of(source, self.options)
        except OSError as error:
            return _Begun(source, done=[Missed(source.name, _refused(error))])
        if isinstance(data, str):
            return _Begun(source, done=[Missed(source.name, data)])
        kind = self.options.kind or source.kind or kind_in(data, source.name)
        options = replace(self.options, kind=kind)
        if not kind or registry.is_trusted(kind):
            return _Begun(source, data, options)
        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(self.number, "reading")
            threading.Thread(target=self._watch, name="watching", daemon=True).start()
        coming = self._threads.submit(self._in_process, source, data, options)
        return _Begun(source, data, options, coming=coming)

    def _in_process(self, source: Source, data: bytes, options: Options) -> Results:
        """What a process finds in a file. Where a file within it cannot be borne, reading goes on
        behind that one, in another process."""
        found: Results = []
        left = options.largest * ANSWERS
        after = 0
        for _ in range(DEATHS):
            process = self._ready()
            step = Step(after, "", done=True)
            try:
                frames_in, frames_out = process.running.stdin, process.running.stdout
                assert frames_in is not None
                assert frames_out is not None
                process.until = monotonic() + self._clock
                frames.ask(frames_in, data, source.name, options, source.declared, after)
                while True:
                    item, size = frames.answered(frames_out, data, source.name, left)
                    left -= size + EACH
                    if item is None:
                        self._rest(process)
                        return found
                    if isinstance(item, Step):
                        process.until = monotonic() + self._clock
                        step = item if item.number else step
                    else:
                        found.append(item)
            except (OSError, frames.Broken):
                why = self._bury(process)
            if self._closed.is_set():
                return found
            if step.done:
                return [*found, Missed(source.name, why)]
            name = f"{source.name}/{step.name}" if step.name else source.name
            found.append(Missed(name, why))
            after = step.number
        return [*found, Missed(source.name, "the rest of it is left out: add its files one by one")]

    def _ready(self) -> _Process:
        """A process that waits for a file, started where there is none."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
            process = _Process(started(self._limits))
            self._all.append(process)
            if self._closed.is_set():
                process.running.kill()
            return process

    def _rest(self, process: _Process) -> None:
        process.until = float("inf")
        with self._lock:
            self._idle.append(process)

    def _bury(self, process: _Process) -> str:
        """End a process that is done for. Says why its file could not be read."""
        for pipe in (process.running.stdin, process.running.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        if not process.overran and not self._closed.is_set():
            with suppress(subprocess.TimeoutExpired):  # what ends of itself says why by its code
                process.running.wait(ENDING)
        process.running.kill()
        code = process.running.wait()
        with self._lock:
            if process in self._all:
                self._all.remove(process)
        if process.overran or code == -signal.SIGXCPU:
            most = self._clock if process.overran else self._seconds
            return f"reading it took more than {most:g} s: choose a smaller one"
        if code in (MEMORY_GONE, -signal.SIGABRT):
            memory = f"{self._memory / 1_000_000_000:g} GB"
            return f"reading it needed more than {memory} of memory: choose a smaller one"
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return f"the reader stopped ({how}): choose another file"

    def _watch(self) -> None:
        """Ends what has not answered in time."""
        while not self._closed.wait(0.25):
            now = monotonic()
            with self._lock:
                late = [process for process in self._all if process.until < now]
            for process in late:
                process.overran = True
                process.running.kill()


def _bytes_of(source: Source, options: Options) -> bytes | str:
    """The bytes of a file, or why they are too many. What grows while it is read, ends.

    Raises OSError where it cannot be read.
    """
    if source.data is not None:
        return too_large(len(source.data), options) or source.data
    with open(source.path or source.name, "rb", buffering=0) as file:  # noqa: PTH123
        size = os.fstat(file.fileno()).st_size
        if why := too_large(size, options):
            return why
        parts: list[bytes] = []
        read = 0
        while part := file.read(max(size, 65_536) + 1):
            if not parts and len(part) == size:
                return part  # all that it has: nothing is asked again
            parts.append(part)
            if (read := read + len(part)) > options.largest:
                return too_large(read, options)
        return b"".join(parts)


def _refused(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file: check the name"
    if isinstance(error, IsADirectoryError):
        return "it is a folder: name its files"
    return f"it cannot be read, {error.strerror}: check the name and its permissions"
