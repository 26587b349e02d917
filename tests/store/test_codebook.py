"""The codebook in the database: names, edits and what they do to annotations, files taken in."""

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.store.conftest import add_file
from tests.store.growing import File, Time, disagreements, merge_into, state_hash
from tests.store.state import state
from tui import codebook as codebook_file
from tui.codebook import Codebook, dump, parse
from tui.errors import CallError, DataError
from tui.model import Attribute, Tag
from tui.store import (
    adding,
    annotations,
    articles,
    check,
    codebook,
    history,
    recoding,
    relations,
    tag_uses,
    tags,
)
from tui.store.connection import Store
from tui.store.opening import open_store
from tui.text.anchors import anchor


def paths(store: Store) -> list[str]:
    return [tag.path for tag in codebook.tags(store)]


def tag_of(store: Store, path: str) -> Tag:
    return codebook.tag_named(store, path)


def mark(store: Store, article: str, tag: str, start: int = 0) -> str:
    text = articles.text_of(store, article)
    draft = annotations.Draft(article, tag, (anchor(text, start, start + 20),))
    return annotations.add(store, [draft])[0]


def tagged(store: Store, uid: str) -> str:
    return annotations.with_uids(store, [uid])[0].tag


class TestNames:
    def test_a_rename_keeps_the_uid_and_takes_what_is_under_it_along(self, store, first):
        made = mark(store, first, "claim/number")
        before = tag_of(store, "claim").uid
        assert tags.rename(store, "claim", "statement") == "statement"
        assert tag_of(store, "statement").uid == before
        assert tagged(store, made) == "statement/number"
        assert "claim/number" not in paths(store)

    def test_a_tag_moves_under_another_and_out_again(self, store, first):
        made = mark(store, first, "background")
        assert tags.move(store, "background", "opinion") == "opinion/background"
        assert tagged(store, made) == "opinion/background"
        assert paths(store).index("opinion/background") == paths(store).index("opinion") + 1
        assert tags.move(store, "opinion/background", "") == "background"
        assert tagged(store, made) == "background"

    def test_a_tag_goes_under_one_that_was_made_after_it(self, store):
        tags.add(store, Tag("", "late"))
        tags.move(store, "claim", "late")
        assert {"late/claim", "late/claim/event"} <= set(paths(store))

    def test_a_tag_cannot_go_under_itself_or_what_is_under_it(self, store):
        for under in ("claim", "claim/number"):
            with pytest.raises(CallError, match="choose another"):
                tags.move(store, "claim", under)

    @pytest.mark.parametrize(
        "name", ["", " ", "a/b", " a", "a ", "a\tb", "a\x1bb", "a\u202eb", "a\u200bb", "a\nb"]
    )
    def test_a_name_that_could_mislead_is_refused(self, store, name):
        before = state(store)
        with pytest.raises(CallError):
            tags.rename(store, "opinion", name)
        if "/" not in name:
            with pytest.raises(CallError):
                tags.add(store, Tag("", f"claim/{name}"))
        assert state(store) == before

    def test_no_two_living_tags_have_one_path(self, store):
        for edit in (
            lambda: tags.rename(store, "opinion", "background"),
            lambda: tags.add(store, Tag("", "opinion")),
            lambda: recoding.split(store, "opinion", "background", []),
        ):
            with pytest.raises(CallError, match="already"):
                edit()

    def test_the_name_of_a_deleted_tag_is_not_taken_from_its_annotations(self, store, first):
        made = mark(store, first, "opinion")
        recoding.delete(store, "opinion")
        with pytest.raises(CallError, match="1 annotations kept the name opinion"):
            tags.rename(store, "background", "opinion")
        assert tagged(store, made) == "opinion"


