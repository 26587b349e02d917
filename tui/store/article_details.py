"""Changing what is known about an article: title, source, byline, date, url, language, story."""

from collections.abc import Mapping

from tui.errors import CallError
from tui.store.articles import DETAILS, id_of, summary
from tui.store.connection import Store
from tui.text.forms import is_language, is_moment
from tui.text.policy import clean
from tui.text.urls import is_web


def change(store: Store, uid: str, details: Mapping[str, str]) -> str:
    """Give details of an article other values, as one operation; empty for none.

    White space is made single blanks. Returns in words what is changed, as the history tells it;
    empty where all were so already, and then nothing is written. Raises CallError when there is no
    such article or detail, or a value cannot be one: a title may not be empty, `published` is an
    ISO 8601 date or time, `language` a language tag, `url` of the web.
    """
    about = summary(store, uid, counted=False)
    wanted = {name: checked(name, value) for name, value in details.items()}
    new = {name: value for name, value in wanted.items() if value != getattr(about, name)}
    if not new:
        return ""
    said = _said(about.label, new)
    article, _ = id_of(store, uid)
    with store.operation(said):
        columns = ", ".join(f"{name} = ?" for name in new)
        store.run(f"UPDATE article SET {columns} WHERE id = ?", (*new.values(), article))
    return said


def checked(name: str, value: str) -> str:
    """A value of a detail as it is kept. Raises CallError where it cannot be one."""
    value = " ".join(clean(value)[0].split())
    if name not in DETAILS:
        raise CallError(f"no detail {name!r}: an article has {', '.join(DETAILS)}")
    if name == "title" and not value:
        raise CallError("a title may not be empty: give some words")
    if value and name == "published" and not is_moment(value):
        raise CallError(f"{value!r} is no date: write 2024-07-31, or 2024-07-31T14:05+02:00")
    if value and name == "language" and not is_language(value):
        raise CallError(f"{value!r} is no language tag: write en, pt-BR or zh-Hant")
    if value and name == "url" and not is_web(value):
        raise CallError(f"{value!r} is no address of the web: write https://…")
    return value


def _said(label: str, new: Mapping[str, str]) -> str:
    """``source of mali.txt is now Le Monde``."""
    names = list(new)
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]} of {label} changed"
    ((name, value),) = new.items()
    return f"{name} of {label} is now {value}" if value else f"{label} has no {name} now"
