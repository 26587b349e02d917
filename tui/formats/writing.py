"""Writing a dataset in a format: whole or not at all, and with what was lost told."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from tui.errors import CallError, DataError
from tui.formats import registry
from tui.formats.dataset import ALL_OF_IT, dataset
from tui.formats.entry import Entry
from tui.formats.face import Dataset, Format, Options, Out
from tui.formats.filters import Filters
from tui.formats.losses import loss_counts, losses, told
from tui.formats.out import Nowhere, StreamOut, file_out, folder_out
from tui.formats.whole import is_open_end, refuse_database
from tui.store import articles
from tui.store.check_anchors import DECIDED, ENDS, Adrift, adrift
from tui.store.connection import Store

PLAIN = Options()
"""What is meant where nothing is asked."""


@dataclass
class Written:
    """How much went out. `earlier` of the annotations are on an earlier text of their article;
    `losses` counts what could not be held, by what it is."""

    articles: int = 0
    annotations: int = 0
    earlier: int = 0
    losses: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Asked:
    """How an export is to be. `strict` refuses one that would leave something out; `sidecar` keeps
    the whole beside it; `progress` is called with articles done and how many there are."""

    options: Options = PLAIN
    filters: Filters = ALL_OF_IT
    splits: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    sidecar: bool = False
    progress: Callable[[int, int], None] | None = None


AS_IT_IS = Asked()
"""All of a database, whatever is lost."""


def write(
    store: Store, name: str, output: Path | BinaryIO | None, asked: Asked = AS_IT_IS
) -> Written:
    """Export into a file or folder, as of one moment, or into an open stream; None only counts.

    Everything is checked before a byte is in its place. Raises CallError where it cannot be
    written, the format needs a folder or a strict export would leave something out, DataError where
    an annotation's or a decision's words are not those at its offsets, CallError for an option that
    the format does not heed; what was in the place is then as it was.
    """
    kind = registry.load(name if output is None else fitting(name, output))
    _check(name, asked.options)

    def given(kind: Format) -> Dataset:
        found = dataset(store, asked.filters, asked.splits, regional=kind.CARRIES.regions)
        return replace(found, entries=_told(store, found.entries, asked))

    with store.snapshot(), _nothing_adrift(store, output):
        if asked.strict:
            lost = write_into(kind, given(kind), Nowhere(), asked.options).losses
            if lost:
                what = f"{name} would leave out {told(lost.items())}: nothing was exported"
                raise CallError(f"{what}; choose jsonl, or export without --strict")
        with ExitStack() as places:
            if asked.sidecar:
                whole_of_it = places.enter_context(_sidecar(store, output))
                complete = registry.load("jsonl")
                write_into(complete, given(complete), whole_of_it)
            out = places.enter_context(_place(store, kind, name, output))
            return write_into(kind, given(kind), out, asked.options)


@contextmanager
def _nothing_adrift(store: Store, output: Path | BinaryIO | None) -> Iterator[None]:
    """Refuse an export of annotations or decisions that are not where they say.

    Annotations are checked as they are read, and only what comes into its place at the end can be
    taken back: into a stream nothing goes before all of them are.
    """
    taken_back = output is None or (isinstance(output, Path) and not is_open_end(output))
    _refuse(store, adrift(store, DECIDED if taken_back else ENDS))
    try:
        yield
    except DataError:
        _refuse(store, adrift(store))
        raise


def _refuse(store: Store, found: Iterator[Adrift]) -> None:
    for one in found:
        raise DataError(f"{store.path}: {one}: nothing was exported; see claimdesk check")


def _check(name: str, options: Options) -> None:
    for option in ("offsets", "scheme", "licence"):
        if getattr(options, option) == getattr(PLAIN, option) or option in registry.heeds(name):
            continue
        heeding = [one for one in registry.names() if option in registry.heeds(one)]
        why = f"{name} has no --{option}, which is for {', '.join(heeding)}"
        raise CallError(f"{why}: leave it out")


def sidecar_of(output: Path) -> Path:
    """The file beside an export that has all that the format cannot hold."""
    return output.with_name(f"{output.name}.lossless.jsonl")


def _sidecar(store: Store, output: Path | BinaryIO | None) -> AbstractContextManager[Out]:
    if not isinstance(output, Path):
        raise CallError("a sidecar is a file beside the export: name the export with -o")
    return file_out(sidecar_of(output), "claims.lossless.jsonl", store.path)


def _told(store: Store, found: Iterator[Entry], asked: Asked) -> Iterator[Entry]:
    """The entries, with how many there are and were told after each."""
    if asked.progress is None:
        yield from found
        return
    of = articles.count(store)
    for done, entry in enumerate(found, 1):
        yield entry
        asked.progress(done, of)


def write_into(kind: Format, given: Dataset, out: Out, options: Options = PLAIN) -> Written:
    """Write a dataset in a format, with everything counted on its way."""
    written = Written()

    def counted() -> Iterator[Entry]:
        for entry in given.entries:
            earlier = sum(len(text.annotations) for text in entry.earlier)
            written.articles += 1
            written.annotations += len(entry.annotations) + earlier
            written.earlier += earlier
            written.losses.update(losses(entry, kind.CARRIES, given.on_earlier))
            yield entry

    own = kind.write(replace(given, entries=counted()), out, options)
    written.losses += loss_counts(own or ())
    return written


def fitting(name: str, output: Path | BinaryIO) -> str:
    """The format that is meant: csv is one table where a file is named, ``x.csv``, or a stream."""
    alone = str(getattr(registry.load(name), "ALONE", ""))
    if not alone:
        return name
    if not isinstance(output, Path):
        return alone
    is_file = output.suffix == registry.load(alone).SUFFIX or output.exists()
    return alone if is_file and not output.is_dir() else name


def _place(
    store: Store, kind: Format, name: str, output: Path | BinaryIO | None
) -> AbstractContextManager[Out]:
    if output is None:
        return nullcontext(Nowhere())
    if not isinstance(output, Path):
        if kind.PLACE == "folder":
            raise CallError(f"{name} is a folder of files: name it with -o")
        return nullcontext(StreamOut(output))
    refuse_database(output, store.path)
    if kind.PLACE == "folder":
        return folder_out(output)
    return file_out(output, f"claims{kind.SUFFIX}", store.path)
