"""The codebook at the desk: its tags with their use, editing them, and what is wrong with one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.style import Style

from tui.app.desk_keys import ON_DESK
from tui.app.keys import IN_ARTICLE, by_key
from tui.app.renewing import Touched
from tui.app.theme import LARGE, READABLE, SIXTEEN, THEMES, contrast, shades
from tui.codebook import Codebook, asked, clashes, read, why_no_colour
from tui.errors import CallError, DataError
from tui.model import Attribute, Tag
from tui.store import codebook, tag_uses, tags
from tui.store.connection import Store
from tui.store.history import Place
from tui.store.tag_uses import Use

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

T = TypeVar("T")

SEEN = 1.1
"""The least contrast with the page that makes a tint be seen."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A tag as the sheet lists it. A deleted one that is still used is listed too."""

    tag: Tag
    use: Use
    deleted: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """What the tag is used for, or while nothing uses it, what it can be used for."""
        return self.use.kinds or frozenset(self.tag.applies)


class CodebookRoom:
    """The codebook of one desk, as its sheet asks for it."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.at = ""
        """The path of the tag the sheet was left at."""

    def codebook(self) -> None:
        from tui.app.screens.codebook import CodebookScreen

        self.screen.app.push_screen(CodebookScreen(self, self.entries()))

    def entries(self) -> list[Entry]:
        """The tags in their order, then the deleted ones that left their name."""
        uses = tag_uses.all_uses(self.workspace.store)
        found = [Entry(tag, uses.pop(tag.path)) for tag in self.workspace.tags if tag.path in uses]
        left = [path for path, use in uses.items() if use.total]
        return found + [Entry(Tag("", path), uses[path], deleted=True) for path in sorted(left)]

    def do(self, edit: Callable[[], T]) -> T:
        """Edit the codebook; the tag bar, keys, colours and panels follow at once."""
        done = edit()
        self.workspace.read_codebook_again()
        self._show()
        return done

    def do_aside(
        self,
        words: str,
        edit: Callable[[Store], object],
        then: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Edit the codebook where that writes many annotations, in a thread; then go on."""

        def done(_: object) -> None:
            self.workspace.read_codebook_again()
            self._show()
            then()

        self.screen.writing.begin(words, edit, done, failed)

    def _show(self) -> None:
        uids = frozenset(pane.uid for pane in self.screen.panes)
        self.screen.taking_back.show_anew(uids, codebook=True)

    def take_back(
        self, redo: bool, then: Callable[[str], None], failed: Callable[[Exception], None]
    ) -> str:
        """Undo or redo, and go on with what that was in words. Returns what is waited for."""

        def shown(touched: Touched) -> None:
            self.screen.taking_back.show(touched, "")
            then(touched.said)

        return self.screen.taking_back.revert(redo, shown, failed)

    def go_to_example(self, entry: Entry) -> None:
        """Open the article of a tag's example. Raises CallError where the tag has none."""
        if entry.use.example is None:
            raise CallError(f"nothing is marked {entry.tag.path} yet")
        self.screen.taking_back.go_to(Place(*entry.use.example.place))

    # What will be, in words

    def keying(self, path: str, key: str) -> str:
        """What giving a tag another key will do. Raises CallError where it cannot have it."""
        tag = codebook.tag_named(self.workspace.store, path)
        keyed = replace(tag, key=key)
        tags.refuse_key(self.workspace.store, keyed)
        longer = [one for one in self.workspace.tags if len(one.key) > 1]
        follow = any(one.path.startswith(f"{path}/") for one in longer) and key != tag.key
        told = taken_by_desk(keyed) or (f"{key} marks {path}" if key else f"{path} has no key")
        return told + ("; the keys under it follow" if follow else "")

    def taking_in(self, typed: str) -> list[str]:
        """What taking a file in will do, a line for each tag. Raises as reading it does."""
        file = codebook_file(typed)
        planned = codebook.plan(self.workspace.store, read_file(file))
        return [one.words for one in planned if one.what != "same"]

    def writing_out(self, typed: str) -> str:
        """What writing the codebook into a file will do."""
        file = codebook_file(typed)
        replaced = ", in place of the file there" if file.exists() else ""
        return f"{tag_uses.counted(len(self.workspace.tags), 'tag')} go into {file}{replaced}"

    def take_in(self, typed: str) -> None:
        """Take a file in."""
        codebook.take_in(self.workspace.store, read_file(codebook_file(typed)))

    def write_out(self, typed: str) -> Path:
        """Write the codebook into a file, and return that."""
        file = codebook_file(typed)
        codebook.write_out(self.workspace.store, file)
        return file

    def attribute_typed(self, typed: str) -> tuple[Attribute, bool]:
        """The attribute that ``name: choice, choice`` means, and whether it is known already."""
        name, _, rest = typed.partition(":")
        choices = tuple(part.strip() for part in rest.split(",") if part.strip())
        known = asked(self.workspace.tags).get(name.strip())
        meaning = known.meaning if known else ""
        return Attribute(name.strip(), choices, meaning), known is not None


def codebook_file(typed: str) -> Path:
    """The file that was typed. Raises CallError where nothing was."""
    if not typed.strip():
        raise CallError("type the name of a file")
    return Path(typed.strip()).expanduser()


def read_file(file: Path) -> Codebook:
    """The codebook in a file. Raises DataError where there is none."""
    if not file.is_file():  # a pipe would be waited for
        raise DataError(f"{file}: no such file: check the name")
    return read(file)


def troubles(tag: Tag, known: tuple[Tag, ...]) -> list[str]:
    """What a reader should know is wrong with a tag's key or colour."""
    found = [clash for clash in clashes(known) if repr(tag.path) in clash]
    return [one for one in (*found, taken_by_desk(tag), *hard_to_see(tag.colour)) if one]


def taken_by_desk(tag: Tag) -> str:
    """That a tag's key is one of the desk's own, where it is."""
    desk = {action.name: action for action in (*IN_ARTICLE, *ON_DESK)}
    does = (by_key(ON_DESK) | by_key(IN_ARTICLE)).get(tag.key)
    if does is None or tag.applies == ("relation",):
        return ""
    return f"{tag.key} is the desk's own key ({desk[does].help}): t picks {tag.path}"


def hard_to_see(colour: str) -> list[str]:
    """In which themes a colour is hard to read or to see, and how."""
    if wrong := why_no_colour(colour):
        return [f"{wrong}; it is shown as grey"]
    found = []
    for theme in THEMES:
        if theme is SIXTEEN:  # its tags are underlined, in colours that are the terminal's own
            continue
        look = shades(theme.name)
        tint, label = look.tint(colour), look.label(colour)
        page = look.text
        if _contrast(tint, tint) < READABLE or _contrast(label, page) < LARGE:
            found.append(f"{colour} is hard to read in {theme.name}")
        elif colour and _contrast(page, tint, grounds=True) < SEEN:
            found.append(f"{colour} hardly shows in {theme.name}")
    return found


def _contrast(ink: Style, ground: Style, grounds: bool = False) -> float:
    """The contrast of one style's ink, or ground, with another's ground; 21 where unknown."""
    above, below = ink.bgcolor if grounds else ink.color, ground.bgcolor
    if above is None or below is None or above.triplet is None or below.triplet is None:
        return 21.0
    one, other = tuple(above.triplet), tuple(below.triplet)
    return contrast((one[0], one[1], one[2]), (other[0], other[1], other[2]))
