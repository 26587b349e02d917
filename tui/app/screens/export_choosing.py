"""What each row of the sheet of the export asks: a format, values, options, the place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.app import wish as wishes
from tui.app.export_lines import EVERY, FILTERS, OPTIONS, answers, choices, formats
from tui.app.screens.asking import TypedAnswer
from tui.app.screens.dialog import Choice, Picker, among, draw_choice
from tui.errors import CallError

if TYPE_CHECKING:
    from tui.app.screens.export import ExportScreen


def choose(sheet: "ExportScreen", about: str) -> None:
    """Ask what a row is about. Raises CallError while what can be chosen is still being read."""
    if about == "kind":
        _choose_format(sheet)
    elif about == "place":
        _type_place(sheet)
    elif about in FILTERS:
        _choose_values(sheet, about)
    elif len(OPTIONS[about][1]) > 1:
        _choose_option(sheet, about)
    else:
        _type_licence(sheet)


def _pick(
    sheet: "ExportScreen", title: str, choices: list[Choice], then: Callable[[str | None], None]
) -> None:
    if not sheet.offered.formats:
        raise CallError("what can be chosen is still being read: try again in a moment")
    picker = Picker(title, choices, among(choices), draw_choice, lambda one: one.value)
    sheet.app.push_screen(picker, then)


def _choose_format(sheet: "ExportScreen") -> None:
    def answered(kind: str | None) -> None:
        if kind is not None:
            sheet.changed(sheet.wish.as_kind(kind))

    _pick(sheet, "Format", formats(sheet.offered), answered)


def _choose_values(sheet: "ExportScreen", about: str) -> None:
    """Narrow by one more value, by one less, or no longer."""

    def answered(value: str | None) -> None:
        if value == EVERY:
            sheet.changed(sheet.wish.with_values(about, ()))
        elif value is not None:
            sheet.changed(sheet.wish.turned(about, value))

    title = f"{FILTERS[about][0]}: only this one too; chosen again, no longer"
    _pick(sheet, title, choices(about, sheet.wish, sheet.offered), answered)


def _choose_option(sheet: "ExportScreen", about: str) -> None:
    def answered(value: str | None) -> None:
        if value is not None:
            sheet.changed(sheet.wish.with_option(about, value))

    _pick(sheet, OPTIONS[about][0], answers(about), answered)


def _type_licence(sheet: "ExportScreen") -> None:
    def will_be(typed: str) -> str:
        return f"the card says: {typed.strip() or 'unknown'}"

    def answered(typed: str | None) -> None:
        if typed is not None:
            sheet.changed(sheet.wish.with_option("licence", typed.strip()))

    title = "What the dataset may be used under, such as cc-by-4.0"
    sheet.app.push_screen(TypedAnswer(title, sheet.wish.options.licence, will_be), answered)


def _type_place(sheet: "ExportScreen") -> None:
    def will_be(typed: str) -> str:
        if not typed.strip():
            return "the proposed name, beside the database"
        wish = replace(sheet.wish, typed=typed.strip())
        return _over(wishes.in_the_way(wish, sheet.database)) or "nothing is there yet"

    def answered(typed: str | None) -> None:
        if typed is not None:
            sheet.changed(replace(sheet.wish, typed=typed.strip()))

    place = str(sheet.wish.place(sheet.database))
    sheet.app.push_screen(TypedAnswer("Write it into", place, will_be), answered)


def _over(there: list[Path]) -> str:
    names = " and ".join(str(one) for one in there)
    return f"{names} is there: you are asked before it is written over" if there else ""
