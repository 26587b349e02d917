"""A later text of an article: annotations go along where that is sure, and wait where it is not."""

import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SEEDS, examples
from tests.store.conftest import add_file
from tests.store.state import state
from tests.store.test_annotations import mark, span
from tui.errors import CallError, DataError
from tui.store import adding, annotations, articles, check, history, versions
from tui.store.adding import Added, Intake
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor
from tui.text.policy import decode
from tui.text.reanchor import Reanchoring

PLACE = "/news/mali.txt"
TOLL = "at least 84 mercenaries"
DECISION = "This decision follows statements made by a senior Ukrainian official"
EARLIER = "Later in the day the foreign ministry confirmed the report. "


def intake(
    text: str, place: str = PLACE, file: str = "mali.txt", encoding: str = "utf-8"
) -> Intake:
    raw = text.encode(encoding)
    return Intake(decode(raw), raw, file, place=place)


def take_in(store, text: str, **where: str) -> Added:
    (added,) = adding.add(store, [intake(text, **where)])
    return added


def quotes(store, article: str) -> list[str]:
    return [made.quote for made in annotations.of_article(store, article)]


def holding(store, article: str) -> None:
    """Every annotation of the article is on a text it has had, and its words stand there."""
    for made in (*annotations.of_article(store, article), *annotations.off_text(store, article)):
        text = (
            articles.text_of(store, article)
            if made.sha256 == articles.summary(store, article).sha256
            else versions.text_of(store, article, made.sha256)
        )
        for part in made.fragments:
            assert text[part.start : part.end] == part.exact


@pytest.fixture
def text(mali) -> str:
    return decode(mali.read_bytes()).text


@pytest.fixture
def article(store, text) -> str:
    """The first seed article, which came from a place."""
    return take_in(store, text).article.uid


def test_another_text_from_the_same_place_is_a_later_one_of_the_same_article(store, article, text):
    mark(store, article, TOLL)
    added = take_in(store, EARLIER + text)
    assert (added.article.uid, added.duplicate) == (article, False)
    assert (added.carried.moved, added.carried.waiting) == (1, 0)
    assert articles.count(store) == 1
    assert articles.text_of(store, article) == EARLIER + text
    (made,) = annotations.of_article(store, article)
    assert made.start == len(EARLIER) + text.index(TOLL)
    assert (made.quote, made.sha256) == (TOLL, added.article.sha256)
    holding(store, article)


def test_one_given_by_hand_for_an_article_is_a_later_one_too(store, first, text):
    mark(store, first, TOLL)
    added = adding.add_version(store, first, intake(EARLIER + text, place=""))
    assert (added.article.uid, added.carried) == (first, versions.Carried(1, 0))
    assert quotes(store, first) == [TOLL]
    assert history.operations(store)[0].label.startswith("add a later text of ")


def test_one_given_by_hand_leaves_the_article_the_place_it_comes_from(store, article, text):
    adding.add_version(store, article, intake(EARLIER + text, place=""))
    assert take_in(store, EARLIER * 2 + text).article.uid == article


def test_the_text_it_has_already_is_told_and_nothing_is_written(store, article, text):
    before = store.value("SELECT count(*) FROM op")
    assert adding.add_version(store, article, intake(text)).duplicate
    assert take_in(store, text).duplicate
    assert store.value("SELECT count(*) FROM op") == before


def test_the_text_of_another_article_is_refused(store, article, second, nairobi):
    before = state(store)
    with pytest.raises(CallError, match="another article"):
        adding.add_version(store, article, intake(nairobi.read_text(encoding="utf-8")))
    assert state(store) == before


def test_two_files_of_one_name_in_different_folders_are_two_articles(store, text):
    here = take_in(store, text, place="/a/index.txt", file="index.txt").article.uid
    there = take_in(store, EARLIER + text, place="/b/index.txt", file="index.txt")
    assert (there.carried, articles.count(store)) == (None, 2)
    later = take_in(store, EARLIER * 2 + text, place="/b/index.txt", file="index.txt")
    assert later.article.uid == there.article.uid != here
    assert articles.text_of(store, here) == text


def test_what_its_folders_are_called_is_not_in_the_database(store, article, path):
    store.close()
    assert b"/news/" not in path.read_bytes()


