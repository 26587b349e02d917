"""How the page is set: the width of its lines, and the paragraph at the cursor alone bright."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

NARROWEST, WIDEST, STEP = 40, 140, 4


@dataclass(frozen=True, slots=True)
class Comfort:
    """The widest a line of text gets, in cells, and whether all but one paragraph is dim."""

    measure: int = 72
    focus: bool = False


class Setting:
    """The actions on the page of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen

    def wider(self) -> None:
        self._set_measure(STEP)

    def narrower(self) -> None:
        self._set_measure(-STEP)

    def _set_measure(self, by: int) -> None:
        measure = max(NARROWEST, min(self.screen.comfort.measure + by, WIDEST))
        self._put(replace(self.screen.comfort, measure=measure))
        self.screen.telling.say(f"lines of {measure} cells, where there is room")

    def focus_mode(self) -> None:
        comfort = replace(self.screen.comfort, focus=not self.screen.comfort.focus)
        self._put(comfort)
        bright = "only this paragraph is bright" if comfort.focus else "every paragraph is bright"
        self.screen.telling.say(bright)

    def _put(self, comfort: Comfort) -> None:
        self.screen.comfort = comfort
        self.screen.show_theme()
        self.screen.remembering.soon()
