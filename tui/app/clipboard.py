"""Copying a quotation with its source, to this machine's clipboard and over SSH."""

import os
from collections.abc import Callable

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
