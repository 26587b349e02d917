"""What a figure in running text is worth: "forty-two" 42, "$1.5 million" 1,500,000, "2/3" 0.67.

Digits of every script; words of numbers in English, words of scale in some other languages too.
"""

import re
from unicodedata import digit, normalize

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NTHS = "half third quarter fifth sixth seventh eighth ninth tenth"
_WORDS: dict[str, float] = {word: value for value, word in enumerate(_ONES.split())}
_WORDS |= {word: 10 * place for place, word in enumerate(_TENS.split(), 2)}
_WORDS["fourty"] = 40
_PARTS = {word: value for value, word in enumerate(_NTHS.split(), 2)}
_PARTS |= {"fourth": 4, "twentieth": 20, "hundredth": 100, "thousandth": 1000}
_PARTS |= {f"{word}s": value for word, value in list(_PARTS.items())} | {"halves": 2}
_POWERS: tuple[tuple[float, str], ...] = (
    (1e3, "thousand thousands k mil mila mille tausend tsd ألف"),
    (1e5, "lakh lakhs लाख"),
    (1e6, "million millions m mn mm mln mio millionen millón milhão millones milhões milioni"),
    (1e6, "milione مليون"),
    (1e7, "crore crores करोड़"),
    (1e9, "billion billions bn b bln milliard milliards milliarde milliarden mrd miliardi"),
    (1e9, "miliardo bilhão bilhões مليار"),
    (1e12, "trillion trillions tn t trn tln"),
)
_SCALES = {word: power for power, words in _POWERS for word in words.split()}
_STEMS: tuple[tuple[str, float], ...] = (
    ("тыс", 1e3),
    ("млн", 1e6),
    ("миллион", 1e6),
    ("млрд", 1e9),
    ("миллиард", 1e9),
)
_STEMS += (("тисяч", 1e3), ("мільйон", 1e6), ("мільярд", 1e9))
_COINS = frozenset(("dollar", "dollars", "euro", "euros", "pound", "pounds"))
_WIDE = {"十": 10, "百": 100, "千": 1e3, "万": 1e4, "萬": 1e4, "만": 1e4, "천": 1e3}
_WIDE |= {"亿": 1e8, "億": 1e8, "억": 1e8, "兆": 1e12, "조": 1e12}
_TOKEN = re.compile(
    r"(?P<fraction>\d+[ \u00a0\u202f]?/[ \u00a0\u202f]?\d+)"
    r"|(?P<number>\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)|\d+(?:[.,٫٬'’]\d+)*|[.,]\d+)"
    r"|(?P<vulgar>[¼-¾⅐-⅞])|(?P<wide>[十百千万萬亿億兆천만억조])|(?P<word>[^\W\d_]+)"
)
_SECOND = re.compile(r"\b(?:out of|in(?: every)?|over)\b", re.IGNORECASE)


def value_of(words: str, language: str = "en") -> float | None:
    """The value of one figure, its sign, scale and unit among the words; None where it has none.

    "nine out of ten" is 0.9. Where the language writes decimals with a comma, 3,5 is 3.5; a comma
    or dot in front of three digits parts thousands, but a dot does not in English.
    """
    portion = _SECOND.search(words)
    if portion:
        whole = value_of(words[portion.end() :], language)
        part = value_of(words[: portion.start()], language)
        return part / whole if part is not None and whole else None
    sum_ = _Sum()
    for match in _TOKEN.finditer(words):
        if match.lastgroup == "word":
            sum_.word(match[0].casefold())
        elif match.lastgroup == "wide":
            sum_.times(_WIDE[match[0]])
        elif match.lastgroup == "number":
            sum_.plus(number(match[0], language))
        elif match.lastgroup == "fraction":
            sum_.plus(_divided(match[0]))
        else:
            sum_.plus(_divided(normalize("NFKD", match[0]).replace("\u2044", "/")))
    worth = sum_.worth()
    if worth is None:
        return None
    return -worth if re.match(r"\s*\S{0,3}[-−]\d|\s*(?:minus|negative)\s", words, re.I) else worth


def number(digits: str, language: str = "en") -> float:
    """The value of a number in digits of any script, with the marks between them."""
    plain = "".join(str(digit(char)) if char.isdigit() else char for char in digits)
    plain = re.sub(r"[\s'’\u00a0\u202f\u2009٬]", "", plain).replace("٫", ".")
    english = (language.partition("-")[0].lower() or "en") in ("en", "zh", "ja", "ko", "th", "hi")
    thousands, decimal = (",", ".") if english else (".", ",")
    parts = plain.split(thousands)
    sizes = [len(part.partition(decimal)[0]) for part in parts[1:]]
    if sizes and sizes[-1] == 3 and (set(sizes) == {3} or set(sizes[:-1]) == {2}):
        plain = plain.replace(thousands, "")
    else:
        plain = plain.replace(thousands, decimal)
    head, mark, tail = plain.replace(decimal, ".").partition(".")
    return float(f"{head or 0}{mark}{tail.replace('.', '')}" or 0)


def _divided(fraction: str) -> float:
    parts = [part.strip() for part in fraction.split("/")]
    return number(parts[0]) / (number(parts[1]) or 1)


class _Sum:
    """A number in words as it is read: `total` of what has its scale, `base` before an "and"."""

    def __init__(self) -> None:
        self.total = 0.0
        self.base: float | None = None
        self.current: float | None = None
        self.found = False
        self.decimal = 0.0

    def plus(self, value: float) -> None:
        """A number follows; behind another one it is added: 2 1/2, twenty-one."""
        self.found = True
        if self.decimal:
            self.current = (self.current or 0) + value * self.decimal
            self.decimal /= 10
        else:
            self.current = (self.current or 0) + value

    def times(self, scale: float) -> None:
        """A scale follows what was read."""
        whole = (self.base or 0) + (self.current or 0)
        self.total += (whole if self.found and whole else 1) * scale
        self.base = self.current = None
        self.decimal = 0.0
        self.found = True

    def word(self, word: str) -> None:
        """A word of a number, or one that is passed over."""
        if word in _WORDS:
            self.plus(_WORDS[word])
        elif word == "and" or word in _COINS:
            self.base, self.current = (self.base or 0) + (self.current or 0), None
        elif word == "point":
            self.decimal = 0.1
        elif word in ("hundred", "hundreds", "dozen", "score"):
            self.found = True
            self.current = (self.current or 1) * {"dozen": 12, "score": 20}.get(word, 100)
        elif word in _PARTS:
            self.found = True
            self.current = (self.current or 1) / _PARTS[word]
        elif word in ("cent", "cents", "pence") and self.base is not None:
            self.current = (self.current or 0) / 100
        else:
            scale = _SCALES.get(word) or next((s for stem, s in _STEMS if word.startswith(stem)), 0)
            if scale and (self.found or len(word) > 3):
                self.times(scale)

    def worth(self) -> float | None:
        return self.total + (self.base or 0) + (self.current or 0) if self.found else None
