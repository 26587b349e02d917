"""The fields of AVeriTeC, and where an annotation has each of them."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tui.model import Annotation, ArticleSummary

TYPES = {
    "claim/event": "Event/Property Claim",
    "claim/number": "Numerical Claim",
    "claim/quote": "Quote Verification",
    "claim/position": "Position Statement",
    "claim/cause": "Causal Claim",
}
"""Our tags of claims, and what AVeriTeC calls them."""
TEXTS = (
    *("claim_date", "speaker", "original_claim_url", "cached_original_claim_url"),
    *("fact_checking_article", "reporting_source", "location_ISO_code"),
)
LISTS = ("claim_types", "fact_checking_strategies", "questions")
OWN_NAMES = {"label": "verdict"}
"""The attributes that are not called as AVeriTeC's fields are."""
FIELDS = ("claim", "required_reannotation", "label", "justification", *TEXTS, *LISTS)
_DATE = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def is_claim(tag: str) -> bool:
    """Whether a tag is one of a claim."""
    return tag == "claim" or tag.startswith("claim/")


def tag_of(types: Any) -> str:
    """The tag for a record's types of claim: that of the first that has one."""
    known = {called: tag for tag, called in TYPES.items()}
    for one in types if isinstance(types, list) else ():
        if isinstance(one, str) and one in known:
            return known[one]
    return "claim"


def iso_date(words: str) -> str:
    """A date such as 31-10-2020 as 2020-10-31; "" where it is none."""
    found = _DATE.fullmatch(words.strip())
    if not found:
        return ""
    day, month, year = map(int, found.groups())
    return f"{year}-{month:02}-{day:02}" if 0 < month < 13 and 0 < day < 32 else ""


def as_record(made: Annotation, about: ArticleSummary) -> dict[str, Any]:
    """An annotation's fields; where it has none of its own, those its article gives."""
    attributes = made.attributes
    record: dict[str, Any] = {
        "claim": attributes.get("claim") or (made.claim.wording if made.claim else made.quote),
        "required_reannotation": attributes.get("required_reannotation") == "true",
        "label": attributes.get("verdict"),
        "justification": made.note or None,
    }
    date = _ISO.match(about.published)
    given = {
        "claim_date": "-".join(reversed(date.groups())) if date else None,
        "original_claim_url": about.url or None,
        "reporting_source": about.source or None,
    }
    record |= {name: attributes.get(name, given.get(name)) for name in TEXTS}
    record |= {name: _list(name, attributes.get(name, "")) for name in LISTS}
    if "claim_types" not in attributes and made.tag in TYPES:
        record["claim_types"] = [TYPES[made.tag]]
    return record


def _list(name: str, words: str) -> list[Any]:
    """A list as an attribute has it: JSON, or words that somebody typed."""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list):
        return found
    if not words:
        return []
    return [{"question": words, "answers": []}] if name == "questions" else [words]


def with_fields(made: Annotation, fields: Mapping[str, Any]) -> Annotation:
    """An annotation with these fields of a record as its own. What is null is not taken."""
    attributes = dict(made.attributes)
    note = made.note
    for name, value in fields.items():
        if value is None:
            continue
        if name == "justification" and isinstance(value, str):
            note = value
        elif name == "required_reannotation" and value is False:
            attributes.pop(name, None)
        else:
            words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            attributes[OWN_NAMES.get(name, name)] = words
    return replace(made, attributes=attributes, note=note)
