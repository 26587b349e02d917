"""The classes whose methods are what the keys of the desk do, and which key does which."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.app.about import About
from tui.app.adding import Adding
from tui.app.claims import Claims
from tui.app.codebook_room import CodebookRoom
from tui.app.comfort import Setting
from tui.app.counting import Counting
from tui.app.desk_keys import ON_DESK
from tui.app.details import Details
from tui.app.differences import Differences
from tui.app.elsewhere import Elsewhere
from tui.app.exporting import Exporting
from tui.app.jumping import Jumping
from tui.app.later_texts import LaterTexts
from tui.app.matrix_room import MatrixRoom
from tui.app.progress import Progress
from tui.app.regions import Regions
from tui.app.relating import Relating
from tui.app.searching import Searching
from tui.app.shaping import Shaping
from tui.app.suggesting import Suggesting

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

APART = (
    About,
    Adding,
    Claims,
    CodebookRoom,
    Counting,
    Details,
    Differences,
    Elsewhere,
    Exporting,
    Jumping,
    LaterTexts,
    MatrixRoom,
    Progress,
    Regions,
    Relating,
    Searching,
    Setting,
    Shaping,
    Suggesting,
)
"""Those that nothing else on the desk asks for anything."""


def deeds(screen: "DeskScreen") -> dict[str, Callable[[], None]]:
    """What does each action of the key table, by the action's name."""
    own = (screen.actions, screen.marking, screen.opening, screen.taking_back, screen.aligning)
    rooms = [*own, *(room(screen) for room in APART)]
    names = [action.name for action in ON_DESK]
    return {name: getattr(room, name) for room in rooms for name in names if hasattr(room, name)}
