"""Finding the text of a page again in its own bytes, otherwise than before."""

from typing import TYPE_CHECKING

from tui.errors import CallError

if TYPE_CHECKING:
    from tui.intake.face import Taking
    from tui.store.adding import Intake
    from tui.store.origins import Origin

OF_PAGES = frozenset({"trafilatura", "readability", "articleBody", "whole page"})
"""The ways in which the text of a page is found, as `Extraction.extractor` names them."""
WORDS: "dict[Taking, str]" = {
    "best": "what the best extractor finds",
    "other": "what the other extractor finds",
    "whole": "the whole page",
}


def refuse_no_page(origin: "Origin") -> None:
    """Raise CallError where a text was not found in a page."""
    if origin.extraction.extractor not in OF_PAGES:
        raise CallError("this text was not found in a web page: there is no more of it")


def found_again(origin: "Origin", file: str, taking: "Taking") -> "Intake":
    """A text from the bytes that an article came as, found in a process of its own.

    Raises CallError where it was not found in a page, or nothing is found now.
    """
    from tui.intake.child import Readers, Source
    from tui.intake.face import Found, Options
    from tui.store.adding import Intake
    from tui.text.policy import Decoded

    refuse_no_page(origin)
    kind = origin.extraction.kind
    encoding = origin.encoding if kind == "html" else ""
    largest = max(len(origin.raw), Options().largest)
    options = Options(kind=kind, encoding=encoding, taking=taking, largest=largest)
    with Readers(options, processes=1) as readers:
        ((_, results),) = readers.read([Source(file or "the page", data=origin.raw)])
    for one in results:
        if isinstance(one, Found):
            decoded = Decoded(one.text, one.encoding, one.replaced, one.guessed)
            return Intake(decoded, one.raw, file, extraction=one.extraction)
    missed = [one.reason for one in results if not isinstance(one, Found)]
    raise CallError(missed[0] if missed else "nothing was found in the page")
