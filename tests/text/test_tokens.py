"""The words that places are looked up by are those that SQLite's full-text index has.

The index itself is asked: FTS5 finds a text exactly when a place is found in it.
"""

import json
import os
import random
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.text.material import SEEDS, hard_texts
from tui.text.passages import places
from tui.text.query import Query, Term
from tui.text.tokens import (
    _MARKS,
    LATER_SYMBOLS,
    letter_pattern,
    loosened,
    loosened_ends,
    surely_lacks,
    words_in,
)

DEFAULT = "unicode61 remove_diacritics 2"
TOLD = f"{DEFAULT} separators '{LATER_SYMBOLS}'"
SENTENCES = [
    "La Ministre a dénoncé l’« attaque barbare » à Tinzaouatène, près de l’Algérie.",
    "Der Außenminister sprach über Öl, Straßen und 3,5 Mio. Euro; die ÖVP schwieg.",
    "Πρωθυπουργός: «Η Αθήνα δεν φοβάται», ΑΘΗΝΑ, Ἀθῆναι, ὀδός",
    "Министр заявил: «Ещё чай», ЕЩЁ, Й, и\u0306, Київ",
    "هذا اختبار، قال الرئيسُ شَرْط ١٢٣",
    "הוא אמר: ״שָׁלוֹם״ בתל־אביב",
    "हिन्दी में समाचार, भारत ने कहा",
    "外交部长表示：“我们反对”。日本のニュース、カタカナ 한국어 뉴스",
    "İstanbul’da IĞDIR ılık, Diyarbakır; ﬁnance ﬀ K Å ſ ß ẞ µ",
    "e\u0301lan de\u0301ja\u0300 vu \u0301alone a\u035cb a\u0301\u0323b q\u0345r",
    "₹500 ₽500 ₿500 €500 50% 1,000.50 2º H₂O x² ½",
    "Mali🦁wins Mali😀wins \u2068Mali\u2069 \u202bMali\u202c f***_snake_case_ @a_b #tag",
    "Tuareg-led rebels’ don't O'Neill Kyiv's U.S.A. co‑operate Mali–Ukraine",
    "\ue000private \U00020000\U0001d400 Ⅷ ⑳ ⓐ",
]
TEXTS = [*SENTENCES, *(line for text in SEEDS.values() for line in text.splitlines() if line)]


class Index:
    """SQLite's own full-text index of some texts."""

    def __init__(self, texts: Sequence[str], tokenizer: str) -> None:
        self.db = sqlite3.connect(":memory:")
        quoted = tokenizer.replace('"', '""')
        self.db.execute(f'CREATE VIRTUAL TABLE t USING fts5(x, tokenize = "{quoted}")')
        self.db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(texts))

    def finds(self, term: Term) -> set[int]:
        """The numbers of the texts that have the words of a term."""
        asked = '"' + " ".join(term.words) + '"' + " *" * (term.kind == "prefix")
        return {row for (row,) in self.db.execute("SELECT rowid FROM t WHERE t MATCH ?", (asked,))}

    def close(self) -> None:
        self.db.close()


def terms_from(text: str, draw: random.Random) -> Iterator[Term]:
    """Words, phrases and beginnings of words of a text."""
    words = words_in(text)
    if not words:
        return
    for length in (1, 1, 2, 3):
        at = draw.randrange(len(words))
        phrase = tuple(words[at : at + length])
        yield Term("words", phrase)
        cut = phrase[-1][: draw.randint(1, len(phrase[-1]))]
        yield Term("prefix", (*phrase[:-1], cut))


def found(texts: Sequence[str], term: Term) -> set[int]:
    query = Query((term,))
    return {row for row, text in enumerate(texts) if places(text, query)}


def compare(texts: Sequence[str], terms: Sequence[Term], tokenizer: str) -> None:
    with closing(Index(texts, tokenizer)) as index:
        for term in terms:
            assert found(texts, term) == index.finds(term), term


def test_the_index_finds_what_is_found_in_sentences_of_many_scripts() -> None:
    draw = random.Random(1)
    terms = [term for text in SENTENCES * 3 + TEXTS for term in terms_from(text, draw)]
    assert len(terms) > 500
    compare(TEXTS, terms, TOLD)


CORPORA = os.environ.get("CLAIMDESK_CORPORA")


def pud(language: str) -> list[str]:
    lines = Path(CORPORA or "", f"compare/ud/{language}_pud.txt").read_text("utf-8").splitlines()
    return [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]


@pytest.mark.skipif(not CORPORA, reason="CLAIMDESK_CORPORA is unset: no larger corpora to try")
@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_the_index_finds_what_is_found_in_sentences_of_news(language: str) -> None:
    texts = pud(language)
    assert len(texts) > 300
    draw = random.Random(2)
    terms = [term for text in draw.sample(texts, 20) for term in terms_from(text, draw)]
    compare(texts, terms, DEFAULT)
    compare(texts, terms, TOLD)


