"""The articles of a library: a page at a time, by their words, by their uids, taken away."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.store.state import state
from tests.store.test_annotations import mark
from tui.errors import CallError
from tui.store import adding, annotations, articles, history, relations
from tui.store.adding import Intake
from tui.store.opening import open_store
from tui.text.policy import decode

TITLES = {
    "mali": "Mali cuts its ties with Kyiv",
    "malian": "Malian army: 47 dead",
    "cote": "Côte d’Ivoire and the coup",
    "resume": "Résumé of a naïve coöperation",
    "under": "snake_case in a headline",
    "emoji": "Breaking 🔥 news 🇺🇦",
    "star": "A* is not a grade AND not an operator",
    "cyrillic": "Київ заперечує",
    "arabic": "مالي تقطع العلاقات",
    "chinese": "马里断绝关系",
    "hindi": "हिन्दी समाचार",
}


def taken_in(store, titles: dict[str, str], **details: str) -> dict[str, str]:
    """Articles with these titles; their uids by key."""
    intakes = [
        Intake(
            decode(f"Text of {key}.".encode()),
            b"",
            f"{key}.txt",
            {"title": title, **details},
        )
        for key, title in titles.items()
    ]
    added = adding.add(store, intakes)
    return {key: one.article.uid for key, one in zip(titles, added, strict=True)}


@pytest.fixture
def library(store) -> dict[str, str]:
    return taken_in(store, TITLES, source="Tribune", byline="O’Neill", story="Sahel")


def found(store, library: dict[str, str], words: str) -> list[str]:
    """The keys of the articles with these words; `count` says as many as `page` gives."""
    uids = [one.uid for one in articles.page(store, 0, 100, words)]
    assert articles.count(store, words) == len(uids)
    return [key for uid in uids for key, known in library.items() if known == uid]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("mali", ["mali", "malian"]),
        ("MALIAN", ["malian"]),
        ("mal", ["mali", "malian"]),
        ("ties mali", ["mali"]),
        ("mali nothing", []),
        ("ali", []),
        ("cote", ["cote"]),
        ("Côte", ["cote"]),
        ("d’ivoire", ["cote"]),
        ("d'iv", ["cote"]),
        ("resume", ["resume"]),
        ("naive coop", ["resume"]),
        (unicodedata.normalize("NFD", "Résumé naïve"), ["resume"]),
        ("case", ["under"]),
        ("snake_case", ["under"]),
        ("київ", ["cyrillic"]),
        ("مالي", ["arabic"]),
        ("马里", ["chinese"]),
        ("हिन्दी", ["hindi"]),
        ("47", ["malian"]),
        ("star.txt", ["star"]),
        ("AND", ["cote", "star"]),
        ("NOT", ["star"]),
        ("a*", ["malian", "cote", "resume", "star", "under", "arabic"]),
        ('"mali', ["mali", "malian"]),
        ("mali OR coup", []),
        ("NEAR(mali, 2)", []),
        ("title:mali", []),
        ("^mali", ["mali", "malian"]),
        ("mali -army", ["malian"]),
    ],
)
def test_words_are_found_where_they_begin_a_word_whatever_is_typed_around_them(
    store, library, words, keys
):
    assert sorted(found(store, library, words)) == sorted(keys)


@pytest.mark.parametrize("words", ["", "  ", "\t", "🔥", "*", '"', "()", "’", "—", "\0"])
def test_where_no_word_is_typed_all_are_given(store, library, words):
    assert found(store, library, words) == list(TITLES)


@pytest.mark.parametrize("field", ["Tribune", "O’Neill", "oneill", "o'n", "Sahel"])
def test_source_byline_and_story_are_looked_into_too(store, library, field):
    expected = [] if field == "oneill" else list(TITLES)
    assert found(store, library, field) == expected


@settings(
    max_examples=examples(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.text(st.characters(codec="utf-8"), max_size=12))
def test_nothing_that_can_be_typed_is_an_error(store, words):
    if not articles.count(store):
        taken_in(store, TITLES)
    assert articles.count(store, words) == len(articles.page(store, 0, 100, words))


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_the_beginning_of_any_word_of_a_title_finds_its_article(store, data):
    library = {one.title: one.uid for one in articles.summaries(store)}
    if not library:
        taken_in(store, TITLES)
        library = {one.title: one.uid for one in articles.summaries(store)}
    title = data.draw(st.sampled_from(list(TITLES.values())))
    word = data.draw(st.sampled_from([part for part in title.split() if part.isalpha()] or [title]))
    typed = word[: data.draw(st.integers(1, len(word)))]
    uids = {one.uid for one in articles.page(store, 0, 100, typed)}
    assert library[title] in uids


def test_a_page_is_so_many_from_a_place_on_in_the_order_they_came(store):
    library = taken_in(store, {f"{n:03}": f"Title {n}" for n in range(250)})
    uids = list(library.values())
    paged = [
        one.uid for skip in range(0, 250, 100) for one in articles.page(store, skip, 100, "title")
    ]
    assert paged == uids
    assert [one.uid for one in articles.page(store, 100, 100)] == uids[100:200]
    assert articles.page(store, 250, 100) == []
    assert [one.uid for one in articles.each(store, batch=7)] == uids
    assert [one.uid for one in articles.each(store, batch=250)] == uids


def test_some_can_be_left_out(store, library):
    without = (library["mali"], library["cote"])
    rest = [uid for key, uid in library.items() if key not in ("mali", "cote")]
    assert [one.uid for one in articles.page(store, 0, 100, "", without)] == rest
    assert articles.count(store, "", without) == len(rest)
    assert [one.uid for one in articles.page(store, 0, 9, "mali", without)] == [library["malian"]]
    assert articles.count(store, "mali", without) == 1


def test_each_goes_on_while_articles_come_and_go(store, library):
    seen = []
    for one in articles.each(store, batch=2):
        seen.append(one.uid)
        if len(seen) == 2:
            articles.remove(store, [library["under"]])
            (last,) = taken_in(store, {"last": "Came last"}).values()
    assert seen == [uid for key, uid in library.items() if key != "under"] + [last]


class TestRemoved:
    """A removed article is nowhere, and back as it was after undo."""

    def test_it_is_gone_with_its_annotations(self, store, first, second):
        mark(store, first, "84")
        related = mark(store, second, "84")
        relations.add(store, "same", related, annotations.of_article(store, first)[0].uid)
        before = state(store), articles.summaries(store)
        articles.remove(store, [first])
        assert [one.uid for one in articles.summaries(store)] == [second]
        assert articles.count(store) == 1
        assert articles.count(store, "homeinternational") == 0
        assert relations.of_article(store, second) == []
        assert annotations.of_article(store, first) == []
        for refused in (articles.summary, articles.read, articles.find, articles.id_of):
            with pytest.raises(CallError, match="claimdesk list"):
                refused(store, first)
        assert history.undo(store).articles == {first}
        assert (state(store), articles.summaries(store)) == before
        assert articles.count(store, "homeinternational") == 1

    def test_several_are_one_step(self, store, library):
        articles.remove(store, [library["mali"], library["cote"]])
        assert history.operations(store)[0].label == "remove 2 articles"
        assert articles.count(store) == len(TITLES) - 2
        history.undo(store)
        assert articles.count(store) == len(TITLES)

    def test_one_with_anothers_annotations_stays(self, store, first, second, path):
        mark(store, second, "84")
        with open_store(path, annotator="ben", device="b") as ben:
            mark(ben, first, "84")
        before = state(store)
        with pytest.raises(CallError, match="annotations by ben, theirs to delete"):
            articles.remove(store, [second, first])
        assert state(store) == before
        with open_store(path, annotator="ben", device="b") as ben:
            annotations.remove(ben, [annotations.of_article(ben, first)[0].uid])
        articles.remove(store, [second, first])
        assert articles.count(store) == 0

    @pytest.mark.parametrize("uids", [["none"], ["none", "nor this"]])
    def test_one_that_is_not_there_is_refused(self, store, first, uids):
        with pytest.raises(CallError, match="no article none"):
            articles.remove(store, [first, *uids])
        assert articles.count(store) == 1

    def test_added_again_it_is_there_again_without_what_was_on_it(self, store, first, mali):
        from tests.store.conftest import add_file

        mark(store, first, "84")
        articles.remove(store, [first])
        assert add_file(store, mali) == first
        assert annotations.of_article(store, first) == []
        assert articles.count(store, "homeinternational") == 1
        history.undo(store)
        history.undo(store)
        assert len(annotations.of_article(store, first)) == 1


class TestFinding:
    """An article by the start of its uid."""

    def test_the_start_is_enough_where_it_is_one_articles(self, store, library):
        for uid in library.values():
            assert articles.find(store, uid) == uid
            assert articles.find(store, uid[:13]) == uid

    @pytest.mark.parametrize("start", ["", "zzz", "%", "_", "'", "\U0010ffff"])
    def test_a_start_of_none_is_refused(self, store, first, start):
        with pytest.raises(CallError, match="no article starts with"):
            articles.find(store, start)

    def test_a_start_of_several_is_refused(self, store):
        library = taken_in(store, {f"{n}": f"Title {n}" for n in range(20)})
        starts = [uid[0] for uid in library.values()]
        several = next(start for start in starts if starts.count(start) > 1)
        with pytest.raises(CallError, match="several articles start with"):
            articles.find(store, several)

    def test_one_that_was_removed_is_not_found(self, store, first):
        articles.remove(store, [first])
        with pytest.raises(CallError, match="no article starts with"):
            articles.find(store, first[:8])