class TestAdding:
    def test_missing_parents_are_made_and_one_undo_takes_all_back(self, store):
        before = state(store)
        tags.add(store, Tag("", "law/court/ruling", key="r", colour="sky"))
        assert [path for path in paths(store) if path.startswith("law")] == [
            *("law", "law/court", "law/court/ruling")
        ]
        history.undo(store)
        assert state(store) == before

    def test_a_deleted_tag_comes_back_with_what_kept_its_name(self, store, first):
        made, uid = mark(store, first, "opinion"), tag_of(store, "opinion").uid
        recoding.delete(store, "opinion")
        tags.add(store, Tag("", "opinion", key="0"))
        assert tag_of(store, "opinion").uid == uid
        assert tagged(store, made) == "opinion"
        assert tag_uses.use_of(store, ["opinion"]).annotations == 1

    def test_the_old_name_of_a_renamed_tag_is_free_for_another(self, store, first):
        made = mark(store, first, "opinion")
        tags.rename(store, "opinion", "view")
        tags.add(store, Tag("", "opinion"))
        assert tag_of(store, "opinion").uid != tag_of(store, "view").uid
        assert tagged(store, made) == "view"


class TestLook:
    def test_key_colour_and_meaning_change_one_operation_each(self, store):
        tags.rekey(store, "background", "b")
        tags.recolour(store, "background", "blue")
        tags.describe(store, "background", " What was so before. ")
        tag = tag_of(store, "background")
        assert (tag.key, tag.colour, tag.meaning) == ("b", "blue", "What was so before.")
        assert [one.label for one in history.operations(store, 3)] == [
            *("meaning of background", "colour background blue", "key b for background")
        ]

    def test_a_key_of_another_tag_for_the_same_is_refused_and_named(self, store):
        with pytest.raises(CallError, match="1 is the key of claim/event"):
            tags.rekey(store, "background", "1")
        tags.rekey(store, "background", "s")  # of a kind of relation
        assert tag_of(store, "background").key == "s"
        with pytest.raises(CallError, match="s is the key of"):
            tags.apply_to(store, "background", ["span", "relation"])

    @pytest.mark.parametrize("key", ["ab", " ", "\x07", "\u202e"])
    def test_a_key_is_one_visible_character(self, store, key):
        with pytest.raises(CallError):
            tags.rekey(store, "background", key)

    def test_a_key_of_two_begins_with_the_parent_s_and_follows_it(self, store):
        tags.add(store, Tag("", "opinion/naming", key="0a"))
        for wrong in ("xa", "00", "0ab"):
            with pytest.raises(CallError, match="its parent's key and another one"):
                tags.rekey(store, "opinion/naming", wrong)
        tags.rekey(store, "opinion", "9")
        assert tag_of(store, "opinion/naming").key == "9a"
        tags.move(store, "opinion/naming", "background")
        assert tag_of(store, "background/naming").key == "7a"
        assert parse(dump(codebook.read_out(store))) == codebook.read_out(store)
        recoding.merge(store, "background", "claim")  # which has no key
        assert tag_of(store, "claim/naming").key == ""
        for _ in range(3):
            history.undo(store)
        assert tag_of(store, "opinion/naming").key == "0a"

    def test_a_colour_is_one_of_the_palette(self, store):
        with pytest.raises(CallError, match="none of the palette"):
            tags.recolour(store, "background", "pink")

    def test_order_changes_among_those_of_one_parent(self, store):
        tags.reorder(store, "claim/quote", -1)
        inner = [path for path in paths(store) if path.startswith("claim/")]
        assert inner[:3] == ["claim/event", "claim/quote", "claim/number"]
        tags.reorder(store, "claim", 1)
        top = [path for path in paths(store) if "/" not in path]
        assert top[:2] == ["attribution", "claim"]
        tags.reorder(store, top[0], -5)
        assert [path for path in paths(store) if "/" not in path] == top

    def test_the_same_again_leaves_no_entry_in_the_log(self, store):
        before = history.count(store)
        tags.recolour(store, "background", "grey")
        tags.rename(store, "background", "background")
        assert history.count(store) == before


