"""What other packages bring under an entry point: modules with a face, each looked at first."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any


@dataclass(frozen=True)
class Others:
    """The modules of other packages by name, and in words what is wrong with some."""

    modules: dict[str, ModuleType]
    wrong: tuple[str, ...] = ()


def others(
    group: str, noun: str, own: Container[str], faults_of: Callable[[Any], list[str]]
) -> Others:
    """What the entry points of a group name. One that is broken is left out and told.

    `own` are the names that this program has itself, `noun` is what one is called ("format").
    """
    from importlib.metadata import entry_points

    modules: dict[str, ModuleType] = {}
    wrong: list[str] = []
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        of = point.dist.name if point.dist else point.value
        told = f"{noun} {point.name!r} of {of} is left out:"
        if point.name in own or point.name in modules:
            wrong.append(f"{told} there is one of that name already")
            continue
        try:
            module = point.load()
        except Exception as error:  # whatever a stranger's module does, the rest works
            wrong.append(f"{told} it cannot be loaded ({type(error).__name__}: {error})")
            continue
        if faults := faults_of(module):
            wrong.append(f"{told} {'; '.join(faults)}")
            continue
        modules[point.name] = module
    return Others(modules, tuple(wrong))


def lacking(module: Any, face: Mapping[str, type]) -> list[str]:
    """Which names of a face a module has not, or of another type, in words."""
    return [
        f"{name} is no {kind.__name__}"
        for name, kind in face.items()
        if not isinstance(getattr(module, name, None), kind)
    ]
