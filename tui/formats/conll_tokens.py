"""CoNLL-2003 in one file: a token a line, with its tag in the last of four columns.

Parted by single spaces, sentences by an empty line, articles by ``-DOCSTART- -X- O O``; the columns
for parts of speech and chunks have ``_``. White space is no token, and so an annotation loses what
it has of it at its edges. The texts are not in it: `conll` has them beside, to be read back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tui.formats.beside import formed
from tui.formats.conll_tags import OUT, Scheme, tags_of
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.losses import NO_TEXTS, kept
from tui.model import Annotation
from tui.text.edges import trimmed
from tui.text.offsets import Span
from tui.text.sentences import split
from tui.text.token_cuts import parts, runs

WHAT = "one file of CoNLL (IOB2 or IOBES), without the texts"
PLACE: Place = "file"
SUFFIX = ".conll"
EXTRA = ""
OPTIONS = ("scheme",)
OFFSETS = "tokens"
CARRIES = Carries()

START = "-DOCSTART- -X- O O\n\n"
NOTHING_BUT_SPACE = "annotations of nothing but white space"
SPACE_AT_EDGES = "annotations with white space at their edges"


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the articles one after the other."""
    lost = Counter[str]()
    with out.open() as stream:
        for entry, made in formed(lines, dataset.entries, options.scheme):
            lost[NO_TEXTS] += 1
            lost.update(edge_losses(entry))
            stream.write(made)
    return [Loss(*one) for one in lost.items()]


def lines(entry: Entry, scheme: Scheme) -> bytes:
    """An article's lines, with an empty one behind each sentence."""
    made = sorted(marks(entry), key=lambda one: one[0])
    spans = [span for span, _ in made]
    number = 0
    found = [START]
    for start, end, part in parts(runs(entry.article.text, spans), _breaks(entry, spans)):
        first = number
        while number < len(made) and spans[number][0] < end:
            number += 1
        made_here = [(a - start, b - start, one.tag) for (a, b), one in made[first:number]]
        if here := "".join(_sentence(part, made_here, scheme)):
            found += [here, "\n"]
    return "".join(found).encode()


def _sentence(
    part: list[str], made: Sequence[tuple[int, int, str]], scheme: Scheme
) -> Iterator[str]:
    """The lines of a sentence, of which it is known what `runs` found; annotations are given as
    start, end and tag."""
    tags = {start: tag for start, _, tag in made}
    edges = sorted({*tags, *(end for _, end, _ in made)})
    for start, _, piece in parts(part, edges) if made else [(-1, 0, part)]:
        words = " ".join(piece).split()  # no token has white space within it
        if start in tags:
            for word, tag in zip(
                words, tags_of(len(words), [(0, len(words), tags[start])], scheme), strict=True
            ):
                yield f"{word} _ _ {tag}\n"
        elif words:
            yield f" _ _ {OUT}\n".join(words)
            yield f" _ _ {OUT}\n"


def marks(entry: Entry) -> Iterator[tuple[Span, Annotation]]:
    """The annotations that go out, each with what it has of its span."""
    for one in kept(entry, CARRIES):
        span = trimmed(entry.article.text, one.start, one.end)
        if span[0] < span[1]:
            yield span, one


def edge_losses(entry: Entry) -> Iterator[str]:
    """What annotations lose in an article since white space is no token."""
    text = entry.article.text
    for one in kept(entry, CARRIES):
        start, end = trimmed(text, one.start, one.end)
        if start == end:
            yield NOTHING_BUT_SPACE
        elif (start, end) != (one.start, one.end):
            yield SPACE_AT_EDGES


def _breaks(entry: Entry, spans: list[Span]) -> Iterator[int]:
    """Where sentences begin, behind the first; none within an annotation, which would be two."""
    sentences = split(entry.article.text, entry.article.summary.language)
    inside = iter(sorted(spans))
    start, end = next(inside, (0, 0))
    for number in range(1, len(sentences)):
        place, _ = sentences.span(number)
        while end <= place and (following := next(inside, None)):
            start, end = following
        if not start < place < end:
            yield place
