"""Runs the oracles, each in an environment of its own: python tests/oracles/run.py [NAME …]

They stand in `table.py`. An environment is made under ``.oracles/`` when it is first asked for,
and anew when ``ENVIRONMENT.txt`` has changed. Those for the night are passed over unless they are
named, or NIGHTLY=1 is set. Each has one line; what an oracle said is shown where it finds fault.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import Lock
from time import perf_counter, sleep
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.oracles.table import ORACLES, Oracle  # noqa: E402

ENVIRONMENTS = ROOT / ".oracles"
PAUSES = (5, 30)
"""How many seconds to wait before what could not be installed is tried again."""
AT_ONCE = 2


@dataclass(frozen=True)
class Outcome:
    """How an oracle went: passed, FAILED, not run or nightly, and more about that in words."""

    oracle: Oracle
    verdict: str
    about: str = ""
    seconds: float = 0
    shown: str = ""

    def line(self) -> str:
        took = f"{self.seconds:4.0f} s" if self.seconds else " " * 6
        return f"{self.oracle.name:12} {self.verdict:8} {took}  {self.oracle.judge}: {self.about}"


def main(asked: Sequence[str]) -> int:
    """Run the oracles of these names, or all. Returns 1 where one finds fault or cannot be had."""
    names = [one.name for one in ORACLES]
    if unknown := sorted({*asked} - {*names}):
        print(f"no oracle {unknown[0]!r}: there are {', '.join(names)}")
        return 1
    heavy = bool(asked) or os.environ.get("NIGHTLY") == "1"
    chosen = [one for one in ORACLES if not asked or one.name in asked]
    begun = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = []
        for outcome in pool.map(lambda one: outcome_of(one, heavy), chosen):
            found.append(outcome)
            print(f"{outcome.shown}{outcome.line()}", flush=True)
    print(summary(found, perf_counter() - begun))
    return int(any(one.verdict == "FAILED" for one in found))


def summary(found: Sequence[Outcome], seconds: float) -> str:
    """What is left to know at the end: the faults, what was not run, and how many of each."""
    told = [f"\nall together {seconds:.0f} s"]
    for verdict in ("not run", "nightly", "FAILED"):
        if named := [one.oracle.name for one in found if one.verdict == verdict]:
            told.append(f"{verdict}: {', '.join(named)}")
    passed = sum(one.verdict == "passed" for one in found)
    failed = sum(one.verdict == "FAILED" for one in found)
    told.append(f"{passed} passed, {failed} failed, {len(found) - passed - failed} skipped")
    return "\n".join(told)


def outcome_of(oracle: Oracle, heavy: bool) -> Outcome:
    """Run one oracle, or say why not."""
    if oracle.nightly and not heavy:
        return Outcome(oracle, "nightly", f"NIGHTLY=1 runs it, {oracle.nightly}")
    if missing := oracle.lacks():
        return Outcome(oracle, "not run", f"needs {missing}")
    begun = perf_counter()
    try:
        python = environment(oracle.environment or oracle.name)
    except subprocess.CalledProcessError as error:
        why = f"its environment cannot be made, tried {len(PAUSES) + 1} times"
        return Outcome(oracle, "FAILED", why, perf_counter() - begun, f"\n{error.stderr}\n")
    made = perf_counter()
    runs = [run(python, (str(HERE / f"test_{oracle.name}.py"),))]
    runs += [run(python, arguments) for arguments in oracle.also]
    passed, skipped = sum(one.passed for one in runs), [why for one in runs for why in one.skipped]
    shown = "".join(f"\n{one.said}\n" for one in runs if not one.good)
    told = [f"{passed} tests", *(f"{skipped.count(why)} not run, {why}" for why in {*skipped})]
    if made - begun > 1:
        told.append(f"{made - begun:.0f} s to make its environment")
    verdict = "passed" if all(one.good for one in runs) else "FAILED"
    return Outcome(oracle, verdict, "; ".join(told), perf_counter() - begun, shown)


@dataclass(frozen=True)
class Run:
    """One call of pytest: how many tests passed, why others were not run, and what it said.

    It is good where none failed and some passed: a library that is not there skips all of them.
    """

    good: bool
    passed: int
    skipped: tuple[str, ...]
    said: str


def run(python: Path, arguments: Sequence[str]) -> Run:
    """Run tests in an environment, with the settings beside this file."""
    variables = {**os.environ, "ORACLES": "1", "PYTHONPATH": str(ROOT)}
    options = ["-c", str(HERE / "oracles.ini"), f"--rootdir={ROOT}", f"--confcutdir={ROOT}"]
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [str(python), "-m", "pytest", *options, f"--junitxml={report}", *arguments],
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        cases = []
        with suppress(OSError, ElementTree.ParseError):  # then pytest did not get as far
            cases = list(ElementTree.parse(report).iter("testcase"))
    why = tuple(one.get("message", "") for case in cases for one in case.iter("skipped"))
    passed = sum(not {"failure", "error", "skipped"} & {one.tag for one in case} for case in cases)
    return Run(done.returncode == 0 and passed > 0, passed, why, done.stdout)


MAKING: dict[str, Lock] = {one.environment or one.name: Lock() for one in ORACLES}


def environment(name: str) -> Path:
    """The interpreter of an environment. Raises CalledProcessError where it cannot be made."""
    with MAKING[name]:
        folder = ENVIRONMENTS / name
        python, stamp = folder / "bin" / "python", folder / "made-from.txt"
        needs = HERE / f"{name}.txt"
        wanted = f"{sys.version}\n{needs.read_text('utf-8')}"
        if stamp.exists() and stamp.read_text("utf-8") == wanted:
            return python
        rmtree(folder, ignore_errors=True)
        for pause in (*PAUSES, None):
            try:
                _install(folder, python, needs)
            except subprocess.CalledProcessError:
                if pause is None:
                    raise
                sleep(pause)
            else:
                break
        stamp.write_text(wanted, encoding="utf-8")
        return python


def _install(folder: Path, python: Path, needs: Path) -> None:
    """Make an environment with uv, which keeps what it downloads for the next one."""
    uv = Path(sys.executable).with_name("uv")
    waiting = {**os.environ, "UV_HTTP_TIMEOUT": os.environ.get("UV_HTTP_TIMEOUT", "180")}
    for command in (
        ["venv", "--quiet", "--allow-existing", "--python", sys.executable, str(folder)],
        ["pip", "install", "--quiet", "--python", str(python), "--requirement", str(needs)],
    ):
        subprocess.run([str(uv), *command], env=waiting, check=True, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
