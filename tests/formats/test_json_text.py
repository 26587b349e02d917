"""JSON made quickly is the standard library's."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tui.formats.json_text import line_with_text, quoted

texts = st.text(st.sampled_from('ab "\\/\n\r\t\x00\x1f\x7f\u2028é😀'), max_size=30)


@given(texts)
def test_a_text_is_quoted_as_the_standard_library_does(text):
    assert quoted(text).decode() == json.dumps(text, ensure_ascii=False)


@given(texts, texts)
def test_a_line_has_the_text_between_the_other_fields(text, other):
    line = line_with_text({"id": other}, text, {"meta": {"title": other}})
    whole = {"id": other, "text": text, "meta": {"title": other}}
    assert line.decode() == json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
