"""Editing the codebook: a tag's name, place, look and meaning, and the attributes tags ask for.

Each call is one operation, and everybody's: tags have no annotator. Tags are named by their paths;
a tag keeps its uid whatever it is called. What changes annotations is in `recoding`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui.codebook import APPLIES, asked, why_no_colour, why_no_key, why_no_name
from tui.errors import CallError
from tui.model import Attribute, Tag
from tui.store import codebook
from tui.store.connection import Store


def id_of(store: Store, path: str) -> int:
    """The row of the tag with this path. Raises CallError naming those there are."""
    uid = codebook.tag_named(store, path).uid
    return int(store.value("SELECT id FROM tag WHERE uid = ?", (uid,)))


def with_those_under(store: Store, path: str) -> dict[str, Tag]:
    """The tag with this path and those under it, by path. Raises CallError where it is not."""
    codebook.tag_named(store, path)
    tags = codebook.tags(store)
    return {tag.path: tag for tag in tags if f"{tag.path}/".startswith(f"{path}/")}


def path_to_be(store: Store, path: str, under: str, name: str) -> str:
    """The path of a tag once it has this name, under that tag or none (empty).

    `path` is empty for a tag to be made. Raises CallError where the name cannot be or is taken,
    where there is no such parent, or it is under the tag itself.
    """
    if wrong := why_no_name(name):
        raise CallError(wrong)
    if under:
        codebook.tag_named(store, under)
    if path and f"{under}/".startswith(f"{path}/"):
        raise CallError(f"{under} is {path} itself or under it: choose another")
    wanted = f"{under}/{name}" if under else name
    if wanted != path:
        _refuse_taken(store, wanted, new=not path)
    return wanted


def _refuse_taken(store: Store, path: str, new: bool) -> None:
    if any(tag.path == path for tag in codebook.tags(store)):
        raise CallError(f"there is a tag {path} already: choose another name, or merge the two")
    gone = [id_ for id_, known in codebook.tag_paths(store).items() if known == path]
    # To make a tag anew that was deleted is to have it back, with what kept its name.
    if gone and not new:
        for table, what in (("annotation", "annotations"), ("article_tag", "article tags")):
            where = "WHERE tag_id = ? AND NOT deleted"
            number = store.value(f"SELECT count(*) FROM {table} {where}", (gone[0],))
            if number:
                raise CallError(
                    f"{number} {what} kept the name {path} of a deleted tag: choose another name,"
                    f" or add {path} again and merge"
                )


def add(store: Store, tag: Tag) -> None:
    """Add a tag, and the parents of its path that are not there; its uid is made of the path.

    A tag that was deleted comes back, with the annotations that kept its name. Raises CallError
    where its name, key or colour cannot be, or another tag has them.
    """
    refuse_new(store, tag.path)
    if wrong := why_no_colour(tag.colour):
        raise CallError(wrong)
    refuse_key(store, tag)
    with store.operation(f"add tag {tag.path}"):
        make(store, tag)


def refuse_new(store: Store, path: str) -> None:
    """Raise CallError where a tag of this path cannot be added."""
    for part in path.split("/"):
        if wrong := why_no_name(part):
            raise CallError(wrong)
    _refuse_taken(store, path, new=True)


def make(store: Store, tag: Tag) -> int:
    """Write a new tag, or one that was deleted, inside an operation. Returns its row."""
    above, _, name = tag.path.rpartition("/")
    there = {one.path for one in codebook.tags(store)}
    if above in there:
        parent: int | None = id_of(store, above)
    else:
        parent = make(store, Tag("", above, applies=tag.applies)) if above else None
    last = store.value("SELECT max(position) FROM tag WHERE NOT deleted")
    row = {**codebook.columns(tag), "position": 0 if last is None else last + 1, "deleted": 0}
    for id_, known in codebook.tag_paths(store).items():
        if known == tag.path:  # it was deleted
            return codebook.put(store, row, id_)
    uid = codebook.free_uid(store, tag.path)
    return codebook.put(store, {"uid": uid, "parent_id": parent, "name": name, **row})


def rename(store: Store, path: str, name: str) -> str:
    """Give a tag another name, and return its new path. What is under it goes along.

    Raises CallError where the name cannot be or is taken.
    """
    wanted = path_to_be(store, path, path.rpartition("/")[0], name)
    _relabel(store, path, wanted, {"name": name}, f"rename tag {path} to {wanted}")
    return wanted


def move(store: Store, path: str, under: str) -> str:
    """Put a tag under another, or under none (empty), and return its new path.

    Raises CallError where that is under the tag itself, or has a tag of its name.
    """
    name = codebook.tag_named(store, path).name
    wanted = path_to_be(store, path, under, name)
    row = {"parent_id": id_of(store, under) if under else None}
    _relabel(store, path, wanted, row, f"move tag {path} {f'under {under}' if under else 'out'}")
    return wanted


def _relabel(store: Store, path: str, wanted: str, row: Mapping[str, object], label: str) -> None:
    tags, id_ = with_those_under(store, path), id_of(store, path)
    with store.operation(label):
        codebook.put(store, row, id_)
        mend_keys(store)
        for tag in tags.values():
            if "relation" in tag.applies:
                rekind(store, tag.path, wanted + tag.path[len(path) :])


def rekind(store: Store, before: str, after: str) -> None:
    """Relations name their kind by its path: let those of one kind be of another."""
    store.run("UPDATE relation SET kind = ? WHERE kind = ?", (after, before))


def recolour(store: Store, path: str, colour: str) -> None:
    """Give a tag another colour of the palette, or none. Raises CallError for any other."""
    if wrong := why_no_colour(colour):
        raise CallError(wrong)
    _change(store, path, f"colour {path} {colour}".strip(), colour=colour)


def rekey(store: Store, path: str, key: str) -> None:
    """Give a tag another key, or none. Raises CallError where another tag has it."""
    tag = codebook.tag_named(store, path)
    refuse_key(store, replace(tag, key=key))
    _change(store, path, f"key {key} for {path}" if key else f"no key for {path}", key=key)


def refuse_key(store: Store, tag: Tag) -> None:
    """Raise CallError where a tag cannot have its key, or another for the same has it."""
    known = codebook.tags(store)
    above = next((one.key for one in known if one.path == tag.path.rpartition("/")[0]), "")
    if wrong := why_no_key(tag.key, above):
        raise CallError(wrong)
    for other in known if tag.key else ():
        same_kind = set(other.applies) & set(tag.applies)
        if other.key == tag.key and other.path != tag.path and same_kind:
            raise CallError(f"{tag.key} is the key of {other.path}: give that one another first")


def mend_keys(store: Store) -> None:
    """Let keys that begin with the parent's follow it, inside an operation that changed that.

    Where the parent has none now, or another tag has the key that would be, they are given up.
    """
    keys: dict[str, str] = {}
    known = codebook.tags(store)
    taken = {tag.key for tag in known}
    for tag in known:
        above = keys.get(tag.path.rpartition("/")[0], "")
        keys[tag.path] = tag.key
        if why_no_key(tag.key, above):
            wanted = above + tag.key[-1:]
            fits = above and wanted not in taken and not why_no_key(wanted, above)
            keys[tag.path] = wanted if fits else ""
            taken.add(wanted)
            codebook.put(store, {"key": keys[tag.path]}, id_of(store, tag.path))


def describe(store: Store, path: str, meaning: str) -> None:
    """Say anew what a tag is for."""
    _change(store, path, f"meaning of {path}", meaning=meaning.strip())


def apply_to(store: Store, path: str, applies: Sequence[str]) -> None:
    """Let a tag be for spans, articles, relations. Raises CallError for none or another."""
    if not applies or set(applies) - set(APPLIES):
        raise CallError(f"a tag applies to one or more of {', '.join(APPLIES)}: choose of them")
    kinds = tuple(kind for kind in APPLIES if kind in applies)
    tag = codebook.tag_named(store, path)
    refuse_key(store, replace(tag, applies=kinds))
    _change(store, path, f"{path} is for {', '.join(kinds)}", applies=kinds)


def ask(store: Store, path: str, attribute: Attribute) -> None:
    """Let a tag ask for an attribute; one that the codebook has already is as it is there.

    Raises CallError where its name or a choice cannot be.
    """
    name = attribute.name
    refuse_words(attribute)
    tag = codebook.tag_named(store, path)
    known = asked(codebook.tags(store))
    if any(one.name == name for one in tag.attributes):
        return
    attributes = (*tag.attributes, known.get(name, attribute))
    _change(store, path, f"{path} asks for {name}", attributes=attributes)


def ask_no_more(store: Store, path: str, name: str) -> None:
    """Let a tag no longer ask for an attribute. Answers that annotations have stay with them."""
    tag = codebook.tag_named(store, path)
    rest = tuple(one for one in tag.attributes if one.name != name)
    _change(store, path, f"{path} no longer asks for {name}", attributes=rest)


def redefine(store: Store, attribute: Attribute) -> None:
    """Give an attribute other choices and another meaning, in every tag that asks for it.

    Raises CallError where no tag does, or a choice is empty.
    """
    name = attribute.name
    refuse_words(attribute)
    tags = [tag for tag in codebook.tags(store) if any(a.name == name for a in tag.attributes)]
    if not tags:
        raise CallError(f"no tag asks for {name}: let one ask for it first")
    with store.operation(f"choices of {name}: {', '.join(attribute.choices) or 'free text'}"):
        for tag in tags:
            mended = tuple(attribute if a.name == name else a for a in tag.attributes)
            row = codebook.columns(replace(tag, attributes=mended))
            codebook.put(store, row, id_of(store, tag.path))


def refuse_words(attribute: Attribute) -> None:
    """Raise CallError where an attribute cannot have its name, or one of its choices."""
    if wrong := why_no_name(attribute.name):
        raise CallError(wrong)
    for choice in attribute.choices:
        if wrong := why_no_name(choice.replace("/", "or")):
            raise CallError(f"a choice of {attribute.name}: {wrong}")


def reorder(store: Store, path: str, by: int) -> None:
    """Move a tag so many places down among those under the same parent; up where negative."""
    above = path.rpartition("/")[0]
    beside = [tag.path for tag in codebook.tags(store) if tag.path.rpartition("/")[0] == above]
    at = beside.index(codebook.tag_named(store, path).path)
    beside.insert(max(0, at + by), beside.pop(at))
    ids = [id_of(store, one) for one in beside]
    rows = store.rows(
        f"SELECT position FROM tag WHERE id IN ({', '.join('?' * len(ids))})", (*ids,)
    )
    places = sorted(place for (place,) in rows)
    if len(set(places)) < len(places):
        places = [places[0] + number for number in range(len(places))]
    with store.operation(f"move tag {path} {'down' if by > 0 else 'up'}"):
        for id_, place in zip(ids, places, strict=True):
            codebook.put(store, {"position": place}, id_)


def _change(store: Store, path: str, label: str, **to: object) -> None:
    """Change some of what is kept of one tag as one operation."""
    tag = replace(codebook.tag_named(store, path), **to)  # type: ignore[arg-type]
    id_ = id_of(store, path)
    with store.operation(label):
        codebook.put(store, codebook.columns(tag), id_)
        if "key" in to:
            mend_keys(store)
