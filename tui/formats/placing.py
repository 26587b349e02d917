"""What the offsets of a text's annotations count, found out by the words that are quoted."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.errors import DataError
from tui.formats.face import Asked
from tui.formats.given import Count, Given, alike
from tui.formats.reading import MEND, UnitsTied, short
from tui.model import Fragment
from tui.text.offsets import Span

Place = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """An annotation as a file has it: its offsets and its words, "" where it quotes none.

    `joints` is what may stand between the words of two fragments.
    """

    uid: str
    where: str
    spans: Sequence[Span]
    words: str
    joints: tuple[str, ...] = (" ",)

    def fits(self, place: Place) -> bool:
        """Whether its words are those of a place. Without words all places fit."""
        return not self.words or any(
            alike(joint.join(part.exact for part in place), self.words) for joint in self.joints
        )


def placed(
    given: Given, made: Sequence[Quoted], asked: Asked, known: bool = False
) -> dict[str, Place]:
    """Where each annotation of a text is, by its id.

    What offsets count is told by the words of all. Where one's own words prove that it counts
    otherwise than most it is taken so, as a tool's screen may count otherwise than its importer.
    `known`: they are code points unless words prove otherwise.

    Raises DataError where words are at the offsets in no way of counting, UnitsTied where several
    ways fit and lead elsewhere.
    """
    counts = given.counts(asked)
    fits = {one.uid: _fits(given, one, counts) for one in made}
    score = {count: sum(count in fits[one.uid] for one in made if one.words) for count in counts}
    best = [count for count in counts if score[count] == max(score.values())]
    usual = best[0].pairs, best[0].marks
    best = [count for count in best if (count.pairs, count.marks) == usual]
    if known and asked == "auto":
        best = counts[:1]
    found = {}
    for one in made:
        fitting = fits[one.uid]
        if not fitting:
            _refuse(given, one, best[0])
        likely = [count for count in best if count in fitting] or list(fitting)
        if any(fitting[count] != fitting[likely[0]] for count in likely):
            raise UnitsTied(
                f"{one.where}: its offsets may be in code points or in UTF-16, and words do not"
                " tell: say --offsets codepoint or --offsets utf16"
            )
        found[one.uid] = fitting[likely[0]]
    return found


def _fits(given: Given, one: Quoted, counts: Sequence[Count]) -> dict[Count, Place]:
    """The ways of counting in which the offsets have the words, and where they are then."""
    found = {}
    for count in counts:
        try:
            place = given.fragments(one.spans, count)
        except ValueError:
            continue
        if one.fits(place):
            found[count] = place
    return found


def _refuse(given: Given, one: Quoted, count: Count) -> None:
    told = ";".join(f"{start} {end}" for start, end in one.spans)
    try:
        words = " ".join(part.exact for part in given.fragments(one.spans, count))
        why = f"at {told} the text has {short(words)}, not {short(one.words)}"
    except ValueError:
        why = f"{told} is no stretch of a text of {len(given.text)} characters"
    raise DataError(f"{one.where}: {why}: {MEND}")
