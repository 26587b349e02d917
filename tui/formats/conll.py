"""CoNLL-2003 for training, with what it takes to read it back: a folder of files by split.

``train.conll`` has the tokens and tags (`conll_tokens`), ``train.texts.jsonl`` a line for each of
its articles in the same order, with ``id``, ``sha256``, ``text``, and ``annotations`` by start,
end, tag and id, so that they are known again; so have dev and test. A token is the next in its
text behind white space, and that is its offset. `ALONE` is one file of tokens.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from typing import BinaryIO

from tui.formats.beside import formed
from tui.formats.conll_reading import read
from tui.formats.conll_tokens import edge_losses, lines, marks
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.json_text import line_with_text

WHAT = "CoNLL (IOB2 or IOBES) by split, with the texts, in a folder"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = ""
OPTIONS = ("scheme",)
OFFSETS = "tokens"
ALONE = "conll-tokens"
CARRIES = Carries(ids=True)

__all__ = ["read", "write"]


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the two files of each split that has articles."""
    lost = Counter[str]()
    files: dict[str, tuple[BinaryIO, BinaryIO]] = {}
    with ExitStack() as stack:
        for entry, made in formed(lines, dataset.entries, options.scheme):
            split = dataset.split_of(entry)
            if split not in files:
                tokens = stack.enter_context(out.open(f"{split}.conll"))
                files[split] = tokens, stack.enter_context(out.open(f"{split}.texts.jsonl"))
            tokens, texts = files[split]
            tokens.write(made)
            texts.write(_text(entry))
            lost.update(edge_losses(entry))
    return [Loss(*one) for one in lost.items()]


def _text(entry: Entry) -> bytes:
    summary, text = entry.article.summary, entry.article.text
    found = [[*span, made.tag, made.uid] for span, made in marks(entry)]
    return line_with_text(
        {"id": summary.uid, "sha256": summary.sha256}, text, {"annotations": found}
    )
