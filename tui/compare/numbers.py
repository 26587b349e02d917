"""Which quantities of two sentences are of one thing, and how they differ.

Pairs are made by sort, unit and what is counted, equal values first. Two quantities in aligned
sentences are often of different things, so a pair needs a reason: the noun, a common fate (killed,
arrested), the words beside it, or figures that lie near each other.
"""

from collections.abc import Sequence

from tui.compare.counting import ARMED, EVENTS, FATAL, GENERAL, PERSONS, UNARMED, alike
from tui.compare.difference import Difference
from tui.compare.quantity import Amount

Told = frozenset[tuple[str, str, float, float, str]]

ENOUGH = 2.0
"""The reasons that make a pair."""
SMALL = 12
"""The figures up to which two things often have the same."""
CERTAIN = 3.0
"""The reasons that make one even though the other article has the first's figure elsewhere."""


def differing(
    ours: Sequence[Amount],
    theirs: Sequence[Amount],
    a_told: Told,
    b_told: Told,
    periods: bool = False,
    words: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset()),
) -> list[Difference]:
    """The quantities of two sentences that differ; `a_told` are all of the first article. Whether
    they tell of two `periods` of time: then sums and shares are hardly of one thing. `words` are
    all of either article."""
    left, right = list(ours), list(theirs)
    for one in ours:
        same = next((o for o in right if o.value == one.value and not _apart(one, o)), None)
        if same is not None and one.sign == same.sign:
            left.remove(one)
            right.remove(same)
    found: list[Difference] = []
    ranked = sorted(
        (
            (
                _reasons(one, other, _alone(ours, theirs, one)) + 2.0 * _rounded(one, other),
                x,
                y,
            )
            for x, one in enumerate(left)
            for y, other in enumerate(right)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    shares = min(sum(one.sort == "percent" for one in each) for each in (ours, theirs))
    sums = _events(ours) != _events(theirs)
    taken: set[tuple[str, int]] = set()
    for reasons, x, y in ranked:
        if ("a", x) in taken or ("b", y) in taken or reasons < ENOUGH:
            continue
        taken |= {("a", x), ("b", y)}
        one, other = left[x], right[y]
        how = outcome(one, other)
        if how and (_besides(one, other) or _loose(one, other, how, reasons)):
            continue
        if one.sort == "percent" and shares > 1 and not _of_one_list(one, other):
            continue
        if how not in ("", "modifier") and (_foretold(one, other) or _of_others(one, other, words)):
            continue
        if how == "conflict" and periods and not one.counted.fate:
            continue
        if how == "conflict" and sums and one.counted.fate and not _near(one, other):
            continue
        if how and not _told_elsewhere(one, other, reasons, a_told, b_told):
            found.append(Difference("number", how, one.span, other.span))
    return found


def outcome(one: Amount, other: Amount) -> str:
    """How two quantities of one thing differ; empty where they do not."""
    meet = one.low <= other.high and other.low <= one.high
    if one.vague or other.vague:
        if not meet:
            return "conflict"
        return "" if one.vague and other.vague and one.core == other.core else "vague"
    if {one.sign, other.sign} == {">", "≥"} and abs(one.low - other.low) == 1:
        return ""
    if one.core == other.core:
        return "" if one.sign == other.sign else "modifier"
    return "interval" if meet or _rounded(one, other) else "conflict"


def _rounded(one: Amount, other: Amount) -> bool:
    """Whether one figure is the other rounded: 24.7 and 24.67 percent, $1.4 and $1.43 million."""
    x, y = one.core[0], other.core[0]
    if one.sort == "percent":
        return any(x in (y, round(y, d)) or y == round(x, d) for d in (0, 1))
    if one.sort not in ("money", "measure") or min(x, y) < 1e6:
        return False
    return any(f"{x:.{d}e}" == f"{y:.{d}e}" and _ends(x, y, d) for d in (1, 2))


def _ends(x: float, y: float, digits: int) -> bool:
    """Whether one of two numbers has no more digits behind its first than these."""
    return any(float(f"{value:.{digits}e}") == value for value in (x, y))


def _told_elsewhere(one: Amount, other: Amount, reasons: float, a_told: Told, b_told: Told) -> bool:
    """Whether the articles agree on both figures, or probably do: then these are of two things."""
    if one.value == other.value or one.vague or other.vague:
        return False
    ours, theirs = one.told in b_told, other.told in a_told
    return (ours and theirs) or ((ours or theirs) and reasons < CERTAIN)


def _alone(ours: Sequence[Amount], theirs: Sequence[Amount], one: Amount) -> bool:
    """Whether each of two sentences has one figure of this one's fate."""
    fate = one.counted.fate
    return all(sum(o.counted.fate == fate for o in each) == 1 for each in (ours, theirs))


def _apart(one: Amount, other: Amount) -> bool:
    """Whether two quantities cannot be of one thing."""
    if one.sort != other.sort or one.unit != other.unit:
        return True
    a, b = one.counted, other.counted
    if a.fate and b.fate and a.fate != b.fate:
        return True
    if a.total != b.total or a.limit != b.limit:
        return True
    if one.sort == "measure" and a.place and b.place and not a.place & b.place:
        return True
    if {a.noun, b.noun} & ARMED and {a.noun, b.noun} & UNARMED:
        return True
    return bool(a.names and b.names and not a.names & b.names)


def _reasons(one: Amount, other: Amount, alone: bool = False) -> float:
    """What speaks for two quantities being of one thing; below ENOUGH they are not compared."""
    if _apart(one, other):
        return 0.0
    a, b = one.counted, other.counted
    common = len(a.around & b.around - {a.noun, b.noun})
    near = _near(one, other)
    if one.sort in ("money", "percent", "measure"):
        common = len(a.around & b.around)
        likely = common >= 2 and near and one.sort == "money"
        if a.near.isdisjoint(b.near) and one.core != other.core and not likely:
            return 0.0
        if one.sort == "percent" and (common < 2 or not (near or common > 3)):
            return 0.0
        return 0.5 + 0.5 * min(common, 4) + near
    if one.sort in ("duration", "age"):
        common = len(a.around & b.around)
        if one.sort == "duration" and a.near.isdisjoint(b.near):
            return 0.0
        if one.sort == "age" and not near:
            return 0.0
        both = 0.5 if len(a.near & b.near) >= 2 else 0.0
        return 0.5 + 0.5 * min(common, 3) + near + both
    fate = 1.5 if a.fate and a.fate == b.fate else 0.0
    same = bool(a.noun) and a.noun == b.noun
    many = 0.5 * (min(one.core[1], other.core[1]) > SMALL and _ends_near(one, other))
    if same and a.noun in GENERAL and not fate:
        vague = 0.5 * (one.vague or other.vague)
        return 1.0 + 0.5 * min(common, 3) - _far(one, other) - vague + many * bool(common)
    far = 1.0 if not fate and _far(one, other) else 0.0
    if fate and _far(one, other, 4):
        return 0.0
    head = 2.0 if same else 1.5 if alike(a.noun, b.noun) else 0.0
    if not head and not fate:
        return _by_figure(one, other, common)
    if not head and not _may_be_people(a.noun, b.noun):
        return 0.0
    if (not head or a.noun in GENERAL) and not _likely(one, other, alone):
        return 0.0
    lone = 0.5 if fate and alone else 0.0
    meet = one.vague or other.vague or (one.low <= other.high and other.low <= one.high)
    if not (fate or common or a.names & b.names or near or meet):
        far += 0.5
    if head == 1.5 and not fate and common:
        head += many
    return head + fate + 0.25 * min(common, 3) + 0.7 * bool(a.names & b.names) - far + lone


def _likely(one: Amount, other: Amount, alone: bool) -> bool:
    """Whether two figures of one fate may be two reports of one event, and not two events.

    `alone`: each sentence has one figure of that fate.
    """
    if one.vague or other.vague or _near(one, other):
        return True
    a, b = one.counted, other.counted
    telling = len((a.around & b.around) - {a.noun, b.noun} - FATAL)
    return telling >= 2 or ((alone or telling > 0) and not _far(one, other))


def _by_figure(one: Amount, other: Amount, common: int) -> float:
    """What figures alone can say: one that is not small is hardly two things' by chance; and two
    near ones among many words in common, where one noun is general."""
    if one.core == other.core:
        return ENOUGH if common >= 2 and one.core[0] > SMALL else 1.0
    likely = common >= 3 and one.core[0] > SMALL and _near(one, other)
    return ENOUGH if likely and _may_be_people(one.counted.noun, other.counted.noun) else 0.0


def _may_be_people(one: str, other: str) -> bool:
    """Whether a noun is missing, or both are of people, so that a fate alone can make a pair."""
    return not (one and other) or (one in PERSONS and other in PERSONS)


def _near(one: Amount, other: Amount) -> float:
    """1 for figures that lie near each other, as two reports of one figure mostly do."""
    x, y = sorted((abs(one.core[0]), abs(other.core[0])))
    if one.sort in ("percent", "age"):
        return float(y - x <= 3)
    return float(y <= 1.25 * x)


def _ends_near(one: Amount, other: Amount) -> bool:
    """Whether the greatest that two figures may be lie near each other."""
    x, y = sorted((abs(one.core[1]), abs(other.core[1])))
    return y <= 1.25 * x


def _far(one: Amount, other: Amount, times: int = 2) -> bool:
    """Whether one figure is more than twice the other: hardly two reports of one count."""
    if one.vague or other.vague:
        return False
    less, more = sorted((one.core, other.core))
    return more[0] > times * max(less[1], 0)


def _loose(one: Amount, other: Amount, how: str, reasons: float) -> bool:
    """Whether a difference is just one of grammar: an estimated 10, he estimates it at 10; below
    50, not able to reach 50; one man was held, then the second. Two vague sums need much more."""
    a, b = one.counted, other.counted
    if how == "modifier":
        if one.core == (1.0, 1.0) and a.noun != b.noun:
            return True
        guess = "~" in (one.sign, other.sign) and (a.guessed or b.guessed)
        if one.sort == "percent" and a.noun and b.noun and a.noun != b.noun:
            return True
        denied = (a.denied and one.sign) or (b.denied and other.sign) or a.denied != b.denied
        return guess or bool(denied)
    if one.vague and other.vague and one.sort == "money":
        return reasons < CERTAIN and len(a.near & b.near) < 2
    if how == "conflict" and one.sort == "duration" and _far(one, other):
        return True
    if one.vague != other.vague and how == "conflict" and not a.fate:
        return one.low > 10 * other.high or other.low > 10 * one.high
    lone = (1.0, 1.0) in (one.core, other.core) and one.sort == "count"
    return how == "conflict" and lone and not (a.fate and a.fate == b.fate)


def _of_one_list(one: Amount, other: Amount) -> bool:
    """Whether two of several shares in each sentence go by the same name, if by any."""
    a, b = one.counted, other.counted
    if not a.whose or not b.whose:
        return True
    whose = a.whose & b.whose
    return bool(whose and (a.around & b.around) - whose)


def _foretold(one: Amount, other: Amount) -> bool:
    """Whether just one of two measures or counts is to come."""
    if one.sort not in ("measure", "count") or one.counted.fate:
        return False
    return one.counted.ahead != other.counted.ahead


def _of_others(one: Amount, other: Amount, words: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether a share or a time is told of somebody in each whom the other article knows, too; and
    an age of two people of one name."""
    a, b = one.counted.subjects, other.counted.subjects
    if one.sort == "age":
        return len(a) > 1 and len(b) > 1 and not (a <= b or b <= a)
    if one.sort not in ("percent", "duration", "money") or a & b:
        return False
    return not (a - b).isdisjoint(words[1]) and not (b - a).isdisjoint(words[0])


def _events(amounts: Sequence[Amount]) -> bool:
    """Whether a sentence tells of several attacks, accidents and the like, so that it sums up."""
    return any(one.counted.noun in EVENTS and one.core[0] > 1 for one in amounts)


def _besides(one: Amount, other: Amount) -> bool:
    """Whether just one counts those besides somebody: four died, he and three others died."""
    if one.counted.fate not in ("", "dead") or one.core == other.core:
        return False
    return one.counted.others != other.counted.others
