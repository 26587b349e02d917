"""Edits such as news sites and extractors make, of which each code point's way is known."""

import re
from collections.abc import Callable
from random import Random

INSERTED = -1
"""Origin of a code point that the old text has not; lower ones count the rewrites, from -2 down."""

COPIED = 1 << 32
"""What is added to the origins of a copy."""

WORD = re.compile(r"\w+")
LINE = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"[^\s.!?][^\n.!?]*[.!?]*[\"”’)]*")
FURNITURE = (
    "Advertisement",
    "Share this article on Facebook, Twitter or by email.",
    "Sign up for our newsletter to get the day’s top stories in your inbox.",
    "© 2024 All rights reserved. Terms of use. Privacy policy.",
    "Home | News | Politics | World | Opinion | Sports",
    "Story continues below advertisement",
    "Photo: Getty Images",
    "This is a developing story. Check back for updates.",
)
STRAIGHT = {"‘": "'", "’": "'", "“": '"', "”": '"', "—": "--", "–": "-", "…": "...", "\xa0": " "}
CURLED = {"'": "’", "--": "—", "...": "…", " - ": " – "}


class Draft:
    """A text under the editor's hand; each code point knows where in the old text it was."""

    def __init__(self, old: str, donor: str) -> None:
        self.old, self.donor = old, donor
        self.chars = list(old)
        self.origins = list(range(len(old)))
        self.gone: set[int] = set()
        self.rewrites: list[range] = []

    @property
    def text(self) -> str:
        return "".join(self.chars)

    def retype(self, start: int, end: int, text: str) -> None:
        """Write the same words in another way: typography, or a typing error."""
        were = self.origins[start:end]
        self.chars[start:end] = text
        self.origins[start:end] = [were[min(n, len(were) - 1)] for n in range(len(text))]

    def insert(self, place: int, text: str) -> None:
        self.chars[place:place] = text
        self.origins[place:place] = [INSERTED] * len(text)

    def copy(self, start: int, end: int, place: int) -> None:
        """Put ``[start, end)`` in at `place` once more."""
        origins = [n + COPIED if 0 <= n < COPIED else n for n in self.origins[start:end]]
        self.chars[place:place], self.origins[place:place] = self.chars[start:end], origins

    def delete(self, start: int, end: int) -> None:
        self.gone.update(self._old(start, end))
        del self.chars[start:end], self.origins[start:end]

    def move(self, start: int, end: int, place: int) -> None:
        """Take ``[start, end)`` out and put it in where `place` is then."""
        chars, origins = self.chars[start:end], self.origins[start:end]
        del self.chars[start:end], self.origins[start:end]
        self.chars[place:place], self.origins[place:place] = chars, origins

    def rewrite(self, start: int, end: int, rng: Random, share: float) -> None:
        """Replace a share of the words by others, and sometimes turn the clauses about."""
        were = self._old(start, end)
        if not were:
            return
        mark = self._mark(were)
        vocabulary = WORD.findall(self.donor)
        pieces: list[tuple[str, list[int]]] = []
        for match in re.finditer(r"\w+|\W+", "".join(self.chars[start:end])):
            text, origins = match.group(), self.origins[start + match.start() : start + match.end()]
            if text[0].isalnum() and rng.random() < share:
                text = rng.choice(vocabulary)
                origins = [mark] * len(text)
            pieces.append((text, origins))
        if rng.random() < share and len(pieces) > 9:
            turn = 2 * rng.randrange(1, len(pieces) // 2)
            pieces = [*pieces[turn:-1], (" ", [mark]), *pieces[:turn], *pieces[-1:]]
        self.chars[start:end] = [char for text, _ in pieces for char in text]
        self.origins[start:end] = [origin for _, origins in pieces for origin in origins]
        self.gone.update(set(were).difference(*(origins for _, origins in pieces)))

    def replace(self, start: int, end: int, text: str) -> None:
        """Write other words."""
        were = self._old(start, end)
        mark = self._mark(were) if were else INSERTED
        self.gone.update(were)
        self.chars[start:end] = text
        self.origins[start:end] = [mark] * len(text)

    def _old(self, start: int, end: int) -> list[int]:
        """Where the code points of a stretch were in the old text, those that were there."""
        return [origin for origin in self.origins[start:end] if 0 <= origin < COPIED]

    def written_for(self, place: int, start: int, end: int) -> bool:
        """Whether a rewrite of ``[start, end)`` of the old text, or of a part, wrote this."""
        mark = self.origins[place]
        if mark >= INSERTED:
            return False
        was = self.rewrites[INSERTED - 1 - mark]
        return was.start < end and start < was.stop

    def _mark(self, were: list[int]) -> int:
        """The origin of the code points that are written instead of old ones."""
        self.rewrites.append(range(min(were), max(were) + 1))
        return INSERTED - len(self.rewrites)


Edit = Callable[[Draft, Random], None]


def spans(pattern: re.Pattern[str], text: str, least: int = 1) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text) if len(match.group()) >= least]


def some(rng: Random, found: list[tuple[int, int]], share: float) -> list[tuple[int, int]]:
    """A share of them, at least one, last first: an edit then leaves the earlier in place."""
    count = min(len(found), max(1, round(share * len(found))))
    return sorted(rng.sample(found, count), reverse=True)


def typos(draft: Draft, rng: Random) -> None:
    for start, end in some(rng, spans(re.compile(r"[^\W\d]{3,}"), draft.text), 0.02):
        at = rng.randrange(start, end - 1)
        one, two = draft.chars[at : at + 2]
        typed = rng.choice([two + one, one, one + one + two, one + rng.choice("etaoinsr")])
        draft.retype(at, at + 2, typed)


