"""Which of the titles that a page has is that of its article.

Sites write several: the headline (JSON-LD), one for sharing (OpenGraph), one for the lists of
search engines (the title element), the heading. Where the one for sharing is that of the title
element over again, or has the name of the site in it, nobody wrote it for readers: the headline is
better, and where that is the same again, the heading. Elsewhere the one for sharing is, as 119 news
pages and 382 other articles of a tuning set had it.
"""

import re
from collections.abc import Iterable, Sequence

from tui.intake.page_blocks import words

_PARTED = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|｜：]\s*")
"""What parts a title from the name of the site or of the section beside it."""
_UNTITLED = {"untitled", "untitled document", "index", "home", "home page", "homepage"}
_MOST_PARTS = 20
_LONGEST = 250
"""Characters of a title. What is longer is the first paragraph."""
_FEWEST = 3
"""Words of a heading that is more than "Log in"."""


def title_of(
    headline: str, shared: str, searched: str, headings: Sequence[str], sites: Iterable[str]
) -> str:
    """The title of an article, "" where a page has none.

    `headline` is that of its JSON-LD, `shared` that of OpenGraph, `searched` its title element,
    `headings` its first headings, `sites` the names its site goes by.
    """
    known = [found for site in sites if (found := words(site))]
    named = [one for one in (headline, shared, searched) if _is_title(one, known)]
    others = [found for one in (*headings, *named) if (found := words(one)) and found not in known]
    alone = {one: _without_site(one, others, known) for one in named}
    sharing = alone.get(shared, "")
    if sharing and sharing == shared and words(shared) != words(searched):
        return sharing
    leading = alone.get(headline, "")
    if leading and words(leading) != words(sharing):
        return leading
    return next(filter(None, (_heading(headings, alone.values()), *alone.values())), "") or next(
        filter(None, (*headings, headline, shared, searched)), ""
    )


def _is_title(title: str, sites: Sequence[Sequence[str]]) -> bool:
    if title.lower() in _UNTITLED:
        return False
    return bool(found := words(title)) and len(title) <= _LONGEST and found not in sites


def _heading(headings: Sequence[str], titles: Iterable[str]) -> str:
    """The first heading that says what the titles say: others are the site's, or of a dialog."""
    told = set(words(" ".join(titles)))
    for heading in headings:
        found = set(words(heading))
        if len(found) >= _FEWEST and len(found & told) * 2 >= len(found):
            return heading
    return ""


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
