"""Which of the titles that a page has is that of its article.

News sites write several: the headline (JSON-LD), one for sharing (OpenGraph), one for the lists of
search engines (the title element). Where the one for sharing is that of the title element over
again, or has the name of the site in it, nobody wrote it for readers, and the headline is better.
Elsewhere it is the other way round, as 144 news pages of a tuning set had it.
"""

import re
from collections.abc import Iterable, Sequence

from tui.intake.page_blocks import words

_PARTED = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|｜：]\s*")
"""What parts a title from the name of the site or of the section beside it."""
_UNTITLED = {"untitled", "untitled document", "index", "home", "home page", "homepage"}
_MOST_PARTS = 20


def title_of(
    headline: str, shared: str, searched: str, headings: Sequence[str], sites: Iterable[str]
) -> str:
    """The title of an article, "" where a page has none.

    `headline` is that of its JSON-LD, `shared` that of OpenGraph, `searched` its title element,
    `headings` its first headings, `sites` the names its site goes by.
    """
    named = [one for one in (headline, shared, searched) if one and one.lower() not in _UNTITLED]
    known = [found for site in sites if (found := words(site))]
    others = [found for one in (*headings, *named) if (found := words(one)) and found not in known]
    alone = {one: _without_site(one, others, known) for one in named}
    sharing = alone.get(shared, "")
    if sharing and sharing == shared and words(shared) != words(searched):
        return sharing
    return next(filter(None, (*alone.values(), *headings, shared, searched)), "")


def _without_site(
    title: str, others: Sequence[Sequence[str]], sites: Sequence[Sequence[str]]
) -> str:
    """A title without the name of the site beside it: without one of `sites`, or the longer part
    of it where that stands elsewhere by itself."""
    long = len(words(title)) / 2
    for found in list(_PARTED.finditer(title))[:_MOST_PARTS]:
        parts = title[: found.start()], title[found.end() :]
        before, behind = map(words, parts)
        if behind in sites or (before in others and len(before) >= long):
            return parts[0]
        if before in sites or (behind in others and len(behind) >= long):
            return parts[1]
    return title
