"""A tag's key, colour, meaning and attributes, and the file: the other edits of the sheet."""

from rich.text import Text

from tui.app import codebook_lines
from tui.app.codebook_room import hard_to_see
from tui.app.screens.asking import Confirm, TypedAnswer
from tui.app.screens.codebook_asking import DO, OTHER, Asking
from tui.app.screens.dialog import Choice, NoteDialog
from tui.codebook import APPLIES, COLOURS, asked
from tui.errors import CallError
from tui.model import Tag
from tui.store import tag_uses, tags
from tui.text.safety import display_line


class Details(Asking):
    """Key, colour, meaning, what it is for and asks for; export and import."""

    # Look and meaning

    def key(self) -> None:
        tag = self.living()

        def do(key: str) -> None:
            told = self.room.keying(tag.path, key)
            self.edit(lambda: tags.rekey(self.store, tag.path, key), told, tag.path)

        dialog = TypedAnswer(
            f"Key of {tag.path}; none takes it away",
            tag.key,
            lambda key: self.room.keying(tag.path, key),
        )
        self.sheet.ask(dialog, do)

    def colour(self) -> None:
        path, shades = self.living().path, self.room.screen.look.shades
        has: dict[str, list[str]] = {}
        for tag in self.sheet.workspace.tags:
            has.setdefault(tag.colour, []).append(tag.path)
        choices = [
            Choice(
                colour,
                colour,
                Text.assemble(
                    (f" {colour:<11}", shades.tint(colour)),
                    f"  {display_line(', '.join(has.get(colour, ())))}",
                    (f"  {'; '.join(hard_to_see(colour))}", shades.complaint),
                ),
            )
            for colour in COLOURS
        ]
        choices.append(Choice(OTHER, "none", Text(f" {'none':<11}  shown as grey")))

        def do(colour: str) -> None:
            edit = lambda: tags.recolour(self.store, path, colour)  # noqa: E731
            self.edit(edit, f"{path} is {colour or 'without a colour'}", path)

        self.pick(f"Colour of {path}", choices, do)

    def meaning(self) -> None:
        tag = self.living()
        title = f"What {display_line(tag.path)} is for"

        def do(meaning: str) -> None:
            edit = lambda: tags.describe(self.store, tag.path, meaning)  # noqa: E731
            self.edit(edit, "described", tag.path)

        self.sheet.ask(NoteDialog(title, tag.meaning), do)

    def where(self) -> None:
        tag = self.living()
        choices = [
            Choice(kind, kind, Text(f"{'✓' if kind in tag.applies else ' '} {kind}s"))
            for kind in APPLIES
        ]

        def do(kind: str) -> None:
            kinds = tuple(set(tag.applies) ^ {kind})
            edit = lambda: tags.apply_to(self.store, tag.path, kinds)  # noqa: E731
            self.edit(edit, f"{tag.path} is for {', '.join(sorted(kinds))}", tag.path)

        self.pick(f"What {tag.path} is for: take or let go", choices, do)

    def asks(self) -> None:
        tag = self.living()
        mine = {one.name for one in tag.attributes}
        known = asked(self.sheet.workspace.tags)
        choices = [
            Choice(
                one.name,
                one.name,
                Text(f"{'✓' if one.name in mine else ' '} {codebook_lines.attribute(one)}"),
            )
            for one in known.values()
        ]
        choices.append(Choice(OTHER, "new other", Text("  a new one, or other choices…")))

        def picked(name: str) -> None:
            if not name:
                self._define(tag)
            elif name not in mine:
                edit = lambda: tags.ask(self.store, tag.path, known[name])  # noqa: E731
                self.edit(edit, f"{tag.path} asks for {name}", tag.path)
            else:
                words = tag_uses.asking_no_more(self.store, tag.path, name)
                title = f"{tag.path} no longer asks for {name}"
                self.sheet.ask(Confirm(title, [words], DO), lambda _: drop(name))

        def drop(name: str) -> None:
            edit = lambda: tags.ask_no_more(self.store, tag.path, name)  # noqa: E731
            self.edit(edit, f"{tag.path} asks no more for {name}", tag.path)

        self.pick(f"What {tag.path} asks for: take or let go", choices, picked)

    def _define(self, tag: Tag) -> None:
        def tell(typed: str) -> str:
            attribute, known = self.room.attribute_typed(typed)
            tags.refuse_words(attribute)
            if known:
                return tag_uses.redefining(self.store, attribute)
            return f"new: {codebook_lines.attribute(attribute)}, asked by {tag.path}"

        def do(typed: str) -> None:
            attribute, known = self.room.attribute_typed(typed)
            if known:
                self.edit(lambda: tags.redefine(self.store, attribute), "redefined", tag.path)
            else:
                self.edit(lambda: tags.ask(self.store, tag.path, attribute), "asked", tag.path)

        title = "An attribute, as name: choice, choice (none: free text)"
        self.sheet.ask(TypedAnswer(title, "", tell), do)

    # Files

    def export(self) -> None:
        def do(typed: str) -> None:
            self.sheet.say(f"written: {self.room.write_out(typed)}")

        dialog = TypedAnswer("Write the codebook into", "codebook.toml", self.room.writing_out)
        self.sheet.ask(dialog, do)

    def take_in(self) -> None:
        def tell(typed: str) -> str:
            return "; ".join(self.room.taking_in(typed)) or "nothing to change"

        def typed(file: str) -> None:
            lines = self.room.taking_in(file)
            if not lines:
                raise CallError(f"{file} has nothing new: nothing was changed")
            self.sheet.ask(Confirm(f"Take in {file}", lines, DO), lambda _: do(file))

        def do(file: str) -> None:
            self.edit(lambda: self.room.take_in(file), f"took in {file}", self.room.at)

        self.sheet.ask(TypedAnswer("Take in the codebook file", "", tell), typed)
