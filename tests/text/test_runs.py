"""Words in a row that two texts have, and sketches by which such texts are found."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.text.policy import decode
from tui.text.runs import SKETCHED, common, covered, runs, share, sketch, stretches, words

CHINESE = "马里政府周日表示，已与乌克兰断绝外交关系。军方没有对此发表评论。"


def test_words_in_runs_of_three_count_wherever_they_stand():
    one, other = words("a b c d e f"), words("x d e f y a b c")
    assert common(one, other) == common(other, one) == 6
    assert covered(other, {*runs(one)}) == 6
    assert share(words("a b x c d"), one) == 0
    assert share([], one) == share(["a"], ["a"]) == 0


@settings(max_examples=50)
@given(st.text("ab s.\n", max_size=60), st.text("ab s.\n", max_size=60))
def test_a_share_is_one_of_itself_and_never_more(one, other):
    a, b = words(one), words(other)
    assert 0 <= share(a, b) == share(b, a) <= 1
    assert share(a, a) == (1 if len(a) >= 3 else 0)
    assert len(sketch(one)) <= SKETCHED
    assert sketch(one) == sorted(set(sketch(one)))


def test_a_text_wrapped_anew_and_in_capitals_has_the_same_sketch(mali):
    text = decode(mali.read_bytes()).text
    assert sketch(text.replace("\n\n", "\n").upper()) == sketch(text)
    assert len(sketch(text)) == SKETCHED


def test_texts_of_few_words_or_of_a_script_without_blanks_have_one_too():
    assert len(sketch(CHINESE)) == SKETCHED
    assert len({*sketch(CHINESE)} & {*sketch(CHINESE[:24])}) >= 2
    assert sketch("Four words are one.") != []
    assert sketch("") == sketch("Three words alone") == []
    assert stretches("All words of it") == {b"all words of it"}
