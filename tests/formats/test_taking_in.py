"""Importing brings a format's codebook along where it has one."""

from tui.formats.taking_in import Wanted, take_in_from
from tui.formats.writing import Asked, write
from tui.model import Tag
from tui.store import codebook, tags
from tui.store.opening import open_store


def test_a_codebook_comes_in_and_leaves_the_tags_that_are_here_as_they_are(tmp_path):
    place = tmp_path / "out.qdc"
    with open_store(tmp_path / "one.db", annotator="ana", device="desk") as store:
        tags.add(store, Tag("", "sighting", colour="green", meaning="Someone saw it."))
        tags.describe(store, "claim", "Other words.")
        write(store, "qdc", place, Asked())
    with open_store(tmp_path / "other.db", annotator="ben", device="desk") as store:
        before = codebook.tag_named(store, "claim").meaning
        done = take_in_from(store, "qdc", place, Wanted())
        assert done.tags == ["sighting"]
        assert codebook.tag_named(store, "sighting").meaning == "Someone saw it."
        assert codebook.tag_named(store, "claim").meaning == before
