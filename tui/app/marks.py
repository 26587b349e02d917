"""The annotations of one article by place, so that a line or a cursor finds its own at once."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tui.model import Annotation

BLOCK = 512
"""Code points to a bucket: a line of text looks into one or two."""

Key = tuple[int, int, str]


def order(annotation: Annotation) -> Key:
    """The order of the text, longer ones first."""
    return annotation.start, -annotation.end, annotation.uid


class Marks:
    """Annotations bucketed by the stretches of text they touch."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_uid: dict[str, Annotation] = {}
        self._blocks: dict[int, set[str]] = defaultdict(set)
        self._order: list[Key] = []
        self.revision = 0
        """Counts the changes, so that whoever worked something out can tell it is out of date."""
        for annotation in annotations:
            self._by_uid[annotation.uid] = annotation
            self._fill(annotation)
        self._order = sorted(order(annotation) for annotation in self._by_uid.values())

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Annotation]:
        return (self._by_uid[uid] for _, _, uid in self._order)

    def all(self) -> list[Annotation]:
        """Them all at once, in no order: a copy that another thread may read."""
        return list(self._by_uid.values())

    def get(self, uid: str | None) -> Annotation | None:
        """The annotation of this uid, if it is here."""
        return self._by_uid.get(uid) if uid else None

    def __getitem__(self, index: int) -> Annotation:
        """The annotation at this place in the order of the text."""
        return self._by_uid[self._order[index][2]]

    def index(self, uid: str) -> int:
        """The place of an annotation in the order of the text."""
        return bisect_left(self._order, order(self._by_uid[uid]))

    def put(self, annotation: Annotation) -> None:
        """Add an annotation, or replace the one of the same uid."""
        self.drop(annotation.uid)
        self._by_uid[annotation.uid] = annotation
        self._fill(annotation)
        self.revision += 1
        insort(self._order, order(annotation))

    def drop(self, uid: str) -> Annotation | None:
        """Take an annotation away; None when it was not here."""
        annotation = self._by_uid.pop(uid, None)
        if annotation is None:
            return None
        for block in self._touched(annotation):
            self._blocks[block].discard(uid)
        self.revision += 1
        del self._order[bisect_left(self._order, order(annotation))]
        return annotation

    def replace_all(self, other: "Marks") -> None:
        """Become the same as another, in place: whoever holds this one sees the new ones."""
        self._by_uid, self._blocks, self._order = other._by_uid, other._blocks, other._order
        self.revision += 1

    def within(self, start: int, end: int) -> list[Annotation]:
        """Those with a fragment that touches ``[start, end)``, in the order of the text."""
        uids = set().union(
            *(
                self._blocks.get(b, ())
                for b in range(start // BLOCK, max(start, end - 1) // BLOCK + 1)
            )
        )
        found = [
            self._by_uid[uid]
            for uid in uids
            if any(f.start < end and start < f.end for f in self._by_uid[uid].fragments)
        ]
        return sorted(found, key=order)

    def at(self, offset: int) -> list[Annotation]:
        """Those that cover an offset, the innermost (shortest) first."""
        covering = [found for found in self.within(offset, offset + 1) if found.covers(offset)]
        return sorted(covering, key=lambda found: (found.end - found.start, order(found)))

    def after(self, offset: int) -> Annotation | None:
        """The first that starts after an offset."""
        index = bisect_right(self._order, offset, key=lambda key: key[0])
        return self[index] if index < len(self._order) else None

    def before(self, offset: int) -> Annotation | None:
        """The last that starts before an offset."""
        index = bisect_left(self._order, offset, key=lambda key: key[0])
        return self[index - 1] if index else None

    def _fill(self, annotation: Annotation) -> None:
        for block in self._touched(annotation):
            self._blocks[block].add(annotation.uid)

    @staticmethod
    def _touched(annotation: Annotation) -> set[int]:
        return {
            block
            for part in annotation.fragments
            for block in range(part.start // BLOCK, (part.end - 1) // BLOCK + 1)
        }
