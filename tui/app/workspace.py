"""What the desk asks of the store: each thing a reader does, done at once and on the disk.

It keeps the annotations of the open articles in memory, so that after a change only the rows that
changed are read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui.app.asides import Asides
from tui.app.drawing import Related
from tui.app.library import Library
from tui.app.marks import Marks
from tui.app.placing import Placing
from tui.app.renewing import Touched, is_small, renew_marks, renew_relations
from tui.app.whole import Whole
from tui.errors import CallError
from tui.model import (
    NOTHING,
    Annotation,
    Article,
    ArticleSummary,
    Relation,
    Tag,
)
from tui.store import (
    annotations,
    articles,
    codebook,
    history,
    relations,
)
from tui.store.annotations import Draft
from tui.store.connection import Store
from tui.text.anchors import anchor

AT_ONCE = 1000
"""Annotations read by their uids in one query."""


class Workspace:
    """The store as one reader at the desk uses it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.tags: tuple[Tag, ...] = codebook.tags(store)
        self.library = Library(store)
        self.asides = Asides(store)
        self.whole = Whole(store, self.forget)
        self.placing = Placing(self)
        self.waiting_in = annotations.waiting_by_article(store)
        """How many annotations of an article, by its uid, are to be placed in a later text."""
        self._summaries: dict[str, ArticleSummary | None] = {}
        self._marks: dict[str, Marks] = {}
        self._relations: dict[str, list[Relation]] = {}
        self.renamed: dict[str, str] = {}
        """What each tag is called since the codebook changed last, by the path it had before."""
        self._seen = self._told = history.seen(store)

    @property
    def has_articles(self) -> bool:
        """Whether there is anything to read."""
        return bool(len(self.library) or self.library.words)

    @property
    def waiting(self) -> int:
        """How many annotations are to be placed in a later text."""
        return sum(self.waiting_in.values())

    @property
    def span_tags(self) -> list[Tag]:
        """The tags that spans can have."""
        return [tag for tag in self.tags if "span" in tag.applies]

    def summary(self, uid: str) -> ArticleSummary | None:
        """An article of the library, with the number of its annotations as it is now."""
        if uid not in self._summaries:
            known = uid in self._marks  # and so is the number of its annotations
            self._summaries[uid] = articles.summary_or_none(self.store, uid, counted=not known)
        found = self._summaries[uid]
        if found is None or uid not in self._marks:
            return found
        return replace(found, annotations=len(self._marks[uid]))

    def article(self, uid: str) -> Article:
        """An article with its text. Its annotations are not counted: `summary` knows."""
        return articles.read(self.store, uid, counted=False)

    def marks(self, uid: str) -> Marks:
        """The annotations of an article, read once and then kept up to date."""
        if uid not in self._marks:
            self._marks[uid] = Marks(annotations.of_article(self.store, uid))
            self._relations[uid] = relations.of_article(self.store, uid)
        return self._marks[uid]

    def tag(
        self,
        article: Article,
        span: tuple[int, int],
        tag: str,
        attributes: Mapping[str, str] = NOTHING,
        label: str = "",
    ) -> tuple[Annotation, bool]:
        """Tag a span, and say whether that is new: the same tag is not put twice on one span.

        The log calls it `label`, if one is given.
        """
        marks = self.marks(article.uid)
        for there in marks.within(*span):
            same = (there.tag, there.start, there.end) == (tag, *span)
            if same and len(there.fragments) == 1 and there.annotator == self.store.annotator:
                return there, False
        draft = Draft(article.uid, tag, (anchor(article.text, *span),), attributes)
        (uid,) = annotations.add(self.store, [draft], label)
        about = self._summaries.get(article.uid)
        if about is not None and about.status == "todo":  # the first mark set it to be in work
            del self._summaries[article.uid]
        return self.read_again(uid, marks), True

    def refuse_others(self, annotation: Annotation) -> None:
        """Raise CallError where an annotation is not this annotator's to change."""
        annotations.mine(self.store, annotation.uid)

    def set_note(self, annotation: Annotation, note: str) -> Annotation:
        """Give an annotation another note."""
        label = f"{'note on' if note else 'take the note off'} {annotation.tag}"
        return self.change(annotation, label, note=note)

    def change(
        self,
        annotation: Annotation,
        label: str,
        *,
        note: str | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> Annotation:
        """Change an annotation's note or attributes, as an operation of this name."""
        uid = annotation.uid
        annotations.change(self.store, uid, label=label, note=note, attributes=attributes)
        return self.read_again(uid, self.marks(annotation.article))

    def reshape(
        self, annotation: Annotation, text: str, spans: Sequence[tuple[int, int]], label: str
    ) -> Annotation:
        """Put an annotation on other spans of its article's text."""
        fragments = tuple(anchor(text, *span) for span in spans)
        annotations.change(self.store, annotation.uid, label=label, fragments=fragments)
        return self.read_again(annotation.uid, self.marks(annotation.article))

    def delete(self, annotation: Annotation) -> None:
        """Take an annotation away."""
        annotations.remove(self.store, [annotation.uid])
        self.marks(annotation.article).drop(annotation.uid)
        for known in self._relations.values():
            known[:] = [one for one in known if annotation.uid not in (one.source, one.target)]

    def read_again(self, uid: str, marks: Marks) -> Annotation:
        """Read an annotation that was just written, and show it among these."""
        (annotation,) = annotations.with_uids(self.store, [uid])
        marks.put(annotation)
        return annotation

    def refresh(self, uids: Sequence[str]) -> None:
        """Read annotations of the open articles again that were changed otherwise."""
        for first in range(0, len(uids), AT_ONCE):
            for annotation in annotations.with_uids(self.store, uids[first : first + AT_ONCE]):
                marks = self._marks.get(annotation.article)
                if marks is not None and marks.get(annotation.uid) is not None:
                    marks.put(annotation)

    def on_claim(self, claim: str) -> list[str]:
        """The annotations of the open articles that are on a claim, by uid."""
        known = (one for marks in self._marks.values() for one in marks)
        return [one.uid for one in known if one.claim is not None and one.claim.uid == claim]

    def related_anew(self, *of: str) -> None:
        """Read the relations of some open articles again."""
        for uid in self._relations.keys() & set(of):
            self._relations[uid] = relations.of_article(self.store, uid)

    @property
    def kinds(self) -> list[Tag]:
        """The tags that relations can have."""
        return [tag for tag in self.tags if "relation" in tag.applies]

    def remove_article(self, uid: str) -> None:
        """Take an article away. Raises CallError where others have annotations on it."""
        articles.remove(self.store, [uid])
        self.take_in(frozenset({uid}))

    def forget_summary(self, uid: str) -> None:
        """Read what the library says of an article anew when it is asked for next."""
        self._summaries.pop(uid, None)

    def count_waiting(self) -> None:
        """Count anew what is to be placed."""
        self.waiting_in = annotations.waiting_by_article(self.store)

    def forget(self, uid: str) -> None:
        """Read an article's details anew when they are asked for next."""
        self._summaries.pop(uid, None)
        self.library.read_again()

    def undo(self) -> Touched:
        """Take back the newest operation. Raises CallError when there is none."""
        return self.reverted("undid", history.undo(self.store))

    def redo(self) -> Touched:
        """Do again what was undone last. Raises CallError when there is nothing."""
        return self.reverted("did again", history.redo(self.store))

    def undo_this(self, op: str) -> Touched:
        """Take back one operation. Raises CallError where it is another's, or taken back."""
        return self.reverted("undid", history.undo(self.store, op))

    def undo_back_to(self, op: str) -> Touched:
        """Take back all that was done after an operation. Raises CallError when nothing was."""
        return self.reverted("undid", history.undo_back_to(self.store, op))

    def news(self) -> history.News | None:
        """What others wrote since the last time, taken in; None when they wrote nothing.

        It is told again until it has been `shown`.
        """
        news, now = history.news(self.store, self._seen)
        if news is None:
            self._seen = now
            return None
        self.take_in(news.articles, news.codebook)
        self._told = now
        return news

    def shown(self) -> None:
        """What was told as news last is on the screen."""
        self._seen = self._told

    def read_codebook_again(self) -> None:
        """Tags were changed here, and with them what annotations are called."""
        self._seen = self._told = history.seen(self.store)  # all that is shown is read again
        self.take_in(frozenset(), tags=True)

    def take_in(self, touched: frozenset[str], tags: bool = False) -> None:
        """Read again what was changed otherwise than by a mark made here."""
        if tags:  # a tag's new name is on annotations that were not touched
            touched |= self._marks.keys()
        for uid in touched:
            self.asides.read_again(uid)
        for uid in touched & self._marks.keys():
            fresh = Marks(annotations.of_article(self.store, uid))
            self._marks[uid].replace_all(fresh)
        self._relations = {uid: relations.of_article(self.store, uid) for uid in self._marks}
        self._summaries.clear()
        self.whole.forget()
        self.library.read_again()
        self.count_waiting()
        if tags:
            before = {tag.uid: tag.path for tag in self.tags}
            self.tags = codebook.tags(self.store)
            now = {tag.uid: tag.path for tag in self.tags}
            self.renamed = {path: now[uid] for uid, path in before.items() if uid in now}

    def reverted(self, verb: str, done: history.Reverted) -> Touched:
        """Take in what an undo or redo did, of this store or another's on the same file."""
        repaint = None
        if is_small(done.tables, done.annotations) and self._texts_stand(done.articles):
            repaint = self._renew(done.articles, done.annotations)
        else:
            self.take_in(done.articles, done.codebook)
        left = f"; {done.left} since changed, left as they are" if done.left else ""
        said = f"{verb}: {done.label}{left}"
        return Touched(said, done.articles, done.annotations, done.codebook, repaint)

    def _texts_stand(self, uids: frozenset[str]) -> bool:
        """Whether articles are there with the text they had; what is known of them is read anew."""
        before = {uid: self.summary(uid) for uid in uids}
        for uid in uids:
            self.forget_summary(uid)
        self.library.read_again()
        now = {uid: self.summary(uid) for uid in uids}
        texts = [{uid: one and one.sha256 for uid, one in they.items()} for they in (before, now)]
        return texts[0] == texts[1] and None not in texts[1].values()

    def _renew(self, touched: frozenset[str], uids: frozenset[str]) -> tuple[Annotation, ...]:
        """Read again no more than these annotations. Returns them as they were and are shown."""
        changed = renew_marks(self.store, self._marks, uids, self.summary)
        renew_relations(self.store, self._relations, uids)
        for uid in touched - self._marks.keys():
            self._summaries.pop(uid, None)
        self.count_waiting()
        return tuple(changed)

    def related(self, annotation: Annotation) -> Sequence[Related]:
        """The annotations this one is related to, in either direction."""
        found = []
        for relation in self._relations.get(annotation.article, ()):
            if annotation.uid not in (relation.source, relation.target):
                continue
            forward = relation.source == annotation.uid
            article = relation.target_article if forward else relation.source_article
            other = self.marks(article).get(relation.target if forward else relation.source)
            summary = self.summary(article)
            if other is not None and summary is not None:
                elsewhere = article != annotation.article
                found.append(Related(relation.kind, other, summary.label, relation.note, elsewhere))
        return found

    def tag_named(self, path: str) -> Tag:
        """The tag of this path. Raises CallError when the codebook has none."""
        for tag in self.tags:
            if tag.path == path:
                return tag
        raise CallError(f"no tag {path!r} in the codebook")