@pytest.mark.skipif(not CORPORA, reason="CLAIMDESK_CORPORA is unset: no larger corpora to try")
def test_the_index_finds_what_is_found_in_whole_articles_and_right_to_left() -> None:
    groups = Path(CORPORA or "", "intake/allsides/groups.jsonl").read_text("utf-8").splitlines()
    files = sorted(Path(CORPORA or "", "uima/json").rglob("data.json"))
    said = [re.findall(r'"sofaString" : ("(?:[^"\\]|\\.)*")', f.read_text("utf-8")) for f in files]
    texts = [json.loads(line)["text"] for line in groups[:80]]
    texts += [json.loads(string) for strings in said for string in strings]
    draw = random.Random(3)
    terms = [term for text in texts[::9] for term in terms_from(text, draw)]
    assert any("\u0600" < char < "\u06ff" for text in texts for char in text)
    compare(texts, terms, TOLD)


def agreed(char: str) -> bool:
    """Whether SQLite's Unicode 6.1, told of later symbols, takes a character for what it is."""
    return char in AGREED


def _agreed() -> frozenset[str]:
    """The assigned characters that the index parts words at, or not, as we do."""
    chars = [chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    chars = [char for char in chars if unicodedata.category(char) != "Cn"]
    with closing(Index([f"q{char}z" for char in chars], TOLD)) as index:
        parted = index.finds(Term("words", ("q", "z")))
    ours = {row for row, char in enumerate(chars) if words_in(f"q{char}z") == ["q", "z"]}
    return frozenset(char for row, char in enumerate(chars) if (row in parted) == (row in ours))


AGREED = _agreed()


def test_all_scripts_in_use_are_agreed_on() -> None:
    """What is not: marks, punctuation and symbols added to few scripts after Unicode 6.1."""
    assert len(AGREED) > 66_000
    common = [*range(1, 0x860), *range(0x900, 0x98E), *range(0xE00, 0xE5C), *range(0x1E00, 0x3100)]
    common += [*range(0xAC00, 0xD7A4), *range(0xF900, 0xFB50), *range(0x1F300, 0x1FA00)]
    chars = [chr(code) for code in common if unicodedata.category(chr(code)) != "Cn"]
    assert [f"{ord(char):x}" for char in chars if char not in AGREED] == ["7fd"]


def test_the_index_folds_each_letter_as_we_do() -> None:
    letters = [char for char in sorted(AGREED) if words_in(f"q{char}z") != ["q", "z"]]
    with closing(Index(letters, TOLD)) as index:
        index.db.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
        folded = dict(index.db.execute("SELECT doc, term FROM v"))
    ours = {row: words[0] for row, char in enumerate(letters) if (words := words_in(char))}
    assert ours == folded


texts_alike = st.one_of(hard_texts, st.text(max_size=40)).map(
    lambda text: "".join(filter(agreed, text))
)


@given(texts_alike, texts_alike, st.randoms(use_true_random=False))
@example("e\u0301\u0301x x\u0301x", " \u0301x", random.Random(0))
@example("Mali_Mali mali", "ma\u0301li\u0323", random.Random(4))
def test_the_index_finds_what_is_found_in_any_text(
    text: str, other: str, draw: random.Random
) -> None:
    terms = [*terms_from(text, draw), *terms_from(other, draw)]
    assume(terms)
    compare([text, other, text + other], terms, TOLD)


@given(texts_alike)
def test_words_are_a_phrase_that_reads_as_itself(text: str) -> None:
    words = words_in(text)
    assert words_in(" ".join(words)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Élysée ÉLYSÉE e\u0301", ["elysee", "elysee", "e"]),
        ("Mali–Ukraine 3.5", ["mali", "ukraine", "3", "5"]),
        ("Straße İstanbul", ["straße", "istanbul"]),
        ("Αθήνα чай", ["αθήνα", "чай"]),
        ("snake_case", ["snake", "case"]),
        ("…!", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_a_letter_is_looked_for_in_all_its_forms() -> None:
    assert all(re.fullmatch(letter_pattern("e"), char) for char in "eEéÉếẼē")
    assert all(re.fullmatch(letter_pattern("σ"), char) for char in "σςΣ")
    assert not re.fullmatch(letter_pattern("e"), "ε")


@given(st.one_of(hard_texts, st.text(max_size=60)))
def test_a_loosened_text_is_known_character_by_character(text: str) -> None:
    ends = [0, *loosened_ends(text)]
    assert len(ends) == len(text) + 1
    assert loosened(text) == "".join(map(loosened, text))
    assert all(loosened(text[:at]) == loosened(text)[:end] for at, end in enumerate(ends))


def test_loosened_are_case_accents_ligatures_quotes_and_line_ends() -> None:
    assert loosened("Éﬁ ŒUVRE “x’s”\nШЙ ß") == 'efi œuvre "x\'s" ши ss'


@given(hard_texts, st.text("abcdefi0123456789", min_size=2, max_size=4))
def test_what_a_text_surely_lacks_is_not_in_it(text, part):
    assert not (surely_lacks(text, part) and part in loosened(text))


@pytest.mark.parametrize("mark", sorted(_MARKS))
def test_a_mark_stays_one_and_has_no_letter_in_it(mark):
    assert loosened(mark)
    assert not any(char.isalnum() for char in loosened(mark))


def test_a_part_is_told_to_be_missing_only_where_every_letter_is_plain():
    assert surely_lacks("“The toll… rose”", "xylo")
    assert not surely_lacks("“The TOLL… rose”", "toll")
    for hidden in ("t\u0301oll", "to\u2113l", "toĺl", "ﬁnd"):
        assert not surely_lacks(hidden, "toll" if "o" in hidden else "find")
    assert not surely_lacks("plain", "é")
