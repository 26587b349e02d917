"""Runs the oracles, each in an environment of its own: python tests/oracles/run.py [NAME …]

`NAME.txt` beside this file has what the oracle `test_NAME.py` needs. Its environment is made under
``.oracles/`` when it is first asked for, and anew when what it needs has changed. Those in
`NIGHTLY` are passed over unless they are named, or NIGHTLY=1 is set.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import rmtree
from time import perf_counter
from venv import EnvBuilder

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENVIRONMENTS = ROOT / ".oracles"
NIGHTLY = {
    "argilla": "450 MB",
    "datasets": "300 MB",
    "doccano": "all of doccano, with Django",
    "pairs": "300 MB, for datasets",
    "spacy": "200 MB",
}
"""What is too heavy for every day, and why."""


def main(asked: list[str]) -> int:
    """Run the oracles of these names, or all. Returns 1 where one finds fault or cannot run."""
    there = sorted(file.stem.removeprefix("test_") for file in HERE.glob("test_*.py"))
    if unknown := sorted({*asked} - {*there}):
        print(f"no oracle {unknown[0]!r}: there are {', '.join(there)}")
        return 1
    told = []
    for name in asked or there:
        why = "" if asked or os.environ.get("NIGHTLY") == "1" else NIGHTLY.get(name)
        told.append((name, f"passed over, NIGHTLY=1 runs it: {why}" if why else run(name)))
    print("\n" + "\n".join(f"{name:14} {outcome}" for name, outcome in told))
    return int(any("FAILED" in outcome for _, outcome in told))


def needs(name: str) -> Path:
    """The list of what an oracle needs."""
    return HERE / f"{name}.txt"


def run(name: str) -> str:
    """Run one oracle, and say in words how it went."""
    print(f"\n{name}:", flush=True)
    begun = perf_counter()
    try:
        python = environment(name)
    except subprocess.CalledProcessError:
        return "FAILED: what it needs cannot be installed"
    made = perf_counter()
    # The ini file's own options are for plugins that an oracle has no need of.
    command = [python, "-m", "pytest", "-o", "addopts=-q", "-p", "no:cacheprovider"]
    variables = {**os.environ, "ORACLES": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*command, str(HERE / f"test_{name}.py")], cwd=ROOT, env=variables)
    seconds = f"{perf_counter() - made:.0f} s, and {made - begun:.0f} s to make its environment"
    return f"{'FAILED' if done.returncode else 'passed'} in {seconds}"


def environment(name: str) -> Path:
    """The interpreter of an oracle's environment. Raises CalledProcessError where pip fails."""
    folder = ENVIRONMENTS / name
    python, stamp = folder / "bin" / "python", folder / "made-from.txt"
    wanted = needs(name).read_text("utf-8")
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    if folder.exists():
        rmtree(folder)
    EnvBuilder(with_pip=True, symlinks=True).create(folder)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    subprocess.run([*pip, "--requirement", str(needs(name))], check=True)
    stamp.write_text(wanted, encoding="utf-8")
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