class TestWaiting:
    """What cannot be placed with confidence stays on its words until a person has looked."""

    def test_a_figure_that_changed(self, store, article, text):
        uid = mark(store, article, TOLL)
        kept = mark(store, article, DECISION, tag="claim/event")
        added = take_in(store, text.replace("84 mercenaries", "37 mercenaries"))
        assert added.carried == versions.Carried(1, 1)
        assert [made.uid for made in annotations.of_article(store, article)] == [kept]
        (waits,) = annotations.waiting(store)
        assert (waits.uid, waits.quote, waits.start) == (uid, TOLL, text.index(TOLL))
        assert annotations.off_text(store, article) == [waits]
        assert annotations.of_text(store, article, waits.sha256) == [waits]
        assert versions.text_of(store, article, waits.sha256) == text
        holding(store, article)

    def test_words_that_now_stand_twice(self, store, article, text):
        mark(store, article, "Mali")
        sentence = text[text.index("Northern") : text.index("This attack")]
        uid = mark(store, article, sentence.strip())
        take_in(store, text.replace(sentence, "") + sentence + sentence)
        assert uid in {made.uid for made in annotations.waiting(store)}
        holding(store, article)

    def test_words_that_are_gone(self, store, article, text):
        mark(store, article, TOLL)
        assert take_in(store, "Nothing of it is left, not one word.").carried.waiting == 1
        assert quotes(store, article) == []
        assert articles.summary(store, article).annotations == 0
        holding(store, article)

    def test_a_person_places_it(self, store, article, text):
        uid = mark(store, article, TOLL, note="the rebels' count")
        take_in(store, text.replace("84 mercenaries", "37 mercenaries"))
        before = state(store)
        annotations.place(store, uid, (span(store, article, "at least 37 mercenaries"),))
        (made,) = annotations.of_article(store, article)
        assert (made.uid, made.quote, made.note) == (
            *(uid, "at least 37 mercenaries"),
            "the rebels' count",
        )
        assert annotations.waiting(store) == []
        assert history.undo(store).label == "place claim/number in the later text"
        assert state(store) == before
        assert [made.uid for made in annotations.waiting(store)] == [uid]

    def test_or_leaves_it_with_the_earlier_text(self, store, article, text):
        uid = mark(store, article, TOLL)
        take_in(store, text.replace("84 mercenaries", "37 mercenaries"))
        annotations.leave(store, [uid])
        assert annotations.waiting(store) == []
        assert [made.uid for made in annotations.off_text(store, article)] == [uid]
        take_in(store, EARLIER + text)  # where its words stand again
        assert [made.uid for made in annotations.off_text(store, article)] == [uid]
        assert history.undo(store).left == 0
        history.undo(store)
        assert [made.uid for made in annotations.waiting(store)] == [uid]

    def test_one_left_and_then_placed_goes_along_again(self, store, article, text):
        uid = mark(store, article, TOLL)
        take_in(store, later := text.replace("84 mercenaries", "37 mercenaries"))
        annotations.leave(store, [uid])
        annotations.place(store, uid, (span(store, article, "at least 37 mercenaries"),))
        take_in(store, EARLIER + later)
        assert quotes(store, article) == ["at least 37 mercenaries"]

    def test_words_that_are_not_there_are_refused(self, store, article, text):
        uid = mark(store, article, TOLL)
        take_in(store, text.replace("84 mercenaries", "37 mercenaries"))
        start = text.index(TOLL)
        with pytest.raises(DataError, match="nothing was written"):
            annotations.place(store, uid, (anchor(text, start, start + len(TOLL)),))
        assert [made.uid for made in annotations.waiting(store)] == [uid]

    def test_another_annotators_goes_along_and_is_theirs_to_place(self, store, article, text, path):
        with open_store(path, annotator="ben", device="b") as ben:
            moves = mark(ben, article, DECISION)
            waits = mark(ben, article, TOLL)
        take_in(store, EARLIER + text.replace("84 mercenaries", "37 mercenaries"))
        assert [made.uid for made in annotations.of_article(store, article)] == [moves]
        assert annotations.waiting(store) == []
        assert [made.uid for made in annotations.off_text(store, article)] == [waits]
        with pytest.raises(CallError, match="ben's"):
            annotations.place(store, waits, (span(store, article, "at least 37"),))
        with pytest.raises(CallError, match="ben's"):
            annotations.leave(store, [waits])
        with open_store(path, annotator="ben", device="b") as ben:
            assert [made.uid for made in annotations.waiting(ben)] == [waits]
            annotations.place(ben, waits, (span(ben, article, "at least 37 mercenaries"),))
        assert len(annotations.of_article(store, article)) == 2

    def test_a_damaged_one(self, store, article, text):
        uid = mark(store, article, TOLL)
        (part,) = annotations.of_article(store, article)[0].fragments
        with store.operation("damage"):
            wrong = [{"start": part.start + 3, "end": part.end + 3, "exact": part.exact}]
            store.run("UPDATE annotation SET fragments = ? WHERE uid = ?", (json.dumps(wrong), uid))
        assert take_in(store, EARLIER + text).carried == versions.Carried(0, 1)
        assert [made.uid for made in annotations.waiting(store)] == [uid]


