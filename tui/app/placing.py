"""Placing the annotations that wait on an earlier text: each deed one operation."""

from typing import TYPE_CHECKING

from tui.errors import CallError
from tui.model import Annotation, Fragment
from tui.store import annotations, articles

if TYPE_CHECKING:
    from tui.app.workspace import Workspace


class Placing:
    """What is done with waiting annotations in one workspace."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    def place(self, annotation: Annotation, fragments: tuple[Fragment, ...]) -> Annotation:
        """Put a waiting annotation on these words of its article's text."""
        self._refuse_placed(annotation)
        annotations.place(self.workspace.store, annotation.uid, fragments)
        self._settled(annotation)
        marks = self.workspace.marks(annotation.article)
        return self.workspace.read_again(annotation.uid, marks)

    def leave(self, annotation: Annotation) -> None:
        """Let a waiting annotation stay with the earlier text."""
        self._refuse_placed(annotation)
        annotations.leave(self.workspace.store, [annotation.uid])
        self._settled(annotation)

    def delete(self, annotation: Annotation) -> None:
        """Take a waiting annotation away."""
        self._refuse_placed(annotation)
        self.workspace.delete(annotation)
        self._settled(annotation)

    def _refuse_placed(self, annotation: Annotation) -> None:
        """Raise CallError where an annotation is not one's own, or was placed meanwhile."""
        now = annotations.mine(self.workspace.store, annotation.uid)
        if now.sha256 == articles.summary(self.workspace.store, annotation.article).sha256:
            raise CallError("this annotation was placed meanwhile, from another window")

    def _settled(self, annotation: Annotation) -> None:
        self.workspace.forget_summary(annotation.article)
        self.workspace.count_waiting()
