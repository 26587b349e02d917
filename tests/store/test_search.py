"""Finding in all articles, annotations and notes, held against a plain look through everything."""

from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.conftest import add_file
from tests.store.test_annotations import mark
from tui.errors import CallError
from tui.store import adding, annotations, articles, history, search
from tui.store.adding import Intake
from tui.store.opening import open_store
from tui.text.passages import holds
from tui.text.policy import decode
from tui.text.query import parse
from tui.text.tokens import words_in

TEXTS = [
    "Mali cuts ties with Ukraine. The rebels claim 84 dead.",
    "Le Sénégal condamne. Dakar rappelle l’ambassadeur, malgré Kyiv.",
    "The president’s presidency: presidential words on Ukraine.",
    "Mali’s army lost 84 men; Mali says 20.",
    "Nothing to see here, 🦁Mali🦁 aside.",
]


def found(store, typed, width=100):
    return list(chain.from_iterable(search.find(store, parse(typed), width)))


def in_articles(store, typed):
    """The numbers of the texts a query finds passages in, newest first, each once."""
    texts = {uid.uid: articles.text_of(store, uid.uid) for uid in articles.summaries(store)}
    uids = dict.fromkeys(hit.article for hit in found(store, typed))
    return [TEXTS.index(texts[uid]) for uid in uids]


def take_in(store, *texts, **details):
    for number, text in enumerate(texts):
        raw = text.encode()
        adding.add(store, [Intake(decode(raw), raw, f"{number}.txt", details)])


@pytest.fixture
def library(store):
    take_in(store, *TEXTS)
    return store


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "texts"),
        [
            ("mali", [4, 3, 0]),
            ("MALI", [4, 3, 0]),
            ("senegal", [1]),
            ("mali ukraine", [0]),
            ('"ties with"', [0]),
            ('"with ties"', []),
            ("presid*", [2]),
            ('"lost 84 m*"', [3]),
            ("mali -ukraine", [4, 3]),
            ('84 -"84 men"', [0]),
            ("*krain*", [2, 0]),
            ("*krain* mali", [0]),
            ("*sénég*", [1]),
            ("nowhere", []),
        ],
    )
    def test_what_is_found_newest_first(self, library, typed, texts):
        assert in_articles(library, typed) == texts

    def test_each_passage_opens_at_its_words(self, library):
        hits = found(library, "mali 84")
        for hit in hits:
            text = articles.text_of(library, hit.article)
            words = hit.passage.text[hit.passage.start : hit.passage.end]
            assert text[hit.offset :].startswith(words)
            assert words in ("Mali", "84")
        assert len(hits) == 5

    def test_a_passage_is_no_wider_than_asked_for(self, store, mali):
        add_file(store, mali)
        assert {len(hit.passage.text) <= 40 for hit in found(store, "mali", 40)} == {True}

    def test_no_article_fills_the_list(self, store):
        take_in(store, "again and " * 50)
        assert len(found(store, "again")) == search.OF_ONE


class TestDetails:
    @pytest.fixture
    def dated(self, store):
        take_in(store, TEXTS[0], source="Le Monde", published="2024-08-06", story="Mali")
        take_in(store, TEXTS[3], source="Reuters", published="2024-07-30")
        take_in(store, TEXTS[2])
        return store

    @pytest.mark.parametrize(
        ("typed", "texts"),
        [
            ("source:monde", [0]),
            ('mali source:"le monde"', [0]),
            ("source:monde source:reuters mali", [3, 0]),
            ("date:2024-08", [0]),
            ("date:2024", [3, 0]),
            ("date:2024-07-01..2024-07-31", [3]),
            ("date:..2024-07", [3]),
            ("story:mali", [0]),
            ("ukraine date:2024", [0]),
        ],
    )
    def test_narrow_what_is_found(self, dated, typed, texts):
        assert in_articles(dated, typed) == texts