def quotes(draft: Draft, rng: Random) -> None:
    shapes = STRAIGHT if any(char in "‘’“”" for char in draft.chars) else CURLED
    for match in reversed([*re.finditer("|".join(map(re.escape, shapes)), draft.text)]):
        draft.retype(*match.span(), shapes[match.group()])


def whitespace(draft: Draft, rng: Random) -> None:
    breaks = rng.choice(["\n", "\n\n\n", "\n \n", "\r\n\r\n", " "])
    for match in reversed([*re.finditer(r"\n+| +", draft.text)]):
        if match.group()[0] == "\n":
            draft.retype(*match.span(), breaks)
        elif rng.random() < 0.08:
            draft.retype(*match.span(), rng.choice(["  ", "\n", "\xa0", "\t"]))


def paragraphs_in(draft: Draft, rng: Random) -> None:
    donors = spans(LINE, draft.donor, 60)
    for start, _ in some(rng, spans(LINE, draft.text), 0.12):
        first, last = rng.choice(donors)
        draft.insert(start, draft.donor[first:last] + "\n\n")


def paragraphs_out(draft: Draft, rng: Random) -> None:
    for start, end in some(rng, spans(LINE, draft.text), 0.12):
        rest = draft.text[end:]
        draft.delete(start, end + len(rest) - len(rest.lstrip("\n")))


def paragraphs_moved(draft: Draft, rng: Random) -> None:
    for _ in range(rng.randint(1, 3)):
        lines = spans(re.compile(r"[^\n]+\n+"), draft.text)
        if len(lines) > 2:
            start, end = rng.choice(lines)
            size = end - start
            places = [first - size * (first > start) for first, _ in lines if first != start]
            draft.move(start, end, rng.choice(places))


def furniture_in(draft: Draft, rng: Random) -> None:
    for start, _ in some(rng, spans(LINE, draft.text), 0.2):
        if rng.random() < 0.3:
            first, last = rng.choice(spans(SENTENCE, draft.text, 40))
            draft.insert(start, "\n\n")
            draft.copy(first + 2 * (first >= start), last + 2 * (first >= start), start)
            draft.insert(start, "Read more: ")
        else:
            draft.insert(start, rng.choice(FURNITURE) + "\n\n")
    draft.insert(0, FURNITURE[4] + "\n\n")


def furniture_out(draft: Draft, rng: Random) -> None:
    """Leaves out the lines that `before` put into the old text."""
    for start, end in reversed(spans(LINE, draft.text)):
        line = draft.text[start:end]
        if line in FURNITURE or line.startswith("Read more: "):
            draft.delete(start, min(len(draft.chars), end + 2))


def rewritten(draft: Draft, rng: Random) -> None:
    for start, end in some(rng, spans(SENTENCE, draft.text, 30), 0.2):
        draft.rewrite(start, end, rng, rng.choice([0.3, 0.6, 0.9]))


def sentences_in_and_out(draft: Draft, rng: Random) -> None:
    donors = spans(SENTENCE, draft.donor, 40)
    for start, end in some(rng, spans(SENTENCE, draft.text, 30), 0.15):
        if rng.random() < 0.5:
            draft.delete(start, min(len(draft.chars), end + 1))
        else:
            draft.insert(start, draft.donor[slice(*rng.choice(donors))] + " ")


def repeated(draft: Draft, rng: Random) -> None:
    """Sentences come again elsewhere; of those that came twice before, one is left out."""
    text = draft.text
    found = spans(SENTENCE, text, 30)
    for start, end in reversed(found):
        if text.count(text[start:end]) > 1 and rng.random() < 0.5:
            draft.delete(start, end)
            break
    for place, _ in some(rng, spans(LINE, draft.text), 0.15):
        text = draft.text
        start, end = rng.choice(spans(SENTENCE, text, 30))
        draft.insert(place, "\n\n")
        draft.copy(start + 2 * (start >= place), end + 2 * (start >= place), place)


def figures(draft: Draft, rng: Random) -> None:
    """Numbers change, as in the updates of a running story."""
    for start, end in some(rng, spans(re.compile(r"\d+"), draft.text), 0.3):
        draft.replace(start, end, str(rng.randrange(2, 999)))


def several(*edits: Edit) -> Edit:
    def apply(draft: Draft, rng: Random) -> None:
        for edit in edits:
            edit(draft, rng)

    return apply


mixed = several(typos, quotes, paragraphs_in, furniture_in, sentences_in_and_out)
heavy = several(rewritten, repeated, paragraphs_moved, paragraphs_out, paragraphs_in, whitespace)
SCENARIOS: dict[str, Edit] = {
    "typing errors": typos,
    "quotes and dashes": quotes,
    "white space": whitespace,
    "paragraphs put in": paragraphs_in,
    "paragraphs left out": paragraphs_out,
    "paragraphs moved": paragraphs_moved,
    "furniture put in": furniture_in,
    "furniture left out": furniture_out,
    "sentences rewritten": rewritten,
    "sentences in and out": sentences_in_and_out,
    "sentences repeated": repeated,
    "numbers changed": figures,
    "mixed": mixed,
    "heavy": several(mixed, heavy),
}


def before(name: str, text: str, donor: str, rng: Random) -> str:
    """The old text of a scenario: the article, with what the edit is going to leave out."""
    draft = Draft(text, donor)
    if name == "furniture left out":
        furniture_in(draft, rng)
    elif name == "sentences repeated":
        start, end = rng.choice(spans(SENTENCE, text, 30))
        for place, _ in some(rng, spans(LINE, text), 0.05):
            draft.insert(place, text[start:end] + "\n\n")
    return draft.text
