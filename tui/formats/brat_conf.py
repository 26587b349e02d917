"""brat's annotation.conf and visual.conf, for what a folder has in its documents.

https://brat.nlplab.org/configuration.html; one more tab is one level deeper.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tui.formats.brat_names import Types
from tui.formats.colours import HEX
from tui.model import Tag


def annotation_conf(types: Types, choices: Mapping[str, Iterable[str]]) -> bytes:
    """What may be marked: tags below their parents, kinds of relations, attributes with values."""
    lines = ["[entities]", *_tree(types.of["entities"]), "", "[relations]"]
    lines.append("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>")
    lines += [f"{kind}\tArg1:<ENTITY>, Arg2:<ENTITY>" for kind in types.of["relations"].values()]
    lines += ["", "[events]", "", "[attributes]"]
    for name, kind in types.of["attributes"].items():
        if values := choices.get(name):
            lines.append(f"{kind}\tArg:<ENTITY>, Value:{'|'.join(values)}")
    return "\n".join([*lines, ""]).encode()


def _tree(types: Mapping[str, str], above: str = "", depth: int = 0) -> Iterator[str]:
    for name, kind in types.items():
        parent = name.rpartition("/")[0]
        if (parent if parent in types else "") == above:
            yield "\t" * depth + kind
            yield from _tree(types, name, depth + 1)


def visual_conf(types: Types, tags: Sequence[Tag]) -> bytes:
    """What types are called on brat's screen, and their colours."""
    lines = ["[labels]"]
    for known in types.of.values():
        lines += [
            f"{kind} | {name}"
            for name, kind in known.items()
            if kind != name and "|" not in name and "<" not in name
        ]
    lines += ["", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:lightgray, borderColor:darken"]
    for tag in tags:
        if tag.colour in HEX and tag.path in types.of["entities"]:
            lines.append(f"{types('entities', tag.path)}\tbgColor:{HEX[tag.colour]}")
    return "\n".join([*lines, ""]).encode()
