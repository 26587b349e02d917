"""Articles put into stories: the name they share stands with each, as its other details do."""

import json
from collections.abc import Mapping

from tui.store.connection import Store


def put(store: Store, stories: Mapping[str, str]) -> int:
    """Put articles, by uid, into the stories of these names, as one operation; how many it put.

    An article that is in a story stays there, and one that is gone is passed over.
    """
    names = {uid: name for uid, name in stories.items() if name}
    different = {*names.values()}
    where = f"story {min(different)}" if len(different) == 1 else f"{len(different)} stories"
    with store.operation(f"put articles into {where}"):
        rows = store.rows(
            "UPDATE article SET story = given.value FROM json_each(?) AS given"
            " WHERE article.uid = given.key AND article.story = '' AND NOT article.deleted"
            " RETURNING article.uid",
            (json.dumps(names),),
        )
    return len(rows)
