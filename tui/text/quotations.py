"""Quoted words: the spans between quotation marks."""

import re
from collections import Counter

Span = tuple[int, int]

_MARK = re.compile(r"[“”„«»‘’\"\n]")
_OPENERS = {"”": "“„", "“": "„", "»": "«", "’": "‘", '"': '"'}
"""What each mark may close; “ closes the German „ and otherwise opens."""
_APOSTROPHE = re.compile(r"’(?=\w)|‘(?=\d\ds\b)|(?<=\w)‘(?=\w)")
_STOP = re.compile(r"(?:(?<!\.)\b\w{2,}|[^\w.…])[.,]\Z")
_INCH = re.compile(r"(?<=\w)\"")


def quotations(text: str) -> list[Span]:
    """The quoted stretches of `text` without their marks, sorted, the outer before the inner.

    Marks: “ ”, „ “, « », " " and ‘ ’. A quotation never leaves its paragraph: one that is not
    closed ends with it, or with the quotation it stands in. ’ before a letter or digit is an
    apostrophe, and so is a ‘ that nothing closes, unless it begins its paragraph. A straight
    mark after a letter or digit opens nothing: it is an inch sign. White space inside the marks
    is left out, and what is empty then is not listed.
    """
    page = _Page(text)
    for match in _MARK.finditer(text):
        page.meet(match[0], match.start())
    page.close("", len(text))
    return sorted(page.found, key=lambda span: (span[0], -span[1]))


def without_stop(text: str, span: Span) -> Span:
    """A quotation without the full stop or comma that was set inside its closing mark.

    "U.S.", "…" and "..." keep theirs.
    """
    start, end = span
    return (start, end - 1) if _STOP.search(text, start, end) else span


class _Page:
    """What is open at a place of the text, and what was found so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Span] = []
        self.opened: list[tuple[str, int]] = []
        self.waiting: Counter[str] = Counter()  # how many of each mark are in `opened`
        self.paragraph = 0

    def meet(self, mark: str, place: int) -> None:
        """Take the next mark or line end of the text."""
        if mark == "\n":
            self.close("", place)
            self.paragraph = place + 1
        elif _APOSTROPHE.match(self.text, place):
            return
        elif mine := next((c for c in _OPENERS.get(mark, "") if self.waiting[c]), ""):
            self.close(mine, place)
        elif mark in "“„«‘" or (mark == '"' and not _INCH.match(self.text, place)):
            self.opened.append((mark, place + 1))
            self.waiting[mark] += 1

    def close(self, mark: str, place: int) -> None:
        """End the innermost quotation that `mark` opened, and all in it; without mark, all."""
        end = place
        while end > self.paragraph and self.text[end - 1].isspace():
            end -= 1
        while self.opened:
            opener, start = self.opened.pop()
            self.waiting[opener] -= 1
            apostrophe = opener == "‘" != mark and start - 1 != self.paragraph
            while start < end and self.text[start].isspace():
                start += 1
            if start < end and not apostrophe:
                self.found.append((start, end))
            if opener == mark:
                break
