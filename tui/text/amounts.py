"""Numbers with sign, scale and unit as running text writes them, and what only looks"
" like one."""

import re
from functools import cache

from tui.text.counted import counts_one

_SPACE = r"[ \u00a0\u202f]"
_DIGITS = (
    r"(?:\d{1,3}(?:\x20\d{3})++(?![\d.,]\d|\d)"
    r"|\d++(?:[.,٫٬](?=\d)\d++|['’\u00a0\u202f\u2009](?=\d{3}(?!\d))\d++)*+|[.,]\d++)"
)
_FRACTION = rf"(?:\d++{_SPACE})?\d++{_SPACE}?/{_SPACE}?\d++(?![/\d])|\d*[¼-¾⅐-⅞]"
_SIGN = r"[$€£¥₠-⃀฿＄￥]"
_SYMBOL = (
    rf"(?:(?:\b(?i:us|hk|nz|c|u\.s\.?){_SPACE})?[A-Za-z]{{0,3}}{_SIGN}"
    r"|\b(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|Rs\.?))"
)


def _any(words: str) -> str:
    """A pattern for any of some words, the longest first; an underline is a blank."""
    ordered = sorted(words.split(), key=len, reverse=True)
    return f"(?:{'|'.join(word.replace('_', _SPACE) for word in ordered)})"


_SCALE = _any(
    "hundreds? thousands? millions? billions? trillions? milliards? lakhs? crores? mille"
    " mil mila"
    " millionen milliarden millones millón milhões milhão bilhões milioni miliardi"
    " тыс(?:яч[аи]?)?"
    r" млн\.? млрд\.? миллион\w* миллиард\w* мільйон\w* мільярд\w* тисяч\w? مليون مليار"
    r" ألف लाख करोड़"
    r" mio\.? mrd\.?"
)
_SHORT_SCALE = r"(?:bn|mn|tn|mln|bln|tln|trn|MM|k|K|m|M|b|B|T)(?!\w)"
_WIDE_SCALE = r"[十百千万萬亿億兆천만억조]+"
_PERCENT = (
    r"(?:[%％‰٪]|(?i:"
    + _any(
        r"percent(?:s|ages?)? percent(?:age)?_points? per_cents? pct prozent pour_cent"
        r" por_ciento"
        r" por_cento per_cento процент\w* відсот\w*"
    )
    + r")(?!\w))"
)
_MEASURE = (
    r"(?:km/h|km²|km|m²|m³|cm|mm|kg|mg|kWh|MWh|GWh|TWh|kW|MW|GW|[GMk]?Hz|[GMT]B|mph|kph|lbs?|ft|oz|ha"
    r"|°\s?[CF]|°|pp|bps|tn?|g|l|ml|m)(?!\w)"
)
_MONEY = (
    r"(?:(?:u\.?s\.?|hong_kong|new_zealand|dutch|swiss|french|[a-z]+(?:ian|ish|ese|an))_)?"
).replace("_", _SPACE) + _any(
    "dollars? euros? pounds?(?:_sterling)? cents? pence yen yuan renminbi rmb roubles?"
    " rubles? usd eur"
    " gbp hryvnias? rupees? francs? francos? marks? krones? kroner kronor kronas?"
    " guilders? lir[ae]s?"
    " pesos? pesetas? ringgits? bahts? rands? dinars? dirhams? riyals? rials? shekels?"
    " zlotys? nairas?"
    r" dólares рубл\w+ доллар\w* евро гривен\w* гривень"
)
_COUNTER = _any(
    "名 人 个 個 次 枚 台 架 件 位 家 座 艘 輛 辆 頭 头 歳 岁 円 元 块 美元 欧元 人民币"
    " 명 개 원 달러 년간 日間 天 小时 小時"
)

