"""The values attributes have, and the attributes of the last annotation of a tag."""

from tui.store import annotations, answers, articles
from tui.store.annotations import Draft
from tui.store.opening import open_store
from tui.text.anchors import anchor


def marked(store, uid, tag="claim/event", **attributes):
    fragment = anchor(articles.text_of(store, uid), 0, 4)
    return annotations.add(store, [Draft(uid, tag, (fragment,), attributes)])[0]


def later(store):
    moment = store.now() + 1000
    store.now = lambda: moment


def test_the_article_s_own_come_first_the_most_used_before_others(store, first, second):
    for name in ("Yusov", "Yusov", "Diop"):
        marked(store, second, speaker=name)
    for name in ("Maiga", "Lavrov", "Maiga"):
        marked(store, first, speaker=name, polarity="denies")
    assert answers.values_used(store, "speaker", first) == ["Maiga", "Lavrov", "Yusov", "Diop"]
    assert answers.values_used(store, "polarity", second) == ["denies"]
    assert answers.values_used(store, "none", second) == []


def test_what_is_deleted_is_not_used_any_more(store, first):
    annotations.remove(store, [marked(store, first, speaker="Maiga")])
    assert answers.values_used(store, "speaker", first) == []


def test_the_last_of_a_tag_is_the_one_made_or_changed_last_by_this_annotator(store, path, first):
    assert answers.last_attributes(store, "claim/event") == {}
    one = marked(store, first, speaker="Maiga")
    later(store)
    marked(store, first, speaker="Yusov")
    marked(store, first, "claim/number", speaker="Lavrov")
    with open_store(path, annotator="bo", device="d") as theirs:
        marked(theirs, first, speaker="Bo")
    assert answers.last_attributes(store, "claim/event") == {"speaker": "Yusov"}
    later(store)
    annotations.change(store, one, label="x", attributes={"speaker": "Diop"})
    assert answers.last_attributes(store, "claim/event") == {"speaker": "Diop"}
