"""Annotations find their words in a later text, or a person is asked."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.text.material import ENGLAND, FAMILY, GOLD, SEEDS, hard_texts, plain_texts
from tui.model import Fragment
from tui.text.anchors import anchor, holds
from tui.text.graphemes import snap, spans
from tui.text.reanchor import LIKE, Placement, Reanchoring
from tui.text.wordmatch import common
from tui.text.words import fold, information, likeness, words_of

MALI = SEEDS["000_20a9162aa588d66d.txt"]
NAIROBI = SEEDS["001_5c23252eae010d18.txt"]


def place(old: str, new: str, *quotes: str) -> Placement:
    """Where the first occurrences of these words went."""
    return Reanchoring(old, new).place([of(old, quote) for quote in quotes])


def of(text: str, quote: str, nth: int = 0) -> Fragment:
    """The nth occurrence of words, counted from 0."""
    start = [match.start() for match in re.finditer(re.escape(quote), text)][nth]
    return anchor(text, start, start + len(quote))


def quoted(placement: Placement) -> list[str]:
    return [fragment.exact for fragment in placement.fragments]


@st.composite
def marked(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, list[Fragment]]:
    """A text and one to three fragments of it, in order, on the boundaries of clusters."""
    text = draw(texts)
    bounds = [start for start, _ in spans(text, 0, len(text))] + [len(text)]
    count = draw(st.integers(1, min(3, max(1, len(bounds) // 2))))
    some = st.lists(st.sampled_from(bounds), min_size=2 * count, max_size=2 * count, unique=True)
    ends = sorted(draw(some))
    return text, [anchor(text, *ends[n : n + 2]) for n in range(0, 2 * count, 2)]


@st.composite
def edited(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, list[Fragment], str]:
    """A text, fragments of it, and the text after a few changes."""
    text, fragments = draw(marked(texts))
    new = text
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(new)))
        end = min(len(new), start + draw(st.integers(0, 12)))
        new = new[:start] + draw(st.one_of(st.just(""), texts)) + new[end:]
    return text, fragments, new


some_texts = st.one_of(plain_texts, hard_texts)
cluster_texts = some_texts.filter(lambda text: len([*spans(text, 0, len(text))]) > 1)


def common_letters(one: str, other: str) -> int:
    """Length of the longest common subsequence."""
    best: list[int] = []
    for letter in one:
        for n in [n for n, char in enumerate(other) if char == letter][::-1]:
            at = bisect_left(best, n)
            best[at : at + 1] = [n]
    return len(best)


@given(marked(cluster_texts))
def test_the_same_text_keeps_everything(case: tuple[str, list[Fragment]]) -> None:
    text, fragments = case
    assert Reanchoring(text, text).place(fragments) == Placement("exact", tuple(fragments), 1.0)


@given(edited(cluster_texts))
@settings(max_examples=examples(250))
def test_whatever_is_placed_or_proposed_holds(case: tuple[str, list[Fragment], str]) -> None:
    old, fragments, new = case
    made = Reanchoring(old, new).place(fragments)
    assert 0 <= made.confidence <= 1
    assert (made.state in ("exact", "moved")) == bool(made.fragments)
    assert (made.state == "review") == bool(made.candidates)
    assert all(one.score >= other.score for one, other in pairwise(made.candidates))
    for found in (made.fragments, *(one.fragments for one in made.candidates)):
        assert all(holds(new, fragment) for fragment in found)
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert all(snap(new, edge) == edge for one in found for edge in (one.start, one.end))


@given(edited(cluster_texts))
@settings(max_examples=examples(250))
def test_nothing_is_placed_on_other_words(case: tuple[str, list[Fragment], str]) -> None:
    old, fragments, new = case
    made = Reanchoring(old, new).place(fragments)
    if not made.fragments:
        return
    ours, theirs = _folded(old, fragments), _folded(new, made.fragments)
    assert common_letters(ours, theirs) >= LIKE * max(len(ours), len(theirs)) - 1e-9
    assert [c for c in ours if c.isdigit()] == [c for c in theirs if c.isdigit()]
    first, last = made.fragments[0].exact[0], made.fragments[-1].exact[-1]
    assert not first.isspace() or fragments[0].exact[0].isspace()
    assert not last.isspace() or fragments[-1].exact[-1].isspace()


def _folded(text: str, fragments: Sequence[Fragment]) -> str:
    words = words_of(text)
    touched = (words.touched(one.start, one.end) for one in fragments)
    return "".join(words.keys[i] for span in touched for i in span)


@given(st.data())
def test_a_change_far_from_a_span_only_moves_it(data: st.DataObject) -> None:
    words = [f"w{n}x" for n in range(120)]
    old = " ".join(words)
    first = data.draw(st.integers(30, 80))
    start, end = old.index(words[first]), old.index(words[first + data.draw(st.integers(1, 9))]) - 1
    before = data.draw(st.sampled_from(["", "New words come here. ", "\n\n", "w3x w4x "]))
    cut = data.draw(st.integers(0, start - 80))
    gone = data.draw(st.integers(0, min(30, start - 80 - cut)))
    new = old[:cut] + before + old[cut + gone :]
    moved = len(new) - len(old)
    made = Reanchoring(old, new).place([anchor(old, start, end)])
    assert made.state == "exact"
    assert made.fragments == (anchor(new, start + moved, end + moved),)


@pytest.mark.parametrize("name", SEEDS)
def test_a_typing_error_is_followed(name: str) -> None:
    text = SEEDS[name]
    for start, end in GOLD[name]:
        middle = (start + end) // 2
        new = text[:middle] + "x" + text[middle:]
        made = Reanchoring(text, new).place([anchor(text, start, end)])
        assert (made.state, quoted(made)) == ("moved", [new[start : end + 1]])


@pytest.mark.parametrize("name", SEEDS)
def test_quotes_dashes_and_blanks_make_no_difference(name: str) -> None:
    text = SEEDS[name]
    shapes = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", " ": "\xa0", "\n": "\n\n"})
    pair = Reanchoring(text, text.translate(shapes))
    for start, end in GOLD[name]:
        made = pair.place([anchor(text, start, end)])
        assert quoted(made) == [text[start:end].translate(shapes)]


@pytest.mark.parametrize("name", SEEDS)
def test_paragraphs_and_furniture_come_and_go(name: str) -> None:
    text = SEEDS[name]
    lines = text.split("\n")
    lines[2:2] = ["Advertisement", "", "A paragraph that no one has read before comes in here.", ""]
    longer = "Home | World\n\n" + "\n".join(lines)
    for old, new in ((text, longer), (longer, text)):
        pair = Reanchoring(old, new)
        for start, end in GOLD[name]:
            quote = text[start:end]
            if quote in old and quote in new and text.count(quote) == 1:
                made = pair.place([of(old, quote)])
                assert quoted(made) == [quote]


def test_a_rewritten_sentence_goes_to_a_person_and_its_neighbours_stay() -> None:
    start, end = GOLD["001_5c23252eae010d18.txt"][6]
    new = NAIROBI[:start] + "Nobody could say by evening what had set it off." + NAIROBI[end:]
    pair = Reanchoring(NAIROBI, new)
    gold = GOLD["001_5c23252eae010d18.txt"]
    states = [pair.place([anchor(NAIROBI, *span)]).state for span in gold]
    assert states[6] in ("review", "lost")
    assert {*states[:6], *states[7:]} <= {"exact", "moved"}


def test_a_moved_paragraph_takes_its_spans_along() -> None:
    lines = NAIROBI.rstrip("\n").split("\n")
    new = "\n".join([*lines[:2], *lines[3:], lines[2]])
    quote = lines[2][20:60].strip()
    assert quoted(place(NAIROBI, new, lines[2])) == [lines[2]]
    assert quoted(place(NAIROBI, new, quote)) == [quote]


def test_the_same_number_twice_keeps_each_its_own() -> None:
    old = "The rebels say 84 fell on Monday. The army counts 84 wounded men since the spring began."
    new = old.replace("The rebels say 84 fell on Monday. ", "")
    assert place(old, new, "84").state in ("review", "lost")
    kept = Reanchoring(old, new).place([of(old, "84", 1)])
    assert [one.start for one in kept.fragments] == [new.index("84")]
    longer = "In all 84 districts voted. " + old
    both = Reanchoring(old, longer)
    for nth in (0, 1):
        assert both.place([of(old, "84", nth)]).fragments == (of(longer, "84", nth + 1),)


def test_a_sentence_that_comes_twice_is_left_to_a_person() -> None:
    lines = ["One thing was said at noon.", "Nobody was hurt in the fire.", "Rain came at night."]
    old = "\n\n".join(lines)
    new = "\n\n".join([lines[0], lines[1], "It went on.", lines[1], lines[2]])
    made = place(old, new, lines[1])
    assert made.state == "review"
    assert {one.start for one in made.candidates} >= {of(new, lines[1], n).start for n in (0, 1)}


def test_another_number_is_another_claim() -> None:
    old = "Officials in the capital confirmed that 84 fighters had died in the battle."
    made = place(old, old.replace("84", "94"), "84 fighters had died in the battle")
    assert made.state == "review"
    assert [one.exact for one in made.candidates[0].fragments] == [
        "94 fighters had died in the battle"
    ]


def test_what_comes_in_between_is_left_out() -> None:
    old = "Mali cut its ties at once. Kyiv denied it all.\n\nNothing else was known by the evening."
    new = old.replace("once. Kyiv", "once.\n\nAdvertisement\n\nKyiv")
    made = place(old, new, "Mali cut its ties at once. Kyiv denied it all.")
    assert made.state == "moved"
    assert quoted(made) == ["Mali cut its ties at once.", "Kyiv denied it all."]


def test_fragments_are_placed_as_a_whole_or_not_at_all() -> None:
    old = "The minister spoke first. Then the opposition left the hall. At night the vote was held."
    parts = "The minister spoke", "the vote was held"
    assert quoted(place(old, "Late news. " + old, *parts)) == [*parts]
    half = place(old, old.replace("the vote was held", "all went home to bed"), *parts)
    assert (half.state, half.fragments) == ("review", ())
    assert [one.exact for one in half.candidates[0].fragments] == ["The minister spoke"]
    turned = place(old, "At night the vote was held. The minister spoke first.", *parts)
    assert turned.state == "review"


@pytest.mark.parametrize("new", ["", " \n", "\x00", "😀", "entirely different"])
def test_nothing_alike_is_lost(new: str) -> None:
    assert place(NAIROBI, new, "Mali has announced") == Placement("lost", (), 0.0)


@pytest.mark.parametrize(
    ("old", "new", "quote", "now"),
    [
        ("one 😀 two three", "zero one 😀 two three", "😀 two", "😀 two"),
        (f"a {FAMILY} b {ENGLAND} c", f"x a {FAMILY} b {ENGLAND} c", ENGLAND, ENGLAND),
        ("the cafe\u0301 closed early", "the café closed early", "cafe\u0301", "café"),
        (
            "the govern\xadment fell today",
            "the government fell today",
            "govern\xadment",
            "government",
        ),
        ("قال الوزير إن الحرب انتهت", "أخيرا قال الوزير إن الحرب انتهت", "الحرب", "الحرب"),
        (
            "马里与乌克兰断交。战斗很激烈。",
            "快讯：马里与乌克兰断交。战斗很激烈。",
            "乌克兰",
            "乌克兰",
        ),
        ("it cost 1,000 euros then", "it cost 1000 euros then", "1,000 euros", "1000 euros"),
    ],
)
def test_scripts_and_clusters(old: str, new: str, quote: str, now: str) -> None:
    assert quoted(place(old, new, quote)) == [now]


def test_a_span_inside_a_word_and_one_with_blanks_at_its_ends() -> None:
    old = "Then the Ukrainian side spoke at length about the matter."
    new = "And then the Ukrainian side spoke at length about the matter."
    assert quoted(place(old, new, "krai")) == ["krai"]
    assert place(old, new.replace("kra", "kr"), "krai").state == "review"
    assert quoted(place(old, new, " side ")) == [" side "]
    assert quoted(place(old, new.replace(" ", "\n"), " side ")) == ["side"]


@pytest.mark.parametrize("fragments", [[], [Fragment(0, 4, "Then")], [Fragment(3, 99, "x")]])
def test_what_does_not_hold_is_refused(fragments: list[Fragment]) -> None:
    with pytest.raises(ValueError, match="hold in the old text"):
        Reanchoring("Mali has cut ties", "Mali").place(fragments)


def test_long_texts_that_repeat_themselves_come_to_an_end() -> None:
    old = "a b " * 20_000
    new = "b a c " * 9_000 + old[:40_000]
    assert Reanchoring(old, new).place([anchor(old, 40_000, 40_003)]).state
    assert Reanchoring(old, old + "end").place([anchor(old, 4, 7)]).state == "exact"


@given(*[st.lists(st.sampled_from("abcde"), max_size=60)] * 2)
def test_common_words_are_in_order_and_alike(one: list[str], other: list[str]) -> None:
    links = sorted(common(one, other, information(one, other), iter([True] * 9)))
    assert all(one[i] == other[j] for i, j, _ in links)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(links))


def test_words_are_compared_folded_and_forgive_a_typing_error() -> None:
    assert [*map(fold, ("“", "—", "--", "…", "ＡB", "\xad"))] == ['"', "-", "-", "...", "ab", ""]
    assert likeness("teh", "the") == pytest.approx(2 / 3)
    assert likeness("ukrane", "ukraine") == pytest.approx(6 / 7)
    assert (likeness("same", "same"), likeness("a", "b")) == (1, 0)
