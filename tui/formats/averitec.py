"""AVeriTeC: claims with their verdict and evidence, as ``train.json``, ``dev.json``, ``test.json``.

The fields are those of Schlichtkrull, Guo & Vlachos 2023, "AVeriTeC: A Dataset for Real-world Claim
Verification with Evidence from the Web". A record is an annotation whose tag is ``claim`` or below;
its attribute `verdict` is the label, its note the justification, and every other field can be an
attribute of its name (lists as JSON). AVeriTeC has no texts and no offsets: the key ``claimdesk``
and the file ``documents.jsonl`` have these, and its readers pass over both.
"""

from collections.abc import Iterable
from contextlib import ExitStack

from tui.formats.averitec_fields import as_record, is_claim
from tui.formats.averitec_reading import read
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.json_file import Items
from tui.formats.rows import DOCUMENTS, annotation_with_article, document_as_json, line

WHAT = "AVeriTeC: claims with verdict and evidence, for fact-checking"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = ""
OFFSETS = "code points"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    ids=True,
    details=True,
    claims=True,
    article_tags=True,
    status=True,
    split=True,
)

__all__ = ["read", "write"]


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the texts, and each claim into the file of its part of the dataset."""
    lost = 0
    with ExitStack() as stack:
        texts = stack.enter_context(out.open(DOCUMENTS))
        files: dict[str, Items] = {}
        for entry in dataset.entries:
            texts.write(line(document_as_json(entry)))
            split = dataset.split_of(entry)
            for made in entry.annotations:
                if not is_claim(made.tag):
                    lost += 1
                    continue
                if split not in files:
                    files[split] = _begun(stack, out, split)
                own = {"claimdesk": annotation_with_article(made)}
                files[split].add(as_record(made, entry.article.summary) | own)
        if not files:
            files["train"] = _begun(stack, out, "train")
        for items in files.values():
            items.stream.write(b"\n]\n")
    return [Loss("annotations that are no claims", lost)]


def _begun(stack: ExitStack, out: Out, split: str) -> Items:
    stream = stack.enter_context(out.open(f"{split}.json"))
    stream.write(b"[")
    return Items(stream)