class TestAttributes:
    def test_a_tag_asks_for_one_of_the_codebook_or_a_new_one(self, store):
        tags.ask(store, "background", Attribute("polarity"))
        tags.ask(store, "background", Attribute("place"))
        found = tag_of(store, "background").attributes
        assert found[0].choices == ("asserts", "denies", "reports")
        assert found[1] == Attribute("place")

    def test_choices_are_the_codebook_s_and_change_in_every_tag(self, store):
        tags.redefine(store, Attribute("certainty", ("flat", "hedged", "wild"), "How firm."))
        told = [a for tag in codebook.tags(store) for a in tag.attributes if a.name == "certainty"]
        assert len(told) > 2
        assert {a.choices for a in told} == {("flat", "hedged", "wild")}
        history.undo(store)
        assert codebook_file.asked(codebook.tags(store))["certainty"].choices == ("flat", "hedged")

    def test_answers_stay_when_a_tag_asks_no_more(self, store, first):
        made = mark(store, first, "opinion")
        annotations.change(store, made, label="speaker", attributes={"speaker": "Maiga"})
        words = tag_uses.asking_no_more(store, "opinion", "speaker")
        assert "1 annotation keep" in words
        tags.ask_no_more(store, "opinion", "speaker")
        assert tag_of(store, "opinion").attributes == ()
        assert annotations.with_uids(store, [made])[0].attributes == {"speaker": "Maiga"}

    def test_other_choices_say_who_keeps_another_answer(self, store, first):
        made = mark(store, first, "claim")
        annotations.change(store, made, label="how", attributes={"certainty": "flat"})
        assert tag_uses.redefining(store, Attribute("certainty", ("sure", "hedged"))).endswith(
            "; 1 annotation keep another answer"
        )
        assert "keep" not in tag_uses.redefining(store, Attribute("certainty"))

    @pytest.mark.parametrize("choice", ["", " a", "a\x1b"])
    def test_a_choice_is_visible_words(self, store, choice):
        with pytest.raises(CallError, match="a choice of how"):
            tags.ask(store, "claim", Attribute("how", ("x", choice)))

    def test_no_tag_asks_for_what_is_redefined(self, store):
        with pytest.raises(CallError, match="no tag asks"):
            tags.redefine(store, Attribute("place"))


@pytest.fixture
def bens(path, store, first):
    """An annotation of another annotator's in the same file."""
    with open_store(path, annotator="ben", device="desk-2") as other:
        return mark(other, first, "background", 40)


class TestMerging:
    def test_annotations_of_all_get_the_other_tag_and_undo_gives_it_back(self, store, first, bens):
        mine = mark(store, first, "background")
        before = state(store)
        said = tag_uses.merging(store, "background", "opinion")
        assert said == (
            "2 annotations in 1 article (1 by ben, 1 by ana) will be opinion,"
            " and background is deleted"
        )
        recoding.merge(store, "background", "opinion")
        assert (tagged(store, mine), tagged(store, bens)) == ("opinion", "opinion")
        assert "background" not in paths(store)
        history.undo(store)
        assert state(store) == before
        history.redo(store)
        assert tagged(store, bens) == "opinion"

    def test_what_is_under_it_goes_under_the_other(self, store, first):
        made = mark(store, first, "claim/number")
        recoding.merge(store, "claim", "opinion")
        assert tagged(store, made) == "opinion/number"

    def test_two_children_of_one_name_stop_it(self, store):
        tags.add(store, Tag("", "opinion/number"))
        with pytest.raises(CallError, match="merge claim/number first"):
            tag_uses.merging(store, "claim", "opinion")
        with pytest.raises(CallError, match="merge claim/number first"):
            recoding.merge(store, "claim", "opinion")

    @pytest.mark.parametrize("into", ["claim", "claim/number", "same", "nothing"])
    def test_it_is_refused_where_it_makes_no_sense(self, store, into):
        before = state(store)
        with pytest.raises(CallError):
            recoding.merge(store, "claim", into)
        assert state(store) == before

    def test_a_child_merges_into_its_parent(self, store, first):
        made = mark(store, first, "claim/number")
        recoding.merge(store, "claim/number", "claim")
        assert tagged(store, made) == "claim"

    def test_an_annotation_deleted_before_comes_back_with_the_tag_there_is(self, store, first):
        made = mark(store, first, "background")
        annotations.remove(store, [made])
        removal = history.operations(store, 1)[0].uid
        recoding.merge(store, "background", "opinion")
        history.undo(store, removal)
        assert tagged(store, made) == "opinion"

    def test_kinds_of_relation_merge_with_their_relations(self, store, first):
        one, other = mark(store, first, "claim"), mark(store, first, "claim", 40)
        relations.add(store, "supports", one, other)
        assert "1 relation will be same" in tag_uses.merging(store, "supports", "same")
        recoding.merge(store, "supports", "same")
        assert relations.of_article(store, first)[0].kind == "same"
        tags.rename(store, "same", "equal")
        assert relations.of_article(store, first)[0].kind == "equal"
        history.undo(store)
        history.undo(store)
        assert relations.of_article(store, first)[0].kind == "supports"


