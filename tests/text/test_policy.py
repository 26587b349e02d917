"""Bytes become one clean text, or a reason why not."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.material import SEEDS, any_texts
from tui.text.policy import NotText, clean, decode, sha256


def test_utf8_is_read_as_it_is() -> None:
    text = "Kyiv’s “role”\n\nनमस्ते \u202e\u200b e\u0301"
    read = decode(text.encode())
    assert (read.text, read.encoding, read.replaced) == (text, "utf-8", 0)


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_are_clean_already(name: str) -> None:
    assert decode(SEEDS[name].encode()).text == SEEDS[name]


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("utf-32-be", b"\x00\x00\xfe\xff"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_goes(codec: str, mark: bytes) -> None:
    read = decode(mark + "Mali’s 😀\r\n".encode(codec))
    assert (read.text, read.encoding) == ("Mali’s 😀\n", codec)


def test_what_is_not_utf8_is_read_as_what_it_most_likely_is() -> None:
    text = "Le gouvernement a adopté le projet de loi, a-t-il indiqué à l’Élysée."
    read = decode(text.encode("cp1252"))
    assert (read.text, read.encoding, read.replaced, read.guessed) == (text, "cp1252", 0, True)
    assert decode("Премьер-министр заявил об этом".encode("koi8-r")).encoding == "koi8-r"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Déjà vu", "cp1252"),
        ("Perché la città è così", "cp1252"),
        ("Le président a été élu à Bamako.", "cp1252"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250"),
        ("Москва", "cp1251"),
        ("Компания Google и Apple заявили о росте", "cp1251"),
    ],
)
def test_a_few_words_of_another_encoding_are_read_as_their_language_has_them(
    text: str, codec: str
) -> None:
    assert decode(text.encode(codec)).text == text


def test_a_charset_that_is_named_is_no_guess() -> None:
    text = "Премьер"
    read = decode(text.encode("koi8-r"), declared="KOI8-R")
    assert (read.text, read.encoding, read.guessed) == (text, "koi8-r", False)
    assert decode(text.encode("koi8-r"), encoding="koi8-r").text == text
    assert decode("’".encode("cp1252"), declared="iso-8859-1").text == "’"


def test_a_charset_that_does_not_fit_is_passed_over() -> None:
    assert decode("Café – ü".encode(), declared="us-ascii").text == "Café – ü"
    assert decode("Café – ü".encode(), declared="latin-1").text == "Café – ü"
    for name in ("base64", "idna", "no such", "\0", "utf-16"):
        assert decode("Café.".encode(), declared=name).text == "Café."


def test_the_order_is_mark_then_forced_then_declared() -> None:
    assert decode(b"\xef\xbb\xbf\xc3\xbc", declared="cp1251", encoding="cp1251").text == "ü"
    assert decode(b"\xfc", declared="cp1251", encoding="cp1252").text == "ü"


def test_damaged_utf8_stays_utf8_with_each_bad_byte_counted() -> None:
    text = "Kyiv’s “role” – and Müller’s."
    read = decode(text.encode() + b" \xe9 \xff end")
    assert (read.text, read.replaced, read.guessed) == (f"{text} \ufffd \ufffd end", 2, True)
    assert decode("Mali’s end ’".encode()[:-1]).text == "Mali’s end \ufffd"


def test_a_byte_that_the_named_encoding_has_not_is_told_with_its_place() -> None:
    with pytest.raises(NotText) as caught:
        decode("One.\r\nTwo ü.\nCaf".encode() + b"\xe9 au lait", encoding="utf-8")
    assert str(caught.value) == (
        "byte 0xE9 on line 3, byte 4 of the line, is not UTF-8: "
        "convert it, or name its encoding, as in windows-1252"
    )
    with pytest.raises(NotText, match="there is no encoding 'klingon': name another"):
        decode(b"a", encoding="klingon")


def test_the_place_counts_bytes_and_not_characters() -> None:
    with pytest.raises(NotText, match="0xFF on line 1, byte 3 of the line"):
        decode("ü".encode() + b"\xff", encoding="utf-8")


def test_half_a_utf16_character_is_refused() -> None:
    with pytest.raises(NotText, match="0x62 on line 2, byte 1 of the line, is not UTF-16"):
        decode(b"\xff\xfe" + "a\n".encode("utf-16-le") + b"b")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe \x00"])
def test_nothing_is_called_empty(data: bytes) -> None:
    with pytest.raises(NotText, match="^it is empty: choose another file$"):
        decode(data)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"a\x00b\x00c\x00", bytes(range(256))]
)
def test_binary_data_is_called_binary(data: bytes) -> None:
    with pytest.raises(NotText, match="^binary data, no text: "):
        decode(data)


def test_one_control_character_in_twenty_is_still_text() -> None:
    assert decode(b"\x1b" + b"a" * 19).replaced == 1
    with pytest.raises(NotText, match="binary"):
        decode(b"\x1b" + b"a" * 18)


def test_line_ends_become_lf() -> None:
    assert clean("a\r\nb\rc\n\r\nd") == ("a\nb\nc\n\nd", 0)


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x7f",
        "\x85",
        "\x9b",
        "\ud800",
        "\ufdd0",
        "\uffff",
        "\U0010fffe",
    ],
)
def test_what_no_article_means_is_replaced_one_for_one(char: str) -> None:
    assert clean(f"a{char}{char}b") == ("a\ufffd\ufffdb", 2)


@pytest.mark.parametrize(
    "char",
    [
        "\t",
        "\n",
        "\xa0",
        "\xad",
        "\u200b",
        "\u200d",
        "\u202e",
        "\u2028",
        "e\u0301",
        "\ufffd",
        "\U0001fffd",
    ],
)
def test_everything_else_stays(char: str) -> None:
    assert clean(f"a{char}b") == (f"a{char}b", 0)


def test_all_leading_byte_order_marks_go_and_later_ones_stay() -> None:
    assert clean("\ufeff\ufeffa\ufeff") == ("a\ufeff", 0)


def test_bytes_are_cleaned_as_their_text_is() -> None:
    last_two = (plane + low for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF))
    for code in (*range(0x100), *range(0xFDC0, 0xFE00), 0xFFFC, 0xFFFD, *last_two, 0x1F7FE):
        text = f"Much {chr(code)} was said of the toll."
        read = decode(text.encode())
        assert (read.text, read.replaced) == clean(text)


@given(any_texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once, _ = clean(text)
    assert clean(once) == (once, 0)


@given(any_texts)
def test_only_line_ends_and_leading_marks_change_the_length(text: str) -> None:
    assert len(clean(text)[0]) == len(text.lstrip("\ufeff").replace("\r\n", "\n"))


@given(st.binary(max_size=200), st.sampled_from(["", "utf-7", "cp1252", "gb18030", "utf-16"]))
def test_any_bytes_are_a_clean_text_or_a_reason_on_one_line(data: bytes, declared: str) -> None:
    try:
        text, reason = decode(data, declared).text, ""
    except NotText as error:
        text, reason = "", str(error)
    assert bool(text.strip()) != bool(reason)
    assert clean(text) == (text, 0)
    assert "\n" not in reason


def test_a_text_is_named_by_its_utf8_bytes() -> None:
    assert sha256("Kyiv’s") == hashlib.sha256("Kyiv’s".encode()).hexdigest()