def test_fragments_go_along_all_or_none(store, article, text):
    parts = tuple(span(store, article, words) for words in (DECISION, TOLL))
    (uid,) = annotations.add(store, [Draft(article, "claim/event", parts)])
    take_in(store, later := EARLIER + text.replace("47 Malian", "48 Malian"))
    (made,) = annotations.of_article(store, article)
    assert made.quote == f"{DECISION} … {TOLL}"
    take_in(store, later.replace("84 mercenaries", "37 mercenaries"))
    assert [waits.uid for waits in annotations.waiting(store)] == [uid]
    assert annotations.waiting(store)[0].quote == f"{DECISION} … {TOLL}"
    holding(store, article)


def test_deleted_ones_go_along_and_come_back_in_the_later_text(store, article, text):
    uid = mark(store, article, TOLL)
    annotations.remove(store, [uid])
    removal = history.operations(store)[0].uid
    added = take_in(store, EARLIER + text)
    assert added.carried == versions.Carried(0, 0)
    history.undo(store, removal)
    (made,) = annotations.of_article(store, article)
    assert made.start == len(EARLIER) + text.index(TOLL)
    holding(store, article)


class TestTexts:
    """The texts an article has had."""

    def test_none_are_told_while_it_has_had_one(self, store, article):
        assert versions.of_article(store, article) == []

    def test_are_told_oldest_first_with_when_they_came_and_what_is_on_them(
        self, store, article, text
    ):
        mark(store, article, TOLL)
        came = [articles.summary(store, article).added]
        for number in (37, 38):
            take_in(store, text.replace("84 mercenaries", f"{number} mercenaries"))
            came.append(store.value("SELECT max(added) FROM version"))
        found = versions.of_article(store, article)
        assert [one.annotations for one in found] == [1, 0, 0]
        assert [one.current for one in found] == [False, False, True]
        assert [one.added for one in found] == came == sorted(set(came))
        assert {one.file for one in found} == {"mali.txt"}
        assert [one.length for one in found] == [len(text)] * 3

    def test_a_text_it_had_before_comes_last_again_and_takes_its_annotations(
        self, store, article, text
    ):
        uid = mark(store, article, TOLL)
        later = text.replace("84 mercenaries", "37 mercenaries")
        take_in(store, later)
        new = mark(store, article, "at least 37 mercenaries")
        added = take_in(store, text)
        assert (added.duplicate, added.carried) == (False, versions.Carried(0, 1))
        assert [made.uid for made in annotations.of_article(store, article)] == [uid]
        assert [made.uid for made in annotations.waiting(store)] == [new]
        take_in(store, EARLIER + text)
        third = [one.sha256 for one in versions.of_article(store, article)]
        shas = [articles.summary(store, article).sha256, added.article.sha256]
        assert third[1:] == shas[::-1]
        assert len(third) == 3

    def test_a_third_text_takes_those_that_waited_on_the_first(self, store, article, text):
        uid = mark(store, article, TOLL)
        take_in(store, "The page could not be found.")
        assert [made.uid for made in annotations.waiting(store)] == [uid]
        assert take_in(store, EARLIER + text).carried == versions.Carried(1, 0)
        assert quotes(store, article) == [TOLL]
        holding(store, article)

    def test_a_text_it_had_is_already_here_when_it_comes_from_elsewhere(self, store, article, text):
        take_in(store, EARLIER + text)
        again = take_in(store, text, place="/elsewhere/copy.txt")
        assert (again.article.uid, again.duplicate) == (article, True)
        assert articles.text_of(store, article) == EARLIER + text

    def test_one_that_was_undone_is_not_already_here(self, store, article, text):
        take_in(store, EARLIER + text)
        history.undo(store)
        other = take_in(store, EARLIER + text, place="/elsewhere/copy.txt")
        assert (other.article.uid != article, other.duplicate) == (True, False)
        assert check.faults(store) == []

    def test_one_it_never_had_is_refused(self, store, article, second):
        sha256 = articles.summary(store, second).sha256
        with pytest.raises(CallError, match="has had no text"):
            versions.text_of(store, article, sha256)