class TestSplitting:
    def test_those_chosen_get_the_new_tag_and_the_rest_stay(self, store, first, bens):
        mine = [mark(store, first, "background", at) for at in (0, 80, 120)]
        chosen = [mine[1], bens]
        assert tag_uses.splitting(store, "background", "history", chosen) == (
            "2 annotations (1 by ben, 1 by ana) will be history; 2 stay background"
        )
        assert recoding.split(store, "background", "history", chosen) == "history"
        assert [tagged(store, uid) for uid in (*mine, bens)] == [
            *("background", "history", "background", "history")
        ]
        new = tag_of(store, "history")
        assert (new.key, new.colour) == ("", tag_of(store, "background").colour)

    def test_one_of_another_tag_stops_it(self, store, first):
        made = mark(store, first, "opinion")
        before = state(store)
        with pytest.raises(CallError, match="no longer background"):
            recoding.split(store, "background", "history", [made])
        assert state(store) == before

    def test_a_child_is_split_off_beside_it(self, store, first):
        made = mark(store, first, "claim/number")
        assert recoding.split(store, "claim/number", "share", [made]) == "claim/share"


class TestDeleting:
    def test_annotations_keep_the_name_and_are_still_counted(self, store, first):
        made = mark(store, first, "claim/number")
        assert "5 tags under it; 1 annotation in 1 article (1 by ana) keep the name" in (
            tag_uses.deleting(store, "claim")
        )
        recoding.delete(store, "claim")
        assert tagged(store, made) == "claim/number"
        assert tag_uses.all_uses(store)["claim/number"].annotations == 1
        recoding.merge(store, "claim/number", "opinion")  # what was left over
        assert tagged(store, made) == "opinion"

    def test_or_they_get_another_tag(self, store, first):
        made = mark(store, first, "claim/number")
        assert "will be opinion" in tag_uses.deleting(store, "claim", "opinion")
        recoding.delete(store, "claim", "opinion")
        assert tagged(store, made) == "opinion"
        history.undo(store)
        assert tagged(store, made) == "claim/number"

    def test_not_one_that_goes_along(self, store):
        with pytest.raises(CallError, match="deleted along"):
            recoding.delete(store, "claim", "claim/number")

    def test_an_unused_one_is_told_to_be(self, store):
        assert tag_uses.deleting(store, "opinion").endswith("nothing is marked with it")

    def test_the_counts_of_the_database_name_it_still(self, store, first):
        from tui.store.stats import by_article, stats

        mark(store, first, "opinion")
        recoding.delete(store, "opinion")
        assert stats(store).tags["opinion"] == 1
        assert by_article(store)[first] == {"opinion": 1}


class TestPreviews:
    def test_a_rename_says_how_many_will_be_called_so(self, store, first):
        mark(store, first, "claim/number")
        assert tag_uses.renaming(store, "claim", "statement") == (
            "claim becomes statement with 5 tags under it:"
            " 1 annotation in 1 article (1 by ana) will be called so"
        )
        assert "opinion/claim" in tag_uses.moving(store, "claim", "opinion")

    def test_they_write_nothing(self, store, first):
        made = mark(store, first, "opinion")
        before = state(store), history.count(store)
        tag_uses.renaming(store, "opinion", "view")
        tag_uses.merging(store, "opinion", "background")
        tag_uses.splitting(store, "opinion", "view", [made])
        tag_uses.deleting(store, "opinion")
        assert (state(store), history.count(store)) == before

    def test_the_example_is_the_first_quotation(self, store, first):
        mark(store, first, "opinion", 40)
        mark(store, first, "opinion", 0)
        text = articles.text_of(store, first)
        example = tag_uses.all_uses(store)["opinion"].example
        assert example is not None
        assert example.quote == text[40:60]


