"""Tagging with keys: a tag's own key, a prefix and a letter, the picker, and the same tag again."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import drawing
from tui.app.article_details import ArticleDetails
from tui.app.prefixes import TagKeys
from tui.app.widgets.one_line import OneLine
from tui.errors import CallError
from tui.model import Tag
from tui.store import answers
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

ARTICLE = "whole article"
WHOLE = "\n"
"""Begins the picker's answer where a tag is for the whole article; no path has a line end."""


class Marking:
    """The keys of the codebook's tags on one desk, and the actions that tag."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.article_details = ArticleDetails(screen)
        self.read_tags()

    def read_tags(self) -> None:
        """Take the keys that the codebook has now."""
        self.tag_keys = TagKeys({tag.key: tag.path for tag in self.workspace.span_tags if tag.key})

    def take_key(self, name: str) -> bool:
        """Take a key for a tag's. Returns whether it was one, or ended a prefix that was held."""
        held = self.tag_keys.held
        taken = self.tag_keys.take(name)
        if taken is None:
            return False
        if self.tag_keys.held != held:
            self.show_tags()
        self.screen.telling.say(taken.said or drawing.held(self.tag_keys.held))
        if taken.tag:
            self.screen.attempt(lambda: self.screen.actions.tag(taken.tag))
        return True

    def leave_prefix(self) -> None:
        """Hold no prefix any longer."""
        if self.tag_keys.held:
            self.tag_keys.held = ""
            self.show_tags()

    def show_tags(self) -> None:
        """Show the tags with their keys; while a prefix is held, those under it."""
        screen = self.screen
        tags, width = self.workspace.span_tags, screen.size.width
        bar = drawing.tag_bar(tags, screen.look, width, self.tag_keys.held)
        screen.query_one("#tags", OneLine).show(bar)

    def pick_tag(self) -> None:
        from tui.app.screens.dialog import Choice, Picker, among, draw_choice

        reading = self.screen.actions.reader().reading
        choices = [
            Choice(tag.path, f"{tag.name} {tag.path}", self._row(tag))
            for tag in self.workspace.span_tags
        ]
        if reading.pivot is None:  # a selection is never the whole article
            choices += [
                Choice(WHOLE + tag.path, f"{tag.name} {tag.path} {ARTICLE}", self._whole_row(tag))
                for tag in self.workspace.tags
                if "article" in tag.applies
            ]
        title = f"Tag “{drawing.short(self.screen.actions.target_words(), 200)}”"
        picker = Picker(title, choices, among(choices), draw_choice, lambda c: c.value)
        self.screen.ask(picker, self._picked)

    def _picked(self, value: str) -> None:
        if value.startswith(WHOLE):
            self.tag_article(value.removeprefix(WHOLE))
        else:
            self.screen.actions.tag(value)

    def tag_article(self, path: str) -> None:
        """Give the leading article a tag as a whole, or take it off where it has it."""
        uid = self.screen.actions.reader().reading.article.uid
        there = self.workspace.whole.turn(uid, path)
        self.screen.telling.all()
        name = display_line(self.workspace.tag_named(path).name)
        words = f"tagged the article {name}" if there else f"took {name} off the article"
        self.screen.actions.did(words)
        if there and self.workspace.tag_named(path).attributes:
            given = self.workspace.whole.own(uid)[path]
            tags = self.workspace.whole.tags(uid)
            self.article_details.open(next(one for one in tags if one.uid == given))

    def _whole_row(self, tag: Tag) -> Text:
        """The row of a tag for the whole article, with a tick where one has set it."""
        uid = self.screen.actions.reader().reading.article.uid
        tick = "✓" if tag.path in self.workspace.whole.own(uid) else " "
        return Text.assemble(
            (f" {tick} ", self.screen.look.shades.tint(tag.colour)),
            f" {display_line(tag.path)}  ",
            (f"{ARTICLE} · ", "italic"),
            (display_line(tag.meaning), "dim"),
        )

    def _row(self, tag: Tag) -> Text:
        widest = max((len(one.key) for one in self.workspace.span_tags), default=0) or 1
        return Text.assemble(
            (f" {tag.key:<{widest}} ", self.screen.look.shades.tint(tag.colour)),
            f" {display_line(tag.path)}  ",
            (display_line(tag.meaning), "dim"),
        )

    def tag_again(self) -> None:
        if not self.screen.last_tag:
            raise CallError("no tag used yet: press a tag's key first")
        tag = self.screen.last_tag
        self.workspace.tag_named(tag)
        self.screen.actions.tag(tag, answers.last_attributes(self.workspace.store, tag))
