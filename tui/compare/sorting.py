"""What sort of quantity a figure is, and its unit: dollars, a share, a time, a distance."""

import re
from typing import Literal

from tui.text.quantities import Quantity

Sort = Literal["count", "money", "percent", "duration", "age", "measure"]

_SIGNS = {"us$": "$", "usd": "$", "dollar": "$", "euro": "€", "eur": "€", "pound": "£", "gbp": "£"}
_SIGNS |= {"yen": "¥", "jpy": "¥", "yuan": "元", "rmb": "元", "cny": "元", "ruble": "₽"}
_SIGNS |= {"rouble": "₽", "рубл": "₽", "rupee": "₹", "franc": "chf", "won": "₩", "cent": "$"}
_SIGNS |= {
    "pence": "£",
    "peso": "peso",
    "real": "real",
    "rial": "rial",
    "shekel": "₪",
    "доллар": "$",
}
_MONEY = re.compile(rf"[$€£¥₠-⃀฿]|{'|'.join(sorted(_SIGNS, key=len, reverse=True))}", re.IGNORECASE)
_COINS = re.compile(r"\sof\s(?:dollar|euro|pound)(?=s\b)", re.IGNORECASE)
PERCENT = re.compile(r"[%％٪]|\b(?:percent|per\scent|pct|prozent|pour\scent|por\sciento)", re.I)
_POINT = re.compile(r"points?\b", re.IGNORECASE)
_AGE = re.compile(r"-years?-old|\Wyears?\Wold\b|\Wyears\sof\sage", re.IGNORECASE)
_NAMED = re.compile(r"[a-z](?:, | \()")
"""In front of an age that stands behind a name: Conditt, 23, was …"""
_MAGNITUDE = re.compile(r"magnitude (?:of )?\Z", re.IGNORECASE)
_TIME = re.compile(
    r"[\s-](second|minute|hour|day|night|week|weekend|month|year|decade|centur)(?:s|y|ies)?\b", re.I
)
_SHARE = re.compile(
    r"(?:half|thirds?|quarters?|fifths?|tenths?)\b|\bin\s(?:every\s)?\w+\Z|\bout\sof\b", re.I
)
_MEASURE = re.compile(
    r"[\s\d-](miles?|km|kilomet\w+|met(?:er|re)s?|feet|foot|inch\w*|acres?|hectares?|square\s\w+"
    r"|tons?|tonnes?|pounds?|kg|kilos?|kilograms?|degrees?|mph|gallons?|barrels?|km/h|°[CF]?|m²|ha|lbs?)"
    r"(?!\w)",
    re.IGNORECASE,
)


def sort_of(text: str, one: Quantity) -> tuple[Sort, str]:
    """The sort of a quantity, and its unit where it has one."""
    words = text[one.figure[0] : one.figure[1]]
    behind = text[one.figure[1] : one.figure[1] + 24]
    if PERCENT.search(words):
        return "percent", "points" if _POINT.search(words) else ""
    aside = text[max(0, one.start - 3) : one.start], behind[:1]
    if re.fullmatch(r"\d{1,2}", words) and _NAMED.fullmatch(aside[0]) and aside[1] in (",", ")"):
        return "age", ""
    if _AGE.search(words) or _AGE.match(behind):
        return "age", ""
    money = _MONEY.search(words) or _COINS.match(behind)
    if money and not re.search(r"\d\s?pounds\b", words):
        coin = money[0].casefold().removeprefix(" of ")
        return "money", _SIGNS.get(coin, coin)
    if words.endswith("-magnitude") or _MAGNITUDE.search(text, max(0, one.start - 14), one.start):
        return "measure", "magnitude"
    if time := _TIME.search(words) or _TIME.match(behind):
        return "duration", time[1].casefold()
    if measure := _MEASURE.search(words) or _MEASURE.match(behind):
        return "measure", measure[1].casefold().rstrip("s").replace("foot", "feet")
    return ("percent", "") if _SHARE.search(words) else ("count", "")
