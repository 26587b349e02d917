"""Finding the text of an article in its original again, in another way."""

from dataclasses import replace

from tui.adding.outcomes import Arrival
from tui.adding.reading import arrival_of
from tui.errors import CallError, DataError
from tui.intake.child import Readers, Source
from tui.intake.face import Found, Missed, Options, Taking
from tui.store import articles, origins
from tui.store.connection import Store

PAGES = frozenset({"eml", "gzip", "html", "mhtml", "warc"})
"""The kinds that may hold a page, in which an article is looked for. Of the others all is text."""


def extracted(store: Store, uid: str, taking: Taking) -> Arrival:
    """The text of an article as `taking` finds it in the bytes that it came as.

    It is to be given to `store.adding.add_version`: nothing is written here. Raises CallError when
    there is no such article or it is of a kind that has but one text, DataError where its original
    cannot be read.
    """
    about = articles.summary(store, uid)
    origin = origins.origin(store, uid)
    before = origin.extraction
    if before.kind not in PAGES:
        raise CallError(
            f"{about.label} was read as {before.kind}, all of which is its text: choose a web page"
        )
    source = Source(about.label, origin.raw, declared=origin.encoding, kind=before.kind)
    options = Options(taking=taking, largest=max(Options().largest, len(origin.raw)))
    with Readers(options, processes=1) as readers:
        ((_, results),) = readers.read([source])
    found = [one for one in results if isinstance(one, Found)]
    for missed in results:
        if isinstance(missed, Missed) and not found:
            raise DataError(f"{about.label}: {missed.reason}")
    same = [one for one in found if one.extraction.member == before.member]
    found = same if len(same) == 1 else found
    if len(found) != 1:
        raise DataError(
            f"{about.label} came in with {len(found) - 1} others: add its own file once more"
        )
    extraction = replace(found[0].extraction, kind=before.kind, member=before.member)
    come = arrival_of(source, replace(found[0], raw=origin.raw, extraction=extraction), {})
    return replace(come, intake=replace(come.intake, file=about.file, place=""))
