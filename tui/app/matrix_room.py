"""The matrix of the articles that are compared: made, gone through, written into a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from tui.app.keys import keys_of
from tui.compare.findings import Place
from tui.errors import CallError
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen
    from tui.compare.findings import Comparison
    from tui.compare.matrix import Matrix, Row

FORMS = {".csv": "CSV", ".md": "Markdown", ".html": "HTML"}
"""What a file's name ends with, and what is written into it."""


class MatrixRoom:
    """The matrix of one desk. It remembers the row, source and tag one was at."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.row = 0
        self.source = 0
        self.tag = ""

    def matrix(self) -> None:
        """Open the sheet of claims by sources."""
        from tui.app.screens.matrix import MatrixScreen

        comparison = self._comparison()
        self.source = self.screen.following.at.article if self.screen.following.at else 0
        self.source = min(self.source, len(comparison.sources) - 1)
        self.screen.app.push_screen(MatrixScreen(self))

    def _comparison(self) -> "Comparison":
        following = self.screen.following
        if following.comparison is not None:
            return following.comparison
        if following.comparing:
            raise CallError("the articles are being compared: try again in a moment")
        if not following.wanted:
            raise CallError(f"nothing is compared: {keys_of('compare')} compares what is open")
        raise CallError(f"it takes two articles: {keys_of('beside')} opens another beside this one")

    def made(self) -> "Matrix":
        """The matrix of what is compared now, with the annotations there are."""
        from tui.compare.matrix import matrix

        comparison = self._comparison()
        marks = {one.uid: self.screen.workspace.marks(one.uid) for one in comparison.sources}
        return matrix(comparison, {uid: list(found) for uid, found in marks.items()})

    def go_to(self, row: "Row") -> None:
        """Lead with the article of the source at hand, at its passage of a claim.

        Where it says nothing of it, with the first that does.
        """
        comparison = self._comparison()
        order = [self.source, *range(len(row.cells))]
        article = next((index for index in order if row.cells[index].spans), None)
        if article is None:
            raise CallError("no article says anything of it")
        start = row.cells[article].spans[0][0]
        sentence = max(0, comparison.sources[article].at(start))
        self.screen.following.go_to(Place(article, sentence), start)

    @staticmethod
    def writing_out(typed: str) -> str:
        """What writing into a file will do. Raises CallError where it cannot be done."""
        file = _file(typed)
        there = f"{file} is there and will be written over" if file.exists() else f"a new {file}"
        return f"{FORMS[file.suffix.lower()]} into {there}"

    def write_out(self, made: "Matrix", typed: str) -> str:
        """Write the matrix into the file typed, whole or not at all. Returns what was done."""
        from tui.formats import matrix_csv, matrix_html, matrix_markdown
        from tui.formats.whole import whole

        file = _file(typed)
        writers = {".csv": matrix_csv, ".md": matrix_markdown, ".html": matrix_html}
        try:
            with whole(file, "claims.csv", self.screen.workspace.store.path) as stream:
                writers[file.suffix.lower()].write(made, stream)
        except CallError as error:  # its remedy is the command line's
            raise CallError(str(error).removesuffix(" with -o")) from None
        return f"wrote {len(made.rows)} rows into {display_line(str(file))}"


def _file(typed: str) -> Path:
    """The file that was typed. Raises CallError where its name says no form."""
    if not typed.strip():
        raise CallError("type the name of a file: it ends with .csv, .md or .html")
    file = Path(typed.strip()).expanduser()
    if file.suffix.lower() not in FORMS:
        raise CallError(f"{display_line(file.name)}: end its name with .csv, .md or .html")
    return file
