"""How each sentence stands to what it tells: flat, credited, claimed, hedged, confirmed, denied.

A badge beside a source, never a conflict: two papers that credit a thing differently may both be
right. The cue is the word that shows it, `who` the one it is credited to. English; the sources are
looked for as in tui/text/attribution.py, and a sentence inside a quotation that names nobody has
those who spoke in the sentence beside it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from tui.compare.source import Source
from tui.text.attribution import attributions
from tui.text.quotations import quotations
from tui.text.sentences import Sentences

Span = tuple[int, int]
Stance = Literal["neutral", "claim", "hedge", "confirm", "deny", "flat"]


class Crediting(NamedTuple):
    """A sentence by its index, how it credits, the cue and the one credited where they are said."""

    sentence: int
    kind: Stance
    cue: Span | None = None
    who: Span | None = None


_CUES: tuple[tuple[Stance, str], ...] = (
    ("deny", r"den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing)"
             r"|disput(?:es?|ed|ing)|disavow(?:s|ed)?|contradict(?:s|ed)|rebut(?:s|ted)"),
    ("hedge", r"reportedly|allegedly|purportedly|purported|apparently|supposedly|ostensibly|alleged"
              r"(?=\s[a-z])|unconfirmed|unverified|presumably|presumed|rumou?r(?:s|ed)?|seemingly"
              r"|(?:is|are|was|were|been)\s(?:believed|thought|estimated|suspected|reported|said"
              r"|rumou?red|alleged|feared)\s(?:to|that)|reports?\s(?:suggest(?:s|ed)?|indicate[sd]?"
              r"|emerged|say|said|claim(?:ed)?)|(?:may|might|could)\shave|appears?\sto|appeared\sto"
              r"|seems?\sto|seemed\sto|suspected(?=\s[a-z])|it\sis\s(?:unclear|possible)"
              r"|according\sto\s(?:unconfirmed\s)?reports"),
    ("confirm", r"confirm(?:s|ed|ing)?|acknowledg(?:es?|ed|ing)|admit(?:s|ted|ting)?"
                r"|conced(?:es?|ed|ing)|verif(?:y|ies|ied)|corroborat(?:es?|ed)|recogni[sz](?:es?|ed)\sthat"),
    ("claim", r"claim(?:s|ed|ing)?|alleg(?:es?|ing)|alleged|assert(?:s|ed|ing)?"
              r"|accus(?:es?|ing|ed(?!\sof))|contend(?:s|ed|ing)?|maintain(?:s|ed|ing)?(?=\sthat)|insist(?:s|ed|ing)?"
              r"|argu(?:es?|ed|ing)|suggest(?:s|ed|ing)?|estimat(?:es|ed|ing)|assum(?:es?|ed)"
              r"|charg(?:es|ed)(?=\sthat)|believ(?:es?|ed)|suspects?|warn(?:s|ed|ing)?|boast(?:s|ed)?|vow(?:s|ed)?"),
    ("neutral", r"said|says|(?<!\bto\s)say|asked(?=[,.]|\s(?:if|whether))|stat(?:ed|ing)"
                r"|states(?=\sthat)|told|tells?|according\sto|announc(?:es?|ed)"
                r"|declar(?:es?|ed|ing)|add(?:s|ed)(?=[,.:]|\sthat)|wrote|writes|tweet(?:s|ed)|explain(?:s|ed)"
                r"|not(?:es|ed)(?=\sthat|[,:.])|express(?:es|ed)|report(?:s|ed)(?=\sthat|[,.:]|\son)"
                r"|testif(?:y|ies|ied)|condemn(?:s|ed)|called\sit|describ(?:es|ed)|remark(?:s|ed)"),
)  # fmt: skip
_CUE = re.compile(
    r"(?<![\w’'-])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _CUES)
    + r")(?![\w’'-])",
    re.IGNORECASE,
)
_ORDER = ("deny", "hedge", "confirm", "claim", "neutral")
_NOUN = re.compile(
    r"(?:(?:\b(?:the|a|an|this|that|their|his|her|its|any|no|such|of|these|those|new|false)|[’']s)\s)\Z",
    re.IGNORECASE,
)
"""In front of a cue that is a noun there, so that no verb tells: the claims, the report said."""
_NOUN_WORDS = "claim claims charge charges reports report suspects warning estimates"
_NOUNS = frozenset(_NOUN_WORDS.split())
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|have|had|also|later|then|once|again|never|not|did|does|do|long|\w+ly))*\s*\Z",
    re.I,
)
_RELATIVE = re.compile(r",?\s(?:who|which|that)\Z", re.IGNORECASE)
_ASIDE = re.compile(r",[^,;:“”\"]{2,90},\Z")
_PIECE = re.compile(r"[^,;:—–“”\"()\n]{2,}\Z")
_CUT = re.compile(
    r"\b(?:that|but|while|when|after|because|although|though|since|if|where|which|by|as)\s", re.I
)
_AND = re.compile(r"\band\s")
LONGEST = 4000
"""Code points of a sentence beyond which it is no prose (a table, a page on one line)."""
_LONGEST = 70
"""Code points of a source before it is cut at its last "and"."""
_AFTER = re.compile(
    r"\s(?P<who>(?:the\s)?(?:[\w.’'-]*[A-ZÀ-Þ][\w.’'-]*\s?(?:of\s|de\s|al-|bin\s|for\sthe\s)?){1,6}"
    r"|(?:the|a|an|some|several|local|senior)\s[a-z]+(?:\s[a-z]+){0,2}|officials|police|witnesses"
    r"|authorities|sources|reports)",
)
_NAMED = re.compile(r",(?:\s[A-ZÀ-Þ][\w.’'-]+){2,5}(?=,)")
"""A name that follows an office: the government spokesperson, Colonel Abdoulaye Maiga."""
_NO_ONE = re.compile(
    r"(?:to|would|will|should|can|could|may|might|not|he|is|are|was|were|be|been|it|there|no|legal|any)\Z",
    re.I,
)
_LEADING = re.compile(
    r"(?:(?:on|in|at|by|during|after|late|early)\s[^,]{2,30},\s*|(?:meanwhile|however|also|but|and|"
    r"this\sweek|still|yet)\b,?\s*)+",
    re.IGNORECASE,
)


def credits(source: Source) -> list[Crediting]:
    """How each sentence of the body credits what it tells, in order."""
    text = source.text
    english = (source.language.partition("-")[0].lower() or "en") == "en"
    if not english:
        return [Crediting(index, "flat") for index in source.body]
    spans = [source.sentences[index].span for index in source.body]
    body = [span for span in spans if span[1] - span[0] <= LONGEST]
    named = _named(text, attributions(text, Sentences(text, body)))
    quoted = quotations(text)
    found = [_credit(index, text, source.sentences[index].span, named) for index in source.body]
    return _with_speakers(found, source, quoted)


def _named(text: str, spans: Sequence[Span]) -> dict[int, Span]:
    """The source of each attribution by where its verb begins or, behind it, ends."""
    named: dict[int, Span] = {}
    for start, end in spans:
        for cue in _CUE.finditer(text, start, end):
            if cue.end() == end and cue.start() > start:
                named[cue.start()] = (start, start + len(text[start : cue.start()].rstrip(" ,")))
            elif cue.start() == start and cue.end() < end:
                office = _NAMED.match(text, end)
                named[cue.start()] = (cue.end() + 1, office.end() if office else end)
    return named


def _credit(index: int, text: str, span: Span, named: dict[int, Span]) -> Crediting:
    """The strongest cue of a sentence outside what is quoted in it, with its source."""
    if span[1] - span[0] > LONGEST:
        return Crediting(index, "flat")
    cues = [cue for cue in _CUE.finditer(text, *span) if not _is_noun(text, cue, span[0])]
    cues = [cue for cue in cues if not _in_quotation(text, cue.start(), span[0])] or cues[:0]
    if not cues:
        return Crediting(index, "flat")
    best = min(cues, key=lambda cue: (_ORDER.index(cue.lastgroup or "neutral"), cue.start()))
    who = _source(text, best, span, named)
    for cue in cues:
        who = who or _source(text, cue, span, named)
    kind: Stance = next(name for name, _ in _CUES if name == best.lastgroup)
    return Crediting(index, kind, best.span(), who)


def _is_noun(text: str, cue: re.Match[str], start: int) -> bool:
    words = cue[0].casefold()
    if words not in _NOUNS and cue.lastgroup != "claim":
        return False
    return bool(_NOUN.search(text, max(start, cue.start() - 10), cue.start()))


def _in_quotation(text: str, place: int, start: int) -> bool:
    """Whether a place is inside curly or straight marks that the sentence opened."""
    before = text[start:place]
    curly = before.rfind("“") > before.rfind("”")
    return curly or before.count('"') % 2 == 1


def _source(text: str, cue: re.Match[str], span: Span, named: dict[int, Span]) -> Span | None:
    """The one a cue belongs to: as the attributions have it, else before the verb, else behind."""
    if cue.start() in named:
        return _trimmed(text, named[cue.start()])
    words = cue[0].casefold()
    if re.match(r"reports?\s", words):
        return cue.start(), cue.start() + len(words.partition(" ")[0])
    if cue.lastgroup == "hedge":
        return None
    if words.endswith("ing"):
        return _leader(text, span, cue.start())
    before = None if words.startswith("according") else _subject(text, span[0], cue.start())
    if before:
        return before
    after = _AFTER.match(text, cue.end(), span[1])
    return _trimmed(text, after.span("who")) if after else None


def _subject(text: str, start: int, stop: int) -> Span | None:
    """What stands in front of a verb, as far as it may be its subject."""
    words = _AUXILIARY.sub("", text[start:stop])
    words = _RELATIVE.sub("", words)
    if aside := _ASIDE.search(words):
        words = words[: aside.start()]
    words = words.rstrip(" ,")
    piece = _PIECE.search(words)
    if piece is None:
        return None
    first = piece.start()
    for cut in _CUT.finditer(words, first):
        first = cut.end()
    if len(words) - first > _LONGEST:
        for cut in _AND.finditer(words, first):
            first = cut.end()
    if len(words) - first > _LONGEST or _NO_ONE.search(words, first):
        return None
    return _trimmed(text, (start + first, start + len(words)))


def _leader(text: str, span: Span, stop: int) -> Span | None:
    """The subject of the sentence, for a participle ("…, accusing Ukraine of")."""
    first = next((c for c in _CUE.finditer(text, span[0], stop) if c.start() > span[0]), None)
    if first is None:
        return None
    comma = text.find(",", span[0], first.start())
    end = comma if comma > 0 else first.start()
    return _trimmed(text, (span[0], end)) if end - span[0] <= 80 else None


def _trimmed(text: str, span: Span) -> Span | None:
    """A source without "On Monday," before it and without blanks, stops and adverbs around."""
    start, end = span
    lead = _LEADING.match(text, start, end)
    start = lead.end() if lead else start
    words = text[start:end]
    words = re.sub(r"(?:\s(?:who|which|has|have|had|also|later|\w+ly))+\Z|[\s,.]+\Z", "", words)
    begin = start + len(words) - len(words.lstrip(" ,"))
    stop = start + len(words)
    if text[begin:stop].casefold() in ("who", "which", "that", "it", ""):
        return None
    return begin, stop


def _with_speakers(
    found: list[Crediting], source: Source, quoted: Sequence[Span]
) -> list[Crediting]:
    """The credits, with the speaker of a quotation given to its sentences that name nobody."""
    made = list(found)
    starts = [quote[0] for quote in quoted]
    for place, one in enumerate(found):
        if one.kind != "flat":
            continue
        start, end = source.sentences[one.sentence].span
        near = quoted[: bisect_right(starts, start + 1)][-3:]
        if not any(end <= q[1] + 2 for q in near):
            continue
        for beside in (place - 1, place + 1):
            if (
                0 <= beside < len(made)
                and made[beside].who
                and _joined(source, made, beside, quoted)
            ):
                made[place] = Crediting(one.sentence, "neutral", None, made[beside].who)
                break
    return made


def _joined(
    source: Source, found: Sequence[Crediting], beside: int, quoted: Sequence[Span]
) -> bool:
    """Whether the sentence beside has a quotation in it, too."""
    start, end = source.sentences[found[beside].sentence].span
    after = bisect_left(quoted, end, key=lambda quote: quote[0])
    return any(start < quote[1] for quote in quoted[max(0, after - 3) : after])