_ONES = "one two three four five six seven eight nine zero"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fourty fifty sixty seventy eighty ninety"
_GREAT = "hundred thousand million billion trillion"
_WORD = rf"{_any(f'{_ONES} {_TEENS} {_TENS} {_GREAT} dozen')}\b"
_AFTER_GREAT = "(?:" + "|".join(f"(?<={word})" for word in _GREAT.split()) + ")"
_NTHS = "thirds quarters fourths fifths sixths sevenths eighths ninths tenths hundredths halves"
_NTH = " ".join(word.removesuffix("s") for word in _NTHS.split()) + " half"
_SPELLED = (
    rf"(?:half\s)?(?:an?\s(?={_any(_GREAT + ' dozen')}\b))?"
    rf"{_WORD}(?:(?:[\s-]|{_AFTER_GREAT}\sand\s){_WORD}(?![\s-]{_any(_NTH)}))*(?:\spoint(?:\s{_WORD})+)?"
)
_VAGUE = (
    rf"{_any('tens dozens scores hundreds thousands millions billions trillions')}\b"
    rf"(?:\sof\s{_any('thousands millions billions trillions')}\b)?(?=\sof\b|\smore\b)|dozens\b"
)
_PART = (
    rf"(?:{_SPELLED}|\d++)[\s-](?:{_any(_NTHS)}|\w+ieths|\w+teenths)\b"
    rf"|(?:one|1)[\s-]{_any(_NTH)}\b|an?\s{_any(_NTH)}(?=\s(?:of|as)\b)"
    r"|(?:(?<=than\s)|(?<=nearly\s)|(?<=almost\s)|(?<=about\s)|(?<=over\s))half\b"
    rf"|half(?=\s(?:of|the|all|its|their)\b|\san?\s(?!{_any(_GREAT + ' dozen')}\b))"
)
_PORTION = (
    rf"(?:(?:{_any(_ONES)}|\d)\sin|(?:{_SPELLED}|\d++)\s(?:out\sof|over))\s(?:every\s)?"
    rf"(?:{_SPELLED}|\d{{1,3}}\b)(?!\s(?:second|minute|hour|day|week|month|year|decade)|[.,]\d)"
)
_AND_A_PART = rf"(?:\sand\s(?:an?|{_any(_ONES)})[\s-]{_any(f'{_NTH} {_NTHS}')}\b)?"

