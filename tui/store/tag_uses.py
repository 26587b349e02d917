"""How much each tag is used, and in words beforehand what an edit of the codebook will do.

Each `…ing` function checks what the edit checks and raises the CallError it would.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tui.model import Annotation, Attribute, Tag
from tui.store import annotations, codebook, recoding, tags
from tui.store.connection import Store

LIVE = """FROM annotation JOIN article ON article.id = article_id
WHERE NOT annotation.deleted AND NOT article.deleted"""
WHOLE = """FROM article_tag JOIN article ON article.id = article_id
WHERE NOT article_tag.deleted AND NOT article.deleted"""


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation with a tag: the first one made, and the article it is from by name.

    `place` has the uids of the article and the annotation.
    """

    quote: str
    article: str
    place: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Use:
    """How much a tag, or several, are used.

    `by` has the number of annotations of each annotator. `whole` counts the tags of whole articles.
    """

    annotations: int = 0
    articles: int = 0
    relations: int = 0
    by: dict[str, int] = field(default_factory=dict)
    example: Example | None = None
    whole: int = 0

    @property
    def total(self) -> int:
        """Everything that has the tag."""
        return self.annotations + self.whole + self.relations

    @property
    def kinds(self) -> frozenset[str]:
        """What it is used for, as a tag's `applies` names it."""
        numbers = {"span": self.annotations, "article": self.whole, "relation": self.relations}
        return frozenset(kind for kind, number in numbers.items() if number)

    @property
    def words(self) -> str:
        """``24 annotations in 2 articles (20 by example, 4 by ana) and 1 article tag``."""
        parts = []
        if self.annotations or not self.total:
            where = f" in {counted(self.articles, 'article')}" if self.articles else ""
            whose = ", ".join(f"{number} by {name}" for name, number in self.by.items())
            made = f" ({whose})" if whose else ""
            parts.append(f"{counted(self.annotations, 'annotation')}{where}{made}")
        if self.whole:
            parts.append(counted(self.whole, "article tag"))
        if self.relations:
            parts.append(counted(self.relations, "relation"))
        return " and ".join(parts)


