"""A later text of the page an article came from is a later text of the article, and no other is."""

import pytest

from tests.store.state import state
from tests.store.test_annotations import mark
from tui.store import adding, addresses, annotations, articles, check, history
from tui.store.adding import Added, Intake
from tui.store.article_details import change
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.text.policy import decode

PAGE = "https://news.example/2024/07/toll"
SAME = "HTTPS://news.example:443/2024/07/toll/?utm_source=feed#comments"
EARLY = "The toll rose to 84 on Sunday, the rebels said. The army did not comment on the report."
LATER = f"{EARLY} On Monday the ministry confirmed it."
OTHER = "A bridge was opened in Lyon this week, after nine years of work and many delays."


def take_in(store, text: str, url: str = "", place: str = "") -> Added:
    raw = text.encode()
    (added,) = adding.add(store, [Intake(decode(raw), raw, "p", {"url": url}, place)])
    return added


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ((PAGE, ""), (SAME, "")),
        ((PAGE, PAGE), ("", SAME)),
        (("", SAME), (PAGE, PAGE)),
        ((PAGE, "/home/ana/toll.html"), (SAME, "/home/ana/toll (1).html")),
        ((SAME, "/pages.zip!toll.html"), (PAGE, PAGE)),
        ((PAGE, "https://news.example/feed.xml"), (SAME, "https://news.example/feed.xml")),
    ],
)
def test_a_later_text_of_the_same_page_is_one_of_the_same_article(store, first, then):
    uid = take_in(store, EARLY, *first).article.uid
    mark(store, uid, "84")
    later = take_in(store, LATER, *then)
    assert (later.article.uid, later.duplicate) == (uid, False)
    assert later.carried is not None
    assert [made.quote for made in annotations.of_article(store, uid)] == ["84"]
    assert take_in(store, LATER, *then).duplicate
    history.undo(store)
    assert check.faults(store) == []


def test_what_was_fetched_again_is_a_later_text_however_much_has_changed(store):
    uid = take_in(store, EARLY, PAGE, PAGE).article.uid
    assert take_in(store, OTHER, SAME, SAME).article.uid == uid


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (PAGE, ""),
        (PAGE, "https://news.example/feed.xml"),
        ("https://news.example/", ""),
        ("https://news.example/", "https://news.example/"),
        ("", "https://news.example/"),
    ],
)
def test_another_article_with_the_url_of_a_page_both_stood_on_is_none(store, url, place):
    take_in(store, EARLY, url, place)
    added = take_in(store, OTHER, url, place)
    assert (added.carried, added.duplicate) == (None, False)
    assert articles.count(store) == 2


def test_two_files_with_the_url_of_a_page_both_stood_on_are_two_articles(store):
    take_in(store, EARLY, PAGE, "/home/ana/one.html")
    assert take_in(store, OTHER, PAGE, "/home/ana/other.html").carried is None


def test_on_a_front_page_even_much_the_same_text_is_another_article(store):
    take_in(store, EARLY, "https://news.example/")
    assert take_in(store, LATER, "https://news.example").carried is None


def test_an_earlier_text_found_again_at_its_page_is_told_and_changes_nothing(store):
    take_in(store, EARLY, PAGE)
    uid = take_in(store, LATER, PAGE).article.uid
    before = state(store)
    assert take_in(store, EARLY, PAGE).duplicate
    assert state(store) == before
    assert articles.text_of(store, uid) == LATER


def test_two_texts_of_one_page_in_one_batch_are_one_article(store):
    raws = [EARLY.encode(), OTHER.encode(), LATER.encode()]
    intakes = [Intake(decode(raw), raw, "", {"url": PAGE}) for raw in raws]
    one, other, later = adding.add(store, intakes)
    assert later.article.uid == one.article.uid
    assert other.article.uid != one.article.uid
    assert check.faults(store) == []


def test_a_url_that_was_changed_or_came_with_a_merge_is_known(store, tmp_path):
    uid = take_in(store, EARLY, "https://news.example/wrong").article.uid
    change(store, uid, {"url": PAGE})
    with open_store(tmp_path / "bo.db", annotator="bo", device="d") as other:
        merge(other, store.path)
        assert take_in(other, LATER, SAME).article.uid == uid
    assert take_in(store, LATER, SAME).article.uid == uid
    history.undo(store)
    history.undo(store)
    assert take_in(store, LATER, SAME).article.uid != uid


def test_a_removed_article_gets_no_later_text(store):
    uid = take_in(store, EARLY, PAGE).article.uid
    articles.remove(store, [uid])
    assert take_in(store, LATER, PAGE).article.uid != uid


def test_the_hash_of_an_address_is_a_positive_number_or_says_that_there_is_none():
    assert addresses.of(PAGE) == addresses.of(SAME) > 0
    assert addresses.of("") == 0
    assert addresses.of("of a newspaper") == addresses.NONE
