"""web-anno-tsv reads what is exported as WebAnno TSV, and finds the same words.

It is the one reader of this format among Python's packages that turns UTF-16 into code points and
holds each row against its words. It knows one layer, of which it reads the second feature, no
relations and no escapes; so it is given the columns of one layer after the other.
Relations, and what INCEpTION itself writes, are in `tests/formats/test_webanno_tsv.py`.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from web_anno_tsv import web_anno_tsv as reader

from tests.formats.datasets import entries
from tests.formats.roundtrip import written
from tests.oracles.claims import CLAIM, PART, sample

MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def one_column(lines: list[str], layer: str, feature: str) -> list[str]:
    """The file with one feature of one layer, as the second of its columns."""
    columns, header = ["ident", "place", "words"], []
    for line in lines:
        if line.startswith(("#T_SP=", "#T_RL=")):
            name, *features = line.partition("=")[2].split("|")
            columns += [f"{name}|{one}" for one in features]
        elif line.startswith("#FORMAT"):
            header.append(line)
    wanted = columns.index(f"{layer}|{feature}")
    rows = [line for line in lines if not line.startswith(("#T_", "#FORMAT"))]
    return [
        *header,
        f"#T_SP={layer}|none|{feature}",
        *(_cut(row, wanted) if row and not row.startswith("#") else row for row in rows),
    ]


def _cut(row: str, wanted: int) -> str:
    cells = row.split("\t")
    return "\t".join([*cells[:3], "_", cells[wanted], ""])


def escaped(lines: list[str]) -> bool:
    """Whether a text or a token has what is written otherwise: tabulators, and line ends in one."""
    texts = (line if line[:1] == "#" else "".join(line.split("\t")[2:3]) for line in lines)
    return any("\\" in words for words in texts)


def found_in(place, text):
    """The tag or number of each annotation, and its words in each sentence."""
    found, at = Counter(), 0
    sentences = []
    with reader.open_web_anno_tsv(str(place)) as file:
        for sentence in file:
            start = text.index(sentence.text, at)
            at = start + len(sentence.text)
            sentences.append((start, at))
            # Blanks between tokens are in its texts, where only they are marked, and in no words.
            found.update(
                (one.label, words) for one in sentence.annotations if (words := one.text.strip())
            )
    return found, sentences


def expected(text, sentences, spans):
    """What is marked of each sentence."""
    return Counter(
        (label, words)
        for label, start, end in spans
        for first, last in sentences
        if (words := text[max(start, first) : max(min(end, last), max(start, first))].strip())
    )


def test_it_finds_the_words_of_every_annotation(tmp_path_factory):
    seen = Counter()

    @MANY
    @given(entries())
    def found_again(found):
        seen.update(compared(found, tmp_path_factory.mktemp("tsv")))

    found_again()
    assert seen[CLAIM] > 20
    assert seen[PART] > 5


def compared(found, folder):
    """How many annotations and parts of some were found, where they are."""
    seen = Counter()
    written("webanno-tsv", found, folder / "out")
    for entry in found:
        text = entry.article.text
        lines = (folder / "out" / f"{entry.article.uid}.tsv").read_text("utf-8").split("\n")
        marks = {
            (CLAIM, "tag"): [
                (one.tag, one.fragments[0].start, one.fragments[0].end) for one in entry.annotations
            ],
            (PART, "number"): [
                (str(number), part.start, part.end)
                for one in entry.annotations
                for number, part in enumerate(one.fragments[1:], 2)
            ],
        }
        for (layer, feature), spans in marks.items():
            if not spans or escaped(lines):
                continue
            place = folder / f"{layer}.tsv"
            place.write_text("\n".join(one_column(lines, layer, feature)), "utf-8", newline="\n")
            said, sentences = found_in(place, text)
            assert said == expected(text, sentences, spans)
            seen[layer] += len(spans)
    return seen


def test_it_reads_the_file_as_it_is_and_refuses_offsets_in_code_points(tmp_path):
    entry = sample()
    written("webanno-tsv", [entry], tmp_path / "out")
    place = tmp_path / "out" / "a1.tsv"
    said, _ = found_in(place, entry.article.text)
    assert said == Counter({("ana", "Rebels"): 1})
    place.write_text(place.read_text("utf-8").replace("\t3-9\t", "\t2-8\t"), "utf-8")
    with pytest.raises(reader.ReadException, match="Bad offsets"):
        found_in(place, entry.article.text)
