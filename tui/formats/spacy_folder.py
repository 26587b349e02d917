"""spaCy's DocBin in a folder: ``train/00000.spacy`` and so on, as ``spacy train`` takes a folder.

Each file holds `EACH` articles, so that no more than these are in memory, in writing and reading.
What is in a file, `docbin` says; it is `ALONE`, all articles in one file.
"""

from collections.abc import Iterable

from tui.formats.docbin import CARRIES, OFFSETS, Bin
from tui.formats.docbin_reading import EXTRA, needed, read
from tui.formats.face import Dataset, Loss, Options, Out, Place

WHAT = "spaCy's DocBin for training, in a folder by split"
PLACE: Place = "folder"
SUFFIX = ""
ALONE = "docbin"

__all__ = ["CARRIES", "EXTRA", "OFFSETS", "read", "write"]

EACH = 500
"""Articles of one file."""


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the articles of each split. Raises CallError where spaCy is not installed."""
    needed()
    filling: dict[str, Bin] = {}
    written: dict[str, int] = {}

    def put(split: str) -> None:
        number = written.get(split, 0)
        with out.open(f"{split}/{number:05}.spacy") as stream:
            stream.write(filling.pop(split).to_bytes())
        written[split] = number + 1

    for entry in dataset.entries:
        split = dataset.split_of(entry)
        if split not in filling:
            filling[split] = Bin()
        filling[split].add(entry, dataset)
        if filling[split].length == EACH:
            put(split)
    for split in sorted(filling):
        put(split)
    return ()
