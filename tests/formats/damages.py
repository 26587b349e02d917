"""What may be wrong with the files of each format, for `test_bad_input`: one row a format.

The files are a real export of the worked example. What `Subject` has is where in them an offset, a
record with an id and a tag stand; how they are damaged is the same for all.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.formats.material import EXAMPLE
from tui.formats.out import MARKER
from tui.formats.registry import load
from tui.formats.writing import write
from tui.store.opening import open_reader

Files = dict[str, bytes]
"""The files of an export by their path; "" is the name of one that is a file."""


@dataclass(frozen=True)
class Subject:
    """Where to hit a format. `file` is a pattern for the path of the file that is damaged, within
    a zip where `member` names one. `offset`, `record` and `tag` are patterns; what is in the first
    group of an offset or tag is changed, a record is repeated; "" where a format has no such thing,
    or where `why` says what else holds it. `cut` is behind what a file of single lines is cut off.
    `quoted`: the words are quoted beside their offsets; `own_tags`: the files have a list of tags,
    and one that is not in it is refused.
    """

    file: str = r""
    offset: str = ""
    record: str = ""
    tag: str = ""
    member: str = ""
    quoted: bool = True
    own_tags: bool = False
    cut: str = ""
    why: str = ""


SUBJECTS: dict[str, Subject] = {
    "argilla": Subject(
        r"records\.json", r'"start":(\d+)', r'\n\{"id".*', r'"label":"(opinion)"', own_tags=True
    ),
    "averitec": Subject(
        r"train\.json", r'"fragments":\[\[(\d+)', r"\n\{.*", r'"tag":"(claim/\w+)"'
    ),
    "brat": Subject(
        r".*\.ann", r"T1\t\S+ (\d+)", r"^T1\t.*\n", r"^T1\t(\S+)", cut=r"T[1-9]\t\S+ \d+ \d\d"
    ),
    "cas": Subject(
        r".*\.json",
        r'Claim",\s+"@sofa": \d+,\s+"begin": (\d+)',
        r'    \{\s+"%ID": \d+,\s+"%TYPE": "webanno.custom.Claim"[^}]*\},\n',
        r'"tag": "(opinion)"',
    ),
    "cas-xmi": Subject(
        r".*\.xmi", r'<custom:Claim [^>]*begin="(\d+)', r" *<custom:Claim .*\n", r'tag="(opinion)"'
    ),
    "conll": Subject(
        r"train\.conll",
        record=r"\nMali _ _ .*",
        tag=r"[BI]-(opinion)",
        why="a token is held to the text",
    ),
    "csv": Subject(r"spans\.csv", r",(\d+)-\d+,", r"\n[0-9a-f-]{36},.*", r",(claim/number),"),
    "docbin": Subject(why="spaCy checks its offsets, and has no text to change"),
    "doccano": Subject(
        offset=r'"start_offset":(\d+)',
        record=r'\{"id":\d+,"start_offset"[^}]*\},',
        tag=r'"label":"(opinion)"',
        quoted=False,
    ),
    "jsonl": Subject("", r'"fragments":\[\[(\d+)', r"\n\{.*", r'"tag":"(opinion)"'),
    "label-studio": Subject(
        r"tasks\.json",
        r'"start":(\d+)',
        r'\{"id":"[^"]*","from_name":"label".*?\]\}[^{]*?\},',
        r'"labels":\["(opinion)"',
    ),
    "pairs": Subject(
        r"train\.jsonl", r'fragments\\":\[\[(\d+)', r"\n\{.*", r'tag\\":\\"(claim/number)'
    ),
    "parquet": Subject(r"data/.*\.parquet", why="its rows are checked as those of jsonl are"),
    "prodigy": Subject("", r'"spans":\[\{"start":(\d+)', r"\n\{.*", r'"label":"(opinion)"'),
    "qdc": Subject(
        "",
        "",
        r"<Code [^>]*><Description>[^<]*</Description></Code>",
        r'<Code [^>]*name="(opinion)"',
    ),
    "qdpx": Subject(
        "",
        r'startPosition="(\d+)',
        r"\n<Note .*",
        r'<CodeRef targetGUID="([^"]+)',
        member="project.qde",
        own_tags=True,
    ),
    "spacy": Subject(r"train/00000\.spacy", why="as docbin"),
    "w3c": Subject("", r'"TextPositionSelector","start":(\d+)', r"\n\{.*", r'"value":"(opinion)"'),
    "webanno-tsv": Subject(r".*\.tsv", r"\n1-2\t(\d+)", r"\n1-2\t.*", r"\t(opinion)\["),
}
"""A format of the table without a row here fails a test."""


@cache
def exported(name: str) -> Mapping[str, bytes]:
    """The worked example in a format."""
    with tempfile.TemporaryDirectory() as folder, open_reader(EXAMPLE) as store:
        place = Path(folder) / f"out{load(name).SUFFIX}"
        write(store, name, place)
        if place.is_file():
            return {"": place.read_bytes()}
        files = sorted(file for file in place.rglob("*") if file.is_file())
        return {file.relative_to(place).as_posix(): file.read_bytes() for file in files}


def laid(files: Mapping[str, bytes], place: Path) -> Path:
    """The files of an export at a place."""
    for name, data in files.items():
        file = place / name if name else place
        file.parent.mkdir(parents=True, exist_ok=True)
        if Path(name).name != MARKER:
            file.write_bytes(data)
    return place


def hit(name: str, change: Callable[[bytes], bytes]) -> Files:
    """The export of a format, with the first of its subject's files changed."""
    subject, files = SUBJECTS[name], dict(exported(name))
    which = next(file for file in sorted(files) if re.fullmatch(subject.file, file))
    data = files[which]
    if subject.member:
        files[which] = with_members(data, {subject.member: change(member(data, subject.member))})
    else:
        files[which] = change(data)
    assert files[which] != data, "it was changed"
    return files


def member(data: bytes, name: str) -> bytes:
    """What a zip has under a name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_members(data: bytes, others: Mapping[str, bytes]) -> bytes:
    """A zip with some members added or replaced; an empty one where there is no data."""
    members: Files = {}
    if data:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**members, **others}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def group(pattern: str, data: bytes, new: Callable[[bytes], bytes], count: int = 1) -> bytes:
    """The data with the first group of the first matches of a pattern changed; 0: of all."""
    found = re.compile(pattern.encode(), re.MULTILINE)
    assert found.search(data), pattern
    return found.sub(
        lambda one: (
            one[0][: one.start(1) - one.start()] + new(one[1]) + one[0][one.end(1) - one.start() :]
        ),
        data,
        count=count,
    )


def cuts(name: str) -> list[Files]:
    """The export of a format, its file cut off at several places."""
    parts = (0.15, 0.5, 0.8, 0.97)
    if not SUBJECTS[name].cut:
        return [hit(name, lambda data, at=part: data[: int(len(data) * at)]) for part in parts]
    behind = re.compile(SUBJECTS[name].cut.encode())
    return [hit(name, lambda data: data[: one.end()] if (one := behind.search(data)) else data)]


def again(pattern: str, data: bytes) -> bytes:
    """The data with the first match of a pattern a second time behind it."""
    found = re.search(pattern.encode(), data, re.MULTILINE)
    assert found, pattern
    return data[: found.end()] + found[0] + data[found.end() :]
