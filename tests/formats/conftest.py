"""A format that needs an extra is tested where the extra is installed."""

from importlib.util import find_spec

import pytest

from tui.formats.registry import load

LIBRARIES = {"parquet": "pyarrow", "spacy": "spacy", "cas": "cassis"}
"""What is imported for each extra."""


@pytest.fixture(autouse=True)
def extra_installed(request):
    """Skips a test over the table of formats for one whose library is not here."""
    name = (
        request.node.callspec.params.get("format_name")
        if hasattr(request.node, "callspec")
        else None
    )
    if name is None:
        return
    extra = load(name).EXTRA
    if extra and find_spec(LIBRARIES.get(extra, extra)) is None:
        pytest.skip(f"needs the extra {extra}")
