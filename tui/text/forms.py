"""What the details of an article look like when they are right: dates, languages."""

import re
from datetime import datetime

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?")
_LANGUAGE = re.compile(
    r"""[a-z]{2,3} (?: -[a-z]{3} ){0,3}     # language, with up to three extensions
    (?: -[a-z]{4} )?                          # script
    (?: -(?:[a-z]{2}|\d{3}) )?                # region
    (?: -(?:[a-z\d]{5,8}|\d[a-z\d]{3}) )*     # variants
    (?: -[a-wyz\d] (?:-[a-z\d]{2,8})+ )*      # extensions
    (?: -x (?:-[a-z\d]{1,8})+ )?              # private use
    | x (?:-[a-z\d]{1,8})+""",
    re.VERBOSE | re.IGNORECASE,
)


def is_moment(words: str) -> bool:
    """Whether these words are a date, or a date and time, as ISO 8601 and RFC 3339 write them."""
    if not _DAY.fullmatch(words):
        return False
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return False
    return True


def is_language(words: str) -> bool:
    """Whether these words have the shape of a language tag (BCP 47, RFC 5646 §2.1).

    Whether there is such a language is not asked. Longer than three letters none is called yet.
    """
    return bool(_LANGUAGE.fullmatch(words))
