"""Copying a quotation with its source, to this machine's clipboard and over SSH."""

import os
from collections.abc import Callable

from tui.errors import CallError
from tui.model import Annotation, Article


def quotation(words: str, article: Article) -> str:
    """Some words of an article with where they stand."""
    summary = article.summary
    parts = (summary.source or summary.file, summary.title, summary.published, summary.url)
    source = ", ".join(" ".join(part.split()) for part in parts if part)
    return f"“{' '.join(words.split())}” — {source}"


def of_annotation(annotation: Annotation, article: Article) -> str:
    """An annotation's words with their source, and who says them where it is told."""
    speaker = annotation.attributes.get("speaker", "")
    copied = quotation(annotation.quote, article)
    return f"{' '.join(speaker.split())}: {copied}" if speaker else copied


def copy(text: str, to_terminal: Callable[[str], None] | None) -> str:
    """Copy by each way there is, and say which took it; empty when none did.

    `to_terminal` writes the OSC 52 sequence, which a terminal may ignore without a word. Under SSH
    pyperclip would reach the clipboard of the far machine, so it is left out there.
    """
    ways = []
    if not os.environ.get("SSH_CONNECTION"):
        import pyperclip

        try:
            pyperclip.copy(text)
            ways.append("clipboard")
        except pyperclip.PyperclipException:
            pass
    if to_terminal is not None:
        to_terminal(text)
        ways.append("terminal (OSC 52)")
    return " and ".join(ways)


def pasted() -> str:
    """The text in this machine's clipboard; raises CallError where it cannot be read.

    Under SSH it would be the far machine's: there the terminal's own paste is the way.
    """
    import pyperclip

    how = "paste it with your terminal's own key"
    if os.environ.get("SSH_CONNECTION"):
        raise CallError(f"the clipboard is on another machine: {how}")
    try:
        text = str(pyperclip.paste() or "")
    except (pyperclip.PyperclipException, OSError, UnicodeError):
        raise CallError(f"the clipboard cannot be read here: {how}") from None
    if not text.strip():
        raise CallError(f"there is no text in the clipboard: copy some, or {how}")
    return text
