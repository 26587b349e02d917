"""``claimdesk keys``: the keys in force, and what is wrong in the keymap file."""

import json

import pytest

from tui.app import keys
from tui.app.action import Keymap


@pytest.fixture(autouse=True)
def keymap(tmp_path, monkeypatch):
    """The keymap file of the person at work; afterwards the keys are as they were."""
    file = tmp_path / "keymap.toml"
    file.write_text('[keys]\nnext_match = ["f3"]\n', encoding="utf-8")
    monkeypatch.setenv("CLAIMDESK_KEYMAP", str(file))
    yield file
    keys.use(Keymap())


def test_it_lists_each_action_with_the_keys_in_force(run):
    said = run("keys")
    assert (said.code, said.err) == (0, "")
    assert "f3\tnext_match\tnext place found" in said.out.splitlines()
    assert "u\tundo\tundo" in said.out.splitlines()


def test_as_json_for_other_programs(run):
    table = {one["name"]: one for one in json.loads(run("keys", "--json").out)}
    assert table["next_match"] == {
        "name": "next_match",
        "keys": ["f3"],
        "group": "Find",
        "help": "next place found",
    }


def test_a_file_in_order_is_said_to_be(run, keymap):
    said = run("keys", "--check")
    assert (said.code, said.out) == (0, f"{keymap}: nothing is wrong with the keys\n")


def test_what_is_wrong_is_told_a_line_each_tag_keys_too(run, database, keymap):
    keymap.write_text('[keys]\nundo = ["1", "u"]\nzzz = []\n', encoding="utf-8")
    said = run("keys", "--check", "--db", str(database))
    assert said.code == 1
    unknown, tag = said.out.splitlines()
    assert unknown == "keymap.toml: no action is called 'zzz': claimdesk keys lists them"
    assert tag == "1 is undo's: give the tag claim/event another key, or undo"
    assert said.told == f"{keymap}: 2 things are wrong with the keys: change the lines named above"
