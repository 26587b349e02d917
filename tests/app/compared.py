"""The seeds compared, with the details that a reader must see, found by their words."""

from tui.compare.comparison import compare
from tui.compare.findings import Alignment, Comparison, Credit, Detail, Place
from tui.compare.source import source_of
from tui.model import Article
from tui.text.regions import regions

DETAILS = [
    ("number", "modifier", "at least 84", "84 Wagner"),
    ("number", "conflict", "at least 84", "between 20 and 80"),
    ("number", "vague", "47", "a significant number"),
    (
        "quote",
        "altered",
        "treacherous, deceitful, and barbaric",
        "cowardly, treacherous, and barbaric",
    ),
    ("name", "spelling", "Tinzaouatene", "Tinzaouaten"),
    ("date", "conflict", "a coup in 2020", "coups in 2020 and 2021"),
    ("superlative", "conflict", "largest defeat", "one of the deadliest confrontations"),
]
CREDITS = [
    (0, "claim", "claim", "Northern Tuareg rebels"),
    (1, "hedge", "Reports suggest", ""),
    (1, "claim", "stating", "The Tuareg-led separatists"),
]


def compared(*articles: Article) -> Comparison:
    """The comparison of the two seeds."""
    sources = [source_of(article, regions(article.text)) for article in articles]
    found = compare(sources)
    alignments, details = list(found.alignments), []
    a, b = sources
    for kind, outcome, one, other in DETAILS:
        i, j = a.text.index(one), b.text.index(other)
        ends = Place(0, a.at(i)), Place(1, b.at(j))
        known = [k for k, there in enumerate(alignments) if (there.a, there.b) == ends]
        if not known:
            alignments.append(Alignment(*ends, 0.3))
        at = known[0] if known else len(alignments) - 1
        alignments[at] = Alignment(*ends, alignments[at].score, "proposed", "!")
        spans = (i, i + len(one)), (j, j + len(other.removesuffix(" Wagner")))
        details.append(Detail(at, kind, outcome, *spans))
    linked = {end for one in alignments for end in (one.a, one.b)}
    credits = []
    for article, kind, cue, who in CREDITS:
        text = sources[article].text
        at = text.index(who or cue)
        cue_at = text.index(cue, at)
        place = Place(article, sources[article].at(at))
        credits.append(
            Credit(place, kind, (cue_at, cue_at + len(cue)), (at, at + len(who)) if who else None)
        )
    return Comparison(
        tuple(sources),
        tuple(alignments),
        tuple(details),
        tuple(credits),
        tuple(place for place in found.only if place not in linked),
    )
