"""What is measured on: the worked example's database, and long texts of its real sentences."""

import shutil
from itertools import cycle
from pathlib import Path

from benchmarks.terminal import ROOT

EXAMPLE = ROOT / "annotations.db"
SEEDS = ROOT / "seeds"
SENTENCES = 100
"""Code points from which a paragraph of the seeds is sentences, and not a heading or a teaser."""


def example(folder: Path) -> Path:
    """A copy of the worked example's database, so that a run changes nothing of a person's."""
    if not EXAMPLE.exists():
        raise FileNotFoundError(f"{EXAMPLE.name} is missing: make example builds it")
    return Path(shutil.copy(EXAMPLE, folder))


def long_text(size: int, folder: Path) -> Path:
    """A file of about `size` bytes: the seeds' paragraphs over and over."""
    lines = [line for file in sorted(SEEDS.glob("*.txt")) for line in _lines(file)]
    paragraphs: list[str] = []
    length = 0
    for paragraph in cycle([line for line in lines if len(line) > SENTENCES]):
        length += len(paragraph.encode()) + 2
        if paragraphs and length > size:
            break
        paragraphs.append(paragraph)
    path = folder / f"{size}.txt"
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return path


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")
