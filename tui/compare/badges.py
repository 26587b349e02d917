"""How a sentence is credited, in a few of the article's own words: what a badge says."""

from tui.compare.findings import Comparison, Credit, Place, Span


def badge(comparison: Comparison, place: Place) -> str:
    """``claim: Northern Tuareg rebels claim``; empty where a sentence is told flat."""
    credit = comparison.credit.get(place)
    if credit is None or credit.cue is None:
        return ""
    return f"{credit.kind}: {_words(comparison.sources[place.article].text, credit)}"


def badge_at(comparison: Comparison, article: int, span: Span) -> str:
    """The badge of the sentence that a span of an article begins in."""
    return badge(comparison, Place(article, comparison.sources[article].at(span[0])))


def _words(text: str, credit: Credit) -> str:
    """Who and how, in the order of the text; dots stand for the words between them."""
    told, at = "", -1
    for start, end in sorted(span for span in (credit.who, credit.cue) if span):
        if end <= at:
            continue  # the one is in the other
        between = text[at:start] if 0 <= at < start else ""
        gap = "" if at < 0 else " … " if between.strip() else between
        told += gap + text[max(start, at) : end]
        at = end
    return " ".join(told.split())
