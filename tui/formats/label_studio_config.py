"""Label Studio's labelling configuration for what an export has.

https://labelstud.io/tags/. Regions are by the symbol, and attributes belong to regions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from tui.formats.colours import HEX

LABELS, TEXT = "label", "text"
"""What the control of tags and the text are called."""


def config(
    tags: Mapping[str, str], kinds: Iterable[str], attributes: Mapping[str, Sequence[str]]
) -> bytes:
    """The configuration: tags with their colours, kinds of relations, attributes with their
    choices, or none for free text."""
    lines = ["<View>", f'  <Labels name="{LABELS}" toName="{TEXT}">']
    for path, colour in tags.items():
        background = f' background="{HEX[colour]}"' if colour in HEX else ""
        lines.append(f"    <Label value={quoteattr(path)}{background}/>")
    lines += ["  </Labels>", "  <Relations>"]
    lines += [f"    <Relation value={quoteattr(kind)}/>" for kind in kinds]
    lines += ["  </Relations>"]
    lines.append(f'  <Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>')
    for name, choices in attributes.items():
        lines += _control(name, choices)
    return "\n".join([*lines, "</View>", ""]).encode()


def _control(name: str, choices: Sequence[str]) -> Iterator[str]:
    common = f'name={quoteattr(name)} toName="{TEXT}" perRegion="true"'
    yield f"  <Header value={quoteattr(name)}/>"
    if not choices:
        yield f'  <TextArea {common} editable="true" maxSubmissions="1"/>'
        return
    yield f'  <Choices {common} choice="single">'
    for choice in choices:
        yield f"    <Choice value={quoteattr(choice)}/>"
    yield "  </Choices>"
