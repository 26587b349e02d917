"""A cache of sentence vectors, so that a sentence is embedded once for each model.

It is no part of what people made: not logged, not merged, not packed, and what is missing in it is
worked out anew. So it is written outside any operation, and undo knows nothing of it.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from tui.store.connection import Store

MOST = 10_000
"""Vectors kept at most, those of some 300 articles: 24 MB of the file where each has 384 floats.
Backups carry them along."""


def kept(store: Store, model: str, sentences: Sequence[str]) -> dict[str, bytes]:
    """The vectors of those sentences that have been kept for a model, by sentence."""
    query = "SELECT vector FROM sentence_vector WHERE model = ? AND sentence = ?"
    found = {one: store.value(query, (model, _key(one))) for one in dict.fromkeys(sentences)}
    return {sentence: vector for sentence, vector in found.items() if vector is not None}


def keep(store: Store, model: str, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors by sentence, in one short transaction; the oldest give way to them.

    Meant for a worker with a connection of its own. In a file that may only be read nothing is
    kept. Raises DataError where the file is locked or the disk is full; nothing is kept then.
    """
    if not vectors or not store.writable:
        return
    rows = [(model, _key(sentence), vector) for sentence, vector in vectors.items()]
    with store.transaction():
        store.connection.executemany(
            "INSERT INTO sentence_vector (model, sentence, vector) VALUES (?, ?, ?)"
            " ON CONFLICT (model, sentence) DO NOTHING",
            rows[-MOST:],
        )
        store.run(
            "DELETE FROM sentence_vector WHERE id <= (SELECT max(id) FROM sentence_vector) - ?",
            (MOST,),
        )


def forget(store: Store, model: str | None = None) -> int:
    """Drop the vectors of a model, or all, and return how many there were. Raises as `keep`."""
    with store.transaction():
        where = "?1 IS NULL OR model = ?1"
        return store.run(f"DELETE FROM sentence_vector WHERE {where}", (model,))


def _key(sentence: str) -> bytes:
    return sha256(sentence.encode()).digest()
