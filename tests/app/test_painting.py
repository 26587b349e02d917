"""What a line of an article looks like: words, tints, underlines, keys at the edges, letters."""

from collections.abc import Iterable
from itertools import accumulate

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tests.app.material import hard_texts, marked, over
from tests.text.material import FAMILY, FLAG, RAINBOW
from tui import codebook
from tui.app.marks import Marks
from tui.app.painting import UNKEYED, Look, paint
from tui.app.theme import DARK, shades
from tui.model import Annotation, Tag
from tui.text.layout import Layout

TAGS = {tag.path: tag for tag in codebook.default().tags if "span" in tag.applies}
LOOK = Look(shades(DARK.name), TAGS)
COLOURLESS = Look(shades(DARK.name), TAGS, colourless=True)
WIDTHS = (40, 60, 76)

PRINTED = "“‘\"'«„([{—–”’»)]}.,;:!?"
"""What may stand between an annotation's words and its key."""


def painted(text: str, annotations: Iterable[Annotation] = (), width: int = 60, look: Look = LOOK):
    """Each line of a text as it is painted."""
    layout, marks = Layout(text, width), Marks(annotations)
    return [paint(layout, y, marks, look) for y in range(layout.height)]


def words(line) -> str:
    return "".join(segment.text for segment in line.segments)


def style_of(line, what: str) -> Style:
    """The style of the first cell of some words of a line."""
    at = words(line).index(what)
    for segment in line.segments:
        if at < len(segment.text):
            return segment.style
        at -= len(segment.text)
    raise AssertionError(what)


def keys_shown(text: str, annotations: list[Annotation], width: int) -> dict[tuple[int, int], str]:
    """The keys of a painted plain text: each by its line and the offset that it stands at.

    One that stands in the gutter stands at the offset before the line's first.
    """
    layout, marks = Layout(text, width), Marks(annotations)
    shown = {}
    for y in range(layout.height):
        line = paint(layout, y, marks, LOOK)
        start = layout.line_start(y)
        if line.gutter.text.strip():
            shown[y, start - 1] = line.gutter.text
        if line.tail:
            shown[y, start + len(words(line))] = line.tail.text
        for place, (drawn, was) in enumerate(zip(words(line), layout.shown(y), strict=True)):
            if drawn != was:
                shown[y, start + place] = drawn
    return shown


def keyless(text: str, annotations: list[Annotation], width: int) -> list[str]:
    """The annotations without a key of their own at the edge of any of their fragments."""
    free = keys_shown(text, annotations, width)
    without = []
    for one in annotations:
        edges = []
        for part in one.fragments:
            before, after = part.start - 1, part.end
            while before >= 0 and text[before] in PRINTED:
                before -= 1
            while after < len(text) and text[after] in PRINTED:
                after += 1
            edges += [before, after]
        mine = [at for at, key in free.items() if at[1] in edges and key == LOOK.key(one)]
        if mine:
            del free[mine[0]]
        else:
            without.append(f"{one.tag} “{one.quote}”")
    return without


# The text itself


@given(hard_texts, st.integers(1, 30))
def test_a_line_without_annotations_is_the_text_as_it_may_be_shown(text, width):
    layout = Layout(text, width)
    lines = painted(text, width=width)
    assert [words(line) for line in lines] == [layout.shown(y) for y in range(layout.height)]


@given(hard_texts.filter(len), st.integers(1, 30), st.data())
def test_a_line_takes_the_same_cells_whatever_is_painted_on_it(text, width, data):
    edges = st.integers(0, len(text) - 1)
    spans = data.draw(st.lists(st.tuples(edges, st.integers(1, 20)), max_size=4))
    annotations = [
        marked(str(number), (start, min(start + length, len(text))), tag=tag)
        for number, ((start, length), tag) in enumerate(zip(spans, TAGS, strict=False))
    ]
    layout, marks = Layout(text, width), Marks(annotations)
    assume("\u200d" not in text.replace(FAMILY, "").replace(RAINBOW, ""))  # the test below
    for y in range(layout.height):
        starts = [cluster.start for cluster in layout.clusters(y)]
        letters = data.draw(st.lists(st.sampled_from(starts), max_size=3)) if starts else []
        line = paint(layout, y, marks, LOOK, letters=dict.fromkeys(letters, "x"))
        assert line.cells == layout.cells(y) == cell_len(words(line))


@given(hard_texts.filter(len), st.integers(4, 30))
def test_letters_two_to_a_word_take_no_further_cells(text, width):
    assume("\u200d" not in text.replace(FAMILY, "").replace(RAINBOW, ""))
    layout = Layout(text, width)
    for y in range(layout.height):
        pairs = {one.start: "Z" for one in layout.clusters(y)[:-1][:4]}
        line = paint(layout, y, Marks(), LOOK, pairs=pairs)
        assert line.cells == layout.cells(y) == cell_len(words(line))


def test_letters_behind_the_end_of_a_line_stand_beyond_it():
    line = paint(Layout("a\nb", 20), 0, Marks(), LOOK, pairs={0: "Z", 1: "x"})
    assert line.tail is not None
    assert (words(line), line.tail.text) == ("Z", "x")


def test_a_joiner_between_letters_is_counted_as_textual_counts_it():
    """Textual crops a line where it meets a dialog: what it counts otherwise is cut elsewhere."""
    layout = Layout("a\u200da", 20)
    line = paint(layout, 0, Marks(), LOOK)
    assert line.cells == cell_len(words(line))


