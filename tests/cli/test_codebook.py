"""`claimdesk codebook`: the tags as a file, and a file's tags taken in."""

from pathlib import Path

import pytest

from tests.cli.conftest import files_here, names_a_remedy
from tui.codebook import default, read
from tui.store import codebook
from tui.store.opening import open_reader

MORE = '[tags."claim/rumour"]\nkey = "1"\nmeaning = "Handed on."\n'


def tags_of(database: Path) -> dict[str, str]:
    with open_reader(database) as store:
        return {tag.path: tag.key for tag in codebook.tags(store)}


def test_what_is_exported_is_the_codebook_there_is(run, database):
    said = run("codebook", "export", "mine.toml")
    assert (said.code, said.out) == (0, "mine.toml: 14 tags\n")
    assert {tag.path: tag for tag in read(Path("mine.toml")).tags} == {
        tag.path: tag for tag in default().tags
    }


def test_what_was_exported_changes_nothing_when_taken_in(run, database):
    run("codebook", "export", "mine.toml")
    before = run("history", "--json").out
    said = run("codebook", "import", "mine.toml")
    assert (said.code, said.out, said.err) == (0, "", "nothing to change\n")
    assert run("history", "--json").out == before


def test_a_dry_run_says_what_import_does_and_changes_no_byte(run, database):
    Path("more.toml").write_text(MORE)
    before = files_here()
    dry = run("codebook", "import", "more.toml", "--dry-run")
    assert dry.out == "claim/rumour: new\nclaim/event: key lost\n"
    assert files_here() == before
    assert run("codebook", "import", "more.toml").out == dry.out
    assert (tags_of(database)["claim/rumour"], tags_of(database)["claim/event"]) == ("1", "")


def test_an_earlier_file_is_replaced_whole(run, database):
    Path("mine.toml").write_text("what was there\n" * 10_000)
    assert run("codebook", "export", "mine.toml").code == 0
    assert read(Path("mine.toml")).name == "Claims in news"
    assert sorted(files_here()) == ["annotations.db", "mine.toml"]


@pytest.mark.parametrize(
    ("arguments", "code", "names"),
    [
        (("export", "annotations.db"), 2, "the database itself"),
        (("export", "nowhere/mine.toml"), 2, "nowhere"),
        (("export", "."), 2, "folder"),
        (("export", "mine.toml", "--dry-run"), 2, "--dry-run"),
        (("import", "missing.toml"), 1, "missing.toml"),
        (("import", "bad.toml"), 1, "bad.toml"),
        (("import", "clash.toml"), 1, "same key"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_one_line_and_changes_nothing(run, database, arguments, code, names):
    Path("bad.toml").write_text("[tags\n")
    Path("clash.toml").write_text('[tags.a]\nkey = "x"\n[tags.b]\nkey = "x"\n')
    before = files_here()
    said = run("codebook", *arguments)
    assert said.code == code
    assert names in said.told
    assert files_here() == before


def test_the_database_is_not_made_for_it(run):
    for arguments in (("export", "a.toml"), ("import", "a.toml")):
        Path("a.toml").write_text(MORE)
        said = run("codebook", *arguments, "--db", "none.db")
        assert said.code == 2
        assert names_a_remedy(said.told, "none.db")
        assert not Path("none.db").exists()