class TestTheFile:
    def test_what_is_written_reads_as_the_same(self, store):
        out = codebook.read_out(store)
        assert out.name == "Claims in news"
        assert parse(dump(out)) == out
        assert {tag.path: tag for tag in out.tags} == {
            tag.path: tag for tag in codebook_file.default().tags
        }

    @given(
        st.lists(
            st.tuples(
                st.text(min_size=1, max_size=6).filter(lambda n: not codebook_file.why_no_name(n)),
                st.text(max_size=20).filter(lambda text: text.isprintable()),
            ),
            min_size=1,
            max_size=5,
            unique_by=lambda one: one[0],
        )
    )
    def test_any_name_and_meaning_is_written_so_that_it_reads_back(self, made):
        asked = (Attribute('a "b"', ("x\x7fy", "\\")), Attribute("free", (), "Why?"))
        tags = tuple(Tag("", name, meaning=words, attributes=asked) for name, words in made)
        book = Codebook('A "name"\n', tags)
        assert parse(dump(book)) == book

    def test_taking_the_own_file_in_again_changes_nothing(self, store):
        before = history.count(store)
        assert {one.what for one in codebook.take_in(store, codebook.read_out(store))} == {"same"}
        assert history.count(store) == before

    def test_an_old_file_does_not_bring_back_the_old_name_of_a_tag(self, store, first):
        made, old = mark(store, first, "claim/number"), codebook.read_out(store)
        tags.rename(store, "claim/number", "figure")
        tags.rename(store, "claim", "statement")
        for _ in range(2):
            taken = {one.in_file: one for one in codebook.take_in(store, old)}
        assert taken["claim/number"].path == "statement/figure"
        assert taken["claim/number"].words == "statement/figure: same (claim/number in the file)"
        assert tagged(store, made) == "statement/figure"
        assert len(paths(store)) == len(old.tags)

    def test_it_brings_its_other_changes_to_the_renamed_tag(self, store):
        tags.rename(store, "opinion", "view")
        codebook.take_in(store, parse('[tags.opinion]\ncolour = "sky"\n'))
        assert tag_of(store, "view").colour == "sky"
        assert "opinion" not in paths(store)

    def test_the_tag_that_has_the_name_now_is_meant_by_it(self, store):
        tags.rename(store, "opinion", "view")
        tags.add(store, Tag("", "opinion"))
        codebook.take_in(store, parse('[tags.opinion]\ncolour = "sky"\n'))
        assert tag_of(store, "opinion").colour == "sky"
        assert tag_of(store, "view").colour == "vermillion"

    def test_a_deleted_tag_comes_back(self, store, first):
        made, old = mark(store, first, "opinion"), codebook.read_out(store)
        recoding.delete(store, "opinion")
        plan = {one.path: one.what for one in codebook.plan(store, old)}
        assert plan["opinion"] == "back"
        codebook.take_in(store, old)
        assert tagged(store, made) == "opinion"
        assert len(paths(store)) == len(old.tags)

    def test_new_tags_come_under_the_renamed_parent(self, store):
        tags.rename(store, "claim", "statement")
        codebook.take_in(store, parse('[tags."claim/rumour"]\n'))
        assert "statement/rumour" in paths(store)
        assert "claim" not in paths(store)

    def test_a_parent_it_only_names_stays_as_it_is(self, store):
        before = tag_of(store, "claim")
        codebook.take_in(store, parse('[tags."claim/rumour"]\n'))
        assert tag_of(store, "claim") == before

    def test_its_keys_win_over_tags_it_does_not_name(self, store):
        taken = codebook.take_in(store, parse('[tags.law]\nkey = "1"\n'))
        assert [(one.path, one.what) for one in taken] == [
            *(("law", "new"), ("claim/event", "key lost"))
        ]
        assert (tag_of(store, "law").key, tag_of(store, "claim/event").key) == ("1", "")
        history.undo(store)
        assert tag_of(store, "claim/event").key == "1"

    def test_a_file_of_all_tags_gives_the_order_and_one_of_a_few_does_not(self, store):
        before = paths(store)
        taken = codebook.take_in(store, parse('[tags.law]\n[tags.opinion]\ncolour = "sky"\n'))
        assert paths(store) == [*before, "law"]
        assert [one.words for one in taken] == [
            *("law: new", "opinion: changed (key, colour, meaning, attributes)")
        ]
        out = codebook.read_out(store)
        turned = replace(out, tags=(out.tags[-1], *out.tags[:-1]))
        moved = [one.path for one in codebook.take_in(store, turned) if one.what == "moved"]
        assert moved[0] == "law"
        assert paths(store) == ["law", *before]

    @pytest.mark.parametrize("name", ["a /b", " a", "a/ b", "a\\u200bb"])
    def test_names_in_a_file_are_held_to_the_same(self, name):
        with pytest.raises(DataError):
            parse(f'[tags."{name}"]\n')

    def test_tags_that_disagree_on_an_attribute_are_written_with_all_choices(self):
        one = Tag("", "a", attributes=(Attribute("how", ("x", "y")),))
        other = replace(one, path="b", attributes=(Attribute("how", ("y", "z"), "How."),))
        assert codebook_file.asked((one, other)) == {
            "how": Attribute("how", ("x", "y", "z"), "How.")
        }
        free = replace(one, path="c", attributes=(Attribute("how"),))
        assert codebook_file.asked((one, free))["how"].choices == ()


