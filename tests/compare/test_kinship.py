"""Which articles tell of the same event as one."""

from hypothesis import given
from hypothesis import strategies as st

from tui.compare.kinship import Shelf, kin
from tui.model import Article, ArticleSummary


def made(uid: str, text: str, **details: str) -> Article:
    return Article(ArticleSummary(uid, uid, details.pop("title", ""), len(text), **details), text)  # type: ignore[arg-type]


def ranked(one: Article, *others: Article) -> list[tuple[str, float]]:
    shelf = Shelf([one, *others])
    found = kin(one, shelf.counted, shelf.sharing, shelf.articles.__getitem__)
    return [(other.uid, other.share) for other in found]


def test_the_other_report_of_the_event_comes_first(seeds):
    pools = "The city council of Bamako closed two swimming pools. Parents protested."
    mali = "Mali has a president and a border with Algeria; tourists like the music of Mali."
    found = ranked(made("a", seeds[0]), made("p", pools), made("m", mali), made("b", seeds[1]))
    assert found[0][0] == "b"
    assert found[0][1] > 2 * max(share for uid, share in found if uid != "b")


def test_the_article_itself_is_not_among_its_kin(seeds):
    assert [uid for uid, _ in ranked(made("a", seeds[0]), made("b", seeds[0]))] == ["b"]


def test_a_copy_tells_nearly_all_of_it(seeds):
    ((_, share),) = ranked(made("a", seeds[0]), made("b", seeds[0] + " Agency."))
    assert 0.9 < share <= 1


def test_days_apart_lower_a_share_by_half_at_most(seeds):
    one = made("a", seeds[0], published="2024-08-05")
    ((_, near),) = ranked(one, made("b", seeds[1], published="2024-08-05"))
    ((_, far),) = ranked(one, made("b", seeds[1], published="2026-08-05"))
    ((_, unknown),) = ranked(one, made("b", seeds[1]))
    assert far == near / 2
    assert unknown == near


def test_an_article_without_telling_words_has_no_kin():
    assert ranked(made("a", "It is."), made("b", "It was.")) == []


@given(st.lists(st.text("abc de", max_size=40), min_size=1, max_size=6))
def test_shares_are_from_0_to_1_and_fall(texts):
    first, *others = [made(str(number), text) for number, text in enumerate(texts)]
    shares = [share for _, share in ranked(first, *others)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1.0001 for share in shares)


def test_the_first_of_its_kin_is_of_the_same_event(collection):
    shelf = Shelf(made(row["ID"], row["text"], title=row["title"]) for row in collection)
    group = {row["ID"]: row["group"] for row in collection}
    some = list(shelf.articles.values())[::12]
    first = [
        kin(one, shelf.counted, shelf.sharing, shelf.articles.__getitem__)[0].uid for one in some
    ]
    right = sum(group[one.uid] == group[uid] for one, uid in zip(some, first, strict=True))
    assert right >= 0.85 * len(some)
