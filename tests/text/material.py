"""Texts for the tests: the two seed articles, and strategies for hard text."""

import json
from pathlib import Path

from hypothesis import strategies as st

SEEDS = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
}
GOLD: dict[str, list[list[int]]] = json.loads(
    Path(__file__).with_name("seed_gold.json").read_text(encoding="utf-8")
)
"""Sentences of the seeds as a person marked them: start and end, the pages' furniture left out."""

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1fa\U0001f1f8"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"
HEART = "\u2764\ufe0f"
KEYCAP = "1\ufe0f\u20e3"
THUMB = "\U0001f44d\U0001f3fd"

PLAIN = [
    "a",
    "of",
    "Mali",
    "Ж",
    "λ",
    "é",
    "7",
    "1,000",
    " ",
    " ",
    "  ",
    "-",
    "–",
    "—",
    "’",
    "“",
    "”",
    ".",
]
HARD = [
    *(FAMILY, FLAG, ENGLAND, RAINBOW, HEART, KEYCAP, THUMB, "\U0001f1fa", "\U0001f3fd", "😀"),
    *("漢", "字", "。", "「", "ア", "한", "\u1112\u1161\u11ab", "\u3000"),
    *("क", "क\u094dष\u093f", "\u093f", "ب", "شَ", "א", "ก็", "\u0600"),
    *("e\u0301", "\u0301", "\u200d", "\u200c", "\ufe0f", "\t", "\xa0"),
    *(
        "\u200b",
        "\u202e",
        "\u2066",
        "\xad",
        "\ufeff",
        "\u2028",
        "\U000e0041",
        "\x1b",
        "\x9b",
        "\x7f",
    ),
]

plain_texts = st.lists(st.sampled_from([*PLAIN, "\n"]), max_size=80).map("".join)
hard_texts = st.lists(st.sampled_from([*PLAIN, *HARD, "\n"]), max_size=60).map("".join)
hard_lines = st.lists(st.sampled_from([*PLAIN, *HARD]), max_size=40).map("".join)
any_texts = st.one_of(hard_texts, st.text(max_size=60))