# Files that grow apart


@pytest.fixture
def two(tmp_path):
    """Two files with the default codebook, of two people."""
    time = Time()
    return File(tmp_path / "a.db", "ana", time), File(tmp_path / "b.db", "ben", time)


def bring_together(one: File, other: File) -> list[str]:
    merge_into(one, other)
    merge_into(other, one)
    assert state_hash(one.store) == state_hash(other.store)
    assert paths(one.store) == paths(other.store)
    assert disagreements(one.store) == []
    return paths(one.store)


def test_the_same_tag_added_in_two_files_is_one(two):
    for file in two:
        tags.add(file.store, Tag("", "claim/rumour"))
    assert bring_together(*two).count("claim/rumour") == 1


def test_the_same_rename_in_two_files_is_one(two):
    for file in two:
        tags.rename(file.store, "opinion", "view")
        tags.add(file.store, Tag("", "opinion"))
    merged = bring_together(*two)
    assert (merged.count("view"), merged.count("opinion")) == (1, 1)


def test_two_tags_that_got_one_name_are_told_apart_and_can_be_merged(two):
    one, other = two
    tags.rename(one.store, "opinion", "view")
    tags.add(other.store, Tag("", "view"))
    merged = bring_together(one, other)
    assert {"view", "view (2)"} <= set(merged)
    recoding.merge(one.store, "view (2)", "view")
    assert "view (2)" not in bring_together(one, other)


def test_tags_each_put_under_the_other_are_both_there_still(two):
    one, other = two
    tags.move(one.store, "opinion", "background")
    tags.move(other.store, "background", "opinion")
    merged = bring_together(one, other)
    assert sum(path.endswith(("opinion", "background")) for path in merged) == 2


def test_what_a_colleague_marked_with_a_tag_deleted_here_keeps_its_name(two):
    from tests.store.growing import intake

    one, other = two
    for file in two:
        adding.add(file.store, [intake(1)])
    uid = articles.summaries(other.store)[0].uid
    made = mark(other.store, uid, "opinion")
    recoding.merge(one.store, "opinion", "background")
    bring_together(one, other)
    assert tagged(one.store, made) == "opinion"
    recoding.merge(one.store, "opinion", "background")
    assert tagged(one.store, made) == "background"


# Any edits


