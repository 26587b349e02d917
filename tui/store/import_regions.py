"""What of an article's text is not its body, as a dataset that is taken in has it."""

from collections.abc import Sequence

from tui.store import clock, regions
from tui.store.connection import Store
from tui.store.import_articles import TextRow
from tui.store.import_rows import annotator_id
from tui.text.regions import Region


def correct_as(
    store: Store, article: int, on: TextRow, wanted: Sequence[Region], annotator: str, new: bool
) -> int:
    """Correct what the rules say to what a dataset has. Returns how many corrections that took.

    Where it has no region and the rules have one, somebody said that it is body: the dataset does
    not name them, so the one who imports it says so, of a `new` article. Of one that was here
    people may have said more since.
    """
    uid, text_id = store.rows("SELECT uid, text_id FROM article WHERE id = ?", (article,))[0]
    if text_id != on.id:
        return 0
    move = on.cleaned.moved
    meant = [(move(one.start), move(one.end), one.by) for one in wanted]
    standing = [
        (one.start, one.end, one.by) for one in regions.of_article(store, uid, on.cleaned.text)
    ]
    now = store.now()
    body = [
        (*one[:2], 1, annotator or store.annotator, now)
        for one in standing
        if new and one not in meant
    ]
    other = [
        (*one[:2], 0, one[2], now + 1) for one in meant if one[2] and one not in standing
    ]  # later than what is body, so that it holds
    for start, end, is_body, who, at in (*body, *other):
        store.run(
            'INSERT INTO region (uid, article_id, text_id, start, "end", body, annotator_id,'
            " created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(store.new_uid(), article, on.id, start, end, is_body),
                *(annotator_id(store, who), clock.iso(at)),
            ),
        )
    return len(body) + len(other)
