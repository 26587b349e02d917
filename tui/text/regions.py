"""Which lines of a plain text are not its body: navigation, teasers of other articles, notices.

Only cues that are nearly always right are used, since a line that is wrongly passed over is worse
than one that is read in vain. A text that was cleaned already has none of them and is left alone.
The cues are whole lines that match a closed list, what follows a heading such as "Latest articles"
when the article is over by then, teasers that break off with dots after the last paragraph, and at
the top a trail of pages ("Home > News"), a line that the title is glued to, or one that repeats
another.
Repetition elsewhere is no cue: ingredients and table cells repeat too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

STRONG = 18
"""Words from which on a line that ends as a sentence does is surely a paragraph of prose."""
BEFORE, BEHIND = 0.60, 0.08
"""The shares of such prose before a heading of other articles, at least, and after it, at most."""
TAIL = 0.12
"""The most of all words that teasers without a heading may be."""
HEAD = 8
"""Lines at the top among which a trail of pages and a repeated title are looked for."""
MOST_LINES = 200_000
"""Lines of the longest text that is looked at: no article is longer, and a table of numbers is not
one. It takes half a second at most."""
LONGEST = 160
"""Code points of the longest line that is held against the closed list."""
KINDS = ("navigation", "teaser", "notice", "repeat")
"""What a line is that the cues give away."""


@dataclass(frozen=True, slots=True)
class Region:
    """A line that is not body: ``[start, end)`` in code points without the white space around it.

    `kind` is navigation, teaser, notice, repeat or other, `reason` says in words what gave it away,
    `by` who said so: empty for these rules, else an annotator.
    """

    start: int
    end: int
    kind: str
    reason: str
    by: str = ""


class _Line(NamedTuple):
    start: int
    words: str
    strong: bool
    """Whether it is surely prose."""

    def region(self, kind: str, reason: str) -> Region:
        return Region(self.start, self.start + len(self.words), kind, reason)


_NOTICES = re.compile(
    r"""(?: advertisement | advertising | anzeige | publicité | publicidad | pubblicità
  | advertentie | annons | sponsored(\ content)? | continue\ reading(\ below| the\ main\ story)?
  | story\ continues\ below.* | article\ continues\ below.* | scroll\ (down\ )?to\ continue.*
  | share(\ this)?(\ (article|story|page|on|via)\b.{0,40})? | (share|save|print|email|comments?)
    ([\ |·•,/]+(share|save|print|email|comments?|facebook|twitter|x|whatsapp|linkedin|reddit))+
  | copy\ link | follow\ us(\ on\b.{0,60})? | like\ us\ on\ facebook.{0,40}
  | sign\ up\ (for|to)\b.{0,110} | subscribe(\ (to|now|for|today)\b.{0,100})?
  | (already\ a\ subscriber\?\ ?)?(log|sign)\ in(\ here)? | register(\ now)?
  | (click|tap)\ here\ (to|for)\b.{0,100} | download\ (the|our)\ .{0,40}\bapp\b.{0,60}
  | (read|see)\ (more|also|next)\ ?[:|>].{0,140} | read\ more | (more\ on|related)\ ?:.{0,140}
  | view\ (all\ )?comments.{0,20} | leave\ a\ (comment|reply) | post\ a\ comment
  | (image|photo|picture)\ (source|credit)s?\b[,:]?.{0,100} | getty\ images
  | (copyright|©|\(c\))\ ?.{0,20}(19|20)\d\d\b.{0,110} | ©.{1,110} | all\ rights\ reserved\.?
  | (terms\ of\ (use|service)|privacy\ (policy|notice)|cookie\ (policy|settings)|contact\ us
    |about\ us)([\ |·•,/]+\w+(\ \w+){0,3}){0,6}
  | skip\ to\ (main\ )?content | back\ to\ top | accept\ (all\ )?cookies )""",
    re.VERBOSE | re.IGNORECASE,
)
_HEADINGS = re.compile(
    r"""(?: (the\ )?(latest|recent|more|other|related|popular|trending|top|recommended|featured
    |most\ (read|popular|viewed|shared|commented)|editor[’']?s[’']?\ (picks?|choice))
    (\ (articles?|news|stories|story|posts?|headlines?|reads?|reading|videos?|topics?|content
    |links?|coverage|now|today|this\ week|for\ you|from\ .{1,40}|on\ .{1,40}|in\ .{1,40}))?
  | you\ (may|might)\ also\ (like|be\ interested\ in) | (what\ to\ )?read\ (next|also|this\ next)
  | don[’']?t\ miss | up\ next | more | related | in\ other\ news | also\ (read|in\ .{1,30})
  | neueste\ (artikel|nachrichten) | mehr\ (zum\ thema|nachrichten|artikel) | meistgelesen
  | das\ könnte\ (sie|dich)\ auch\ interessieren | lesen\ sie\ auch | weitere\ (artikel|themen)
  | (derniers|autres)\ articles | à\ lire\ aussi | lire\ aussi | sur\ le\ même\ sujet
  | (les\ )?plus\ lus | dernières\ (nouvelles|actualités)
  | (últimas|más)\ noticias | noticias\ relacionadas | lo\ más\ leído | te\ puede\ interesar
  | últimos\ artículos | mais\ (lidas|notícias) | notícias\ relacionadas | leia\ (também|mais)
  | ultime\ notizie | altri\ articoli | leggi\ anche | i\ più\ letti | articoli\ correlati
  | meer\ nieuws | laatste\ nieuws | lees\ (ook|meer|verder) | meest\ gelezen | gerelateerd
  | seneste\ (nyt|nyheder|artikler) | læs\ (også|mere) | mest\ læste | flere\ nyheder
  | senaste\ nytt | läs\ (också|mer|även) | mest\ lästa | relaterat
  | siste\ (nytt|nyheter) | les\ (også|mer) | mest\ lest ) \s?:?""",
    re.VERBOSE | re.IGNORECASE,
)
_BROKEN_OFF = re.compile(r".*\w.*(?:\.\.\.|…)\s?(?:read more|more|\[…\]|»|>)?", re.IGNORECASE)
_TRAIL = re.compile(r"(?:home|start(?:seite)?|accueil|inicio)\s?(?:[>»›/|]|$).*", re.IGNORECASE)
_GLUED_TRAIL = re.compile(r"Home[A-Z][a-z].*[a-z]{3}[A-Z][a-z].*")
_ENDS = re.compile(r".*[.!?。！？।][\"'”’»)\]]*")
_STOPS = frozenset(".!?。！？।")


def regions(text: str) -> tuple[Region, ...]:
    """The lines of a text that are not its body, in order."""
    if text.count("\n") >= MOST_LINES:
        return ()
    written = [words for whole in text.split("\n") if (words := whole.strip())]
    prose = [_is_prose(words) for words in written]
    if not any(prose) or all(prose):
        return ()  # no prose to be boilerplate beside, or nothing else
    if _is_plain(written, prose):
        return ()
    lines = _lines(text, prose)
    last = max(at for at, line in enumerate(lines) if line.strong)
    found = {line.start: line.region("notice", _quoted(line)) for line in lines if _is_notice(line)}
    found |= {one.start: one for one in (*_head(lines), *_tail(lines, last))}
    return tuple(found[start] for start in sorted(found))


def _is_plain(written: Sequence[str], prose: Sequence[bool]) -> bool:
    """Whether prose begins and ends a text, and no other line in it is a notice or a heading.

    Most news is so, and then there is nothing to weigh.
    """
    if not prose[0] or not prose[-1]:
        return False
    others = (words for words, strong in zip(written, prose, strict=True) if not strong)
    return not any(
        len(words) <= LONGEST and (_NOTICES.fullmatch(words) or _HEADINGS.fullmatch(words))
        for words in others
    )


def _lines(text: str, prose: Iterable[bool]) -> list[_Line]:
    """The lines that are not blank, of which it is known whether they are `prose`."""
    strong = iter(prose)
    return [_Line(at, words, next(strong)) for at, words in written_lines(text)]


def written_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, without the white space around them: where each starts, in
    code points, and its words."""
    start = 0
    for whole in text.split("\n"):
        if words := whole.strip():
            yield (start if words is whole else start + whole.find(words)), words
        start += len(whole) + 1


def flat(line: str) -> str:
    """The words of a line as two are compared by them: with single blanks, and none around."""
    return " ".join(line.split())


def _is_prose(words: str) -> bool:
    length = len(words)
    if length < 8 * STRONG and (length < STRONG or words.count(" ") + 1 < STRONG):
        return False
    return _ends_as_prose(words)


def _number(words: str) -> int:
    """How many words. Scripts without blanks have about six signs where others have one and a
    half."""
    return max(words.count(" ") + 1, len(words) // 8)


def _ends_as_prose(words: str) -> bool:
    """Whether a line ends as a sentence does, and does not break off."""
    if words[-1] in _STOPS:
        return not words.endswith("...")
    return words[-1] != "…" and bool(_ENDS.fullmatch(words[-4:]))


def _is_notice(line: _Line) -> bool:
    return not line.strong and len(line.words) <= LONGEST and bool(_NOTICES.fullmatch(line.words))


def _is_heading(line: _Line) -> bool:
    return line.words.count(" ") < 8 and bool(_HEADINGS.fullmatch(line.words))


def _is_teaser(line: _Line) -> bool:
    return (
        not line.strong
        and line.words.count(" ") >= 5
        and bool(_BROKEN_OFF.fullmatch(line.words[-40:]))
    )


def _quoted(line: _Line) -> str:
    words = line.words if len(line.words) <= 24 else f"{line.words[:23]}…"
    return f"a line of pages, not of articles: “{words}”"


def _head(lines: Sequence[_Line]) -> list[Region]:
    """Above the first paragraph: a trail of pages, a line with the title glued on, or one again."""
    first = next(at for at, line in enumerate(lines) if line.strong)
    head, found = lines[: min(first, HEAD)], []
    for at, line in enumerate(head):
        below = [other.words for other in lines[at + 1 : first]]
        above = [other.words for other in head[:at]]
        if _TRAIL.fullmatch(line.words) or _GLUED_TRAIL.fullmatch(line.words):
            found.append(line.region("navigation", "the way to the page, as in “Home > News”"))
        elif any(_glued(line.words, other) for other in below):
            found.append(line.region("navigation", "the title follows, and is glued to this line"))
        elif line.words in above:
            found.append(line.region("repeat", "stands above already"))
    return found


def _glued(words: str, title: str) -> bool:
    """Whether a line ends with another one, without a blank or with a sign of a trail before it."""
    before = words.removesuffix(title)
    if before == words or not before or title.count(" ") < 2:
        return False
    return before[-1].isalnum() or before.rstrip()[-1:] in {*">»›|/"}


def _tail(lines: Sequence[_Line], last: int) -> list[Region]:
    """What follows the article: other articles under a heading, or teasers and notices."""
    if headings := [at for at, line in enumerate(lines) if not line.strong and _is_heading(line)]:
        sizes = (_number(line.words) if line.strong else 0 for line in lines)
        *before, prose = accumulate(sizes, initial=0)
        for at in headings:
            if before[at] >= BEFORE * prose and prose - before[at] <= BEHIND * prose:
                reason = f"follows the heading “{lines[at].words}” after the article"
                return _all(lines[at:], reason)
    behind = lines[last + 1 :]
    signs = [at for at, line in enumerate(behind) if _is_teaser(line) or _is_notice(line)]
    if len(signs) < 2:
        return []
    words = [line.words.count(" ") + 1 for line in lines]
    if sum(words[last + 1 + signs[0] :]) > TAIL * sum(words):
        return []
    return _all(behind[signs[0] :], "follows the article, among teasers that break off")


def _all(lines: Sequence[_Line], reason: str) -> list[Region]:
    return [line.region("teaser", reason) for line in lines]


@dataclass(frozen=True, slots=True)
class Rule:
    """What `by` said of all texts of a source: of a reason (`kind` "reason", `value` one of
    `KINDS`), or of a line with these words (`kind` "line"), that it is body, or that it is not."""

    kind: str
    value: str
    body: bool
    by: str


def ruled(text: str, found: Sequence[Region], rules: Sequence[Rule]) -> tuple[Region, ...]:
    """The regions that were found, each a whole line, after what was said of the source.

    Of rules on the same the later one holds. What was said of a line goes before what was said of
    a reason.
    """
    said = {(rule.kind, rule.value): rule for rule in rules}
    body = {value for (kind, value), rule in said.items() if kind == "reason" and rule.body}
    standing = {one.start: one for one in found if one.kind not in body}
    about = {value: rule for (kind, value), rule in said.items() if kind == "line"}
    for start, words in written_lines(text) if about else ():
        rule = about.get(flat(words))
        if rule is None:
            continue
        if rule.body:
            standing.pop(start, None)
        elif start not in standing:
            reason = f"{rule.by} said that this line is not body, in all of the source"
            standing[start] = Region(start, start + len(words), "other", reason, rule.by)
    return tuple(standing[start] for start in sorted(standing))


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of the stretch ``[start, end)``: that it is body, or that it is not."""

    start: int
    end: int
    body: bool
    by: str


def corrected(found: Sequence[Region], corrections: Sequence[Correction]) -> tuple[Region, ...]:
    """The regions as people corrected them. Of corrections that touch, the later one holds."""
    standing = list(found)
    for said in corrections:
        here = [one for one in standing if one.start < said.end and said.start < one.end]
        if not said.body and any(not one.by for one in here):
            continue  # the rules say so themselves, and why
        standing = [one for one in standing if one not in here]
        if not said.body:
            reason = f"{said.by} said that it is not body"
            standing.append(Region(said.start, said.end, "other", reason, said.by))
    return tuple(sorted(standing, key=lambda one: one.start))