def counted(number: int, name: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def all_uses(store: Store) -> dict[str, Use]:
    """The use of every tag by path, each with an example; a deleted tag's that is still used too.

    Who made how many is left out.
    """
    paths = codebook.tag_paths(store)
    rows = store.rows(
        f"SELECT tag_id, count(*), count(DISTINCT article_id), min(annotation.id) {LIVE}"
        " GROUP BY tag_id"
    )
    relations = dict(
        store.rows("SELECT kind, count(*) FROM relation WHERE NOT deleted GROUP BY kind")
    )
    found = {tag.path: Use(relations=_of_kind(tag, relations)) for tag in codebook.tags(store)}
    for tag, made, articles, first in rows:
        path = paths[tag]
        known = found.get(path, Use())
        example = _example(store, first)
        found[path] = Use(made, articles, known.relations, example=example)
    for tag, whole in store.rows(f"SELECT tag_id, count(*) {WHOLE} GROUP BY tag_id"):
        found[paths[tag]] = replace(found.get(paths[tag], Use()), whole=whole)
    return found


def _of_kind(tag: Tag, relations: dict[str, int]) -> int:
    return relations.get(tag.path, 0) if "relation" in tag.applies else 0


def _example(store: Store, id_: int) -> Example:
    ((fragments, source, file, title, *place),) = store.rows(
        "SELECT fragments, source, file, title, article.uid, annotation.uid FROM annotation"
        " JOIN article ON article.id = article_id WHERE annotation.id = ?",
        (id_,),
    )
    quote = " … ".join(part["exact"] for part in json.loads(fragments))
    return Example(quote, source or file or title, (place[0], place[1]))


def use_of(store: Store, paths: Iterable[str]) -> Use:
    """The use of these tags taken together; deleted ones by the name they left."""
    wanted = set(paths)
    ids = [id_ for id_, path in codebook.tag_paths(store).items() if path in wanted]
    among = f"AND tag_id IN ({', '.join('?' * len(ids))})"
    chosen = f"{LIVE} {among}"
    ((made, articles),) = store.rows(
        f"SELECT count(*), count(DISTINCT article_id) {chosen}", (*ids,)
    )
    whole = store.value(f"SELECT count(*) {WHOLE} {among}", (*ids,))
    return Use(made, articles, _relations(store, wanted), _by(store, chosen, ids), whole=int(whole))


def _relations(store: Store, wanted: set[str]) -> int:
    kinds = [tag.path for tag in codebook.tags(store) if "relation" in tag.applies]
    kinds = [kind for kind in kinds if kind in wanted]
    marks = ", ".join("?" * len(kinds))
    sql = f"SELECT count(*) FROM relation WHERE NOT deleted AND kind IN ({marks})"
    return int(store.value(sql, (*kinds,)))


def _by(store: Store, chosen: str, values: Sequence[object]) -> dict[str, int]:
    rows = store.rows(
        f"SELECT annotator_id, count(*) {chosen} GROUP BY annotator_id ORDER BY 2 DESC, 1",
        (*values,),
    )
    names = dict(store.rows("SELECT id, name FROM annotator"))
    return {names[id_]: number for id_, number in rows}


def renaming(store: Store, path: str, name: str, used: Use | None = None) -> str:
    """What renaming a tag will do. `used`, of it and those under it, saves counting it again."""
    wanted = tags.path_to_be(store, path, path.rpartition("/")[0], name)
    return _calling(store, path, wanted, used)


def moving(store: Store, path: str, under: str) -> str:
    """What putting a tag under another, or under none, will do."""
    name = codebook.tag_named(store, path).name
    return _calling(store, path, tags.path_to_be(store, path, under, name))


def _calling(store: Store, path: str, wanted: str, used: Use | None = None) -> str:
    here = tags.with_those_under(store, path)
    if wanted == path:
        return f"{path} stays as it is"
    along = f" with {counted(len(here) - 1, 'tag')} under it" if len(here) > 1 else ""
    return (
        f"{path} becomes {wanted}{along}: {(used or use_of(store, here)).words} will be called so"
    )


def merging(store: Store, path: str, into: str) -> str:
    """What merging a tag into another will do."""
    children = recoding.children_to_move(store, path, into)
    recoding.source_id(store, path)
    along = f"; {', '.join(tag.path for tag in children)} will be under {into}" if children else ""
    return f"{use_of(store, [path]).words} will be {into}, and {path} is deleted{along}"


def splitting(
    store: Store, path: str, name: str, uids: Sequence[str], used: Use | None = None
) -> str:
    """What splitting these annotations of a tag off it will do. `used` saves counting again."""
    wanted = tags.path_to_be(store, "", path.rpartition("/")[0], name)
    stay = (used or use_of(store, [path])).annotations - len(uids)
    among = f"{LIVE} AND annotation.uid IN (SELECT value FROM json_each(?))"
    whose = _by(store, among, [json.dumps(uids)])
    by = ", ".join(f"{number} by {who}" for who, number in whose.items())
    return f"{counted(len(uids), 'annotation')} ({by}) will be {wanted}; {stay} stay {path}"


def deleting(store: Store, path: str, to: str = "") -> str:
    """What deleting a tag will do, with its annotations keeping its name or getting another tag."""
    gone = recoding.to_delete(store, path, to)
    along = f" with {counted(len(gone) - 1, 'tag')} under it" if len(gone) > 1 else ""
    used = use_of(store, gone)
    if not used.total:
        return f"{path} is deleted{along}; nothing is marked with it"
    what = f"will be {to}" if to else "keep the name"
    return f"{path} is deleted{along}; {used.words} {what}"


def asking_no_more(store: Store, path: str, name: str) -> str:
    """What it does that a tag no longer asks for an attribute."""
    answered = "AND tag_id = ? AND EXISTS (SELECT 1 FROM json_each(attributes) WHERE key = ?)"
    kept = _with(store, answered, (tags.id_of(store, path), name))
    return f"{path} asks no more for {name}; {kept.words} keep what they say"


def redefining(store: Store, attribute: Attribute) -> str:
    """What giving an attribute other choices will do."""
    marks = ", ".join("?" * len(attribute.choices))
    other = f" AND value NOT IN ({marks})" if attribute.choices else " AND 0"
    answered = f"AND EXISTS (SELECT 1 FROM json_each(attributes) WHERE key = ?{other})"
    keep = _with(store, answered, (attribute.name, *attribute.choices))
    asking = [
        t for t in codebook.tags(store) if any(a.name == attribute.name for a in t.attributes)
    ]
    choices = ", ".join(attribute.choices) or "free text"
    kept = f"; {keep.words} keep another answer" if keep.total else ""
    return f"{attribute.name}: {choices}, in {counted(len(asking), 'tag')}{kept}"


def _with(store: Store, where: str, values: tuple[object, ...]) -> Use:
    """The annotations and tags of whole articles of which something holds, counted."""
    numbers = (int(store.value(f"SELECT count(*) {of} {where}", values)) for of in (LIVE, WHOLE))
    return Use(next(numbers), whole=next(numbers))


def made_with(store: Store, path: str, skip: int = 0, limit: int = 50) -> list[Annotation]:
    """Some of the annotations of a tag, article by article, as they were made."""
    rows = store.rows(
        f"SELECT annotation.uid {LIVE} AND tag_id = ?"
        # The order of the index annotation_tag, so that a page far down is found as fast.
        " ORDER BY article_id, annotation.id LIMIT ? OFFSET ?",
        (tags.id_of(store, path), limit, skip),
    )
    uids = [uid for (uid,) in rows]
    return sorted(annotations.with_uids(store, uids), key=lambda made: uids.index(made.uid))