class TestTakingBack:
    """The whole step, to the letter."""

    @pytest.fixture
    def marked(self, store, article) -> str:
        for words in (TOLL, DECISION, "Mali will cut ties"):
            mark(store, article, words)
        annotations.remove(store, [mark(store, article, "47 Malian soldiers")])
        return article

    def test_undo_and_redo(self, store, marked, text):
        states = [state(store)]
        for later in (
            text.replace("84 mercenaries", "37 mercenaries"),
            EARLIER + text,
            text,
        ):
            take_in(store, later)
            states.append(state(store))
        for earlier in states[-2::-1]:
            assert history.undo(store).left == 0
            assert state(store) == earlier
        for later in states[1:]:
            assert history.redo(store).articles == {marked}
            assert state(store) == later
        assert check.faults(store) == []

    def test_a_step_that_another_stands_on_is_left_where_it_stands(self, store, marked, text):
        """Neither text, nor what is known of it, nor which texts there were."""
        old = "Mali has announced the severing of its ties. Kyiv’s répression."
        added = take_in(store, old, encoding="utf-16", file="old.txt")
        step = history.operations(store)[0].uid
        take_in(store, EARLIER + text)
        before = articles.summary(store, marked), versions.of_article(store, marked)
        original = store.value("SELECT original FROM article WHERE uid = ?", (marked,))
        assert history.undo(store, step).left > 0
        assert (articles.summary(store, marked), versions.of_article(store, marked)) == before
        assert store.value("SELECT original FROM article WHERE uid = ?", (marked,)) == original
        assert added.article.sha256 in {one.sha256 for one in versions.of_article(store, marked)}
        history.undo(store)
        assert articles.summary(store, marked).sha256 == added.article.sha256
        holding(store, marked)
        assert check.faults(store) == []

    def test_what_was_marked_on_the_later_text_waits(self, store, marked, text):
        later = take_in(store, EARLIER + text)
        step = history.operations(store)[0].uid
        uid = mark(store, marked, EARLIER.strip())
        assert history.undo(store, step).left == 0
        assert articles.text_of(store, marked) == text
        assert [made.uid for made in annotations.waiting(store)] == [uid]
        shas = [one.sha256 for one in versions.of_article(store, marked)]
        assert shas == [later.article.sha256, articles.summary(store, marked).sha256]
        assert len(annotations.of_article(store, marked)) == 3
        assert check.faults(store) == []

    def test_an_article_that_was_removed_comes_back_with_the_text_that_is_added(
        self, store, marked, text
    ):
        take_in(store, EARLIER + text)
        articles.remove(store, [marked])
        added = take_in(store, text, place="")
        assert (added.article.uid, added.duplicate) == (marked, False)
        assert articles.text_of(store, marked) == text
        assert check.faults(store) == []

    def test_the_article_that_a_place_has_now_goes_before_one_removed(self, store, article, text):
        articles.remove(store, [article])
        here = take_in(store, EARLIER + text).article.uid
        assert take_in(store, text).article.uid == here != article
        assert articles.count(store) == 1


def test_a_place_named_twice_in_one_call_gives_its_second_text_as_a_later_one(store, text):
    one, two = adding.add(store, [intake(text), intake(EARLIER + text)])
    assert one.article.uid == two.article.uid
    assert articles.text_of(store, one.article.uid) == EARLIER + text
    assert articles.page(store, 0, 9, "mali") == [articles.summary(store, one.article.uid)]
    assert check.faults(store) == []


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("cut"), st.integers(0, 60), st.integers(1, 5)),
        st.tuples(st.just("move"), st.integers(0, 60), st.integers(0, 60)),
        st.tuples(st.just("copy"), st.integers(0, 60), st.integers(0, 60)),
        st.tuples(st.just("count"), st.integers(0, 9), st.integers(0, 999)),
        st.tuples(st.just("words"), st.integers(0, 600), st.integers(1, 9)),
    ),
    min_size=1,
    max_size=4,
)