NAMES = st.sampled_from(["a", "b", "opinion", "number", "ü"])
NUMBER = st.integers(0, 30)
EDITS = {
    "add": lambda s, one, other, name: tags.add(s, Tag("", f"{one}/{name}")),
    "rename": lambda s, one, other, name: tags.rename(s, one, name),
    "move": lambda s, one, other, name: tags.move(s, one, other),
    "move out": lambda s, one, other, name: tags.move(s, one, ""),
    "merge": lambda s, one, other, name: recoding.merge(s, one, other),
    "split": lambda s, one, other, name: recoding.split(s, one, name, with_tag(s, one)[::2]),
    "delete": lambda s, one, other, name: recoding.delete(s, one),
    "delete to": lambda s, one, other, name: recoding.delete(s, one, other),
    "colour": lambda s, one, other, name: tags.recolour(s, one, "sky"),
    "key": lambda s, one, other, name: tags.rekey(s, one, name[0]),
    "meaning": lambda s, one, other, name: tags.describe(s, one, name),
    "ask": lambda s, one, other, name: tags.ask(s, one, Attribute(name)),
    "order": lambda s, one, other, name: tags.reorder(s, one, 1),
    "take in": lambda s, one, other, name: codebook.take_in(s, codebook_file.default()),
    "undo": lambda s, one, other, name: history.undo(s),
    "redo": lambda s, one, other, name: history.redo(s),
}


def with_tag(store: Store, path: str) -> list[str]:
    (article,) = articles.summaries(store)
    return [one.uid for one in annotations.of_article(store, article.uid) if one.tag == path]


@settings(
    deadline=None,
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    edits=st.lists(st.tuples(st.sampled_from(sorted(EDITS)), NUMBER, NUMBER, NAMES), max_size=12)
)
def test_any_edits_undone_give_the_same_state_and_no_annotation_is_without_its_tag(
    tmp_path_factory, mali, edits
):
    from tests.store.conftest import add_file

    file = tmp_path_factory.mktemp("edits") / "annotations.db"
    with open_store(file, annotator="importer", device="desk-1") as store:
        article = add_file(store, mali)
        for at, tag in enumerate(["claim", "claim/number", "opinion", "background", "opinion"]):
            mark(store, article, tag, 30 * at)
    with open_store(file, annotator="ana", device="desk-1") as store:
        before = state(store), paths(store)
        for name, one, other, word in edits:
            known = paths(store)
            if not known:
                break
            with suppress(CallError):
                EDITS[name](store, known[one % len(known)], known[other % len(known)], word)
            now = paths(store)
            assert len(set(now)) == len(now)
            marks = annotations.of_article(store, article)
            assert len(marks) == 5
            every = set(codebook.tag_paths(store).values())
            assert {made.tag for made in marks} <= every
            uses = tag_uses.all_uses(store)
            assert sum(use.annotations for use in uses.values()) == 5
        while True:
            try:
                history.undo(store)
            except CallError:
                break
        assert (state(store), paths(store)) == before


@pytest.mark.parametrize("edit", ["merge", "delete"])
def test_many_annotations_are_retagged_and_logged_just_as_few_are(path, mali, edit, monkeypatch):
    with open_store(path, annotator="ana", device="desk-1") as store:
        article = add_file(store, mali)
        made = [mark(store, article, "claim/event", at) for at in range(0, 200, 10)]
        annotations.remove(store, made[:3])
        with store.operation("as if it were then"):
            now = "2033-05-18T03:33:20.000Z"
            store.run("UPDATE annotation SET modified = ? WHERE uid = ?", (now, made[7]))
    found = []
    for name, many in (("few", 10**9), ("many", 1)):
        copy = Path(shutil.copy(path, path.with_name(f"{name}.db")))
        monkeypatch.setattr(recoding, "MANY", many)
        fixed = {"now": lambda: 2_000_000_000_000, "new_uid": lambda ms: "retagging"}
        with open_store(copy, annotator="ana", device="desk-1", **fixed) as store:
            getattr(recoding, edit)(store, "claim/event", "claim/number")
            log = store.rows("SELECT tbl, row_uid, before, after FROM change ORDER BY 1, 2, id")
            found.append((log, state(store), check.faults(store), disagreements(store)))
    assert found[0] == found[1]
    assert found[0][2:] == ([], [])
