"""Looks for bytes that a reader cannot bear: python tests/fuzz/run.py [KIND …]

Each kind of file in the registry is read for SECONDS (60) by `target`, from small valid files and
what earlier runs found worth keeping, as many kinds at once as there are cores. The fuzzer lies in
an environment of its own under ``.fuzz/``, made when first asked for; the readers are those of the
environment this runs in.
"""

import io
import os
import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from sysconfig import get_path
from venv import EnvBuilder

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PLACE = ROOT / ".fuzz"
LIMITS = ["-timeout=20", "-rss_limit_mb=1500", "-max_len=20000", "-print_final_stats=1"]
"""What a reader may take for one input: seconds, and megabytes with the fuzzer's own."""


def main(asked: list[str]) -> int:
    """Read files of these kinds, or of all. Returns 1 where something was found or cannot run."""
    sys.path.insert(0, str(ROOT))
    from tests.intake.files import FILES, OTHERS
    from tui.intake import registry

    seconds = int(os.environ.get("SECONDS", "60"))
    kinds = [*registry.names(), "any"]
    if unknown := sorted({*asked} - {*kinds}):
        print(f"no kind {unknown[0]!r}: there are {', '.join(kinds)}")
        return 1
    try:
        python = environment()
    except subprocess.CalledProcessError:
        print("the fuzzer cannot be installed: see tests/fuzz/needs.txt")
        return 1
    valid = FILES | OTHERS

    def told(kind: str) -> bool:
        seeds = valid if kind == "any" else {kind: valid[kind]} if kind in valid else {}
        outcome = run(python, kind, {name: data for name, (_, data) in seeds.items()}, seconds)
        print(f"{kind:10} {outcome}", flush=True)
        return "FAULT" in outcome

    with ThreadPoolExecutor(os.cpu_count()) as at_once:
        return int(any(list(at_once.map(told, asked or kinds))))


def run(python: Path, kind: str, seeds: dict[str, bytes], seconds: int) -> str:
    """Read files of one kind for so long, and say in words what came of it."""
    corpus, faults = PLACE / "corpus" / kind, PLACE / "faults"
    corpus.mkdir(parents=True, exist_ok=True)
    faults.mkdir(parents=True, exist_ok=True)
    for name, data in seeds.items():
        (corpus / f"seed-{name}").write_bytes(data)
        for member in inside(data):
            (corpus / f"seed-{name}-{sha256(member).hexdigest()[:8]}").write_bytes(member)
    command = [python, HERE / "target.py", kind, faults, corpus, *LIMITS]
    command += [f"-max_total_time={seconds}", f"-artifact_prefix={faults}/{kind}-"]
    readers = os.pathsep.join((str(ROOT), get_path("platlib")))
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": readers},
        capture_output=True,
        text=True,
        errors="replace",
    )
    said = done.stdout + done.stderr
    tried = re.search(r"number_of_executed_units:\s*(\d+)", said)
    covered = re.findall(r"cov: (\d+)", said)
    if done.returncode or not tried:
        return f"FAULT:\n{done.stdout[-3_000:]}\n{done.stderr[-1_000:]}"
    return f"{int(tried[1]):,} inputs, {covered[-1] if covered else 0} branches, no fault"


def inside(data: bytes) -> list[bytes]:
    """The members of a zip, which `target` puts back into one; none of another file."""
    if not data.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def environment() -> Path:
    """The fuzzer's interpreter. Raises CalledProcessError where pip fails."""
    folder = PLACE / "environment"
    python, stamp = folder / "bin" / "python", folder / "made-from.txt"
    wanted = (HERE / "needs.txt").read_text("utf-8")
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    if folder.exists():
        rmtree(folder)
    EnvBuilder(with_pip=True, symlinks=True).create(folder)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    subprocess.run([*pip, "--requirement", str(HERE / "needs.txt")], check=True)
    stamp.write_text(wanted, encoding="utf-8")
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