class TestAnnotations:
    @pytest.fixture
    def marked(self, store, first, second):
        mark(store, first, "84 mercenaries", note="Wagner says otherwise")
        mark(store, first, "treacherous", tag="claim/quote")
        mark(store, second, "Colonel Abdoulaye Maiga", tag="attribution", note="see Kyiv")
        return store

    def quotes(self, store, typed):
        return [hit.annotation.quote for hit in found(store, typed) if hit.annotation]

    @pytest.mark.parametrize(
        ("typed", "quotes"),
        [
            ("tag:claim/number", ["84 mercenaries"]),
            ("tag:claim", ["treacherous", "84 mercenaries"]),
            ("tag:claim/number tag:claim/quote", ["treacherous", "84 mercenaries"]),
            ("tag:attribution maiga", ["Colonel Abdoulaye Maiga"]),
            ("has:note", ["Colonel Abdoulaye Maiga", "84 mercenaries"]),
            ("has:note kyiv", ["Colonel Abdoulaye Maiga"]),
            ("in:notes wagner", ["84 mercenaries"]),
            ("in:annotations treach*", ["treacherous"]),
            ("in:annotations wagner", []),
            ("annotator:ana treacherous", ["treacherous"]),
            ("annotator:bo", []),
            ("has:note source:nowhere", []),
        ],
    )
    def test_by_tag_words_note_and_annotator(self, marked, typed, quotes):
        assert self.quotes(marked, typed) == quotes

    def test_notes_come_with_the_passages_of_a_word(self, marked):
        hits = found(marked, "otherwise")
        assert [(hit.passage.text, hit.annotation.quote) for hit in hits] == [
            ("Wagner says otherwise", "84 mercenaries")
        ]

    def test_in_text_leaves_notes_out(self, marked):
        assert found(marked, "in:text otherwise") == []

    def test_a_note_changed_deleted_or_brought_back_is_found_as_it_is(self, marked):
        made = found(marked, "in:notes otherwise")[0].annotation
        annotations.change(marked, made.uid, label="note", note="as Kyiv says")
        assert found(marked, "in:notes otherwise") == []
        assert self.quotes(marked, "in:notes says") == ["84 mercenaries"]
        annotations.remove(marked, [made.uid])
        assert found(marked, "in:notes says") == []
        history.undo(marked)
        history.undo(marked)
        assert self.quotes(marked, "in:notes otherwise") == ["84 mercenaries"]

    def test_an_unknown_tag_is_named_with_those_there_are(self, marked):
        with pytest.raises(CallError, match=r"no tag 'claim/nmber'.*claim/number"):
            found(marked, "tag:claim/nmber")


def test_an_article_that_was_removed_is_not_found_until_it_is_back(library):
    (hit,) = found(library, "senegal")
    articles.remove(library, [hit.article])
    assert found(library, "senegal") == []
    history.undo(library)
    assert len(found(library, "senegal")) == 1


def test_of_an_article_with_a_later_text_that_text_is_found(library):
    (hit,) = found(library, "senegal")
    raw = b"Le Mali condamne."
    adding.add_version(library, hit.article, Intake(decode(raw), raw, "later.txt"))
    assert found(library, "senegal") == []
    assert [one.article for one in found(library, "condamne")] == [hit.article]


def test_words_are_found_in_details_that_changed(store):
    take_in(store, TEXTS[0], title="First title")
    (about,) = articles.page(store, 0, 10, "first")
    with store.operation("retitle"):
        store.run("UPDATE article SET title = 'Second title' WHERE uid = ?", (about.uid,))
    assert articles.page(store, 0, 10, "first") == []
    assert articles.count(store, "second") == 1


@pytest.mark.parametrize("stretch", [1, 2, 3])
def test_a_library_of_many_stretches_is_searched_to_its_end(library, monkeypatch, stretch):
    whole = {typed: found(library, typed) for typed in ("mali", "*al*", "source:x", "presid*")}
    monkeypatch.setattr(search, "STRETCH", stretch)
    monkeypatch.setattr(search, "AT_ONCE", 1)
    assert {typed: found(library, typed) for typed in whole} == whole


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("s") / "a.db", annotator="ana", device="d") as store:
        take_in(store, *TEXTS)
        yield store


ANY_WORD = st.sampled_from(sorted({word for text in TEXTS for word in words_in(text)} | {"zebra"}))
TERM = st.one_of(
    ANY_WORD,
    ANY_WORD.map(lambda word: f"{word[:3]}*"),
    st.tuples(ANY_WORD, ANY_WORD).map(lambda two: f'"{two[0]} {two[1]}"'),
    ANY_WORD.filter(lambda word: len(word) > 3).map(lambda word: f"*{word[1:-1]}*"),
)


@given(st.lists(TERM, min_size=1, max_size=3), st.lists(TERM, max_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_index_finds_what_a_look_through_every_text_finds(mixed, wanted, left_out):
    typed = " ".join([*wanted, *(f"-{term}" for term in left_out)])
    expected = [number for number, text in enumerate(TEXTS) if holds(text, parse(typed))]
    assert in_articles(mixed, typed) == expected[::-1]
