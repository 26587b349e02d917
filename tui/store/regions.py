"""What people said about which stretches of an article are its body, against the rules for it."""

from collections.abc import Sequence

from tui.errors import CallError
from tui.store import articles, source_rules, texts
from tui.store.annotations import annotator_id
from tui.store.connection import Store
from tui.text.regions import Correction, Region, corrected, regions, ruled

OF_TEXT = """
SELECT start, "end", body, annotator.name
FROM region
  JOIN article ON article.id = article_id AND article.text_id = region.text_id
  JOIN annotator ON annotator.id = annotator_id
WHERE article.uid = ? AND NOT region.deleted ORDER BY region.created, region.uid
"""
WORDS = 40
"""How many characters of a paragraph the history shows."""


def corrections(store: Store, article: str) -> list[Correction]:
    """What was said of the text an article has now, the latest last."""
    rows = store.rows(OF_TEXT, (article,))
    return [Correction(start, end, bool(body), by) for start, end, body, by in rows]


def of_article(store: Store, article: str, text: str) -> tuple[Region, ...]:
    """What of an article's text is not its body: as the rules have it, and people after them."""
    return as_said(store, article, text, regions(text))


def as_said(store: Store, article: str, text: str, found: Sequence[Region]) -> tuple[Region, ...]:
    """What the rules `found` in an article's text, after what people said of its source and then
    of the article itself."""
    ruled_out = ruled(text, found, source_rules.of_article(store, article))
    return corrected(ruled_out, corrections(store, article))


def correct(store: Store, article: str, span: tuple[int, int], body: bool) -> None:
    """Say as one operation that a span of an article is its body, or is not.

    What the same annotator said of just this span before is replaced. Raises CallError when there
    is no such article or the span is not within its text.
    """
    correct_all(store, article, [span], body)


def correct_all(
    store: Store, article: str, spans: Sequence[tuple[int, int]], body: bool, what: str = ""
) -> None:
    """The same of several spans, as one operation; the history calls them `what`, or by the words
    of the first."""
    article_id, text_id = articles.id_of(store, article)
    text = texts.body(store, text_id)
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            long = f"it has {len(text)} characters"
            raise CallError(f"{start}–{end} is not within the article: {long}")
    words = " ".join(text[slice(*spans[0])].split())
    words = words if len(words) <= WORDS else f"{words[: WORDS - 1].rstrip()}…"
    label = f"{what or f'“{words}”'} {'are' if what else 'is'} {'body' if body else 'not body'}"
    with store.operation(label):
        person = annotator_id(store)
        for span in spans:
            _correct(store, (article_id, text_id, *span, person), body)


def _correct(store: Store, place: tuple[int, int, int, int, int], body: bool) -> None:
    known = store.value(
        "SELECT uid FROM region WHERE article_id = ? AND text_id = ? AND start = ?"
        ' AND "end" = ?'
        " AND annotator_id = ? AND NOT deleted ORDER BY created DESC, uid DESC LIMIT 1",
        place,
    )
    if known is None:
        store.run(
            'INSERT INTO region (article_id, text_id, start, "end", annotator_id, uid, body,'
            " created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*place, store.new_uid(), int(body), store.stamp()),
        )
    else:
        store.run(
            "UPDATE region SET body = ?, created = ? WHERE uid = ?",
            (int(body), store.stamp(), known),
        )
