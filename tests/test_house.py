"""How the house is kept: who may import what at run time, where SQL stands, what is described."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "tui").rglob("*.py"))
TEXTS = [(file, file.read_text("utf-8")) for file in MODULES]
LONGEST = 320


def dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def loaded_after(imports: list[str]) -> set[str]:
    """Every module that is loaded in a new Python once these are imported."""
    code = "import importlib, json, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    code += "print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code, *imports], capture_output=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout))


def tops(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def modules_under(*packages: str) -> list[str]:
    return [
        dotted(file)
        for file in MODULES
        if any(dotted(file) == name or dotted(file).startswith(f"{name}.") for name in packages)
    ]


def test_only_the_desk_loads_textual():
    below = modules_under(
        "tui.model",
        "tui.errors",
        "tui.text",
        "tui.store",
        "tui.formats",
        "tui.adding",
        "tui.cli",
        "tui.places",
    )
    assert len(below) > 25
    loaded = loaded_after(below)
    assert set(below) <= loaded
    assert "textual" not in tops(loaded)
    assert not any(name.startswith("tui.app") for name in loaded)


def test_the_desk_does_load_textual():
    """So that the test above would see it."""
    assert "textual" in tops(loaded_after(["tui.app.app"]))


def test_text_and_model_load_no_storage():
    loaded = loaded_after(modules_under("tui.model", "tui.errors", "tui.text"))
    assert tops(loaded) & {"sqlite3", "sqlite_utils", "click", "rich", "textual"} == set()


def test_formats_load_no_command_line():
    loaded = loaded_after(modules_under("tui.formats", "tui.adding"))
    assert tops(loaded) & {"click", "rich", "textual", "sqlite_utils"} == set()


def test_every_module_says_what_it_is_for():
    assert [named(file) for file, text in TEXTS if not ast.get_docstring(ast.parse(text))] == []


def test_no_module_is_long():
    assert [named(file) for file, text in TEXTS if len(text.splitlines()) >= LONGEST] == []


def test_sql_stands_only_in_the_store():
    sql = re.compile(
        r"\b(SELECT .+ FROM|SELECT\n|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE|PRAGMA )"
    )
    with_sql = [file for file, text in TEXTS if sql.search(text)]
    assert [named(file) for file in with_sql if not dotted(file).startswith("tui.store")] == []


def test_the_store_has_sql():
    """So that the test above would see it."""
    text = (ROOT / "tui" / "store" / "annotations.py").read_text("utf-8")
    assert "SELECT " in text
    assert "INSERT INTO" in text


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "open"])
def test_the_readme_names_the_command(command):
    assert f"claimdesk {command}" in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_names_the_desk_itself_and_the_way_to_run_and_test():
    readme = (ROOT / "README.md").read_text("utf-8")
    for words in ("make run", "make test", "annotations.db", "--db"):
        assert words in readme


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "requirements-semantic.lock"]
)
def test_a_lock_file_pins_by_version_and_hash_and_names_no_registry(name):
    lock = (ROOT / name).read_text("utf-8")
    assert "://" not in lock
    pinned = re.findall(r"^([a-z0-9][\w.-]*)==", lock, re.MULTILINE)
    assert len(pinned) > 10
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert not re.findall(r"^\s*(-i|--index-url|--extra-index-url|--find-links)", lock, re.M)


def test_the_run_lock_pins_what_the_package_asks_for():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    asked = re.findall(
        r'^    "([a-z0-9-]+)[>=<]', project.partition("dependencies = [")[2].partition("]")[0], re.M
    )
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert len(asked) >= 8
    assert [name for name in asked if f"\n{name}==" not in f"\n{lock}"] == []


def test_the_schema_of_the_jsonl_is_among_the_documents():
    assert (ROOT / "docs" / "jsonl.schema.json").is_file()


def test_each_style_sheet_stands_beside_its_module_and_is_read():
    from tui.app.app import DRAWN

    app = ROOT / "tui" / "app"
    sheets = {str(file.relative_to(app).with_suffix("")) for file in app.rglob("*.tcss")}
    assert sheets == set(DRAWN)
    assert len(DRAWN) == len(sheets)
    assert [name for name in DRAWN if not (app / f"{name}.py").is_file()] == []
