"""The telling words of a sentence, stemmed: what alignment counts.

Numbers stay whole and small number words become numbers, accents and the shapes of apostrophes are
folded, stop words go. Scripts that put no blank between words (Chinese, Japanese, Thai) are taken
two characters at a time. A language without a stemmer keeps its words as they stand.
"""

import re
from functools import cache, lru_cache
from typing import Any
from unicodedata import combining, normalize

from tui.compare.stopwords import number_words, stop_words
from tui.compare.synonyms import groups
from tui.text.words import UNSPACED

SHARED = "="
"""What a term begins with that stands for a line of synonyms."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0dff"
"""Marks that belong to the letter in front of them, and the scripts of India, marks and letters."""
_LETTER = rf"[^\W\d_{UNSPACED}]"
_LETTERS = rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{UNSPACED}]+|{_LETTERS}(?:['’]{_LETTERS})*")
_UNSPACED = re.compile(f"[{UNSPACED}]")

_ELIDING = frozenset(["ca", "fr", "it"])
"""Languages that glue a short word to the next one: "l'attaque", "dell'esercito"."""
_LONGEST_GLUED = 7
_STEMMERS = {
    **{"ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german"},
    **{"el": "greek", "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian"},
    **{"eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish"},
    **{"hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian"},
    **{"lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian"},
    **{"no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian"},
    **{"sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish"},
    **{"yi": "yiddish"},
}
_UNSPACED_LANGUAGES = frozenset(["ja", "km", "lo", "my", "th", "yue", "zh"])


def spoken(language: str) -> str:
    """The language of a code without its region, English where nobody knows: ``pt-BR`` is pt."""
    return re.split("[-_]", language.lower())[0] or "en"


def without_stemmer(language: str) -> str:
    """What to tell a reader of an article in a language whose words are not stemmed, else empty."""
    code = spoken(language)
    if code in _UNSPACED_LANGUAGES or code in _stemmers():
        return ""
    return f"no stemmer for {code}: words count as alike only where they are spelled alike"


def terms(words: str, language: str = "en") -> frozenset[str]:
    """The stems of the telling words of a sentence, and the lines of synonyms they are in."""
    code = spoken(language)
    found: set[str] = set()
    for match in _WORD.finditer(words):
        found.update(_terms(match[0], code))
    return frozenset(found)


def terms_of_word(word: str, language: str = "en") -> tuple[str, ...]:
    """The terms that one word stands for; none for a stop word."""
    return _terms(word, spoken(language))


def has_synonyms(stem: str) -> bool:
    """Whether an English stem is in a line of synonyms."""
    return stem in _synonyms()


def _terms(word: str, code: str) -> tuple[str, ...]:
    if word[0].isdigit():
        return (normalize("NFKC", word).replace(",", ""),)
    if _UNSPACED.match(word):
        return tuple(word[at : at + 2] for at in range(max(1, len(word) - 1)))
    return _stemmed(word, code)


@lru_cache(1 << 17)
def _stemmed(word: str, code: str) -> tuple[str, ...]:
    plain = normalize("NFC", word).casefold().replace("’", "'")
    if code == "en":
        plain = _bare(plain).removesuffix("'s").removesuffix("'")
    elif code in _ELIDING:
        glued, blank, rest = plain.partition("'")
        plain = rest if blank and len(glued) <= _LONGEST_GLUED else plain
    if not plain or plain in stop_words(code):
        return ()
    if number := number_words(code).get(plain):
        return (number,)
    stem = _bare(_stem(plain, code))
    return (stem, *_synonyms().get(stem, ())) if code == "en" else (stem,)


def _bare(word: str) -> str:
    return "".join(char for char in normalize("NFKD", word) if not combining(char))


def _stem(word: str, code: str) -> str:
    if code not in _stemmers():
        return word
    stemmed: str = _stemmer(code).stemWord(word)
    return stemmed


@cache
def _stemmers() -> dict[str, str]:
    import snowballstemmer

    there = set(snowballstemmer.algorithms())
    return {code: name for code, name in _STEMMERS.items() if name in there}


@cache
def _stemmer(code: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[code])


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for number, words in enumerate(groups()):
        for word in words:
            found.setdefault(_stem(word, "en"), {})[f"{SHARED}{words[0]}{number}"] = None
    return {stem: tuple(names) for stem, names in found.items()}
