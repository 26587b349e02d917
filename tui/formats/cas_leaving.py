"""What of a CAS has no place in an article, its annotations and relations: counted and named.

Sentences and tokens are no annotations of ours, and are passed over without a word as long as
nothing is said of them.
"""

from collections.abc import Collection

from tui.formats.cas_layers import ARTICLE, ARTICLE_TAG, REGION
from tui.formats.cas_structures import Cas, Structure
from tui.formats.inception import PART
from tui.formats.left_out import Left

PLACE = {"begin", "end"}
OF_DOCUMENT = {"documentTitle", "language", "title"}
OURS = (ARTICLE, ARTICLE_TAG, REGION, PART)
UNITS = frozenset({"Sentence", "Token"})


def leave_view(cas: Cas, here: list[Structure], made: Collection[str], left: Left) -> None:
    """Note what stands in a view and became none of the annotations `made`, by their idents."""
    for one in here:
        name = one.type.rpartition(".")[2]
        if one.ident in made:
            _leave_references(cas, one, made, left)
        elif one.type in OURS or {"Governor", "Dependent"} <= one.refs.keys():
            continue
        elif name in UNITS:
            if one.words.keys() - PLACE or one.refs.keys() - {"sofa"}:
                left.out(f"what is said of {name.lower()}s", cas.where)
        elif cas.is_document(one.type):
            for feature in one.words.keys() - PLACE - OF_DOCUMENT:
                left.out(f"{feature!r} of the document", cas.where)
        elif "begin" in one.words:
            left.out("annotations of no width", cas.where)
        else:
            left.out(f"structures {name} without a place in the text", cas.where)


def _leave_references(cas: Cas, one: Structure, made: Collection[str], left: Left) -> None:
    for name, idents in one.refs.items():
        for ident in idents if name != "sofa" else ():
            link = cas.structures.get(ident)
            ends = link.refs.get("target", []) if link else []
            if ident not in made and not any(end in made for end in ends):
                left.out(f"references {name!r} to what is no annotation", cas.where)


def leave_rest(cas: Cas, left: Left) -> None:
    """Note what is in no view with a text."""
    texts = {one.ident for one in cas.sofas.values() if one.words.get("sofaString")}
    named = {
        ident for one in cas.structures.values() for idents in one.refs.values() for ident in idents
    }
    left.out("views without a text", cas.where, len(cas.sofas) - len(texts))
    for one in cas.structures.values():
        sofa = next(iter(one.refs.get("sofa", ())), "")
        alone = not sofa and one.ident not in named and not one.type.endswith(("NULL", "Array"))
        if alone or (sofa and sofa not in texts):
            left.out(f"structures {one.type.rpartition('.')[2]} in no text", cas.where)
