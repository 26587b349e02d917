"""What is marked, counted by source and by article."""

from tests.store.test_claims import from_source, mark
from tui.store import alignments, annotations, articles, stats


def test_sources_and_articles_have_their_tags_counted_the_fullest_first(store, first, second):
    for article, words in ((second, "dozens"), (second, "20"), (first, "84")):
        mark(store, article, words)
    from_source(store, "Nairobi", second)
    sources = stats.by_source(store)
    assert [(one.name, one.tags) for one in sources] == [
        ("Nairobi", {"claim/number": 2}),
        ("", {"claim/number": 1}),
    ]
    found = stats.most_annotated(store)
    assert [(one.uid, one.source, one.annotations) for one in found] == [
        (second, "Nairobi", 2),
        (first, "", 1),
    ]
    assert found[1].name.startswith("000_")
    assert stats.most_annotated(store, 1, 1) == found[1:]
    assert stats.annotated(store) == 2
    assert stats.of_article(store, second) == {"claim/number": 2}


def test_decided_alignments_are_counted(store, first, second):
    assert stats.stats(store).alignments == 0
    uid = alignments.decide(store, first, (0, 40), second, (0, 40), same=False)
    assert stats.stats(store).alignments == 1
    alignments.withdraw(store, [uid])
    assert stats.stats(store).alignments == 0


def test_what_is_deleted_is_not_counted(store, first, second):
    gone = mark(store, first, "84")
    mark(store, second, "dozens")
    annotations.remove(store, [gone])
    articles.remove(store, [second])
    assert stats.by_source(store) == stats.most_annotated(store) == []
    assert stats.annotated(store) == 0
    assert stats.of_article(store, first) == {}
