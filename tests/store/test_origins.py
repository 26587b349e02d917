"""The bytes an article came as, and how its text was found in them."""

from hashlib import sha256

import pytest

from tests.store.state import state
from tui.errors import CallError, DataError
from tui.model import Extraction
from tui.store import adding, articles, check, history, repair, versions
from tui.store.adding import Intake
from tui.store.backups import make
from tui.store.merge import merge
from tui.store.opening import open_store
from tui.store.origins import as_json, from_json, origin
from tui.store.pack import pack
from tui.text.policy import Decoded

BODY = "The toll rose to 84, the rebels said on Sunday."
PAGE = f"<html><nav>{'<a href=/>News</a>' * 200}</nav><p>{BODY}</p></html>".encode()
LATER = PAGE.replace(b"84", b"85")
FOUND = Extraction("html", "trafilatura", "2.3.1", "favor=best", "a/b.html", 203)


def page(raw: bytes = PAGE, place: str = "https://news.example/toll") -> Intake:
    body = BODY.replace("84", "85") if raw == LATER else BODY
    return Intake(Decoded(body, "utf-8", 0), raw, "toll.html", place=place, extraction=FOUND)


@pytest.fixture
def taken(store) -> str:
    (added,) = adding.add(store, [page()])
    return added.article.uid


def test_the_bytes_of_a_page_come_back_with_how_its_text_was_found(store, taken):
    found = origin(store, taken)
    assert (found.raw, found.sha256) == (PAGE, sha256(PAGE).hexdigest())
    assert (found.extraction, found.encoding) == (FOUND, "utf-8")


def test_plain_text_is_its_own_origin(store, first, mali):
    found = origin(store, first)
    assert (found.raw, found.sha256) == (mali.read_bytes(), articles.summary(store, first).sha256)
    assert found.extraction == Extraction()
    assert store.value("SELECT extraction FROM article") == ""


def test_each_text_an_article_has_had_keeps_its_own(store, taken):
    before = articles.summary(store, taken).sha256
    adding.add(store, [page(LATER)])
    assert origin(store, taken).raw == LATER
    assert origin(store, taken, before).raw == PAGE
    assert origin(store, taken, before).extraction == FOUND
    assert origin(store, taken, versions.of_article(store, taken)[-1].sha256).raw == LATER
    history.undo(store)
    assert origin(store, taken).raw == PAGE


def test_what_is_not_there_is_said(store, taken):
    with pytest.raises(CallError, match="claimdesk list"):
        origin(store, "nobody")
    with pytest.raises(CallError, match="has had no text ffff"):
        origin(store, taken, "f" * 64)


def test_only_what_is_not_plain_is_kept_and_what_is_unknown_is_passed_over():
    assert as_json(Extraction()) == ""
    assert as_json(Extraction("eml", words=7)) == '{"kind":"eml","words":7}'
    assert from_json(as_json(FOUND)) == FOUND
    assert from_json('{"kind":"eml","of a later program":1}') == Extraction("eml")


def test_pages_are_kept_compressed_and_what_would_not_shrink_is_not(store, taken):
    kept, packing = store.rows("SELECT length(bytes), packing FROM original")[0]
    assert packing == "zlib"
    assert kept < len(PAGE) / 4
    noise = b"".join(sha256(bytes([n])).digest() for n in range(64))
    (added,) = adding.add(store, [Intake(Decoded("Of noise.", "utf-8", 0), noise)])
    assert origin(store, added.article.uid).raw == noise
    assert ("",) in store.rows("SELECT packing FROM original")


def unpack_all(store) -> None:
    """Keep the originals as a program without compression would."""
    store.run("DROP TRIGGER original_is_fixed")
    store.run("UPDATE original SET bytes = ?, packing = ''", (PAGE,))
    trigger = "CREATE TRIGGER original_is_fixed BEFORE UPDATE ON original\n"
    store.run(f"{trigger}  BEGIN SELECT RAISE(ABORT, 'an original never changes'); END")


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("known", [False, True])
def test_a_merge_takes_originals_however_they_are_packed(store, taken, tmp_path, plain, known):
    if plain:
        unpack_all(store)
    with open_store(tmp_path / "other.db", annotator="bo", device="d") as other:
        if known:
            adding.add(other, [page()])
        merge(other, store.path)
        assert origin(other, taken).raw == PAGE
        assert origin(other, taken).extraction == FOUND
        assert check.faults(other) == []
        merge(store, other.path)
        assert state(store) == state(other)


def test_a_pack_takes_them_along(store, taken, tmp_path):
    adding.add(store, [page(LATER)])
    pack(store, tmp_path / "pack.db")
    with open_store(tmp_path / "pack.db", annotator="bo", device="d") as other:
        assert origin(other, taken) == origin(store, taken)
        assert origin(other, taken, sha256(BODY.encode()).hexdigest()).raw == PAGE
        assert check.faults(other) == []


DAMAGE = [
    "UPDATE original SET bytes = substr(bytes, 1, 100)",
    "UPDATE original SET bytes = x'0102'",
    "UPDATE original SET packing = ''",
    "UPDATE original SET bytes = CAST(bytes || x'00' AS BLOB)",
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_one_is_told_and_mended_from_a_backup(store, taken, damage):
    make(store)
    store.run("DROP TRIGGER original_is_fixed")
    store.run(damage)
    assert "original" in {one.kind for one in check.faults(store)}
    with pytest.raises(DataError, match="claimdesk"):
        origin(store, taken)
    assert repair.repair(store).left == ()
    assert origin(store, taken).raw == PAGE
    assert check.faults(store) == []