_MONTH = (
    _any(
        "january february march april may june july august september october november december"
        " jan feb mar apr jun jul aug sept? oct nov dec janvier février mars avril mai"
        " juin juillet août"
        " septembre octobre novembre décembre januar februar märz juni juli oktober"
        " dezember enero febrero"
        " marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        " января февраля марта"
        " апреля мая июня июля августа сентября октября ноября декабря"
    )
    + r"(?!\w)\.?"
)
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d.,]\d|\d)"
_BEFORE_YEAR = _any(
    "in since until till by of from during before after early mid late year between"
)
_NAMES = _any(
    r"section article chapter resolution flight highway route boeing airbus page protocol"
    r" no\. nr\."
    " number phase volume paragraph formula apollo type unit covid"
)
_OTHER = "|".join((
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s?[-–]\s?\d{{1,2}}\b)?(?:,?\s{_YEAR})?",
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?:\s(?:of|de))?\s{_MONTH}(?:,?\s(?:de\s)?{_YEAR})?",
    rf"{_MONTH},?\s{_YEAR}",
    r"\d{4}-\d\d(?:-\d\d(?:T[\d:.]+Z?)?)?(?!\d)|\+?\d++(?:[-/]\d++){2,}",
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?!\d)",
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日(?![間间])",
    r"\d{4}년(?:\s?\d{1,2}월)?(?:\s?\d{1,2}일)?|\d{1,2}월(?:\s?\d{1,2}일)?",
    r"\d{1,2}(?:[:.]\d\d){1,2}\s?[ap]\.?m\b\.?|\d{1,2}:\d\d(?::\d\d)?|\d{1,2}\s?[ap]\.?m\b\.?",
    rf"(?:\d{{1,2}}|{_any(f'{_ONES} {_TEENS}')})\so['’]clock|\d{{1,2}}h\d\d\b",
    r"\d++(?:st|nd|rd|th)\b|\d{2,4}s\b",
    rf"{_BEFORE_YEAR}[\s-](?:the\s)?{_YEAR}(?:\s?(?:[-–/]|to|and|or|until)\s?(?:{_YEAR}|\d\d\b))?"
    rf"(?:,\s{_YEAR})*(?:,?\sand\s{_YEAR})?",
    r"\d++(?:\.\d++){3,}",
    rf"{_NAMES}\s?\d++(?:\.\d++)*",
))  # fmt: skip
"""Dates, years, times, ordinals and names: what has digits and is no quantity."""
_UNIT = (
    rf"(?:{_SPACE}?(?:{_PERCENT}|{_SIGN}(?!{_SPACE}?\d)|(?i:{_MONEY})(?!\w)|{_MEASURE})|{_COUNTER})"
)
_COMPOUND = r"(?:[-‐‑](?!to\b)[a-z]++){1,3}"
_JOINER = re.compile(
    r"\s?(?:[-–—~～]|to|through|and|or|à|a|bis|до|至|到)\s?|\s(?=\S+\s(?:cents|pence)\b)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\b(?:between|from|entre|de|zwischen|von)\s\Z", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_][-‐‑]\Z|[#№]\s?\Z")
_AND = re.compile(r"\s(?:and|or|a)\s(?!\S+\s(?:cents|pence)\b)")
_PLURAL = re.compile(r"\s(?!was|is|has|as|this|its|his)[a-z]{2,}s\b")
_ADDRESS = re.compile(r"://|www\.|@\w")
_BEFORE = r"(?<![^\W\u0600-\u06ff\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3])(?<![\d.,])"
"""Behind a letter no amount begins, but in scripts that join words or part none."""
_LONE_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


TRIGGER = re.compile(
    r"\d|[¼-¾⅐-⅞]|\b(?i:"
    + _any(f"{_ONES} {_TEENS} {_TENS} {_GREAT} dozen half tens dozens scores hundreds thousands")
    + r"|an?\s"
    + _any(_NTH)
    + r"|millions|billions|trillions)(?!\w)"
)
"""What an amount has in it, or "one" that counts nothing: quick to look for in a long text."""
AHEAD = 24
"""Code points in front of that in which an amount, or a date, can begin."""


@cache
def pattern(english: bool) -> re.Pattern[str]:
    """What finds the amounts of a text, and as group "other" what has digits and is none."""
    words = rf"(?i:{_PART}|{_PORTION}|{_VAGUE}|{_SPELLED})|" if english else ""
    half = f"(?i:{_AND_A_PART})" if english else ""
    amount = (
        rf"(?:(?<![^\s(<>=])[-−±]{_SPACE}?|\b(?i:minus|negative)\s)?(?:{_SYMBOL}{_SPACE}?[-−]?)?"
        rf"(?:{words}{_FRACTION}|{_DIGITS}){half}"
        rf"(?:{_SPACE}?(?:(?i:{_SCALE})(?!\w)|{_SHORT_SCALE}|{_WIDE_SCALE}))*+{half}(?:{_UNIT}){{0,2}}"
        rf"{f'(?:{_COMPOUND})?' if english else ''}(?![^\W_\u3040-\u9fff])"
    )
    return re.compile(rf"{_BEFORE}(?:(?P<other>(?i:{_OTHER}))|{amount})")


def is_quantity(text: str, start: int, end: int, english: bool) -> bool:
    """Whether an amount that was found is one: no part of a name, no year, no pronoun."""
    words = text[start:end].casefold()
    if _ADDRESS.search(text[text.rfind(" ", 0, start) + 1 : end]):
        return False
    if _LABEL.search(text, max(0, start - 3), start):
        return False
    if _LONE_YEAR.fullmatch(words):
        return english and _counts(text, end)
    if words == "one":
        return counts_one(text, start, end)
    return words not in ("second", "zero", "million", "billion", "hundred", "thousand", "score")


def second(text: str, end: int, limit: int, english: bool) -> int | None:
    """Where a range ends whose first amount ends at `end`; None when no second one follows."""
    joiner = _JOINER.match(text, end, limit)
    if joiner is None:
        return None
    found = pattern(english).match(text, joiner.end(), limit)
    if found is None or found.lastgroup == "other" or found.end() == joiner.end():
        return None
    return found.end()


def opened(text: str, start: int, limit: int) -> int | None:
    """Where the word stands that opens a range ("between", "from") in front of an amount."""
    found = _OPENING.search(text, max(limit, start - 12), start)
    return found.start() if found else None


def joined_by_and(text: str, end: int) -> bool:
    """Whether "and" or "or" follows, which joins a range only where "between" opened it."""
    return _AND.match(text, end) is not None


def _counts(text: str, end: int) -> bool:
    """Whether a plural follows: 2000 soldiers, and not the year 2000."""
    return _PLURAL.match(text, end) is not None
