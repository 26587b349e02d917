"""Names and numbers: the edits of the codebook's sheet that change what annotations are called."""

from collections.abc import Callable

from tui.app import drawing
from tui.app.paged import Paged
from tui.app.screens.asking import ChooseSome, Confirm, TypedAnswer
from tui.app.screens.codebook_asking import DO, Asking
from tui.errors import CallError
from tui.model import Tag
from tui.store import recoding, tag_uses, tags


class Edits(Asking):
    """Add, rename, move, order; merge, split, delete."""

    # Names

    def add(self) -> None:
        entry = self.sheet.at_hand
        above = entry.tag.path.rpartition("/")[0] if entry else ""
        first = entry.tag.path if entry and entry.deleted else f"{above}/" if above else ""

        def tell(path: str) -> str:
            tags.refuse_new(self.store, path)
            return f"a new tag {path}; a slash puts a tag under another"

        def do(path: str) -> None:
            applies = entry.tag.applies if entry else ("span",)
            self.edit(lambda: tags.add(self.store, Tag("", path, applies=applies)), "added", path)

        self.sheet.ask(TypedAnswer("Add a tag", first, tell), do)

    def rename(self) -> None:
        tag = self.living()

        def do(name: str) -> None:
            path = self.room.do(lambda: tags.rename(self.store, tag.path, name))
            self.sheet.done(f"{tag.path} is now {path}", path)

        used = tag_uses.use_of(self.store, tags.with_those_under(self.store, tag.path))
        dialog = TypedAnswer(
            f"Rename {tag.path}",
            tag.name,
            lambda name: tag_uses.renaming(self.store, tag.path, name, used),
        )
        self.sheet.ask(dialog, do)

    def move(self) -> None:
        tag = self.living()

        def picked(under: str) -> None:
            words = tag_uses.moving(self.store, tag.path, under)
            self.sheet.ask(Confirm(f"Move {tag.path}", [words], DO), lambda _: do(under))

        def do(under: str) -> None:
            path = self.room.do(lambda: tags.move(self.store, tag.path, under))
            self.sheet.done(f"{tag.path} is now {path}", path)

        self.pick_tag(f"Put {tag.path} under", picked, out="none, on its own", without=tag.path)

    def earlier(self) -> None:
        self.order(-1)

    def later(self) -> None:
        self.order(1)

    def order(self, by: int) -> None:
        path = self.living().path
        self.edit(lambda: tags.reorder(self.store, path, by), "moved", path)

    # What changes annotations

    def merge(self) -> None:
        path, entry = self.at().path, self.sheet.at_hand
        number = entry.use.annotations if entry else 0

        def picked(into: str) -> None:
            words = tag_uses.merging(self.store, path, into)
            self.sheet.ask(Confirm(f"Merge {path} into {into}", [words], DO), lambda _: do(into))

        def do(into: str) -> None:
            deed = lambda store: recoding.merge(store, path, into)  # noqa: E731
            self.edit_many(number, "merging", deed, f"merged into {into}", into)

        for_ = entry.kinds if entry else frozenset()
        self.pick_tag(f"Merge {path} into", picked, without=path, for_=for_)

    def split(self) -> None:
        tag, look = self.living(), self.room.screen.look
        used = tag_uses.use_of(self.store, [tag.path])
        total = used.annotations
        if not total:
            raise CallError(f"nothing is marked {tag.path}: there is nothing to split")
        made = Paged(total, lambda skip, most: tag_uses.made_with(self.store, tag.path, skip, most))

        def chosen(uids: list[str] | None) -> None:
            if uids:
                self.sheet.ask(TypedAnswer(title, "", lambda name: tell(name, uids)), then(uids))

        def tell(name: str, uids: list[str]) -> str:
            return tag_uses.splitting(self.store, tag.path, name, uids, used)

        def then(uids: list[str]) -> Callable[[str], None]:
            def do(name: str) -> None:
                path = self.room.do(lambda: recoding.split(self.store, tag.path, name, uids))
                self.sheet.done(f"{path} split off {tag.path}", path)

            return do

        title = f"Name of the tag split off {tag.path}"
        listed = ChooseSome(
            f"Which of {tag.path} are something else?",
            made,
            lambda one: drawing.annotation_row(one, look),
        )
        self.sheet.app.push_screen(listed, chosen)

    def delete(self) -> None:
        path = self.living().path
        gone = recoding.to_delete(self.store, path)
        used = tag_uses.use_of(self.store, gone)

        def answered(answer: str) -> None:
            if answer == "do":
                self.edit(lambda: recoding.delete(self.store, path), f"deleted {path}", path)
            else:
                self.pick_tag("Give them the tag", picked, without=path, for_=used.kinds)

        def picked(to: str) -> None:
            words = tag_uses.deleting(self.store, path, to)
            self.sheet.ask(Confirm(f"Delete {path}", [words], DO), lambda _: do(to))

        def do(to: str) -> None:
            deed = lambda store: recoding.delete(store, path, to)  # noqa: E731
            self.edit_many(used.annotations, "moving", deed, f"deleted {path}", to)

        answers = {"do": "delete"}
        if used.total:
            answers["instead"] = "give them another tag"
        lines = [tag_uses.deleting(self.store, path)]
        self.sheet.ask(Confirm(f"Delete {path}", lines, answers), answered)