@pytest.mark.parametrize("wide", ["字", FAMILY, FLAG, "한"])
def test_a_letter_on_a_wide_character_keeps_its_width(wide):
    text = f"{wide} b"
    line = paint(Layout(text, 20), 0, Marks(), LOOK, letters={0: "f"})
    assert words(line) == "f  b"


def test_a_key_that_is_a_wide_character_does_not_move_the_words():
    look = Look(LOOK.shades, {"wide": Tag("", "wide", key="漢", colour="sky")})
    text = "one two three"
    layout = Layout(text, 20)
    line = paint(layout, 0, Marks([over(text, "m", "two", "wide")]), look)
    assert cell_len(words(line)) == layout.cells(0)


def test_only_the_keys_differ_from_the_text_of_the_seeds(seeds):
    keys = {LOOK.key(one) for _, annotations in seeds for one in annotations}
    for article, annotations in seeds:
        drawn = keys_shown(article.text, annotations, 60)
        assert set(drawn.values()) <= keys
        blanks = {article.text[at] for _, at in drawn if at >= 0}
        assert blanks <= {" ", "\n"}


# Annotations


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("number", [0, 1])
def test_every_annotation_of_the_seeds_shows_its_key(seeds, number, width):
    article, annotations = seeds[number]
    assert keyless(article.text, annotations, width) == []


def test_an_annotation_of_a_tag_without_a_key_shows_a_dot():
    text = "one two three"
    (line,) = painted(text, [over(text, "m", "two", "claim")])
    assert words(line) == f"one{UNKEYED}two three"


def test_an_annotation_of_a_tag_the_codebook_lost_shows_a_dot():
    text = "one two three"
    (line,) = painted(text, [over(text, "m", "two", "gone/long ago")])
    assert words(line) == f"one{UNKEYED}two three"


def test_two_tags_on_the_same_words_show_both_keys():
    text = "one two three"
    (line,) = painted(text, [over(text, "a", "two"), over(text, "b", "two", "opinion")])
    assert {"¹", "⁰"} <= set(words(line))


def test_two_tags_on_the_last_sentence_of_a_paragraph_show_both_keys():
    text = "One. Two is the last.\n\nThree."
    said = "Two is the last."
    both = [over(text, "a", said), over(text, "b", said, "opinion")]
    assert keyless(text, both, 60) == []


def test_an_annotation_in_a_text_without_blanks_shows_its_key():
    text = "他说八十四人死亡。"
    lines = painted(text, [over(text, "m", "八十四人", "claim/number")])
    assert "²" in words(lines[0]) + lines[0].gutter.text


def test_two_annotations_side_by_side_both_show_their_keys():
    text = "one two three four"
    both = [over(text, "a", "one two"), over(text, "b", "three", "opinion")]
    assert keyless(text, both, 60) == []


def test_an_annotation_at_a_line_s_start_has_its_key_in_the_gutter():
    text = "one two three four"
    lines = painted(text, [over(text, "m", "three four", "claim/number")], width=8)
    assert [line.gutter.text for line in lines] == [" ", "²", " "]


def test_an_annotation_inside_another_is_underlined():
    text = "one two three four"
    (line,) = painted(text, [over(text, "a", text), over(text, "b", "two", "opinion")])
    assert not style_of(line, "one").underline
    assert style_of(line, "two").underline
    assert style_of(line, "two").bgcolor != style_of(line, "one").bgcolor


def test_a_third_annotation_on_the_same_words_is_underlined_twice():
    text = "one two three four"
    three = [over(text, "a", text), over(text, "b", "two three"), over(text, "c", "three")]
    (line,) = painted(text, three)
    assert style_of(line, "three").underline2


def test_without_colour_annotated_words_are_underlined_and_nested_ones_twice():
    text = "one two three four"
    both = [over(text, "a", "two three"), over(text, "b", "three", "opinion")]
    (line,) = painted(text, both, look=COLOURLESS)
    assert not style_of(line, "one").underline
    assert style_of(line, "two").underline
    assert style_of(line, "three").underline2


def test_the_annotation_in_hand_lies_on_top_and_is_stronger():
    text = "one two three four"
    marks = Marks([over(text, "a", text), over(text, "b", "two", "opinion")])
    line = paint(Layout(text, 60), 0, marks, LOOK, chosen="a")
    assert style_of(line, "two").bgcolor == LOOK.shades.strong["orange"].bgcolor
    assert style_of(line, "two").bold


def test_the_words_left_out_between_two_fragments_are_not_marked():
    text = "one two three four"
    (line,) = painted(text, [marked("m", (0, 3), (8, 13), text=text)])
    assert style_of(line, "two") == LOOK.shades.text
    assert style_of(line, "three") == style_of(line, "one") != LOOK.shades.text


def test_an_overlay_is_laid_over_exactly_its_span():
    text = "one two three"
    line = paint(Layout(text, 60), 0, Marks(), LOOK, overlays=[(4, 7, Style(reverse=True))])
    assert [part.text for part in line.segments if part.style.reverse] == ["two"]


@given(hard_texts.filter(len), st.data())
def test_no_character_that_reads_as_one_is_painted_in_two_styles(text, data):
    edge = st.integers(0, len(text))
    start, end = sorted(data.draw(st.tuples(edge, edge)))
    layout = Layout(text, 20)
    for y in range(layout.height):
        over_it = [(start, end, Style(reverse=True))]
        line = paint(layout, y, Marks(), LOOK, overlays=over_it)
        cuts = set(accumulate(len(segment.text) for segment in line.segments))
        assert cuts <= set(accumulate(len(cluster.shown) for cluster in layout.clusters(y)))
