"""What a comparison takes from the library and, where that extra is installed, from a model.

Both are read in a thread, over connections of their own. What a sentence means is worked out once
and kept in the database.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

from tui.errors import CallError, DataError
from tui.store import frequencies, vectors
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store

if TYPE_CHECKING:
    from tui.compare.frequencies import Frequencies
    from tui.compare.semantic import Encoder
    from tui.compare.source import Source

PATIENCE = 1.0
"""Seconds to wait while the database is locked."""
BATCH = 16
"""Sentences between two words on how far it is: about a tenth of a second."""

Tell = Callable[[int, int], None]
"""Is told how many of how many sentences are done."""


def plain_languages(sources: Sequence["Source"]) -> str:
    """What to say of articles in languages whose words are compared as they are spelled."""
    from tui.compare.terms import without_stemmer

    return next(filter(None, (without_stemmer(one.language) for one in sources)), "")


class Meaning:
    """Word counts and sentence vectors for the articles of one desk."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.vectors: Mapping[str, bytes] = {}
        """A unit vector for each sentence of the articles that were read last."""
        self._encoder: Encoder | None = None

    @cached_property
    def installed(self) -> bool:
        """Whether the extra that knows what sentences mean is there."""
        from tui.compare.semantic import missing

        return not missing()

    def counts(self, sources: Sequence["Source"]) -> "Frequencies | None":
        """How common the words of the articles are in the library; None where it is not read."""
        from tui.compare.library import library

        if self.store.on_network:  # locked for the desk's own connection
            return None
        with suppress(CallError, DataError), open_reader(self.store.path, PATIENCE) as store:
            return library(sources, partial(frequencies.of, store))
        return None

    def read(self, sources: Sequence["Source"], tell: Tell) -> None:
        """Have a vector for each sentence; new ones are kept where the database can be written.

        Raises CallError and DataError where the model or the database cannot be read.
        """
        from tui.compare.semantic import Encoder, sentences_of

        self._encoder = encoder = self._encoder or Encoder()
        wanted = list(dict.fromkeys(one for source in sources for one in sentences_of(source)))
        with self._opened() as store:
            known = vectors.kept(store, encoder.model, wanted) if store else {}
            left = encoder.vectors([one for one in wanted if one not in known])
            while some := dict(islice(left, BATCH)):
                known |= some
                tell(len(known), len(wanted))
                with suppress(DataError):  # locked or full: worked out again the next time
                    if store:
                        vectors.keep(store, encoder.model, some)
        self.vectors = known

    def _opened(self) -> AbstractContextManager[Store | None]:
        """A connection of the thread's own, where the file can have more than one."""
        desk = self.store
        if desk.on_network:
            return nullcontext()
        return open_store(
            desk.path,
            annotator=desk.annotator,
            device=desk.device,
            kind=desk.kind,
            now=desk.now,
            timeout=PATIENCE,
        )