def edited(text: str, edits: list[tuple[str, int, int]]) -> str:
    """A text as an editor leaves it: sentences cut, moved or said twice, figures, words changed."""
    for kind, one, two in edits:
        sentences = re.split(r"(?<=[.\n])", text)
        here, there = one % len(sentences), two % len(sentences)
        if kind == "cut":
            del sentences[here : here + two]
        elif kind == "move":
            sentences.insert(there, sentences.pop(here))
        elif kind == "copy":
            sentences.insert(there, sentences[here])
        text = "".join(sentences)
        if kind == "count":
            figures = list(re.finditer(r"\d+", text))
            if figures:
                start, end = figures[one % len(figures)].span()
                text = text[:start] + str(two) + text[end:]
        elif kind == "words":
            words = re.split(r"(?<= )", text)
            words[one % len(words)] = "reportedly " * two
            text = "".join(words)
    return text or "Nothing."


@settings(deadline=None, max_examples=examples(25))
@given(
    steps=st.lists(st.one_of(EDITS, st.just("undo"), st.just("redo")), min_size=1, max_size=5),
    spans=st.lists(
        st.lists(st.integers(0, 2870), min_size=2, max_size=4, unique=True), min_size=1, max_size=9
    ),
)
def test_no_annotation_is_lost_or_on_other_words_whatever_is_done_to_the_text(steps, spans):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with open_store(path, annotator="ana", device="a") as store:
            text = decode((SEEDS / "001_5c23252eae010d18.txt").read_bytes()).text
            article = take_in(store, text).article.uid
            drafts = []
            for bounds in spans:
                ends = sorted(bounds)[: len(bounds) // 2 * 2]
                parts = [anchor(text, *ends[n : n + 2]) for n in range(0, len(ends), 2)]
                drafts.append(Draft(article, "claim/event", tuple(parts)))
            uids = set(annotations.add(store, drafts))
            for step in steps:
                try:
                    if step in ("undo", "redo"):
                        history.redo(store) if step == "redo" else history.undo(store)
                    else:
                        text = articles.text_of(store, article)
                        take_in(store, edited(text, step))
                except CallError:
                    continue
                if not store.value("SELECT count(*) FROM article WHERE NOT deleted"):
                    break
                made = annotations.of_article(store, article)
                off = annotations.off_text(store, article)
                there = {one.uid for one in (*made, *off)}
                assert there in (uids, set())
                assert len(made) + len(off) == len(there)
                holding(store, article)
            assert check.faults(store) == []


def test_what_goes_along_is_what_reanchoring_is_sure_of(store, article, text):
    """Every sentence of a real article, after a real change: as sure as the pure function."""
    later = text.replace("84 mercenaries", "37 mercenaries").replace("two years ago", "in 2021")
    found = [(m.start(), m.end()) for m in re.finditer(r"[A-Z][^.\n]{20,}\.", text)]
    drafts = [Draft(article, "claim/event", (anchor(text, *one),)) for one in found]
    annotations.add(store, drafts)
    placing = Reanchoring(text, later)
    sure = [placing.place(draft.fragments).fragments for draft in drafts]
    carried = take_in(store, later).carried
    assert carried == versions.Carried(sum(map(bool, sure)), len(sure) - sum(map(bool, sure)))
    made = [one.fragments for one in annotations.of_article(store, article)]
    assert made == [one for one in sure if one]


def test_the_annotations_of_the_other_article_stay_where_they_are(store, article, second, text):
    mark(store, second, "84")
    before = annotations.of_article(store, second)
    take_in(store, EARLIER + text)
    assert annotations.of_article(store, second) == before
    assert annotations.off_text(store, second) == []


def test_a_text_taken_in_from_a_file_is_found_by_its_new_words(store, first, mali):
    assert add_file(store, mali) == first
    adding.add_version(store, first, intake("The ministry denies it.", file="denial.txt"))
    assert [one.uid for one in articles.page(store, 0, 9, "denial")] == [first]
    assert articles.count(store, "20a9162aa588d66d") == 0
